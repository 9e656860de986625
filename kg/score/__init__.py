"""How well an extraction does: what a graph says of articles, against what people annotated in them.

First every thing of the graph is aligned to at most one entity of the gold, by its names in that article; then facts are compared
between aligned things, each once. A property agrees when it is the same, when one is a super-property of the other, or read through
its inverse; a figure agrees with its unit, a date as far as the less precise of the two goes. An optional fact of the gold counts
neither as missed nor as wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rdflib import URIRef

from kg.iris import slug
from kg.model import Status
from kg.ontology import Ontology
from kg.rdf import SCHEMA
from kg.score.gold import Annotation, Entity, Statement
from kg.score.likeness import likeness, overlap, same_value, words

PLACED = frozenset({SCHEMA.location, SCHEMA.containedInPlace})
"""A facility may be placed by either."""
SAME = 0.7
"""The share of their words that two stretches of text have in common at least."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """Between 0 and 1; 0 of nothing is 0."""
        return self.part / max(self.whole, 1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One article: the gold's facts that were found, each with what was said; those missed; what was said and is not so.

    `speakers` are those named rightly of those found that have one, `quotes` those found with their speaker, `entities` those found by a
    name, `classes` those of them whose class is right, or above or below the right one.
    """

    gold: Annotation
    said: Annotation
    found: tuple[tuple[Statement, Statement], ...]
    missed: tuple[Statement, ...]
    wrong: tuple[Statement, ...]
    speakers: Share
    quotes: Share
    entities: Share
    classes: Share

    @property
    def needed(self) -> tuple[Statement, ...]:
        """The gold's facts but for the optional ones."""
        return tuple(fact for fact in self.gold.facts if not fact.optional)


@dataclass(frozen=True, slots=True)
class Error:
    """A fact of the gold that was `missed`, or one that was said and is `wrong`, in words."""

    article: str
    what: str
    subject: str
    predicate: URIRef
    object: str
    statuses: tuple[str, ...]
    evidence: tuple[str, ...]


def score(gold: Iterable[Annotation], said: Mapping[str, Annotation], ontology: Ontology) -> tuple[Outcome, ...]:
    """Each article of the gold against what is said of it, by the slug of its id; nothing is said of one that is not there."""
    return tuple(_outcome(one, said.get(slug(one.id), Annotation(one.id, {}, ())), ontology) for one in gold)


def figures(outcomes: Iterable[Outcome]) -> dict[str, Share]:
    """The overall figures, micro-averaged: precision, recall, F1, F1 with the status required, and what else was to be found."""
    done = tuple(outcomes)
    gold = sum(len(one.needed) for one in done)
    pairs = [pair for one in done for pair in one.found]
    said = len(pairs) + sum(len(one.wrong) for one in done)
    return {
        "precision": Share(len(pairs), said),
        "recall": Share(len(pairs), gold),
        "f1": Share(2 * len(pairs), said + gold),
        "f1_with_status": Share(2 * sum(_same_status(*pair) for pair in pairs), said + gold),
        "speaker": _total(one.speakers for one in done),
        "evidence": Share(sum(_same_evidence(*pair) for pair in pairs), len(pairs)),
        "quotes": _total(one.quotes for one in done),
        "entities": _total(one.entities for one in done),
        "classes": _total(one.classes for one in done),
    }


def by_property(outcomes: Iterable[Outcome]) -> dict[URIRef, Counter[str]]:
    """How many facts of each property are `gold`, `found` and `wrong`, the most frequent of the gold first."""
    counts: defaultdict[URIRef, Counter[str]] = defaultdict(Counter)
    for one in outcomes:
        for what, facts in (("gold", one.needed), ("found", [gold for gold, _ in one.found]), ("wrong", one.wrong)):
            for fact in facts:
                counts[fact.predicate][what] += 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1]["gold"], item[0])))


def by_status(outcomes: Iterable[Outcome]) -> dict[Status, Counter[str]]:
    """How many facts of each status are `gold`, `found` at all, found with the `same status`, and `wrong`."""
    counts = {status: Counter[str]() for status in Status}
    for one in outcomes:
        for fact in one.needed:
            counts[fact.status]["gold"] += 1
        for fact, match in one.found:
            counts[fact.status]["found"] += 1
            counts[fact.status]["same status"] += _same_status(fact, match)
        for fact in one.wrong:
            counts[fact.status]["wrong"] += 1
    return counts


def errors(outcomes: Iterable[Outcome]) -> Iterator[Error]:
    """What was missed and what is wrong, article by article."""
    for one in outcomes:
        for what, facts, where in (("missed", one.missed, one.gold), ("wrong", one.wrong, one.said)):
            for fact in facts:
                said = fact.object if fact.value else _name(where, fact.object)
                statuses = tuple(status.value.lower() for status in Status if status in fact.statuses)
                yield Error(one.gold.id, what, _name(where, fact.subject), fact.predicate, said, statuses, tuple(sorted(fact.evidence)))


def _name(where: Annotation, key: str) -> str:
    return max(where.entities[key].names, key=lambda name: (len(name), name)) if key in where.entities else key


def _total(shares: Iterable[Share]) -> Share:
    counted = tuple(shares)
    return Share(sum(share.part for share in counted), sum(share.whole for share in counted))


