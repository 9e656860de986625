"""What `kg serve` is made of, where no server is needed: negotiation, the counting of rows, where updates may write."""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copytree
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store
from rdflib import URIRef
from serving import SAMPLE

from kg.errors import OntologyError
from kg.iris import NEWS
from kg.ontology import Edition, find
from kg.scope import Scope
from kg.serve import worker
from kg.serve.jobs import Failure, Limits, Setup, Summary, Task
from kg.serve.negotiation import DOCUMENTS, OF_ROWS, ROWS, TRIPLES, best
from kg.serve.problems import FAULT, Problem
from kg.serve.sink import Sink, counter
from kg.serve.snapshot import Snapshots
from kg.serve.updates import checked, using
from kg.serve.workers import Worker


@pytest.mark.parametrize(
    ("accept", "rows", "triples", "documents"),
    [
        (None, "json", "turtle", "html"),
        ("", "json", "turtle", "html"),
        ("text/turtle", None, "turtle", "turtle"),
        ("text/*", "csv", "turtle", "html"),
        ("application/json", "json", "jsonld", "jsonld"),
        ("text/turtle;q=0.5, application/n-triples", None, "ntriples", "ntriples"),
        ("*/*, text/html;q=0, text/turtle;q=0.1", "json", "ntriples", "ntriples"),
        ("TEXT/CSV ; Q=1.0 , application/rdf+xml;q=0.9", "csv", "rdfxml", "rdfxml"),
        ("text/html;q=0.9, text/turtle;q=2", None, None, "html"),
        ("nonsense, ;;, text/csv;charset=utf-8;q=0.1", "csv", None, None),
        ("image/*", None, None, None),
    ],
)
def test_what_is_wanted_most_is_given(accept: str | None, rows: str | None, triples: str | None, documents: str | None) -> None:
    found = [best(accept, offered) for offered in (ROWS, TRIPLES, DOCUMENTS)]
    assert [media.name if media else None for media in found] == [rows, triples, documents]


TEXTS = st.text("ab{}[],:\"\\<>&'\r\n\té", max_size=8)


@settings(deadline=None)
@given(
    st.lists(st.one_of(st.none(), TEXTS), max_size=6),
    st.sampled_from(sorted(OF_ROWS)),
    st.lists(st.integers(1, 12), min_size=1, max_size=9),
)
def test_rows_are_counted_whatever_stands_in_them_and_however_they_are_cut(values: list[str | None], form: str, sizes: list[int]) -> None:
    rows = " ".join("(UNDEF)" if value is None else f"({Literal(value)})" for value in values)
    answer = Store().query(f"SELECT * {{ VALUES (?x) {{ {rows} }} }}")
    assert isinstance(answer, QuerySolutions)
    text, count, found, at = answer.serialize(format=OF_ROWS[form]) or b"", counter(form), 0, 0
    while at < len(text):
        size = sizes[at % len(sizes)]
        found += count(text[at : at + size])
        at += size
    assert found == len(values)


def test_who_writes_more_rows_than_are_given_is_stopped_early(tmp_path: object) -> None:
    store = Store()
    store.extend(Quad(NamedNode(f"x:{n}"), NamedNode("x:p"), Literal("y" * 99), DefaultGraph()) for n in range(9999))
    sink = Sink(str(tmp_path), 100, counter("csv"))
    answer = store.query("SELECT * { ?s ?p ?o . ?a ?b ?c }")
    assert isinstance(answer, QuerySolutions)
    with pytest.raises(Problem, match="more than 100 rows"):
        answer.serialize(sink.file, format=OF_ROWS["csv"])


