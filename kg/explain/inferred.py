"""Facts that no article states and that follow from one that some do: in `graph/entailed`, each with the claims that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store
from rdflib import URIRef

from kg.ontology import Ontology
from kg.prefixes import base_of
from kg.query import MERGED, TYPE
from kg.rdf import ENTAILED, USUAL
from kg.reason.premises import ways

STATUS = NamedNode(USUAL["news"] + "status")
STATED = tuple(NamedNode(USUAL["news"] + status) for status in ("Asserted", "Reported"))
SUBJECT, PREDICATE, OBJECT = (NamedNode(USUAL["rdf"] + part) for part in ("subject", "predicate", "object"))


@dataclass(frozen=True, slots=True)
class Inferred:
    """A fact that follows, and one claim of the merged graph that it follows from."""

    subject: NamedNode
    predicate: NamedNode
    object: NamedNode
    claim: NamedNode


def inferred(store: Store, thing: NamedNode, ontology: Ontology) -> Iterator[Inferred]:
    """The inferred facts about a thing, once for each claim that they rest on; none in a graph that holds no conclusions."""
    graph = NamedNode(base_of(store) + ENTAILED)
    found = {quad for ends in ((thing, None), (None, thing)) for quad in store.quads_for_pattern(ends[0], None, ends[1], graph)}
    for quad in sorted(found, key=str):
        s, p, o = quad.subject, quad.predicate, quad.object
        if p != TYPE and isinstance(s, NamedNode) and isinstance(o, NamedNode):
            for claim in _premises(store, s, p, o, ontology):
                yield Inferred(s, p, o, claim)


def _premises(store: Store, s: NamedNode, p: NamedNode, o: NamedNode, ontology: Ontology) -> list[NamedNode]:
    """The claims that say it in another way; those of the nearest way alone."""
    for way, turned in ways(URIRef(p.value), ontology):
        subject, predicate, obj = (o, NamedNode(way), s) if turned else (s, NamedNode(way), o)
        if next(store.quads_for_pattern(subject, predicate, obj, MERGED), None):
            claims = [quad.subject for quad in store.quads_for_pattern(None, SUBJECT, subject, MERGED)]
            said = ((PREDICATE, predicate), (OBJECT, obj))
            saying = [c for c in claims if isinstance(c, NamedNode) and all(_is(store, c, *part) for part in said)]
            plain = [claim for claim in saying if any(_is(store, claim, STATUS, status) for status in STATED)]
            return sorted(plain or saying, key=str)
    return []


def _is(store: Store, claim: NamedNode, part: NamedNode, value: NamedNode) -> bool:
    return next(store.quads_for_pattern(claim, part, value, MERGED), None) is not None
