"""Who is meant: the things of all articles come together under one IRI each.

Fusing two things by their name alone is the worst that a graph can do, so it takes more than the name: what the gazetteer
knows to be one is one; a proper name joins the one thing that has this name already, whose class agrees with its own.
Where a name fits two things, and where a thing has no name of its own ("de nombreux artistes"), it stays its article's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from rdflib import URIRef

from kg.iris import BASE, article_iri, canonical_iri, local_iri, slug
from kg.model import Chain, Extraction, MentionKind
from kg.ontology import THING, Ontology


class Reason(StrEnum):
    """Why an article's thing stands for a thing of the merged graph."""

    FIRST = "first of this name"
    IDENTITY = "same identity in the gazetteer"
    NAME = "same name, and the classes agree"
    NAMESAKE = "namesake: the classes disagree, or the name fits several"
    UNNAMED = "no name of its own"


@dataclass(frozen=True, slots=True)
class LocalThing:
    """A thing as one article alone knows it; `names` are its proper names, `date` and `lang` those of the article.

    `label` is the gazetteer's, or the fullest of the names, or for want of a name a description.
    """

    iri: URIRef
    article: URIRef
    date: str
    lang: str
    cls: URIRef
    label: str
    names: tuple[str, ...] = ()
    same_as: URIRef | None = None

    @property
    def age(self) -> tuple[bool, str, str, str]:
        """Sorts the earliest article first and undated ones last."""
        return not self.date, self.date, str(self.article), str(self.iri)


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of the merged graph: what stands for it in the articles, and why (`reasons` runs parallel to `members`).

    `classes` has its most specific class; several only where the gazetteer makes one of things whose classes differ.
    """

    iri: URIRef
    classes: tuple[URIRef, ...]
    name: str
    members: tuple[LocalThing, ...]
    reasons: tuple[Reason, ...]


@dataclass(slots=True, eq=False)
class _Cluster:
    """One thing while it is being put together; the sets save a walk through its members."""

    members: list[LocalThing] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    classes: set[URIRef] = field(default_factory=set)
    articles: set[URIRef] = field(default_factory=set)

    def add(self, thing: LocalThing, reason: Reason) -> None:
        self.members.append(thing)
        self.reasons.append(reason)
        self.classes.add(thing.cls)
        self.articles.add(thing.article)


def local_things(extraction: Extraction, base: str = BASE) -> Iterator[LocalThing]:
    """An article's chains as things that can be linked, in the order of their keys."""
    article = extraction.article
    iri = article_iri(article.id, base)
    for chain in sorted(_chains(extraction), key=lambda chain: chain.key):
        yield LocalThing(
            local_iri(iri, chain.key), iri, article.date or "", article.lang, chain.cls, chain.label, _names(chain), chain.same_as
        )


def link(things: Iterable[LocalThing], ontology: Ontology, base: str = BASE) -> tuple[Thing, ...]:
    """The things of all articles → the things that they stand for, sorted by IRI, whatever the order they come in.

    `article/a#organization/netflix` and `article/b#organization/netflix` → `organization/netflix`;
    a "Washington" that is a Person and one that is a City → `person/washington` and `place/washington`;
    "de nombreux artistes" of two articles → `group/de-nombreux-artistes` and `group/de-nombreux-artistes~b`.
    """
    clusters: list[_Cluster] = []
    identities: dict[URIRef, _Cluster] = {}
    names: dict[str, list[_Cluster]] = defaultdict(list)
    ordered = sorted(set(things), key=lambda thing: (thing.same_as is None, -_depth(thing, ontology), thing.age))
    alone = _ambiguous(ordered)
    for thing in ordered:
        home, reason = _home(thing, identities, names, ontology, alone)
        if home is None:
            home = _Cluster()
            clusters.append(home)
        home.add(thing, reason)
        if thing.same_as:
            identities.setdefault(thing.same_as, home)
        for name in {slug_of(thing)} if thing.names else ():
            names[name] += [home] if home not in names[name] else []
    return tuple(sorted(_named(clusters, ontology, base), key=lambda thing: thing.iri))


def slug_of(thing: LocalThing) -> str:
    """The slug of what a thing is called; of a label without a letter, the end of its local IRI."""
    return _slug(thing.label, thing.iri)


def longest(names: Iterable[str]) -> str:
    """The name that says most: the longest, ties by code point.

    >>> longest(["Sarandos", "Ted Sarandos"])
    'Ted Sarandos'
    """
    return min(names, key=lambda name: (-len(name), name))


def _chains(extraction: Extraction) -> Iterable[Chain]:
    """All chains, also those that only a claim or a quotation speaks of."""
    ends = [end for claim in extraction.claims for end in (claim.subject, claim.object, claim.speaker)]
    said = [*extraction.chains, *ends, *(quotation.speaker for quotation in extraction.quotations)]
    return {chain.key: chain for chain in reversed(said) if isinstance(chain, Chain)}.values()


