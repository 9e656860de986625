"""Which claims to believe, learned from annotated articles."""

import importlib.util
import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg import ontology
from kg.cli import app
from kg.errors import LearningError, OntologyError
from kg.extract import Resources, consider, load, weights
from kg.extract.weights import Weights
from kg.learn import Learned, Lesson, decided, learn, lesson, written
from kg.parse import parse
from kg.read import read
from kg.score.gold import read as annotations

GOLD = Path(__file__).parent / "gold" / "look"
FEW = 5


@pytest.fixture(scope="module")
def resources() -> Resources:
    return load("news", "fr")


@pytest.fixture(scope="module")
def lessons(resources: Resources) -> list[Lesson]:
    known = resources.ontology
    some = annotations(GOLD, known)[:FEW]
    readings = parse(article for one in some for article in read([GOLD / one.source], lang="fr"))
    return [lesson(one, consider(reading, resources), known) for one, reading in zip(some, readings, strict=True)]


@pytest.fixture(scope="module")
def learned(lessons: list[Lesson], resources: Resources) -> Learned:
    return learn(lessons, resources.ontology)


def test_what_is_right_is_told_from_what_is_not(lessons: list[Lesson]) -> None:
    verdicts = {verdict for one in lessons for verdict in one.verdicts}
    assert verdicts == {True, False}


def test_the_same_lessons_teach_the_same_weights(lessons: list[Lesson], learned: Learned, resources: Resources) -> None:
    assert written(learned, [GOLD]) == written(learn(lessons, resources.ontology), [GOLD])


def test_weights_know_no_word_of_an_article(lessons: list[Lesson], learned: Learned) -> None:
    words = {name for one in lessons for thing in one.gold.entities.values() for name in thing.names if len(name) > 3}
    cues = learned.weights.cues
    assert cues and not {cue for cue in cues for word in words if word in cue}


def test_a_higher_threshold_says_less(lessons: list[Lesson]) -> None:
    half = Weights(0.0, {"subject is a name": 1.0}, 0.6)
    less = [len(decided(one, half).claims) for one in lessons]
    more = [len(decided(one, Weights(0.0, half.cues, 0.0)).claims) for one in lessons]
    assert all(a <= b for a, b in zip(less, more, strict=True)) and sum(less) < sum(more)


def test_what_is_written_is_read_again(learned: Learned, tmp_path: Path) -> None:
    (tmp_path / "weights.toml").write_text(written(learned, [GOLD]), encoding="utf-8")
    assert weights.load(tmp_path) == learned.weights
    assert tomllib.loads(written(learned, [GOLD]))["threshold"] == learned.weights.threshold


def test_too_little_teaches_nothing(lessons: list[Lesson], resources: Resources) -> None:
    right = [replace(one, verdicts=tuple(verdict or None for verdict in one.verdicts)) for one in lessons]
    with pytest.raises(LearningError, match=f"{FEW} annotated articles with"):
        learn(right, resources.ontology)
    few = [
        replace(one, considered=replace(one.considered, proposals=one.considered.proposals[:2]), verdicts=(True, False)) for one in lessons
    ]
    with pytest.raises(LearningError, match="10 proposed claims to judge; annotate more"):
        learn(few, resources.ontology)
    with pytest.raises(LearningError, match="1 annotated article with"):
        learn(lessons[:1], resources.ontology)


def test_a_place_that_cannot_be_written_to_is_said_before_anything_is_read() -> None:
    done = CliRunner().invoke(app, ["learn", "nowhere", "--out", "/proc/weights.toml"])
    assert (done.exit_code, done.stderr.startswith("kg: error: /proc/weights.toml: it cannot be written")) == (2, True), done.output


def test_what_is_not_installed_is_said_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    done = CliRunner().invoke(app, ["learn", "nowhere"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.endswith("pip install '.[learn]'\n")


@pytest.mark.parametrize("wrong", ["threshold = high", "threshold = 7\nbias = 0\n[cues]\n", 'threshold = 0\nbias = 0\n[cues]\n"odd" = 1'])
def test_a_file_of_weights_that_is_none_is_named(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "weights.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(OntologyError, match=r"weights\.toml: not a file of weights"):
        weights.load(tmp_path)


def test_every_cue_that_a_claim_can_have_is_one_that_a_file_of_weights_may_weigh(lessons: list[Lesson]) -> None:
    seen = {cue for lesson in lessons for proposal in lesson.considered.proposals for cue in proposal.cues}
    weighed = "".join(f"{json.dumps(cue, ensure_ascii=False)} = 1\n" for cue in sorted(seen))
    told = weights.read(f"threshold = 0\nbias = 0\n[cues]\n{weighed}")
    assert set(told.cues) == seen and len(seen) > 40


def test_without_weights_every_claim_is_as_sure_as_the_next(tmp_path: Path) -> None:
    none = weights.load(tmp_path)
    assert none.confidence({"subject is a name": 1.0}) == none.confidence({}) == weights.UNLEARNED and none.threshold == 0


def test_the_shares_of_a_confidence_are_its_cues_by_weight() -> None:
    known = Weights(0.0, {"a": 1.0, "b": -2.0, "c": 0.0})
    assert known.shares({"a": 1.0, "b": 1.0, "c": 1.0, "d": 1.0}) == (("b", -2.0), ("a", 1.0))
    assert known.because({"a": 0.5, "b": 1.0}) == ("start +0.00", "b -2.00", "a +0.50")


def test_the_ontology_of_news_has_weights_of_its_own_or_none() -> None:
    assert 0 <= weights.load(ontology.load("news").folder).threshold < 1
