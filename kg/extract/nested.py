"""The places that stand inside other names: the Lyon of "métro de Lyon", the country of "Parlement danois"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.resources import Resources
from kg.extract.shapes import Stretch
from kg.extract.terms import demonym
from kg.iris import SCHEMA, interned
from kg.languages.base import Language
from kg.languages.first_names import gender_of
from kg.parse import Reading
from kg.tokens import Token

PLACE, COUNTRY = interned(SCHEMA + "Place"), interned(SCHEMA + "Country")
LONGEST = 3
"""Most tokens of a place at the end of a name: "New York"."""


def places_within(reading: Reading, resources: Resources, named: Iterable[Stretch]) -> Iterator[Stretch]:
    """The places with which names end, and the adjectives of nationality in them, where these are no people's names.

    "l'Université de Lyon" → Lyon; "le Parlement danois" → danois; "Jean de Lille", "l'Office de la langue danoise" → nothing
    """
    for name in named:
        inside = reading.doc[name.first : name.last + 1]
        if name.first == name.last or gender_of(inside[0].text):
            continue
        demonyms = [word for word in inside if word.head.i == inside.root.i and _is_demonym(word, resources)]
        yield from (Stretch(word.i, word.i) for word in demonyms)
        if not demonyms:
            yield from _place_at_end(reading, resources, name)


def _is_demonym(token: Token, resources: Resources) -> bool:
    """Of a country: what is called "européen" or after a region belongs there in other ways than by its place."""
    called = demonym(resources, token.text) if token.is_lower and token.dep_ == "amod" else None
    return called is not None and called.cls == COUNTRY


def _place_at_end(reading: Reading, resources: Resources, name: Stretch) -> Iterator[Stretch]:
    """What the gazetteer knows for a place, behind a preposition; the longest."""
    language = resources.language
    for first in range(max(name.first + 2, name.last + 1 - LONGEST), name.last + 1):
        tied = joint(reading.doc[first], language) in (language.genitive, language.towards)
        known = resources.gazetteer.lookup(reading.doc[first : name.last + 1].text.rstrip()) if tied else ()
        if any(resources.ontology.is_a(entry.cls, PLACE) for entry in known):
            yield Stretch(first, name.last)
            return


def joint(place: Token, language: Language) -> str:
    """The preposition before a word, its article aside: "de la Réunion" → de."""
    before = place.nbor(-1)
    word = (before.nbor(-1) if before.pos_ == "DET" and before.i else before).text.lower()
    return language.contractions.get(word, word)
