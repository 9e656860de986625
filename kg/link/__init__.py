"""Who is meant: the things of all articles come together under one IRI each.

What the gazetteer knows to be one is one; a proper name joins the one thing that has this name already, whose class agrees
with its own, and so on down a ladder of steps (`ladder`), each with its reason. Where a name fits two things, and where a
thing has no name of its own ("de nombreux artistes"), it stays its article's. Things that share no tie (`names.ties`) have
nothing to do with each other, so each component of things bound by ties is linked by itself: a store links again only those
components that an article touches.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby

from rdflib import URIRef

from kg.iris import BASE, canonical_iri
from kg.link.crowds import Crowd, told_apart
from kg.link.decisions import NONE, Decisions
from kg.link.ladder import UNSURE, Cluster, Context, clusters, is_unsure
from kg.link.merged import Thing
from kg.link.names import bound, fingerprint, keys, ties
from kg.link.proposals import Proposal, proposals
from kg.link.things import LocalThing, Reason, local_things, slug_or_end
from kg.ontology import Ontology

__all__ = [
    "NONE",
    "Context",
    "Crowd",
    "Decisions",
    "LocalThing",
    "Proposal",
    "Reason",
    "Thing",
    "about",
    "bound",
    "components",
    "keys",
    "link",
    "local_things",
    "longest",
    "proposals",
    "ties",
    "told_apart",
]

SETTING = "place"
"""What articles have in common by chance: the kind of things that say nothing about what they speak of."""


def link(
    things: Iterable[LocalThing],
    ontology: Ontology,
    base: str = BASE,
    context: Context | None = None,
    decisions: Decisions = NONE,
    crowds: Iterable[Crowd] = (),
) -> tuple[Thing, ...]:
    """The things of all articles → the things that they stand for, sorted by IRI, whatever the order they come in.

    `article/a#organization/netflix` and `article/b#organization/netflix` → `organization/netflix`;
    a "Washington" that is a Person and one that is a City → `person/washington` and `place/washington`;
    "de nombreux artistes" of two articles → `group/de-nombreux-artistes` and `group/de-nombreux-artistes~b`.

    `context` tells what an article is about; without it, what the things given say of theirs. `decisions` are obeyed. `crowds` follow
    things that are given and are `told_apart` from the others; of what has no name, and stays its article's, no crowd is heard of again.
    """
    known = tuple({decisions.corrected(thing) for thing in things})
    about = context or context_of(known, ontology)
    following = {crowd.like.iri: crowd for crowd in crowds}
    found = (
        thing
        for part in components(known, decisions)
        for theirs in [[following[thing.iri] for thing in part if thing.iri in following]]
        for thing in _named(clusters(part, ontology, about, decisions, theirs), ontology, base, decisions)
    )
    return tuple(sorted(found, key=lambda thing: thing.iri))


def components(things: Sequence[LocalThing], decisions: Decisions = NONE) -> Iterator[list[LocalThing]]:
    """The things that share a tie, directly or through others."""
    import networkx as nx  # takes its time to load, and a command that links nothing does without

    graph = nx.Graph()
    for thing in things:
        graph.add_edges_from((thing, other) for tie in ties(thing, decisions) for other in bound(tie))
    for part in nx.connected_components(graph):
        yield [node for node in part if isinstance(node, LocalThing)]


def context_of(things: Iterable[LocalThing], ontology: Ontology) -> Context:
    """What each article is about, out of the things of all."""
    named: dict[URIRef, list[LocalThing]] = defaultdict(list)
    for thing in things:
        named[thing.article].append(thing)
    return cache(lambda article: about(named.get(article, ()), ontology))


def about(things: Iterable[LocalThing], ontology: Ontology) -> frozenset[str]:
    """The fingerprints of what an article's things are called, besides places."""
    telling = (thing for thing in things if ontology.kind(thing.cls) != SETTING)
    return frozenset(fingerprint(name, thing.lang) for thing in telling for name in thing.names)


def longest(names: Iterable[str]) -> str:
    """The name that says most: the longest, ties by code point.

    >>> longest(["Sarandos", "Ted Sarandos"])
    'Ted Sarandos'
    """
    return min(names, key=lambda name: (-len(name), name))


def _named(found: Iterable[Cluster], ontology: Ontology, base: str, decisions: Decisions) -> Iterator[Thing]:
    """Each cluster under its IRI: of several with one slug, the one of the earliest article keeps it."""

    def key(cluster: Cluster) -> tuple[str, str]:
        cls, *_ = _classes(cluster, ontology, decisions)
        return ontology.kind(cls), slug_or_end(_name(cluster.members, decisions), _earliest(cluster).iri)

    for (kind, plain), group in groupby(sorted(found, key=lambda cluster: (key(cluster), _earliest(cluster).age)), key=key):
        taken: Counter[str] = Counter()
        for index, cluster in enumerate(group):
            suffix = str(_earliest(cluster).article).rsplit("/", 1)[-1]
            taken[suffix] += index > 0
            own = "" if index == 0 else f"~{suffix}" + (f"~{taken[suffix]}" if taken[suffix] > 1 else "")
            yield _thing(cluster, canonical_iri(kind, plain + own, base), ontology, decisions)


def _thing(cluster: Cluster, iri: URIRef, ontology: Ontology, decisions: Decisions) -> Thing:
    pairs = sorted(zip(cluster.members, cluster.reasons, strict=True), key=lambda pair: pair[0].age)
    members = tuple(member for member, _ in pairs)
    classes, reasons = _classes(cluster, ontology, decisions), tuple(reason for _, reason in pairs)
    identities = {iri for member in members for iri in (member.same_as, *decisions.identities(member)) if iri}
    return Thing(iri, classes, _name(members, decisions), members, reasons, tuple(sorted(identities)), tuple(cluster.crowds))


def _name(members: Sequence[LocalThing], decisions: Decisions) -> str:
    """What the articles call it, each by the gazetteer's label, its fullest name or a description; of several the longest."""
    if (decided := decisions.label(members)) is not None:
        return decided
    return longest([member.label for member in members if member.same_as] or [member.label for member in members])


def _classes(cluster: Cluster, ontology: Ontology, decisions: Decisions) -> tuple[URIRef, ...]:
    """The most specific of the members' classes, the most frequent first; where all of them are guesses, the most frequent of those."""
    if (decided := decisions.cls(cluster.members)) is not None:
        return (decided,)
    count = {member.cls for member in cluster.members if not is_unsure(member)}
    guessed = Counter(member.cls for member in cluster.members)
    for crowd, _ in cluster.crowds:
        guessed[crowd.like.cls] += len(crowd)
    known = list(count) or [cls for cls in guessed if cls not in UNSURE] or list(guessed)
    lowest = [cls for cls in known if not any(other != cls and ontology.is_a(other, cls) for other in known)]
    ordered = sorted(lowest or known, key=lambda cls: (-guessed[cls], cls))
    return tuple(ordered if count else ordered[:1])


def _earliest(cluster: Cluster) -> LocalThing:
    return min(cluster.members, key=lambda member: member.age)
