"""JSON and JSON lines: one article a record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kg.errors import SourceError
from kg.model import Block, BlockKind
from kg.read.draft import Draft, known, one_line, squeezed
from kg.read.html import from_html
from kg.read.text import from_text

_TEXTS = ("title", "date", "publisher", "url", "lang", "text", "html")


def from_json_lines(content: str, place: str) -> Iterator[Draft | SourceError]:
    """An article, or what is wrong with it, for each line; `place` is the file's name, for messages.

    >>> [draft.text for draft in from_json_lines('{"id": 7, "text": "Brest vote."}', "a.jsonl")]
    ['Brest vote.']
    """
    for nth, line in enumerate(content.split("\n"), 1):
        if line.strip():
            yield _parsed(line, f"{place}:{nth}", nth)


def from_json(content: str, place: str) -> Iterator[Draft | SourceError]:
    """The articles of a JSON file, which is one record or a list of them; in a list they count from 1.

    >>> [draft.title for draft in from_json('[{"title": "Brest", "text": "La ville vote."}]', "a.json")]
    ['Brest']
    """
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        yield SourceError(place, f"it is not JSON ({_why(error)})", "mend it there")
        return
    for nth, record in enumerate(data, 1) if isinstance(data, list) else [(0, data)]:
        yield _draft(record, f"{place}:{nth}" if nth else place, nth)


def _parsed(line: str, place: str, nth: int) -> Draft | SourceError:
    try:
        return _draft(json.loads(line), place, nth)
    except (ValueError, RecursionError) as error:
        return SourceError(place, f"this line is not JSON ({_why(error)})", "write one JSON object a line")


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at line {error.lineno}, column {error.colno}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error).partition(";")[0]


def _draft(record: Any, place: str, nth: int) -> Draft | SourceError:
    if not isinstance(record, dict):
        return SourceError(place, "it is not a JSON object", 'write {"id": …, "text": …}')
    if isinstance(record.get("author"), list):
        record = {**record, "author": ", ".join(map(str, record["author"]))}
    wrong = next((name for name in (*_TEXTS, "author") if not isinstance(record.get(name), str | None)), None)
    if wrong:
        return SourceError(place, f'its "{wrong}" is not a text', "put it between quotation marks")
    if not (record.get("text") or record.get("html")):
        return SourceError(place, 'it has neither "text" nor "html"', "give it one of them")
    return _filled(record, nth)


def _filled(record: Mapping[str, Any], nth: int) -> Draft:
    """What the record says outright outranks what its text or page tells."""
    draft = from_text(record["text"]) if record.get("text") else from_html(record["html"])
    draft = _headed(draft, one_line(record.get("title")))
    said: dict[str, Any] = {name: value for name, value in known(record).items() if value}
    name = record.get("id")
    return replace(draft, line=nth, id=one_line(str(name)) if name is not None else None, **said)


def _headed(draft: Draft, title: str | None) -> Draft:
    """The draft below its title; where its first block already says so, that block is the title."""
    if not title or not draft.blocks:
        return draft
    first, *others = (Block(BlockKind.HEADING if b.kind is BlockKind.TITLE else b.kind, b.begin, b.end) for b in draft.blocks)
    if squeezed(draft.text[first.begin : first.end]) == squeezed(title):
        return replace(draft, blocks=(Block(BlockKind.TITLE, first.begin, first.end), *others), title=title)
    by = len(title) + 2
    below = (Block(block.kind, block.begin + by, block.end + by) for block in (first, *others))
    return replace(draft, text=f"{title}\n\n{draft.text}", blocks=(Block(BlockKind.TITLE, 0, len(title)), *below), title=title)
