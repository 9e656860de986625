"""What is likely but not certain: two things of the merged graph that may be one, for people to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

from jellyfish import jaro_winkler_similarity
from rdflib import URIRef

from kg.link.decisions import NONE, Decisions
from kg.link.ladder import is_unsure
from kg.link.merged import Thing
from kg.link.names import fingerprint, initials, is_acronym, is_short, keys, shortens, sound
from kg.link.things import PERSON, slug_of
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


@dataclass(frozen=True)
class Side:
    """A thing as it is compared with others; what is asked of it is found out once."""

    thing: Thing

    @cached_property
    def called(self) -> frozenset[tuple[str, str]]:
        """Its names, each with a language."""
        return frozenset((name, member.lang) for member in self.thing.members for name in member.names)

    @cached_property
    def prints(self) -> frozenset[str]:
        """The fingerprints of its names."""
        return frozenset(fingerprint(*name) for name in self.called)

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """Those of its names that are one."""
        return frozenset(name.casefold() for name, _ in self.called if is_acronym(name))

    @cached_property
    def initials(self) -> frozenset[str]:
        """The acronyms that its names may have."""
        return frozenset(letters for name in self.called for letters in initials(*name))

    @cached_property
    def surname(self) -> bool:
        """Whether nothing but a surname is known."""
        return all(is_short(*name) for name in self.called)

    @cached_property
    def digits(self) -> frozenset[str]:
        """The figures in what it is called: "France 2", "France 24"."""
        return frozenset("".join(filter(str.isdigit, member.label)) for member in self.thing.members)

    @cached_property
    def sounds(self) -> frozenset[str]:
        """How what it is called sounds."""
        return frozenset(sound(member.label, member.lang) for member in self.thing.members) - {""}

    @cached_property
    def slugs(self) -> frozenset[str]:
        """What it is called, as slugs."""
        return frozenset(slug_of(member) for member in self.thing.members if member.names)

    @cached_property
    def guessed(self) -> bool:
        """Whether nobody knows what it is."""
        return all(map(is_unsure, self.thing.members))


def proposals(things: Iterable[Thing], ontology: Ontology, decisions: Decisions = NONE) -> Iterator[Proposal]:
    """The pairs of things with something in common that may be one, in order."""
    sharing: dict[str, list[Side]] = defaultdict(list)
    for side in map(Side, things):
        for key in keys_of(side.thing, decisions):
            sharing[key].append(side)
    near = {
        (one.thing.iri, other.thing.iri): (one, other)
        for group in sharing.values()
        if len(group) <= CROWD
        for one, other in combinations(sorted(group, key=lambda side: side.thing.iri), 2)
    }
    for _, (one, other) in sorted(near.items(), key=lambda pair: pair[0]):
        if found := proposed(one, other, ontology, decisions, _together):
            yield found


def keys_of(thing: Thing, decisions: Decisions = NONE) -> frozenset[str]:
    """What a thing of the merged graph is found by; nothing where it has no name."""
    named = any(member.names for member in thing.members)
    return frozenset().union(*(keys(member, decisions) for member in thing.members)) if named else frozenset()


def proposed(one: Side, other: Side, ontology: Ontology, decisions: Decisions, together: Callable[[Thing, Thing], bool]) -> Proposal | None:
    """That two things that share a key may be one: nothing speaks against it, and no article has both (`together`)."""
    if not (one.guessed or other.guessed) and not any(ontology.akin(cls, other.thing.classes) for cls in one.thing.classes):
        return None
    reason = _reason(one, other)
    if not reason or any(decisions.apart(member, other.thing.members) for member in one.thing.members):
        return None
    return None if together(one.thing, other.thing) else Proposal(one.thing.iri, other.thing.iri, reason)


def _together(one: Thing, other: Thing) -> bool:
    return not {m.article for m in one.members}.isdisjoint(m.article for m in other.members)


def _reason(one: Side, other: Side) -> str | None:
    if PERSON in one.thing.classes and PERSON in other.thing.classes and (_shortened(one, other) or _shortened(other, one)):
        return "the same surname"
    if not one.prints.isdisjoint(other.prints):
        return "the same name, and something that tells them apart"
    if not (one.acronyms.isdisjoint(other.initials) and other.acronyms.isdisjoint(one.initials)):
        return "the initials of the other's name"
    if one.digits != other.digits or one.sounds.isdisjoint(other.sounds):
        return None
    alike = max((jaro_winkler_similarity(*pair) for pair in product(one.slugs, other.slugs)), default=0)
    return "names that are spelt and sound alike" if alike >= ALIKE else None


def _shortened(short: Side, full: Side) -> bool:
    return short.surname and any(shortens(name, whole, lang) for name, lang in short.called for whole, _ in full.called)
