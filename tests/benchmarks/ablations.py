"""What each stage and each source of a class contributes: the facts found and the wrong ones said when it is off.

    python -m tests.benchmarks.ablations FOLDER…

The folders hold annotated articles, as `kg score` takes them. Each line is one run over all of them; the last two columns are the
difference from the run with everything on. What is switched off does nothing; what is built on it does without.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from kg.extract import Resources, conclude, consider, load
from kg.extract.weights import Weights
from kg.learn import annotation
from kg.parse import Reading, parse
from kg.read import read
from kg.score import Outcome, figures, score
from kg.score.gold import Annotation
from kg.score.gold import read as annotated


def nothing(*_: Any, **__: Any) -> tuple[Any, ...]:
    """In place of a stage that finds things."""
    return ()


def none(*_: Any, **__: Any) -> None:
    """In place of a stage that finds one thing."""


def no(*_: Any, **__: Any) -> bool:
    """In place of a test."""
    return False


def alone(token: Any) -> Iterator[Any]:
    """In place of coordination."""
    yield token


STAGES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("noun and role-noun predicates", "nominals.nominal_predications", nothing),
    ("adjectives and prepositions", "phrases.phrase_predications", nothing),
    ("light verbs", "clauses._light_nouns", nothing),
    ("passives", "syntax.is_passive", no),
    ("bare participles", "syntax.is_participle", no),
    ("relatives", "syntax._antecedent", none),
    ("understood subjects", "syntax._borrowed", nothing),
    ("coordination", "syntax.conjuncts", alone),
    ("possessives", "syntax.possessors", nothing),
    ("apposition", "apposition.appositions", nothing),
    ("happenings told by verbs", "happenings.evoked", lambda predications, _: tuple(predications)),
    ("offices and realms", "offices.with_realm", lambda parse, noun, forms, roles: list(roles)),
    ("understood ends", "bridging.Topics.understood", none),
    ("reports and sources", "attribution.reports", nothing),
    ("coreference of pronouns", "pronouns.pronoun", none),
    ("coreference of descriptions", "antecedents.described", none),
)
"""What is switched off, where it stands in `kg.extract`, and what takes its place."""

SOURCES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("the model's entity labels", ("the model's",)),
    ("the gazetteer", ("gazetteer",)),
    ("long lists of names", ("a list",)),
    ("the nouns of descriptions", ("its noun",)),
    ("appositions and nouns beside", ("called",)),
    (
        "the words of a name",
        ("its first word", "an organisation's word", "a team's initials", "a model's number", "its year", "title"),
    ),
    ("what predicates expect", ("expected",)),
    ("first name and surname", ("first name",)),
    ("prepositions and initials", ("preposition", "acronym", "initials behind")),
)
"""A source of classes, and how the reasons of its votes begin."""


@contextmanager
def without(where: str, instead: Callable[..., Any]) -> Iterator[None]:
    """Something of `kg.extract` replaced, wherever it was imported to."""
    module, *path = where.split(".")
    owner: Any = sys.modules[f"kg.extract.{module}"]
    for part in path[:-1]:
        owner = getattr(owner, part)
    original = getattr(owner, path[-1])
    with ExitStack() as undone:
        if len(path) > 1:
            undone.enter_context(patch.object(owner, path[-1], instead))
        for name, loaded in sorted(sys.modules.items()):
            if name.startswith("kg.extract") and getattr(loaded, path[-1], None) is original:
                undone.enter_context(patch.object(loaded, path[-1], instead))
        yield


@contextmanager
def unheard(reasons: Sequence[str]) -> Iterator[None]:
    """The votes for a class that have these reasons, not counted."""
    decide = sys.modules["kg.extract.typing"].decide

    def counted(votes: Iterable[Any], ontology: Any) -> Any:
        return decide((vote for vote in votes if not vote[2].startswith(tuple(reasons))), ontology)

    with without("typing.decide", counted):
        yield


def outcomes(gold: Sequence[Annotation], readings: Sequence[Reading], resources: Resources) -> tuple[Outcome, ...]:
    """Every article extracted anew and scored."""
    said = {}
    for one, kept in zip(gold, readings, strict=True):
        reading = replace(kept)  # answers about a reading are kept: what is switched off must not be answered from another run
        considered = consider(reading, resources)
        extraction = conclude(considered)
        said[one.id] = annotation(one.id, extraction.chains, extraction.claims, considered)
    return score(gold, said, resources.ontology)


def main(folders: Sequence[str]) -> None:
    """Print the table."""
    resources = load("news", "fr")
    gold = [one for folder in folders for one in annotated(Path(folder), resources.ontology)]
    readings = list(parse(article for one in gold if one.file for article in read([one.file.parent / one.source], lang="fr")))
    whole = _counts(outcomes(gold, readings, resources))
    print(f"{'everything on':<34}{whole[0]:>6} right {whole[1]:>5} wrong   F1 {whole[2]:.3f}")
    runs = [
        *((f"without {name}", without(where, instead)) for name, where, instead in STAGES),
        ("without kindred nouns", without("kindred.kindred", none)),
        *((f"without {name}", unheard(reasons)) for name, reasons in SOURCES),
    ]
    for name, off in runs:
        with off:
            _show(name, _counts(outcomes(gold, readings, resources)), whole)
    _show("without weights", _counts(outcomes(gold, readings, replace(resources, weights=Weights(0.0)))), whole)


def _counts(found: Iterable[Outcome]) -> tuple[int, int, float]:
    done = tuple(found)
    return sum(len(one.found) for one in done), sum(len(one.wrong) for one in done), figures(done)["f1"].value


def _show(name: str, now: tuple[int, int, float], whole: tuple[int, int, float]) -> None:
    right, wrong = now[0] - whole[0], now[1] - whole[1]
    print(f"{name:<34}{now[0]:>6} right {now[1]:>5} wrong   F1 {now[2]:.3f}   {right:>+4} right {wrong:>+4} wrong")


if __name__ == "__main__":
    main(sys.argv[1:])
