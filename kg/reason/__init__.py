"""What follows from a graph by its ontology: OWL 2 RL over the merged graph, into a graph of its own, and nothing absurd.

A reasoner takes each axiom at its word; kg takes of its conclusions those that an article could have stated. What goes in are the
things' classes and the plain triples, never the record of claims nor who is the same as what elsewhere; what would make two things one
(functional properties, keys) stays out; and a conclusion whose ends do not fit what its property expects, or that would put a thing into
two classes that share nothing, is left out and counted.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from kg import turtle
from kg.errors import UserError
from kg.iris import interned
from kg.ontology import FILE, Ontology
from kg.prefixes import base_of
from kg.rdf import ENTAILED, NEWS, SCHEMA, Quad, Term, Triple, entailed_graph
from kg.store import from_ox, iri_of, quads_of, store_of

RECORD = frozenset((NEWS.Claim, SCHEMA.NewsArticle, SCHEMA.Quotation))
AXIOMS = frozenset(
    {OWL[name] for name in ("inverseOf", "equivalentClass", "equivalentProperty", "propertyChainAxiom", "unionOf", "intersectionOf")}
    | {OWL[name] for name in ("onProperty", "hasValue", "someValuesFrom", "allValuesFrom", "complementOf", "oneOf")}
    | {RDF.first, RDF.rest, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range}
)
"""What of an ontology conclusions are drawn from, besides the types below; no cardinality and no key, which make two things one."""
KINDS = frozenset(
    OWL[name] for name in ("Class", "Restriction", "ObjectProperty", "DatatypeProperty", "SymmetricProperty", "TransitiveProperty")
)


@dataclass(frozen=True, slots=True)
class Entailed:
    """What follows and is not stated, in order; `refused` are the conclusions that do not fit, by what they do not fit."""

    triples: tuple[Triple, ...]
    refused: Mapping[str, int]
    base: str

    @property
    def quads(self) -> tuple[Quad, ...]:
        """The triples in their graph, `<base>graph/entailed`."""
        return tuple((*triple, entailed_graph(self.base)) for triple in self.triples)


def equipped() -> None:
    """Make sure of what does the reasoning.

    Raises UserError where reasonable is not installed.
    """
    if not importlib.util.find_spec("reasonable"):
        raise UserError("reasoning needs reasonable, which is not installed; in the folder of kg's README: pip install '.[reason]'")


def entail(store: ox.Store, ontology: Ontology) -> Entailed:
    """What follows from a dataset's merged graph: `entail(open_dataset("g.trig"), load("news")).triples`.

    Raises UserError where the reasoner is not installed, and GraphError where the merged graph holds a blank node.
    """
    equipped()
    stated = dict.fromkeys(_stated(store, ontology))
    closed = closure([*axioms(ontology), *stated])
    things = {s for s, _, _ in stated} | {o for _, _, o in stated if isinstance(o, URIRef)} - {*ontology.classes}
    literals = {_key(o): o for _, _, o in stated if isinstance(o, Literal)}
    new = {found for found in _about(closed, things, literals, ontology) if found not in stated}
    return _sensible(new, stated, ontology, base_of(store))


def with_entailed(store: ox.Store, ontology: Ontology) -> ox.Store:
    """A copy of a dataset in memory in which what follows has its graph; one that was there before gives way."""
    quads = [quad for quad in quads_of(store) if quad[3] is None or not quad[3].endswith(ENTAILED)]
    return store_of((*quads, *entail(store, ontology).quads))


def closure(triples: Iterable[tuple[Node, Node, Node]]) -> list[tuple[Node, Node, Node]]:
    """All that follows from triples by the rules of OWL 2 RL, and the triples themselves."""
    from reasonable import PyReasoner

    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add(triple)
    reasoner = PyReasoner()
    reasoner.from_graph(graph)
    return list(reasoner.reason())


def axioms(ontology: Ontology) -> Iterator[tuple[Node, Node, Node]]:
    """What of an ontology conclusions are drawn from; none about its annotations, none that would make two things one."""
    for s, p, o in turtle.graph(ontology.folder / FILE):
        if p in AXIOMS or (p == RDF.type and o in KINDS):
            yield s, p, o


def _stated(store: ox.Store, ontology: Ontology) -> Iterator[Triple]:
    """The classes of things and the plain triples that articles state."""
    quads = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    merged = [(iri_of(q.subject), iri_of(q.predicate), from_ox(q.object)) for q in quads]
    record = {s for s, p, o in merged if p == RDF.type and o in RECORD}
    for s, p, o in merged:
        prop = ontology.properties.get(p)
        if s not in record and ((p == RDF.type and o in ontology.classes) or (prop and not prop.bookkeeping)):
            yield s, p, o


def _about(
    closed: Iterable[tuple[Node, Node, Node]], things: set[URIRef], literals: Mapping[tuple[str, ...], Literal], o: Ontology
) -> Iterator[Triple]:
    """Of a closure what an article could state: a thing's class, or a property of one with a thing or a text that the graph has."""
    for subject, predicate, value in closed:
        if subject not in things or not isinstance(predicate, URIRef):
            continue
        assert isinstance(subject, URIRef)
        known = o.properties.get(predicate)
        obj = literals.get(_key(value)) if isinstance(value, Literal) else value
        there = isinstance(obj, Literal) or obj in things
        if (predicate == RDF.type and obj in o.classes) or (known and not known.bookkeeping and there):
            assert isinstance(obj, URIRef | Literal)
            yield subject, interned(predicate), obj


def _sensible(new: Iterable[Triple], stated: Iterable[Triple], o: Ontology, base: str) -> Entailed:
    """Those conclusions that put nothing into two classes that share nothing, and whose ends fit their property."""
    types: dict[Term, set[URIRef]] = {}
    for s, p, cls in stated:
        if p == RDF.type and isinstance(cls, URIRef):
            types.setdefault(s, set()).add(cls)
    kept, refused = list[Triple](), dict[str, int]()
    for triple in sorted(new, key=lambda t: (t[1] != RDF.type, str(t))):
        s, p, value = triple
        if p == RDF.type:
            assert isinstance(value, URIRef)
            apart = f"{o.short(value)}: a class that shares nothing with another of the thing's"
            wrong = "" if _together(value, types.get(s, set()), o) else apart
            if not wrong:
                types.setdefault(s, set()).add(value)
        else:
            fits = _fits(s, o.property(p).domain, types, o) and _fits(value, o.property(p).range, types, o)
            wrong = "" if fits else f"{o.short(p)}: an end that it does not expect"
        if wrong:
            refused[wrong] = refused.get(wrong, 0) + 1
        else:
            kept.append(triple)
    return Entailed(tuple(sorted(kept)), dict(sorted(refused.items())), base)


def _together(cls: URIRef, others: Iterable[URIRef], o: Ontology) -> bool:
    """Whether a thing of some classes may be of one more."""
    pairs = [(a, b) for apart in o.disjoint for a in apart if o.is_a(cls, a) for b in apart if a != b]
    return not any(o.is_a(other, b) for _, b in pairs for other in others)


def _fits(end: Term, expected: tuple[URIRef, ...], types: Mapping[Term, set[URIRef]], o: Ontology) -> bool:
    if isinstance(end, Literal):
        return not expected or (RDF.langString if end.language else end.datatype or XSD.string) in expected
    return not expected or any(o.is_any(cls, expected) for cls in types.get(end, ()))


def _key(literal: Literal) -> tuple[str, ...]:
    """A literal's parts; a plain one is an xsd:string to the reasoner."""
    return str(literal), literal.language or str(literal.datatype or XSD.string)
