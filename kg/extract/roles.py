"""What a role tells of who is meant: whom a headline calls by it alone, whom it stands beside, and for whom somebody speaks who has it.

"La maire démissionne" over "Ada Lune, maire de Brec, quitte …" → Ada Lune; "« Nous … », dit Ada Lune, patronne de Brisa" → Brisa
"""

from __future__ import annotations

from kg.extract.discourse import Discourse, Thing
from kg.extract.mentions import tokens
from kg.extract.nouns import PERSON, noun, noun_classes, plain, plural
from kg.iris import NEWS, SCHEMA, interned
from kg.lexicon.source import PORTFOLIO
from kg.model import BlockKind, Mention, MentionKind, PredicateKind

LEADS, ORGANIZATION = interned(NEWS + "leads"), interned(SCHEMA + "Organization")
GOVERNMENT = interned(SCHEMA + "GovernmentOrganization")


def announced(talk: Discourse, thing: Thing, mention: Mention) -> Thing | None:
    """The nameless one of the headline that a role beside somebody's name takes up."""
    if not talk.person(thing) or plural(talk.reading, mention, talk.ref) or talk.modifiers(mention) & talk.resources.language.former:
        return None
    role = plain(noun(talk.reading, mention, talk.ref))
    above = [m for m in talk.told_of(role, MentionKind.DESCRIPTION, mention.head) if _heads(talk, m) and talk.owner[m] is not thing]
    fitting = [talk.owner[m] for m in above if _is_same(talk, m, mention) and _agrees(talk, talk.owner[m], thing)]
    return fitting[0] if fitting else None


def _heads(talk: Discourse, mention: Mention) -> bool:
    """Whether a description stands for one nameless person of a headline."""
    if talk.reading.block(mention.head).kind is not BlockKind.TITLE or talk.named(talk.owner[mention]):
        return False
    return talk.pointing(mention) in {"definite", ""} and not plural(talk.reading, mention, talk.ref)


def _is_same(talk: Discourse, above: Mention, below: Mention) -> bool:
    """Whether a headline says of a role no more than the text does: "le patron de Brisa", "patron du groupe Brisa"."""
    more = talk.modifiers(above) - talk.modifiers(below)
    return not more or (bool(_of(talk, above)) and _of(talk, above) <= _of(talk, below))


def _of(talk: Discourse, mention: Mention) -> frozenset[int]:
    """What a role is of, by the order of the things."""
    named = (talk.at.get(child.i) for child in talk.reading.doc[mention.head].children if child.dep_ == "nmod")
    return frozenset(talk.owner[m].order for m in named if m is not None and m in talk.owner)


def _agrees(talk: Discourse, other: Thing, thing: Thing) -> bool:
    """Whether nothing says that the two are of another gender."""
    mine, yours = talk.genders(thing), talk.genders(other)
    return not mine or not yours or bool(mine & yours)


def beside(talk: Discourse, mention: Mention) -> tuple[Thing, str] | None:
    """ "Le maire de Brec, candidat à la présidence, …": the nameless one whose role stands before the comma of a bare one."""
    first, word, doc = tokens(talk.reading, mention)[0], talk.reading.doc[mention.head], talk.reading.doc
    alone = not talk.pointing(mention) and not plural(talk.reading, mention, talk.ref) and not any(c.dep_ == "cc" for c in word.children)
    if not alone or first - 2 < word.sent.start or doc[first - 1].text != "," or not _is_role(talk, mention):
        return None
    above = [t for t in (doc[first - 2], *doc[first - 2].ancestors) if t.i < first and t.i in talk.at and talk.at[t.i].head == t.i]
    roles = [t for t in above if _is_role(talk, talk.at[t.i]) and talk.pointing(talk.at[t.i]) and talk.at[t.i] in talk.owner]
    noun_before = min(roles, key=lambda t: t.i, default=None)
    if noun_before is None or any(t.text == "," or "Fin" in t.morph.get("VerbForm") for t in doc[noun_before.i : first - 1]):
        return None
    thing = talk.owner[talk.at[noun_before.i]]
    return (thing, "apposition") if talk.person(thing) and not plural(talk.reading, talk.at[noun_before.i], talk.ref) else None


def _is_role(talk: Discourse, mention: Mention) -> bool:
    """Whether a description says who somebody is."""
    described = mention.kind is MentionKind.DESCRIPTION
    return described and any(cls == PERSON for cls, _ in noun_classes(talk.reading, mention, talk.resources)[:1])


def headed(talk: Discourse, thing: Thing) -> Thing | None:
    """The one organisation that somebody heads by what the article calls them; who speaks for a state may mean anybody."""
    roles = (m for m in thing.mentions if m.kind is MentionKind.DESCRIPTION and _is_head(talk, m))
    found = {order for m in roles for order in _of(talk, m)}
    bodies = [t for t in talk.things if t.order in found and talk.named(t) and _speaks_with_one_voice(talk, t)]
    return bodies[0] if len(bodies) == len(found) == 1 else None


def _is_head(talk: Discourse, mention: Mention) -> bool:
    """Whether a noun says that somebody heads something today."""
    role, lexicon = noun(talk.reading, mention, talk.ref), talk.resources.lexicon
    if lexicon.is_a(PORTFOLIO, role.lemma_) or talk.modifiers(mention) & talk.resources.language.former:
        return False
    senses = lexicon.senses(PredicateKind.NOUN, role.lemma_, role.text)
    return any(talk.resources.ontology.is_a(sense.reference, LEADS) for sense in senses)


def _speaks_with_one_voice(talk: Discourse, thing: Thing) -> bool:
    cls, is_a = talk.cls(thing), talk.resources.ontology.is_a
    return cls is not None and is_a(cls, ORGANIZATION) and not is_a(cls, GOVERNMENT)
