"""What an assistant may ask: entities by name, facts, SPARQL, sources. Each answer carries the sentences that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, Store
from rdflib import URIRef

from kg.errors import QueryError
from kg.explain import OBJECT, SENTENCE, SOURCE, STATUS, SUBJECT, About, Explained, explain, said, text_of, value_of
from kg.export.graph import articles
from kg.iris import slug
from kg.query import MERGED, NAMES, TYPE, ask, readable, things
from kg.scope import dataset
from kg.serve.evidence import EMPTY, Asked, Behind, behind
from kg.serve.jobs import Setup
from kg.serve.sink import too_many
from kg.serve.snapshot import Snapshot
from kg.unknown import told, unknown

SENTENCES = 20
"""Sentences that go with the rows of a query."""


def search_entities(there: Snapshot, setup: Setup, *, name: str, limit: int = 10, lang: str = "en") -> dict[str, Any]:
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
        "evidence": list(islice(_evidence(claims, there), 1)),
    }


def _words(name: str) -> set[str]:
    try:
        return set(slug(name).split("-"))
    except ValueError:  # a name of signs alone
        return {name}


def facts_about(there: Snapshot, setup: Setup, *, name: str, limit: int = 30, lang: str = "en") -> dict[str, Any]:
    """The facts about the things of that name, each with its sentence, status, source and confidence."""
    about = explain(there.store, name, ontology=there.ontology, lang=lang)
    return {"entities": [_told(one, there, limit) for one in about]}


def _told(one: About, there: Snapshot, limit: int) -> dict[str, Any]:
    facts = [_fact(fact, there) for fact in one.facts[:limit]]
    return {"iri": _whole(one.iri, there), "name": one.label, "type": one.cls, "facts": facts, "found": len(one.facts)}


def _fact(fact: Explained, there: Snapshot) -> dict[str, Any]:
    """A fact; `inferredFrom` is there where no article states it, and then the rest is of the one that it follows from."""
    article = _whole(fact.article, there)
    return {
        "subject": fact.subject,
        "property": fact.property,
        "object": fact.object,
        "status": status(NamedNode(fact.claim), there.store),
        **({"inferredFrom": fact.premise} if fact.premise else {}),
        "speaker": fact.speaker,
        "confidence": fact.confidence,
        "evidence": {"sentence": fact.passage.text, "article": article, "title": fact.title, "date": fact.date},
    }


def status(claim: NamedNode, store: Store) -> str:
    """A claim's status by the ontology's own word for it: `news:Negated` is "negated", whatever the language."""
    return text_of(value_of(store, claim, STATUS)).rpartition("#")[2].lower()


def sparql(there: Snapshot, setup: Setup, *, query: str) -> dict[str, Any]:
    """What a query gives, and the sentences of the claims behind its rows; first in its note, the names of the query that nothing has."""
    answer = _answered(there, setup, query)
    if not (strange := unknown(query, there.names, there.ontology, there.store)):
        return answer
    said = told(strange)
    note = f"{said[0].upper()}{said[1:]}: mend the query; this answer says nothing of what was meant."
    kept = answer.get("note", "").replace(EMPTY, "")
    return {**answer, "note": f"{note} {kept}".strip()}


def _answered(there: Snapshot, setup: Setup, query: str) -> dict[str, Any]:
    also = there.entailed if setup.entailed else None
    answer = ask(there.store, query, there.names, there.shown, service=setup.service, also=also).answer
    text, graphs = dataset(query, there.names, there.shown, service=setup.service)
    asked = Asked(text, there.store, there.names, readable(graphs, also))
    if isinstance(answer, QueryBoolean):
        found = behind(asked) if answer else Behind(iter(()), EMPTY)
        return {"boolean": bool(answer), **_shown(found, there)}
    if not isinstance(answer, QuerySolutions):
        raise QueryError("the query: it gives triples; ask with SELECT or ASK")
    columns, most = [variable.value for variable in answer.variables], setup.limits.rows
    solutions = list(islice(answer, most + 1))
    if len(solutions) > most:
        raise too_many(most)
    rows = [{name: str(getattr(row[name], "value", row[name])) for name in columns if row[name] is not None} for row in solutions]
    return {"columns": columns, "rows": rows, **_shown(behind(replace(asked, columns=columns, rows=solutions)), there)}


def _shown(found: Behind, there: Snapshot) -> dict[str, Any]:
    """The sentences behind an answer, with a note where something is to be said of them."""
    evidence = list(islice(_evidence(found.claims, there), SENTENCES))
    return {"evidence": evidence, **({"note": found.note} if found.note else {})}


def sources(there: Snapshot, setup: Setup, *, name: str = "", limit: int = 30) -> dict[str, Any]:
    """The articles, or those that speak of the things of a name, the newest first, each with a sentence."""
    known = articles(there.store)
    if name:
        claims = [claim for thing in things(there.store, name, there.names) for claim in _claims(thing, there.store)]
        cited = {source.value for claim in claims if isinstance(source := value_of(there.store, claim, SOURCE), NamedNode)}
    else:
        cited = set(known)
    order = sorted((known[iri] for iri in cited if iri in known), key=lambda source: source.iri)
    order.sort(key=lambda source: source.date, reverse=True)
    return {"sources": [_source(one, there) for one in order[:limit]], "found": len(order)}


def _source(one: Any, there: Snapshot) -> dict[str, Any]:
    told = {"iri": one.iri, "title": one.title, "date": one.date, "publisher": one.publisher, "url": one.url}
    stated = (quad.subject for quad in there.store.quads_for_pattern(None, SOURCE, NamedNode(one.iri), MERGED))
    claims = [claim for claim in islice(stated, 50) if isinstance(claim, NamedNode)]
    return {**told, "evidence": list(islice(_evidence(sorted(claims, key=str), there), 1))}


def _whole(name: str, there: Snapshot) -> str:
    prefix, _, rest = name.partition(":")
    return there.names[prefix] + rest if prefix in there.names else name


def _claims(thing: NamedNode, store: Store) -> Iterator[NamedNode]:
    for role in (SUBJECT, OBJECT):
        for quad in store.quads_for_pattern(None, role, thing, MERGED):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject


def _evidence(claims: Iterable[NamedNode], there: Snapshot) -> Iterator[dict[str, str]]:
    """The sentences of claims, each once, with how the article vouches for the claim."""
    seen = set()
    for claim in claims:
        sentence, article = text_of(value_of(there.store, claim, SENTENCE)), text_of(value_of(there.store, claim, SOURCE))
        told = {"sentence": sentence, "status": status(claim, there.store), "article": article}
        if sentence and (parts := tuple(told.values())) not in seen:
            seen.add(parts)
            yield told


TOOLS: Mapping[str, Callable[..., dict[str, Any]]] = {
    "search_entities": search_entities,
    "facts_about": facts_about,
    "sparql": sparql,
    "sources": sources,
}
"""The tools by name; what each is for is told to assistants in `kg.mcp`."""
