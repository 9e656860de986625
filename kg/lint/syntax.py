"""Where a file is no Turtle: each place, not the first alone, since the parser goes on with the next statement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.lint.problem import Problem

_PLACE = re.compile(r"^Parser error .*?\d: ")
_PREFIX = re.compile(r"\s*(?:@?prefix|@?base)\s.*", re.IGNORECASE)
_OPENS = re.compile(r"[<:@\w]")
_END = re.compile(r"\.\s*(?:#.*)?$")


def faults(path: Path, text: str) -> Iterator[Problem]:
    """What is no Turtle in a file, one fault a line; a prefix that is not declared is told once."""
    told, begun = set[str | int](), list[int]((1,))
    for first in begun:
        found, more = _read(path, _from(text, first))
        begun += (line for line in more if line > first)
        for line, why in found:
            if told.isdisjoint((line, why)):
                told |= {line, why} if "not been declared" in why else {line}
                yield Problem(path, line, True, f"not Turtle: {why}", "mend that line or the one before it")


def _read(path: Path, text: str) -> tuple[list[tuple[int, str]], list[int]]:
    """The faults of a text, and from which line on to read it again where one hides all that comes after it."""
    reader, found = ox.parse(text, ox.RdfFormat.TURTLE, base_iri=path.resolve().as_uri()), list[tuple[int, str]]()
    while True:
        try:
            next(reader)
        except StopIteration:
            return found, []
        except SyntaxError as error:
            line = error.lineno or 1
            found.append((line, _plainly(_PLACE.sub("", str(error.msg)), text, line, error.offset or 1)))
            if (error.end_lineno or line) > line:  # a text that is not closed: what comes after it is read for a part of it
                return found, _next(text, line)


def _next(text: str, line: int) -> list[int]:
    """The first line after another one with which a statement seems to begin: the one before ends with a dot."""
    lines, ended = text.split("\n"), False
    for at, one in enumerate(lines[line - 1 :], line):
        if at > line and ended and _OPENS.match(one):
            return [at]
        if one.strip() and not one.lstrip().startswith("#"):
            ended = bool(_END.search(one))
    return []


def _from(text: str, line: int) -> str:
    """A text from a line on, with the prefixes before it, and its lines where they were."""
    lines = text.split("\n")
    return "\n".join((*(one if _PREFIX.fullmatch(one) else "" for one in lines[: line - 1]), *lines[line - 1 :]))


def _plainly(why: str, text: str, line: int, offset: int) -> str:
    """What the parser says; of a text that is not closed, that."""
    at = text.split("\n")[line - 1][offset - 1 :][:1]
    if "end of file" in why and at and at in "\"'":
        return f"the text that begins with this {at} is not closed (column {offset})"
    return "a text in this line is not closed" if why.startswith("Line jumps") else why
