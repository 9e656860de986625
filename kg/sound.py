"""What in a graph is not as kg writes it, so that a command which failed on it can say where: the first claim, label or offset."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox
from rdflib import PROV, RDF

from kg.model import Status
from kg.ontology import find
from kg.prefixes import prefixes, shortened
from kg.query import LABEL, MERGED, TYPE
from kg.rdf import NEWS, NIF, SCHEMA

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Fault = tuple[str, str, Term | None, str]
"""A node, the property that is amiss, its value if it has one, and what is amiss with that."""

_STATUSES = {str(NEWS[status.value]) for status in Status}


def fault(store: ox.Store) -> str:
    """`:claim-1 has "high" for news:confidence, which is no number`; "" where each claim, label and offset is as kg writes it.

    It looks at the whole graph, and is meant for when something has failed already; `kg check` says more.
    """
    first = min(_faults(store), key=lambda found: (found[0], found[1], str(found[2])), default=None)
    if first is None:
        return ""
    node, part, value, amiss = first
    names = prefixes(store, find("news"))
    there = f'"{value.value}"' if isinstance(value, ox.Literal) else shortened(str(getattr(value, "value", "")), names)
    return f"{shortened(node, names)} has {f'{there} for' if there else 'no'} {shortened(part, names)}{amiss}"


def _faults(store: ox.Store) -> Iterator[Fault]:
    articles = {quad.subject for quad in store.quads_for_pattern(None, TYPE, ox.NamedNode(SCHEMA.NewsArticle), MERGED)}
    for quad in store.quads_for_pattern(None, TYPE, ox.NamedNode(NEWS.Claim), MERGED):
        yield from _of_claim(store, quad.subject, articles)
    for quad in store.quads_for_pattern(None, LABEL, None, MERGED):
        if not isinstance(quad.object, ox.Literal):
            yield _name(quad.subject), LABEL.value, quad.object, ", which is no text"
    for part in (NIF.beginIndex, NIF.endIndex):
        for quad in store.quads_for_pattern(None, ox.NamedNode(part), None, None):
            if not _text(quad.object).isdecimal():
                yield _name(quad.subject), str(part), quad.object, ", which is no offset"


def _of_claim(store: ox.Store, claim: ox.NamedNode | ox.BlankNode | ox.Triple, articles: Collection[Term]) -> Iterator[Fault]:
    for part in (RDF.subject, RDF.predicate, RDF.object, NEWS.status, NEWS.confidence, PROV.hadPrimarySource):
        values = [quad.object for quad in store.quads_for_pattern(claim, ox.NamedNode(part), None, MERGED)]
        if not values:
            yield _name(claim), str(part), None, ""
        for value in values:
            if part in (RDF.subject, RDF.predicate) and not isinstance(value, ox.NamedNode):
                yield _name(claim), str(part), value, ", which is no IRI"
            elif part == NEWS.status and _text(value) not in _STATUSES:
                yield _name(claim), str(part), value, ", which is no status"
            elif part == NEWS.confidence and not _is_number(_text(value)):
                yield _name(claim), str(part), value, ", which is no number"
            elif part == PROV.hadPrimarySource and value not in articles:
                yield _name(claim), str(part), value, ", which is no article of the graph"


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _text(term: Term) -> str:
    return str(getattr(term, "value", ""))


def _name(node: Term) -> str:
    return _text(node) or str(node)
