"""What a change may touch of other articles: the things bound to its own by ties, those that are alike as crowds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from rdflib import URIRef

from kg.archive.index import HAS, RECORD, TIE, Dates, Index, Standing
from kg.link import Crowd, Decisions, LocalThing, Reason, Thing, bound, components, ties, told_apart
from kg.rdf import Quad


@dataclass(frozen=True, slots=True)
class Resolved:
    """What an article's thing stands for, and why."""

    member: LocalThing
    reason: Reason
    thing: URIRef


def beside(
    index: Index, old: Sequence[LocalThing], new: Sequence[LocalThing], decisions: Decisions
) -> tuple[list[LocalThing], list[Crowd]]:
    """The things of other articles that share a tie, directly or through others, with those of articles that go or come."""
    own = tuple(map(decisions.corrected, (*old, *new)))
    gone, changing = Counter(map(index.profile, old)), {thing.article for thing in own}
    told: list[LocalThing] = []
    crowds: dict[URIRef, Crowd] = {}
    tied = {tie for thing in (*old, *new, *own) for tie in ties(thing, decisions)}
    for profile in sorted(_bound(index, tied, _decided(index, decisions))):
        things, crowd = _alike(index, profile, gone[profile], changing, decisions)
        told += things
        crowds |= {crowd.like.iri: crowd} if crowd is not None else {}
    parts = [
        told_apart([thing for thing in part if thing.article not in changing], [crowds[t.iri] for t in part if t.iri in crowds])
        for part in components((*told, *own), decisions)
    ]
    return [thing for things, _ in parts for thing in things], [crowd for _, left in parts for crowd in left]


def _alike(index: Index, profile: URIRef, gone: int, changing: Set[URIRef], decisions: Decisions) -> tuple[list[LocalThing], Crowd | None]:
    """The things of a profile besides those of articles that change: the earliest with its crowd, and each of which decisions speak."""
    standing, dates, spoken_of = index.standing(profile), Dates(index, profile), decisions.articles() - changing
    assert standing is not None
    apart = [article for article in sorted(spoken_of) if article in dates]
    told = [decisions.corrected(index.thing(profile, article, dates[article])) for article in apart]
    left = standing.size - gone - len(apart)
    if not left:
        return told, None
    like = decisions.corrected(index.thing(profile, *_earliest(standing, dates, spoken_of | changing)))
    crowd = Crowd(like, dates, left - 1, spoken_of | changing)
    if decisions.same and not crowd.named:  # of what has no name they may speak as well
        return [*told, like, *crowd.members], None
    return [*told, like], crowd if left > 1 else None


def resolved(was: Iterable[Thing], now: Iterable[Thing], crowds: Iterable[Crowd]) -> tuple[dict[URIRef, Resolved], dict[URIRef, Resolved]]:
    """What the articles' things stand for before a change and after it; those for which it differs are all in it, crowd or not."""
    told = [{m.iri: Resolved(m, why, t.iri) for t in things for m, why in zip(t.members, t.reasons, strict=True)} for things in (was, now)]
    led = [{crowd.like.iri: (why, thing.iri) for thing in things for crowd, why in thing.crowds} for things in (was, now)]
    for crowd in crowds:
        ways = [one.get(crowd.like.iri) for one in led]
        for member in crowd.members if ways[0] != ways[1] else ():
            for known, way in zip(told, ways, strict=True):
                if way is not None:
                    known[member.iri] = Resolved(member, *way)
    return told[0], told[1]


def restood(index: Index, old: Sequence[LocalThing], new: Sequence[LocalThing], decisions: Decisions) -> tuple[set[Quad], set[Quad]]:
    """What the index gains and loses of profiles where things go and others come."""
    gains: set[Quad] = set()
    losses: set[Quad] = set()
    gone, changing = Counter(map(index.profile, old)), {thing.article for thing in (*old, *new)}
    come: dict[URIRef, list[LocalThing]] = {index.profile(thing): [] for thing in (*old, *new)}
    for thing in new:
        come[index.profile(thing)].append(thing)
    for profile, things in come.items():
        standing = index.standing(profile)
        left = standing.size - gone[profile] if standing is not None else 0
        having = [(thing.article, thing.date) for thing in things]
        if standing is not None:
            losses |= {index.of_standing(profile, standing), *(() if left + len(things) else index.quads(profile, RECORD, TIE))}
            having += [_earliest(standing, Dates(index, profile), changing)] if left else []
        elif things:
            gains |= set(index.of_profile(things[0], decisions))
        if having:
            gains.add(index.of_standing(profile, Standing(left + len(things), *min(having, key=_age))))
    return gains, losses


def _decided(index: Index, decisions: Decisions) -> Mapping[URIRef, frozenset[str]]:
    """The ties of profiles by what was decided of one article's thing alone: the index has those of the first thing of each."""
    found: defaultdict[URIRef, frozenset[str]] = defaultdict(frozenset)
    for article in sorted(decisions.articles()):
        for profile in map(URIRef, index.values(article, HAS)):
            found[profile] |= ties(decisions.corrected(index.thing(profile, article)), decisions)
    return found


def _bound(index: Index, frontier: set[str], decided: Mapping[URIRef, frozenset[str]]) -> set[URIRef]:
    """The profiles that share a tie with these, directly or through others."""
    found: set[URIRef] = set()
    known: set[str] = set()
    while frontier := {tie for one in frontier for tie in bound(one)} - known:
        known |= frontier
        reached = {profile for tie in frontier for profile in index.subjects(TIE, tie)}
        reached |= {profile for profile, own in decided.items() if not own.isdisjoint(frontier)}
        reached -= found
        found |= reached
        frontier = {tie for profile in reached for tie in (*index.values(profile, TIE), *decided.get(profile, ()))}
    return found


def _earliest(standing: Standing, dates: Dates, but: Collection[URIRef]) -> tuple[URIRef, str]:
    """The earliest article of a profile besides some."""
    if standing.article not in but:
        return standing.article, standing.date
    return min(((article, dates[article]) for article in dates if article not in but), key=_age)


def _age(dated: tuple[URIRef, str]) -> tuple[bool, str, str]:
    """Sorts the earliest article first and undated ones last."""
    article, date = dated
    return not date, date, str(article)
