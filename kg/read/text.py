"""Plain text: blank lines part its blocks, and what stands short and unpunctuated between them is a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Block, BlockKind
from kg.read.draft import Draft, clean, iso_date

_HEADER = re.compile(r"\s*date[ \t:]+([0-9]{4}(?:-[0-9]{2}){0,2})(?![\w-])\s*", re.IGNORECASE)
_BULLET = re.compile(r"[-*•–][ \t]+")
_SENTENCE_END = (".", "!", "?", "…", ":", ";", ",")
_HEADLINE = 120  # characters that a heading may have
_WRAP = 160  # no one wraps lines as long as this: in a block that has one, every line break is meant

_DATE = re.compile(r"\b(?:\d{4}-\d\d-\d\d|\d\d?[/.]\d\d[/.]\d{4}|\d\d?(?:er)?\s+[^\W\d]+\.?\s+\d{4})\b")
_WRITTEN = re.compile(rf"\s*date[ \t:]+((?:[^\W\d]{{1,3}}[ \t]+)?(?:{_DATE.pattern}))[ \t]*(?:\n\s*|\Z)", re.IGNORECASE)
_BYLINE = 60  # characters of a line that is about a date alone

Span = tuple[int, int]


def from_text(content: str) -> Draft:
    r"""The text as it stands, without its `date 2025-07` or `date 3 mars 2025` header if it opens with one.

    >>> draft = from_text("Tempête à Brest\n\nLe port est fermé.\n\nUn retour lent\n\nLes bateaux attendent.")
    >>> [block.kind.value for block in draft.blocks]
    ['title', 'paragraph', 'heading', 'paragraph']

    A block that is short, on one line, without final punctuation and followed by another is a heading; the first is the title.
    Lines that open with a bullet are items.
    """
    text = clean(content)
    header = _header(text)
    text = text[header.end() :] if header else text
    spans = [span for lines in _stretches(text) for span in _spans(text, lines)]
    blocks = tuple(_block(text, span, first=span == spans[0], last=span == spans[-1]) for span in spans)
    title = next((text[block.begin : block.end] for block in blocks if block.kind is BlockKind.TITLE), None)
    return Draft(text, blocks, date=iso_date(header[1]) if header else None, written=header[1] if header else None, title=title)


def _header(text: str) -> re.Match[str] | None:
    """The header, where it is one: a date, or what looks like one and fills the line."""
    header = _HEADER.match(text)
    return header if header and iso_date(header[1]) else _WRITTEN.match(text)


def _stretches(text: str) -> Iterator[list[Span]]:
    """The lines between blank lines, together."""
    lines: list[Span] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((at, at + len(line)))
        elif lines:
            yield lines
            lines = []
        at += len(line) + 1
    if lines:
        yield lines


def _spans(text: str, lines: list[Span]) -> Iterator[Span]:
    """One span for wrapped lines; one for each line or item where the breaks are meant, and for a date in a line of its own."""
    meant = any(end - begin > _WRAP for begin, end in lines)
    dated = [_is_date(text[begin:end]) for begin, end in lines]
    starts = [
        nth
        for nth, (begin, end) in enumerate(lines)
        if not nth or meant or dated[nth] or dated[nth - 1] or _BULLET.match(text[begin:end].lstrip())
    ]
    for nth, after in zip(starts, [*starts[1:], len(lines)], strict=True):
        begin, end = lines[nth][0], lines[after - 1][1]
        words = text[begin:end]
        yield end - len(words.lstrip()), begin + len(words.rstrip())


def _is_date(line: str) -> bool:
    """Whether a line is about a date alone: "Publié le 14 mars 2025", not the end of a sentence that was wrapped."""
    return len(line.strip()) <= _BYLINE and not line.rstrip().endswith(_SENTENCE_END) and _DATE.search(line) is not None


def _block(text: str, span: Span, *, first: bool, last: bool) -> Block:
    begin, end = span
    if bullet := _BULLET.match(text, begin, end):
        return Block(BlockKind.ITEM, bullet.end(), end)
    words = text[begin:end]
    short = len(words) <= _HEADLINE and "\n" not in words and not words.rstrip(" \xa0\u202f»”\")’'").endswith(_SENTENCE_END)
    kind = BlockKind.PARAGRAPH if last or not short else BlockKind.TITLE if first else BlockKind.HEADING
    return Block(kind, begin, end)
