"""What the world already knows by name: countries, media and general concepts, read from SKOS beside the ontology.

Each `skos:Concept` of `gazetteer*.ttl` stands for one thing, of the ontology's class that is its other `rdf:type`. A label written
without capitals is found in any case; one with capitals is found as it is written, so that the magazine Elle is not the word elle.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import pyoxigraph
from rdflib import URIRef
from rdflib.namespace import OWL, RDF, SKOS

from kg.errors import OntologyError
from kg.iris import NEWS, interned, slug
from kg.ontology import Ontology, in_language
from kg.turtle import triples

_DEMONYM, _SHARED = interned(NEWS + "demonym"), interned(NEWS + "shared")
_TYPE, _SAME, _SCHEME, _CONCEPT = (interned(str(term)) for term in (RDF.type, OWL.sameAs, SKOS.inScheme, SKOS.Concept))
_PREFERRED, _ALTERNATIVE, _HIDDEN = (interned(str(term)) for term in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel))
_NAMING = (_PREFERRED, _ALTERNATIVE, _HIDDEN)
_WIKIDATA = "http://www.wikidata.org/entity/"
COLUMNS = ["label", "class", "wikidata"]
_TERM_KINDS = frozenset({"technology", "activity", "topic"})
LONG = 6
"""Letters from which a name in capitals is that name, and not the initials of another."""
_TYPOGRAPHY = str.maketrans(
    {"’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-"}
)  # one apostrophe, space, hyphen


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that has a name, or one concept that has a term.

    `label` is the preferred one by language, `labels` all of them; names that are the same in every language stand under "".
    `is_term`: a common noun stands for it ("énergie solaire"), not a proper name ("Belgique"). `wikidata` only where verified.
    `shared`: people, companies and words are called so, too ("Nice", "Houston"): the name alone does not tell.
    """

    iri: URIRef
    cls: URIRef
    label: Mapping[str, str] = field(hash=False)
    labels: Mapping[str, tuple[str, ...]] = field(hash=False)
    wikidata: URIRef | None
    is_term: bool
    shared: bool = False

    def called(self, lang: str) -> str:
        """What to call it in a language."""
        return self.label.get(lang) or self.label.get("") or in_language(self.label, lang)


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """All entries, in order of their IRIs, and where each label leads; `lang` is the language asked for where none is said.

    >>> from kg import ontology
    >>> news = ontology.load("news")
    >>> here = load(news.folder, "fr", news)
    >>> [e.called("en") for e in here.lookup("Etats-Unis")], here.demonym("Belges").called("fr")
    (['United States'], 'Belgique')
    """

    lang: str
    all: tuple[Entry, ...]
    _labels: Mapping[str, Mapping[str, tuple[Entry, ...]]] = field(repr=False, compare=False)
    _demonyms: Mapping[str, Mapping[str, tuple[Entry, ...]]] = field(repr=False, compare=False)
    _listed: Mapping[str, Entry] = field(repr=False, compare=False)

    @lru_cache(maxsize=1 << 14)  # noqa: B019 - a gazetteer lives as long as the process
    def lookup(self, name: str, lang: str | None = None) -> tuple[Entry, ...]:
        """The entries of this label, in order of their IRIs: "Congo" is two countries. A long one may stand in capitals, too."""
        keys = (_written(name), _any(name), *((_shouted(name),) if name.isupper() else ()))
        return self._found(self._labels, keys, lang)

    def listed(self, name: str) -> Entry | None:
        """What a long list has under this very name: likely, not certain, since a list of thousands has namesakes of everything."""
        return self._listed.get(_written(name)) or (self._listed.get(_shouted(name)) if name.isupper() else None)

    def entries(self, lang: str | None = None) -> Iterator[tuple[str, Entry]]:
        """Every label with its entry, sorted, for a phrase matcher; `any_case` tells which labels capitals do not matter to.

        Apostrophes are straight. A label whose capitals have accents comes a second time without them, as many newspapers print it.
        """
        yield from sorted(
            ((label, e) for e in self.all for label in _variants(e, lang or self.lang)), key=lambda pair: (pair[0], pair[1].iri)
        )

    def begins(self, word: str) -> bool:
        """Whether any label, in any language, may begin with this word: a quick answer to spare slow questions."""
        return _opening(word) in self._openings

    @cached_property
    def _openings(self) -> frozenset[str]:
        return frozenset(_opening(key) for keys in self._labels.values() for key in keys)

    @lru_cache(maxsize=1 << 14)  # noqa: B019
    def demonym(self, word: str, lang: str | None = None) -> Entry | None:
        """The place whose people or things are so called, "américaine" or "Américains"; None where none or several are ("congolais")."""
        found = self._found(self._demonyms, (_any(word),), lang)
        return found[0] if len(found) == 1 else None

    def _found(self, index: Mapping[str, Mapping[str, tuple[Entry, ...]]], keys: Sequence[str], lang: str | None) -> tuple[Entry, ...]:
        found = {e.iri: e for tag in ("", lang or self.lang) for key in keys for e in index.get(tag, {}).get(key, ())}
        return tuple(found[iri] for iri in sorted(found))


