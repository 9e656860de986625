"""Turtle and TriG as people read them: only the prefixes that are used, and an empty line between subjects; streamed."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterable, Mapping
from tempfile import SpooledTemporaryFile
from typing import IO, cast

import pyoxigraph as ox

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
