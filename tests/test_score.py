"""The measure: what agrees with the gold and what does not, how bad gold is named, and that a graph and its articles score the same."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rdflib import URIRef
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.errors import GoldError
from kg.iris import NEWS, SCHEMA
from kg.model import Status
from kg.ontology import Ontology
from kg.score import Outcome, by_property, by_status, errors, figures, score
from kg.score.gold import Annotation, Entity, Statement, read
from kg.score.likeness import likeness, same_value

TINY = Path(__file__).parent / "gold-tiny"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def gold() -> tuple[Annotation, ...]:
    from kg import ontology

    return read(TINY, ontology.load("news"))


def against(gold: tuple[Annotation, ...], ontology: Ontology, **changed: Annotation) -> tuple[Outcome, ...]:
    """The gold scored against itself, but for the articles changed."""
    return score(gold, {one.id: one for one in gold} | changed, ontology)


def vernay(gold: tuple[Annotation, ...]) -> Annotation:
    return next(one for one in gold if one.id == "vernay")


def test_the_gold_itself_is_right_in_all(gold: tuple[Annotation, ...], ontology: Ontology) -> None:
    assert {share.value for share in figures(against(gold, ontology)).values()} == {1.0}


def test_nothing_said_is_all_missed_and_an_optional_fact_is_not_asked_for(gold: tuple[Annotation, ...], ontology: Ontology) -> None:
    found = figures(score(gold, {}, ontology))
    assert (found["recall"].part, found["recall"].whole, found["precision"].whole) == (0, 13, 0)


def test_a_missed_fact_and_a_wrong_one_are_told_with_their_evidence(gold: tuple[Annotation, ...], ontology: Ontology) -> None:
    one = vernay(gold)
    wrong = replace(one.facts[0], predicate=URIRef(NEWS + "defeats"), evidence=frozenset({"bat"}))
    outcomes = against(gold, ontology, vernay=replace(one, facts=(wrong, *one.facts[1:])))
    told = [(error.what, error.subject, error.predicate, error.object, error.evidence) for error in errors(outcomes)]
    assert told == [
        ("missed", "Le groupe Vernay", URIRef(NEWS + "acquires"), "la société Mobix", tuple(one.facts[0].evidence)),
        ("wrong", "Le groupe Vernay", URIRef(NEWS + "defeats"), "la société Mobix", ("bat",)),
    ]
    counts = by_property(outcomes)
    assert (counts[URIRef(NEWS + "acquires")]["found"], counts[URIRef(NEWS + "defeats")]["wrong"]) == (0, 1)


@pytest.mark.parametrize(
    ("gold_says", "said", "agrees"),
    [
        (("a", NEWS + "chiefExecutiveOf", "b"), ("a", NEWS + "leads", "b"), True),
        (("a", NEWS + "leads", "b"), ("a", NEWS + "chiefExecutiveOf", "b"), True),
        (("a", NEWS + "leads", "b"), ("b", SCHEMA + "employee", "a"), True),
        (("a", NEWS + "founds", "b"), ("b", SCHEMA + "founder", "a"), True),
        (("a", NEWS + "meets", "b"), ("b", NEWS + "meets", "a"), True),
        (("a", NEWS + "defeats", "b"), ("b", NEWS + "defeats", "a"), False),
        (("a", SCHEMA + "location", "b"), ("a", SCHEMA + "containedInPlace", "b"), True),
        (("a", NEWS + "supports", "b"), ("a", NEWS + "opposes", "b"), False),
    ],
)
def test_a_property_agrees_up_and_down_the_hierarchy_and_through_its_inverse(
    gold_says: tuple[str, str, str], said: tuple[str, str, str], agrees: bool, ontology: Ontology
) -> None:
    def annotation(fact: tuple[str, str, str]) -> Annotation:
        entities = {key: Entity(URIRef(SCHEMA + "Thing"), (name,)) for key, name in (("a", "Ada Lune"), ("b", "Quartz"))}
        statement = Statement(fact[0], URIRef(fact[1]), fact[2], False, frozenset({Status.ASSERTED}))
        return Annotation("x", entities, (statement,))

    (outcome,) = score([annotation(gold_says)], {"x": annotation(said)}, ontology)
    assert (len(outcome.found), len(outcome.wrong)) == ((1, 0) if agrees else (0, 1))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("11000000000 USD", "11000000000 USD", True),
        ("11000000000 USD", "11000000000 EUR", False),
        ("16 %", "16", True),
        ("3,5 h", "3.50 h", True),
        ("2012-07", "2012-07-28", True),
        ("2012-07-27", "2012-07-28", False),
        ("vice-président", "Vice-Président", True),
        ("directrice générale", "directrice", False),
        ("6-1, 5-7", "6-1, 5-8", False),
    ],
)
def test_a_value_agrees_by_figure_and_unit_or_as_far_as_a_date_goes(one: str, other: str, same: bool) -> None:
    assert same_value(one, other) is same


def test_a_name_is_alike_by_two_thirds_of_its_words_and_all_of_its_numbers() -> None:
    assert likeness("l’Éternel Été", "eternel ete") == 1
    assert likeness("port de Brest", "Brest port ouest") == 2 / 3
    assert likeness("Boeing 737", "Boeing 747") == likeness("Brest", "") == 0


def test_the_status_counts_apart_and_what_is_said_with_all_of_them_with_none(gold: tuple[Annotation, ...], ontology: Ontology) -> None:
    one = vernay(gold)
    for statuses in ({Status.NEGATED}, set(Status)):
        said = replace(one, facts=(replace(one.facts[0], statuses=frozenset(statuses)), *one.facts[1:]))
        outcomes = against(gold, ontology, vernay=said)
        found = figures(outcomes)
        assert (found["f1"].value, found["f1_with_status"].part) == (1, found["f1"].part - 2)
        assert by_status(outcomes)[Status.ASSERTED]["same status"] == by_status(outcomes)[Status.ASSERTED]["found"] - 1


def test_a_class_is_right_above_and_below_the_golds(gold: tuple[Annotation, ...], ontology: Ontology) -> None:
    one = vernay(gold)
    for cls, right in (("Organization", 12), ("Corporation", 11), ("Person", 11)):
        said = replace(one, entities={**one.entities, "e1": replace(one.entities["e1"], cls=URIRef(SCHEMA + cls))})
        found = figures(against(gold, ontology, vernay=said))
        assert (found["entities"].value, found["classes"].part) == (1, right)


def broken(**changed: Any) -> str:
    """One annotation with something changed in its one fact."""
    fact = {"s": "e1", "p": "news:launches", "o": "e2", "status": "asserted", "evidence": "Vernay lance", **changed}
    things = [{"id": key, "class": "news:Product", "names": [key]} for key in ("e1", "e2")]
    return json.dumps({"id": "a", "entities": things, "facts": [{name: value for name, value in fact.items() if value is not None}]})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"id": "a",\n "facts": [}', "a.json, line 2, column 12: not JSON"),
        ("[]", "a.json, line 1: a list, not an object"),
        ('{"id": "a", "entities": []}', "a.json, facts: it is missing"),
        ('{"entities": [], "facts": []}', "a.json, id: it is missing"),
        ('{"id": "…", "entities": [], "facts": []}', "a.json, id: '…' holds no letter or digit"),
        (
            '{"id": "a", "entities": [{"id": "e1", "class": "news:Product", "names": []}], "facts": []}',
            "a.json, entities[0].names: not a list",
        ),
        ('{"id": "a", "entities": [{"id": "e1"}, {"id": "e1"}], "facts": []}', "entities[1].id: it is 'e1', and so is that of entities[0]"),
        (broken(s="e7"), "a.json, facts[0].s: there is no 'e7'; there are e1, e2"),
        (broken(o={"text": "x"}), "a.json, facts[0].o.value: it is missing"),
        (broken(p="news:lances"), "a.json, facts[0].p: the ontology news has no news:lances"),
        (broken(status="said"), "a.json, facts[0].status: there is no 'said'; there are asserted,"),
        (broken(evidence=None), "a.json, facts[0].evidence: it is missing"),
        (broken(by="e9"), "a.json, facts[0].by: there is no 'e9'"),
    ],
)
def test_bad_gold_is_named_with_its_place(content: str, said: str, tmp_path: Path, ontology: Ontology) -> None:
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    with pytest.raises(GoldError) as raised:
        read(tmp_path, ontology)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_two_annotations_of_one_article_are_refused(tmp_path: Path, ontology: Ontology) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.json").write_text(broken(), encoding="utf-8")
    with pytest.raises(GoldError, match=r"b\.json, id: it is 'a', and so is that of .*a\.json"):
        read(tmp_path, ontology)


def test_what_cannot_be_scored_is_one_line_with_exit_code_2(tmp_path: Path) -> None:
    graph = str(Path(__file__).parent / "cases" / "little.trig")
    (tmp_path / "empty").mkdir()
    shutil.copytree(TINY, tmp_path / "gold")
    (tmp_path / "gold" / "orsel.txt").unlink()
    (tmp_path / "other.txt").write_text("Le port de Brest est fermé.", encoding="utf-8")
    for arguments, said in (
        ((tmp_path / "nowhere",), "nowhere: there is no such folder"),
        ((tmp_path / "other.txt",), "other.txt: it is a file; give the folder of the JSON files"),
        ((tmp_path / "empty",), "empty: no gold in this folder; it holds one .json file for each article"),
        ((tmp_path / "gold",), "orsel.json, source: there is no "),
        ((TINY, "nowhere.trig"), "nowhere.trig: no such file"),
        ((TINY, graph, "more.txt"), "little.trig: a graph stands alone, and 1 more is given"),
        ((TINY, graph), "little.trig: no article has a graph of its own in it; give the .trig that kg build wrote"),
        ((TINY, tmp_path / "other.txt"), "other.txt: no article has an id of the gold, orsel, tamaris, vernay"),
        ((TINY, tmp_path / "nowhere.txt"), "nowhere.txt: there is no such file or folder"),
    ):
        done = run("score", *arguments)
        assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.output
        assert done.stderr.startswith("kg: error: ")
        assert said in done.stderr


def test_articles_and_the_graph_built_of_them_score_the_same(tmp_path: Path) -> None:
    named = run("score", TINY, "--format", "json", "--errors")
    assert run("build", *sorted(TINY.glob("*.txt")), "--name", "tiny", "--out", tmp_path).exit_code == 0
    graph = run("score", TINY, tmp_path / "tiny.trig", "--format", "json", "--errors")
    given = run("score", TINY, TINY, "--format", "json", "--errors")
    assert (named.exit_code, graph.exit_code, given.exit_code) == (0, 0, 0), named.output + graph.output + given.output
    assert json.loads(named.stdout) == json.loads(graph.stdout) == json.loads(given.stdout)
    figures = json.loads(named.stdout)
    assert (figures["articles"], figures["gold"]) == (3, 13)
    assert figures["f1"] > 0.6
    shown = run("score", TINY, tmp_path / "tiny.trig").stdout
    for part in ("schema:jobTitle", "planned", "F1 with the status required", "of 3 articles"):
        assert part in shown


def test_articles_that_are_not_given_count_as_missed_and_are_named_and_a_graph_needs_no_parser(tmp_path: Path) -> None:
    assert run("build", TINY / "orsel.txt", "--out", tmp_path, "--base", "https://press.example/").exit_code == 0
    done = run("score", TINY, tmp_path / "orsel.trig", "--format", "json")
    assert json.loads(done.stdout)["gold"] == 13
    assert done.stderr == "kg: note: 2 of 3 articles are not among the sources, and count as missed: tamaris, vernay\n"
    code = (
        "import sys\nsys.argv = ['kg', *sys.argv[1:]]\nfrom kg.cli import main\n"
        "try:\n    main()\nfinally:\n    print('spacy' in sys.modules)"
    )
    alone = subprocess.run(
        [sys.executable, "-c", code, "score", str(TINY), str(tmp_path / "orsel.trig")], capture_output=True, text=True, check=True
    )
    assert alone.stdout.endswith("False\n")
