"""What the page tells, as plain JSON values: things, facts with their marked sentences, quotations, articles.

Facts are claims brought together: one subject, property and object, however many sentences say so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rdflib import URIRef

from kg.export.graph import Quote, Source, articles, local_name, project, quotations
from kg.export.page.marks import Mark, of_claims, runs
from kg.model import Status

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store

    from kg.ontology import Ontology

Json = dict[str, Any]

# Of a fact that one sentence states and another denies or doubts, the strongest statement is drawn; the panel shows all.
_RANK = {status.value: rank for rank, status in enumerate(Status)}


def of_store(store: Store, ontology: Ontology, lang: str) -> Json:
    """Everything the page's script needs: `things` by key, `facts`, `quotes`, `articles` (the last three by number).

    A thing's key is `<kind>/<slug>`, the end of its IRI, and is what a deep link ends in.
    """
    graph, cited = project(store, lang=lang), list(articles(store).values())
    keys = _keys(node for node, data in graph.nodes(data=True) if data["kind"] == "thing")
    number = {source.iri: i for i, source in enumerate(cited)}
    facts = _facts(graph, keys, number, of_claims(store), ontology, lang)
    return {
        "things": {keys[node]: _thing(node, graph.nodes[node], ontology, lang) for node in keys},
        "facts": facts,
        "quotes": [_quote(quote, keys, number) for quote in quotations(store)],
        "articles": [_article(source) for source in cited],
    }


def status_of(fact: Json) -> str:
    """The status under which a fact is drawn: its least doubtful claim's."""
    statuses: list[str] = [claim["status"] for claim in fact["claims"]]
    return min(statuses, key=rank)


def degrees(facts: Sequence[Json]) -> Counter[str]:
    """How many facts each thing takes part in, by key; a thing in none is missing."""
    return Counter(end for fact in facts for end in {end for end in (fact["s"], fact["o"]) if isinstance(end, str)})


def _keys(iris: Iterable[str]) -> dict[str, str]:
    """The last two segments of each IRI, or all of it where two would end alike."""
    ends = {iri: "/".join(iri.rstrip("/").rsplit("/", 2)[-2:]) for iri in iris}
    often = Counter(ends.values())
    return {iri: end if often[end] == 1 else iri for iri, end in ends.items()}


def _thing(iri: str, data: Mapping[str, Any], ontology: Ontology, lang: str) -> Json:
    cls = URIRef(data["type"])
    return {
        "iri": iri,
        "label": data["label"],
        "names": [name for name in data["names"] if name != data["label"]],
        "same": list(data["same_as"]),
        "kind": ontology.kind(cls),
        "class": ontology.label(cls, lang),
    }


def _facts(
    graph: nx.MultiDiGraph[str],
    keys: Mapping[str, str],
    number: Mapping[str, int],
    marks: Mapping[str, list[Mark]],
    ontology: Ontology,
    lang: str,
) -> list[Json]:
    """Claims with one subject, property and object together, sorted by these three."""
    together: dict[tuple[str, str, str], list[Json]] = defaultdict(list)
    for s, o, data in graph.edges(data=True):
        together[s, data["predicate"], o].append(_claim(data, keys, number, marks))
    return [
        {
            "s": keys[s],
            "p": ontology.label(URIRef(p), lang),
            "iri": p,
            "o": keys.get(o) or _value(graph.nodes[o]),
            "claims": sorted(claims, key=_order),
        }
        for (s, p, o), claims in sorted(together.items())
        if s in keys
    ]


def _order(claim: Json) -> tuple[int, int, str]:
    return rank(claim["status"]), claim["article"], claim["id"]


def rank(status: str) -> int:
    """0 for the least doubtful status; one that kg does not know comes last."""
    return _RANK.get(status, len(_RANK))


def _claim(data: Mapping[str, Any], keys: Mapping[str, str], number: Mapping[str, int], marks: Mapping[str, list[Mark]]) -> Json:
    speaker = data.get("speaker", "")
    return {
        "id": data["id"],
        "status": data["status"],
        "by": keys.get(speaker, local_name(speaker)),
        "confidence": data.get("confidence"),
        "asOf": data.get("as_of", ""),
        "article": number.get(data.get("article", ""), -1),
        "runs": [[run.text, *run.roles] for run in runs(data.get("sentence", ""), marks.get(data["id"], ()))],
    }


def _value(data: Mapping[str, Any]) -> Json:
    """A value as the graph has it: the reader's own browser writes numbers and dates in the reader's language."""
    return {name: data[name] for name in ("label", "number", "unit", "money", "low", "high", "datatype") if name in data}


def _quote(quote: Quote, keys: Mapping[str, str], number: Mapping[str, int]) -> Json:
    return {"by": keys.get(quote.speaker, ""), "text": quote.text, "article": number.get(quote.article, -1)}


def _article(source: Source) -> Json:
    """Only a web address becomes a link: a `javascript:` one in an article's metadata must not."""
    url = source.url if source.url.startswith(("http://", "https://")) else ""
    return {"title": source.title, "date": source.date, "publisher": source.publisher, "url": url}
