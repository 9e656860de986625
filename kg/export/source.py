"""What is exported: a graph's quads, as often as they are asked for, and in an order that depends on nothing but them."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import pyoxigraph as ox

from kg.iris import BASE, SCHEMA
from kg.rdf import LEADING, Quad
from kg.store import open_dataset, store_of, stream, to_ox

RUN = 50_000
"""Quads that are sorted in memory at a time; about 60 MB."""
_WAYS = 64
"""Sorted runs that are merged at a time: as many files are open."""
_FIRST = {str(p): rank for p, rank in LEADING.items()}
_TYPE, _ARTICLE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), ox.NamedNode(f"{SCHEMA}NewsArticle")
_STRING = "http://www.w3.org/2001/XMLSchema#string"


@dataclass(frozen=True, slots=True)
class Source:
    """A graph: `quads()` reads it from its beginning, each time anew; `store()` puts it where SPARQL can be asked."""

    name: str
    quads: Callable[[], Iterator[ox.Quad]]
    store: Callable[[], ox.Store]

    @classmethod
    def of_path(cls, path: str | Path) -> Source:
        """A graph's file or an archive; a GraphError, at once or when its reading gets to the fault, where it is none."""
        stream(path)
        return cls(str(path), partial(stream, path), partial(open_dataset, path))

    @classmethod
    def of_quads(cls, quads: Iterable[Quad], name: str = "the graph") -> Source:
        """A graph in memory."""
        kept = tuple(quads)
        return cls(name, lambda: map(to_ox, kept), lambda: store_of(kept))


def merged(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The quads of the default graph, which is the merged one."""
    default = ox.DefaultGraph()
    return (quad for quad in quads if quad.graph_name == default)


def ordered(quads: Iterable[ox.Quad], key: Callable[[ox.Quad], Any]) -> Iterator[ox.Quad]:
    """Quads sorted, each once; what does not fit into one run goes through temporary files, so that memory does not grow.

    `ordered(stream("press.nq"), str)` gives them as their lines are sorted.
    """
    rest = iter(quads)
    runs = iter(lambda: sorted(set(islice(rest, RUN)), key=key), [])
    first, second = next(runs, []), next(runs, [])
    if not second:
        yield from first
        return
    with ExitStack() as stack:
        files: list[IO[bytes]] = []
        for run in chain((first, second), runs):
            if len(files) == _WAYS:
                files = [_written(_merged(files, key), stack)]
            files.append(_written(run, stack))
        yield from _merged(files, key)


def _written(run: Iterable[ox.Quad], stack: ExitStack) -> IO[bytes]:
    file = stack.enter_context(TemporaryFile())  # noqa: SIM115 # the stack closes it
    ox.serialize(run, file, ox.RdfFormat.N_QUADS)
    return file


def _merged(files: Iterable[IO[bytes]], key: Callable[[ox.Quad], Any]) -> Iterator[ox.Quad]:
    last = None
    for quad in heapq.merge(*map(_reread, files), key=key):
        if quad != last:
            yield quad
        last = quad


def _reread(file: IO[bytes]) -> Iterator[ox.Quad]:
    file.seek(0)
    return iter(ox.parse(file, format=ox.RdfFormat.N_QUADS, lenient=True))


def for_readers(quad: ox.Quad) -> tuple[str, ...]:
    """Where a quad stands in a file that people read; the order of `kg.rdf.order`, for pyoxigraph's terms."""
    s, p, o, g = (str(getattr(term, "value", "")) for term in quad)
    return g, str("/article/" in s), s, _FIRST.get(p, p), type(quad.object).__name__, o, *_kind(quad.object)


def _kind(term: object) -> tuple[str, str]:
    if not isinstance(term, ox.Literal):
        return "", ""
    plain = term.language or term.datatype.value == _STRING
    return "" if plain else term.datatype.value, term.language or ""


def base_of(quads: Iterable[ox.Quad]) -> str:
    """The base under which a graph's things stand: what its first article's IRI begins with."""
    first = next((quad.subject for quad in quads if quad.predicate == _TYPE and quad.object == _ARTICLE), None)
    return first.value.partition("article/")[0] if isinstance(first, ox.NamedNode) else BASE
