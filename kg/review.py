"""What people are asked: the pairs of things that may be one, each side with what it is called and a sentence; and their answers, kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import URIRef

from kg.errors import QueryError
from kg.link.decisions import read
from kg.ontology import Ontology
from kg.rdf import USUAL
from kg.store import whole

_PROPOSALS = """
SELECT ?proposal ?one ?other ?reason {
  GRAPH ?resolution { ?proposal a news:Proposal ; rdf:subject ?one ; rdf:object ?other ; news:reason ?reason }
} ORDER BY ?reason ?one ?other
"""
_SIDE = """
SELECT ?label ?class ?article ?sentence {
  $iri rdfs:label ?label ; a ?class .
  OPTIONAL { GRAPH ?resolution { ?local owl:sameAs $iri } BIND(STRBEFORE(STR(?local), "#") AS ?article) }
  OPTIONAL { ?claim (rdf:subject|rdf:object|news:statedBy) $iri ; news:sentence ?sentence }
} ORDER BY ?article ?sentence ?class
"""


@dataclass(frozen=True, slots=True)
class Side:
    """A thing: what it is called and is, the ids of the articles that speak of it, and a sentence on it, if any."""

    iri: str
    label: str
    cls: str
    articles: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that may be one, and why; `id` is short enough to be typed."""

    id: str
    reason: str
    one: Side
    other: Side


def pairs(store: ox.Store, ontology: Ontology, lang: str) -> Iterator[Pair]:
    """What a graph proposes, those with one reason together."""
    for proposal, one, other, reason in _rows(store, _PROPOSALS):
        yield Pair(proposal.rpartition("/")[2], reason, _side(store, one, ontology, lang), _side(store, other, ontology, lang))


def decide(path: Path, found: Collection[Pair], same: Collection[str], different: Collection[str]) -> int:
    """Write answers at the end of a file of decisions; how many.

    Raises QueryError where there is no such pair or both are said of one, DecisionError where the file is no file of decisions.
    """
    known = {pair.id: pair for pair in found}
    for one in (*same, *different):
        if one not in known:
            there = ", ".join(list(known)[:5]) or "none"
            raise QueryError(f"{one}: no pair is proposed under this; there are {there}; kg review lists them")
        if one in same and one in different:
            raise QueryError(f"{one}: both --same and --different are said of it; say one")
    if path.exists():
        read(path)
    told = path.read_text(encoding="utf-8") if path.exists() else f"@prefix owl: <{USUAL['owl']}> .\n@prefix skos: <{USUAL['skos']}> .\n"
    lines = [_line(known[one], word) for ids, word in ((same, "sameAs"), (different, "differentFrom")) for one in dict.fromkeys(ids)]
    with whole(path) as beside:
        beside.write_text("\n".join([told.rstrip("\n"), *lines, ""]), encoding="utf-8", newline="\n")
    return len(lines)


def _line(pair: Pair, word: str) -> str:
    return f"<{pair.one.iri}> owl:{word} <{pair.other.iri}> .  # {pair.one.label}, {pair.other.label}: {pair.reason}".replace("\n", " ")


def _side(store: ox.Store, iri: str, ontology: Ontology, lang: str) -> Side:
    rows = list(_rows(store, _SIDE.replace("$iri", f"<{iri}>")))
    labels, classes, articles, sentences = (sorted({row[i] for row in rows} - {""}) for i in range(4))
    cls = next((ontology.label(URIRef(one), lang) for one in classes), "")
    ids = tuple(article.rpartition("/")[2] for article in articles)
    return Side(iri, labels[0] if labels else iri, cls, ids, sentences[0] if sentences else "")


def _rows(store: ox.Store, query: str) -> Iterator[tuple[str, ...]]:
    found = store.query(query, prefixes=dict(USUAL))
    assert isinstance(found, ox.QuerySolutions)
    for row in found:
        yield tuple("" if node is None else str(getattr(node, "value", node)) for node in row)
