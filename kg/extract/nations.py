"""Which country "le pays" or party "les socialistes" speaks of, and which place no noun for larger or smaller ones does."""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import URIRef

from kg.extract.discourse import Discourse, Thing
from kg.extract.mentions import tokens
from kg.extract.nouns import nationality, noun_classes, plural
from kg.extract.places import AREA, size_of
from kg.extract.pronouns import Found
from kg.extract.terms import demonym, entry
from kg.gazetteer import Entry
from kg.iris import SCHEMA, interned
from kg.model import Mention, MentionKind

COUNTRY, PARTY = interned(SCHEMA + "Country"), interned(SCHEMA + "PoliticalParty")


def nation(talk: Discourse, mention: Mention) -> Found:
    """ "la république chilienne" is Chili; "les socialistes", "le parti socialiste" are the party."""
    inside = [talk.at[i] for i in tokens(talk.reading, mention) if i > mention.head and i in talk.at]
    adjective = next((m for m in inside if nationality(talk.reading, m) and m in talk.owner), None)
    if adjective is not None and (_is_country(talk, mention) or _is_of(talk, mention, talk.owner[adjective], PARTY)):
        return talk.owner[adjective], "its people"
    return _party(talk, mention)


def country(talk: Discourse, mention: Mention) -> Found:
    """ "le pays", "ce pays": a country that the text has named, by how often and how lately.

    "Le Chili a voté. L'armée argentine se tait. Le pays …" → Chili
    """
    pointing = talk.pointing(mention)
    if not _is_country(talk, mention) or pointing not in {"definite", "demonstrative"} or plural(talk.reading, mention, talk.ref):
        return None
    named = [(t, m) for t in talk.things if talk.cls(t) == COUNTRY and (m := talk.before(t, mention.head))]
    scored = [(_presence(talk, mention, earlier), -t.order, t) for t, earlier in named if not talk.modifiers(mention)]
    return (max(scored, key=lambda s: s[:2])[2], "the country spoken of") if scored else None


def _party(talk: Discourse, mention: Mention) -> Found:
    """ "les socialistes" are the party that "le député socialiste" is of; not "les socialistes belges", "des socialistes"."""
    word = talk.reading.doc[mention.head]
    known = demonym(talk.resources, word.text.lower())
    bare = not talk.modifiers(mention) and talk.pointing(mention) == "definite"
    if known is None or known.cls != PARTY or not bare or not plural(talk.reading, mention, talk.ref):
        return None
    named = (t for t in talk.things for m in t.mentions if m.kind is MentionKind.NAME and _stands_for(talk, m, known))
    return next(((thing, "its people") for thing in named), None)


def _stands_for(talk: Discourse, mention: Mention, party: Entry) -> bool:
    return entry(talk.resources, talk.reading.words(mention.begin, mention.end)) == party


def _is_country(talk: Discourse, mention: Mention) -> bool:
    return any(cls == COUNTRY for cls, _ in noun_classes(talk.reading, mention, talk.resources)[:1])


def _is_of(talk: Discourse, mention: Mention, thing: Thing, cls: URIRef) -> bool:
    """Whether a description's noun and the thing that its adjective stands for are both of a class."""
    return talk.cls(thing) == cls and any(c == cls for c, _ in noun_classes(talk.reading, mention, talk.resources)[:1])


def _presence(talk: Discourse, mention: Mention, earlier: Sequence[Mention]) -> float:
    """How present a country is; an adjective names it a third."""
    return sum((1 / 3 if nationality(talk.reading, m) else 1.0) / (1 + talk.distance(m.head, mention.head)) for m in earlier)


def otherwise_sized(talk: Discourse, thing: Thing, classes: tuple[URIRef, ...]) -> bool:
    """Whether a noun for a place is one for larger or smaller places: "la capitale" is no country."""
    cls, ontology = talk.cls(thing), talk.resources.ontology
    sizes = [size_of(c, ontology) for c in (cls, classes[0])] if cls is not None else [None]
    return None not in sizes and sizes[0] != sizes[1] and AREA not in sizes