def any_case(label: str) -> bool:
    """Whether a label is found in any case: it is written without capitals.

    >>> any_case("énergie solaire"), any_case("Elle"), any_case("5G")
    (True, False, False)
    """
    return label == label.lower()


def load(folder: Path, lang: str, ontology: Ontology) -> Gazetteer:
    """Read `gazetteer*.ttl` and the long lists `gazetteer*.tsv` of a folder; a folder without any gives an empty gazetteer.

    Raises OntologyError, with file and entry, where a file is not Turtle, an entry has no label, no class that the ontology declares, or
    several classes none of which is a kind of the others.
    """
    entries: dict[URIRef, Entry] = {}
    demonyms: list[tuple[_Label, Entry]] = []
    for path in sorted(folder.glob("gazetteer*.ttl")):
        said = said_in(path)
        for iri in sorted(iri for iri, what in said.items() if _CONCEPT in what.get(_TYPE, ())):
            if iri in entries:
                raise OntologyError(path, f"{_name(iri)} is already in another file", "give each entry one stanza")
            entries[iri] = entry_of(path, said, iri, ontology)
            demonyms += [(word, entries[iri]) for word in _literals(said, iri, _DEMONYM)]
    everything = tuple(entries[iri] for iri in sorted(entries))
    return Gazetteer(
        lang,
        everything,
        _index((tag, key, e) for e in everything for tag, labels in e.labels.items() for label in labels for key in _keys(label)),
        _index((lang_, key, e) for (lang_, word), e in demonyms for key in (_any(word), _any(_without_accented_capitals(word.title())))),
        {
            key: entry
            for path in sorted(folder.glob("gazetteer*.tsv"))
            for entry in _rows(path, ontology)
            for key in _keys(entry.called(""))
        },
    )


def _rows(path: Path, ontology: Ontology) -> Iterator[Entry]:
    """The entries of a long list: a line each, with its label, class and, where known, Wikidata id, after a line that names the columns."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    columns = next(lines, "").split("\t")
    if columns != COLUMNS:
        raise OntologyError(path, f"its first line names the columns {', '.join(columns)}", f"name them {', '.join(COLUMNS)}")
    for number, line in enumerate(lines, 1):
        cells = line.split("\t")
        prefix, _, name = cells[1].partition(":") if len(cells) == 3 else ("", "", "")
        cls = interned(ontology.prefixes.get(prefix, "") + name)
        if cls not in ontology.classes:
            raise OntologyError(path, f"entry {number}, {line!r}, has no class of the ontology", f"give it {', '.join(COLUMNS)}")
        label, same = cells[0], URIRef(f"{_WIKIDATA}{cells[2]}") if cells[2] else None
        yield Entry(same or URIRef(f"{NEWS}gazetteer#{slug(label)}"), cls, {"": label}, {"": (label,)}, same, is_term=False)


_Label = tuple[str, str]
"""A language and a label in it."""
Said = Mapping[URIRef, Mapping[URIRef, tuple[URIRef | _Label, ...]]]
"""What a file says, by subject and property."""


def said_in(path: Path) -> Said:
    """What a file says, by subject and property; OntologyError where it is not Turtle."""
    said: dict[URIRef, dict[URIRef, list[URIRef | _Label]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples(path):
        subject, predicate, obj = triple.subject, triple.predicate, triple.object
        if isinstance(subject, pyoxigraph.NamedNode):
            if isinstance(obj, pyoxigraph.NamedNode):
                said[interned(subject.value)][interned(predicate.value)].append(interned(obj.value))
            elif isinstance(obj, pyoxigraph.Literal):
                said[interned(subject.value)][interned(predicate.value)].append((obj.language or "", obj.value))
    return {subject: {predicate: tuple(values) for predicate, values in what.items()} for subject, what in said.items()}


def entry_of(path: Path, said: Said, iri: URIRef, ontology: Ontology) -> Entry:
    """The entry of a concept; OntologyError where it has no name or no class that the ontology declares."""
    preferred = dict(reversed(_literals(said, iri, _PREFERRED)))
    if not preferred:
        raise OntologyError(path, f"{_name(iri)} has no name", "give it a skos:prefLabel")
    cls = _class(path, said, iri, ontology)
    labels: dict[str, list[str]] = {}
    for lang, label in (label for naming in _NAMING for label in _literals(said, iri, naming)):
        labels.setdefault(lang, []).append(label)
    same = sorted(o for o in _iris(said, iri, _SAME) if o.startswith(_WIKIDATA))
    is_term = ontology.kind(cls) in _TERM_KINDS or any(tag and any_case(label) for tag, label in preferred.items())
    shared = any(("", "true") in said.get(scheme, {}).get(_SHARED, ()) for scheme in _iris(said, iri, _SCHEME))
    return Entry(iri, cls, preferred, {tag: tuple(all_) for tag, all_ in labels.items()}, same[0] if same else None, is_term, shared)


def _class(path: Path, said: Said, iri: URIRef, ontology: Ontology) -> URIRef:
    """The most specific of the entry's classes."""
    types = sorted(t for t in _iris(said, iri, _TYPE) if t != _CONCEPT)
    unknown = [t for t in types if t not in ontology.classes]
    if unknown or not types:
        what = f"is a {ontology.short(unknown[0])}, which the ontology does not declare" if unknown else "has no class beside skos:Concept"
        raise OntologyError(path, f"{_name(iri)} {what}", "give it a class of ontology.ttl")
    lowest = [t for t in types if all(ontology.is_a(t, other) for other in types)]
    if not lowest:
        raise OntologyError(path, f"{_name(iri)} is {' and '.join(ontology.short(t) for t in types)}", "keep one of them")
    return lowest[0]


