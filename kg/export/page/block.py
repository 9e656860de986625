"""The page's content as one block of JSON: as it is while it is small, compressed past that."""

from __future__ import annotations

import base64
import gzip
import json
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from kg.export.page.content import Json

PLAIN = 400_000
"""Characters; what is longer is compressed: some eight times shorter, though it stands there in base64."""


@dataclass(frozen=True, slots=True)
class Block:
    """The text of a script element that is no script, and the type that says how to read it."""

    type: str
    text: str


def block(content: Json | list[Any]) -> Block:
    r"""The content as it stands in the page, whatever articles contain.

    >>> block({"a": "</script>"})
    Block(type='application/json', text=Markup('{"a":"\\u003c/script>"}'))
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    if len(text) <= PLAIN:
        # "<" is the one character that could end the element or open a comment in it; in JSON it stands inside strings only.
        return Block("application/json", Markup(text.replace("<", "\\u003c")))
    return packed(text.encode())


def packed(text: bytes, *, already: bool = False) -> Block:
    """Anything at all, compressed; `already` where it is gzip as it comes."""
    # No clock: mtime is what gzip would write the hour into.
    return Block("application/gzip", base64.b64encode(text if already else gzip.compress(text, 9, mtime=0)).decode())
