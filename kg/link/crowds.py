"""Things of many articles that are alike: the earliest is told, and the others follow it as a crowd that nobody need look at one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from rdflib import URIRef

from kg.iris import interned
from kg.link.things import LocalThing


class Crowd(Collection[URIRef]):
    """The articles with a thing that is like one in all that linking asks, each of them later than that one's: "France" in a thousand.

    No decision of people speaks of one of them in particular, nor of one that has no name.
    """

    def __init__(self, like: LocalThing, dates: Mapping[URIRef, str], size: int, besides: Collection[URIRef] = ()) -> None:
        """`dates` has the articles and their dates and is asked for as little as can be, since it may be on disk; `size` are in the crowd.

        The articles `besides`, and that of the one that all are like, are not: their things are told.
        """
        self.like, self._dates, self._size, self._besides = like, dates, size, frozenset((like.article, *besides))

    def __len__(self) -> int:
        return self._size

    def __contains__(self, article: object) -> bool:
        return article not in self._besides and article in self._dates

    def __iter__(self) -> Iterator[URIRef]:
        return (article for article in self._dates if article not in self._besides)

    @property
    def named(self) -> bool:
        """Whether what they are called, or are, may make them one; without that each stays its article's."""
        return bool(self.like.names or self.like.same_as)

    @cached_property
    def members(self) -> tuple[LocalThing, ...]:
        """The things, the earliest first."""
        return tuple(sorted(map(self.of, self), key=lambda member: member.age))

    @property
    def next(self) -> LocalThing:
        """One that would come right after the one that all are like: it goes where those of the crowd go."""
        return self._in(URIRef(f"{self.like.article}!"), self.like.date)

    def of(self, article: URIRef) -> LocalThing:
        """The thing of an article."""
        return self._in(article, self._dates[article])

    def without(self, articles: Collection[URIRef]) -> Crowd:
        """The crowd when the things of some of its articles are told."""
        return Crowd(self.like, self._dates, len(self) - len(articles), self._besides.union(articles)) if articles else self

    def _in(self, article: URIRef, date: str) -> LocalThing:
        return replace(self.like, iri=interned(f"{article}#{self.like.iri.partition('#')[2]}"), article=article, date=date)


def told_apart(things: Sequence[LocalThing], crowds: Sequence[Crowd]) -> tuple[list[LocalThing], list[Crowd]]:
    """What an article says of several things of one component is told: these, and what is left of the crowds.

    An article never calls one thing two, so such things look at each other; all others of a crowd look at what they have in common.
    Things without a name look at nobody, but which of an article's things has the plainer IRI may depend on the others of it.
    """
    named = sorted((crowd for crowd in crowds if crowd.named), key=len)
    here = {thing.article for thing in things}
    spoken = Counter(article for crowd in named[:-1] for article in crowd)  # the largest need not be walked through
    here |= {article for article, times in spoken.items() if times > 1 or article in here or article in named[-1]}
    told, left = list(things), []
    for crowd in crowds:
        mine = [article for article in sorted(here) if article in crowd]
        told += map(crowd.of, mine)
        left += [crowd.without(mine)] if len(crowd) > len(mine) else []
    return told, left
