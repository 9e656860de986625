"""One thing, one chain: all mentions of an article that mean the same, and the reason of each link."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rdflib import URIRef

from kg.extract import antecedents, pronouns
from kg.extract.aliases import aliases, written
from kg.extract.apposition import appositions
from kg.extract.discourse import Discourse, Thing, spoken
from kg.extract.mentions import at, tokens
from kg.extract.nouns import PARTY, plural
from kg.extract.quotations import Quoted
from kg.extract.resources import Resources
from kg.extract.spans import extent
from kg.extract.terms import demonym, entry, listed
from kg.extract.typing import GUESSES, Typed, fallback
from kg.gazetteer import Entry
from kg.iris import NEWS, interned, slug
from kg.languages.reference import reference
from kg.lexicon import folded
from kg.model import Chain, Mention, MentionKind
from kg.parse import Reading

LONGEST_LABEL = 12
"""Most words of a description as a label: of a longer one only what "de" ties together."""
YEAR = 4
"""Digits of a year."""
GROUP = interned(NEWS + "Group")
OPENING, CLOSING = "«“", "»”"
SETTINGS = frozenset({"place", "service"})
"""Kinds of things that say where something is or happens rather than what it is."""
CALLED = (MentionKind.NAME, MentionKind.TERM)


def chains(
    reading: Reading, mentions: tuple[Mention, ...], types: Mapping[Mention, Typed], resources: Resources, quoted: Sequence[Quoted] = ()
) -> tuple[Chain, ...]:
    """The things of an article, in the order in which they first appear; a mention belongs to one at most.

    "Emma Roy dirige Ariel. La firme …, dont elle …" → Emma Roy (elle), Ariel (La firme, dont)
    """
    talk = _discourse(reading, mentions, types, resources, quoted)
    for alias in aliases(reading, mentions, resources):
        thing: Thing | None = None
        for mention, reason in zip(alias.mentions, alias.reasons, strict=True):
            thing = talk.join(mention, thing, reason)
    for link in appositions(reading, mentions, resources):
        talk.join(link.description, talk.owner[link.name], link.reason)
    for mention in sorted(mentions, key=lambda m: m.head):
        _place(talk, mention)
    return _chains(talk)


def _discourse(
    reading: Reading, mentions: Sequence[Mention], types: Mapping[Mention, Typed], resources: Resources, quoted: Sequence[Quoted]
) -> Discourse:
    sentences: list[int] = []
    told: list[int] = []
    speech = spoken(reading, quoted)
    for token in reading.doc:
        fresh = not sentences or token.is_sent_start or reading.blocks[token.i] != reading.blocks[token.i - 1]
        sentences.append((sentences[-1] if sentences else -1) + bool(fresh))
        within = token.i in speech and token.i - 1 in speech and speech[token.i] is speech[token.i - 1]
        told.append((told[-1] if told else -1) + bool(fresh and not within))
    language = reference(resources.language.code)
    counted = tuple(sentences), tuple(told)
    return Discourse(reading, resources, language, types, at(mentions, reading), [], {}, *counted, speech, tuple(quoted))


def _place(talk: Discourse, mention: Mention) -> None:
    """Put a description or pronoun where it belongs; a description that goes back to nothing begins a thing."""
    if mention in talk.owner and mention.kind is MentionKind.DESCRIPTION and (earlier := antecedents.introduced(talk, mention)) is not None:
        talk.merge(talk.owner[mention], earlier, "introduced before its name")
    if mention in talk.owner or mention.kind is MentionKind.VALUE:
        return
    if mention.kind is MentionKind.DESCRIPTION:
        thing, reason = antecedents.described(talk, mention) or (None, "first mention")
        talk.join(mention, thing, reason)
    elif (found := pronouns.pronoun(talk, mention)) is not None:
        talk.join(mention, *found)


def _chains(talk: Discourse) -> tuple[Chain, ...]:
    made: list[Chain] = []
    keys: dict[str, int] = {}
    for thing in sorted((t for t in talk.things if t.mentions), key=lambda t: min(t.mentions)):
        label = label_of(talk, thing)
        if not any(c.isalnum() for c in label):
            continue
        cls = talk.cls(thing) or fallback(talk.resources.ontology)
        key = f"{talk.resources.ontology.kind(cls)}/{slug(label)}"
        keys[key] = keys.get(key, 0) + 1
        made.append(_chain(talk, thing, label, cls, key if keys[key] == 1 else f"{key}~{keys[key]}"))
    return tuple(made)


def _chain(talk: Discourse, thing: Thing, label: str, cls: URIRef, key: str) -> Chain:
    pairs = sorted(zip(thing.mentions, thing.reasons, strict=True))
    concept = _concept(talk, thing)
    called = names_of(talk, thing)
    brand = next((b for name in called if (b := listed(talk.resources, name)) is not None and b.cls == cls), None)
    same_as = concept.wikidata if concept is not None else brand.wikidata if brand is not None else None
    lexicon = talk.resources.lexicon
    common = concept is None and bool(called) and lexicon.longest(label) == folded(label)
    guessed = all(reason in (*GUESSES, "expected") for _, _, reason in talk.votes(thing))
    return Chain(key, label, cls, called, tuple(m for m, _ in pairs), tuple(r for _, r in pairs), same_as, guessed, common)


def _concept(talk: Discourse, thing: Thing) -> Entry | None:
    """What the gazetteer knows it as; a party only by its name: that of "les Républicains" depends on the country."""
    said = (talk.reading.words(m.begin, m.end) for m in sorted(thing.mentions) if m.kind in CALLED)
    found = ((words, c) for words in said if (c := entry(talk.resources, words)) is not None)
    known = (c for words, c in found if c.cls != PARTY or words.islower() or talk.resources.gazetteer.lookup(words))
    return next((c for c in known if not c.shared or talk.alike((c.cls,), talk.cls(thing))), None)


def names_of(talk: Discourse, thing: Thing) -> tuple[str, ...]:
    """The names of a thing as written, the fullest first: "Emma Roy", "Roy"; an acronym comes after what it stands for."""
    said = [written(talk.reading, m, talk.ref) for m in sorted(thing.mentions) if m.kind in CALLED]
    said = [name for name in said if name[:1].isupper() or demonym(talk.resources, name) is None]
    order = sorted(
        dict.fromkeys(said), key=lambda n: (n.isupper() and len(said) > 1, -len(n.split()), -said.count(n), -len(n), said.index(n))
    )
    return tuple(order)


def label_of(talk: Discourse, thing: Thing) -> str:
    """What one would call it in print: the gazetteer's label, the fullest name, or the first description without its determiner."""
    concept = _concept(talk, thing)
    if concept is not None:
        return concept.called(talk.resources.language.code)
    called = names_of(talk, thing)
    if called:
        return called[0]
    return described(talk, min(thing.mentions))


