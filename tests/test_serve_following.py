"""`kg serve` while its graph changes: an archive that grows, a file that is written anew, what follows from either; and what it leaves."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from shutil import rmtree

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store
from serving import BASE, NAMES, SAMPLE, Server, archived, serving

from kg.iris import NEWS
from kg.rdf import USUAL
from kg.serve.description import SD
from kg.store import whole

pytestmark = pytest.mark.process


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return archived(tmp_path)


def add(archive: Path, *quads: Quad) -> None:
    store = Store(str(archive / "graph"))
    store.extend(quads)
    store.flush()


def test_an_archive_that_grows_is_followed_and_its_own_graph_is_out_of_sight(archive: Path) -> None:
    with serving(archive, "--workers", "1") as server:
        assert ("Nova Lune",) not in server.ask(NAMES).rows
        nova = NamedNode(f"{BASE}person/nova-lune")
        person = Quad(
            nova, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode("https://schema.org/Person"), DefaultGraph()
        )
        add(archive, person, Quad(nova, NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), Literal("Nova Lune"), DefaultGraph()))
        time.sleep(0.5)
        assert ("Nova Lune",) in server.ask(NAMES).rows
        for query in ("SELECT ?o FROM graph:index { ?s ?p ?o }", "SELECT ?o { GRAPH ?g { ?s ?p ?o } FILTER(?o = 'secret') }"):
            assert server.ask(query).rows == []
        assert server.ask("SELECT ?o { ?s ?p ?o }", **{"default-graph-uri": f"{BASE}graph/index"}).rows == []
        assert server.get("/graphs/graph/index").status == server.get("/graph/index").status == 404
        assert b"graph/index" not in server.get("/sparql").body


def test_the_description_names_every_graph_or_of_many_those_that_are_no_article_s(archive: Path) -> None:
    def named(server: Server) -> tuple[set[str], bool]:
        told = Store()
        told.load(server.get("/sparql", Accept="text/turtle").body, format=RdfFormat.TURTLE)
        left = "of which 151 are not listed" in str(list(told.quads_for_pattern(None, NamedNode(f"{USUAL['rdfs']}comment"), None)))
        return {getattr(quad.object, "value", "") for quad in told.quads_for_pattern(None, NamedNode(f"{SD}name"), None)}, left

    few = {f"{BASE}{name}" for name in ("graph/about", "graph/resolution", "graph/user/notes")}
    with serving(archive, "--workers", "1") as server:
        add(archive, statement(f"{BASE}graph/user/notes"))
        assert soon(lambda: named(server) == ({*few, f"{BASE}article/netflix-eternaute"}, False))
        add(archive, *(statement(f"{BASE}article/{number}") for number in range(150)))
        assert soon(lambda: named(server) == (few, True))


def statement(graph: str) -> Quad:
    return Quad(NamedNode("x:s"), NamedNode("x:p"), NamedNode("x:o"), NamedNode(graph))


def soon(found: Callable[[], bool]) -> bool:
    """Whether it comes to be so within ten seconds."""
    for _ in range(50):
        if found():
            return True
        time.sleep(0.2)
    return False


def test_a_file_that_is_written_anew_is_read_again_and_what_is_being_asked_goes_on(tmp_path: Path) -> None:
    graph, text = tmp_path / "g.trig", SAMPLE.read_text(encoding="utf-8")
    graph.write_text(text, encoding="utf-8")
    slow = "SELECT ?name { { SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } } ?who a schema:Person ; rdfs:label ?name }"
    with ThreadPoolExecutor(1) as client, serving(graph, "--workers", "2", says="WARNING:  kg: ") as server:
        asked = client.submit(server.ask, slow)
        for name in ("Nova Lune", "Ada Lune"):
            with whole(graph) as beside:
                beside.write_text(text.replace("Ted Sarandos", name), encoding="utf-8")
            assert soon(partial(lambda name: server.ask(NAMES).rows == [(name,)], name))
        assert asked.result().rows == [("Ted Sarandos",)] and b"Ada Lune" in server.get("/").body
        with whole(graph) as beside:
            beside.write_text("no TriG", encoding="utf-8")
        assert soon(lambda: server.get("/health").json["status"] == "warn")
        assert "what was read before is served still" in (said := server.get("/health").json["output"]) and "g.trig" in said
        assert server.ask(NAMES).rows == [("Ada Lune",)]
        with whole(graph) as beside:
            beside.write_text(text, encoding="utf-8")
        assert soon(lambda: server.get("/health").json["status"] == "pass") and server.ask(NAMES).rows == [("Ted Sarandos",)]
        graph.unlink()
        assert soon(lambda: "it is not there any more" in server.get("/health").json.get("output", ""))


def test_how_a_server_is_comes_at_once_whatever_it_is_asked_and_an_archive_that_is_gone_is_a_failure(archive: Path) -> None:
    long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?g && ?d != ?j) }"
    with ThreadPoolExecutor(2) as clients, serving(archive, "--workers", "1", "--timeout", "2") as server:
        asked = [clients.submit(server.ask, long) for _ in range(2)]
        time.sleep(0.5)
        add(archive, Quad(NamedNode("x:s"), NamedNode("x:p"), Literal("o"), NamedNode("x:g")))
        begun = time.monotonic()
        health = server.get("/health")
        assert time.monotonic() - begun < 1.5 and health.json["status"] == "pass" and not any(one.done() for one in asked)
        assert {one.result().status for one in asked} == {503}
        assert soon(lambda: bool(server.get("/health").json["graphs"] == health.json["graphs"] + 1))
        rmtree(archive / "graph")
        assert soon(lambda: (reply := server.get("/health")).status == 503 and reply.json["status"] == "fail")


def test_an_archive_that_takes_anothers_place_is_followed(archive: Path) -> None:
    with serving(archive, "--workers", "1") as server:
        assert server.ask(NAMES).rows == [("Ted Sarandos",)]
        (archive / "graph").rename(archive / "graph.last")
        Store(str(archive / "graph")).add(Quad(NamedNode("x:s"), NamedNode("x:p"), Literal("new"), DefaultGraph()))
        rmtree(archive / "graph.last")
        assert soon(lambda: server.ask("SELECT ?o { ?s ?p ?o }").rows == [("new",)])


WORKS = "SELECT ?who { ?who schema:worksFor organization:netflix }"
ENTAILED = "SELECT ?who { GRAPH graph:entailed { ?who schema:worksFor organization:netflix } }"


@pytest.mark.parametrize("kind", ["file", "archive"])
def test_what_follows_is_served_too_where_it_is_asked_for(kind: str, archive: Path) -> None:
    pytest.importorskip("reasonable")
    sarandos = (f"{BASE}person/ted-sarandos",)
    with serving(SAMPLE if kind == "file" else archive, "--workers", "1", "--entail") as server:
        assert sarandos in server.ask(WORKS).rows and server.ask(ENTAILED).rows == [sarandos]
        assert server.ask("SELECT ?o { GRAPH ?g { ?s ?p ?o } FILTER(?o = 'secret') }").rows == []
        page = server.get("/person/ted-sarandos.html").body.decode()
        assert "déduit de « Ted Sarandos → est co-directeur général de → Netflix » · affirmé" in page
        if kind == "archive":
            add(archive, Quad(NamedNode(f"{BASE}person/ted-sarandos"), NamedNode(f"{NEWS}leads"), NamedNode("x:y"), DefaultGraph()))
            assert soon(lambda: bool(server.ask("ASK { person:ted-sarandos news:leads <x:y> }").json["boolean"]))
            assert sarandos in server.ask(WORKS).rows


def test_what_follows_is_not_served_unasked() -> None:
    with serving(SAMPLE, "--workers", "1") as server:
        assert len(server.ask(WORKS).rows) == 1 and server.ask(ENTAILED).rows == []


def test_a_server_that_was_killed_leaves_nothing_once_another_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    (tmp_path / "kg-serve-of-another-kind").mkdir()
    with serving(SAMPLE, "--workers", "1") as living:
        with serving(SAMPLE, "--workers", "1", ends=-signal.SIGKILL) as killed:
            killed.process.kill()
        assert len(list(tmp_path.glob("kg-serve-*"))) == 3
        with serving(SAMPLE, "--workers", "1"):
            assert len(list(tmp_path.glob("kg-serve-*"))) == 3
        assert living.ask(NAMES).rows
    assert [left.name for left in tmp_path.iterdir()] == ["kg-serve-of-another-kind"]
