"""What `lexicon.<language>*.ttl` and `frames.ttl` get wrong: entries that do not hold together, twice the same, or that nothing uses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import URIRef

from kg.iris import interned
from kg.languages import LANGUAGES
from kg.lexicon.frames import FrameClass, frames
from kg.lexicon.frames import classes as frame_classes
from kg.lexicon.problems import problems
from kg.lexicon.source import BEHAVIOUR, DOMAIN, FRAMES, ONTOLEX, RANGE, REFERENCE, SENSE, TYPE, Node, Source, folded, local
from kg.lint.forms import SPEECH, languages, speech
from kg.lint.problem import Problem
from kg.lint.text import Written
from kg.ontology import Ontology

FRAMES_FILE = "frames.ttl"
_FILE = re.compile(r"lexicon\.([\w-]+)(?:\.[\w.-]+)?\.ttl")
_SENSE = interned(ONTOLEX.LexicalSense)


@dataclass(frozen=True)
class Lexica:
    """The files of one language and what they say together."""

    files: Mapping[str, Written]
    source: Source
    known: Mapping[Node, FrameClass]

    def file(self, node: Node, other: Node) -> Written:
        """The file in which a node is described; of one that is not, that of another."""
        return self.files[self.source.file.get(node, self.source.file[other]).name]


def lexica(o: Ontology, files: Mapping[str, Written]) -> Iterator[Problem]:
    """All that is to mend in the lexica, language by language."""
    named: defaultdict[str, dict[str, Written]] = defaultdict(dict)
    for name, file in sorted(files.items()):
        if found := _FILE.fullmatch(name):
            named[found[1]][name] = file
    if not any(o.folder.glob("lexicon.*.ttl")):
        what = "the folder has no lexicon, and without one nothing is found"
        yield Problem(o.folder / "lexicon.fr.ttl", 1, False, what, "add lexicon.fr.ttl; kg ontology new shows one")
    for lang, own in named.items():
        if lang not in LANGUAGES:
            file = next(iter(own.values()))
            yield Problem(file.path, 1, False, f"kg reads no articles in {lang!r}", f"there are {', '.join(sorted(LANGUAGES))}")
        for file in own.values():
            yield from languages(file, lang)
        yield from _lexicon(own | {name: file for name, file in files.items() if name == FRAMES_FILE}, o)
    if FRAMES_FILE in files:
        yield from _frames(files[FRAMES_FILE])


def _lexicon(files: Mapping[str, Written], o: Ontology) -> Iterator[Problem]:
    source = Source.read([file.path for file in files.values()])
    here = Lexica(files, source, frame_classes(source))
    for entry in source.entries:
        file = here.file(entry, entry)
        built = frames(source, entry, here.known)
        for what in problems(source, entry, built, o):
            named = (line for name in _named(what, source, entry) if (line := file.line(name)) > 1)
            yield Problem(file.path, next(named, file.line(str(entry))), True, what)
        places = [(one, line) for one in files.values() for line in one.describes(str(entry))]
        for one, line in places[1:]:
            what = f"entry {local(entry)} is there already, in {places[0][0].path.name}:{places[0][1]}"
            yield Problem(one.path, line, True, what, "give each entry one stanza")
        yield from speech(source, entry, built, file)
        yield from _wide(here, entry, o)
    yield from _same_word(here)
    yield from _unused(here)
    yield from _undeclared(here, o)


def _named(what: str, source: Source, entry: Node) -> Iterator[str]:
    """The senses, frames and arguments that a problem of an entry names, as IRIs."""
    space = str(entry)[: -len(local(entry))]
    words = re.findall(r"[^\s,;]+", what.partition(": ")[2])
    yield from (space + word for word in words if word != local(entry) and URIRef(space + word) in source.said)


def _wide(here: Lexica, entry: Node, o: Ontology) -> Iterator[Problem]:
    """Senses that take what their property does not expect: what they find would break its shape."""
    for sense in here.source.all(entry, SENSE):
        for property in (o.properties[URIRef(to)] for to in here.source.all(sense, REFERENCE) if to in o.properties):
            for part, expected, end in ((DOMAIN, property.domain, "subject"), (RANGE, property.range, "object")):
                for cls in here.source.all(sense, part):
                    if expected and cls in o.classes and not o.is_any(URIRef(cls), expected):
                        file, only = here.file(sense, entry), ", ".join(map(o.short, expected))
                        takes = f"the sense {local(sense)} takes a {local(cls)} as {end}, and {o.short(property.iri)} only {only}"
                        mend = "narrow the sense, or widen the property in ontology.ttl"
                        yield Problem(file.path, file.line(str(sense), str(cls)), True, f"entry {local(entry)}: {takes}", mend)


def _same_word(here: Lexica) -> Iterator[Problem]:
    """Entries of one part of speech with one form and one kind of frame: a reflexive verb is a word of its own."""
    words: dict[tuple[str, ...], Node] = {}
    for entry in here.source.entries:
        built = {local(t) for frame in here.source.all(entry, BEHAVIOUR) for t in here.source.all(frame, TYPE)}
        for part in here.source.all(entry, SPEECH):
            for form in here.source.forms.get(entry, ())[:1]:
                first = words.setdefault((folded(form), local(part), *sorted(built)), entry)
                if first != entry:
                    file, what = here.file(entry, entry), f"entry {local(entry)}: {form!r} has an entry of that kind, {local(first)}"
                    yield Problem(file.path, file.line(str(entry)), False, what, "put its senses there")


def _unused(here: Lexica) -> Iterator[Problem]:
    """Senses and frames that no entry has, and entries that say nothing: without a sense, in no class of frames.ttl, no other's marker."""
    named = {str(value) for what in here.source.said.values() for values in what.values() for value in values}
    for entry in here.source.entries:
        steers = any(str(t).startswith(str(FRAMES)) for t in here.source.all(entry, TYPE)) or str(entry) in named
        marks = any(local(part) == "preposition" for part in here.source.all(entry, SPEECH))
        if not here.source.all(entry, SENSE) and not steers and not marks:
            file, what = here.file(entry, entry), f"entry {local(entry)} has no sense, and so says nothing"
            yield Problem(file.path, file.line(str(entry)), False, what, "give it one with ontolex:sense, or take it out")
    used = {part for entry in here.source.entries for kind in (SENSE, BEHAVIOUR) for part in here.source.all(entry, kind)}
    for node in here.source.said:
        types = here.source.all(node, TYPE)
        for kind, link, there in (
            ("sense", "ontolex:sense", _SENSE in types),
            ("frame", "synsem:synBehavior", any(t in here.known for t in types)),
        ):
            if there and node not in used:
                file, what = here.file(node, node), f"no entry has the {kind} {local(node)}"
                yield Problem(file.path, file.line(str(node)), False, what, f"name it with {link}, or take it out")


def _undeclared(here: Lexica, o: Ontology) -> Iterator[Problem]:
    """Classes of frames and entries in a folder without the file that declares them; what kg matches by itself it matches all the same."""
    types = {t for node in here.source.said for t in here.source.all(node, TYPE) if str(t).startswith(str(FRAMES))}
    if types and FRAMES_FILE not in here.files:
        named = ", ".join(f"frames:{name}" for name in sorted(map(local, types))[:3])
        what = f"there is no such file, which declares what the lexicon speaks of: {named}"
        yield Problem(o.folder / FRAMES_FILE, 1, not types <= here.known.keys(), what, "copy that of ontologies/news into the folder")


def _frames(file: Written) -> Iterator[Problem]:
    """Classes of frames that are a kind of none that kg matches."""
    source = Source.read([file.path])
    known = frame_classes(source)
    for node in source.said:
        declared = any(local(t) == "Class" for t in source.all(node, TYPE))
        if declared and str(node).startswith(str(FRAMES)) and str(node).endswith("Frame") and node not in known:
            mend = "put it under one that ontologies/README.md lists"
            yield Problem(file.path, file.line(str(node)), False, f"nothing matches the frame class {local(node)}", mend)
