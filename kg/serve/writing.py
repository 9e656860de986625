"""What changes the dataset, and how: in one transaction, while no other writer has the store, and only where that is the user's to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, parse

from kg.archive.disk import LOCK
from kg.errors import QueryError
from kg.ontology import find
from kg.prefixes import base_of, prefixes
from kg.serve.amiss import amiss
from kg.serve.jobs import Answer, Setup, Update, Write
from kg.serve.negotiation import OF_TRIPLES
from kg.serve.problems import Problem
from kg.serve.updates import checked
from kg.store import ARCHIVED, OWN, unread

_AMISS = re.compile(r"The graph (?P<graph><.*>) (?:does (?P<not>not) exist|already exists)")
"""What Oxigraph says of a graph that CLEAR, DROP or CREATE names."""
PATIENCE = 10
"""Seconds to wait for another writer."""


def written(job: Update | Write, setup: Setup) -> Answer:
    """Carry out a change; Problem where it is not allowed or cannot be read."""
    with _store(Path(setup.folder)) as store:
        try:
            own = base_of(store) + OWN if setup.managed else None
            return _updated(job, setup, store, own) if isinstance(job, Update) else _put(job, store, own)
        finally:
            del store


@contextmanager
def _store(folder: Path) -> Iterator[Store]:
    """The store, to write to it; closed again at the end, so that `kg add` may write in its turn."""
    try:
        with FileLock(folder / LOCK, timeout=PATIENCE):
            store = Store(str(folder / ARCHIVED))
            try:
                yield store
            finally:
                store.flush()
                del store  # it closes with the last who has it
    except Timeout as error:
        raise Problem("busy", "another process is writing to the graph; try again when it is done") from error


def _updated(job: Update, setup: Setup, store: Store, own: str | None) -> Answer:
    names = prefixes(store, find(setup.ontology))
    text = checked(job.text, names, job.base, own=own, service=setup.service, load=setup.load, scope=job.scope)
    try:
        store.update(text, base_iri=job.base or None, prefixes=names)
    except SyntaxError as error:
        wrong = amiss(job.text, names, job.base)
        raise QueryError(f"the update, {wrong}" if wrong else f"the update: {' '.join(str(error).split())}") from error
    except RuntimeError as error:
        if not (told := _AMISS.fullmatch(str(error))):
            raise
        what = "there is no graph" if told["not"] else "there is already a graph"
        raise Problem("conflict", f"{what} {told['graph']}, and nothing was changed; with SILENT that is passed over") from error
    return Answer("", status=204)


def _put(job: Write, store: Store, own: str | None) -> Answer:
    if own is not None and not (job.graph or "").startswith(own):
        raise Problem("forbidden", f"only graphs whose names begin with <{own}> are the user's own")
    graph = DefaultGraph() if job.graph is None else NamedNode(job.graph)
    there = isinstance(graph, DefaultGraph) or store.contains_named_graph(graph)
    if job.how == "DELETE":
        if not there:
            raise Problem("absent", f"no graph <{job.graph}>")
        store.remove_graph(graph)
        return Answer("", status=204)
    store.update(_as_update(job, graph, list(_read(job, graph, own is not None))))
    return Answer("", status=204 if there else 201)


def _as_update(job: Write, graph: NamedNode | DefaultGraph, quads: Iterable[Quad]) -> str:
    """One transaction: the graph made or emptied, and what comes into it."""
    stated = "\n".join(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in quads)
    if isinstance(graph, DefaultGraph):
        return f"{'CLEAR DEFAULT ; ' * (job.how == 'PUT')}INSERT DATA {{\n{stated}\n}}"
    cleared = f"CLEAR SILENT GRAPH {graph} ; " * (job.how == "PUT")
    return f"{cleared}CREATE SILENT GRAPH {graph} ; INSERT DATA {{ GRAPH {graph} {{\n{stated}\n}} }}"


def _read(job: Write, graph: NamedNode | DefaultGraph, own: bool) -> Iterator[Quad]:
    for form, text in job.parts:
        try:
            for quad in parse(text, format=OF_TRIPLES[form], base_iri=job.base or None, without_named_graphs=True, rename_blank_nodes=True):
                if own and any(isinstance(term, BlankNode) for term in (quad.subject, quad.object)):
                    raise Problem("forbidden", "a graph of kg's has no blank nodes; give each node an IRI")
                yield Quad(quad.subject, quad.predicate, quad.object, graph)
        except (SyntaxError, ValueError) as error:
            raise Problem("data", unread(OF_TRIPLES[form], error)) from error
