"""What there is: classes, properties and what they are expected to link, read from an ontology in Turtle.

An ontology is a folder with `ontology.ttl`, `frames.ttl`, `lexicon.<language>.ttl` and `gazetteer*.ttl`; this module reads the
first. Expected classes are `schema:domainIncludes` and `schema:rangeIncludes`: checked, never inferred from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD

from kg import turtle
from kg.errors import OntologyError
from kg.iris import NEWS, SCHEMA, interned

FILE = "ontology.ttl"
THING = interned(SCHEMA + "Thing")
VALUE = interned(SCHEMA + "StructuredValue")

_DOMAIN, _RANGE = URIRef(SCHEMA + "domainIncludes"), URIRef(SCHEMA + "rangeIncludes")
_KIND, _SINGLE, _UNIT, _BOOKKEEPING = (URIRef(NEWS + n) for n in ("kind", "singleValued", "unitKind", "bookkeeping"))
_BY_NOUN, _BY_DEMONYM, _UNDERSTOOD = (URIRef(NEWS + n) for n in ("statedByNoun", "statedByDemonym", "understood"))
_UNITS = ("count", "measure", "duration", "length", "percent")
_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)
_BUILT_IN = (str(RDF), str(RDFS), str(OWL), str(XSD))


@dataclass(frozen=True, slots=True)
class Term:
    """What classes and properties have in common; labels and definitions by language.

    `bookkeeping` terms belong to kg's own record (claims, mentions, sources): no article states them.
    """

    iri: URIRef
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    super: tuple[URIRef, ...]
    bookkeeping: bool


@dataclass(frozen=True, slots=True)
class Class(Term):
    """A kind of thing; `kind` is its own IRI segment, where it has one itself (`Ontology.kind` inherits)."""

    kind: str | None


@dataclass(frozen=True, slots=True)
class Property(Term):
    """What may be said of a thing; `domain` and `range` hold the expected classes or datatypes, any one of them, sorted.

    `functional`: a thing has one value only. `unit_kind`: its amounts are a "count", a "percent", a "duration", a "length", or a
    "measure" of another kind. `stated_by_noun`: the words of a noun that denotes this class, said of a thing, state it.
    `stated_by_demonym`: a demonym said of a thing of one of these does.
    `understood`: the end, "subject" or "object", that a text may leave to be understood: whose the posts are in "520 postes supprimés".
    """

    domain: tuple[URIRef, ...]
    range: tuple[URIRef, ...]
    inverse: URIRef | None
    symmetric: bool
    functional: bool
    unit_kind: str | None
    stated_by_noun: URIRef | None
    stated_by_demonym: tuple[URIRef, ...]
    understood: str | None


@dataclass(frozen=True)
class Ontology:
    """Classes and properties with their hierarchy; of the classes on one list of `disjoint`, a thing is of one at most.

    >>> news = load("news")
    >>> news.label(URIRef(NEWS + "uses"), "fr"), news.kind(URIRef(NEWS + "TVProgram"))
    ('utilise', 'work')
    """

    iri: URIRef
    version: str
    folder: Path
    classes: Mapping[URIRef, Class]
    properties: Mapping[URIRef, Property]
    prefixes: Mapping[str, str]
    disjoint: tuple[tuple[URIRef, ...], ...]
    _above: Mapping[URIRef, tuple[URIRef, ...]] = field(repr=False, compare=False)

    def ancestors(self, term: URIRef) -> tuple[URIRef, ...]:
        """The classes above a class, or the properties above a property, nearest first; none for what is not declared."""
        return self._above.get(term, ())

    def is_a(self, term: URIRef, ancestor: URIRef) -> bool:
        """Whether the first class (property) is the second or below it."""
        above = self._over.get(term)
        return ancestor in above if above is not None else term == ancestor

    def is_any(self, term: URIRef, ancestors: Iterable[URIRef]) -> bool:
        """Whether a class (property) is one of several or below it."""
        above = self._over.get(term)
        return not above.isdisjoint(ancestors) if above is not None else term in ancestors

    def akin(self, term: URIRef, others: Iterable[URIRef]) -> bool:
        """Whether a class (property) is one of several, below it or above it."""
        line = self._line.get(term)
        return not line.isdisjoint(others) if line is not None else term in others

    @cached_property
    def _over(self) -> Mapping[URIRef, frozenset[URIRef]]:
        """`_above` as sets, each with the term itself: the question is asked some thousand times an article."""
        return {term: frozenset((term, *above)) for term, above in self._above.items()}

    @cached_property
    def _line(self) -> Mapping[URIRef, frozenset[URIRef]]:
        """`_over`, with what is below a term as well."""
        line = {term: {term, *above} for term, above in self._above.items()}
        for term, above in self._above.items():
            for upper in above:
                line.setdefault(upper, {upper}).add(term)
        return {term: frozenset(near) for term, near in line.items()}

    def more_specific(self, a: URIRef, b: URIRef) -> URIRef | None:
        """The one that is a kind of the other; None where neither is."""
        if self.is_a(a, b):
            return a
        return b if self.is_a(b, a) else None

    def kind(self, cls: URIRef) -> str:
        """The IRI segment of a class's things: "person", "work" …; "thing" where neither it nor a class above it names one."""
        named = (self.classes[c].kind for c in (cls, *self.ancestors(cls)) if c in self.classes)
        return next((kind for kind in named if kind), "thing")

    def property(self, iri: URIRef) -> Property:
        """The property of this IRI; OntologyError where there is none."""
        if iri not in self.properties:
            raise OntologyError(
                self.folder / FILE, f"no property {self.short(iri)}", "declare it there as an owl:ObjectProperty or owl:DatatypeProperty"
            )
        return self.properties[iri]

    def fits_domain(self, prop: URIRef, cls: URIRef) -> bool:
        """Whether a thing of this class may be the property's subject."""
        return self._fits(cls, self.property(prop).domain)

    def fits_range(self, prop: URIRef, cls: URIRef) -> bool:
        """Whether a thing of this class, or a literal of this datatype, may be the property's object."""
        return self._fits(cls, self.property(prop).range)

    def linking(self, one: URIRef, other: URIRef) -> tuple[tuple[URIRef, bool], ...]:
        """The properties that may link things of two classes, and whether the second is the subject; those that expect the fewest first.

        A class above an expected one fits too, since little may be known of a thing; an amount or a date must be expected.
        """
        found = []
        for prop in self.properties.values():
            for inverted, subject, obj in ((False, one, other), (True, other, one)):
                expected = (prop.range or self._is_thing(obj)) and self._is_thing(subject) and not prop.bookkeeping
                if expected and self._may_be(subject, prop.domain) and self._may_be(obj, prop.range):
                    wide = not (prop.domain and prop.range), len(prop.domain) + len(prop.range)
                    found.append((wide, inverted, prop.iri))
        return tuple((iri, inverted) for _, inverted, iri in sorted(found))

    def label(self, iri: URIRef, lang: str) -> str:
        """What a reader calls it: in this language, else in English, else the first there is, else the IRI's last part."""
        term = self.classes.get(iri) or self.properties.get(iri)
        return in_language(term.labels, lang) if term and term.labels else re.split(r"[#/]", iri)[-1]

    def short(self, iri: URIRef) -> str:
        """The IRI with its prefix, `news:uses`; the IRI in <> where no prefix fits."""
        fitting = [(len(ns), prefix, ns) for prefix, ns in self.prefixes.items() if prefix and iri.startswith(ns)]
        return f"{max(fitting)[1]}:{iri.removeprefix(max(fitting)[2])}" if fitting else f"<{iri}>"

    def _may_be(self, cls: URIRef, expected: tuple[URIRef, ...]) -> bool:
        return not expected or self.akin(cls, expected)

    def _is_thing(self, cls: URIRef) -> bool:
        """Whether it is a class of things, and not of amounts or dates."""
        return cls in self.classes and not self.is_a(cls, VALUE)

    def _fits(self, cls: URIRef, expected: tuple[URIRef, ...]) -> bool:
        return not expected or self.is_any(cls, expected)


