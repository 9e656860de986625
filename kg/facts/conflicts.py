"""Where articles contradict one another: two values of what has one only, and what one states and another denies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import combinations

from pyoxigraph import NamedNode, Store
from rdflib import URIRef

from kg.explain import SPEAKER, said, text_of, value_of
from kg.facts import together
from kg.facts.claims import Choice, Claim, claims, spoken
from kg.iris import SCHEMA
from kg.merge import PLAIN
from kg.model import Status
from kg.ontology import Ontology
from kg.query import MERGED
from kg.rdf import NEWS

AMOUNT = ("value", "minValue", "maxValue", "currency", "unitText")
WITHIN, HOLDS = NamedNode(SCHEMA + "containedInPlace"), NamedNode(SCHEMA + "containsPlace")


class Kind(StrEnum):
    """What a conflict is about."""

    VALUES = "values"
    DENIAL = "denial"


@dataclass(frozen=True, slots=True)
class Saying:
    """One article's sentence; `reprint` says that an earlier one had the same text."""

    article: str
    title: str
    date: str
    publisher: str
    status: Status
    speaker: str
    as_of: str
    sentence: str
    reprint: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A value and who gives it, the earliest first; `sources` counts them, reprints of one text once."""

    value: str
    denied: bool
    sources: int
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What is said of one thing and cannot all be so; `iris` are the thing's and the property's."""

    kind: Kind
    subject: str
    property: str
    iris: tuple[str, str]
    sides: tuple[Side, ...]


def conflicts(store: Store, *, ontology: Ontology, choice: Choice | None = None, lang: str = "fr") -> tuple[Conflict, ...]:
    """Where what is asserted or reported in a merged graph contradicts itself, by name.

    A single-valued property has two values that cannot both be so, or one claim is stated and denied. "2012" and "2012-06-03"
    agree, and so do a town and its country; amounts that hold, or were given, at two dates do as well. What is planned or
    in doubt contradicts nothing.

    Raises WordsError.
    """
    lang = spoken(lang)
    found = [claim for claim in claims(store, ontology, choice or Choice()) if claim.status in PLAIN or claim.status is Status.NEGATED]
    stated = [claim for claim in found if claim.status in PLAIN]
    clashes = ((Kind.VALUES, _differing(store, stated, ontology)), (Kind.DENIAL, _denied(found)))
    told = [_conflict(store, kind, clash, ontology, lang) for kind, every in clashes for clash in every]
    return tuple(
        sorted(told, key=lambda one: (one.subject.casefold(), one.property, one.kind, one.iris, [side.value for side in one.sides]))
    )


def _differing(store: Store, stated: Iterable[Claim], ontology: Ontology) -> Iterator[list[Claim]]:
    """The claims of one thing's single-valued property of which each contradicts another."""
    differ = _differ(store)
    of: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in stated:
        known = ontology.properties.get(URIRef(claim.predicate))
        if known and known.functional:
            of[claim.subject.value, claim.predicate].append(claim)
    for group in of.values():
        alike: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
        for claim in group:
            alike[claim.key[2], claim.as_of, claim.source.date].append(claim)
        pairs = (pair for pair in combinations(alike, 2) if pair[0][0] != pair[1][0])
        if found := {key for pair in pairs if differ(*(alike[key][0] for key in pair)) for key in pair}:
            yield [claim for key in found for claim in alike[key]]


def _denied(found: Iterable[Claim]) -> Iterator[list[Claim]]:
    """The claims that say the same, of which some are stated and some denied."""
    for group in together(found).values():
        no, yes = ({claim.as_of for claim in group if (claim.status is Status.NEGATED) is denied} for denied in (True, False))
        if clash := [c for c in group if any(may_be_one(c.as_of, when) for when in (yes if c.status is Status.NEGATED else no))]:
            yield clash


def _differ(store: Store) -> Callable[[Claim, Claim], bool]:
    """Whether the values of two claims cannot both be so; an amount that the text does not date is as old as its article."""
    amount, around = cache(lambda iri: _amount(store, iri)), cache(lambda iri: _around(store, iri))

    def differ(one: Claim, other: Claim) -> bool:
        if not isinstance(one.object, NamedNode) or not isinstance(other.object, NamedNode):
            return may_be_one(one.as_of, other.as_of) and not may_be_one(one.object.value, other.object.value)
        a, b = amount(one.object), amount(other.object)
        if a and b:
            when = may_be_one(one.as_of or one.source.date, other.as_of or other.source.date)
            return when and a.unit == b.unit and (a.most < b.least or b.most < a.least)
        within = other.object in around(one.object) or one.object in around(other.object)
        return may_be_one(one.as_of, other.as_of) and not within

    return differ


def may_be_one(one: str, other: str) -> bool:
    """Whether two dates may be one, as 2012 and 2012-06-03, or any date and one that is unknown."""
    return one.startswith(other) or other.startswith(one)


@dataclass(frozen=True, slots=True)
class Range:
    """An amount between two bounds, which are one where it is exact."""

    least: Decimal
    most: Decimal
    unit: str


def _amount(store: Store, iri: NamedNode) -> Range | None:
    """The amount under an IRI, if it is one's."""
    exact, least, most, currency, unit = (_first(store, iri, SCHEMA + part) for part in AMOUNT)
    if not (exact or least or most):
        return None
    return Range(Decimal(exact or least or "-Infinity"), Decimal(exact or most or "Infinity"), currency or unit)


def _around(store: Store, place: NamedNode) -> set[NamedNode]:
    """The places that a place is in, as far as the graph says so."""
    found = {place}
    level = [place]
    while level:
        out = [q.object for one in level for q in store.quads_for_pattern(one, WITHIN, None, MERGED)]
        out += [q.subject for one in level for q in store.quads_for_pattern(None, HOLDS, one, MERGED)]
        level = [one for one in dict.fromkeys(out) if isinstance(one, NamedNode) and one not in found]
        found.update(level)
    return found


def _conflict(store: Store, kind: Kind, clash: Collection[Claim], ontology: Ontology, lang: str) -> Conflict:
    first = min(clash, key=lambda claim: claim.age)
    sides: dict[tuple[bool, str], list[Claim]] = defaultdict(list)
    for claim in sorted(clash, key=lambda claim: claim.age):
        denied = claim.status is Status.NEGATED
        sides[denied, claim.key[2]].append(claim)
    return Conflict(
        kind,
        said(store, first.subject, lang),
        ontology.label(URIRef(first.predicate), lang),
        (first.subject.value, first.predicate),
        tuple(_side(store, denied, group, lang) for (denied, _), group in sorted(sides.items())),
    )


def _side(store: Store, denied: bool, group: list[Claim], lang: str) -> Side:
    sayings = tuple(_saying(store, claim, lang) for claim in group)
    return Side(said(store, group[0].object, lang), denied, len({claim.source.first for claim in group}), sayings)


def _saying(store: Store, claim: Claim, lang: str) -> Saying:
    iri, article = NamedNode(claim.iri), NamedNode(claim.source.article)
    return Saying(
        article=claim.source.article,
        title=_first(store, article, SCHEMA + "headline"),
        date=claim.source.date,
        publisher=claim.source.publisher,
        status=claim.status,
        speaker=said(store, value_of(store, iri, SPEAKER), lang),
        as_of=claim.as_of,
        sentence=_first(store, iri, NEWS.sentence),
        reprint=claim.source.first != claim.source.article,
    )


def _first(store: Store, subject: NamedNode, predicate: str) -> str:
    return text_of(value_of(store, subject, NamedNode(predicate)))
