"""What an update may change: in a graph of kg's only what is the user's own, as all else is derived; in the user's dataset, anything.

The text is read by rdflib's parser; which graphs an update names is written out in it, or it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from rdflib import BNode, URIRef
from rdflib.plugins.sparql.algebra import translateUpdate
from rdflib.plugins.sparql.parser import parseUpdate

from kg.scope import Scope, parts, undeclared
from kg.serve.amiss import amiss
from kg.serve.problems import Problem
from kg.store import INDEX

UNREAD = "kg cannot read it, and so not tell which graphs it writes; write it in plain SPARQL 1.1"
_TOKEN = re.compile(
    r"""(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)|(?P<text>\"{3}(?:[^\\]|\\.)*?\"{3}|'{3}(?:[^\\]|\\.)*?'{3}|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')"""
    r"""|(?P<comment>\#[^\n\r]*)|(?P<name>[\w.-]*:(?:[\w.:%-]|\\.)*|[?$@]\w+)|(?P<word>[A-Za-z]+)|(?P<sign>[{}])""",
    re.DOTALL,
)


def checked(text: str, names: Mapping[str, str], base: str = "", *, own: str | None, service: bool, load: bool, scope: Scope | None) -> str:
    """An update that may be carried out, with the graphs that a request names for its WHERE (`scope`) written into it.

    `own` is what the names of the graphs begin with that may be written; None where all may. Raises Problem where it is not as it must be.
    """
    words = text.lower()
    if own is None and scope is None and not ("load" in words and not load) and not ("service" in words and not service):
        return text
    try:
        operations = translateUpdate(parseUpdate(re.sub(r"\r\n?", "\n", text)), base=base or None, initNs=undeclared(text, names)).algebra
    except Exception as error:  # of many kinds: pyparsing's, rdflib's own, and Exception itself for an unknown prefix
        wrong = amiss(text, names, base)
        raise Problem("query", f"the update, {wrong}" if wrong else f"the update: {UNREAD}") from error
    for operation in operations:
        _allowed(operation, service=service, load=load)
        if own is not None:
            _within(operation, own)
    if scope is None:
        return text
    if any(operation.using or operation.withClause for operation in operations if operation.name == "Modify"):
        raise Problem("request", "the update has USING or WITH, and the request names graphs for it too; say it in one of the two")
    return using(text, scope)


def _allowed(operation: Any, *, service: bool, load: bool) -> None:
    if operation.name == "Load" and not load:
        raise Problem("forbidden", "LOAD fetches from another server, which is not allowed here (--allow-load)")
    if not service and any(part.name == "ServiceGraphPattern" for part in parts(operation)):
        raise Problem("forbidden", "SERVICE asks another server, which is not allowed here (--allow-service)")


def _within(operation: Any, own: str) -> None:
    """A Problem where an operation writes what is not the user's own, or reads or writes what it does not name."""
    for graph in _written(operation):
        if not isinstance(graph, URIRef) or not graph.startswith(own) or str(graph) == own:
            what = (
                "the default graph"
                if graph is None
                else f"<{graph}>"
                if isinstance(graph, URIRef)
                else f"graphs that it does not name ({graph})"
            )
            raise Problem("forbidden", f"the update writes {what}; only graphs whose names begin with <{own}> are the user's own")
    for graph in _read(operation):
        if not isinstance(graph, URIRef) or graph.endswith(INDEX):
            raise Problem("forbidden", f"the update reads {graph}; name each graph of its WHERE")
    if _has_blank_nodes(operation):
        raise Problem("forbidden", "a graph of kg's has no blank nodes; give each node an IRI")


def _has_blank_nodes(operation: Any) -> bool:
    """Whether what it inserts may have any; in the WHERE they stand for anything."""
    inserted = list(_triples(operation if operation.name == "InsertData" else operation.insert))
    made = any(part.name == "Builtin_BNODE" for part in parts(operation))
    return made or any(isinstance(term, BNode) for triple in inserted for term in triple)


def _written(operation: Any) -> Iterator[Any]:
    """The graphs that an operation may change; None is the default graph, and a word such as ALL stands for several."""
    name = operation.name
    if name == "Modify":
        for part in ("delete", "insert"):
            if clause := getattr(operation, part):
                yield from clause.quads
                if clause.triples:
                    yield operation.withClause
    elif name in ("InsertData", "DeleteData", "DeleteWhere"):
        yield from operation.quads
        if operation.triples:
            yield None
    elif name in ("Clear", "Drop", "Create", "Load"):
        yield operation.graphiri
    elif name == "Move":
        yield from operation.graph
    else:  # Add, Copy
        yield operation.graph[1]


def _read(operation: Any) -> Iterator[Any]:
    """The graphs that an operation looks into by name."""
    yield from (part.term for part in parts(operation) if part.name == "Graph")
    for clause in operation.using or ():
        yield from (clause[key] for key in ("default", "named") if key in clause)
    if operation.name in ("Add", "Copy") and operation.graph[0] != "DEFAULT":
        yield operation.graph[0]


def _triples(clause: Any) -> Iterator[Any]:
    """The triples of a template, in whatever graph."""
    if clause:
        yield from clause.triples or ()
        for stated in (clause.quads or {}).values():
            yield from stated


def using(text: str, scope: Scope) -> str:
    """An update whose WHERE looks into these graphs, as `using-graph-uri` asks.

    >>> using("INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }", Scope(("x:g",)))
    'INSERT { ?s ?p ?o } USING <x:g> WHERE { ?s ?p ?o }'
    """
    clauses = "".join([*(f"USING <{graph}> " for graph in scope.default), *(f"USING NAMED <{graph}> " for graph in scope.named)])
    out, last, depth, before = [], 0, 0, ""
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "comment":
            continue
        word = token[0].upper()
        if word == "WHERE" and depth == 0 and before == "}":
            out.append(text[last : token.start()] + clauses)
            last = token.start()
        depth += (word == "{") - (word == "}")
        before = word
    return "".join((*out, text[last:]))