def in_language(texts: Mapping[str, str], lang: str) -> str:
    """The text in this language, else in English, else in the first there is.

    >>> in_language({"fr": "œuvre", "en": "work"}, "de")
    'work'
    """
    return texts.get(lang) or texts.get("en") or texts[min(texts)]


def shipped(name: str) -> Path | None:
    """The folder of the ontology of that name that comes with kg, where there is one."""
    there = re.fullmatch(r"[\w-]+", name)
    return next((home / name for home in _homes() if (home / name / FILE).is_file()), None) if there else None


def find(name_or_folder: str | Path) -> Path:
    """The folder of an ontology: one that comes with kg, by its name, or any folder.

    A name means kg's own even where the working folder has one called so: say `./news` for that.

    >>> find("news").name
    'news'
    """
    if isinstance(name_or_folder, str) and (own := shipped(name_or_folder)):
        return own
    if str(name_or_folder) and Path(name_or_folder).is_dir():
        return Path(name_or_folder)
    there_are = sorted({p.parent.name for home in _homes() for p in home.glob(f"*/{FILE}")})
    mend = f"there are {', '.join(there_are) or 'none'}; or give a folder with {FILE}"
    raise OntologyError(str(name_or_folder) or '""', "no such ontology", mend)


@dataclass(frozen=True, slots=True)
class Edition:
    """An ontology's folder at one moment: which files it has, how old they are and how long; for what is kept until one is edited."""

    folder: Path
    files: tuple[tuple[Path, int, int], ...]

    @classmethod
    def of(cls, folder: Path) -> Edition:
        """The one that is there now."""
        there = ((path, path.stat()) for path in sorted(folder.resolve().iterdir()) if path.is_file())
        return cls(folder, tuple((path, stat.st_mtime_ns, stat.st_size) for path, stat in there))


