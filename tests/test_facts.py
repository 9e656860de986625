"""A fact is said by so many independent articles; articles that contradict each other are found with their sentences."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from examples import article, chain, claim, disputed
from rdflib import XSD, Literal, URIRef
from typer.testing import CliRunner, Result

from kg import ontology
from kg.build import graph_of
from kg.cli import app
from kg.cli.corroborating import COLUMNS
from kg.console import contradicting
from kg.errors import QueryError, WordsError
from kg.export import format_of, written
from kg.facts import Choice, chosen, facts
from kg.facts.claims import property_named
from kg.facts.conflicts import Conflict, Kind, conflicts
from kg.iris import NEWS as TERMS
from kg.model import Amount, Extraction, Status
from kg.query import query, saved
from kg.store import store_of

NEWS = ontology.load("news")


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return store_of(graph_of(disputed(), NEWS))


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("disputed") / "g.trig"
    path.write_bytes(written(graph_of(disputed(), NEWS), format_of(path)))
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


def asked(store: ox.Store, min_sources: int = 1, **wanted: Any) -> list[tuple[str, str, int, int]]:
    """Property, object, sources and denials of the facts that are found."""
    found = facts(store, ontology=NEWS, choice=chosen(store, NEWS, **wanted), min_sources=min_sources, lang="en")
    return [(NEWS.short(URIRef(fact.key[1])), fact.object, fact.sources, fact.denials) for fact in found]


SALE = ("news:acquires", "Brisac", 2, 1)
BORN = [("schema:birthDate", when, 1, 0) for when in ("1970", "1970-06-03", "1971")]
DEAD = [("news:deathToll", count, 1, 0) for count in ("12", "15", "20")]


def test_a_text_that_two_papers_print_is_one_source_of_what_it_says(store: ox.Store) -> None:
    (sale,) = facts(store, ontology=NEWS, choice=chosen(store, NEWS, prop="acquires"), lang="en")
    assert (sale.subject, sale.property, sale.object) == ("Alba", "acquires", "Brisac")
    assert (sale.sources, sale.denials, len(sale.articles)) == (2, 1, 4)
    assert sale.publishers == ("La Gazette", "La Revue", "Le Courrier", "L’Écho")
    assert sale.statuses == (Status.ASSERTED, Status.REPORTED, Status.NEGATED)
    assert sale.confidence == 0.75


def test_when_it_was_said_and_when_it_holds_are_two_dates(store: ox.Store) -> None:
    (toll,) = facts(store, ontology=NEWS, choice=chosen(store, NEWS, prop="news:deathToll", since="2024-05-09"))
    assert (toll.object, toll.first, toll.last, toll.holds) == ("20", "2024-05-09", "2024-05-09", ("2024-05-08",))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, [SALE, *BORN, *DEAD]),
        ({"min_sources": 2}, [SALE]),
        ({"min_sources": 3}, []),
        ({"status": [Status.ASSERTED], "about": "alba"}, [("news:acquires", "Brisac", 1, 0)]),
        ({"status": [Status.NEGATED]}, [("news:acquires", "Brisac", 0, 1)]),
        ({"about": "brisac"}, [SALE]),
        ({"about": "brisac", "until": "2024-05-08"}, [("news:acquires", "Brisac", 1, 1)]),
        ({"about": "brisac", "since": "2024-05-03"}, [("news:acquires", "Brisac", 2, 0)]),
        ({"about": "brisac", "until": "2024-05"}, [SALE]),
        ({"since": "2024-06"}, []),
        ({"since": "2023", "until": "2024-05-02", "prop": "nombre de morts"}, DEAD[:2]),
    ],
)
def test_one_asks_for_what_was_said_then_so_and_of_whom(store: ox.Store, wanted: dict[str, Any], expected: list[object]) -> None:
    assert asked(store, **wanted) == expected


def test_what_may_have_been_said_then_is_taken_in() -> None:
    assert Choice(since="2012-06").takes(Status.ASSERTED, "2012", "p", ())
    assert Choice(until="2012-06").takes(Status.ASSERTED, "2012", "p", ())
    assert not Choice(since="2012-06").takes(Status.ASSERTED, "2011", "p", ())
    assert not Choice(until="2012-06").takes(Status.ASSERTED, "2012-07-01", "p", ())
    assert not Choice(until="2012-06").takes(Status.ASSERTED, "", "p", ())


def test_the_same_said_the_other_way_round_is_one_fact() -> None:
    text = "Alba emploie Zoé Roy. Zoé Roy est mariée à Ivo Roy. "
    firm, zoe, ivo = chain(text, "Alba", "news:Company"), chain(text, "Zoé Roy", "schema:Person"), chain(text, "Ivo Roy", "schema:Person")
    whole = "Alba emploie Zoé Roy"
    one = Extraction(
        article("a", text, date="2024-01-01"),
        (firm, zoe, ivo),
        (claim(text, firm, "schema:employee", zoe, whole), claim(text, zoe, "schema:spouse", ivo, "Zoé Roy est mariée à Ivo Roy")),
    )
    other = Extraction(
        article("b", text, date="2024-01-02"),
        (firm, zoe, ivo),
        (claim(text, zoe, "schema:worksFor", firm, whole), claim(text, ivo, "schema:spouse", zoe, whole, status=Status.NEGATED)),
    )
    both = store_of(graph_of([one, other], NEWS))
    assert asked(both) == [("schema:employee", "Zoé Roy", 2, 0), ("schema:spouse", "Ivo Roy", 1, 1)]
    assert asked(both, prop="schema:worksFor") == [("schema:employee", "Zoé Roy", 2, 0)]
    assert [(c.kind, [side.value for side in c.sides]) for c in conflicts(both, ontology=NEWS)] == [(Kind.DENIAL, ["Ivo Roy", "Zoé Roy"])]


def test_an_article_without_a_publisher_is_of_its_address() -> None:
    text = "Alba rachète Brisac."
    ends = chain(text, "Alba", "news:Company"), chain(text, "Brisac", "news:Company")
    said = claim(text, ends[0], "news:acquires", ends[1], "Alba rachète Brisac")
    one = Extraction(article("a", text, url="https://courrier.example/1"), ends, (said,))
    (found,) = facts(store_of(graph_of([one], NEWS)), ontology=NEWS)
    assert (found.publishers, found.first, found.last) == (("courrier.example",), "", "")


def test_a_property_is_called_by_its_label_its_last_part_its_prefix_or_its_iri() -> None:
    for name in ("acquiert", "Acquires", "news:acquires", TERMS + "acquires", f"<{TERMS}acquires>"):
        assert property_named(name, NEWS) == URIRef(TERMS + "acquires")


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"prop": "acquirt"}, "no property is called 'acquirt'; near it: acquiert"),
        ({"prop": "zzzz"}, "no property is called 'zzzz'; kg ontology --properties lists them"),
        ({"about": "Albi"}, "nothing in the graph is called 'Albi'; near it: Alba"),
        ({"since": "juin 2012"}, "since 'juin 2012': not a date; say 2012, 2012-06 or 2012-06-03"),
        ({"until": "2012-6"}, "until '2012-6': not a date"),
        ({"until": "2012-13-40"}, "until '2012-13-40': not a date"),
    ],
)
def test_what_is_not_there_is_an_error_that_says_what_is(store: ox.Store, wanted: dict[str, Any], said: str) -> None:
    with pytest.raises(QueryError, match=said.replace("(", r"\(")):
        chosen(store, NEWS, **wanted)


def test_a_language_without_words_is_an_error(store: ox.Store) -> None:
    for ask in (facts, conflicts):
        with pytest.raises(WordsError, match="no words in 'nl'"):
            ask(store, ontology=NEWS, lang="nl")


# Conflicts


def sides(found: Conflict) -> list[tuple[str, bool, int, list[str]]]:
    return [(side.value, side.denied, side.sources, [said.article.rpartition("/")[2] for said in side.sayings]) for side in found.sides]


def test_values_that_cannot_both_be_so_and_denials_stand_side_by_side(store: ox.Store) -> None:
    sale, born, toll = conflicts(store, ontology=NEWS)
    assert (sale.kind, sale.subject) == (Kind.DENIAL, "Alba")
    assert sides(sale) == [("Brisac", False, 2, ["courrier", "echo", "revue"]), ("Brisac", True, 1, ["gazette"])]
    assert [said.reprint for said in sale.sides[0].sayings] == [False, True, False]
    assert sale.sides[1].sayings[0].sentence == "Alba n’a pas racheté Brisac."
    assert (born.kind, born.subject) == (Kind.VALUES, "Anne Le Goff")
    assert [side[:3] for side in sides(born)] == [("1970", False, 1), ("1970-06-03", False, 1), ("1971", False, 1)]
    assert (toll.kind, toll.subject) == (Kind.VALUES, "L’incendie")
    assert sides(toll) == [("12", False, 1, ["courrier"]), ("15", False, 1, ["gazette"])]


Said = tuple[str, Amount | Literal | str, str, str]
"""When an article came out, the value, a literal, an amount or a place, that it gives, its status, and when it holds."""


def single(predicate: str, cls: str, *said: Said, extra: str = "") -> ox.Store:
    """Articles that each give a property of one thing another value."""
    made = []
    for n, (date, value, status, holds) in enumerate(said):
        place = None if isinstance(value, Amount | Literal) else value
        text = f"Alba est à {place}. {extra}"
        alba = chain(text, "Alba", cls, same_as="Q1")
        end = value if isinstance(value, Amount | Literal) else chain(text, value, "schema:City")
        when = Literal(holds, datatype=XSD.gYear) if holds else None
        told = claim(text, alba, predicate, end, "Alba est à", status=Status(status), as_of=when)
        inside = [chain(text, part, "schema:City") for part in re.findall(r"Brive|Corrèze", extra)]
        within = [claim(text, inside[0], "schema:containedInPlace", inside[1], extra)] if inside else []
        made.append(Extraction(article(str(n), text, date=date or None), (alba,), (told, *within)))
    return store_of(graph_of(made, NEWS))


def year(value: str) -> Literal:
    return Literal(value, datatype=XSD.gYear if len(value) == 4 else XSD.date)


AGREE: dict[str, tuple[str, str, list[Said]]] = {
    "a year and a day of it": (
        *("schema:birthDate", "schema:Person"),
        [("", year("2012"), "Asserted", ""), ("", year("2012-06-03"), "Asserted", "")],
    ),
    "two dates of which one is only planned": (
        *("schema:deathDate", "schema:Person"),
        [("", year("2012"), "Planned", ""), ("", year("2013"), "Asserted", "")],
    ),
    "two headcounts of two days": (
        *("schema:numberOfEmployees", "news:Company"),
        [("2024-01-01", Amount("480"), "Asserted", ""), ("2024-02-01", Amount("240"), "Asserted", "")],
    ),
    "two headcounts for two years": (
        *("schema:numberOfEmployees", "news:Company"),
        [("2024-01-01", Amount("480"), "Asserted", "2020"), ("2024-01-01", Amount("240"), "Asserted", "2023")],
    ),
    "ranges that overlap": (
        *("news:deathToll", "schema:Event"),
        [("2024-01-01", Amount(None, low="10", high="14"), "Asserted", ""), ("2024-01-01", Amount("12"), "Asserted", "")],
    ),
    "two values of what may have many": (
        *("news:acquires", "news:Company"),
        [("", "Brive", "Asserted", ""), ("", "Tulle", "Asserted", "")],
    ),
}
CLASH: dict[str, tuple[str, str, list[Said]]] = {
    "two years": ("schema:birthDate", "schema:Person", [("", year("2012"), "Asserted", ""), ("", year("2013"), "Reported", "")]),
    "two headcounts of one day": (
        *("schema:numberOfEmployees", "news:Company"),
        [("2024-01-01", Amount("480"), "Asserted", ""), ("2024-01-01", Amount("240"), "Asserted", "")],
    ),
    "ranges apart": (
        *("news:deathToll", "schema:Event"),
        [("2024-01-01", Amount(None, low="10", high="14"), "Asserted", ""), ("2024-01", Amount(None, low="15"), "Asserted", "")],
    ),
    "two places": ("schema:birthPlace", "schema:Person", [("", "Brive", "Asserted", ""), ("", "Tulle", "Asserted", "")]),
}


@pytest.mark.parametrize("name", AGREE)
def test_what_can_both_be_so_is_no_conflict(name: str) -> None:
    prop, cls, said = AGREE[name]
    assert conflicts(single(prop, cls, *said), ontology=NEWS) == ()


@pytest.mark.parametrize("name", CLASH)
def test_what_cannot_both_be_so_is_a_conflict(name: str) -> None:
    prop, cls, said = CLASH[name]
    (found,) = conflicts(single(prop, cls, *said), ontology=NEWS)
    assert found.kind is Kind.VALUES
    assert len(found.sides) == 2


def test_when_a_value_holds_is_told_as_in_an_explanation() -> None:
    known = single("schema:birthPlace", "schema:Person", ("", "Brive", "Asserted", "1656"), ("", "Tulle", "Asserted", "1656"))
    french, english = ("".join(map(str, contradicting(conflicts(known, ontology=NEWS), lang))) for lang in ("fr", "en"))
    assert "affirmé · en 1656 · " in french and "asserted · as of 1656 · " in english


def test_a_town_and_what_it_lies_in_are_no_conflict() -> None:
    born: list[Said] = [("", "Brive", "Asserted", ""), ("", "Corrèze", "Asserted", "")]
    for extra, many in (("", 1), ("Brive est en Corrèze", 0)):
        known = single("schema:birthPlace", "schema:Person", *born, extra=extra)
        assert len(conflicts(known, ontology=NEWS)) == len(rows(known, "conflicting-values", "thing")) == many


# Saved queries


def rows(store: ox.Store, name: str, *columns: str, given: Sequence[str] = ()) -> list[tuple[str, ...]]:
    found = query(store, name, ontology=NEWS.folder, given=given)
    return [tuple(row[found.columns.index(column)] for column in columns) for row in found.rows()]


def test_saved_queries_find_the_same(store: ox.Store) -> None:
    assert rows(store, "corroborated", "sources", "publishers", "thing", "value") == [("2", "3", "Alba", "Brisac")]
    assert len(rows(store, "corroborated", "thing", given=["1"])) == 7
    assert rows(store, "stated-and-denied", "thing", "value", "status", "sentence") == [
        ("Alba", "Brisac", "Asserted", "Alba rachète Brisac."),
        ("Alba", "Brisac", "Asserted", "Alba rachète Brisac."),
        ("Alba", "Brisac", "Reported", "Brisac est vendue à Alba."),
        ("Alba", "Brisac", "Negated", "Alba n’a pas racheté Brisac."),
    ]
    assert rows(store, "conflicting-values", "thing", "value", "other_value") == [
        ("Anne Le Goff", "1970", "1971"),
        ("Anne Le Goff", "1970-06-03", "1971"),
        ("L’incendie", "12", "15"),
    ]


@pytest.mark.parametrize("name", [name for name in (*AGREE, *CLASH) if "ranges" not in name])
def test_the_saved_query_of_values_judges_as_the_command_does(name: str) -> None:
    prop, cls, said = {**AGREE, **CLASH}[name]
    assert len(rows(single(prop, cls, *said), "conflicting-values", "thing")) == (name in CLASH)


def test_the_saved_queries_know_the_properties_that_the_ontology_calls_single_valued_and_symmetric() -> None:
    texts = {one.name: one.text for one in saved(NEWS.folder)}

    def listed(name: str, pattern: str) -> set[frozenset[str]]:
        return {frozenset(re.findall(r"\w+:\w+", found)) for found in re.findall(pattern, texts[name], re.DOTALL)}

    known = [prop for prop in NEWS.properties.values() if not prop.bookkeeping]
    assert listed("conflicting-values", r"VALUES \?relation \{(.*?)\}") == {frozenset(NEWS.short(p.iri) for p in known if p.functional)}
    assert listed("stated-and-denied", r"\?relation IN \((.*?)\)") == {frozenset(NEWS.short(p.iri) for p in known if p.symmetric)}


# The command line


def test_facts_are_a_table_or_csv_or_json(graph: Path) -> None:
    shown = run("facts", graph, "--min-sources", "2", "--status", "asserted", "--status", "reported", "--lang", "en")
    assert shown.exit_code == 0
    head, line = (re.split(r"  +", line.strip()) for line in shown.stdout.strip().split("\n"))
    assert head == [*COLUMNS]
    assert line == ["2", "3", "Alba", "acquires", "Brisac", "asserted, reported", "2024-05-02", "2024-05-09", "0.75"]
    french = run("facts", graph, "--min-sources", "2", "--status", "asserted", "--status", "reported").stdout.split("\n")
    heads, cells = (re.split(r"  +", line.strip()) for line in french[:2])
    assert (heads[4:7], cells[3:6]) == (["propriété", "objet", "statut"], ["acquiert", "Brisac", "affirmé, rapporté"])
    (one,) = csv.DictReader(io.StringIO(run("facts", graph, "--min-sources", "2", "--format", "csv").stdout))
    assert (one["denials"], one["property IRI"], one["said as"]) == ("1", TERMS + "acquires", "asserted, reported, negated")
    told = json.loads(run("facts", graph, "--about", "L’incendie", "--since", "2024-05-09", "--format", "json").stdout)
    assert [(one["holds"], one["iris"]["property"], one["statuses"]) for one in told] == [
        (["2024-05-08"], TERMS + "deathToll", ["asserted"])
    ]


def test_conflicts_are_told_with_sentences_and_sources(graph: Path) -> None:
    shown = run("conflicts", graph, "--property", "acquires", "--lang", "en")
    assert shown.exit_code == 0
    assert shown.stdout.split("\n")[:6] == [
        "Alba  acquires",
        "  Brisac  2 sources",
        "    Alba rachète Brisac.",
        "    asserted · https://kg.example.org/article/courrier, Le Courrier, 2024-05-02",
        "    Alba rachète Brisac.",
        "    asserted · https://kg.example.org/article/echo, L’Écho, 2024-05-03 · a reprint",
    ]
    french = run("conflicts", graph, "--property", "acquires").stdout
    assert "affirmé · " in french and " · reprise\n" in french and "  non : Brisac  1 source\n" in french
    assert "  not Brisac  1 source\n    Alba n’a pas racheté Brisac.\n" in shown.stdout
    found = list(csv.DictReader(io.StringIO(run("conflicts", graph, "--format", "csv").stdout)))
    assert [(row["value"], row["denied"], row["reprint"]) for row in found if row["conflict"] == "denial"] == [
        *[("Brisac", "", ""), ("Brisac", "", "yes"), ("Brisac", "", "")],
        ("Brisac", "yes", ""),
    ]
    told = json.loads(run("conflicts", graph, "--about", "L’incendie", "--format", "json").stdout)
    assert [(one["iris"]["property"], [side["value"] for side in one["sides"]]) for one in told] == [(TERMS + "deathToll", ["12", "15"])]


@pytest.mark.parametrize(("found", "said"), [([1], "1 pair of things"), ([1, 2], "2 pairs of things")])
def test_things_that_may_be_one_are_counted(graph: Path, monkeypatch: pytest.MonkeyPatch, found: list[int], said: str) -> None:
    monkeypatch.setattr("kg.review.pairs", lambda *_: found)
    assert f"kg: note: {said} may be one" in run("conflicts", graph, "--since", "2030").stderr


def test_no_conflict_is_said_and_is_no_error(graph: Path) -> None:
    shown = run("conflicts", graph, "--since", "2030")
    assert (shown.exit_code, shown.stdout) == (0, "")
    assert shown.stderr == "no conflicts: no two articles contradict each other in this graph\n"


@pytest.mark.parametrize(("since", "until", "code"), [("2024-06", "2024-05", 2), ("2024-05", "2024", 0), ("2024", "2024-05", 0)])
def test_a_time_that_ends_before_it_begins_is_no_time(graph: Path, since: str, until: str, code: int) -> None:
    done = run("facts", graph, "--since", since, "--until", until)
    assert (done.exit_code, "it ends before it begins" in done.stderr) == (code, bool(code))
