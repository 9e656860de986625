"""Turtle: as people read it, with an empty line between subjects and the prefixes that are used; and the files of an ontology's folder."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, cast

import pyoxigraph as ox
from rdflib import XSD, BNode, Graph, Literal, URIRef

from kg.errors import OntologyError

READABLE = frozenset({ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG})
"""Formats that people read."""
_SPOOLED = 1 << 24
"""Bytes of a text that are kept in memory before a file takes them."""
_NAMED = re.compile(rb"(?:^|[ \t^])(\w+):")


def write(quads: Iterable[ox.Quad], out: IO[bytes], form: ox.RdfFormat, names: Mapping[str, str]) -> None:
    """Quads in the order they come in, with those prefixes of `names` that they use; Turtle gets each quad's triple.

    What is written waits in a temporary file until it is known which prefixes the head needs.
    """
    with SpooledTemporaryFile(_SPOOLED) as body:
        aired = _Aired(body)
        parts = quads if form.supports_datasets else (quad.triple for quad in quads)
        ox.serialize(parts, cast(IO[bytes], aired), form, prefixes=dict(names))
        aired.close()
        used = sorted(aired.named & names.keys())
        out.write("".join(f"@prefix {name}: <{names[name]}> .\n" for name in used).encode())
        if used and body.tell():
            out.write(b"\n")
        body.seek(0)
        shutil.copyfileobj(body, out)


def text(quads: Iterable[ox.Quad], form: ox.RdfFormat, names: Mapping[str, str]) -> bytes:
    """The same in memory."""
    with io.BytesIO() as out:
        write(quads, out, form, names)
        return out.getvalue()


def said(path: Path) -> str:
    """The text of a file of an ontology's folder; OntologyError where it is not there or not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise OntologyError(path, error.strerror or "cannot be read", "an ontology is a folder with this file") from error
    except UnicodeDecodeError as error:
        raise OntologyError(path, f"not UTF-8 at byte {error.start}", "save it as UTF-8") from error


def triples(path: Path) -> tuple[ox.Triple, ...]:
    """The triples of a file, without a graph to ask, which takes longer; OntologyError as `graph`."""
    return _read(path, said(path))[0]


def graph(path: Path, text: str | None = None) -> Graph:
    """The graph of a file, or of its text where that is known; OntologyError, with the line, where it is not there or not Turtle."""
    found, names = _read(path, said(path) if text is None else text)
    read = as_graph(found)
    for name, iri in names.items():
        read.bind(name, iri)
    return read


def as_graph(found: Iterable[ox.Triple | ox.Quad]) -> Graph:
    """Triples, or quads as triples, as a graph of rdflib's."""
    made = Graph(bind_namespaces="none")
    for one in found:
        made.add((_node(one.subject), URIRef(one.predicate.value), _node(one.object)))
    return made


def _read(path: Path, text: str) -> tuple[tuple[ox.Triple, ...], Mapping[str, str]]:
    """The triples and the prefixes: read by pyoxigraph, whose errors are to the point, and many times faster than by rdflib."""
    try:
        parser = ox.parse(text, ox.RdfFormat.TURTLE, base_iri=path.resolve().as_uri())
        found = tuple(quad.triple for quad in parser)
    except SyntaxError as error:
        why = str(error.msg).rpartition("column ")[2].partition(": ")[2] or str(error.msg)
        raise OntologyError(path, f"not Turtle, line {error.lineno}: {why}", "mend that line or the one before it") from error
    if nested := next((triple.object for triple in found if isinstance(triple.object, ox.Triple)), None):
        raise OntologyError(path, f"it speaks of the statement {nested}, which is RDF 1.2", "say it of a term of its own") from None
    return found, parser.prefixes


def _node(term: object) -> URIRef | BNode | Literal:
    if isinstance(term, ox.Literal):
        plain = term.language or term.datatype.value == str(XSD.string)
        return Literal(term.value, lang=term.language) if plain else Literal(term.value, datatype=URIRef(term.datatype.value))
    return BNode(term.value) if isinstance(term, ox.BlankNode) else URIRef(str(getattr(term, "value", term)))


class _Aired(io.RawIOBase):
    """Takes Turtle as a serialiser gives it, and hands on its lines but the prefixes, with air between subjects.

    Line ends inside literals are escaped, so a line that ends in a full stop ends a subject.
    """

    def __init__(self, out: IO[bytes]) -> None:
        self.named: set[str] = set()
        self._out, self._rest, self._gap = out, b"", False

    def writable(self) -> bool:
        return True

    def write(self, text: bytes) -> int:  # type: ignore[override]  # any buffer, to the type checker
        *lines, self._rest = (self._rest + bytes(text)).split(b"\n")
        for line in lines:
            self._line(line)
        return len(text)

    def close(self) -> None:
        if self._rest:
            self._line(self._rest)
            self._rest = b""
        super().close()

    def _line(self, line: bytes) -> None:
        if line.startswith(b"@prefix "):
            return
        self.named.update(name.decode() for name in _NAMED.findall(line))
        if self._gap and not line.startswith(b"}"):
            self._out.write(b"\n")
        self._out.write(line + b"\n")
        self._gap = line.endswith(b" .") or line == b"}"
