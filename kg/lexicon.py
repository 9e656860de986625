"""How a language says what the ontology says: OntoLex entries, their frames, and the senses that map arguments to a property."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

import pyoxigraph
from rdflib import RDF, RDFS, XSD, BNode, Literal, Namespace, URIRef

from kg.errors import OntologyError
from kg.model import PredicateKind
from kg.ontology import Ontology

ONTOLEX = Namespace("http://www.w3.org/ns/lemon/ontolex#")
SYNSEM = Namespace("http://www.w3.org/ns/lemon/synsem#")
LEXINFO = Namespace("http://www.lexinfo.net/ontology/3.0/lexinfo#")
FRAMES = Namespace("https://kg.example.org/ontology/frames#")

_Node = URIRef | BNode | Literal

# What a frame matches, and the arguments it cannot do without. A frame class that is not here counts as its nearest super-class that is.
_VERB, _LIGHT, _NOUN, _BETWEEN = PredicateKind.VERB, PredicateKind.LIGHT, PredicateKind.NOUN, PredicateKind.PREPOSITION
_PREPOSITIONAL = (LEXINFO.prepositionalObject, LEXINFO.prepositionalAdjunct)
_COMPLEMENTS = (*_PREPOSITIONAL, FRAMES.infinitive)
_FRAMES: Mapping[_Node, tuple[PredicateKind, tuple[tuple[URIRef, ...], ...]]] = {
    LEXINFO.IntransitiveFrame: (_VERB, ((LEXINFO.subject,),)),
    LEXINFO.IntransitivePPFrame: (_VERB, ((LEXINFO.subject,), _PREPOSITIONAL)),
    LEXINFO.TransitiveFrame: (_VERB, ((LEXINFO.subject,), (LEXINFO.directObject,))),
    LEXINFO.TransitivePPFrame: (_VERB, ((LEXINFO.subject,), (LEXINFO.directObject,), _PREPOSITIONAL)),
    FRAMES.ReflexiveFrame: (_VERB, ((LEXINFO.subject,),)),
    FRAMES.ReflexivePPFrame: (_VERB, ((LEXINFO.subject,), _PREPOSITIONAL)),
    FRAMES.ReflexiveTransitiveFrame: (_VERB, ((LEXINFO.subject,), (LEXINFO.directObject,))),
    FRAMES.LightVerbFrame: (_LIGHT, ((LEXINFO.subject,),)),
    LEXINFO.NounPPFrame: (_NOUN, (_PREPOSITIONAL,)),
    LEXINFO.NounPossessiveFrame: (_NOUN, ((LEXINFO.possessiveAdjunct,), (LEXINFO.copulativeArg,))),
    FRAMES.RoleNounFrame: (_NOUN, ((LEXINFO.copulativeArg,),)),
    FRAMES.KindNounFrame: (_NOUN, ((LEXINFO.copulativeArg,),)),
    FRAMES.PossessedNameFrame: (_NOUN, ((LEXINFO.possessiveAdjunct,), (LEXINFO.copulativeArg,))),
    LEXINFO.AdjectivePPFrame: (PredicateKind.ADJECTIVE, ((LEXINFO.copulativeArg,), _PREPOSITIONAL)),
    FRAMES.PrepositionFrame: (_BETWEEN, ((LEXINFO.copulativeArg,), (*_COMPLEMENTS, FRAMES.temporalAdjunct))),
    FRAMES.InstrumentFrame: (_BETWEEN, ((LEXINFO.subject,), _PREPOSITIONAL)),
}
_REFLEXIVE = (FRAMES.ReflexiveFrame, FRAMES.ReflexivePPFrame, FRAMES.ReflexiveTransitiveFrame)
_PLAIN_ROLES: Mapping[URIRef, str] = {
    LEXINFO.subject: "subject",
    LEXINFO.directObject: "object",
    LEXINFO.copulativeArg: "self",
    LEXINFO.possessiveAdjunct: "possessor",
    FRAMES.temporalAdjunct: "time",
    FRAMES.event: "event",
    FRAMES.words: "words",
    FRAMES.change: "change",
    FRAMES.amount: "amount",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One argument of a frame, and the roles of a predication that fill it: `("subject",)`, `("obl:pour", "obl:dans")`."""

    iri: URIRef
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sense:
    """A sense that maps two arguments of a frame onto a property's subject and object.

    "racheter" + TransitiveFrame: (subject) news:acquires (object). `domain` and `range` are the classes this sense takes:
    its own narrowing, else what the property expects; empty where anything goes. `slots` are all arguments of the frame.
    """

    iri: URIRef
    entry: URIRef
    reference: URIRef
    kind: PredicateKind
    reflexive: bool
    frame: URIRef
    subject: Slot
    object: Slot
    domain: tuple[URIRef, ...]
    range: tuple[URIRef, ...]
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class ClassSense:
    """A class that a noun denotes, "plateforme" → news:Service, or a verb tells, "exploser" → news:Attack; the first IRI is preferred."""

    iri: URIRef
    cls: URIRef
    entry: URIRef


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or a fixed expression: its canonical form first, then its other written forms in alphabetical order."""

    iri: URIRef
    forms: tuple[str, ...]
    senses: tuple[Sense, ...]
    classes: tuple[ClassSense, ...]


@dataclass(frozen=True)
class Lexicon:
    """All entries of one language, to be looked up by lemma or by surface form.

    >>> from kg import ontology
    >>> news = ontology.load("news")
    >>> lexicon = load(news.folder, "fr", news)
    >>> lexicon.senses(PredicateKind.VERB, "racheter")[0].reference
    rdflib.term.URIRef('https://kg.example.org/ontology/news#acquires')
    """

    lang: str
    entries: tuple[Entry, ...]
    _senses: Mapping[tuple[PredicateKind, str], tuple[Sense, ...]]
    _classes: Mapping[tuple[PredicateKind, str], tuple[ClassSense, ...]]

    def __hash__(self) -> int:
        return hash((self.lang, len(self.entries)))

    def senses(self, kind: PredicateKind, lemma: str, form: str = "") -> tuple[Sense, ...]:
        """The property senses of a predicate, by lemma or surface form, in IRI order."""
        found = {*self._senses.get((kind, folded(lemma)), ()), *self._senses.get((kind, folded(form)), ())}
        return tuple(sorted(found, key=lambda sense: sense.iri))

    def classes(self, lemma: str, form: str = "", kind: PredicateKind = _NOUN) -> tuple[ClassSense, ...]:
        """The classes that a noun denotes or a verb tells of, the preferred one first; a surface form that is listed outranks its lemma."""
        found = (*self._classes.get((kind, folded(form)), ()), *self._classes.get((kind, folded(lemma)), ()))
        return tuple(dict.fromkeys(found))

    def has(self, kind: PredicateKind, lemma: str, form: str = "") -> bool:
        """Whether any sense of this kind is listed for the lemma or the surface form."""
        return (kind, folded(lemma)) in self._senses or (kind, folded(form)) in self._senses

    def longest(self, text: str) -> str:
        """The longest listed noun with which a text begins, or "": "chiffre d’affaires en hausse" → "chiffre d'affaires"."""
        said = folded(text)
        ends = (i for i in range(len(said), 0, -1) if i == len(said) or not said[i].isalnum())
        return next((said[:i] for i in ends if (_NOUN, said[:i]) in self._classes or (_NOUN, said[:i]) in self._senses), "")

    def counts(self) -> dict[str, int]:
        """How many entries, property senses and class senses there are."""
        senses = sum(len(e.senses) for e in self.entries)
        return {"entries": len(self.entries), "senses": senses, "class senses": sum(len(e.classes) for e in self.entries)}


def folded(form: str) -> str:
    """A written form as it is looked up: casefolded, with straight apostrophes and plain spaces.

    >>> folded("Chiffre d’affaires")
    "chiffre d'affaires"
    """
    return " ".join(form.replace("’", "'").casefold().split())


def load(folder: Path, lang: str, ontology: Ontology) -> Lexicon:
    """Read `lexicon.<lang>*.ttl` and `frames.ttl` of an ontology's folder.

    Raises OntologyError naming file and entry at the first thing that does not hold together, with the number of others.
    """
    files = sorted(folder.glob(f"lexicon.{lang}.ttl")) + sorted(folder.glob(f"lexicon.{lang}.*.ttl"))
    if not files:
        there_are = ", ".join(sorted({p.name.split(".")[1] for p in folder.glob("lexicon.*.ttl")})) or "none"
        raise OntologyError(folder, f"no lexicon for {lang!r}; there are: {there_are}", f"add lexicon.{lang}.ttl")
    source = _Source.read([*files, folder / "frames.ttl"])
    problems = list(_problems(source, ontology))
    if problems:
        (file, what), others = problems[0], len(problems) - 1
        raise OntologyError(file, what + (f" (and {others} more problem{'s' if others > 1 else ''})" if others else ""))
    return _lexicon(lang, [_entry(source, iri, ontology) for iri in source.entries()])


@dataclass(frozen=True)
class _Source:
    """What the files say, by subject and predicate, and which file says it."""

    said: Mapping[_Node, Mapping[_Node, tuple[_Node, ...]]]
    file: Mapping[_Node, Path]

    @classmethod
    def read(cls, files: Iterable[Path]) -> _Source:
        said: defaultdict[_Node, defaultdict[_Node, set[_Node]]] = defaultdict(lambda: defaultdict(set))
        file: dict[_Node, Path] = {}
        for path in files:
            for s, p, o in _triples(path):
                said[s][p].add(o)
                file.setdefault(s, path)
        return cls({s: {p: tuple(sorted(os, key=str)) for p, os in ps.items()} for s, ps in said.items()}, file)

    def all(self, subject: _Node, predicate: URIRef) -> tuple[_Node, ...]:
        return self.said.get(subject, {}).get(predicate, ())

    def entries(self) -> list[_Node]:
        kinds = {ONTOLEX.Word, ONTOLEX.MultiWordExpression, ONTOLEX.LexicalEntry, ONTOLEX.Affix}
        return sorted((s for s in self.said if kinds.intersection(self.all(s, RDF.type))), key=str)

    def forms(self, entry: _Node) -> tuple[str, ...]:
        canonical, other = (
            sorted({str(w) for form in self.all(entry, p) for w in self.all(form, ONTOLEX.writtenRep)})
            for p in (ONTOLEX.canonicalForm, ONTOLEX.otherForm)
        )
        return (*canonical, *(w for w in other if w not in canonical))


def _triples(path: Path) -> Iterator[tuple[_Node, _Node, _Node]]:
    """The triples of a Turtle file, as rdflib's terms; read by pyoxigraph, which is many times faster than rdflib."""
    if not path.exists():  # frames.ttl is optional: an ontology may do with LexInfo's own frames
        return
    try:
        for t in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
            yield _node(t.subject), _node(t.predicate), _node(t.object)
    except SyntaxError as broken:
        raise OntologyError(path, f"not Turtle: {broken.msg}", "mend that line") from None


