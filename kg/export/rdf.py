"""RDF's own formats, streamed: lines in order, which is their canonical form, or grouped by subject for people to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import IO

import pyoxigraph as ox

from kg import turtle
from kg.errors import GraphError
from kg.export.formats import Style, Writer
from kg.export.source import Source, for_readers, merged, ordered
from kg.export.xml import FORBIDDEN, references
from kg.rdf import prefixes

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SUBJECT, _PREDICATE, _OBJECT, _REIFIES = (ox.NamedNode(_RDF + name) for name in ("subject", "predicate", "object", "reifies"))


def lines(form: ox.RdfFormat) -> Writer:
    """N-Triples or N-Quads: sorted lines, each once. Without blank nodes, that is the canonical form of RDFC-1.0."""

    def write(source: Source, outs: Sequence[IO[bytes]], style: Style) -> None:
        rows = ordered(_asked(source, style, form), str)
        if form.supports_datasets:
            ox.serialize(rows, outs[0], form)
        else:
            ox.serialize((row.triple for row in rows), outs[0], form)

    return write


def readable(form: ox.RdfFormat) -> Writer:
    """Turtle or TriG: by graph and subject, with prefixes."""

    def write(source: Source, outs: Sequence[IO[bytes]], style: Style) -> None:
        turtle.write(ordered(_asked(source, style, form), for_readers), outs[0], form, prefixes(style.base))

    return write


def xml(source: Source, outs: Sequence[IO[bytes]], style: Style) -> None:
    """RDF/XML: by subject; a GraphError where a text holds what XML cannot."""
    rows = ordered(_asked(source, style, ox.RdfFormat.RDF_XML), for_readers)
    ox.serialize(_writable(rows, source.name), references(outs[0]), ox.RdfFormat.RDF_XML, prefixes=prefixes(style.base))


def _asked(source: Source, style: Style, form: ox.RdfFormat) -> Iterator[ox.Quad]:
    """The quads that are to be written, in no order."""
    quads = source.quads() if form.supports_datasets and not style.merged else merged(source.quads())
    return reified(ordered(quads, for_readers)) if style.reifiers else quads


def reified(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Claims as RDF 1.2 has them: `rdf:reifies <<( s p o )>>` in the place of the three triples of RDF 1.1's reification.

    The quads of one node must come one after the other. A node that says not just once each of what its statement consists of
    stays as it is.
    """
    for _, group in groupby(quads, key=lambda quad: (quad.graph_name, quad.subject)):
        rows = list(group)
        parts = [[row.object for row in rows if row.predicate == p] for p in (_SUBJECT, _PREDICATE, _OBJECT)]
        s, p, o = (part[0] if len(part) == 1 else None for part in parts)
        if isinstance(s, ox.NamedNode) and isinstance(p, ox.NamedNode) and o is not None:
            yield ox.Quad(rows[0].subject, _REIFIES, ox.Triple(s, p, o), rows[0].graph_name)
            rows = [row for row in rows if row.predicate not in (_SUBJECT, _PREDICATE, _OBJECT)]
        yield from rows


def _writable(quads: Iterable[ox.Quad], name: str) -> Iterator[ox.Triple]:
    for quad in quads:
        if isinstance(quad.object, ox.Literal) and (wrong := FORBIDDEN.search(quad.object.value)):
            what = f"a text of {quad.subject} has the character U+{ord(wrong[0]):04X}, which XML cannot hold"
            raise GraphError(name, what, "choose another format, such as turtle")
        yield quad.triple