def load(folder_or_name: str | Path) -> Ontology:
    """Read `ontology.ttl` of a folder, or of an ontology that comes with kg.

    Raises OntologyError, with file and term, where the file is missing or not Turtle, where a term that is pointed to is not declared,
    and where classes or properties go round in a circle.
    """
    ontology = read(find(folder_or_name))
    for fault in faults(ontology):
        raise OntologyError(ontology.folder / FILE, fault.what, fault.mend)
    return ontology


def read(folder: Path) -> Ontology:
    """What `ontology.ttl` of a folder says, whether it holds together or not; OntologyError where it is not Turtle or no ontology."""
    return _read(folder, turtle.said(folder / FILE))


@lru_cache(maxsize=4)
def _read(folder: Path, text: str) -> Ontology:
    graph = turtle.graph(folder / FILE, text)
    iri = next((o for o in graph.subjects(RDF.type, OWL.Ontology) if isinstance(o, URIRef)), None)
    if iri is None:
        raise OntologyError(folder / FILE, "it says of nothing that it is an owl:Ontology", "add: <its IRI> a owl:Ontology")
    prefixes = {prefix: str(ns) for prefix, ns in sorted(graph.namespaces())}
    classes = {c: _class(graph, c) for c in _declared(graph, (OWL.Class,))}
    properties = {p: _property(graph, p) for p in _declared(graph, _PROPERTIES)}
    above = {t.iri: tuple(_climb(t.iri, known)) for known in (classes, properties) for t in known.values()}
    version = str(graph.value(iri, OWL.versionInfo) or graph.value(iri, OWL.versionIRI) or "")
    return Ontology(iri, version, folder, classes, _inherited(properties, above), prefixes, _disjoint(graph), above)


_T = TypeVar("_T", bound=Term)


def _homes() -> tuple[Path, Path]:
    package = Path(__file__).resolve().parent
    return package.parent / "ontologies", package / "_ontologies"


def _declared(graph: Graph, kinds: Iterable[URIRef]) -> list[URIRef]:
    return sorted({interned(str(s)) for kind in kinds for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)})


def _iris(graph: Graph, subject: URIRef, predicate: URIRef) -> tuple[URIRef, ...]:
    return tuple(sorted(interned(str(o)) for o in graph.objects(subject, predicate) if isinstance(o, URIRef)))


def _texts(graph: Graph, subject: URIRef, predicate: URIRef) -> dict[str, str]:
    texts = sorted((o.language or "", str(o)) for o in graph.objects(subject, predicate) if isinstance(o, Literal))
    return dict(reversed(texts))  # of two texts in one language the first by code point stays


def _true(graph: Graph, subject: URIRef, predicate: URIRef) -> bool:
    return (subject, predicate, Literal(True)) in graph


def _class(graph: Graph, iri: URIRef) -> Class:
    labels, definitions = _texts(graph, iri, RDFS.label), _texts(graph, iri, SKOS.definition)
    kind = graph.value(iri, _KIND)
    above = _iris(graph, iri, RDFS.subClassOf)
    return Class(iri, labels, definitions, above, _true(graph, iri, _BOOKKEEPING), str(kind) if kind else None)


