"""Which things of one graph are which of another: by what stands for them in the articles, then by their IRI, then by the words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.diff.sides import Side, meant, members, mentions


@dataclass(frozen=True, slots=True)
class Matching:
    """Things of a graph before and after, by IRI; `stands` has what a thing before is after, where it is one thing.

    `same` has the pairs of which neither is anything else besides, whatever they are called.
    """

    same: tuple[tuple[str, str], ...]
    merged: tuple[tuple[tuple[str, ...], str], ...]
    split: tuple[tuple[str, tuple[str, ...]], ...]
    came: tuple[str, ...]
    went: tuple[str, ...]
    stands: Mapping[str, str]


class _Links:
    """Which things before are which after: a relation, read from either end."""

    def __init__(self) -> None:
        self.forth: dict[str, set[str]] = defaultdict(set)
        self.back: dict[str, set[str]] = defaultdict(set)

    def add(self, before: str, after: str) -> None:
        self.forth[before].add(after)
        self.back[after].add(before)


def match(before: Side, after: Side) -> Matching:
    """The things of two graphs, told apart.

    "Sarandos" of article a, a person of its own before and Ted Sarandos after: `person/sarandos` and `person/ted-sarandos` are
    merged; where a's Alba is `organization/alba` before and, since an earlier article has an Alba of its own, `organization/alba~a`
    after, the two are the same, and the new `organization/alba` came.
    """
    links = _Links()
    by_claims = not (before.whole and after.whole)
    old, new = (members(one, by_claims=by_claims) for one in (before, after))
    for member in old.keys() & new.keys():
        links.add(old[member], new[member])
    for iri in before.names.keys() & after.names.keys():
        if iri not in links.forth and iri not in links.back:
            links.add(iri, iri)
    if not by_claims:
        _add_by_words(links, before, after, old, new)
    return _sorted(links, before, after)


def _add_by_words(links: _Links, before: Side, after: Side, old: Mapping[str, str], new: Mapping[str, str]) -> None:
    """A thing that is left over is the one that most of the same words, at the same places, name in the other graph."""
    gone = _by_words(before, after, old, new, before.names.keys() - links.forth.keys())
    come = _by_words(after, before, new, old, after.names.keys() - links.back.keys())
    for thing, other in gone:
        links.add(thing, other)
    for thing, other in come:
        links.add(other, thing)


def _by_words(one: Side, other: Side, own: Mapping[str, str], others: Mapping[str, str], left: Iterable[str]) -> list[tuple[str, str]]:
    wanted = set(left)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for local, thing in own.items():
        if thing in wanted:
            votes[thing].update(others[found] for place in mentions(one, local) if (found := meant(other, *place)) in others)
    return [(thing, min(count, key=lambda iri: (-count[iri], iri))) for thing, count in votes.items() if count]


def _sorted(links: _Links, before: Side, after: Side) -> Matching:
    pairs = [(e, f) for e, f in _only(links.forth) if len(links.back[f]) == 1]
    return Matching(
        same=tuple(sorted(pairs)),
        merged=tuple(sorted((tuple(sorted(of)), thing) for thing, of in links.back.items() if len(of) > 1)),
        split=tuple(sorted((thing, tuple(sorted(into))) for thing, into in links.forth.items() if len(into) > 1)),
        came=tuple(sorted(after.names.keys() - links.back.keys())),
        went=tuple(sorted(before.names.keys() - links.forth.keys())),
        stands=dict(_only(links.forth)),
    )


def _only(links: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """What leads to one thing alone."""
    for thing, others in links.items():
        if len(others) == 1:
            yield thing, min(others)
