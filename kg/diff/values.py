"""What two graphs differ in, as values: articles, things and facts in a reader's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """An article; of one that changed, what: its "text", its "details" (headline, date …), or the "reading" of the same text.

    Where the merged graph alone is known, what changed are its "details" or its "claims".
    """

    iri: str
    title: str
    date: str
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing of a merged graph: its label and class in words, all that it is called, and what it is elsewhere."""

    iri: str
    label: str
    cls: tuple[str, ...]
    names: tuple[str, ...]
    same_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What some things before are after: one each where it changed or has another name, two and one where they are merged."""

    before: tuple[Entity, ...]
    after: tuple[Entity, ...]

    @property
    def renamed(self) -> bool:
        """Whether the first of each has another IRI or label."""
        (was, *_), (now, *_) = self.before, self.after
        return (was.iri, was.label) != (now.iri, now.label)


@dataclass(frozen=True, slots=True)
class Voice:
    """What one article says of a fact, in one sentence."""

    status: str
    speaker: str
    as_of: str
    sentence: str
    article: str
    title: str
    date: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Subject, predicate and object in words and, shortened, as `iris`; and all who say it."""

    subject: str
    predicate: str
    object: str
    iris: tuple[str, str, str]
    voices: tuple[Voice, ...]

    @property
    def statuses(self) -> tuple[str, ...]:
        """ "asserted", "planned" …: each once, in order."""
        return _once(voice.status for voice in self.voices)

    @property
    def dates(self) -> tuple[str, ...]:
        """The dates that it holds for."""
        return _once(voice.as_of for voice in self.voices if voice.as_of)

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that say it."""
        return _once(voice.article for voice in self.voices)


@dataclass(frozen=True, slots=True)
class Changed:
    """A fact of which other articles speak, with another status or another date; of `after` those come first who did not say so before."""

    before: Fact
    after: Fact


@dataclass(frozen=True, slots=True)
class Articles:
    """How many there are, and which came, went and changed."""

    before: int
    after: int
    came: tuple[Article, ...]
    went: tuple[Article, ...]
    changed: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Entities:
    """How many there are, and which came, went, changed, are called otherwise, or are now one or several."""

    before: int
    after: int
    came: tuple[Entity, ...]
    went: tuple[Entity, ...]
    changed: tuple[Regrouped, ...]
    renamed: tuple[Regrouped, ...]
    merged: tuple[Regrouped, ...]
    split: tuple[Regrouped, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """How many there are, and which came, went and changed."""

    before: int
    after: int
    came: tuple[Fact, ...]
    went: tuple[Fact, ...]
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that is another in the second of two graphs; `whole` where both hold the articles' own graphs."""

    whole: bool
    articles: Articles
    entities: Entities
    facts: Facts

    def __bool__(self) -> bool:
        lists = [getattr(part, name) for part in (self.articles, self.entities, self.facts) for name in part.__slots__]
        return any(isinstance(one, tuple) and one for one in lists)


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words)))