def _names(chain: Chain) -> tuple[str, ...]:
    """Proper names in code-point order; a gazetteer's term is a name too: "IA générative" is one thing in every article."""
    term = chain.same_as or any(mention.kind in (MentionKind.NAME, MentionKind.TERM) for mention in chain.mentions)
    return tuple(sorted(set(chain.names) or ({chain.label} if term else set())))


def _depth(thing: LocalThing, ontology: Ontology) -> int:
    return 0 if thing.cls == THING else 1 + len(ontology.ancestors(thing.cls))


def _ambiguous(things: Iterable[LocalThing]) -> frozenset[tuple[URIRef, str]]:
    """The names that two things of one article share: there the article says itself that the name does not tell."""
    count = Counter((thing.article, slug_of(thing)) for thing in things if thing.names and not thing.same_as)
    return frozenset(key for key, times in count.items() if times > 1)


def _home(
    thing: LocalThing,
    identities: dict[URIRef, _Cluster],
    names: dict[str, list[_Cluster]],
    ontology: Ontology,
    alone: frozenset[tuple[URIRef, str]],
) -> tuple[_Cluster | None, Reason]:
    if thing.same_as in identities:
        return identities[thing.same_as], Reason.IDENTITY
    if not thing.names:
        return None, Reason.UNNAMED
    namesakes = names.get(slug_of(thing), [])
    if thing.same_as or not namesakes:
        return None, Reason.NAMESAKE if namesakes else Reason.FIRST
    fitting = [cluster for cluster in namesakes if _agree(thing, cluster, ontology)]
    if len(fitting) == 1 and (thing.article, slug_of(thing)) not in alone:
        return fitting[0], Reason.NAME
    return None, Reason.NAMESAKE


def _agree(thing: LocalThing, cluster: _Cluster, ontology: Ontology) -> bool:
    """Whether one class is the other's ancestor for all of a cluster; an article never calls one thing two."""
    return thing.article not in cluster.articles and all(
        THING in (thing.cls, cls) or ontology.is_a(thing.cls, cls) or ontology.is_a(cls, thing.cls) for cls in cluster.classes
    )


def _named(clusters: Iterable[_Cluster], ontology: Ontology, base: str) -> Iterator[Thing]:
    """Each cluster under its IRI: of several with one slug, the one of the earliest article keeps it."""

    def key(cluster: _Cluster) -> tuple[str, str]:
        return ontology.kind(_classes(cluster.members, ontology)[0]), _cluster_slug(cluster)

    for (kind, plain), group in groupby(sorted(clusters, key=lambda cluster: (key(cluster), _earliest(cluster).age)), key=key):
        taken: Counter[str] = Counter()
        for index, cluster in enumerate(group):
            suffix = str(_earliest(cluster).article).rsplit("/", 1)[-1]
            taken[suffix] += index > 0
            own = "" if index == 0 else f"~{suffix}" + (f"~{taken[suffix]}" if taken[suffix] > 1 else "")
            yield _thing(cluster, canonical_iri(kind, plain + own, base), ontology)


def _thing(cluster: _Cluster, iri: URIRef, ontology: Ontology) -> Thing:
    pairs = sorted(zip(cluster.members, cluster.reasons, strict=True), key=lambda pair: pair[0].age)
    members = tuple(member for member, _ in pairs)
    return Thing(iri, _classes(members, ontology), _name(members), members, tuple(reason for _, reason in pairs))


def _cluster_slug(cluster: _Cluster) -> str:
    return _slug(_name(cluster.members), _earliest(cluster).iri)


def _slug(name: str, local: URIRef) -> str:
    try:
        return slug(name)
    except ValueError:
        return str(local).rsplit("/", 1)[-1]


def _name(members: Sequence[LocalThing]) -> str:
    """What the articles call it, each by the gazetteer's label, its fullest name or a description; of several the longest."""
    return longest([member.label for member in members if member.same_as] or [member.label for member in members])


def _classes(members: Sequence[LocalThing], ontology: Ontology) -> tuple[URIRef, ...]:
    """The most specific of the members' classes, the most frequent first; unknown only where nothing else is known."""
    count = Counter(member.cls for member in members)
    known = [cls for cls in count if cls != THING] or list(count)
    lowest = [cls for cls in known if not any(other != cls and ontology.is_a(other, cls) for other in known)]
    return tuple(sorted(lowest or known, key=lambda cls: (-count[cls], cls)))


def _earliest(cluster: _Cluster) -> LocalThing:
    return min(cluster.members, key=lambda member: member.age)
