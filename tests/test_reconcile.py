"""Links to the world: what a service offers is kept as candidates, and becomes an identity where people say so."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest
import urllib3
from examples import mention_of
from hypothesis import given
from hypothesis import strategies as st
from rdflib import OWL, RDF
from test_upkeep import understood, written
from typer.testing import CliRunner
from world import MANIFEST, World

from kg import ontology as ontologies
from kg.archive.disk import Settings
from kg.build import graph_of
from kg.cli import app
from kg.errors import GraphError
from kg.iris import BASE
from kg.model import Article, Extraction
from kg.reconcile.candidates import Candidate, keep, read
from kg.reconcile.service import Match, Service
from kg.store import open_dataset, serialise
from kg.upkeep import add, build

ONTOLOGY = ontologies.load("news")
pytestmark = pytest.mark.usefixtures("direct")
FIRM, PERSON = "news:Company", "schema:Person"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    articles = [
        mention_of("a", "Alba", FIRM),
        mention_of("b", "Alba", FIRM),
        mention_of("c", "Oria", FIRM),
        mention_of("d", "Anne Roy", PERSON),
        mention_of("e", "des gens", "news:Group", named=False),
    ]
    return written_graph(tmp_path / "g.trig", articles)


def written_graph(path: Path, articles: Iterable[Extraction]) -> Path:
    from pyoxigraph import RdfFormat

    path.write_bytes(serialise(graph_of(list(articles), ONTOLOGY), RdfFormat.TRIG))
    return path


def command(*words: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    return done.exit_code, done.stdout, done.stderr


def linked(graph: Path, url: str, *words: object) -> tuple[int, str, str]:
    return command("link", graph, "--service", url, "--out", graph.with_name("candidates.ttl"), *words)


def test_things_with_a_name_are_asked_for_in_batches_and_the_candidates_kept(world: World, graph: Path) -> None:
    code, said, wrong = linked(graph, world.url)
    assert (code, wrong) == (0, "")
    assert said.splitlines()[:2] == [
        "asked       3 things  (Le monde)",
        f"candidates  3, for 2 of them  ({graph.with_name('candidates.ttl')})",
    ]
    assert world.asked == [
        {"q0": {"query": "Alba", "limit": 5, "type": "Q783794"}, "q1": {"query": "Oria", "limit": 5, "type": "Q783794"}},
        {"q0": {"query": "Anne Roy", "limit": 5, "type": "Q5"}},
    ]
    found = read(graph.with_name("candidates.ttl"))
    assert [(one.thing.removeprefix(BASE), one.match.iri.rpartition("/")[2], one.match.score) for one in found] == [
        ("organization/alba", "Q1", Decimal("98.5")),
        ("organization/alba", "Q2", 60),
        ("organization/oria", "Q3", 100),
    ]
    assert {(one.service, one.called) for one in found} == {(world.url, "Le monde")}
    once = graph.with_name("candidates.ttl").read_bytes()
    linked(graph, world.url)
    assert graph.with_name("candidates.ttl").read_bytes() == once


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (("--class", "schema:Person"), [("Anne Roy", "Q5")]),
        (("--class", "schema:Organization", "--limit", "1"), [("Alba", "Q783794")]),
        (("--class", "schema:Person", "--type", "schema:Person=Q215627"), [("Anne Roy", "Q215627")]),
        (("--limit", "1", "--type", "schema:Organization=Q43229"), [("Alba", "Q783794")]),
    ],
)
def test_what_is_asked_for_can_be_chosen(world: World, graph: Path, words: tuple[str, ...], asked: list[tuple[str, str]]) -> None:
    assert linked(graph, world.url, *words)[0] == 0
    assert [(query["query"], query.get("type")) for batch in world.asked for query in batch.values()] == asked


def test_a_service_without_types_is_asked_by_name_alone(world: World, graph: Path) -> None:
    world.manifest = {key: MANIFEST[key] for key in ("name", "identifierSpace")}
    assert linked(graph, world.url, "--min-score", 99)[1].splitlines()[1].startswith("candidates  1, for 1 of them")
    assert [query for batch in world.asked for query in batch.values()] == [
        {"query": name, "limit": 5} for name in ("Alba", "Oria", "Anne Roy")
    ]
    assert len(world.asked) == 1


def test_a_candidate_that_is_accepted_is_the_things_identity_and_one_turned_down_is_shown_no_more(world: World, graph: Path) -> None:
    linked(graph, world.url)
    with_candidates = ("--candidates", graph.with_name("candidates.ttl"))
    code, shown, _ = command("review", graph, *with_candidates)
    assert (code, shown.splitlines()[0]) == (0, "candidate of Le monde")
    assert "    Alba  entreprise · a, b\n    Alba  Q1 · 98.5\n      le Q1\n" in shown
    assert f"--candidates {graph.with_name('candidates.ttl')} --same" in shown
    told = graph.with_name("decisions.ttl")
    alba, longa, oria = json.loads(command("review", graph, *with_candidates, "--json")[1])
    words = ("--same", alba["id"], "--different", oria["id"], "--decisions", told)
    assert command("review", graph, *with_candidates, *words)[0] == 0
    assert f"<{BASE}organization/alba> owl:sameAs <http://www.wikidata.org/entity/Q1> ." in told.read_text(encoding="utf-8")
    left = json.loads(command("review", graph, *with_candidates, "--decisions", told, "--json")[1])
    assert [pair["id"] for pair in left] == [longa["id"]]


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def extracted(articles: Iterable[Article], *_: object) -> Iterator[Extraction]:
        yield from map(understood, articles)

    monkeypatch.setattr(import_module("kg.upkeep"), "extracted", extracted)
    build(tmp_path / "press.kg", written(tmp_path / "press", a="Alba possède Oria.", b="Koralis possède Alba."), Settings())
    return tmp_path / "press.kg"


def same_as(graph: Path) -> list[tuple[str, str]]:
    rows = open_dataset(graph).query("SELECT ?s ?o { ?s <http://www.w3.org/2002/07/owl#sameAs> ?o } ORDER BY ?s")
    return [tuple(term.value.removeprefix(BASE).rpartition("entity/")[2] for term in row) for row in rows]  # type: ignore[union-attr]


def test_an_archive_keeps_its_candidates_and_what_people_say_of_them(world: World, archive: Path, tmp_path: Path) -> None:
    assert command("link", archive, "--service", world.url)[0] == 0
    assert same_as(archive) == []
    pairs = json.loads(command("review", archive, "--json")[1])
    code, said, _ = command("review", archive, "--same", pairs[0]["id"])
    assert (code, said.splitlines()[1]) == (0, f"archive     {archive}  (linked anew)")
    assert same_as(archive) == [("organization/alba", "Q1")]
    add(archive, written(tmp_path / "more", c="Alba possède Zenith."))
    assert same_as(archive) == [("organization/alba", "Q1")]
    assert [pair["other"]["cls"] for pair in json.loads(command("review", archive, "--json")[1])] == ["Q3"]
    (archive / "decisions.ttl").unlink()
    add(archive, written(tmp_path / "more", c="Alba possède Mobix."))
    assert same_as(archive) == []
    assert len(json.loads(command("review", archive, "--json")[1])) == 3


def test_of_two_namesakes_the_identity_is_that_of_one(world: World, tmp_path: Path) -> None:
    graph = written_graph(tmp_path / "g.trig", [mention_of("a", "Alba", FIRM), mention_of("b", "Alba", "schema:SportsTeam", date="2025")])
    linked(graph, world.url)
    words = (graph, "--candidates", graph.with_name("candidates.ttl"), "--decisions", tmp_path / "decisions.ttl")
    pair = next(p for p in json.loads(command("review", *words, "--json")[1]) if p["one"]["iri"] == f"{BASE}organization/alba")
    command("review", *words, "--same", pair["id"])
    assert f"<{BASE}article/a#organization/alba> owl:sameAs" in (tmp_path / "decisions.ttl").read_text(encoding="utf-8")


FAULTS = {
    "error": "it answers HTTP 500",
    "gone": "it answers HTTP 404",
    "page": "what it answers is not JSON: '<html>Bonjour</html>'",
    "cut": "what it answers is not JSON",
    "list": "it answers",
    "empty": "it answers",
    "string": "it answers",
    "slow": "no answer in time",
    "drop": "the connection broke off",
    "busy": "it answers HTTP 503",
}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("kg.reconcile.service"), "TIMEOUT", urllib3.Timeout(0.2))


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("fault", FAULTS)
def test_an_address_where_no_service_answers_is_an_error_of_whoever_gave_it(world: World, graph: Path, fault: str) -> None:
    world.fault, world.healthy = fault, 0
    code, said, wrong = linked(graph, world.url)
    assert (code, said) == (2, "")
    assert wrong.startswith(f"kg: error: {world.url}: {FAULTS[fault]}") and wrong.count("\n") == 1
    assert not graph.with_name("candidates.ttl").exists()


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("fault", FAULTS)
def test_what_came_before_a_service_failed_is_kept(world: World, graph: Path, fault: str) -> None:
    world.fault, world.healthy = fault, 2
    code, said, wrong = linked(graph, world.url)
    assert (code, said) == (1, "")
    assert FAULTS[fault] in wrong and wrong.endswith("2 of 3 things are answered for, and what came is kept; ask for the others later\n")
    assert len(read(graph.with_name("candidates.ttl"))) == 3


def test_nothing_is_kept_of_a_run_that_fails_at_once(world: World, graph: Path) -> None:
    world.fault, world.healthy = "error", 1
    assert linked(graph, world.url)[0] == 1
    assert not graph.with_name("candidates.ttl").exists()


def test_nobody_is_there(graph: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/reconcile"
    code, _, wrong = linked(graph, url)
    assert (code, f"{url}: nobody answers there; give that of a reconciliation service" in wrong) == (2, True), wrong


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("{graph}", "--service", "{url}"), "it is a file, which keeps no candidates; say --out FILE"),
        (
            ("{graph}", "--service", "{url}", "--out", "x.ttl", "--class", "schema:Persn"),
            "schema:Persn: there is no such class; near it: schema:Person",
        ),
        (("{graph}", "--service", "{url}", "--out", "x.ttl", "--type", "Q5"), "--type Q5: not a class and a type of the service"),
        (("{graph}", "--service", "{url}", "--out", "{graph}"), "it holds no candidates as kg link writes them"),
        (("nowhere.trig", "--service", "{url}", "--out", "x.ttl"), "no such file"),
        (("{graph}", "--out", "x.ttl"), "--service"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_asked(world: World, graph: Path, words: tuple[str, ...], said: str) -> None:
    code, _, wrong = command("link", *(word.format(graph=graph, url=world.url) for word in words))
    assert (code, said in wrong, world.times) == (2, True, 0), wrong


def test_a_merged_graph_alone_names_nothing(world: World, tmp_path: Path) -> None:
    (tmp_path / "g.ttl").write_text("<a:a> <b:b> <c:c> .", encoding="utf-8")
    code, _, wrong = linked(tmp_path / "g.ttl", world.url)
    assert (code, "no article of it names a thing" in wrong) == (2, True)


def candidates() -> st.SearchStrategy[Candidate]:
    words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12)
    scores = st.decimals(-10, 1000, places=2, allow_nan=False)
    service = Service("http://127.0.0.1/r", "Le monde", "http://www.wikidata.org/entity/")
    matches = st.builds(lambda id, *rest: Match(service.iri(id), id, *rest), words.filter(str.strip), words, scores, words)
    things = st.sampled_from([f"{BASE}person/{name}" for name in "abc"])
    return st.builds(Candidate, things, matches, st.sampled_from(["http://127.0.0.1/r", "http://127.0.0.1/s"]), st.just("Le monde"))


@given(st.lists(candidates(), max_size=6, unique_by=lambda one: (one.thing, one.match.iri)), st.sets(st.sampled_from("abc")))
def test_candidates_come_out_of_a_file_as_they_went_in(
    tmp_path_factory: pytest.TempPathFactory, every: list[Candidate], again: set[str]
) -> None:
    path = tmp_path_factory.mktemp("c") / "candidates.ttl"
    keep(path, every, (), "http://127.0.0.1/r")
    assert set(read(path)) == set(every)
    asked = {f"{BASE}person/{name}" for name in again}
    keep(path, (), asked, "http://127.0.0.1/r")
    assert set(read(path)) == {one for one in every if one.thing not in asked or one.service != "http://127.0.0.1/r"}


@pytest.mark.parametrize(
    "told",
    [
        f"<{BASE}proposal/1> <{RDF.subject}> <{BASE}person/a> .",
        f"<{BASE}person/a> <{OWL.sameAs}> <{BASE}person/b> .",
        f"[] <{RDF.subject}> <{BASE}person/a> .",
    ],
    ids=["half a candidate", "decisions", "a blank node"],
)
def test_a_file_of_something_else_holds_no_candidates(tmp_path: Path, told: str) -> None:
    (tmp_path / "c.ttl").write_text(told, encoding="utf-8")
    with pytest.raises(GraphError, match="it holds no candidates as kg link writes them"):
        read(tmp_path / "c.ttl")


@pytest.mark.process
def test_no_other_command_uses_the_network(archive: Path, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = graph.with_name("page.html")
    page.write_text(f"<html><body><article><p>{'Alba possède Oria et Vernay. ' * 20}</p></article></body></html>", encoding="utf-8")

    def refused(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    lines = (
        *(("review", archive), ("list", archive), ("info", archive), ("query", graph, "most-said"), ("explain", graph, "Alba")),
        *(
            ("facts", graph),
            ("conflicts", graph),
            ("diff", graph, graph),
            ("render", graph),
            ("merge", graph, "--out", graph.with_name("m.trig")),
        ),
        *(("ontology",), ("gaps", graph), ("add", archive, page), ("remove", archive, "a")),
    )
    for words in lines:
        code, _, wrong = command(*words)
        assert code == 0, (words, wrong)


SERVER = """
import sys, warnings
warnings.simplefilter("ignore")
from pathlib import Path
from csv_reconcile import create_app, initdb
from werkzeug.serving import make_server
folder = Path(sys.argv[1])
app = create_app(config="", instance_path=folder / "instance", scorerOption="")
with app.app_context():
    initdb.init_db_with_context(str(folder / "world.tsv"), "id", "name")
