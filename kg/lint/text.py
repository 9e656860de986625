"""A Turtle file as its editor sees it: in which line a term is described."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_PREFIX = re.compile(r"^\s*(?:@prefix|PREFIX)\s+([\w.-]*):\s*<([^>]*)>", re.MULTILINE | re.IGNORECASE)
_OPENING = re.compile(r"^(?:<[^>\s]*>|[\w.-]*:[^\s;,]*)(?=\s)", re.MULTILINE)
_WITHIN = re.compile(r"(?<=\.)[ \t]+(<[^>\s]*>|[\w.-]*:[^\s;,]*)(?=\s)")
_END = re.compile(r"\.[ \t]*(?:#.*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Written:
    r"""A file's text; parsers of RDF tell no lines, so a term is looked up where it opens a line, or comes after a dot in one.

    >>> file = Written(Path("a.ttl"), "@prefix : <x:> .\n:a a :B ;\n    :c :d . :e a :F .")
    >>> file.line("x:a"), file.line("x:a", "x:d"), file.line("x:nowhere"), file.line("x:e")
    (2, 3, 1, 3)
    """

    path: Path
    text: str

    def line(self, term: str, *named: str) -> int:
        """The line in which a term's description begins, or in it the first that has one of the others; 1 where there is none."""
        opening = next(self._openings_of(term), None)
        begin, end = (0, len(self.text)) if opening is None else (opening, self._end(opening))
        found = (m.start() for one in named if (m := self._token(one).search(self.text, begin + 1, end)))
        return self._at(next(found, begin))

    def saying(self, term: str, text: str) -> int:
        """The line of a term's description in which a text stands; that of the term where it is not found."""
        opening = next(self._openings_of(term), 0)
        found = self.text.find(f'"{text}"', opening)
        return self._at(max(found, opening))

    def describes(self, term: str) -> list[int]:
        """The lines in which descriptions of a term begin."""
        return [self._at(offset) for offset in self._openings_of(term)]

    def _openings_of(self, term: str) -> Iterator[int]:
        yield from (offset for name in self._names(term) for offset in self._openings.get(name, ()))

    def _end(self, begin: int) -> int:
        found = _END.search(self.text, begin)
        return found.end() if found else len(self.text)

    def _at(self, offset: int) -> int:
        return bisect_right(self._lines, offset)

    def _token(self, term: str) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w:.<-])(?:{'|'.join(map(re.escape, self._names(term)))})(?![\w-]|\.\w)")

    def _names(self, term: str) -> list[str]:
        """How the file may write an IRI."""
        return [f"<{term}>", *(f"{prefix}:{term.removeprefix(space)}" for prefix, space in self._prefixes if term.startswith(space))]

    @cached_property
    def _prefixes(self) -> list[tuple[str, str]]:
        return _PREFIX.findall(self.text)

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(m.end() for m in re.finditer("\n", self.text))]

    @cached_property
    def _openings(self) -> dict[str, list[int]]:
        """What opens a line, and where."""
        found: dict[str, list[int]] = {}
        for m in _OPENING.finditer(self.text):
            found.setdefault(m[0], []).append(m.start())
        for m in _WITHIN.finditer(self.text):
            before = self.text[self.text.rfind("\n", 0, m.start()) + 1 : m.start()]
            if not before.lstrip().startswith("#") and not before.replace('\\"', "").count('"') % 2:  # neither in a comment nor in a text
                found.setdefault(m[1], []).append(m.start(1))
        return found
