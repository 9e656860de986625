"""What a pronoun goes back to: the relative to its noun, the possessive to who has it, "elle" to the most present that agrees."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import URIRef
from spacy.tokens import Token

from kg.extract.discourse import SUBJECTS, Discourse, Thing
from kg.extract.nouns import PERSON
from kg.iris import NEWS, SCHEMA
from kg.languages.reference import Pointing
from kg.model import Mention

Found = tuple[Thing, str] | None

REACH = 3
"""Sentences over which a pronoun reaches back."""
AGENTS = (PERSON, URIRef(SCHEMA + "Organization"), URIRef(NEWS + "Group"), URIRef(NEWS + "Service"))
"""Kinds of things that act: pronouns and possessives mostly stand for them."""


def pronoun(talk: Discourse, mention: Mention) -> Found:
    """What a pronoun or possessive goes back to."""
    word = talk.reading.doc[mention.head]
    form = word.text.lower()
    if word.pos_ == "DET":
        return _possessor(talk, mention, word)
    known = talk.ref.pronouns[form]
    if known.pointing in (Pointing.RELATIVE, Pointing.PLACE):
        return _relative(talk, word)
    if known.pointing is Pointing.NEUTER:
        return None
    if known.pointing is Pointing.DEMONSTRATIVE:
        return _last_named(talk, mention, known.gender, known.number == "p")
    return salient(talk, mention, known.gender, known.number == "p", "agrees, most salient")


def _relative(talk: Discourse, word: Token) -> Found:
    """The noun that the relative clause hangs from."""
    clause = next((a for a in word.ancestors if a.dep_ == "acl:relcl"), None)
    head = clause.head.i if clause is not None and clause.head.i < word.i else None
    mention = (talk.at.get(head) if head is not None else None) or _just_before(talk, word)
    thing = talk.owner.get(mention) if mention is not None else None
    if thing is not None and talk.ref.pronouns[word.text.lower()].pointing is Pointing.PLACE and talk.person(thing):
        return None
    return (thing, "relative clause") if thing is not None else None


def _just_before(talk: Discourse, word: Token) -> Mention | None:
    """The nominal right before a relative pronoun, over a comma and a preposition."""
    for i in range(word.i - 1, max(word.sent.start, word.i - 4) - 1, -1):
        if i in talk.at:
            return talk.at[i]
        if talk.reading.doc[i].text not in {",", ")"} and talk.reading.doc[i].pos_ != "ADP":
            return None
    return None


def _possessor(talk: Discourse, mention: Mention, word: Token) -> Found:
    possessed = talk.at.get(word.head.i)
    apart = {id(talk.owner[possessed])} if possessed in talk.owner else set()
    found = salient(talk, mention, "", talk.ref.possessives[word.text.lower()] == "p", "possessor", apart, own=True)
    return found or _subject_ahead(talk, word)


def _subject_ahead(talk: Discourse, word: Token) -> Found:
    """ "Après son rachat, Ariel …": the subject of the sentence that goes on."""
    subject = next((c for c in word.sent.root.children if c.dep_ in SUBJECTS and c.i > word.i), None)
    mention = talk.at.get(subject.i) if subject is not None else None
    thing = talk.owner.get(mention) if mention is not None else None
    return (thing, "subject of the sentence") if thing is not None else None


def _last_named(talk: Discourse, mention: Mention, gender: str, many: bool) -> Found:
    """ "celle-ci", "ce dernier": the last thing named that agrees, sooner another than the subject."""
    fitting = [
        (not talk.subject(m), m.head, t) for t in talk.things if _agrees(talk, t, gender, many) for m in talk.before(t, mention.head)[-1:]
    ]
    near = [f for f in fitting if talk.distance(f[1], mention.head) <= 1]
    return (max(near, key=lambda f: f[:2])[2], "last one named") if near else None


def _agrees(talk: Discourse, thing: Thing, gender: str, many: bool) -> bool:
    said = talk.genders(thing)
    return talk.several(thing) == many and (not gender or not said or gender in said)


def salient(
    talk: Discourse, mention: Mention, gender: str, many: bool, reason: str, apart: Iterable[int] = (), *, own: bool = False
) -> Found:
    """The most present thing that agrees; `own` where it may be an argument of the same verb, as with possessives."""
    avoid = set(apart) | (set() if own else _co_arguments(talk, mention))
    fitting = [t for t in talk.things if id(t) not in avoid and _agrees(talk, t, gender, many)]
    scored = [(score, -t.order, t) for t in fitting if (score := _salience(talk, mention, t, own)) > 0]
    return (max(scored, key=lambda s: s[:2])[2], reason) if scored else None


def _co_arguments(talk: Discourse, mention: Mention) -> set[int]:
    """The things beside a pronoun under the same verb: it is none of them."""
    verb = talk.reading.doc[mention.head].head
    beside = [talk.at[c.i] for c in verb.children if c.i in talk.at and c.i != mention.head and not _where(talk, c)]
    return {id(talk.owner[m]) for m in beside if m in talk.owner}


def _where(talk: Discourse, word: Token) -> bool:
    """A relative of place is no rival."""
    known = talk.ref.pronouns.get(word.text.lower())
    return known is not None and known.pointing is Pointing.PLACE


def _salience(talk: Discourse, mention: Mention, thing: Thing, own: bool) -> float:
    """How present a thing is where a pronoun stands: how recent, as what, how often, and whether it can be meant."""
    earlier = [m for m in talk.before(thing, mention.head) if not overlap(m, mention)]
    distance = talk.distance(earlier[-1].head, mention.head) if earlier else REACH + 1
    if distance > REACH or not _expected(talk, mention, thing):
        return 0.0
    last = [m for m in earlier if talk.distance(m.head, mention.head) == distance]
    score = 3.0 / (1 + distance) + (1.5 if any(talk.subject(m) for m in last) else 0.0) + 0.1 * min(len(thing.mentions), 5)
    agent = talk.alike(AGENTS, talk.cls(thing)) or (talk.cls(thing) is None and talk.named(thing))
    if own and not agent and not talk.named(thing):
        score -= 1.0  # what has something is mostly somebody
    if not own and talk.named(thing) and talk.person(thing):
        score += 0.7  # "il" and "elle" are persons more often than anything else
    return score + (1.0 if agent else 0.0) + (0.8 if agent and talk.headline(thing) else 0.0) + (0.5 if talk.named(thing) else 0.0)


def _expected(talk: Discourse, mention: Mention, thing: Thing) -> bool:
    """Whether what the candidates expect of a pronoun leaves the thing possible."""
    typed = talk.types.get(mention)
    wanted = [cls for cls, _, _ in typed.votes] if typed else []
    cls = talk.cls(thing)
    return not wanted or cls is None or talk.alike(wanted, cls)


def overlap(a: Mention, b: Mention) -> bool:
    """Whether two mentions share text."""
    return a.begin < b.end and b.begin < a.end