def _property(graph: Graph, iri: URIRef) -> Property:
    unit = graph.value(iri, _UNIT)
    inverses = sorted({*_iris(graph, iri, OWL.inverseOf), *(s for s in graph.subjects(OWL.inverseOf, iri) if isinstance(s, URIRef))})
    types = set(graph.objects(iri, RDF.type))
    return Property(
        iri,
        _texts(graph, iri, RDFS.label),
        _texts(graph, iri, SKOS.definition),
        _iris(graph, iri, RDFS.subPropertyOf),
        _true(graph, iri, _BOOKKEEPING),
        domain=_iris(graph, iri, _DOMAIN),
        range=_iris(graph, iri, _RANGE),
        inverse=inverses[0] if inverses else None,
        symmetric=OWL.SymmetricProperty in types,
        functional=OWL.FunctionalProperty in types or _true(graph, iri, _SINGLE),
        unit_kind=str(unit) if unit else None,
        stated_by_noun=next(iter(_iris(graph, iri, _BY_NOUN)), None),
        stated_by_demonym=_iris(graph, iri, _BY_DEMONYM),
        understood=str(graph.value(iri, _UNDERSTOOD) or "") or None,
    )


def _disjoint(graph: Graph) -> tuple[tuple[URIRef, ...], ...]:
    """The lists of classes that have no thing in common."""
    lists = [
        [*Collection(graph, head)] for node in graph.subjects(RDF.type, OWL.AllDisjointClasses) for head in graph.objects(node, OWL.members)
    ]
    lists += map(list, graph.subject_objects(OWL.disjointWith))
    return tuple(sorted({tuple(sorted(interned(str(cls)) for cls in one if isinstance(cls, URIRef))) for one in lists}))


def _climb(iri: URIRef, known: Mapping[URIRef, _T]) -> Iterator[URIRef]:
    """What stands above a term, level by level; itself again at the end of a circle."""
    seen: set[URIRef] = set()
    level = [iri]
    while level:
        level = sorted({up for term in level if term in known for up in known[term].super} - seen)
        seen.update(level)
        yield from level


def _inherited(properties: Mapping[URIRef, Property], above: Mapping[URIRef, tuple[URIRef, ...]]) -> dict[URIRef, Property]:
    """Properties without expected classes take those of the nearest property above that has some."""
    return {iri: _with_expectations(p, [properties[a] for a in above[iri] if a in properties]) for iri, p in properties.items()}


def _with_expectations(prop: Property, above: list[Property]) -> Property:
    domain = prop.domain or next((a.domain for a in above if a.domain), ())
    return replace(prop, domain=domain, range=prop.range or next((a.range for a in above if a.range), ()))


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold together: the term that says it, the one it names, where there is one, what is wrong, and its mend."""

    term: URIRef
    named: URIRef | None
    what: str
    mend: str


def faults(o: Ontology) -> Iterator[Fault]:
    """All that does not hold together in an ontology."""
    terms: tuple[Term, ...] = (*o.classes.values(), *o.properties.values())
    for term in terms:
        if term.iri in o.ancestors(term.iri):
            mend = "break the circle of rdfs:subClassOf or rdfs:subPropertyOf"
            yield Fault(term.iri, None, f"{o.short(term.iri)} is above itself", mend)
    for cls in o.classes.values():
        yield from _undeclared(o, cls, "rdfs:subClassOf", cls.super, o.classes)
    for prop in o.properties.values():
        if prop.unit_kind not in (None, *_UNITS):
            what = f"{o.short(prop.iri)} has the news:unitKind {prop.unit_kind!r}"
            yield Fault(prop.iri, _UNIT, what, f"there are {', '.join(_UNITS)}")
        yield from _undeclared(o, prop, "rdfs:subPropertyOf", prop.super, o.properties)
        yield from _undeclared(o, prop, "owl:inverseOf", (prop.inverse,) if prop.inverse else (), o.properties)
        yield from _undeclared(o, prop, "news:statedByNoun", (prop.stated_by_noun,) if prop.stated_by_noun else (), o.classes)
        yield from _undeclared(o, prop, "news:statedByDemonym", prop.stated_by_demonym, o.classes)
        yield from _undeclared(o, prop, "schema:domainIncludes", prop.domain, o.classes)
        yield from _undeclared(o, prop, "schema:rangeIncludes", prop.range, o.classes)


def _undeclared(o: Ontology, term: Term, relation: str, targets: Iterable[URIRef], known: Mapping[URIRef, Term]) -> Iterator[Fault]:
    for target in targets:
        if target not in known and not str(target).startswith(_BUILT_IN):
            what = f"{o.short(term.iri)} {relation} {o.short(target)}, which is not declared"
            yield Fault(term.iri, target, what, "declare it there or mend its name")