OWN = "https://a.example/graph/user/"
WHY = ("the update writes", "the update reads", "no blank nodes", "asks another server", "fetches from another server")
NAMES = {"own": OWN, "graph": "https://a.example/graph/"}


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { GRAPH own:x { <x:a> <x:b> 'DROP ALL' } }",
        "WITH own:x DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
        "INSERT { GRAPH own:x { ?s ?p ?o } } WHERE { ?s ?p ?o . GRAPH graph:about { ?s ?q [] } }",
        "DELETE WHERE { GRAPH own:x { ?s ?p ?o } }",
        "CREATE GRAPH own:x ; CLEAR SILENT GRAPH own:x ; DROP GRAPH own:y",
        "COPY GRAPH graph:about TO own:x ; ADD DEFAULT TO own:x ; MOVE own:x TO own:y",
        "PREFIX mine: <https://a.example/graph/user/> INSERT DATA { GRAPH mine:x { <x:a> <x:b> 1 } } ; CLEAR GRAPH mine:y",
    ],
)
def test_what_is_the_users_own_may_be_written(text: str) -> None:
    assert checked(text, NAMES, own=OWN, service=False, load=False, scope=None) == text


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <x:a> <x:b> 1 }",
        "INSERT DATA { GRAPH own:x { <x:a> <x:b> 1 } <x:a> <x:b> 1 }",
        "INSERT DATA { GRAPH <https://a.example/graph/user/> { <x:a> <x:b> 1 } }",
        "INSERT DATA { GRAPH <https://a.example/graph/us\\u0065r2/x> { <x:a> <x:b> 1 } }",
        "DELETE WHERE { ?s ?p ?o }",
        "DELETE { ?s ?p ?o } USING own:x WHERE { ?s ?p ?o }",
        "CLEAR DEFAULT",
        "CLEAR NAMED",
        "DROP ALL",
        "CREATE GRAPH graph:x",
        "MOVE GRAPH graph:x TO own:x",
        "MOVE DEFAULT TO own:x",
        "COPY own:x TO DEFAULT",
        "COPY GRAPH graph:index TO own:x",
        "INSERT { GRAPH own:x { ?s ?p ?o } } USING NAMED graph:index WHERE { ?s ?p ?o }",
        "INSERT { GRAPH own:x { ?s ?p ?o } } WHERE { { SELECT * { GRAPH ?g { ?s ?p ?o } } } }",
        "INSERT { GRAPH own:x { ?s ?p ?o } } WHERE { ?s ?p ?x BIND(BNODE() AS ?o) }",
        "INSERT { GRAPH own:x { ?s ?p ?o } } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1:1/> INTO GRAPH own:x",
    ],
)
def test_what_is_not_may_not(text: str) -> None:
    with pytest.raises(Problem) as raised:
        checked(text, NAMES, own=OWN, service=False, load=False, scope=None)
    assert raised.value.kind == "forbidden" and any(why in raised.value.detail for why in WHY)


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("", 1, "there is nothing in it; write an update that begins with INSERT, DELETE"),
        ("# nothing", 1, "there is nothing in it"),
        ("SELECT * { ?s ?p ?o }", 1, "this is a query, and an update changes something; send it as a query"),
        ("USING own:x INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }", 1, "an update does not begin with 'USING'; it begins with INSERT"),
        ("INSRT DATA { GRAPH own:x { <x:a> <x:b> 1 } }", 1, "'INSRT' is no word of SPARQL; did you mean INSERT?"),
        ("INSERT DATA { GRAPH own:x { <x:a> } }", 35, "a triple is not whole before this '}'"),
        ("INSERT DATA { GRAPH own:x { <x:a> <x:b> 1 }", 13, "the '{' is not closed"),
        ("INSERT DATA { GRAPH nope:x { <x:a> <x:b> 1 } }", 21, "no prefix 'nope'"),
        ("INSERT DATA GRAPH own:x { <x:a> <x:b> 1 }", 13, "a { follows DATA"),
        ("INSERT { GRAPH own:x { ?s ?p ?o } }", 36, "a WHERE follows INSERT { … }; write it, or INSERT DATA { … }"),
        ("CLEAR own:x", 7, "what is to be emptied follows CLEAR; write CLEAR GRAPH <IRI>"),
        ("CLEAR GRAPH own:x INSERT DATA { GRAPH own:x { <x:a> <x:b> 1 } }", 19, "'INSERT' cannot stand here"),
        ("CLEAR GRAPH own:x ; COPY own:x own:y", 32, "'own:y' cannot stand here"),
    ],
)
def test_an_update_that_is_none_is_told_where_it_goes_wrong(text: str, column: int, said: str) -> None:
    with pytest.raises(Problem) as raised:
        checked(text, NAMES, own=OWN, service=False, load=False, scope=None)
    told = raised.value.detail
    assert raised.value.kind == "query" and told.startswith(f"the update, line 1, column {column}: {said}") and len(told.splitlines()) == 3


