"""What an assistant may ask: entities by name, facts, SPARQL, sources. Each answer carries the sentences that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from pyoxigraph import NamedNode, QueryBoolean, QuerySolution, QuerySolutions, Store
from rdflib import URIRef

from kg.errors import QueryError
from kg.explain import OBJECT, SENTENCE, SOURCE, SUBJECT, explain, said, text_of, value_of
from kg.export.graph import articles
from kg.iris import slug
from kg.query import MERGED, NAMES, TYPE, ask, shortened
from kg.serve.jobs import Setup
from kg.serve.sink import too_many
from kg.serve.snapshot import Snapshot

SENTENCES = 20
"""Sentences that go with the rows of a query."""


def search_entities(there: Snapshot, setup: Setup, *, name: str, limit: int = 10, lang: str = "fr") -> dict[str, Any]:
    """The things whose names have all words of `name` in them, the most spoken of first, each with a sentence."""
    wanted = _words(name)
    named = {
        quad.subject
        for predicate in NAMES
        for quad in there.store.quads_for_pattern(None, predicate, None, MERGED)
        if isinstance(quad.subject, NamedNode) and wanted <= _words(getattr(quad.object, "value", ""))
    }
    claims = {thing: list(_claims(thing, there.store)) for thing in named}
    order = sorted(named, key=lambda thing: (-len(claims[thing]), thing.value))
    found = [_entity(thing, claims[thing], there, lang) for thing in order[:limit]]
    return {"entities": found, "found": len(named)}


def _entity(thing: NamedNode, claims: list[NamedNode], there: Snapshot, lang: str) -> dict[str, Any]:
    cls = value_of(there.store, thing, TYPE)
    return {
        "iri": thing.value,
        "name": said(there.store, thing, lang),
        "type": there.ontology.label(URIRef(cls.value), lang) if isinstance(cls, NamedNode) else "",
        "facts": len(claims),
        "evidence": list(islice(_evidence(claims, there, lang), 1)),
    }


def _words(name: str) -> set[str]:
    try:
        return set(slug(name).split("-"))
    except ValueError:  # a name of signs alone
        return {name}


def facts_about(there: Snapshot, setup: Setup, *, name: str, limit: int = 30, lang: str = "fr") -> dict[str, Any]:
    """The facts about the things of that name, each with its sentence, status, source and confidence."""
    about = explain(there.store, name, ontology=there.ontology, lang=lang)
    return {
        "entities": [
            {
                "iri": one.iri,
                "name": one.label,
                "type": one.cls,
                "facts": [
                    {
                        "subject": fact.subject,
                        "property": fact.property,
                        "object": fact.object,
                        "status": fact.status,
                        "speaker": fact.speaker,
                        "confidence": fact.confidence,
                        "evidence": {"sentence": fact.passage.text, "article": fact.article, "title": fact.title, "date": fact.date},
                    }
                    for fact in one.facts[:limit]
                ],
                "found": len(one.facts),
            }
            for one in about
        ]
    }


def sparql(there: Snapshot, setup: Setup, *, query: str, lang: str = "fr") -> dict[str, Any]:
    """What a query gives, and the sentences of the claims between the things in its rows."""
    answer = ask(there.store, query, there.names, there.shown, service=setup.service).answer
    if isinstance(answer, QueryBoolean):
        return {"boolean": bool(answer)}
    if not isinstance(answer, QuerySolutions):
        raise QueryError("the query: it gives triples; ask with SELECT or ASK")
    columns, most = [variable.value for variable in answer.variables], setup.limits.rows
    solutions = list(islice(answer, most + 1))
    if len(solutions) > most:
        raise too_many(most)
    rows = [{name: str(getattr(row[name], "value", row[name])) for name in columns if row[name] is not None} for row in solutions]
    claims = dict.fromkeys(claim for row in solutions[:SENTENCES] for claim in _between(row, there.store))
    return {"columns": columns, "rows": rows, "evidence": list(islice(_evidence(claims, there, lang), SENTENCES))}


def _between(row: QuerySolution, store: Store) -> Iterator[NamedNode]:
    """The claims that a row has, and those whose two ends it has."""
    nodes = [node for node in row if isinstance(node, NamedNode)]
    yield from (node for node in nodes if value_of(store, node, SENTENCE))
    for node in nodes:
        for quad in islice(store.quads_for_pattern(None, SUBJECT, node, MERGED), 1000):
            if isinstance(quad.subject, NamedNode) and value_of(store, quad.subject, OBJECT) in row:
                yield quad.subject


def sources(there: Snapshot, setup: Setup, *, name: str = "", limit: int = 30, lang: str = "fr") -> dict[str, Any]:
    """The articles, or those that speak of the things of a name, the newest first, each with a sentence."""
    known = articles(there.store)
    if name:
        things = [NamedNode(_whole(one.iri, there)) for one in explain(there.store, name, ontology=there.ontology, lang=lang)]
        claims = [claim for thing in things for claim in _claims(thing, there.store)]
        cited = {source.value for claim in claims if isinstance(source := value_of(there.store, claim, SOURCE), NamedNode)}
    else:
        cited = set(known)
    order = sorted((known[iri] for iri in cited if iri in known), key=lambda source: source.iri)
    order.sort(key=lambda source: source.date, reverse=True)
    return {"sources": [_source(one, there, lang) for one in order[:limit]], "found": len(order)}


def _source(one: Any, there: Snapshot, lang: str) -> dict[str, Any]:
    told = {"iri": one.iri, "title": one.title, "date": one.date, "publisher": one.publisher, "url": one.url}
    stated = (quad.subject for quad in there.store.quads_for_pattern(None, SOURCE, NamedNode(one.iri), MERGED))
    claims = [claim for claim in islice(stated, 50) if isinstance(claim, NamedNode)]
    return {**told, "evidence": list(islice(_evidence(sorted(claims, key=str), there, lang), 1))}


def _whole(name: str, there: Snapshot) -> str:
    prefix, _, rest = name.partition(":")
    return there.names[prefix] + rest if prefix in there.names else name


def _claims(thing: NamedNode, store: Store) -> Iterator[NamedNode]:
    for role in (SUBJECT, OBJECT):
        for quad in store.quads_for_pattern(None, role, thing, MERGED):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject


def _evidence(claims: Any, there: Snapshot, lang: str) -> Iterator[dict[str, str]]:
    """The sentences of claims, each once."""
    seen = set()
    for claim in claims:
        sentence, article = text_of(value_of(there.store, claim, SENTENCE)), value_of(there.store, claim, SOURCE)
        if sentence and (sentence, article) not in seen:
            seen.add((sentence, article))
            yield {"sentence": sentence, "article": shortened(text_of(article), there.names)}


TOOLS: Mapping[str, Callable[..., dict[str, Any]]] = {
    "search_entities": search_entities,
    "facts_about": facts_about,
    "sparql": sparql,
    "sources": sources,
}
"""The tools by name; what each is for is told to assistants in `kg.mcp`."""