def _node(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple) -> _Node:
    if isinstance(term, pyoxigraph.NamedNode):
        return _iri(term.value)
    return BNode(term.value) if isinstance(term, pyoxigraph.BlankNode) else Literal(str(getattr(term, "value", term)))


_iri = lru_cache(maxsize=1 << 16)(URIRef)  # rdflib checks every IRI it makes, and a lexicon says each one many times


def _problems(source: _Source, ontology: Ontology) -> Iterator[tuple[Path, str]]:
    """Whatever an editor of a lexicon has to mend, entry by entry: the file, and a line that names the entry."""
    for entry in source.entries():
        found = (_frame_problems, _sense_problems)
        for what in chain.from_iterable(f(source, entry, ontology) for f in found):
            yield source.file[entry], f"entry {_local(entry)}: {what}"


def _frame_problems(source: _Source, entry: _Node, _: Ontology) -> Iterator[str]:
    if not source.forms(entry):
        yield "no ontolex:canonicalForm with an ontolex:writtenRep"
    for frame in source.all(entry, SYNSEM.synBehavior):
        types = source.all(frame, RDF.type)
        cls = _frame_class(source, frame)
        if cls is None:
            named = ", ".join(_local(t) for t in types) or "none"
            yield f"unknown frame class {named} of {_local(frame)}; frames are LexInfo's and those of frames.ttl"
            continue
        for needed in _FRAMES[_base(source, cls)][1]:
            if not any(source.all(frame, p) for p in needed):
                yield f"missing argument: {_local(frame)} is a {_local(cls)} without {' or '.join(_local(p) for p in needed)}"
        yield from _marker_problems(source, frame, cls)


