"""Where an answer is written: in memory while it is small, then in a file; it stops who writes more rows than are given."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, cast

from kg.serve.problems import Problem

SMALL = 1 << 20
MOST = 1 << 29
"""Bytes that an answer keeps in memory, and that it may have at all."""


class Sink:
    """A binary file for one who serialises; `counter` says how many rows each piece of the text has."""

    def __init__(self, folder: str, rows: int = 0, counter: Callable[[bytes], int] | None = None) -> None:
        """`folder` takes what is too large for memory."""
        self._folder, self._most, self._counter = folder, rows, counter
        self._small, self._large = bytearray(), ""
        self._rows = self._bytes = 0

    @property
    def file(self) -> IO[bytes]:
        """Itself, for those who are particular."""
        return cast(IO[bytes], self)

    def write(self, text: bytes) -> int:
        """Take a piece of the answer; a Problem where it is more than is given."""
        self._bytes += len(text)
        if self._bytes > MOST:
            raise Problem("rows", f"more than {MOST >> 20} MB; ask for less at a time")
        if self._counter:
            self._rows += self._counter(text)
            if self._rows > self._most:
                raise too_many(self._most)
        self._small += text
        if len(self._small) > SMALL:
            self._spill()
        return len(text)

    def flush(self) -> None:
        """Nothing: what is written is read at the end."""

    def done(self) -> tuple[bytes, str]:
        """All of it: the bytes, or the name of a file that has them."""
        if not self._large:
            return bytes(self._small), ""
        self._spill()
        return b"", self._large

    def discard(self) -> None:
        """Nothing of it is wanted."""
        if self._large:
            Path(self._large).unlink(missing_ok=True)

    def _spill(self) -> None:
        """What is in memory goes on at the end of a file, whose name begins with this process's number."""
        if not self._large:
            number, self._large = tempfile.mkstemp(dir=self._folder, prefix=f"{os.getpid()}-")
            os.close(number)
        with Path(self._large).open("ab") as file:
            file.write(self._small)
        self._small.clear()


def too_many(most: int) -> Problem:
    """That an answer has more rows, or triples, than are given."""
    return Problem("rows", f"more than {most:,} rows or triples; say LIMIT, ask for less, or start the server with another --max-rows")


def counter(form: str) -> Callable[[bytes], int]:
    r"""What counts the rows in the pieces of a text, one after another; a piece may end anywhere.

    >>> count = counter("csv")
    >>> count(b'a,b\r\n1,"x\n') + count(b'y"\r\n2,z\r\n')
    2
    """
    counters: dict[str, Callable[[], Callable[[bytes], int]]] = {"json": _Json, "xml": _Xml, "csv": _Csv, "tsv": _Tsv}
    return counters[form]()


class _Tsv:
    """A line is a row, after the first."""

    def __init__(self) -> None:
        self._head = 1

    def __call__(self, piece: bytes) -> int:
        return self._less_head(piece.count(b"\n"))

    def _less_head(self, lines: int) -> int:
        head = min(self._head, lines)
        self._head -= head
        return lines - head


class _Quotes:
    """Takes out what stands between quotation marks, in pieces that may end there."""

    def __init__(self) -> None:
        self._within = 0

    def outside(self, piece: bytes) -> bytes:
        parts = piece.split(b'"')
        bare = b"".join(parts[self._within :: 2])
        self._within ^= (len(parts) - 1) % 2
        return bare


class _Csv(_Tsv):
    """A line is a row, unless it ends between quotation marks."""

    def __init__(self) -> None:
        super().__init__()
        self._quotes = _Quotes()

    def __call__(self, piece: bytes) -> int:
        return self._less_head(self._quotes.outside(piece).count(b"\n"))


class _Xml:
    """A row is an element, and no text has a bare "<"."""

    def __init__(self) -> None:
        self._left = b""

    def __call__(self, piece: bytes) -> int:
        text = self._left + piece
        self._left = text[-len(b"<result") :]
        return text.count(b"<result>")


class _Json:
    """A row is an object that opens after "[" or after an object and a comma; what stands between quotation marks is taken out first."""

    def __init__(self) -> None:
        self._left, self._escape, self._quotes = b"", b"", _Quotes()

    def __call__(self, piece: bytes) -> int:
        bare = self._left + self._quotes.outside(self._unescaped(self._escape + piece))
        found = bare.count(b"},{") + bare.count(b"[{") - self._left.count(b"[{")
        self._left = bare[-2:]
        return found

    def _unescaped(self, piece: bytes) -> bytes:
        """A piece without what is escaped; a backslash at its end is kept for the next."""
        self._escape = b"\\" if (len(piece) - len(piece.rstrip(b"\\"))) % 2 else b""
        whole = piece[: len(piece) - len(self._escape)]
        return re.sub(rb"\\.", b"", whole, flags=re.DOTALL) if b"\\" in whole else whole
