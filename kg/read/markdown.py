"""Markdown: the words that a reader reads, without the marks; code is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.model import BlockKind
from kg.read.draft import Draft, Piece, clean, known, lay

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\s*---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(\w+)[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_KINDS = {"heading_open": BlockKind.HEADING, "list_item_open": BlockKind.ITEM, "th_open": BlockKind.ITEM, "td_open": BlockKind.ITEM}
_WORDS = frozenset(("text", "text_special", "code_inline"))
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def from_markdown(content: str) -> Draft:
    r"""CommonMark and tables; `title:`, `date:` and the like in a front matter; else a heading on top is the title.

    >>> from_markdown("# Netflix et l’IA\n\nLa [plateforme](x.html) **confirme**.").text
    'Netflix et l’IA\n\nLa plateforme confirme.'
    """
    from markdown_it import MarkdownIt

    content = clean(content)
    front = _FRONT.match(content)
    fields = {name.lower(): value.strip("\"'") for name, value in _FIELD.findall(front[1])} if front else {}
    pieces = _pieces(MarkdownIt("commonmark").enable("table").parse(content[front.end() :] if front else content))
    title = fields.get("title") or next((words for kind, words in pieces[:1] if kind is BlockKind.HEADING), None)
    said: dict[str, Any] = known(fields)
    return replace(lay(pieces, title), **said)


def _pieces(tokens: Sequence[Token]) -> list[Piece]:
    within: list[BlockKind] = []
    pieces = []
    for token in tokens:
        if token.nesting > 0:
            within.append(_KINDS.get(token.type, BlockKind.PARAGRAPH))
        elif token.nesting < 0:
            within.pop()
        elif token.type == "inline":
            kind = next((kind for kind in reversed(within) if kind is not BlockKind.PARAGRAPH), BlockKind.PARAGRAPH)
            pieces.append((kind, _plain(token.children or ())))
    return pieces


def _plain(tokens: Sequence[Token]) -> str:
    return "".join(_BREAKS.get(token.type, token.content if token.type in _WORDS else "") for token in tokens)
