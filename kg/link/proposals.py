"""What is likely but not certain: two things of the merged graph that may be one, for people to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from jellyfish import jaro_winkler_similarity
from rdflib import URIRef

from kg.link.decisions import NONE, Decisions
from kg.link.ladder import is_unsure
from kg.link.names import fingerprint, initials, is_acronym, is_short, keys, shortens, sound
from kg.link.things import PERSON, LocalThing, Thing, slug_of
from kg.ontology import Ontology

ALIKE = 0.92
"""How alike two names must be that sound alike."""
CROWD = 40
"""A key that more things share tells none of them from another."""


@dataclass(frozen=True, slots=True, order=True)
class Proposal:
    """Two things that may be one, the first by IRI first, and why."""

    one: URIRef
    other: URIRef
    reason: str


def proposals(things: Iterable[Thing], ontology: Ontology, decisions: Decisions = NONE) -> Iterator[Proposal]:
    """The pairs of things with something in common that may be one, in order."""
    sharing: dict[str, list[Thing]] = defaultdict(list)
    for thing in things:
        if any(member.names for member in thing.members):
            for key in frozenset().union(*(keys(member, decisions) for member in thing.members)):
                sharing[key].append(thing)
    near = (pair for group in sharing.values() if len(group) <= CROWD for pair in combinations(sorted(group, key=lambda t: t.iri), 2))
    for one, other in sorted(dict.fromkeys(near), key=lambda pair: (pair[0].iri, pair[1].iri)):
        if _may_be_one(one, other, ontology, decisions) and (reason := _reason(one, other)):
            yield Proposal(one.iri, other.iri, reason)


def _may_be_one(one: Thing, other: Thing, ontology: Ontology, decisions: Decisions) -> bool:
    """Whether nothing speaks against it: no article has both, the classes agree or are guesses, nobody has decided otherwise."""
    if not {m.article for m in one.members}.isdisjoint(m.article for m in other.members):
        return False
    guessed = all(map(is_unsure, one.members)) or all(map(is_unsure, other.members))
    if not guessed and not any(ontology.akin(cls, other.classes) for cls in one.classes):
        return False
    return not any(decisions.apart(member, other.members) for member in one.members)


def _reason(one: Thing, other: Thing) -> str | None:
    mine, theirs = _called(one), _called(other)
    if PERSON in one.classes and PERSON in other.classes and (_shortened(mine, theirs) or _shortened(theirs, mine)):
        return "the same surname"
    if {fingerprint(*name) for name in mine} & {fingerprint(*name) for name in theirs}:
        return "the same name, and something that tells them apart"
    if _abbreviated(mine, theirs) or _abbreviated(theirs, mine):
        return "the initials of the other's name"
    if {_digits(m) for m in one.members} != {_digits(m) for m in other.members}:
        return None  # "France 2", "France 24"
    alike = (jaro_winkler_similarity(a, b) for a in map(_plain, one.members) for b in map(_plain, other.members) if a and b)
    sounds = {sound(m.label, m.lang) for m in one.members} & {sound(m.label, m.lang) for m in other.members}
    return "names that are spelt and sound alike" if sounds - {""} and max(alike, default=0) >= ALIKE else None


def _called(thing: Thing) -> list[tuple[str, str]]:
    return sorted({(name, member.lang) for member in thing.members for name in member.names})


def _plain(member: LocalThing) -> str:
    return slug_of(member) if member.names else ""


def _digits(member: LocalThing) -> str:
    return "".join(filter(str.isdigit, member.label))


def _shortened(shorts: Iterable[tuple[str, str]], fulls: Iterable[tuple[str, str]]) -> bool:
    return all(is_short(*name) for name in shorts) and any(shortens(name, full, lang) for name, lang in shorts for full, _ in fulls)


def _abbreviated(shorts: Iterable[tuple[str, str]], fulls: Iterable[tuple[str, str]]) -> bool:
    acronyms = {name.casefold() for name, _ in shorts if is_acronym(name)}
    return any(not acronyms.isdisjoint(initials(*full)) for full in fulls)
