"""What two graphs differ in: what came, went, changed, was renamed, became one or two; and nothing where they say the same."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from examples import article, bakery, chain, claim, mention_of, printed, reprinted, several
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from kg import ontology as ontologies
from kg.build import graph_of
from kg.cli import app
from kg.console.comparison import compared
from kg.diff import Difference, Regrouped, diff
from kg.errors import GraphError
from kg.model import Extraction, Status
from kg.store import serialise, store_of

ONTOLOGY = ontologies.load("news")
FEW = settings(max_examples=25, deadline=None)


def graph(*extractions: Extraction) -> ox.Store:
    return store_of(graph_of(extractions, ONTOLOGY))


def alone(store: ox.Store) -> ox.Store:
    """The merged graph without the articles' own."""
    merged = ox.Store()
    merged.extend(quad for quad in store if isinstance(quad.graph_name, ox.DefaultGraph))
    return merged


def between(before: ox.Store, after: ox.Store, lang: str = "fr") -> Difference:
    return diff(before, after, ontology=ONTOLOGY, lang=lang)


def acquisition(status: Status, id: str = "a", text: str = "Vernay rachète Mobix.", **options: str) -> Extraction:
    one, other = chain(text, "Vernay", "news:Company"), chain(text, "Mobix", "news:Company")
    said = claim(text, one, "news:acquires", other, text.rstrip("."), status=status)
    return Extraction(article(id, text, date="2024-05-02", **options), (one, other), (said,), ())


def iris(pairs: tuple[Regrouped, ...]) -> list[tuple[list[str], list[str]]]:
    return [([one.iri for one in pair.before], [one.iri for one in pair.after]) for pair in pairs]


@FEW
@given(several())
def test_a_graph_does_not_differ_from_itself(articles: list[Extraction]) -> None:
    one, again = graph(*articles), graph(*articles[::-1])
    assert not between(one, again)
    assert not between(alone(one), again)


@FEW
@given(several(), several())
def test_seen_from_the_other_graph_what_came_went_and_what_became_one_was_split(one: list[Extraction], other: list[Extraction]) -> None:
    there, back = between(graph(*one), graph(*other)), between(graph(*other), graph(*one))
    assert (there.articles.came, there.articles.went) == (back.articles.went, back.articles.came)
    assert [a.iri for a in there.articles.changed] == [a.iri for a in back.articles.changed]
    assert (there.entities.came, there.entities.went) == (back.entities.went, back.entities.came)
    assert sorted(iris(there.entities.merged)) == sorted((before, after) for after, before in iris(back.entities.split))


@FEW
@given(st.one_of(several(), reprinted()), st.data())
def test_what_remains_is_what_was_there_less_what_went_and_what_came(articles: list[Extraction], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.sampled_from(articles), unique_by=lambda one: one.article.id))
    found = between(graph(*articles), graph(*kept))
    assert not between(alone(graph(*articles)), graph(*kept)).articles.changed
    gone = {f"article:{one.article.id}" for one in articles} - {f"article:{one.article.id}" for one in kept}
    assert {one.iri for one in found.articles.went} == gone
    assert not found.articles.came and not found.articles.changed and not found.facts.came
    assert found.facts.before - len(found.facts.went) == found.facts.after
    for fact in found.facts.went:
        assert {voice.article for voice in fact.voices} <= gone


def test_a_new_article_brings_its_things_and_its_facts_with_their_sentences() -> None:
    found = between(graph(bakery("a")), graph(bakery("a"), acquisition(Status.ASSERTED, "b")))
    assert [one.iri for one in found.articles.came] == ["article:b"]
    assert {one.label for one in found.entities.came} == {"Vernay", "Mobix"}
    (fact,) = found.facts.came
    assert (fact.subject, fact.predicate, fact.object, fact.statuses) == ("Vernay", "acquiert", "Mobix", ("asserted",))
    assert [voice.sentence for voice in fact.voices] == ["Vernay rachète Mobix."]
    assert not found.facts.went and not found.facts.changed


def test_a_fact_that_was_planned_and_is_asserted_changed_its_status() -> None:
    for merged_alone in (False, True):
        before, after = graph(acquisition(Status.PLANNED)), graph(acquisition(Status.ASSERTED))
        found = between(alone(before), alone(after)) if merged_alone else between(before, after)
        (change,) = found.facts.changed
        assert (change.before.statuses, change.after.statuses) == (("planned",), ("asserted",))
        assert not found.facts.came and not found.facts.went
        assert any("Vernay → acquiert → Mobix  prévu → affirmé" in line.plain for line in compared(found, "fr", limit=None))


