"""Where the names and descriptions of an article stand: which begin or end at a token, and what goes on behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract.mentions import at, tokens
from kg.extract.nouns import nationality
from kg.extract.resources import Resources
from kg.extract.spans import extent
from kg.languages.reference import Reference, reference
from kg.model import Mention, MentionKind
from kg.parse import Reading
from kg.tokens import Token


@dataclass(frozen=True, slots=True)
class Scene:
    """A reading's mentions by the tokens they begin and end at."""

    reading: Reading
    resources: Resources
    ref: Reference
    names: tuple[Mention, ...]
    starting: Mapping[int, list[Mention]]
    ending: Mapping[int, list[Mention]]
    heads: Mapping[int, Mention]
    counted: frozenset[int]
    last: Mapping[Mention, int]

    def first(self, mention: Mention) -> int:
        """The first token of a mention."""
        return tokens(self.reading, mention)[0]

    def after(self, mention: Mention) -> int:
        """The token behind a mention, and behind all of a description's phrase."""
        return (self.last[mention] if mention in self.last else tokens(self.reading, mention)[-1]) + 1

    def token(self, i: int) -> Token | None:
        """A token, where there is one."""
        return self.reading.doc[i] if 0 <= i < len(self.reading.doc) else None

    def joined(self, i: int) -> bool:
        """Whether a token continues its sentence and block."""
        return (
            0 < i < len(self.reading.doc) and not self.reading.doc[i].is_sent_start and self.reading.blocks[i] == self.reading.blocks[i - 1]
        )


def scene_of(reading: Reading, mentions: Sequence[Mention], resources: Resources) -> Scene:
    """An article's names and descriptions, each where it stands."""
    starting: dict[int, list[Mention]] = {}
    ending: dict[int, list[Mention]] = {}
    described = [m for m in mentions if m.kind is MentionKind.DESCRIPTION]
    held = at(mentions, reading)
    last = {mention: extent(reading, mention, held) for mention in described}
    for mention in described:
        covered = tokens(reading, mention)
        starting.setdefault(covered[0], []).append(mention)
        for end in dict.fromkeys((covered[-1], last[mention])):
            ending.setdefault(end, []).append(mention)
    names = tuple(m for m in mentions if m.kind is MentionKind.TERM or (m.kind is MentionKind.NAME and not nationality(reading, m)))
    ref = reference(resources.language.code)
    counted = frozenset(i for m in mentions if m.kind is MentionKind.VALUE for i in tokens(reading, m))
    return Scene(reading, resources, ref, names, starting, ending, {m.head: m for m in described}, counted, last)