def _marker_problems(source: _Source, frame: _Node, cls: _Node) -> Iterator[str]:
    if _FRAMES[_base(source, cls)][0] is PredicateKind.PREPOSITION:
        return  # the entry itself is the marker
    for argument in chain.from_iterable(source.all(frame, p) for p in _COMPLEMENTS):
        markers = source.all(argument, SYNSEM.marker)
        if not markers:
            yield f"missing synsem:marker of the argument {_local(argument)}"
        for marker in markers:
            if not source.forms(marker):
                yield f"the marker {_local(marker)} of {_local(argument)} is not an entry"


def _sense_problems(source: _Source, entry: _Node, ontology: Ontology) -> Iterator[str]:
    arguments = {a for f in source.all(entry, SYNSEM.synBehavior) for a in _arguments(source, f)}
    for sense in source.all(entry, ONTOLEX.sense):
        references = source.all(sense, ONTOLEX.reference)
        if not references:
            yield f"the sense {_local(sense)} has no ontolex:reference"
        for reference in references:
            if reference in ontology.properties:
                yield from _mapping_problems(source, entry, sense, arguments)
            elif reference not in ontology.classes:
                yield f"unknown property or class {_local(reference)} in the sense {_local(sense)}"
        for narrowed in (*source.all(sense, SYNSEM.propertyDomain), *source.all(sense, SYNSEM.propertyRange)):
            if narrowed not in ontology.classes and not str(narrowed).startswith(str(XSD)):
                yield f"unknown class {_local(narrowed)} in the sense {_local(sense)}"