def _literals(said: Said, iri: URIRef, predicate: URIRef) -> list[_Label]:
    return sorted(o for o in said.get(iri, {}).get(predicate, ()) if isinstance(o, tuple))


def _iris(said: Said, iri: URIRef, predicate: URIRef) -> list[URIRef]:
    return [o for o in said.get(iri, {}).get(predicate, ()) if isinstance(o, URIRef)]


def _index(rows: Iterable[tuple[str, str, Entry]]) -> dict[str, dict[str, tuple[Entry, ...]]]:
    index: dict[str, dict[str, dict[URIRef, Entry]]] = defaultdict(lambda: defaultdict(dict))
    for tag, key, entry in rows:
        index[tag][key][entry.iri] = entry
    return {tag: {key: tuple(entries.values()) for key, entries in keys.items()} for tag, keys in index.items()}


def _keys(label: str) -> set[str]:
    """Under what a label is found: as written, in capitals where it is long, and in any case where it has no capitals."""
    if any_case(label):
        return {_written(label), _any(label), _any(_written(label.capitalize()))}
    return {_written(label), _shouted(label)} if len(label) >= LONG and not label.isupper() else {_written(label)}


def _variants(entry: Entry, lang: str) -> set[str]:
    labels = (label.translate(_TYPOGRAPHY) for tag in ("", lang) for label in entry.labels.get(tag, ()))
    return {variant for label in labels for variant in (label, _without_accented_capitals(label))}


@lru_cache(maxsize=1 << 16)
def _written(name: str) -> str:
    return _without_accented_capitals(_plain(name))


@lru_cache(maxsize=1 << 16)
def _shouted(name: str) -> str:
    # "\1" keeps what is found in capitals apart from what is found as written
    return "\1" + _without_accented_capitals(_plain(name).upper())


@lru_cache(maxsize=1 << 16)
def _any(name: str) -> str:
    # "\0" keeps what is found in any case apart from what is found as written
    return "\0" + _plain(name).casefold()


def _plain(name: str) -> str:
    return " ".join((name if name.isascii() else unicodedata.normalize("NFC", name).translate(_TYPOGRAPHY)).split())


def _without_accented_capitals(name: str) -> str:
    return name if name.isascii() else "".join(unicodedata.normalize("NFD", c)[0] if c.isupper() else c for c in name)


@lru_cache(maxsize=1 << 16)
def _opening(name: str) -> str:
    """A name's first run of letters and digits, without case, accents and the ending of a plural."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
    run = re.search(r"\w+", plain)
    return re.sub(r"[sx]$", "", run[0]) if run else ""


def _name(iri: URIRef) -> str:
    return str(iri).rsplit("#", 1)[-1]
