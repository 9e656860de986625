"""Where the article uses a word of the gazetteer, whatever its number, elision or case."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.names import is_office
from kg.extract.resources import Resources
from kg.extract.shapes import Stretch, capital, opens
from kg.gazetteer import Entry
from kg.iris import SCHEMA, interned
from kg.languages.reference import reference
from kg.model import MentionKind
from kg.parse import Reading
from kg.tokens import Token

LONGEST = 6
"""Most tokens of a gazetteer's label that is looked for."""
NARROWED = frozenset({"activity", "topic"})
"""Kinds of terms that further words make into something else."""
PARTY = interned(SCHEMA + "PoliticalParty")
NOMINAL = frozenset({"NOUN", "PROPN", "X"})


def entry(resources: Resources, words: str) -> Entry | None:
    """The one entry of the gazetteer that words can stand for: by its label, or by what its people are called.

    "IA génératives" → intelligence artificielle générative; "américaine" → États-Unis
    """
    found = resources.gazetteer.lookup(words) or resources.gazetteer.lookup(_singular(words))
    if len(found) == 1:
        return found[0]
    return None if found else demonym(resources, words)


def listed(resources: Resources, words: str) -> Entry | None:
    """What a long list has under this name, where the name is no word of the lexicon: a company may be called Casino."""
    return resources.gazetteer.listed(words) if not resources.lexicon.classes(words.lower()) else None


def demonym(resources: Resources, words: str) -> Entry | None:
    """The place whose people or things are so called."""
    return resources.gazetteer.demonym(words) if words and " " not in words else None


def terms(reading: Reading, resources: Resources, free: frozenset[int]) -> tuple[tuple[Stretch, MentionKind], ...]:
    """Stretches that the gazetteer knows, the longest where several begin at a token, with the kind of mention they are.

    "les IA génératives" → IA génératives (term); "la Belgique" → Belgique (name); "une firme belge" → belge (name, of the country)
    """
    found: list[tuple[Stretch, MentionKind]] = []
    at = 0
    while at < len(reading.doc):
        match = _longest(reading, resources, at, free)
        if match is not None:
            found.append(match)
        at = match[0].last + 1 if match is not None else at + 1
    return tuple(found)


def _longest(reading: Reading, resources: Resources, first: int, free: frozenset[int]) -> tuple[Stretch, MentionKind] | None:
    if first not in free:
        return None
    opening, end = reading.doc.tokens[first], first + 1
    if not resources.gazetteer.begins(opening.text):
        return (Stretch(first, first), MentionKind.NAME) if _nationality(opening, resources) else None
    while end < min(first + LONGEST, opening.sent.end) and end in free:
        end += 1
    kinds = ((last, _kind(reading, resources, first, last)) for last in range(end - 1, first - 1, -1))
    return next(((Stretch(first, last), kind) for last, kind in kinds if kind is not None), None)


def _kind(reading: Reading, resources: Resources, first: int, last: int) -> MentionKind | None:
    token, genitives = reading.doc[first], reference(resources.language.code).genitives
    span = reading.doc[first : last + 1]
    words = span.text.rstrip()
    found = resources.gazetteer.lookup(words) or (resources.gazetteer.lookup(_singular(words)) if words.islower() else ())
    if first == last and _is_compatriot(token, resources):
        return None
    if not found or all(e.shared for e in found):
        return MentionKind.NAME if first == last and _nationality(token, resources) else None
    if all(e.is_term for e in found):
        if _narrowed(reading, first, last, genitives) and all(resources.ontology.kind(e.cls) in NARROWED for e in found):
            return None
        return MentionKind.TERM if any(t.pos_ in NOMINAL for t in span) else None
    if first == last and (token.pos_ not in NOMINAL or (opens(reading, token) and token.pos_ == "NOUN" and not token.ent_type_)):
        return None
    return None if _inside_name(reading, first, last, genitives) else MentionKind.NAME


def _narrowed(reading: Reading, first: int, last: int, genitives: frozenset[str]) -> bool:
    """Whether more words say which: "doublage automatique de films" is more than doublage."""
    after = reading.doc[last + 1] if last + 1 < len(reading.doc) and not reading.doc[last + 1].is_sent_start else None
    if after is None or reading.doc[first].text.isupper():
        return False
    adjective = after.pos_ == "ADJ" and after.dep_ == "amod" and first <= after.head.i <= last
    complement = after.dep_ == "case" and after.text.lower() in genitives and first <= after.head.head.i <= last
    return adjective or complement


def _nationality(token: Token, resources: Resources) -> bool:
    """An adjective of nationality stands for its country, "une firme belge"; one with an article of its own is a noun."""
    return (
        token.pos_ == "ADJ"
        and token.dep_ == "amod"
        and not any(child.dep_ in ("det", "cop") for child in token.children)
        and not capital(token)
        and (token.ent_iob_ != "I" or any(is_office(e, resources) for e in token.sent.ents if e.start < token.i < e.end))
        and demonym(resources, token.text) is not None
    )


def _inside_name(reading: Reading, first: int, last: int, genitives: frozenset[str]) -> bool:
    """ "France" in "Ariel France": the words beside it are of the same entity."""
    return any(_same_name(reading, i, edge, genitives) for i, edge in ((first - 1, first), (last + 1, last)))


def _same_name(reading: Reading, beside: int, edge: int, genitives: frozenset[str]) -> bool:
    if not 0 <= beside < len(reading.doc):
        return False
    other, token = reading.doc[beside], reading.doc[edge]
    later = max((other, token), key=lambda t: t.i)
    return bool(token.ent_type_) and later.ent_iob_ == "I" and (capital(other) or other.text.lower() in genitives)


def _singular(words: str) -> str:
    """ "énergies solaires" → "énergie solaire"."""
    return " ".join(w[:-1] if len(w) > 3 and w[-1] in "sx" else w for w in words.split(" "))


def people(reading: Reading, resources: Resources) -> Iterator[int]:
    """Tokens that name people by their country: "la Danoise", "les Grecs"; "les Démocrates" are a party, "Luc Normand" is a name."""
    for token in reading.doc:
        called = demonym(resources, token.text) if capital(token) and token.pos_ in NOMINAL and not _is_surname(token) else None
        party = called is not None and called.cls == PARTY and "Plur" in token.morph.get("Number")
        if called is not None and not party and (_is_compatriot(token, resources) or not resources.gazetteer.lookup(token.text)):
            yield token.i


def _is_surname(token: Token) -> bool:
    """Behind another word of somebody's name."""
    return token.ent_type_ == "PER" and token.ent_iob_ == "I" and capital(token.nbor(-1))


def _is_compatriot(token: Token, resources: Resources) -> bool:
    """ "l'Argentine Ada Lune": before somebody's name, what may be a country is who comes from there."""
    after = token.nbor() if token.i + 1 < token.sent.end else None
    beside = after is not None and after.ent_type_ == "PER" and capital(after) and after.head.i == token.i
    article = any(child.dep_ == "det" for child in token.children)
    return beside and article and capital(token) and demonym(resources, token.text) is not None