def test_a_fact_that_another_article_says_too_is_changed_and_that_article_speaks_first() -> None:
    found = between(graph(acquisition(Status.ASSERTED, "z")), graph(acquisition(Status.ASSERTED, "z"), acquisition(Status.ASSERTED, "b")))
    (change,) = found.facts.changed
    assert (change.before.articles, [voice.article for voice in change.after.voices]) == (("article:z",), ["article:b", "article:z"])
    assert any("asserted · 1 → 2 articles" in line.plain for line in compared(found, "en", limit=None))


@pytest.mark.parametrize(
    ("after", "changed"),
    [
        (acquisition(Status.ASSERTED, text="Le groupe Vernay rachète Mobix."), ("text",)),
        (acquisition(Status.ASSERTED, title="Un rachat"), ("details",)),
        (acquisition(Status.ASSERTED, publisher="Le Courrier"), ("details",)),
        (acquisition(Status.PLANNED), ("reading",)),
        (acquisition(Status.PLANNED, title="Un rachat"), ("details", "reading")),
    ],
)
def test_of_an_article_that_changed_it_is_said_what(after: Extraction, changed: tuple[str, ...]) -> None:
    before = graph(acquisition(Status.ASSERTED))
    assert [one.changed for one in between(before, graph(after)).articles.changed] == [changed]
    told = tuple(what if what == "details" else "claims" for what in changed)
    assert [one.changed for one in between(before, alone(graph(after))).articles.changed] == [told]


def test_leaving_the_texts_out_changes_nothing_and_hides_no_change() -> None:
    assert not between(graph(bakery()), store_of(graph_of([bakery()], ONTOLOGY, no_text=True)))
    one, other = (store_of(graph_of([printed("a", at, None)], ONTOLOGY, no_text=True)) for at in (0, 200))
    found = between(one, other)
    assert [article.changed for article in found.articles.changed] == [("text",)]


def test_a_thing_that_an_earlier_namesake_moved_is_renamed_and_its_facts_go_with_it() -> None:
    late, early = acquisition(Status.ASSERTED, "b"), mention_of("c", "Vernay", "schema:SportsTeam", date="2020-01-01")
    for found in (between(graph(late), graph(late, early)), between(alone(graph(late)), graph(late, early))):
        assert iris(found.entities.renamed) == [(["organization:vernay"], ["organization:vernay~b"])]
        assert [one.iri for one in found.entities.came] == ["organization:vernay"]
        assert (found.facts.came, found.facts.went, found.facts.changed) == ((), (), ())


def test_a_thing_of_another_class_under_another_iri_is_known_by_its_words() -> None:
    found = between(graph(mention_of("a", "Vernay", "schema:Thing")), graph(mention_of("a", "Vernay", "schema:Person")))
    assert iris(found.entities.renamed) == [(["thing:vernay"], ["person:vernay"])]
    assert (found.entities.came, found.entities.went) == ((), ())


def test_a_thing_that_got_a_fuller_name_a_class_or_an_identity_is_no_other() -> None:
    before = mention_of("a", "Vernay", "schema:Organization")
    fuller = between(graph(before), graph(before, mention_of("b", "Vernay", "news:Company", "Groupe Vernay", same_as="Q7")))
    (change,) = fuller.entities.changed
    (was,), (now,) = change.before, change.after
    assert (was.cls, now.cls, now.same_as) == (("organisation",), ("entreprise",), ("wd:Q7",))
    assert set(was.names) < set(now.names)


def test_two_things_that_become_one_are_merged_and_the_other_way_split() -> None:
    named = (("a", "Vernay"), ("b", "Mobix"))
    apart, together = (graph(*(mention_of(*one, "news:Company", same_as=same) for one in named)) for same in (None, "Q7"))
    found, back = between(apart, together), between(together, apart)
    ((before, (after,)),) = iris(found.entities.merged)
    assert before == ["organization:mobix", "organization:vernay"] and after in before
    assert iris(back.entities.split) == [([after], before)]
    assert (found.entities.came, found.entities.went) == (back.entities.came, back.entities.went) == ((), ())


