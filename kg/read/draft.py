"""What one format tells of an article, before it is known where it came from: a clean text, its blocks, and what is said about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date as Day

from kg.model import Block, BlockKind

Piece = tuple[BlockKind, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """An article to be. `date` is said outright, `written` the same in words; `guess` is metadata that a dateline outranks;
    `line` counts in files of many.
    """

    text: str
    blocks: tuple[Block, ...]
    id: str | None = None
    line: int = 0
    title: str | None = None
    date: str | None = None
    written: str | None = None
    guess: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    lang: str | None = None


_PLANE_ENDS = "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
UNSAFE = re.compile(f"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufdd0-\ufdef{_PLANE_ENDS}]")


def clean(text: str) -> str:
    r"""Law 7: CRLF and CR become LF; other C0 controls, surrogates and noncharacters become U+FFFD one for one.

    >>> clean("a\r\nb\x00c\td")
    'a\nb�c\td'
    """
    return UNSAFE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def squeezed(words: str) -> str:
    """Words for comparing: no white space, no case."""
    return "".join(words.split()).casefold()


def lay(pieces: Iterable[Piece], title: str | None = None) -> Draft:
    r"""Pieces with blank lines between, below the title; a heading that only repeats the title is left out.

    >>> lay([(BlockKind.HEADING, "Sandy"), (BlockKind.PARAGRAPH, "L’ouragan a touché terre.")], "Sandy").text
    'Sandy\n\nL’ouragan a touché terre.'
    """
    title = one_line(title)
    said = [(kind, clean(words).strip()) for kind, words in pieces]
    if title:
        said = [piece for piece in said if piece[0] in _PROSE or squeezed(piece[1]) != squeezed(title)]
        said.insert(0, (BlockKind.TITLE, title))
    blocks: list[Block] = []
    at = 0
    for kind, words in (said := [piece for piece in said if piece[1]]):
        blocks.append(Block(kind, at, at + len(words)))
        at += len(words) + 2
    return Draft("\n\n".join(words for _, words in said), tuple(blocks), title=title)


_PROSE = (BlockKind.PARAGRAPH, BlockKind.ITEM)


def one_line(words: str | None) -> str | None:
    r"""Metadata as it may stand in a graph: clean, on one line; None where nothing is left.

    >>> one_line(" Le\n Soir "), one_line(" ")
    ('Le Soir', None)
    """
    return " ".join(clean(words).split()) or None if words else None


def iso_date(words: str | None) -> str | None:
    """A date as precise as it is written, a time of day left off; None where it is none.

    >>> iso_date("2025-07"), iso_date("2012-08-17T10:00:00Z"), iso_date("2025-02-30"), iso_date("hier")
    ('2025-07', '2012-08-17', None, None)
    """
    if not (match := re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:[T ].*)?)?)?", (words or "").strip())):
        return None
    year, month, day = match.groups()
    try:
        Day(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(part for part in (year, month, day) if part)


def known(fields: Mapping[str, str | None]) -> dict[str, str | None]:
    """What a record's or a front matter's fields say about an article, under Draft's names; the text and the title apart."""
    said = {name: one_line(fields.get(name)) for name in ("author", "publisher", "url", "lang")}
    return {**said, "date": iso_date(fields.get("date")), "written": one_line(fields.get("date"))}
