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


LANGUAGES = ("fr", "en")
"""Those that the page speaks, both at once: words.json has its own words in each."""


def of_store(store: Store, ontology: Ontology, lang: str) -> Json:
    """Everything the page's script needs: `things`, `classes` and `properties` by key, `facts`, `quotes`, `articles` by number.

    A thing's key is `<kind>/<slug>`, the end of its IRI, and is what a deep link begins with; an article's is its IRI's last part.
    """
    graph, cited = project(store, lang=lang), list(articles(store).values())
    keys = _keys((node for node, data in graph.nodes(data=True) if data["kind"] == "thing"), 2)
    sources, said = _keys((source.iri for source in cited), 1), _keys({p for _, _, p in graph.edges(data="predicate")}, 1)
    number = {source.iri: i for i, source in enumerate(cited)}
    types = {data["type"] for node, data in graph.nodes(data=True) if node in keys}
    return {
        "things": {keys[node]: _thing(node, graph.nodes[node], ontology, lang) for node in keys},
        "classes": {cls: _labels(cls, ontology) for cls in sorted(types)},
        "properties": {key: {"iri": iri, **_labels(iri, ontology)} for iri, key in sorted(said.items())},
        "facts": _facts(graph, keys, said, number, of_claims(store)),
        "quotes": [_quote(quote, keys, number) for quote in quotations(store)],
        "articles": [_article(source, sources, number) for source in cited],
    }


def degrees(facts: Sequence[Json]) -> Counter[str]:
    """How many facts each thing takes part in, by key; a thing in none is missing."""
    return Counter(end for fact in facts for end in {end for end in (fact["s"], fact["o"]) if isinstance(end, str)})


def _keys(iris: Iterable[str], segments: int) -> dict[str, str]:
    """The last segments of each IRI, or all of it where two would end alike."""
    ends = {iri: "/".join(iri.rstrip("/").replace("#", "/").rsplit("/", segments)[-segments:]) for iri in iris}
    often = Counter(ends.values())
    return {iri: end if often[end] == 1 else iri for iri, end in ends.items()}


def _labels(term: str, ontology: Ontology) -> Json:
    """What readers call a class or a property, in each language of the page; in the last where the ontology has one for all."""
    return {lang: ontology.label(URIRef(term), lang) if term else "" for lang in LANGUAGES}


def _thing(iri: str, data: Mapping[str, Any], ontology: Ontology, lang: str) -> Json:
    """What is empty is left out: most things have one name and no address elsewhere."""
    names = [name for name in data["names"] if name != data["label"]]
    other = {lang: label for lang, label in data["labels"].items() if lang in LANGUAGES and label != data["label"]}
    spoken = next((language for language, label in data["labels"].items() if label == data["label"]), "")
    more = {"names": names, "same": list(data["same_as"]), "labels": other, "lang": spoken if spoken != lang else ""}
    told = {"iri": iri, "label": data["label"], "kind": ontology.kind(URIRef(data["type"])), "class": data["type"]}
    return told | {key: value for key, value in more.items() if value}


def _facts(
    graph: nx.MultiDiGraph[str],
    keys: Mapping[str, str],
    properties: Mapping[str, str],
    number: Mapping[str, int],
    marks: Mapping[str, list[Mark]],
) -> list[Json]:
    """Claims with one subject, property and object together, sorted by these three."""
    together: dict[tuple[str, str, str], list[Json]] = defaultdict(list)
    for s, o, data in graph.edges(data=True):
        together[s, data["predicate"], o].append(_claim(data, keys, number, marks))
    return [
        {"s": keys[s], "p": properties[p], "o": keys.get(o) or _value(o, graph.nodes[o]), "claims": sorted(claims, key=_order)}
        for (s, p, o), claims in sorted(together.items())
        if s in keys
    ]


def _order(claim: Json) -> tuple[int, int, str]:
    return rank(claim["status"]), claim["article"], claim["id"]


def rank(status: str) -> int:
    """0 for the least doubtful status; one that kg does not know comes last."""
    return _RANK.get(status, len(_RANK))


def _claim(data: Mapping[str, Any], keys: Mapping[str, str], number: Mapping[str, int], marks: Mapping[str, list[Mark]]) -> Json:
    """What is empty is left out."""
    speaker = data.get("speaker", "")
    more = {
        "by": keys.get(speaker, local_name(speaker)),
        "confidence": data.get("confidence"),
        "asOf": data.get("as_of"),
        "sense": local_name(data.get("sense", "")),
    }
    return {
        "id": data["id"],
        "status": data["status"],
        "article": number.get(data.get("article", ""), -1),
        "runs": [[run.text, *run.roles] for run in runs(data.get("sentence", ""), marks.get(data["id"], ()))],
        **{key: value for key, value in more.items() if value not in ("", None)},
    }


def _value(node: str, data: Mapping[str, Any]) -> Json:
    """A value as the graph has it: the reader's own browser writes numbers and dates in the reader's language."""
    told = {name: data[name] for name in ("label", "number", "unit", "money", "low", "high", "datatype", "lang") if data.get(name)}
    return told if "datatype" in data else told | {"iri": node}


def _quote(quote: Quote, keys: Mapping[str, str], number: Mapping[str, int]) -> Json:
    return {"by": keys.get(quote.speaker, ""), "text": quote.text, "article": number.get(quote.article, -1)}


def _article(source: Source, keys: Mapping[str, str], number: Mapping[str, int]) -> Json:
    """Only a web address becomes a link: a `javascript:` one in an article's metadata must not. `first`: whose text it prints."""
    url = source.url if source.url.startswith(("http://", "https://")) else ""
    told = {"key": keys[source.iri], "title": source.title, "date": source.date, "publisher": source.publisher, "url": url}
    return told | {"lang": source.lang} | ({"first": number[source.first]} if source.first in number else {})
