"""What a graph's articles say, each fact once: by how many of them, when, with what status, and when it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Store
from rdflib import URIRef

from kg.explain import said
from kg.facts.claims import Choice, Claim, Key, chosen, claims, spoken
from kg.model import Status
from kg.ontology import Ontology

__all__ = ["Choice", "Corroborated", "chosen", "facts"]


@dataclass(frozen=True, slots=True)
class Corroborated:
    """A fact and who says it; subject, property and object are in a reader's words, and `key` has their IRIs.

    `sources` counts the articles that say it, reprints of one text once, and `denials` those that deny it. `articles` and
    `publishers` are all that print either. `first` and `last` are when it was said, `holds` the dates for which it is said to
    hold. `confidence` is the highest of any claim.
    """

    subject: str
    property: str
    object: str
    key: Key
    sources: int
    denials: int
    articles: tuple[str, ...]
    publishers: tuple[str, ...]
    first: str
    last: str
    holds: tuple[str, ...]
    statuses: tuple[Status, ...]
    confidence: float


def facts(
    store: Store, *, ontology: Ontology, choice: Choice | None = None, min_sources: int = 1, lang: str = "fr"
) -> tuple[Corroborated, ...]:
    """The facts of a merged graph, those with the most sources first, then by name.

    Only the claims of the `choice` count. `min_sources` is how many independent articles it takes to say a fact, or to deny it.

    Raises WordsError.
    """
    lang = spoken(lang)
    kept = ((group, stated, denied) for group, stated, denied in _supported(store, ontology, choice or Choice()))
    found = [_fact(store, group, stated, denied, ontology, lang) for group, stated, denied in kept if max(stated, denied) >= min_sources]
    return tuple(sorted(found, key=_most_said))


def _supported(store: Store, ontology: Ontology, choice: Choice) -> Iterator[tuple[list[Claim], int, int]]:
    """Claims that say the same, how many sources say it, and how many deny it."""
    for group in together(claims(store, ontology, choice)).values():
        stated, denied = ({claim.source.first for claim in group if (claim.status is Status.NEGATED) is no} for no in (False, True))
        yield group, len(stated), len(denied)


def together(found: Iterable[Claim]) -> Mapping[Key, list[Claim]]:
    """Claims by what they say."""
    groups: dict[Key, list[Claim]] = defaultdict(list)
    for claim in found:
        groups[claim.key].append(claim)
    return groups


def _fact(store: Store, group: list[Claim], stated: int, denied: int, ontology: Ontology, lang: str) -> Corroborated:
    """A fact as the earliest of its claims puts it."""
    first = min(group, key=lambda claim: claim.age)
    dates = sorted({claim.source.date for claim in group} - {""})
    there = {claim.status for claim in group}
    return Corroborated(
        subject=said(store, first.subject, lang),
        property=ontology.label(URIRef(first.predicate), lang),
        object=said(store, first.object, lang),
        key=(first.subject.value, first.predicate, first.object.value),
        sources=stated,
        denials=denied,
        articles=tuple(sorted({claim.source.article for claim in group})),
        publishers=tuple(sorted({claim.source.publisher for claim in group} - {""})),
        first=dates[0] if dates else "",
        last=dates[-1] if dates else "",
        holds=tuple(sorted({claim.as_of for claim in group} - {""})),
        statuses=tuple(status for status in Status if status in there),
        confidence=max(claim.confidence for claim in group),
    )


def _most_said(fact: Corroborated) -> tuple[int, int, str, str, str, Key]:
    return -max(fact.sources, fact.denials), -fact.sources, fact.subject.casefold(), fact.property, fact.object.casefold(), fact.key
