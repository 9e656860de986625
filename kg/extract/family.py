"""Whose daughter, husband or brother somebody is: the one person who comes into question, and nobody where several do.

"Ada Lune a reçu Luc Berne. Sa fille, Zoé Berne, …" → Luc Berne; "Ada Lune et Luc Berne ont voté. Sa fille …" → nobody
"""

from __future__ import annotations

from kg.extract.discourse import SUBJECTS, Discourse, Thing
from kg.extract.mentions import tokens
from kg.extract.nouns import PERSON, gender
from kg.iris import SCHEMA, interned
from kg.model import Mention, MentionKind, PredicateKind
from kg.tokens import Token

SPOUSE = interned(SCHEMA + "spouse")
KIN = frozenset({SPOUSE, interned(SCHEMA + "parent"), interned(SCHEMA + "sibling")})
"""Properties of persons that hold of few others: a wrong guess is a wrong fact."""
REACH = 2
"""Sentences over which "sa fille" reaches back."""


def is_kin(talk: Discourse, noun: Token) -> bool:
    """Whether a noun says who somebody is to another of the family."""
    return bool(_said(talk, noun) & KIN)


def kin_of(talk: Discourse, mention: Mention, noun: Token, subject: Thing | None) -> Thing | None:
    """Who has a kinsman: the subject of the clause, who bears the same surname, the one person of the sentence before or its subject."""
    if subject is not None and _could_have(talk, subject, mention, noun):
        return subject
    near = [(far, t) for t in talk.things if _could_have(talk, t, mention, noun) and (far := _far(talk, t, mention)) <= REACH]
    named = [t for _, t in near if _surnames(talk, t) & _bearer(talk, noun)]
    if len(named) == 1:
        return named[0]
    nearest = min((far for far, _ in near), default=0)
    last = [t for far, t in near if far == nearest]
    if len(last) > 1 and SPOUSE in _said(talk, noun):
        last = [t for t in last if not gender(noun) or gender(noun) not in talk.genders(t)] or last
    if len(last) > 1:
        last = [t for t in last if any(_leads(talk, m) for m in talk.before(t, mention.head) if _apart(talk, m, mention) == nearest)]
    return last[0] if len(last) == 1 else None


def _said(talk: Discourse, noun: Token) -> set[object]:
    return {sense.reference for sense in talk.resources.lexicon.senses(PredicateKind.NOUN, noun.lemma_, noun.text)}


def _could_have(talk: Discourse, thing: Thing, mention: Mention, noun: Token) -> bool:
    """A person, other than the kinsman and whoever speaks."""
    own = talk.at.get(noun.i)
    kinsman = talk.owner.get(own) if own is not None else None
    return thing is not kinsman and thing is not talk.speaker(mention.head) and _is_somebody(talk, thing) and not talk.several(thing)


def _is_somebody(talk: Discourse, thing: Thing) -> bool:
    """Whether a thing is a person by its name or by a noun that the lexicon has: what a noun is only likely to denote has no daughter."""
    nouns = (talk.reading.doc[m.head] for m in thing.mentions if m.kind is MentionKind.DESCRIPTION)
    listed = any(talk.resources.lexicon.classes(noun.lemma_, noun.text) for noun in nouns)
    return talk.cls(thing) == PERSON and (talk.named(thing) or listed)


def _far(talk: Discourse, thing: Thing, mention: Mention) -> int:
    earlier = talk.before(thing, mention.head)
    return _apart(talk, earlier[-1], mention) if earlier else REACH + 1


def _apart(talk: Discourse, earlier: Mention, mention: Mention) -> int:
    return talk.distance(earlier.head, mention.head)


def _leads(talk: Discourse, mention: Mention) -> bool:
    """Whether a mention is the subject of a clause, alone or with others."""
    word = talk.reading.doc[mention.head]
    while word.dep_ == "conj":
        word = word.head
    return word.dep_ in SUBJECTS


def _bearer(talk: Discourse, noun: Token) -> frozenset[str]:
    """The surnames of the kinsman, where named: "sa fille, Zoé Berne"."""
    own = talk.at.get(noun.i)
    return _surnames(talk, talk.owner[own]) if own is not None and own in talk.owner else frozenset()


def _surnames(talk: Discourse, thing: Thing) -> frozenset[str]:
    """The last words of a thing's names of several words."""
    named = (tokens(talk.reading, m) for m in thing.mentions if m.kind is MentionKind.NAME)
    return frozenset(talk.reading.doc[inside[-1]].lower_ for inside in named if len(inside) > 1)