def _outcome(gold: Annotation, said: Annotation, ontology: Ontology) -> Outcome:
    aligned = align(gold, said)
    free = _once([fact for fact in said.facts if fact.predicate in ontology.properties], aligned, ontology)
    pairs, missed = [], []
    for fact in sorted(gold.facts, key=lambda fact: fact.optional):
        match = _match(fact, free, aligned, ontology)
        if match is not None:
            free.remove(match)
        if match is None and not fact.optional:
            missed.append(fact)
        elif match is not None and not fact.optional:
            pairs.append((fact, match))
    told = [bool({aligned.get(speaker) for speaker in match.speakers} & fact.speakers) for fact, match in pairs if fact.speakers]
    known = _entities(gold, said, ontology)
    return Outcome(
        gold,
        said,
        tuple(pairs),
        tuple(missed),
        tuple(free),
        Share(sum(told), len(told)),
        _quotes(gold, said, aligned),
        *known,
    )


def verdicts(gold: Annotation, said: Annotation, ontology: Ontology) -> tuple[bool | None, ...]:
    """Of each fact that is said, in order, whether the gold has it; None where only an optional fact says so."""
    aligned = align(gold, said)
    return tuple(_verdict(fact, gold, aligned, ontology) for fact in said.facts)


def _verdict(said: Statement, gold: Annotation, aligned: Mapping[str, str], ontology: Ontology) -> bool | None:
    agreeing = [fact for fact in gold.facts if _match(fact, [said], aligned, ontology) is not None]
    return None if agreeing and all(fact.optional for fact in agreeing) else bool(agreeing)


def align(gold: Annotation, said: Annotation) -> dict[str, str]:
    """Each thing that is said → the entity of the gold that it is most like, where it is like one."""
    ranked = {key: _rank(thing, gold) for key, thing in said.entities.items()}
    return {key: best[-1] for key, best in ranked.items() if best is not None}


def _rank(thing: Entity, gold: Annotation) -> tuple[float, float, str] | None:
    """The most alike entity: by its most alike name, then by how many of the thing's names it has."""
    found = []
    for key, entity in gold.entities.items():
        pairs = [likeness(name, other) for name in entity.names for other in thing.names]
        if max(pairs, default=0.0) > 0:
            found.append((max(pairs), sum(pair == 1 for pair in pairs) / len(thing.names), key))
    return max(found, default=None)


def _entities(gold: Annotation, said: Annotation, ontology: Ontology) -> tuple[Share, Share]:
    """How many of the gold's entities are found by a name; of these, how many have their class, or one above or below it."""
    best: dict[str, tuple[float, float, str]] = {}
    for key, thing in said.entities.items():
        rank = _rank(thing, gold)
        if rank is not None:
            best[rank[-1]] = max(best.get(rank[-1], (0.0, 0.0, "")), (*rank[:2], key))
    right = sum(ontology.more_specific(gold.entities[key].cls, said.entities[rank[-1]].cls) is not None for key, rank in best.items())
    return Share(len(best), len(gold.entities)), Share(right, len(best))


def _once(facts: Iterable[Statement], aligned: Mapping[str, str], ontology: Ontology) -> list[Statement]:
    """What is said of the same things, said once, with all its statuses, speakers and evidence."""
    merged: dict[tuple[str, ...], Statement] = {}
    for fact in facts:
        ends = ((one.predicate, one.subject, one.object, one.value) for one in _readings(fact, ontology))
        key = min((p, aligned.get(s, s), o if value else aligned.get(o, o)) for p, s, o, value in ends)
        same = merged.get(key, fact)
        merged[key] = replace(
            same,
            statuses=same.statuses | fact.statuses,
            speakers=same.speakers | fact.speakers,
            evidence=same.evidence | fact.evidence,
        )
    return list(merged.values())


def _readings(fact: Statement, ontology: Ontology) -> Iterator[Statement]:
    """The fact, and the same through the property's inverse."""
    yield fact
    inverse = ontology.property(fact.predicate).inverse
    if inverse is not None and not fact.value:
        yield replace(fact, subject=fact.object, predicate=inverse, object=fact.subject)


def _match(fact: Statement, free: Iterable[Statement], aligned: Mapping[str, str], ontology: Ontology) -> Statement | None:
    """What says this fact; of several, one with its status, then one with its very property."""
    gold = tuple(_readings(fact, ontology))
    agreeing = [said for said in free if any(_agree(one, other, aligned, ontology) for one in gold for other in _readings(said, ontology))]
    return min(agreeing, key=lambda said: (not said.statuses & fact.statuses, said.predicate != fact.predicate), default=None)


def _agree(gold: Statement, said: Statement, aligned: Mapping[str, str], ontology: Ontology) -> bool:
    related = ontology.more_specific(gold.predicate, said.predicate) is not None or {gold.predicate, said.predicate} <= PLACED
    if not related or gold.value != said.value:
        return False
    ends = aligned.get(said.subject), aligned.get(said.object)
    if gold.value:
        return ends[0] == gold.subject and same_value(gold.object, said.object)
    symmetric = ontology.property(gold.predicate).symmetric
    return ends == (gold.subject, gold.object) or (symmetric and ends == (gold.object, gold.subject))


def _same_status(gold: Statement, said: Statement) -> bool:
    """Whether the status is right; what is said with every status there is is said with none."""
    return bool(gold.statuses & said.statuses) and len(said.statuses) <= 2


def _same_evidence(gold: Statement, said: Statement) -> bool:
    """Whether one of the stretches said holds most words of the gold's."""
    return any(words(one) and len(words(one) & words(other)) / len(words(one)) >= SAME for one in gold.evidence for other in said.evidence)


def _quotes(gold: Annotation, said: Annotation, aligned: Mapping[str, str]) -> Share:
    left, found = list(said.quotes), 0
    for speaker, text in gold.quotes:
        hit = next((quote for quote in left if aligned.get(quote[0]) == speaker and overlap(text, quote[1]) >= SAME), None)
        if hit is not None:
            left.remove(hit)
            found += 1
    return Share(found, len(gold.quotes))
