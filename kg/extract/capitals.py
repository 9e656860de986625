"""Names that capitals alone show: words in capitals amid others, a unit with a capital behind a number, a day with one behind a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.resources import Resources
from kg.extract.shapes import Stretch, capital
from kg.extract.values import dimension
from kg.languages.quantities import quantities
from kg.languages.reference import Reference, reference
from kg.parse import Reading
from kg.tokens import Span, Token

OTHERS = 3
"""Fewest words in lower case that a sentence needs for its capitals to set a name apart."""
SHORT = 3
"""Letters up to which a common noun in capitals is an acronym, "le PDG", and not a word of a name."""
CLOCK = 16
"""Most characters of a time of day."""


def shouted(reading: Reading, resources: Resources, free: frozenset[int]) -> Iterator[Stretch]:
    """Runs of words that are all in capitals, without a preposition at either end.

    "Selon LA GAZETTE DE BREC, l'ONG ARCHE BLEUE …" → LA GAZETTE DE BREC, ARCHE BLEUE
    """
    ref = reference(resources.language.code)
    for sentence in reading.doc.sents:
        if sum(token.text.islower() for token in sentence) >= OTHERS:
            for run in _runs(reading, sentence, free):
                yield from _trimmed(run, resources, ref)


def is_numbered(reading: Reading, stretch: Stretch) -> bool:
    """Whether a time is a name, since its unit has a capital: "le journal 24 Heures"; "20 Euros" and "28 Français" are amounts."""
    number, unit = reading.doc[stretch.first].text, reading.doc[stretch.last].text
    written = stretch.last == stretch.first + 1 and number.isdigit() and unit.istitle()
    return written and dimension(unit.lower(), reading.article.lang) == "duration"


def is_dated(reading: Reading, inside: Sequence[int]) -> bool:
    """Whether a day is part of the name before it: "Brec Dimanche", "LA DÉPÊCHE DU DIMANCHE"; by itself it has no capital."""
    day, before = reading.doc[inside[-1]], inside[0] - 1
    if len(inside) > 1 or before < 0 or not capital(day) or not day.text.isalpha() or day.is_sent_start or reading.quoted_before(day.i):
        return False
    name = reading.doc[before]
    return capital(name) and name.text.isupper() == day.text.isupper() and not day.sent.text.isupper()


def is_zone(reading: Reading, stretch: Stretch) -> bool:
    """Whether initials behind a time of day are those of its time zone: "à 18 h 15 (UTC)"."""
    initials = reading.doc[stretch.first].text
    before = reading.article.text[max(0, reading.begins[stretch.first] - CLOCK) : reading.begins[stretch.first]]
    alone = stretch.first == stretch.last and initials.isupper() and initials.isalpha()
    return alone and re.search(rf"\d\s?(?:{quantities(reading.article.lang).hours}|:)\s?(?:\d\d)?\s?\(?$", before) is not None


def _runs(reading: Reading, sentence: Span, free: frozenset[int]) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in sentence:
        fits = token.i in free and token.text.isupper() and any(c.isalpha() for c in token.text)
        if fits and run and not reading.quoted_before(token.i) and reading.blocks[token.i] == reading.blocks[run[-1].i]:
            run.append(token)
            continue
        yield run
        run = [token] if fits else []
    yield run


def _trimmed(run: list[Token], resources: Resources, ref: Reference) -> Iterator[Stretch]:
    """A run from its first word that may open a name to its last that may close one, where that is two words or more.

    Acronyms side by side are no name ("OGM MON810"), nor is what the next word is part of ("STOP Act").
    """
    small = (ref.genitives | ref.contractions | ref.connectors | ref.place_prepositions | ref.small) - ref.articles
    while run and (run[0].lower_ in small or any(_is_acronym(t, resources) for t in run[: 1 + (run[0].lower_ in ref.articles)])):
        run = run[1:]
    while run and run[-1].lower_ in small | ref.articles:
        run = run[:-1]
    written = [token for token in run if sum(c.isalpha() for c in token.text) > 1]  # "L'" always is in capitals
    after = run[-1].nbor() if run and run[-1].i + 1 < len(run[-1].doc) else None
    goes_on = after is not None and capital(after) and after.ent_iob_ == "I"
    if len(written) > 1 and any(token.text.isalpha() and len(token.text) > SHORT for token in written) and not goes_on:
        yield Stretch(run[0].i, run[-1].i)


def _is_acronym(token: Token, resources: Resources) -> bool:
    return 1 < len(token.text) <= SHORT and bool(resources.lexicon.classes(token.text.lower()))
