"""Which proposals a change brings and which it takes: what it touches is compared with what shares a key with it, and with nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import combinations, islice

import pyoxigraph as ox
from rdflib import OWL, RDF, Literal, URIRef

from kg.archive.index import HAS, KEY, LOOKS, Index
from kg.archive.records import recalled, record
from kg.iris import interned, proposal_iri
from kg.link import Decisions, LocalThing, Proposal, Thing
from kg.link.proposals import CROWD, Side, keys_of, proposed
from kg.ontology import Ontology
from kg.rdf import NEWS, Quad, resolution_graph
from kg.store import texts

NOWHERE = URIRef("")


class Likely:
    """What may be one with the things of the merged graph that a change touches."""

    def __init__(
        self,
        index: Index,
        was: Iterable[Thing],
        now: Iterable[Thing],
        moved: Collection[URIRef],
        ontology: Ontology,
        decisions: Decisions,
        base: str,
    ) -> None:
        """The things that the change touches, as they were and as they are now.

        Some only stand for an article more or less, and are `moved` neither from nor to by a thing of an article that stays: these need
        be compared with one another, and with nothing else.
        """
        self.index, self.ontology, self.decisions = index, ontology, decisions
        self.base, self.graph = base, resolution_graph(base)
        old, new = ({thing.iri: thing for thing in things} for things in (was, now))
        self._touched = {iri for iri in old.keys() | new.keys() if old.get(iri) != new.get(iri)}
        self._now = {iri: new[iri] for iri in self._touched & new.keys()}
        self._had = {iri: frozenset(index.values(iri, KEY)) for iri in self._touched & old.keys()}
        self._has = {iri: keys_of(thing, decisions) for iri, thing in self._now.items()}
        self._looks = {iri: frozenset(map(record, thing.members)) for iri, thing in self._now.items() if self._has[iri]}
        looked = {iri: frozenset(index.values(iri, LOOKS)) for iri in self._touched}
        self._others = {
            iri
            for iri in self._touched
            if decisions.different or iri in moved or looked[iri] != self._looks.get(iri) or old[iri].classes != new[iri].classes
        }
        self._coming: Mapping[str, list[URIRef]] = defaultdict(list)
        for iri, keys in self._has.items():
            for key in keys:
                self._coming[key].append(iri)
        self._groups: dict[tuple[str, bool], list[URIRef]] = {}
        self._sides: dict[URIRef, Side] = {}

    def changes(self) -> tuple[set[Proposal], set[Proposal]]:
        """The proposals that are new, and those that are no more."""
        pairs = sorted(set(self._pairs()))
        stood = {found for pair in pairs if (found := self._stood(*pair))}
        stands = {found for pair in pairs if (found := self._stands(*pair))}
        return stands - stood, stood - stands

    def indexed(self) -> tuple[set[Quad], set[Quad]]:
        """What the index gains and loses of what things are found by and look like."""
        kept = [(iri, KEY, key) for iri, keys in self._has.items() for key in keys]
        kept += [(iri, LOOKS, look) for iri, looks in self._looks.items() for look in looks]
        gains: set[Quad] = {(iri, p, Literal(value), self.index.graph) for iri, p, value in kept}
        losses = {quad for iri in self._had for quad in self.index.quads(iri, KEY, LOOKS)}
        return gains - losses, losses - gains

    def _pairs(self) -> Iterator[tuple[URIRef, URIRef]]:
        """The pairs for which anything may have changed: of what is touched, and of all that share a key which is, or was, too common."""
        keys = {key for known in (*self._had.values(), *self._has.values()) for key in known}
        for key in keys:
            groups = [group for group in (self._group(key, False), self._group(key, True)) if len(group) <= CROWD]
            for group in groups:
                mine = [iri for iri in group if iri in self._touched]
                near = ((x, y) for x in mine for y in (group if x in self._others else mine) if x != y)
                yield from ((min(pair), max(pair)) for pair in (combinations(group, 2) if len(groups) == 1 else near))

    def _group(self, key: str, now: bool) -> list[URIRef]:
        """The things that have a key; of more than a crowd not all."""
        if (key, now) not in self._groups:
            kept = islice(self.index.subjects(KEY, key), CROWD + 1 + len(self._touched))
            still = [iri for iri in kept if not now or iri not in self._touched]
            self._groups[key, now] = still + self._coming.get(key, []) if now else still
        return self._groups[key, now]

    def _stood(self, one: URIRef, other: URIRef) -> Proposal | None:
        """The proposal that there was."""
        found = texts(self.index.store, proposal_iri(one, other, self.base), NEWS.reason, None, self.graph)
        return next((Proposal(one, other, reason) for _, reason in found), None)

    def _stands(self, one: URIRef, other: URIRef) -> Proposal | None:
        """The proposal that there is now."""
        if all(len(self._group(key, True)) > CROWD for key in self._keys(one) & self._keys(other)):
            return None
        return proposed(self._side(one), self._side(other), self.ontology, self.decisions, self._together)

    def _keys(self, iri: URIRef) -> frozenset[str]:
        if iri in self._touched:
            return self._has.get(iri, frozenset())
        return frozenset(self.index.values(iri, KEY))

    def _side(self, iri: URIRef) -> Side:
        if iri not in self._sides:
            self._sides[iri] = Side(self._now[iri] if iri in self._now else self._stored(iri))
        return self._sides[iri]

    def _stored(self, iri: URIRef) -> Thing:
        """A thing that is not touched, with one member of each look."""
        members = [recalled(look, NOWHERE, "") for look in self.index.values(iri, LOOKS)]
        members += (thing for thing in self._spoken_of if self._stands_for(thing.iri, iri))
        types = self.index.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(RDF.type), None, ox.DefaultGraph())
        classes = tuple(sorted(interned(quad.object.value) for quad in types if isinstance(quad.object, ox.NamedNode)))
        return Thing(iri, classes, "", tuple(members), ())

    @cached_property
    def _spoken_of(self) -> list[LocalThing]:
        """The things of articles that people told apart from others."""
        articles = self.decisions.articles() if self.decisions.different else ()
        profiles = ((profile, article) for article in articles for profile in self.index.values(article, HAS))
        return [self.decisions.corrected(self.index.thing(URIRef(profile), article)) for profile, article in profiles]

    def _stands_for(self, local: str, iri: URIRef) -> bool:
        return ox.Quad(ox.NamedNode(local), ox.NamedNode(OWL.sameAs), ox.NamedNode(iri), ox.NamedNode(self.graph)) in self.index.store

    def _together(self, one: Thing, other: Thing) -> bool:
        """Whether an article has both of two things; the articles are walked through of that which is touched, of two such the smaller."""
        few, many = sorted((one, other), key=lambda thing: (thing.iri not in self._now, _size(thing)))
        return any(self._speaks(article, many) for article in self._articles(few))

    def _articles(self, thing: Thing) -> Iterator[URIRef]:
        if thing.iri in self._now:
            yield from (member.article for member in thing.members)
            yield from (article for crowd, _ in thing.crowds for article in crowd)
        else:
            found = texts(self.index.store, None, OWL.sameAs, thing.iri, self.graph)
            yield from (interned(local.partition("#")[0]) for local, _ in found)

    def _speaks(self, article: URIRef, thing: Thing) -> bool:
        """Whether an article has a thing that stands for this one."""
        if thing.iri in self._now:
            return any(article == m.article for m in thing.members) or any(article in crowd for crowd, _ in thing.crowds)
        return any(self._stands_for(f"{article}#{member.iri.partition('#')[2]}", thing.iri) for member in thing.members)


def _size(thing: Thing) -> int:
    return len(thing.members) + sum(len(crowd) for crowd, _ in thing.crowds)
