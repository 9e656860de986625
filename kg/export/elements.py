"""The merged graph's nodes and edges as records with typed columns: what every property-graph format and every table is made of."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date as Date
from typing import Any

from pyoxigraph import Store

from kg.export.graph import articles, local_name, project
from kg.iris import SCHEMA
from kg.store import finite

Day = str
"""A day as `2025-07-14`; "" where none is known."""

_AMOUNTS = {True: "MonetaryAmount", False: "QuantitativeValue"}
_DATE = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?")


@dataclass(frozen=True, slots=True)
class Node:
    """A thing, an amount or a text; what is not known is empty or None.

    `id` is its IRI, or a text's hash; `iri` its class, a text's datatype, and `type` the name of it; `since` the day of the
    earliest article that says something of it.
    """

    id: str
    kind: str
    label: str
    type: str
    iri: str
    names: tuple[str, ...]
    same_as: tuple[str, ...]
    number: float | None
    low: float | None
    high: float | None
    unit: str
    since: Day


@dataclass(frozen=True, slots=True)
class Edge:
    """A claim: `type` is the name of its property and `iri` the property; `since` the first day of its article's `date`."""

    id: str
    source: str
    target: str
    type: str
    iri: str
    status: str
    speaker: str
    confidence: float | None
    date: str
    as_of: str
    article: str
    sentence: str
    since: Day


Record = Node | Edge


@dataclass(frozen=True, slots=True)
class Elements:
    """A graph's nodes and edges, each sorted by id."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def elements(store: Store, *, lang: str = "fr") -> Elements:
    """The nodes and edges of a merged graph, labels in `lang` where there are such."""
    graph, dates = project(store, lang=lang), {iri: source.date for iri, source in articles(store).items()}
    edges = tuple(_edge(_id(s), _id(o), data, dates.get(data.get("article", ""), "")) for s, o, data in graph.edges(data=True))
    since = _since(edges)
    return Elements(
        tuple(sorted((_node(_id(node), data, since.get(_id(node), "")) for node, data in graph.nodes(data=True)), key=_by_id)),
        tuple(sorted(edges, key=_by_id)),
    )


def columns(record: type[Record]) -> Mapping[str, str]:
    """The names of a record's columns, and their types: "str", "float | None", "tuple[str, ...]" or "Day"."""
    return {field.name: str(field.type) for field in fields(record)}


def known(record: Record) -> Iterator[tuple[str, Any]]:
    """What a record has a value for."""
    return ((name, value) for name in columns(type(record)) if (value := getattr(record, name)) not in (None, "", ()))


def _by_id(record: Record) -> str:
    return record.id


def _id(node: str) -> str:
    """What a node is called by: an IRI, or in the place of a text its hash, as not every tool takes any characters for an id.

    >>> _id('"directrice"@fr')
    'literal:036854cab91bc424'
    """
    return f"literal:{hashlib.sha256(node.encode()).hexdigest()[:16]}" if node.startswith('"') else node


def _node(id: str, data: Mapping[str, Any], since: str) -> Node:
    iri = data["datatype"] if "datatype" in data else data.get("type", SCHEMA + _AMOUNTS[data.get("money", False)])
    named = "Literal" if "datatype" in data else local_name(iri) or "Thing"
    return Node(
        id=id,
        kind=data["kind"],
        label=data["label"],
        type=named,
        iri=iri,
        names=data.get("names", ()),
        same_as=data.get("same_as", ()),
        number=finite(data.get("number", "")),
        low=finite(data.get("low", "")),
        high=finite(data.get("high", "")),
        unit=data.get("unit", ""),
        since=since,
    )


def _edge(source: str, target: str, data: Mapping[str, Any], date: str) -> Edge:
    return Edge(
        id=data["id"],
        source=source,
        target=target,
        type=local_name(data["predicate"]),
        iri=data["predicate"],
        status=data["status"],
        speaker=data.get("speaker", ""),
        confidence=data.get("confidence"),
        date=date,
        as_of=data.get("as_of", ""),
        article=data.get("article", ""),
        sentence=data.get("sentence", ""),
        since=first_day(date),
    )


def first_day(date: str) -> Day:
    """The day that a date begins with, "" where it is none: what has a calendar wants days.

    >>> first_day("2025-07"), first_day("2025"), first_day("2025-07-12"), first_day("2025-02-30")
    ('2025-07-01', '2025-01-01', '2025-07-12', '')
    """
    if not (found := _DATE.fullmatch(date)):
        return ""
    day = f"{found[1]}{found[2] or '-01'}{found[3] or '-01'}"
    try:
        return Date.fromisoformat(day).isoformat()
    except ValueError:
        return ""


def _since(edges: tuple[Edge, ...]) -> dict[str, str]:
    """The earliest day of each node's edges; a node with an edge of no date was always there."""
    days: dict[str, set[str]] = {}
    for edge in edges:
        for end in (edge.source, edge.target):
            days.setdefault(end, set()).add(edge.since)
    return {node: min(found) for node, found in days.items()}
