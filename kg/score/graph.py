"""What a graph says of each article, as an annotation: its things with their names, its claims, its quotations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, Store
from rdflib import PROV, RDF, RDFS, URIRef

from kg.errors import GraphError
from kg.iris import slug
from kg.model import Status
from kg.rdf import ITSRDF, NEWS, NIF, SCHEMA
from kg.score.gold import Annotation, Entity, Statement

_Node = dict[URIRef, list[NamedNode | Literal]]


def said_by(store: Store, graph: object = "the graph") -> dict[str, Annotation]:
    """What a graph's articles say, by the slug of their ids; GraphError where no article has a graph of its own."""
    found = (_said(_nodes(store, name)) for name in store.named_graphs() if isinstance(name, NamedNode))
    articles = {slug(one.id): one for one in found if one is not None}
    if not articles:
        raise GraphError(str(graph), "no article has a graph of its own in it", "give the .trig that kg build wrote")
    return articles


def _nodes(store: Store, graph: NamedNode) -> dict[str, _Node]:
    """A graph's nodes in order, each with what is said of it."""
    nodes: defaultdict[str, _Node] = defaultdict(lambda: defaultdict(list))
    for quad in store.quads_for_pattern(None, None, None, graph):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            nodes[quad.subject.value][URIRef(quad.predicate.value)].append(quad.object)
    return {iri: nodes[iri] for iri in sorted(nodes)}


def _said(nodes: Mapping[str, _Node]) -> Annotation | None:
    """What the nodes of an article's graph say; None where they are not an article's."""
    article = next((node for node in nodes.values() if SCHEMA.identifier in node), None)
    if article is None:
        return None
    mentions = [node for node in nodes.values() if ITSRDF.taIdentRef in node]
    names: defaultdict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        names[_one(mention, ITSRDF.taIdentRef)].update(_all(mention, NIF.anchorOf))
    things = {iri: node for iri, node in nodes.items() if RDFS.label in node}
    return Annotation(
        id=_one(article, SCHEMA.identifier),
        entities={
            iri: Entity(URIRef(_one(node, RDF.type)), tuple(sorted({*names[iri], *_all(node, RDFS.label), *_all(node, SCHEMA.name)})))
            for iri, node in things.items()
        },
        facts=tuple(_fact(node, nodes) for node in nodes.values() if str(NEWS.Claim) in _all(node, RDF.type)),
        quotes=tuple((_one(node, SCHEMA.creator), _one(node, SCHEMA.text)) for node in nodes.values() if SCHEMA.creator in node),
    )


def _fact(claim: _Node, nodes: Mapping[str, _Node]) -> Statement:
    obj = claim[RDF.object][0]
    amount = _amount(nodes.get(obj.value, {}))
    return Statement(
        subject=_one(claim, RDF.subject),
        predicate=URIRef(_one(claim, RDF.predicate)),
        object=amount or obj.value,
        value=bool(amount) or isinstance(obj, Literal),
        statuses=frozenset(Status(status.rpartition("#")[2]) for status in _all(claim, NEWS.status)),
        speakers=frozenset(_all(claim, NEWS.statedBy)),
        evidence=frozenset(words for span in _all(claim, PROV.wasDerivedFrom) for words in _all(nodes.get(span, {}), NIF.anchorOf)),
    )


def _amount(node: _Node) -> str:
    """A quantity as the gold writes it: "11000000000 USD", "3 - 5 h"; "" for what is none."""
    low, high = _one(node, SCHEMA.minValue), _one(node, SCHEMA.maxValue)
    number = _one(node, SCHEMA.value) or (f"{low} - {high}" if low or high else "")
    return f"{number} {_one(node, SCHEMA.currency) or _one(node, SCHEMA.unitText)}".strip() if number else ""


def _all(node: _Node, predicate: URIRef) -> list[str]:
    return [term.value for term in node.get(predicate, ())]


def _one(node: _Node, predicate: URIRef) -> str:
    return min(_all(node, predicate), default="")