def test_an_update_that_kg_cannot_read_is_not_carried_out() -> None:
    with pytest.raises(Problem, match="kg cannot read it, and so not tell which graphs it writes; write it in plain"):
        checked("INSERT DATA { GRAPH own:x { <x:a> <x:b> <<( <x:a> <x:b> 1 )>> } }", NAMES, own=OWN, service=False, load=False, scope=None)


def test_the_graphs_that_a_request_names_come_before_each_where_that_follows_a_template() -> None:
    text = "PREFIX w: <x:WHERE#> DELETE { ?s w:WHERE '} WHERE {' } # } WHERE\nWHERE { ?s ?p ?o } ; DELETE WHERE { ?s ?p ?o }"
    found = using(text, Scope(("x:a",), ("x:b",)))
    assert found == text.replace("\nWHERE", "\nUSING <x:a> USING NAMED <x:b> WHERE")


def test_a_lexicon_that_is_being_edited_is_no_mistake_of_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = OntologyError("lexicon.fr.ttl", "not Turtle, line 3: x", "mend that line")

    def edited(task: Task, setup: Setup, snapshots: Snapshots) -> NoReturn:
        raise wrong

    monkeypatch.setattr(worker, "answer", edited)
    setup = Setup(folder="", answers="", ontology="news", limits=Limits())
    assert worker._tried(Task(Summary(), "", ""), setup, Snapshots("news")) == Failure("unreadable", str(wrong))


def test_a_mistake_of_kgs_is_told_as_one(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def mistaken(task: Task, setup: Setup, snapshots: Snapshots) -> NoReturn:
        raise ValueError("zip() argument 2 is longer than argument 1")

    monkeypatch.setattr(worker, "answer", mistaken)
    setup = Setup(folder="", answers="", ontology="news", limits=Limits())
    assert worker._tried(Task(Summary(), "", ""), setup, Snapshots("news")) == Failure("internal", FAULT)
    assert "zip() argument 2" in capsys.readouterr().err


@pytest.mark.parametrize(("ends", "why"), [("sys.exit(1)", "internal"), ("os.kill(os.getpid(), 9)", "memory"), ("os.abort()", "memory")])
def test_a_process_that_ends_by_a_signal_wanted_memory_and_one_that_exits_made_a_mistake(ends: str, why: str) -> None:
    async def fallen() -> str:
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", f"import os, sys; {ends}", stdin=pipe, stdout=pipe)
        return await Worker(process).fell()

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asyncio.run, fallen()).result() == why


def test_an_edited_ontology_is_read_again_with_the_next_state_and_one_that_is_being_edited_is_not(tmp_path: Path) -> None:
    folder, terms = tmp_path / "news", tmp_path / "news" / "ontology.ttl"
    copytree(find("news"), folder)
    graph = tmp_path / "graph.trig"
    graph.write_bytes(SAMPLE.read_bytes())
    snapshots, uses = Snapshots(str(folder)), URIRef(NEWS + "uses")

    def label(state: str) -> str:
        there = snapshots.of(str(graph), state)
        assert (there.edition == Edition.of(folder)) is (state != "third")
        return there.ontology.label(uses, "fr")

    said = terms.read_text(encoding="utf-8")
    assert label("first") == "utilise"
    terms.write_text(said.replace('"utilise"@fr', '"se sert de"@fr'), encoding="utf-8")
    assert label("second") == "se sert de"
    terms.write_text(said.replace('"utilise"@fr', '"utilise'), encoding="utf-8")
    assert label("third") == "se sert de"
    terms.write_text(said, encoding="utf-8")
    assert label("fourth") == "utilise"
