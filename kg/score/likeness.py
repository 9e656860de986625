"""Whether two names, two texts or two values are the same: by their words, figures and dates."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

SMALL = frozenset("le la les l un une des du de d au aux son sa ses leur leurs ce cet cette ces the a an of".split())
"""Words that a name may have or lack."""
ALIKE = 2 / 3
"""The share of their words that two names have in common at least."""


@lru_cache(maxsize=1 << 14)
def words(text: str) -> frozenset[str]:
    """The words of a text, without case, accents, punctuation and what a name may lack.

    >>> sorted(words("L’Éternaute")), sorted(words("La"))
    (['eternaute'], ['la'])
    """
    folded = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    found = re.findall(r"[^\W_]+", "".join(c for c in folded if not unicodedata.combining(c)))
    return frozenset(word for word in found if word not in SMALL) or frozenset(found)


def overlap(one: str, other: str) -> float:
    """The share of the words of two texts that both have."""
    both = words(one) | words(other)
    return len(words(one) & words(other)) / len(both) if both else 0.0


def likeness(one: str, other: str) -> float:
    """How alike two names are: 1 for the same words; 0 where they share less than two thirds of them, or their numbers differ.

    >>> likeness("le groupe Vernay", "Groupe Vernay"), likeness("usine de Brest", "usine"), likeness("Airbus A320", "Airbus A380")
    (1.0, 0.0, 0.0)
    """
    numbers = [{word for word in words(name) if any(c.isdigit() for c in word)} for name in (one, other)]
    alike = overlap(one, other)
    return alike if alike >= ALIKE and numbers[0] == numbers[1] else 0.0


_DATE = re.compile(r"\d{4}-\d\d(-\d\d)?")


def same_value(gold: str, said: str) -> bool:
    """Whether two values are the same: figures with their unit, dates as far as the less precise goes, other texts by their words.

    >>> same_value("11000000 EUR", "11000000.0 EUR"), same_value("2012-07", "2012-07-28"), same_value("16 %", "17 %")
    (True, True, False)
    """
    (one, unit), (other, said_unit) = _figure(gold), _figure(said)
    if one == other:
        return not unit or not said_unit or unit == said_unit
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return False
    if _DATE.fullmatch(str(one)) and _DATE.fullmatch(str(other)):
        return str(one).startswith(str(other)) or str(other).startswith(str(one))
    return not re.match(r"[-+]?\d", str(one)) and likeness(gold, said) > 0


def _figure(text: str) -> tuple[Decimal | str, str]:
    """A number and its unit; what is none, or a date, as it stands."""
    plain = text.casefold().replace("−", "-").replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ").strip()
    number = re.fullmatch(r"([-+]?\d+(?:\.\d+)?)\s*(.*)", re.sub(r"(\d),(\d)", r"\1.\2", plain))
    if number is None or _DATE.match(plain):
        return plain, ""
    return Decimal(number[1]).normalize(), number[2].strip()
