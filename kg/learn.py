"""Weights out of annotated articles: which cues speak for a proposed claim, learned from what is right in them and what is not.

A log-linear model over the cues of `kg.extract.cues`, by scikit-learn's logistic regression. What it is worth is measured on articles
that it has not seen: each is decided by the weights learned from all others.
"""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import LearningError, UserError
from kg.extract import Considered, conclude
from kg.extract.decide import Proposal, weighed
from kg.extract.weights import Weights
from kg.model import Chain, Claim, Extraction
from kg.ontology import Ontology
from kg.score import Share, figures, score, verdicts
from kg.score.gold import Annotation, Entity, Statement

SELDOM = 15
"""A cue that fewer proposals have is not learned: it would be about those articles."""
STRICTNESS = 0.1
"""scikit-learn's C: the smaller, the nearer all weights stay to 0."""
WORTH = 0.01
"""The loss of F1 that fewer wrong claims are worth."""
THRESHOLDS = tuple(n / 20 for n in range(16))
BANDS = 5
"""Into how many bands of confidence a reliability table is cut."""


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """One annotated article with all that could be said of it, and which of it is right; None for what is neither."""

    gold: Annotation
    considered: Considered
    verdicts: tuple[bool | None, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """The claims whose confidence lies in `[low, high)`: how many, what they promise on the average, and how many keep it."""

    low: float
    high: float
    count: int
    promised: float
    kept: float


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights, and what such weights are worth on articles that they were not learned from.

    `unweighed` are the figures with all proposals said, `figures` those at the threshold, `curve` those of every threshold.
    """

    weights: Weights
    proposals: int
    right: int
    unweighed: Mapping[str, Share]
    figures: Mapping[str, Share]
    curve: tuple[tuple[float, Mapping[str, Share]], ...]
    bands: tuple[Band, ...]


def lesson(gold: Annotation, considered: Considered, ontology: Ontology) -> Lesson:
    """What is right of all that an article could say, by its annotation."""
    claims = tuple(proposal.claim for proposal in considered.proposals)
    return Lesson(gold, considered, verdicts(gold, annotation(gold.id, considered.context.topics.chains, claims, considered), ontology))


def annotation(name: str, chains: Iterable[Chain], claims: Iterable[Claim], considered: Considered) -> Annotation:
    """What an article is said to say, as an annotation."""
    said = tuple(claims)
    ends = {end.key: end for claim in said for end in (claim.subject, claim.object) if isinstance(end, Chain)}
    things = {chain.key: chain for chain in chains} | ends
    words = considered.context.parse.reading.article.text
    names = {key: {c.label, *c.names, *(words[m.begin : m.end] for m in c.mentions)} for key, c in things.items()}
    return Annotation(
        name,
        {key: Entity(chain.cls, tuple(sorted(names[key]))) for key, chain in things.items()},
        tuple(_statement(claim, words) for claim in said),
    )


def _statement(claim: Claim, words: str) -> Statement:
    thing = isinstance(claim.object, Chain)
    return Statement(
        subject=claim.subject.key,
        predicate=claim.predicate,
        object=claim.object.key if isinstance(claim.object, Chain) else str(claim.object),
        value=not thing,
        statuses=frozenset({claim.status}),
        speakers=frozenset({claim.speaker.key} if claim.speaker else ()),
        evidence=frozenset({words[claim.evidence.begin : claim.evidence.end]}),
    )


def learn(lessons: Sequence[Lesson], ontology: Ontology) -> Learned:
    """The weights that all lessons teach, at the strictest threshold whose F1 on articles left out is within a hundredth of the best.

    Of two graphs as good, the one with fewer wrong facts.

    Raises LearningError where there is too little to learn from.
    """
    examples = [(one.gold.id, found.cues, right) for one in lessons for found, right in _judged(one)]
    apart = [(one, [(cues, right) for name, cues, right in examples if name != one.gold.id]) for one in lessons]
    if not apart or not all(_teach(others) for _, others in apart):
        raise LearningError(len(lessons), len(examples))
    left_out = [(one, _fit(others)) for one, others in apart]
    curve = tuple((threshold, _figures(left_out, threshold, ontology)) for threshold in THRESHOLDS)
    top = max(shares["f1"].value for _, shares in curve)
    best, found = max((point for point in curve if point[1]["f1"].value >= top - WORTH), key=lambda point: point[0])
    weights = replace(_fit([(cues, right) for _, cues, right in examples]), threshold=best)
    return Learned(weights, len(examples), sum(right for *_, right in examples), curve[0][1], found, curve, tuple(_bands(left_out)))


def equipped() -> None:
    """Make sure, before articles are read, of what the learning is done by.

    Raises UserError where scikit-learn is not installed.
    """
    if not importlib.util.find_spec("sklearn"):
        raise UserError("learning needs scikit-learn, which is not installed; in the folder of kg's README: pip install '.[learn]'")


def _judged(one: Lesson) -> Iterator[tuple[Proposal, bool]]:
    return ((p, right) for p, right in zip(one.considered.proposals, one.verdicts, strict=True) if right is not None)


def _teach(examples: Sequence[tuple[Mapping[str, float], bool]]) -> bool:
    """Whether there is something to learn: what is right and what is not, and a cue that is not seldom."""
    seen = Counter(name for cues, _ in examples for name in cues)
    return len({right for _, right in examples}) == 2 and max(seen.values(), default=0) >= SELDOM


def _fit(examples: Sequence[tuple[Mapping[str, float], bool]]) -> Weights:
    """The weights of the cues that are not seldom, rounded to two digits, so that they can be read."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen = Counter(name for cues, _ in examples for name in cues)
    kept = [{name: value for name, value in cues.items() if seen[name] >= SELDOM} for cues, _ in examples]
    vectors = DictVectorizer(sparse=False)
    model = LogisticRegression(C=STRICTNESS, max_iter=5000).fit(vectors.fit_transform(kept), [right for _, right in examples])
    cues = {str(name): round(float(weight), 2) for name, weight in zip(vectors.feature_names_, model.coef_[0], strict=True)}
    return Weights(round(float(model.intercept_[0]), 2), {name: weight for name, weight in cues.items() if weight})


def decided(one: Lesson, weights: Weights) -> Extraction:
    """What an article says by these weights."""
    context = one.considered.context
    again = replace(one.considered, context=replace(context, resources=replace(context.resources, weights=weights)))
    return conclude(replace(again, proposals=tuple(weighed(proposal, weights) for proposal in one.considered.proposals)))


def _figures(left_out: Iterable[tuple[Lesson, Weights]], threshold: float, ontology: Ontology) -> Mapping[str, Share]:
    said = {}
    for one, weights in left_out:
        extraction = decided(one, replace(weights, threshold=threshold))
        said[one.gold.id] = annotation(one.gold.id, extraction.chains, extraction.claims, one.considered)
    return figures(score([one.gold for one, _ in left_out], said, ontology))


def _bands(left_out: Iterable[tuple[Lesson, Weights]]) -> Iterator[Band]:
    """The reliability of confidence on articles left out."""
    sure = [(weights.confidence(found.cues), right) for one, weights in left_out for found, right in _judged(one)]
    for n in range(BANDS):
        low, high = n / BANDS, (n + 1) / BANDS
        inside = [(promised, right) for promised, right in sure if low <= promised < high]
        if inside:
            yield Band(low, high, len(inside), sum(p for p, _ in inside) / len(inside), sum(right for _, right in inside) / len(inside))


def written(found: Learned, folders: Sequence[Path]) -> str:
    """The file of weights: where they come from and what they are worth, the threshold, then the weights from the best cue to the worst."""
    worth = ", ".join(
        f"{name} {found.figures[key].value:.3f}" for name, key in (("precision", "precision"), ("recall", "recall"), ("F1", "f1"))
    )
    told = (
        "# How much each cue speaks for a claim, in log-odds. Learned: write it anew with",
        f"#     kg learn {' '.join(map(str, folders))}",
        f"# {found.proposals} proposed claims, {found.right} of them right.",
        f"# On articles left out: {worth}; with all of them said F1 is {found.unweighed['f1'].value:.3f}.",
    )
    weights = found.weights
    order = sorted(weights.cues.items(), key=lambda item: (-item[1], item[0]))
    body = [f"{json.dumps(name, ensure_ascii=False)} = {weight}" for name, weight in order]
    return "\n".join([*told, "", f"threshold = {weights.threshold}", f"bias = {weights.bias}", "", "[cues]", *body, ""])
