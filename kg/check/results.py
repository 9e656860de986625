"""SHACL shapes run over each part of a dataset by pySHACL: what breaks them, as values."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, RDFS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg import turtle
from kg.check.result import ARTICLES, MERGED, RESOLUTION, Result, Term
from kg.check.shapes import SHAPES, generated
from kg.errors import OntologyError, UserError
from kg.ontology import FILE, Ontology, find
from kg.rdf import ENTAILED, ITSRDF, NON_NEGATIVE
from kg.store import OWN, as_ox, from_ox, visible

SH = Namespace("http://www.w3.org/ns/shacl#")
BY_HAND = "shapes.ttl"
TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
_IN, _ABOUT = URIRef(f"{SHAPES}in"), URIRef(SHAPES.rstrip("#"))
_SPOKEN_OF = frozenset((RDF.type, RDFS.label, ITSRDF.taIdentRef))

Triple = tuple[Node, Node, Node]


@dataclass(frozen=True)
class Shapes:
    """All shapes for an ontology: kg's own of the record, those that its folder adds, and those made out of it."""

    graph: Graph

    @classmethod
    def of(cls, ontology: Ontology) -> Shapes:
        """Raises OntologyError where a shapes.ttl is not Turtle."""
        paths = dict.fromkeys(folder / BY_HAND for folder in (find("news"), ontology.folder.resolve()))
        return cls._of(generated(ontology), tuple((path, path.read_bytes()) for path in paths if path.is_file()))

    @classmethod
    @lru_cache(maxsize=2)
    def _of(cls, made: str, by_hand: tuple[tuple[Path, bytes], ...]) -> Shapes:
        """Put together once for all graphs that a process checks; the bytes of the files tell whether they are what they were."""
        graph = turtle.as_graph(ox.parse(made, ox.RdfFormat.TURTLE))
        for path, _ in by_hand:
            graph += turtle.graph(path)
        targeted = {shape for target in TARGETS for shape in graph.subjects(target)}
        for shape in sorted(targeted - set(graph.subjects(_IN)), key=str):
            graph.add((shape, _IN, URIRef(SHAPES + MERGED)))  # who does not say where a shape holds means what SPARQL asks
        return cls(graph)

    @cached_property
    def by_graph(self) -> Mapping[str, Graph]:
        """Those that hold in each kind of graph, with all that they refer to."""
        return {name: self._of_graph(name) for name in (ARTICLES, MERGED, RESOLUTION)}

    def _of_graph(self, name: str) -> Graph:
        kept, todo, seen = Graph(bind_namespaces="none"), [_ABOUT, *self.graph.subjects(_IN, URIRef(SHAPES + name))], set[Node]()
        while todo:
            node = todo.pop()
            if node in seen:
                continue
            seen.add(node)
            for p, o in self.graph.predicate_objects(node):
                kept.add((node, p, o))
                if isinstance(o, BNode) or (o, None, None) in self.graph:
                    todo.append(o)
        return kept

    def named(self, node: Node) -> URIRef:
        """The nearest shape above a node, or itself, that has a name."""
        while not isinstance(node, URIRef):
            if node not in self._above:
                return URIRef(f"{SHAPES}Nameless")
            node = self._above[node]
        return node

    @cached_property
    def _above(self) -> dict[Node, Node]:
        """What refers to each nameless shape; of one in a list, what refers to the list."""
        above: dict[Node, Node] = {o: s for s, p, o in self.graph if isinstance(o, BNode)}
        for head in [o for s, p, o in self.graph if p in (SH["or"], SH.xone, SH["and"])]:
            above.update({member: above[head] for member in Collection(self.graph, head) if isinstance(member, BNode)})
        return above


def equipped() -> None:
    """Make sure of what the shapes are run by.

    Raises UserError where pySHACL is not installed.
    """
    if not importlib.util.find_spec("pyshacl"):
        raise UserError("checking needs pySHACL, which is not installed; in the folder of kg's README: pip install '.[check]'")


