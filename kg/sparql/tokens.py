"""What a text of SPARQL is made of: words, signs and terms, each with its place; what stands between two of them does not count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<text>\"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*\"{3} | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}
              | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
      | (?P<lang>@[A-Za-z]+(?:-{1,2}[A-Za-z0-9]+)*)
      | (?P<variable>[?$]\w+)
      | (?P<blank>_:\w(?:[\w.-]*[\w-])?)
      | (?P<name>(?:[^\W\d_](?:[\w.-]{0,80}[\w-])?)?:(?:[\w:-]|\\.|%[0-9A-Fa-f]{2}|\.(?=[\w:%\\.-]))*)
      | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?<!\.))
      | (?P<word>[^\W\d_]\w*)
      | (?P<sign>\^\^|\|\||&&|!=|<=|>=|<<\(?|\)>>|>>|\{\||\|\}|[{}()\[\].,;=<>!+*/|^?~-])
      | (?P<odd>.)""",
    re.VERBOSE | re.DOTALL,
)
_TERMS = frozenset({"variable", "name", "iri", "text", "number", "blank"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign, a term, and where in the text it begins."""

    kind: str
    text: str
    at: int

    @property
    def brief(self) -> str:
        """The text, of which a message takes no more than a line."""
        return self.text if len(self.text) <= 40 else f"{self.text[:40]}…"

    @property
    def word(self) -> str:
        """A keyword in capitals; of anything else its text."""
        return self.text.upper() if self.kind == "word" else self.text

    @property
    def term(self) -> bool:
        """Whether it can be a part of a triple."""
        return self.kind in _TERMS or self.word in ("A", "TRUE", "FALSE")


END = Token("end", "", 0)
"""What comes after the last."""


def tokens(text: str) -> list[Token]:
    """What a query is made of, without spaces and comments.

    >>> [token.word for token in tokens("ask { ?s ?p 'a {' } # }")]
    ['ASK', '{', '?s', '?p', "'a {'", '}']
    """
    return [Token(m.lastgroup or "", m[0], m.start()) for m in _TOKEN.finditer(text) if m.lastgroup != "space"]


def closing(tokens: Sequence[Token], i: int, opening: str, close: str) -> int:
    """Past the bracket that closes the one before `i`."""
    depth = 1
    while i < len(tokens) and depth:
        depth += (tokens[i].text == opening) - (tokens[i].text == close)
        i += 1
    return i