def _mapping_problems(source: _Source, entry: _Node, sense: _Node, arguments: set[_Node]) -> Iterator[str]:
    if not source.all(entry, SYNSEM.synBehavior):
        yield f"the sense {_local(sense)} needs a frame: there is no synsem:synBehavior"
        return
    for end in (SYNSEM.subjOfProp, SYNSEM.objOfProp):
        if not source.all(sense, end):
            yield f"missing argument: the sense {_local(sense)} has no synsem:{_local(end)}"
        for argument in source.all(sense, end):
            if argument not in arguments:
                yield f"missing argument: {_local(argument)} of the sense {_local(sense)} is in no frame of the entry"
    if not any(all(a in _arguments(source, f) for a in _ends(source, sense)) for f in source.all(entry, SYNSEM.synBehavior)):
        yield f"the arguments of the sense {_local(sense)} are not in one frame"


def _entry(source: _Source, iri: _Node, ontology: Ontology) -> Entry:
    senses = source.all(iri, ONTOLEX.sense)
    referred = [(URIRef(s), URIRef(r)) for s in senses for r in source.all(s, ONTOLEX.reference)]
    return Entry(
        URIRef(iri),
        source.forms(iri),
        tuple(_sense(source, iri, s, r, ontology) for s, r in referred if r in ontology.properties),
        tuple(ClassSense(s, r, URIRef(iri)) for s, r in referred if r in ontology.classes),
    )


def _sense(source: _Source, entry: _Node, iri: URIRef, reference: URIRef, ontology: Ontology) -> Sense:
    frame = next(f for f in source.all(entry, SYNSEM.synBehavior) if all(a in _arguments(source, f) for a in _ends(source, iri)))
    cls = _frame_class(source, frame) or frame
    subject, obj = (Slot(URIRef(a), _roles(source, entry, frame, a)) for a in _ends(source, iri))
    term = ontology.properties[reference]
    return Sense(
        iri=iri,
        entry=URIRef(entry),
        reference=reference,
        kind=_FRAMES[_base(source, cls)][0],
        reflexive=any(r in _REFLEXIVE for r in _ancestors(source, cls)),
        frame=URIRef(cls),
        subject=subject,
        object=obj,
        domain=tuple(map(URIRef, source.all(iri, SYNSEM.propertyDomain))) or tuple(term.domain),
        range=tuple(map(URIRef, source.all(iri, SYNSEM.propertyRange))) or tuple(term.range),
        slots=tuple(Slot(URIRef(a), _roles(source, entry, frame, a)) for a in _arguments(source, frame)),
    )