def described(talk: Discourse, mention: Mention) -> str:
    """A description without determiner, with all that belongs to it: "de nombreux artistes" → nombreux artistes.

    "le projet de loi sur le climat" stays whole; "des personnes assistant à un mariage" too, where the noun says little.
    """
    inside = list(tokens(talk.reading, mention))
    opening = talk.ref.definite | talk.ref.indefinite | talk.ref.demonstrative | frozenset(talk.ref.possessives)
    while len(inside) > 1 and talk.reading.doc[inside[0]].text.lower() in opening and not _is_one(talk, inside[0], mention):
        inside.pop(0)
    begin, end = talk.reading.begins[inside[0]], mention.end
    follower = talk.at.get(inside[-1] + 1)
    if (
        follower is not None
        and follower.kind in CALLED
        and talk.reading.doc[follower.head].head.i in inside
        and "," not in talk.reading.article.text[end : follower.begin]
    ):
        end = follower.end if follower.begin - end <= 3 else end
    last = extent(talk.reading, mention, talk.at, lambda preposition, *rest: _belongs(talk, preposition, *rest))
    last = max(last, _told_apart(talk, mention, inside[-1]))
    end = max(end, talk.reading.ends[last]) if last - inside[0] < LONGEST_LABEL else end
    return _unquoted(talk.reading.words(begin, _before_orphan(talk.reading.article.text, begin, mention.end, end))).strip("' .,;:")


def _is_one(talk: Discourse, first: int, mention: Mention) -> bool:
    """Whether a description is of one of several: "une des chercheuses"."""
    return first == mention.head and talk.reading.doc[first].text.lower() in talk.ref.one_of


def _before_orphan(text: str, begin: int, own: int, end: int) -> int:
    """Where a phrase ends that runs out of quotation marks that it did not open: of « une alliance » avec X the alliance."""
    closing = (at for at in range(own, end) if text[at] in CLOSING and not any(mark in text[begin:at] for mark in OPENING))
    return next(closing, end)


def _unquoted(words: str) -> str:
    """Words without the marks around them, nor any whose other half is missing: « plan » de relance → plan de relance."""
    bare = words.strip("«»“”\"' .,;:")
    halves = bare.count("«") != bare.count("»") or bare.count("“") != bare.count("”") or bare.count('"') % 2
    return " ".join(re.sub('[«»“”"]', " ", bare).split()) if halves else bare


def _told_apart(talk: Discourse, mention: Mention, last: int) -> int:
    """The last token of what says which: the year of "la saison 2012", the deed of "des personnes assistant à un mariage"."""
    doc = talk.reading.doc
    after = doc[last + 1] if last + 1 < len(doc) and not doc[last + 1].is_sent_start else None
    if after is None or talk.reading.blocks[after.i] != talk.reading.blocks[last] or after.head.i != mention.head:
        return last
    if after.text.isdigit() and len(after.text) == YEAR:
        return after.i
    bare = not talk.modifiers(mention) and plural(talk.reading, mention, talk.ref)
    deed = after.dep_ == "acl" and "Part" in after.morph.get("VerbForm")
    typed = talk.types.get(mention)
    if not bare or not deed or typed is None or not talk.alike((GROUP,), typed.cls):
        return last
    return next((t.i - 1 for t in doc[after.i : after.right_edge.i + 1] if t.is_punct), after.right_edge.i)


def _belongs(talk: Discourse, preposition: str, complement: Mention, tied: bool) -> bool:
    """Whether a complement is part of what one calls a thing: "la loi sur le climat", not "l'usine à Lyon", which says where it is."""
    typed = talk.types.get(complement)
    where = typed is not None and typed.cls is not None and talk.resources.ontology.kind(typed.cls) in SETTINGS
    if preposition in talk.ref.genitives:
        return tied
    return not where and preposition in (talk.ref.belonging if tied else talk.ref.topical)