def results(store: ox.Store, ontology: Ontology) -> Iterator[Result]:
    """What breaks a shape, part by part: the articles' graphs all together, the merged graph, who is who; in order."""
    equipped()
    shapes, known = Shapes.of(ontology), list(_known(ontology))
    parts = dict[str, list[Triple]]()
    for part, triple in _parts(store):
        parts.setdefault(part, []).append(triple)
    if RESOLUTION in parts:
        spoken = [t for part in (ARTICLES, MERGED) for t in parts.get(part, ()) if t[1] in _SPOKEN_OF]
        parts[RESOLUTION] += spoken
    for name in (ARTICLES, MERGED, RESOLUTION):
        if name in parts:
            data = Graph(bind_namespaces="none")
            for triple in (*known, *parts[name]):
                data.add(triple)
            yield from sorted(_run(name, data, shapes), key=str)


def _run(name: str, data: Graph, shapes: Shapes) -> Iterator[Result]:
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError

    try:
        _, report, _ = validate(data, shacl_graph=shapes.by_graph[name], inplace=True)
    except ReportableRuntimeError as error:
        first = str(error).splitlines()[0]
        raise OntologyError(BY_HAND, f"not SHACL: {first}", "mend the shape; kg ontology check names its line") from error
    assert isinstance(report, Graph)
    for result in report.objects(None, SH.result):
        said = dict(report.predicate_objects(result))
        shape = shapes.named(said[SH.sourceShape])
        path, value = said.get(SH.resultPath), said.get(SH.value)
        target = shapes.graph.value(shape, SH.targetSubjectsOf) or shapes.graph.value(shape, SH.targetObjectsOf)
        message = min((str(text) for text in report.objects(result, SH.resultMessage)), default="")
        yield Result(
            name,
            str(shape),
            str(said[SH.sourceConstraintComponent]),
            _to_ox(said[SH.focusNode]),
            message,
            str(path) if isinstance(path, URIRef) else "",
            None if value is None else _to_ox(value),
            said[SH.resultSeverity] != SH.Violation,
            (shape, SH.targetNode, None) in shapes.graph or said[SH.sourceConstraintComponent] == SH.SPARQLConstraintComponent,
            str(target or ""),
        )


def _known(ontology: Ontology) -> Iterator[Triple]:
    """What a shape must know of the ontology: which class is a kind of which, and the things that it names itself (statuses)."""
    for known in ontology.classes.values():
        yield from ((known.iri, RDFS.subClassOf, above) for above in known.super)
    for triple in turtle.triples(ontology.folder / FILE):
        if triple.predicate.value == str(RDF.type) and (cls := _node(triple.object)) in ontology.classes:
            yield _node(triple.subject), RDF.type, cls


def _parts(store: ox.Store) -> Iterator[tuple[str, Triple]]:
    for graph in (ox.DefaultGraph(), *visible(store)):
        name = MERGED if isinstance(graph, ox.DefaultGraph) else ARTICLES if "/article/" in graph.value else RESOLUTION
        if isinstance(graph, ox.NamedNode) and (graph.value.endswith(ENTAILED) or f"/{OWN}" in graph.value):
            continue
        for quad in store.quads_for_pattern(None, None, None, graph):
            p, o = URIRef(quad.predicate.value), _node(quad.object)
            if p in NON_NEGATIVE and isinstance(o, Literal) and str(o.datatype).endswith("#integer"):
                o = Literal(str(o), datatype=URIRef(str(o.datatype).replace("#integer", "#nonNegativeInteger")))
            yield name, (_node(quad.subject), p, o)


def _node(node: object) -> Node:
    return BNode(node.value) if isinstance(node, ox.BlankNode) else from_ox(node)


def _to_ox(node: Node) -> Term:
    if isinstance(node, BNode):
        return ox.BlankNode(str(node))
    assert isinstance(node, URIRef | Literal)
    return as_ox(node)
