"""What has been spoken of so far: the things of an article, their mentions, and how they stand in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rdflib import URIRef

from kg.extract.mentions import tokens
from kg.extract.nouns import GROUP, PERSON, determiner, gender, noun, plain, plural
from kg.extract.quotations import Quoted
from kg.extract.resources import Resources
from kg.extract.typing import IF_NAMED, Typed, Vote, decide
from kg.languages.first_names import gender_of
from kg.languages.reference import Pointing, Reference
from kg.model import BlockKind, Mention, MentionKind
from kg.parse import RECENT, Reading
from kg.tokens import Token

CONTENT = frozenset({"NOUN", "ADJ", "PROPN", "X", "VERB", "NUM"})
"""What words say something, whatever stands beside them."""
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


@dataclass(eq=False, slots=True)
class Thing:
    """One thing while its chain grows: the one value of the line that changes, and only inside `coreference`."""

    order: int
    mentions: list[Mention] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def add(self, mention: Mention, reason: str) -> None:
        """One more mention, and why it is here."""
        self.mentions.append(mention)
        self.reasons.append(reason)


@dataclass(frozen=True, slots=True, eq=False)
class Discourse:
    """A reading, its mentions and their types, and the things made of them so far."""

    reading: Reading
    resources: Resources
    ref: Reference
    types: Mapping[Mention, Typed]
    at: Mapping[int, Mention]
    things: list[Thing]
    owner: dict[Mention, Thing]
    sentences: tuple[int, ...]
    """The number of each token's sentence."""
    told: tuple[int, ...]
    """The same, those that a quotation goes on with not counted: how far apart the article's own words are."""
    speech: Mapping[int, Quoted]
    """A quoted token → its quotation."""
    quoted: tuple[Quoted, ...]
    nouns: dict[str, list[Mention]] = field(default_factory=dict)
    """The descriptions so far by their noun, and the names by their first and last word."""

    def join(self, mention: Mention, thing: Thing | None, reason: str) -> Thing:
        """Put a mention into a thing, a new one where none is given."""
        if thing is None:
            thing = Thing(len(self.things))
            self.things.append(thing)
        thing.add(mention, reason)
        self.owner[mention] = thing
        for word in self._looked_up_by(mention):
            self.nouns.setdefault(word, []).append(mention)
        return thing

    def _looked_up_by(self, mention: Mention) -> Iterable[str]:
        if mention.kind is MentionKind.DESCRIPTION:
            return (plain(noun(self.reading, mention, self.ref)),)
        inside = tokens(self.reading, mention)
        return {self.reading.doc[i].lower_ for i in (inside[0], inside[-1])} if mention.kind is MentionKind.NAME and len(inside) > 1 else ()

    def told_of(self, word: str, kind: MentionKind, before: int) -> list[Mention]:
        """The mentions of a kind before a token that can be looked up by a word: descriptions by their noun, names by their edges."""
        return [m for m in self.nouns.get(word, ()) if m.kind is kind and m.head < before]

    def merge(self, thing: Thing, other: Thing, reason: str) -> None:
        """Hand all mentions of the other thing to this one; the first of them with the reason."""
        for mention, old in zip(other.mentions, other.reasons, strict=True):
            thing.add(mention, reason if mention == other.mentions[0] else old)
            self.owner[mention] = thing
        other.mentions.clear()
        other.reasons.clear()

    def speaker(self, token: int) -> Thing | None:
        """Who says a quoted token."""
        quoted = self.speech.get(token)
        return self.owner.get(quoted.speaker) if quoted is not None and quoted.speaker is not None else None

    def last_speaker(self, mention: Mention) -> Thing | None:
        """Of one who is said to speak, who spoke before: in "« … », dit Ada Lune. « … », ajoute-t-elle"."""
        at = next((i for i, quoted in enumerate(self.quoted) if quoted.speaker == mention), 0)
        before = self.quoted[at - 1].speaker if at else None
        if before is None or self.reading.blocks[before.head] != self.reading.blocks[mention.head]:
            return None
        return self.owner.get(before) if self.told[mention.head] - self.told[before.head] <= 1 else None

    def says_i(self, mention: Mention) -> bool:
        """Whether what a speaker is quoted with has "je" or "mon" in it."""
        said = [
            (bisect_left(self.reading.begins, q.begin), bisect_left(self.reading.begins, q.end))
            for q in self.quoted
            if q.speaker == mention
        ]
        words = (self.reading.doc[i].text.lower() for first, last in said for i in range(first, last))
        return any(self.ref.speaking.get(word) == "s" for word in words)

    def headline(self, thing: Thing) -> bool:
        """Whether the headline names it."""
        return any(self.reading.block(m.head).kind is BlockKind.TITLE for m in thing.mentions if m.kind is MentionKind.NAME)

    def before(self, thing: Thing, token: int) -> list[Mention]:
        """The thing's mentions whose heads stand before a token, in order."""
        return sorted((m for m in thing.mentions if m.head < token), key=lambda m: m.head)

    def named(self, thing: Thing) -> bool:
        """Whether the article calls it by a name or a term."""
        return any(m.kind in (MentionKind.NAME, MentionKind.TERM) for m in thing.mentions)

    def cls(self, thing: Thing) -> URIRef | None:
        """The class that all mentions so far vote for."""
        return _cls(self, thing, len(thing.mentions))

    def votes(self, thing: Thing) -> tuple[Vote, ...]:
        """The votes of all mentions, each class and reason once, those of pronouns for half."""
        return _votes(self, thing, len(thing.mentions))

    def leaning(self, thing: Thing) -> frozenset[URIRef]:
        """The classes that more than an expectation speaks for."""
        return frozenset(cls for cls, weight, reason in self.votes(thing) if weight >= 1 and reason != "expected")

    def alike(self, classes: Sequence[URIRef], cls: URIRef | None) -> bool:
        """Whether one of the classes is a kind of the other, either way."""
        return cls is not None and self.resources.ontology.akin(cls, classes)

    def distance(self, earlier: int, later: int) -> int:
        """Sentences between two tokens; a headline stands right before every first sentence."""
        if later not in self.speech:
            return self._apart(self.told, earlier, later)
        return self._apart(self.sentences, earlier, later)

    def _apart(self, counted: tuple[int, ...], earlier: int, later: int) -> int:
        if self.reading.block(earlier).kind is BlockKind.TITLE and counted[later] > counted[earlier]:
            return 1 + (counted[later] - counted[earlier]) // 3
        return counted[later] - counted[earlier]

    def subject(self, mention: Mention) -> bool:
        """Whether a mention is the subject of a clause, other than by a relative pronoun."""
        word = self.reading.doc[mention.head]
        known = self.ref.pronouns.get(word.text.lower()) if mention.kind is MentionKind.PRONOUN else None
        return word.dep_ in SUBJECTS and not (known is not None and known.pointing is Pointing.RELATIVE)

    def genders(self, thing: Thing) -> frozenset[str]:
        """What the determiners, titles and nouns of a thing's mentions say of its gender."""
        said = [g for m in thing.mentions for g in self._gender(m, thing)]
        return frozenset(said)

    def _gender(self, mention: Mention, thing: Thing) -> Iterator[str]:
        head = self.reading.doc[mention.head]
        first = self.reading.doc[tokens(self.reading, mention)[0]]
        if mention.kind is MentionKind.PRONOUN:
            pronoun = self.ref.pronouns.get(head.text.lower())
            yield from (pronoun.gender for pronoun in [pronoun] if pronoun and pronoun.gender)
        elif self.ref.titles.get(first.text.lower()):
            yield self.ref.titles[first.text.lower()]
        elif marked := next((g for c in head.lefts if (g := self._marked(c))), ""):
            yield marked
        elif mention.kind is MentionKind.DESCRIPTION and gender(head) and (not self._human(mention) or not head.text.lower().endswith("e")):
            yield gender(head)
        elif mention.kind is MentionKind.NAME and first.ent_type_ == "PER" and (given := gender_of(first.text)):
            yield given

    def _marked(self, word: Token) -> str:
        """The gender that a determiner shows: "la", "cette"; not "l'"."""
        shows = word.pos_ == "DET" and word.text.lower() in self.ref.definite | self.ref.demonstrative | self.ref.one_of
        return gender(word) if shows and word.text.lower() != "l'" else ""

    def _human(self, mention: Mention) -> bool:
        """Whether a description's noun is said of people, whose gender it need not show: "journaliste"."""
        return any(cls in (PERSON, GROUP) for cls, _, reason in self._votes_of(mention) if reason.startswith("its noun"))

    def _votes_of(self, mention: Mention) -> tuple[Vote, ...]:
        typed = self.types.get(mention)
        return typed.votes if typed else ()

    def several(self, thing: Thing) -> bool:
        """Whether a thing is plural: a description says so, or its name takes a plural article."""
        described = [m for m in thing.mentions if m.kind is MentionKind.DESCRIPTION]
        if described:
            return plural(self.reading, described[0], self.ref)
        articles = [c.text.lower() for m in thing.mentions for c in self.reading.doc[m.head].lefts]
        return bool(self.ref.plurals.intersection(articles))

    def person(self, thing: Thing) -> bool:
        """Whether the votes make it a person."""
        return self.cls(thing) == PERSON

    def acts_beside(self, thing: Thing, mention: Mention) -> bool:
        """Whether a thing is the subject of the verb that a description stands under: "Luc Berne a reçu Ada Lune et son mari"."""
        word = self.reading.doc[mention.head]
        while word.dep_ == "conj" and word.head.i != word.i:
            word = word.head
        beside = [child for child in word.head.children if child.dep_ in SUBJECTS and child.i < word.i]
        return any(self.owner.get(self.at[child.i]) is thing for child in beside if child.i in self.at)

    def pointing(self, mention: Mention) -> str:
        """How a description points: definite, demonstrative, possessive, indefinite, bare."""
        return determiner(self.reading, mention, self.ref)

    def named_behind(self, mention: Mention) -> bool:
        """Whether a name stands right behind a description, be it over an adjective: "la multinationale belge Ariel" is no other firm."""
        doc, last = self.reading.doc, tokens(self.reading, mention)[-1]
        ahead = [t.i for t in doc[last + 1 : last + 3] if not t.is_punct]
        name = next((self.at[i] for i in ahead if i in self.at and self.at[i].kind is MentionKind.NAME), None)
        return name is not None and all(doc[i].pos_ == "ADJ" for i in range(last + 1, tokens(self.reading, name)[0]))

    def modifiers(self, mention: Mention) -> frozenset[str]:
        """The content words of a description beside its head, as lemmas."""
        return _modifiers(self.reading, mention)


