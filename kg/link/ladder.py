"""Who is meant among things that share a name, a surname or an acronym: one step after the other, the surest first, each with its reason.

Fusing two things by their name alone is the worst that a graph can do, so it takes more than the name. The outcome does not
depend on the order in which the things come.

Of things that are alike a store tells the earliest and leaves the others to their crowd, which follows it: what has no eyes for
articles or for how many have come goes the same way for each. Where that does not hold, the crowd is told one by one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from rdflib import URIRef

from kg.iris import NEWS, interned
from kg.link.crowds import Crowd
from kg.link.decisions import Decisions
from kg.link.names import fingerprint, is_acronym, is_bare_surname, shortens, words
from kg.link.things import PERSON, LocalThing, Reason, slug_of
from kg.ontology import THING, Ontology

Context = Callable[[URIRef], frozenset[str]]
"""An article → the fingerprints of what it names besides places: what it is about."""
TOPIC = interned(NEWS + "Topic")
UNSURE = frozenset({THING, TOPIC})
"""Classes of what nothing is known about."""
MAJORITY = 3
"""How many times more members a class needs than the next before it settles what is only guessed."""


@dataclass(slots=True, eq=False)
class Cluster:
    """One thing while it is being put together; the sets save a walk through its members.

    `slugs` and `prints` are of its labels, `names` the fingerprints of all its names, `people` its names as a person with their language.
    """

    members: list[LocalThing] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    crowds: list[tuple[Crowd, Reason]] = field(default_factory=list)
    classes: set[URIRef] = field(default_factory=set)
    articles: set[URIRef] = field(default_factory=set)
    slugs: set[str] = field(default_factory=set)
    prints: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    people: set[tuple[str, str]] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    settled: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, thing: LocalThing, reason: Reason) -> None:
        """Take a thing in."""
        self.members.append(thing)
        self.reasons.append(reason)
        self.classes |= set() if is_unsure(thing) else {thing.cls}
        self.articles.add(thing.article)
        self.slugs.add(slug_of(thing))
        self.prints.add(_print(thing))
        self.names |= {fingerprint(name, thing.lang) for name in thing.names}
        self.people |= {(name, thing.lang) for name in thing.names if thing.cls == PERSON}
        self.roles |= thing.roles
        for key, value in thing.settled:
            self.settled[key].add(value)


def is_unsure(thing: LocalThing) -> bool:
    """Whether little is known of what a thing is, so that other articles may know better."""
    return thing.guessed or thing.cls in UNSURE


class Ladder:
    """The clusters of some things, which have nothing to do with any others."""

    def __init__(
        self, things: Iterable[LocalThing], ontology: Ontology, context: Context, decisions: Decisions, crowds: Iterable[Crowd] = ()
    ) -> None:
        """Place each thing: first what is sure of its class and has its full name, then what others must explain.

        `restless` are the crowds of which not all go the same way: as long as there is one, the clusters do not hold.
        """
        self.ontology, self.context, self.decisions = ontology, context, decisions
        self.clusters: list[Cluster] = []
        self.restless: list[Crowd] = []
        self._crowds = {crowd.like.iri: crowd for crowd in crowds}
        self._following: list[tuple[Crowd, Cluster, Reason]] = []
        self._swayed = False
        self._decided: dict[str, Cluster] = {}
        self._identities: dict[URIRef, Cluster] = {}
        self._slugs: dict[str, list[Cluster]] = defaultdict(list)
        self._prints: dict[str, list[Cluster]] = defaultdict(list)
        ordered = sorted(set(things), key=lambda thing: (self._turn(thing), thing.age))
        self._groups = _groups(ordered, decisions)
        self._twins = _twins(ordered, slug_of)
        self._lookalikes = _twins(ordered, _print)
        for thing in ordered:
            self._place(thing)

    def _turn(self, thing: LocalThing) -> tuple[bool, bool, bool, int]:
        """Sorts what is placed first; of things with the same turn the earlier goes first."""
        depth = 0 if thing.cls == THING else 1 + len(self.ontology.ancestors(thing.cls))
        return thing.same_as is None, _is_abbreviated(thing), is_unsure(thing), -depth

    def _place(self, thing: LocalThing) -> None:
        home, reason = self._home(thing)
        if home is None:
            home = Cluster()
            self.clusters.append(home)
        home.add(thing, reason)
        if (group := self._group(thing)) is not None:
            self._decided.setdefault(group, home)
        if thing.same_as:
            self._identities.setdefault(thing.same_as, home)
        if thing.names:
            for known, key in ((self._slugs, slug_of(thing)), (self._prints, _print(thing))):
                known[key] += [] if home in known[key] else [home]
        if self._crowds:
            self._follow(thing, home, reason)

    def _follow(self, thing: LocalThing, home: Cluster, reason: Reason) -> None:
        """The crowd of a thing goes where the thing went; those that are on their way see whether what came now leads them elsewhere.

        A full name that joined a crowd's own home leads it nowhere: what agrees with all that is there agrees with the crowd.
        """
        turn, plain = self._turn(thing), reason is not Reason.DECIDED and not _is_abbreviated(thing)
        self._following = [one for one in self._following if self._turn(one[0].like) == turn]
        for crowd, its_home, its_reason in self._following:
            if not (plain and its_home is home) and self._leads(crowd) != (its_home, its_reason):
                self.restless.append(crowd)
        mine = self._crowds.get(thing.iri)
        led, why = self._leads(mine) if mine is not None else (None, None)
        if mine is not None and led is home and why is not None:
            home.crowds.append((mine, why))
            self._following.append((mine, home, why))
        elif mine is not None and mine.named:
            self.restless.append(mine)

    def _leads(self, crowd: Crowd) -> tuple[Cluster | None, Reason | None]:
        """Where a crowd goes as things are, and why; nowhere where that takes more than what all of it have in common."""
        self._swayed = False
        found = self._home(crowd.next)
        return (None, None) if self._swayed else found

    def _home(self, thing: LocalThing) -> tuple[Cluster | None, Reason]:
        decided = self._decided.get(self._group(thing) or "")
        if decided is not None and not self.decisions.apart(thing, decided.members):
            return decided, Reason.DECIDED
        if thing.same_as in self._identities and not self.decisions.apart(thing, self._identities[thing.same_as].members):
            return self._identities[thing.same_as], Reason.IDENTITY
        if not thing.names:
            return None, Reason.UNNAMED
        namesakes = self._namesakes(thing)
        if thing.same_as:
            return None, Reason.NAMESAKE if namesakes else Reason.FIRST
        if _is_abbreviated(thing) and (found := self._spelt_out(thing)):
            return found
        if not namesakes:
            return None, Reason.SHORT if is_bare_surname(thing) else Reason.FIRST
        if (thing.article, slug_of(thing)) in self._twins:
            return None, Reason.NAMESAKE
        return self._of_name(thing, namesakes)

    def _group(self, thing: LocalThing) -> str | None:
        return self._groups.get(self.decisions.group(thing) or str(thing.same_as)) if self._groups else None

    def _namesakes(self, thing: LocalThing) -> list[Cluster]:
        """The clusters with the very name; for want of one, those with a variant of it."""
        same = self._slugs.get(slug_of(thing), [])
        if same or (thing.article, _print(thing)) in self._lookalikes:
            return same
        return self._prints.get(_print(thing), [])

    def _of_name(self, thing: LocalThing, namesakes: list[Cluster]) -> tuple[Cluster | None, Reason]:
        fitting = [cluster for cluster in namesakes if self._agree(thing, cluster)]
        vague = thing.common or is_bare_surname(thing)
        if vague:
            fitting = [cluster for cluster in fitting if self._acquainted(thing, cluster)]
        if len(fitting) == 1:
            return fitting[0], Reason.NAME if slug_of(thing) in fitting[0].slugs else Reason.VARIANT
        if not fitting and vague:
            return None, Reason.COMMON if thing.common else Reason.SHORT
        if is_unsure(thing) and (most := self._most(thing, fitting or namesakes)):
            return most, Reason.SETTLED
        return None, Reason.NAMESAKE

    def _most(self, thing: LocalThing, namesakes: list[Cluster]) -> Cluster | None:
        """The namesake that is far more often spoken of than any other, where the class of a thing is only guessed."""
        free = [(self._size(cluster, thing), cluster) for cluster in namesakes if self._could_join(thing, cluster)]
        free.sort(key=lambda pair: -pair[0])
        if len(free) > 1:
            self._swayed = True
            if free[0][0] < MAJORITY * free[1][0]:
                return None
        telling = thing.cls in UNSURE or len(words(thing.label, thing.lang)) > 1  # a name of several words is seldom another's
        return free[0][1] if free and (telling or free[0][0] >= MAJORITY) else None

    def _agree(self, thing: LocalThing, cluster: Cluster) -> bool:
        """Whether one class is the other's ancestor for all of a cluster."""
        return self._could_join(thing, cluster) and (
            thing.cls in UNSURE or all(self.ontology.akin(thing.cls, (cls,)) for cls in cluster.classes)
        )

    def _could_join(self, thing: LocalThing, cluster: Cluster) -> bool:
        """An article never calls one thing two; whoever has one birthday has no other; other offices in other company are other people."""
        return (
            thing.article not in cluster.articles
            and all(_compatible(value, other) for key, value in thing.settled for other in cluster.settled.get(key, ()))
            and (not self._of_other_offices(thing, cluster) or self._acquainted(thing, cluster))
            and not self.decisions.apart(thing, cluster.members)
        )

    def _of_other_offices(self, thing: LocalThing, cluster: Cluster) -> bool:
        return bool(thing.roles and cluster.roles) and cluster.roles.isdisjoint(thing.roles)

    def _acquainted(self, thing: LocalThing, cluster: Cluster) -> bool:
        """Whether an article of the cluster names something else that this thing's article names, or gives it the same office."""
        if not cluster.roles.isdisjoint(thing.roles):
            return True
        self._swayed = True
        own = cluster.names | {_print(thing), *(fingerprint(name, thing.lang) for name in thing.names)}
        here = self.context(thing.article) - own
        crowds = (article for crowd, _ in cluster.crowds for article in self._come(crowd, thing))
        return any(not here.isdisjoint(self.context(article)) for article in chain(cluster.articles, crowds))

    def _size(self, cluster: Cluster, thing: LocalThing) -> int:
        """How many are in a cluster when it is a thing's turn."""
        return len(cluster.members) + sum(len(self._come(crowd, thing)) for crowd, _ in cluster.crowds)

    def _come(self, crowd: Crowd, thing: LocalThing) -> Collection[URIRef]:
        """The articles of a crowd of which the thing has been placed when it is another's turn."""
        if self._turn(crowd.like) < self._turn(thing):
            return crowd
        return [member.article for member in crowd.members if member.age < thing.age]

    def _spelt_out(self, thing: LocalThing) -> tuple[Cluster, Reason] | None:
        """The one thing whose full name explains a surname or an acronym."""
        surname = is_bare_surname(thing)
        found = [c for c in self.clusters if self._explains(c, thing, surname) and self._agree(thing, c)]
        if len(found) != 1 or (thing.article, slug_of(thing)) in self._twins:
            return None
        if surname:
            return (found[0], Reason.SURNAME) if self._acquainted(thing, found[0]) else None
        return found[0], Reason.ALIAS

    def _explains(self, cluster: Cluster, thing: LocalThing, surname: bool) -> bool:
        if surname:
            return any(shortens(thing.label, *name) for name in cluster.people)
        return _print(thing) in cluster.names - cluster.prints


