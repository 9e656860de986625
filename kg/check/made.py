"""Whether an article's own graph is as kg wrote it: IRIs of claims and amounts are made of what they say, a signature of its text.

An IRI that does not fit what its node says shows that somebody changed it: another status, property or end, another number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pyoxigraph as ox
from rdflib import PROV, RDF, URIRef

from kg.check.graphs import articles, triples
from kg.check.result import ARTICLES, Result
from kg.check.shapes import SHAPES
from kg.iris import amount_iri, claim_iri
from kg.merge import nodes_of
from kg.model import Amount, Status
from kg.prefixes import base_of
from kg.rdf import NEWS, NIF, SCHEMA, Term
from kg.reprints import signature
from kg.store import as_ox

MADE = f"{SHAPES}Made"
CLAIM = "a claim's IRI is made of its subject, property, object, status and place in the text: one of these was changed"
AMOUNT = "an amount's IRI is made of its number and unit: one of these was changed"
TEXT = "an article's text has the signature (news:textSignature) that was made of it: one of the two was changed"
_SPAN = re.compile(r"#char=(\d+),(\d+)$")
_STATUSES: Mapping[Term | None, Status] = {NEWS[status.value]: status for status in Status}

Said = Mapping[URIRef, list[Term]]


def made(store: ox.Store) -> Iterator[Result]:
    """What in the articles' graphs no longer is what its IRI or its signature was made of; where a part is wanting, a shape says so."""
    base = base_of(store)
    for graph in articles(store):
        for iri, said in nodes_of(triples(store, graph)).items():
            types = said.get(RDF.type, ())
            if NEWS.Claim in types and not _is_claim(iri, said, URIRef(graph.value)):
                yield _result(iri, CLAIM)
            elif (SCHEMA.MonetaryAmount in types or SCHEMA.QuantitativeValue in types) and not _is_amount(iri, said, base):
                yield _result(iri, AMOUNT)
            elif NEWS.textSignature in said and not _is_signed(said):
                yield _result(iri, TEXT)


def _is_claim(iri: URIRef, said: Said, article: URIRef) -> bool:
    s, p, o, status, span = (_only(said, part) for part in (RDF.subject, RDF.predicate, RDF.object, NEWS.status, PROV.wasDerivedFrom))
    at = _SPAN.search(str(span or ""))
    if not isinstance(s, URIRef) or not isinstance(p, URIRef) or o is None or status not in _STATUSES or at is None:
        return True
    return iri == claim_iri(article, s, p, o, _STATUSES[status], int(at[1]), int(at[2]))


def _is_amount(iri: URIRef, said: Said, base: str) -> bool:
    number, low, high, currency, unit = (_only(said, SCHEMA[part]) for part in ("value", "minValue", "maxValue", "currency", "unitText"))
    if (number is None) == (low is None and high is None):
        return True
    one, least, most = (None if figure is None else str(figure) for figure in (number, low, high))
    return iri == amount_iri(Amount(one, str(currency or unit or ""), low=least, high=most), base)


def _is_signed(said: Said) -> bool:
    """A text that the graph does not hold (`--no-text`) cannot be told."""
    text = _only(said, NIF.isString)
    return text is None or signature(str(text)) == str(_only(said, NEWS.textSignature))


def _only(said: Said, part: URIRef) -> Term | None:
    values = said.get(part, ())
    return values[0] if len(values) == 1 else None


def _result(focus: URIRef, message: str) -> Result:
    return Result(ARTICLES, MADE, f"{MADE}ConstraintComponent", as_ox(focus), message)
