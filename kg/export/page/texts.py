"""The articles' whole texts for the page's reader, with every place that stands for a thing and every span that states a claim.

A graph built with --no-text, and a Turtle export, have none. The texts stand in the page compressed and are unpacked when one is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kg.export.graph import articles, offsets, text
from kg.store import solutions

if TYPE_CHECKING:
    from pyoxigraph import Store

_TEXTS = "SELECT ?article ?text { GRAPH ?article { ?context a nif:Context ; nif:isString ?text } }"

_MENTIONS = """SELECT ?article ?local ?begin ?end {
  GRAPH ?article { ?mention itsrdf:taIdentRef ?local ; nif:beginIndex ?begin ; nif:endIndex ?end }
}"""

_SAME = "SELECT ?local ?thing { GRAPH ?resolution { ?local owl:sameAs ?thing } }"

_SPANS = """SELECT ?article ?claim ?begin ?end ?from ?to {
  GRAPH ?article {
    ?claim a news:Claim ; prov:wasDerivedFrom ?span .
    ?span nif:beginIndex ?begin ; nif:endIndex ?end
    OPTIONAL { ?span nif:superString ?around }
    BIND(COALESCE(?around, ?span) AS ?sentence)
    ?sentence nif:beginIndex ?from ; nif:endIndex ?to
  }
}"""


def texts_of(store: Store, keys: Mapping[str, str]) -> list[Any]:
    """By the article's number: None, or its text, mentions `[begin, end, thing's key]` and claims `[begin, end, from, to, id]`.

    `keys` are those of things by IRI. Offsets count code points; `from` and `to` are the sentence's. A claim's id is the end of its IRI.
    """
    found = {text(row, "article"): text(row, "text") for row in solutions(store, _TEXTS)}
    if not found:
        return []
    # A local thing is the same as others elsewhere too, such as Wikidata's.
    same = {text(row, "local"): keys[text(row, "thing")] for row in solutions(store, _SAME) if text(row, "thing") in keys}
    mentions: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for row in solutions(store, _MENTIONS):
        if (key := same.get(text(row, "local"))) and text(row, "article") in found and (at := offsets(row, "begin", "end")):
            mentions[text(row, "article")].append((at[0], at[1], key))
    claims: dict[str, list[tuple[int | str, ...]]] = defaultdict(list)
    for row in solutions(store, _SPANS):
        if at := offsets(row, "begin", "end", "from", "to"):
            claims[text(row, "article")].append((*at, text(row, "claim").rpartition("#")[2]))
    return [
        {"text": found[iri], "mentions": sorted(mentions[iri]), "claims": sorted(claims[iri])} if iri in found else None
        for iri in articles(store)
    ]