def _groups(things: Iterable[LocalThing], decisions: Decisions) -> Mapping[str, str]:
    """What people made one, where the gazetteer makes one of two groups of theirs, or a group has its identities: the first of each."""
    if not decisions.same:
        return {}
    import networkx as nx  # takes its time to load, and most graphs have no decisions

    graph = nx.Graph()
    for thing in things:
        if (group := decisions.group(thing)) is not None:
            graph.add_edge(group, str(thing.same_as or group))
    return {name: min(part) for part in nx.connected_components(graph) for name in part}


def _twins(things: Iterable[LocalThing], name: Callable[[LocalThing], str]) -> frozenset[tuple[URIRef, str]]:
    """The names that two things of one article share: there the article says itself that the name does not tell."""
    count = Counter((thing.article, name(thing)) for thing in things if thing.names and not thing.same_as)
    return frozenset(key for key, times in count.items() if times > 1)


def _print(thing: LocalThing) -> str:
    return fingerprint(thing.label, thing.lang)


def _is_abbreviated(thing: LocalThing) -> bool:
    return bool(thing.names) and (is_acronym(thing.label) or is_bare_surname(thing))


def _compatible(one: str, other: str) -> bool:
    """Whether two values may be one: "2012" and "2012-06-03" are."""
    return one.startswith(other) or other.startswith(one)


def clusters(
    things: Iterable[LocalThing], ontology: Ontology, context: Context, decisions: Decisions, crowds: Iterable[Crowd] = ()
) -> list[Cluster]:
    """The things of one component, each in the cluster of what it stands for, and with it its crowd; a restless one is told one by one."""
    told, left = list(things), {crowd.like.iri: crowd for crowd in crowds}
    while True:
        ladder = Ladder(told, ontology, context, decisions, left.values())
        if not ladder.restless:
            return ladder.clusters
        for iri in dict.fromkeys(crowd.like.iri for crowd in ladder.restless):
            told += left.pop(iri).members
