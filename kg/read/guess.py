"""What an article does not say about itself outright: its language, and the date that its first line opens with."""

from __future__ import annotations

import re
from datetime import date as Day
from functools import cache
from typing import Any

from kg.languages import SUPPORTED
from kg.languages.quantities import quantities
from kg.model import Block, BlockKind
from kg.read.draft import Draft, iso_date

_SURE = 0.5  # below that the text does not betray its language
_ENOUGH = 10_000  # characters


def language_of(text: str, said: str | None = None) -> str:
    """The primary subtag of the language that is said, else of what the text looks like; in doubt one that kg reads.

    >>> language_of("Le port de Brest est fermé."), language_of("Der Hafen ist seit Montag geschlossen."), language_of("Brest", "fr-FR")
    ('fr', 'de', 'fr')

    A page that claims a language that kg does not read, with a text in one that it does, is taken for its text: templates lie.
    """
    claimed = re.split(r"[-_]", said.strip().lower())[0] if said else None
    if claimed in SUPPORTED:
        return claimed
    ranked: list[tuple[str, float]] = _identifier().rank(text[:_ENOUGH])
    best, sure = ranked[0]
    if sure >= _SURE:
        return best if best in SUPPORTED or not claimed else claimed
    return claimed or next(code for code, _ in ranked if code in SUPPORTED)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def dateline(draft: Draft, lang: str) -> tuple[str, int] | None:
    """The date that the first paragraph opens with, and where the dateline ends: "17 août 2012. - …", "22 août 2012, Espagne. - …",
    "Paris, le 3 mai 2013 (AFP) – …".

    >>> from kg.read.text import from_text
    >>> dateline(from_text("1er août 2012. - La Croatie a publié une liste."), "fr")
    ('2012-08-01', 17)
    """
    first = next((block for block in draft.blocks if block.kind is BlockKind.PARAGRAPH), None)
    match = _dateline(lang).match(draft.text, first.begin, first.end) if first else None
    if match and (match["dash"] or not match["place"]) and (day := _day(match, lang)):
        return day, match.end()
    return next((found for block in draft.blocks[:3] if (found := _byline(draft, block, lang))), None)


def _byline(draft: Draft, block: Block, lang: str) -> tuple[str, int] | None:
    """The date of a short line of its own below the headline: "Publié le 14 mars 2025", "14/03/2025", "Le 14 mars 2025, par Léa Roy"."""
    words = draft.text[block.begin : block.end]
    match = _dated(lang).search(words)
    if match is None or block.end == len(draft.text) or len(words) > _BYLINE:
        return None
    before, after = (re.findall(r"\w+", part.casefold()) for part in (words[: match.start()], words[match.end() :]))
    alone = quantities(lang).published.issuperset((*before, *after[:1]))
    if not alone and (block.kind is BlockKind.TITLE or len(before) > _BEFORE):  # "Le 14 mars 2025, Brest votera" is a headline
        return None
    return (day, block.end) if (day := _day_of(match, lang)) else None


def spelled(words: str, lang: str) -> str | None:
    """A date as people write it.

    >>> spelled("le 3 mars 2025", "fr"), spelled("14/03/2025 à 10 h", "fr"), spelled("31 février 2025", "fr")
    ('2025-03-03', '2025-03-14', None)
    """
    match = _dated(lang).search(words)
    return _day_of(match, lang) if match else None


def _day_of(match: re.Match[str], lang: str) -> str | None:
    if match["number"]:
        return iso_date(f"{match['year2']}-{match['number']:0>2}-{match['day2']:0>2}")
    return iso_date(match["iso"]) if match["iso"] else _day(match, lang)


_BYLINE, _BEFORE = 60, 3
"""Most characters of a line that is about a date alone, and most words before the date."""


def _day(match: re.Match[str], lang: str) -> str | None:
    try:
        return Day(int(match["year"]), _months(lang)[match["month"].casefold()], int(match["day"])).isoformat()
    except ValueError:
        return None


@cache
def _dated(lang: str) -> re.Pattern[str]:
    month = "|".join(sorted(map(re.escape, _months(lang)), key=lambda name: (-len(name), name)))
    written = rf"(?P<day>\d{{1,2}})(?:er)?\s+(?P<month>(?i:{month}))\s+(?P<year>\d{{4}})"
    return re.compile(rf"\b(?:(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<day2>\d\d?)[/.](?P<number>\d\d?)[/.](?P<year2>\d{{4}})|{written})\b")


_PLACE = r"[^\W\d_a-zà-öø-ÿ][\w’'-]*(?:[ ](?:(?:d|l)[’'])?[^\W\d_a-zà-öø-ÿ][\w’'-]*)*"


@cache
def _dateline(lang: str) -> re.Pattern[str]:
    month = "|".join(sorted(map(re.escape, _months(lang)), key=lambda name: (-len(name), name)))
    return re.compile(
        rf"(?P<place>{_PLACE},\s+(?:le\s+)?)?(?P<day>\d{{1,2}})(?:er)?\s+(?P<month>(?i:{month}))\s+(?P<year>\d{{4}})"
        rf"(?:,\s+{_PLACE})?(?:\s+\([^()]{{1,30}}\))?\s*(?:(?P<dash>\.?\s*[-–—]\s)|\.\s|$)"
    )


@cache
def _months(lang: str) -> dict[str, int]:
    from babel.dates import get_month_names

    return {name.casefold(): number for width in ("abbreviated", "wide") for number, name in get_month_names(width, "format", lang).items()}
