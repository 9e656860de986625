"""How far a name goes whose initials stand in brackets behind it: "l'Agence nationale pour les forêts (ANF)" is named by all six words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from kg.extract.shapes import Stretch, is_label
from kg.parse import Reading
from kg.tokens import Token

FAR = 10
"""Most words of a name that is spelt out."""
SMALL = frozenset({"ADP", "DET", "CCONJ"})
"""Words whose initials an acronym may leave out: "Fédération de la mer" is FM or FDLM."""


def spelt_out(reading: Reading, called: Iterable[Stretch], free: frozenset[int]) -> tuple[Stretch, ...]:
    """Names, each prolonged up to the brackets that hold its initials; what stands inside a prolonged one is part of it.

    "l'Agence nationale" + "pour les forêts (ANF)" → Agence nationale pour les forêts
    """
    stretches = tuple(called)
    longer = {s: Stretch(s.first, last) for s in stretches if (last := _last(reading, s, free)) is not None}
    within = {i for s in longer.values() for i in range(s.first + 1, s.last + 1)}
    return tuple(longer.get(s, s) for s in stretches if s in longer or s.first not in within)


def _last(reading: Reading, name: Stretch, free: frozenset[int]) -> int | None:
    """The last token before the brackets that hold the initials of a name and of what follows it; None where it ends there already."""
    doc = reading.doc
    at = next((t.i for t in doc[name.last + 1 : name.first + FAR] if t.text == "("), None)
    if at is None or at == name.last + 1 or at + 2 >= len(doc) or doc[at + 2].text != ")" or not is_label(doc[at + 1]):
        return None
    words = list(doc[name.first : at])
    if any(t.is_punct or t.i not in free or reading.blocks[t.i] != reading.blocks[at] for t in words):
        return None
    return at - 1 if _spells(doc[at + 1].text, words) else None


def _spells(initials: str, words: list[Token]) -> bool:
    """Whether initials are those of some words, small ones left out or not."""
    if not words or not initials:
        return not initials and not words
    ways = [initials[1:]] if _first_letter(words[0]) == initials[0] else []
    ways += [initials] if words[0].pos_ in SMALL else []
    return any(_spells(rest, words[1:]) for rest in ways)


def _first_letter(word: Token) -> str:
    return unicodedata.normalize("NFKD", word.text)[0].upper()