server = make_server("127.0.0.1", 0, app)
print("port", server.server_port, flush=True)
server.serve_forever()
"""


@pytest.fixture
def csv_reconcile(tmp_path: Path) -> Iterator[str]:
    """csv-reconcile with a table of four."""
    pytest.importorskip("csv_reconcile")
    rows = (("id", "name"), ("Q1", "Alba"), ("Q2", "Alba Longa"), ("Q3", "Oria Média"), ("Q4", "Anne Roy"))
    (tmp_path / "world.tsv").write_text("".join(f"{id}\t{name}\n" for id, name in rows), encoding="utf-8")
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen([sys.executable, "-c", SERVER, str(tmp_path)], stdout=subprocess.PIPE, stderr=log, text=True)
    assert server.stdout is not None
    try:
        port = next((line.split()[1] for line in server.stdout if line.startswith("port")), None)
        assert port, (tmp_path / "log").read_text()
        yield f"http://127.0.0.1:{port}/reconcile"
    finally:
        server.kill()
        server.communicate()


@pytest.mark.interop
def test_csv_reconcile_is_asked_and_its_candidates_accepted(csv_reconcile: str, archive: Path) -> None:
    code, said, wrong = command("link", archive, "--service", csv_reconcile)
    assert (code, wrong, said.splitlines()[0]) == (0, "", "asked       3 things  (CSV Reconcile)")
    pairs = json.loads(command("review", archive, "--json")[1])
    assert [(p["one"]["label"], p["other"]["cls"], p["score"]) for p in pairs if p["other"]["label"] == "Alba"] == [("Alba", "Q1", "100")]
    assert command("review", archive, "--same", next(p["id"] for p in pairs if p["other"]["label"] == "Alba"))[0] == 0
    assert same_as(archive) == [("organization/alba", "http://localhost/csv_reconcile/ids/Q1")]
