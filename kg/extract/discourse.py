"""What has been spoken of so far: the things of an article, their mentions, and how they stand in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rdflib import URIRef

from kg.extract.mentions import tokens
from kg.extract.nouns import PERSON, determiner, gender, plural
from kg.extract.resources import Resources
from kg.extract.typing import IF_NAMED, Typed, Vote, decide
from kg.languages.reference import Reference
from kg.model import BlockKind, Mention, MentionKind
from kg.parse import Reading

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


@dataclass(frozen=True, slots=True)
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

    def join(self, mention: Mention, thing: Thing | None, reason: str) -> Thing:
        """Put a mention into a thing, a new one where none is given."""
        if thing is None:
            thing = Thing(len(self.things))
            self.things.append(thing)
        thing.add(mention, reason)
        self.owner[mention] = thing
        return thing

    def merge(self, thing: Thing, other: Thing, reason: str) -> None:
        """Hand all mentions of the other thing to this one; the first of them with the reason."""
        for mention, old in zip(other.mentions, other.reasons, strict=True):
            thing.add(mention, reason if mention == other.mentions[0] else old)
            self.owner[mention] = thing
        other.mentions.clear()
        other.reasons.clear()

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
        return decide(self.votes(thing), self.resources.ontology)[0]

    def votes(self, thing: Thing) -> Iterator[Vote]:
        """The votes of all mentions, each class and reason once, those of pronouns for half."""
        cast: dict[tuple[URIRef, str], float] = {}
        named = self.named(thing)
        for mention in (m for m in thing.mentions if named or m.kind is not MentionKind.PRONOUN):
            typed = self.types.get(mention)
            share = 0.5 if mention.kind is MentionKind.PRONOUN else 1.0
            for cls, weight, reason in typed.votes if typed else ():
                if reason == IF_NAMED and not named:
                    continue
                cast[cls, reason] = max(cast.get((cls, reason), 0.0), weight * share)
        yield from ((cls, weight, reason) for (cls, reason), weight in sorted(cast.items()))

    def leaning(self, thing: Thing) -> frozenset[URIRef]:
        """The classes that more than an expectation speaks for."""
        return frozenset(cls for cls, weight, reason in self.votes(thing) if weight >= 1 and reason != "expected")

    def alike(self, classes: Sequence[URIRef], cls: URIRef | None) -> bool:
        """Whether one of the classes is a kind of the other, either way."""
        is_a = self.resources.ontology.is_a
        return cls is not None and any(is_a(c, cls) or is_a(cls, c) for c in classes)

    def distance(self, earlier: int, later: int) -> int:
        """Sentences between two tokens; a headline stands right before every first sentence."""
        if self.reading.block(earlier).kind is BlockKind.TITLE and self.sentences[later] > self.sentences[earlier]:
            return 1 + (self.sentences[later] - self.sentences[earlier]) // 3
        return self.sentences[later] - self.sentences[earlier]

    def subject(self, mention: Mention) -> bool:
        """Whether a mention is the subject of a clause."""
        return self.reading.doc[mention.head].dep_ in SUBJECTS

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
            return
        if self.ref.titles.get(first.text.lower()):
            yield self.ref.titles[first.text.lower()]
            return
        marked = [
            gender(c)
            for c in head.lefts
            if c.pos_ == "DET" and c.text.lower() in self.ref.definite | self.ref.demonstrative | self.ref.one_of and c.text.lower() != "l'"
        ]
        if any(marked):
            yield next(g for g in marked if g)
        elif mention.kind is MentionKind.DESCRIPTION and gender(head) and not head.text.lower().endswith("e"):
            yield gender(head)

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

    def pointing(self, mention: Mention) -> str:
        """How a description points: definite, demonstrative, possessive, indefinite, bare."""
        return determiner(self.reading, mention, self.ref)

    def modifiers(self, mention: Mention) -> frozenset[str]:
        """The content words of a description beside its head, as lemmas."""
        inside = (self.reading.doc[i] for i in tokens(self.reading, mention))
        return frozenset(t.lemma_.lower() for t in inside if t.i != mention.head and t.pos_ in {"NOUN", "ADJ", "PROPN", "X", "VERB", "NUM"})
