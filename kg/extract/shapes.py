"""How words look: with a capital, as initials, at a beginning, before a figure; and stretches of them."""

from __future__ import annotations

from dataclasses import dataclass

from kg.parse import Reading
from kg.tokens import Token

LONGEST_LABEL = 6
"""Most letters of a party's or firm's initials."""


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Tokens `first` to `last`, both included."""

    first: int
    last: int


def capital(token: Token) -> bool:
    """Whether a token looks like part of a name: "Lyon", "iPhone", "5G", "A380"."""
    return not token.is_lower and any(c.isupper() and c.isalpha() for c in token.text)


def is_label(token: Token) -> bool:
    """Whether a word looks like the initials of a party or a firm, as they stand behind a role: "la députée PS Emma Roy"."""
    return 2 <= len(token.text) <= LONGEST_LABEL and token.text.isupper() and token.text.isalpha()


def opens(reading: Reading, token: Token) -> bool:
    """Whether a capital may be due to the place alone: a sentence, a quotation or a piece of a headline begins here."""
    before = token.i - 1
    return bool(token.is_sent_start) or token.i == 0 or reading.quoted_before(token.i) or reading.doc[before].text in {":", "-", "–", "•"}


def names_figure(noun: Token) -> bool:
    """Whether a bare noun says what the figure behind it is: the "magnitude" of "un séisme de magnitude 6"."""
    figure = noun.pos_ == "NOUN" and noun.is_lower and noun.i + 1 < len(noun.doc) and noun.nbor().text[0].isdigit()
    return figure and not any(child.dep_ == "det" for child in noun.lefts)
