"""What a query may read: the graphs that it names, or that are named for it, never one of an archive's own, and no other server.

What keeps a graph out of sight: where a query names its graphs, Oxigraph is told of those alone; where it looks into any graph, a filter
behind each such part of the text, as to be told of ten thousand graphs costs Oxigraph more than the query. The text is only read (by
rdflib's parser) where it has a word that may name a graph or a server, so that most queries cost nothing; where that reading and the
text's own words do not agree, Oxigraph is told of every graph but those out of sight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Store
from rdflib import URIRef
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from kg.errors import QueryError
from kg.sparql import closing, tokens
from kg.store import visible

Name = NamedNode | BlankNode


@dataclass(frozen=True, slots=True)
class Seen:
    """The named graphs that may be seen, and those that may not."""

    every: frozenset[Name]
    hidden: frozenset[Name]

    def __contains__(self, name: object) -> bool:
        """Whether there is a graph of this name that may be seen."""
        return name in self.every


@dataclass(frozen=True, slots=True)
class Scope:
    """The dataset that a request names for its query, in place of the one that the query names: its default graphs and its named ones."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """What a query names: its FROM and FROM NAMED, graphs, how often it looks into any (None: who knows), and whether it asks a server."""

    scope: Scope | None = None
    graphs: frozenset[str] = frozenset()
    looks: int | None = 0
    service: bool = False


def seen(store: Store) -> Seen | None:
    """The named graphs that may be seen where there is one that may not; None where there is no such graph."""
    shown = frozenset(visible(store))
    hidden = frozenset(store.named_graphs()) - shown
    return Seen(shown, hidden) if hidden else None


def dataset(
    text: str,
    names: Mapping[str, str],
    shown: Seen | None,
    *,
    scope: Scope | None = None,
    service: bool = False,
    base: str = "",
    where: str = "the query",
) -> tuple[str, dict[str, Any]]:
    """A query as Oxigraph is asked it, and what it is told of the graphs that it may read, as arguments of `Store.query`.

    >>> dataset("SELECT * { ?s ?p ?o }", {}, None)[1]
    {}
    >>> dataset("SELECT * FROM <x:a> { ?s ?p ?o }", {}, None)[1]
    {'default_graph': [<NamedNode value=x:a>], 'named_graphs': []}
    >>> dataset("SELECT ?g { GRAPH ?g { ?s ?p ?o } }", {}, Seen(frozenset(), frozenset((NamedNode("x:a"),))))[0]
    'SELECT ?g { { GRAPH ?g { ?s ?p ?o } FILTER(?g NOT IN (<x:a>)) } }'

    `names` are the prefixes that need not be written, `shown` what `seen` gives, `scope` what a request asks for beside the query,
    `base` what relative IRIs are relative to.
    Raises QueryError where the query asks another server and `service` is not given.
    """
    words = text.lower()
    doubt = ("service" in words and not service) or (scope is None and "from" in words) or (shown is not None and "graph" in words)
    named = _named(text, names, base, where) if doubt else _Named()
    if named.service and not service:
        raise QueryError(f"{where}: SERVICE asks another server, and kg asks none; leave it out, or load the other data into the graph")
    if scope := scope or named.scope:
        return text, {"default_graph": _of(scope.default, shown), "named_graphs": _of(scope.named, shown)}
    if shown is None:
        return text, {}
    if named.looks == 0:
        return text, {"default_graph": DefaultGraph(), "named_graphs": _of(named.graphs, shown)}
    if named.looks and (filtered := _filtered(text, names, base, named, shown.hidden)):
        return filtered, {}
    return text, {"default_graph": DefaultGraph(), "named_graphs": sorted(shown.every, key=str)}


def _filtered(text: str, names: Mapping[str, str], base: str, named: _Named, hidden: frozenset[Name]) -> str:
    """A query that looks into any graph but the hidden; "" where its words do not show how."""
    there = tokens(text)
    places = [i for i, token in enumerate(there[:-3]) if token.word == "GRAPH" and there[i + 1].kind == "variable"]
    if len(places) != named.looks or "\r" in text or any(node.value in named.graphs for node in hidden):
        return ""
    graphs = ", ".join(sorted(map(str, hidden)))
    inserted: list[tuple[int, str]] = []
    for i in places:
        inside = there[i + 3 : closing(there, i + 3, "{", "}")]
        if not (inside[0].term or inside[0].text in "([}") or any(token.word in ("SELECT", "GRAPH") for token in inside):
            return ""  # Oxigraph may leave the variable unbound, or look into other graphs than it says
        last = inside[-1]
        inserted += [(there[i].at, "{ "), (last.at + 1, f" FILTER({there[i + 1].text} NOT IN ({graphs})) }}")]
    out, done = [], 0
    for at, piece in sorted(inserted, key=lambda one: one[0]):
        out += [text[done:at], piece]
        done = at
    filtered = "".join((*out, text[done:]))
    try:
        Store().query(filtered, base_iri=base or None, prefixes=dict(names))
    except SyntaxError:
        return ""
    return filtered


def _of(names: Iterable[str], shown: Seen | None) -> list[Name]:
    """Graphs by name, without those that may not be seen; what is no IRI is left to Oxigraph, which says so better."""
    nodes = []
    for name in sorted(set(names)):
        with suppress(ValueError):
            nodes.append(NamedNode(name))
    return [node for node in nodes if shown is None or node in shown]


def _named(text: str, names: Mapping[str, str], base: str, where: str) -> _Named:
    """What a query names; where rdflib cannot read it, any graph, unless it may name what it must not."""
    try:
        read = translateQuery(parseQuery(re.sub(r"\r\n?", "\n", text)), base=base or None, initNs=undeclared(text, names)).algebra
    except Exception as error:  # of many kinds: pyparsing's, rdflib's own, and Exception itself for an unknown prefix
        _legal(text, names, base)
        if re.search(r"\b(service|from)", text, re.IGNORECASE):
            what = "kg cannot tell which graphs and servers it asks"
            raise QueryError(f"{where}: {what}; leave out SERVICE and FROM, or write in plain SPARQL 1.1") from error
        return _Named(looks=None)
    clauses = read.datasetClause or ()
    default, named = (tuple(str(one[key]) for one in clauses if key in one) for key in ("default", "named"))
    there = list(parts(read))
    graphs = [part.term for part in there if part.name == "Graph"]
    known = frozenset(str(graph) for graph in graphs if isinstance(graph, URIRef))
    looks = sum(not isinstance(graph, URIRef) for graph in graphs)
    return _Named(Scope(default, named) if clauses else None, known, looks, any(part.name == "ServiceGraphPattern" for part in there))


def _legal(text: str, names: Mapping[str, str], base: str) -> None:
    """A SyntaxError, as Oxigraph has it, where a query is not SPARQL to it either; no server is asked: what would is taken out."""
    asking = re.sub(r"service(?=[\s<?$#])", "GRAPH  ", text, flags=re.IGNORECASE)
    mute = re.sub("service", "xervice", asking, flags=re.IGNORECASE)
    Store().query(mute, base_iri=base or None, prefixes={**names, "xervice": names.get("service", "service:")})


def undeclared(text: str, names: Mapping[str, str]) -> dict[str, str]:
    """The prefixes whose namespaces a text does not name itself: rdflib has one prefix for a namespace, the last that it is told."""
    return {name: space for name, space in names.items() if f"<{space}>" not in text}


def parts(node: object) -> Iterator[Any]:
    """The parts of a query that have a name in the algebra, those inside expressions as well."""
    if hasattr(node, "name") and isinstance(node, Mapping):
        yield node
    values = node.values() if isinstance(node, Mapping) else node if isinstance(node, list | tuple) else ()
    for value in values:
        yield from parts(value)
