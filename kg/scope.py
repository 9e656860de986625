"""What a query may read: the graphs that it names, or that are named for it, never one of an archive's own, and no other server.

What keeps a graph out of sight is not a look at the text: Oxigraph is told which graphs there are. The text is only read (by rdflib's
parser) where it has a word that may name a graph or a server, so that most queries cost nothing.
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
from kg.store import visible

Name = NamedNode | BlankNode


@dataclass(frozen=True, slots=True)
class Scope:
    """The dataset that a request names for its query, in place of the one that the query names: its default graphs and its named ones."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """What a query names: its FROM, its FROM NAMED, the graphs it looks into (None: any) and whether it asks another server."""

    scope: Scope | None = None
    graphs: frozenset[str] | None = frozenset()
    service: bool = False


def seen(store: Store) -> frozenset[Name] | None:
    """The named graphs that may be seen where there is one that may not; None where there is no such graph."""
    shown = frozenset(visible(store))
    return shown if any(name not in shown for name in store.named_graphs()) else None


def dataset(
    text: str,
    names: Mapping[str, str],
    shown: frozenset[Name] | None,
    *,
    scope: Scope | None = None,
    service: bool = False,
    base: str = "",
    where: str = "the query",
) -> dict[str, Any]:
    """What Oxigraph is told of the graphs that a query may read, as arguments of `Store.query`.

    >>> dataset("SELECT * { ?s ?p ?o }", {}, None)
    {}
    >>> dataset("SELECT * FROM <x:a> { ?s ?p ?o }", {}, None)
    {'default_graph': [<NamedNode value=x:a>], 'named_graphs': []}

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
        return {"default_graph": _of(scope.default, shown), "named_graphs": _of(scope.named, shown)}
    if shown is None:
        return {}
    graphs = sorted(shown, key=str) if named.graphs is None else _of(named.graphs, shown)
    return {"default_graph": DefaultGraph(), "named_graphs": graphs}


def _of(names: Iterable[str], shown: frozenset[Name] | None) -> list[Name]:
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
        return _Named(graphs=None)
    clauses = read.datasetClause or ()
    default, named = (tuple(str(one[key]) for one in clauses if key in one) for key in ("default", "named"))
    there = list(parts(read))
    graphs = [part.term for part in there if part.name == "Graph"]
    every = frozenset(map(str, graphs)) if all(isinstance(graph, URIRef) for graph in graphs) else None
    return _Named(Scope(default, named) if clauses else None, every, any(part.name == "ServiceGraphPattern" for part in there))


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
