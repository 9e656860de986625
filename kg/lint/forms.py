"""What entries say of their words: a part of speech that their frames contradict or that there is not, and forms in another language."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from kg.iris import interned
from kg.lexicon.frames import Frame
from kg.lexicon.source import CANONICAL, LEXINFO, OTHER, WRITTEN, Node, Source, local
from kg.lint.problem import Problem
from kg.lint.text import Written
from kg.model import PredicateKind

SPEECH = interned(LEXINFO.partOfSpeech)
_OF: dict[str, tuple[PredicateKind, ...]] = {
    "verb": (PredicateKind.VERB, PredicateKind.LIGHT),
    "noun": (PredicateKind.NOUN,),
    "commonNoun": (PredicateKind.NOUN,),
    "properNoun": (PredicateKind.NOUN,),
    "adjective": (PredicateKind.ADJECTIVE,),
    "preposition": (PredicateKind.PREPOSITION,),
}
"""The parts of speech that have frames, and the kinds of these; the first of a kind is the one to write."""
_OTHERS = frozenset(
    "adposition adverb article auxiliary cardinalNumeral conjunction coordinatingConjunction determiner fusedPreposition interjection "
    "mainVerb modal numeral ordinalAdjective particle personalPronoun possessiveAdjective pronoun punctuation qualifierAdjective "
    "subordinatingConjunction symbol".split()
)


def speech(source: Source, entry: Node, frames: Sequence[Frame], file: Written) -> Iterator[Problem]:
    """An entry's part of speech, where it has none, there is none such, or its frames are of another."""
    if not source.all(entry, SPEECH):
        kind = next((frame.known.kind for frame in frames if frame.known), PredicateKind.VERB)
        fits = next(one for one, kinds in _OF.items() if kind in kinds)
        mend = f"say lexinfo:partOfSpeech lexinfo:{fits}" + ("" if frames else ", or what it is")
        yield Problem(file.path, file.line(str(entry)), False, f"entry {local(entry)} has no lexinfo:partOfSpeech", mend)
    for said in source.all(entry, SPEECH):
        name = local(said)
        line = file.line(str(entry), str(said))
        if str(said).startswith(str(LEXINFO)) and name not in _OF and name not in _OTHERS:
            near = difflib.get_close_matches(name, [*_OF, *_OTHERS], n=1)
            mend = f"did you mean {near[0]}?" if near else f"frames are of a {', '.join(_OF)}"
            yield Problem(file.path, line, bool(near), f"entry {local(entry)}: kg knows no part of speech lexinfo:{name}", mend)
        for frame in frames:
            if name in _OF and frame.known and frame.known.kind not in _OF[name]:
                fits = next(one for one, kinds in _OF.items() if frame.known.kind in kinds)
                what = f"entry {local(entry)}: it is a {name}, and {local(frame.iri)} is a {local(frame.cls)}, a frame of a {fits}"
                yield Problem(file.path, line, True, what, f"make it a lexinfo:{fits}, or give it another frame")


def languages(file: Written, lang: str) -> Iterator[Problem]:
    """Forms of a lexicon's file that are in no language, or in another than its own."""
    triples = [quad.triple for quad in ox.parse(file.text, ox.RdfFormat.TURTLE, base_iri=file.path.resolve().as_uri())]
    forms = (str(CANONICAL), str(OTHER))
    owners = {triple.object: triple.subject for triple in triples if triple.predicate.value in forms}
    for form, predicate, text in triples:
        if predicate.value != str(WRITTEN) or not isinstance(text, ox.Literal):
            continue
        owner = owners.get(form, form)
        if (said := text.language or "").partition("-")[0].lower() != lang.partition("-")[0].lower():
            name = owner.value if isinstance(owner, ox.NamedNode) else ""
            what = f"entry {local(name)}: the form {text.value!r} is in {repr(said) if said else 'no language'}"
            where = form.value if isinstance(form, ox.NamedNode) else name
            yield Problem(file.path, file.saying(where, text.value), False, what, f'the file is in {lang!r}: write "{text.value}"@{lang}')