def spoken(reading: Reading, quoted: Sequence[Quoted]) -> Mapping[int, Quoted]:
    """Each quoted token with its quotation."""
    found: dict[int, Quoted] = {}
    for quotation in quoted:
        first, last = bisect_left(reading.begins, quotation.begin), bisect_left(reading.begins, quotation.end)
        found.update(dict.fromkeys(range(first, last), quotation))
    return found


@lru_cache(maxsize=RECENT)
def _votes(talk: Discourse, thing: Thing, _: int) -> tuple[Vote, ...]:
    """The votes of a thing's mentions so far, as many as they are: they are asked for each time that something might go back to it."""
    cast: dict[tuple[URIRef, str], float] = {}
    named = talk.named(thing)
    for mention in (m for m in thing.mentions if named or m.kind is not MentionKind.PRONOUN):
        typed = talk.types.get(mention)
        share = 0.5 if mention.kind is MentionKind.PRONOUN else 1.0
        for cls, weight, reason in typed.votes if typed else ():
            if reason == IF_NAMED and not named:
                continue
            cast[cls, reason] = max(cast.get((cls, reason), 0.0), weight * share)
    return tuple((cls, weight, reason) for (cls, reason), weight in cast.items())


@lru_cache(maxsize=RECENT)
def _cls(talk: Discourse, thing: Thing, _: int) -> URIRef | None:
    """What these votes make of it."""
    return decide(talk.votes(thing), talk.resources.ontology)[0]


@lru_cache(maxsize=RECENT)
def _modifiers(reading: Reading, mention: Mention) -> frozenset[str]:
    inside = (reading.doc[i] for i in tokens(reading, mention))
    return frozenset(t.lemma_.lower() for t in inside if t.i != mention.head and t.pos_ in CONTENT)