# The command.


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "a.trig", tmp_path / "b.trig"
    for path, articles in zip(paths, ([bakery("a")], [bakery("a"), acquisition(Status.PLANNED, "b"), bakery("c")]), strict=True):
        path.write_bytes(serialise(graph_of(articles, ONTOLOGY), ox.RdfFormat.TRIG))
    return paths


def test_the_counts_come_first_and_each_new_fact_with_its_sentence(files: tuple[Path, Path]) -> None:
    done = run("diff", *files)
    lines = done.stdout.splitlines()
    assert (done.exit_code, done.stderr) == (0, "")
    assert [line.split()[0] for line in lines[1:4]] == ["articles", "entités", "faits"]
    assert lines[1].split() == ["articles", "1", "3", "2", "0", "0"]
    at = lines.index("+ Vernay → acquiert → Mobix  prévu")
    assert lines[at + 1] == "    Vernay rachète Mobix."
    assert "+ Vernay → acquires → Mobix  planned" in run("diff", *files, "--lang", "en").stdout
    assert run("diff", files[0], files[0]).stdout.splitlines()[-1] == "aucune différence"


def test_a_long_list_is_cut_and_says_by_how_much_unless_all_is_asked_for(files: tuple[Path, Path]) -> None:
    short = run("diff", *files, "--limit", "1").stdout
    assert "+ article:b" in short and "+ article:c" not in short
    assert "  … 1 de plus, que --all montre" in short
    every = run("diff", *files, "--limit", "1", "--all").stdout
    assert "+ article:c" in every and "--all" not in every


def test_as_json_all_is_there_whatever_the_limit(files: tuple[Path, Path]) -> None:
    found = json.loads(run("diff", *files, "--format", "json", "--limit", "1").stdout)
    assert found["counts"]["articles"] == {"before": 1, "after": 3, "came": 2, "went": 0, "changed": 0}
    assert [one["iri"] for one in found["articles"]["came"]] == ["article:b", "article:c"]
    assert {"planned"} == {v["status"] for f in found["facts"]["came"] if f["predicate"] == "acquiert" for v in f["voices"]}
    assert all(len(found[part][what]) == n for part, counts in found["counts"].items() for what, n in counts.items() if what in found[part])


def test_a_merged_graph_alone_tells_what_it_can_and_says_so(files: tuple[Path, Path], tmp_path: Path) -> None:
    merged = tmp_path / "b.ttl"
    merged.write_bytes(serialise(graph_of([acquisition(Status.PLANNED, "b")], ONTOLOGY), ox.RdfFormat.TURTLE))
    shown = run("diff", files[0], merged).stdout
    assert "l’un des deux ne tient que le graphe réuni" in shown
    assert "+ Vernay → acquiert → Mobix  prévu" in shown


def wrong(path: Path) -> list[tuple[Path, tuple[str, ...], str]]:
    """What cannot be compared with another graph, and what is said of it."""
    other, strange, broken = (path / name for name in ("other.trig", "strange.ttl", "broken.trig"))
    other.write_bytes(serialise(graph_of([bakery()], ONTOLOGY, base="https://press.example/"), ox.RdfFormat.TRIG))
    strange.write_text('<https://a.example/x> <http://www.w3.org/2000/01/rdf-schema#label> "x" .\n', "utf-8")
    broken.write_text("<a> <b> .", "utf-8")
    return [
        (path / "gone.trig", (), "gone.trig: no such file; give a graph"),
        (broken, (), "broken.trig: it is not TriG"),
        (strange, (), "strange.ttl: it is RDF, and tells of no article; give a graph that kg built"),
        (other, (), "its IRIs begin with https://press.example/, those of"),
        (path / "a.txt", (), "no RDF format has the suffix '.txt'"),
        (path / "a.trig", ("--lang", "nl"), "kg has no words in 'nl'"),
        (path / "a.trig", ("--limit", "0"), "--limit: "),
        (path / "a.trig", ("--ontology", "sea"), "sea: no such ontology"),
    ]


def test_what_cannot_be_compared_is_one_line_that_says_what_to_do(files: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    for second, more, said in wrong(tmp_path):
        done = run("diff", files[0], second, *more)
        assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1), said
        assert done.stderr.startswith("kg: error: ") and said in done.stderr


def test_from_python_the_graphs_of_an_error_are_called_first_and_second() -> None:
    with pytest.raises(GraphError, match=r"the second graph: its IRIs begin with https://press\.example/, those of the first graph"):
        between(graph(bakery()), store_of(graph_of([bakery()], ONTOLOGY, base="https://press.example/")))