def _ends(source: _Source, sense: _Node) -> tuple[_Node, ...]:
    return (*source.all(sense, SYNSEM.subjOfProp)[:1], *source.all(sense, SYNSEM.objOfProp)[:1])


def _arguments(source: _Source, frame: _Node) -> tuple[_Node, ...]:
    """The arguments of a frame, sorted; one argument may be reached by several syntactic functions."""
    functions = (*_PLAIN_ROLES, *_COMPLEMENTS)
    return tuple(sorted({a for p in functions for a in source.all(frame, p)}, key=str))


def _roles(source: _Source, entry: _Node, frame: _Node, argument: _Node) -> tuple[str, ...]:
    """The roles that fill an argument, those of a bare function first, then by preposition."""
    plain = [role for p, role in _PLAIN_ROLES.items() if argument in source.all(frame, p)]
    markers = _markers(source, entry, frame, argument)
    if _FRAMES[_base(source, _frame_class(source, frame) or frame)][0] is _NOUN:
        # "sa filiale" is to "la filiale de X" as "son soutien" to "le soutien de X": a possessive and the genitive are one slot, unless
        # the genitive is another argument's ("son utilisation de l'IA").
        genitive = {a for a in _arguments(source, frame) if "de" in _markers(source, entry, frame, a)}
        if "possessor" in plain and not genitive:
            markers = markers | {"de"}
        elif genitive == {argument} and not source.all(frame, LEXINFO.possessiveAdjunct):
            plain = [*plain, "possessor"]
    tasks = _markers(source, entry, frame, argument, (FRAMES.infinitive,))
    return (*plain, *(f"obl:{m}" for m in sorted(markers)), *(f"inf:{m}" for m in sorted(tasks)))


def _markers(source: _Source, entry: _Node, frame: _Node, argument: _Node, functions: tuple[URIRef, ...] = _PREPOSITIONAL) -> set[str]:
    """The written forms of the prepositions before an argument; a preposition that is itself the predicate is its own marker."""
    if not any(argument in source.all(frame, p) for p in functions):
        return set()
    owners = source.all(argument, SYNSEM.marker) or (entry,)
    return {folded(w) for m in owners for w in source.forms(m)}


def _frame_class(source: _Source, frame: _Node) -> _Node | None:
    return next((t for t in source.all(frame, RDF.type) if any(a in _FRAMES for a in _ancestors(source, t))), None)


def _base(source: _Source, cls: _Node) -> _Node:
    return next(a for a in _ancestors(source, cls) if a in _FRAMES)


def _ancestors(source: _Source, cls: _Node) -> list[_Node]:
    """A frame class and its super-classes by frames.ttl, nearest first."""
    line = [cls]
    for known in line:
        line.extend(c for c in source.all(known, RDFS.subClassOf) if c not in line)
    return line


def _lexicon(lang: str, entries: Iterable[Entry]) -> Lexicon:
    kept = tuple(entries)
    senses: defaultdict[tuple[PredicateKind, str], set[Sense]] = defaultdict(set)
    classes: defaultdict[tuple[PredicateKind, str], set[ClassSense]] = defaultdict(set)
    for entry in kept:
        kind = next((sense.kind for sense in entry.senses if sense.kind in (_VERB, _LIGHT)), _NOUN)  # what says its classes
        for form in map(folded, entry.forms):
            for sense in entry.senses:
                senses[sense.kind, form].add(sense)
            if entry.classes:
                classes[kind, form].update(entry.classes)
    return Lexicon(
        lang,
        kept,
        {key: tuple(sorted(found, key=lambda s: s.iri)) for key, found in senses.items()},
        {key: tuple(sorted(found, key=lambda s: s.iri)) for key, found in classes.items()},
    )


def _local(iri: _Node) -> str:
    """What an editor sees of an IRI in the file: the part after the last # or /."""
    return str(iri).rstrip("#/").replace("#", "/").rsplit("/", 1)[-1]
