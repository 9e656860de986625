"""How a language says what the ontology says: OntoLex entries, their frames, and the senses that map arguments to a property."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import URIRef

from kg.errors import OntologyError
from kg.iris import interned
from kg.lexicon.frames import Frame, Slot, ends, frames
from kg.lexicon.frames import classes as frame_classes
from kg.lexicon.problems import problems
from kg.lexicon.source import DOMAIN, FRAMES, LEXINFO, ONTOLEX, RANGE, REFERENCE, SENSE, SYNSEM, TYPE, Node, Source, folded
from kg.model import PredicateKind
from kg.ontology import Ontology, Property

__all__ = ["FRAMES", "LEXINFO", "ONTOLEX", "SYNSEM", "ClassSense", "Entry", "Lexicon", "Sense", "Slot", "folded", "load"]

_VERB, _LIGHT, _NOUN = PredicateKind.VERB, PredicateKind.LIGHT, PredicateKind.NOUN


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
    _typed: Mapping[URIRef, frozenset[str]]

    def __hash__(self) -> int:
        return hash((self.lang, len(self.entries)))

    def senses(self, kind: PredicateKind, lemma: str, form: str = "") -> tuple[Sense, ...]:
        """The property senses of a predicate, by lemma or surface form, in IRI order."""
        by_lemma, by_form = self._senses.get((kind, folded(lemma)), ()), self._senses.get((kind, folded(form)), ())
        return tuple(sorted({*by_lemma, *by_form}, key=lambda sense: str(sense.iri))) if by_lemma and by_form else by_lemma or by_form

    def classes(self, lemma: str, form: str = "", kind: PredicateKind = _NOUN) -> tuple[ClassSense, ...]:
        """The classes that a noun denotes or a verb tells of, the preferred one first; a surface form that is listed outranks its lemma."""
        by_form, by_lemma = self._classes.get((kind, folded(form)), ()), self._classes.get((kind, folded(lemma)), ())
        return tuple(dict.fromkeys((*by_form, *by_lemma))) if by_form and by_lemma else by_form or by_lemma

    def has(self, kind: PredicateKind, lemma: str, form: str = "") -> bool:
        """Whether any sense of this kind is listed for the lemma or the surface form."""
        return (kind, folded(lemma)) in self._senses or (kind, folded(form)) in self._senses

    def is_a(self, cls: URIRef, *forms: str) -> bool:
        """Whether any of these written forms is an entry of a lexical class of frames.ttl: "ambassade" of frames:PostedNoun."""
        listed = self._typed.get(cls, frozenset())
        return any(folded(form) in listed for form in forms)

    def longest_of(self, forms: Iterable[str], kind: PredicateKind) -> tuple[str, ...]:
        """Of the forms of a predicate, the longest first, those that are listed; of several lengths the longest, in words."""
        listed = [form for form in forms if (key := (kind, folded(form))) in self._senses or (kind is _NOUN and key in self._classes)]
        return tuple(form for form in listed if form.count(" ") == listed[0].count(" "))

    def longest(self, text: str) -> str:
        """The longest listed noun with which a text begins, or "": "chiffre d’affaires en hausse" → "chiffre d'affaires"."""
        said = folded(text)
        ends = (i for i in range(len(said), 0, -1) if i == len(said) or not said[i].isalnum())
        return next((said[:i] for i in ends if (_NOUN, said[:i]) in self._classes or (_NOUN, said[:i]) in self._senses), "")

    def counts(self) -> dict[str, int]:
        """How many entries, property senses and class senses there are."""
        senses = sum(len(e.senses) for e in self.entries)
        return {"entries": len(self.entries), "senses": senses, "class senses": sum(len(e.classes) for e in self.entries)}


def load(folder: Path, lang: str, ontology: Ontology) -> Lexicon:
    """Read `lexicon.<lang>*.ttl` and `frames.ttl` of an ontology's folder.

    Raises OntologyError naming file and entry at the first thing that does not hold together, with the number of others.
    """
    files = sorted(folder.glob(f"lexicon.{lang}.ttl")) + sorted(folder.glob(f"lexicon.{lang}.*.ttl"))
    if not files:
        there_are = ", ".join(sorted({p.name.split(".")[1] for p in folder.glob("lexicon.*.ttl")})) or "none"
        raise OntologyError(
            folder, f"no lexicon for {lang!r}; there are: {there_are}", f"choose one with --lang, or add lexicon.{lang}.ttl"
        )
    source = Source.read([*files, folder / "frames.ttl"])
    known = frame_classes(source)
    read = [(entry, frames(source, entry, known)) for entry in source.entries]
    wrong = [(source.file[entry], what) for entry, own in read for what in problems(source, entry, own, ontology)]
    if wrong:
        (file, what), others = wrong[0], len(wrong) - 1
        raise OntologyError(file, what + (f" (and {others} more problem{'s' if others > 1 else ''})" if others else ""))
    return _lexicon(lang, [_entry(source, entry, own, ontology) for entry, own in read], _typed(source))


def _entry(source: Source, entry: Node, own: Sequence[Frame], ontology: Ontology) -> Entry:
    name = interned(str(entry))
    referred = [(interned(str(sense)), interned(str(to))) for sense in source.all(entry, SENSE) for to in source.all(sense, REFERENCE)]
    return Entry(
        name,
        source.forms[entry],
        tuple(_sense(source, name, sense, ontology.properties[to], own) for sense, to in referred if to in ontology.properties),
        tuple(ClassSense(sense, to, name) for sense, to in referred if to in ontology.classes),
    )


def _sense(source: Source, entry: URIRef, sense: URIRef, stated: Property, own: Sequence[Frame]) -> Sense:
    subject, obj = ends(source, sense)
    frame, known = next((frame, frame.known) for frame in own if frame.known and subject in frame.slots and obj in frame.slots)
    return Sense(
        iri=sense,
        entry=entry,
        reference=stated.iri,
        kind=known.kind,
        reflexive=known.reflexive,
        frame=interned(str(frame.cls)),
        subject=frame.slots[subject],
        object=frame.slots[obj],
        domain=tuple(interned(str(cls)) for cls in source.all(sense, DOMAIN)) or stated.domain,
        range=tuple(interned(str(cls)) for cls in source.all(sense, RANGE)) or stated.range,
        slots=tuple(frame.slots.values()),
    )


def _typed(source: Source) -> dict[URIRef, frozenset[str]]:
    """The written forms of the entries of each lexical class that frames.ttl declares."""
    found: defaultdict[URIRef, set[str]] = defaultdict(set)
    for entry in source.entries:
        for cls in source.all(entry, TYPE):
            if cls in source.said:
                found[interned(str(cls))].update(map(folded, source.forms[entry]))
    return {cls: frozenset(forms) for cls, forms in found.items()}


def _lexicon(lang: str, entries: Iterable[Entry], typed: Mapping[URIRef, frozenset[str]]) -> Lexicon:
    kept = tuple(entries)
    senses: defaultdict[tuple[PredicateKind, str], list[Sense]] = defaultdict(list)
    classes: defaultdict[tuple[PredicateKind, str], list[ClassSense]] = defaultdict(list)
    for entry in kept:
        kind = next((sense.kind for sense in entry.senses if sense.kind in (_VERB, _LIGHT)), _NOUN)  # what says its classes
        for form in dict.fromkeys(map(folded, entry.forms)):
            for sense in entry.senses:
                senses[sense.kind, form].append(sense)
            if entry.classes:
                classes[kind, form].extend(entry.classes)
    return Lexicon(
        lang,
        kept,
        {key: tuple(sorted(found, key=lambda sense: str(sense.iri))) for key, found in senses.items()},
        {key: tuple(sorted(found, key=lambda sense: str(sense.iri))) for key, found in classes.items()},
        typed,
    )
