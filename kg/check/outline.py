"""Whether a dataset has all its parts and no others: each article a graph of its own, who is who, the description with its counts."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import RDF, VOID, Literal, URIRef

from kg.check.given import meant
from kg.check.graphs import articles, triples
from kg.check.result import MERGED, RESOLUTION, Result
from kg.check.shapes import SHAPES
from kg.link.things import Reason
from kg.prefixes import base_of
from kg.query import LABEL, TYPE
from kg.query import MERGED as DEFAULT
from kg.rdf import ENTAILED, NEWS, SCHEMA, about_graph, resolution_graph
from kg.store import OWN, as_ox, visible

OUTLINE = f"{SHAPES}Outline"
WANTING = "a graph of articles has beside their own graphs a merged graph, graph/resolution and graph/about: one of them is not there"
GRAPHLESS = "an article has a graph of its own, and this one has none"
FOREIGN = "kg writes the articles' graphs, graph/resolution, graph/about and graph/entailed, and this is none of them"
NAMELESS = "a node has an IRI: kg writes no blank nodes"
REASON = "a resolution has one of kg's reasons"
MISCOUNTED = "the description counts what there is"
_COUNTED = (VOID.documents, VOID.entities, VOID.triples)


def outline(store: ox.Store) -> Iterator[Result]:
    """What a dataset lacks, and what in it is no part of one; of a file of the merged graph alone, its nameless nodes."""
    yield from _nameless(store)
    own, base = {graph.value for graph in articles(store)}, base_of(store)
    if own or store.contains_named_graph(ox.NamedNode(resolution_graph(base))):
        yield from _wanting(store, base)
        for quad in store.quads_for_pattern(None, TYPE, ox.NamedNode(SCHEMA.NewsArticle), DEFAULT):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value not in own:
                yield _result(quad.subject, GRAPHLESS)
        for name in visible(store):
            known = {*own, str(resolution_graph(base)), str(about_graph(base)), f"{base}{ENTAILED}"}
            if name.value not in known and not name.value.startswith(f"{base}{OWN}"):
                yield _result(name, FOREIGN, warning=True)
        yield from _reasons(store, base)


def miscounted(store: ox.Store) -> Iterator[Result]:
    """The counts of the description that are others than what there is; worth telling where nothing else is wrong."""
    if not articles(store):
        return
    about = ox.NamedNode(about_graph(base_of(store)))
    there = (len(articles(store)), len(set(meant(store).values())), sum(1 for _ in store.quads_for_pattern(None, None, None, DEFAULT)))
    for part, count in zip(_COUNTED, there, strict=True):
        said = [quad.object for quad in store.quads_for_pattern(about, ox.NamedNode(part), None, about)]
        if [str(getattr(one, "value", "")) for one in said] != [str(count)]:
            yield _result(about, MISCOUNTED, str(part), next(iter(said), None), expected=as_ox(Literal(count)))


def _nameless(store: ox.Store) -> Iterator[Result]:
    """Each triple with a blank node, which tells what that node is about."""
    for quad in sorted((q for q in store if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)), key=str):
        yield _result(quad.subject, NAMELESS, quad.predicate.value, quad.object)


def _wanting(store: ox.Store, base: str) -> Iterator[Result]:
    things = any(next(store.quads_for_pattern(None, LABEL, None, graph), None) for graph in articles(store))
    for graph in (*([resolution_graph(base)] if things else []), about_graph(base)):
        if not store.contains_named_graph(ox.NamedNode(graph)):
            yield _result(ox.NamedNode(graph), WANTING)
    if next(store.quads_for_pattern(None, None, None, DEFAULT), None) is None:
        yield _result(ox.NamedNode(f"{base}graph"), WANTING)


def _reasons(store: ox.Store, base: str) -> Iterator[Result]:
    known = {reason.value for reason in Reason}
    nodes: dict[URIRef, set[str]] = {}
    for s, p, o in triples(store, ox.NamedNode(resolution_graph(base))):
        if (p, o) == (RDF.type, NEWS.Resolution) or p == NEWS.reason:
            nodes.setdefault(s, set()).add(str(o))
    for iri, told in nodes.items():
        if str(NEWS.Resolution) in told and len(told) == 2 and not told & known:
            (strange,) = told - {str(NEWS.Resolution)}
            yield _result(ox.NamedNode(iri), REASON, str(NEWS.reason), ox.Literal(strange), part=RESOLUTION)


def _result(
    focus: ox.NamedNode | ox.BlankNode | ox.Triple,
    message: str,
    path: str = "",
    value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None = None,
    *,
    expected: ox.NamedNode | ox.Literal | None = None,
    warning: bool = False,
    part: str = MERGED,
) -> Result:
    return Result(part, OUTLINE, f"{OUTLINE}ConstraintComponent", focus, message, path, value, warning, expected=expected)
