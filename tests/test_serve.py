"""`kg serve` as those see it who ask over HTTP: answers in every format, refusals that say why, and a graph that changes underneath."""

from __future__ import annotations

import gzip
import os
import re
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest
from pyoxigraph import DefaultGraph, RdfFormat, Store, parse
from serving import BASE, NAMES, SAMPLE, SECRET, TOKEN, Server, archived, serving
from typer.testing import CliRunner

from kg import serve
from kg.cli import app

pytestmark = pytest.mark.process

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?g && ?d != ?j) }"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(SAMPLE, "--timeout", "2", "--max-rows", "100", "--workers", "2", "--cors", "https://press.example") as running:
        yield running


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return archived(tmp_path)


@pytest.mark.parametrize(
    ("accept", "given", "begins"),
    [
        ("*/*", "application/sparql-results+json", b'{"head"'),
        ("application/json", "application/sparql-results+json", b'{"head"'),
        ("application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        ("text/html, application/xml;q=0.9", "application/sparql-results+xml", b"<?xml"),
        ("text/csv", "text/csv", b"name\r\n"),
        ("text/csv;q=0.2, text/tab-separated-values", "text/tab-separated-values", b"?name\n"),
    ],
)
def test_rows_come_in_the_format_that_is_wanted_most(server: Server, accept: str, given: str, begins: bytes) -> None:
    reply = server.ask(NAMES, accept)
    assert (reply.status, reply.type) == (200, given) and reply.body.startswith(begins) and b"Ted Sarandos" in reply.body


@pytest.mark.parametrize("query", ["CONSTRUCT { ?s ?p ?o } { ?s news:uses ?x ; ?p ?o }", "DESCRIBE person:ted-sarandos"])
@pytest.mark.parametrize(
    ("accept", "given", "form"),
    [
        ("*/*", "text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml", "application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_triples_come_in_the_format_that_is_wanted_most(server: Server, query: str, accept: str, given: str, form: RdfFormat) -> None:
    reply = server.ask(query, accept)
    assert reply.type == given and list(parse(reply.body, format=form))


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("", (400, "query: the query, line 1, column 1: there is nothing in it")),
        ("# nothing", (400, "query: the query, line 1, column 1: there is nothing in it")),
        ("SELECT * { ?s ?p", (400, "query: the query, line 1, column 10: the '{' is not closed")),
        ("SELECT * { ?s nope:x ?o }", (400, "query: the query, line 1, column 15: no prefix 'nope'")),
        ("DELETE DATA { <x:a> <x:b> <x:c> }", (400, "query: the query, line 1, column 1: a query only reads")),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", (400, "query: the query: SERVICE asks another server")),
        ("SELECT * { ?s ?p ?o }", (422, "rows: more than 100 rows")),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", (422, "rows: more than 100 rows")),
    ],
)
def test_a_query_that_is_not_answered_is_told_why(server: Server, query: str, problem: tuple[int, str]) -> None:
    reply = server.ask(query, "*/*")
    assert (reply.status, reply.problem[: len(problem[1])]) == problem


@pytest.mark.parametrize(
    ("method", "path", "headers", "problem"),
    [
        ("GET", "/sparql?query=ASK%7B%7D", {"Accept": "image/png"}, (406, "unacceptable: there are application/sparql-results+json")),
        ("GET", "/sparql?update=CLEAR+ALL", {}, (400, "request: an update comes by POST")),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", {}, (400, "request: query is given 2 times")),
        ("GET", "/sparql?query=%FF", {}, (400, "request: its parameters are not UTF-8; write them percent-encoded in UTF-8: é is %C3%A9")),
        ("GET", f"/sparql?{'a=b&' * 1001}", {}, (400, "request: it has more than 1000 parameters")),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=nope", {}, (400, "request: 'nope' is no IRI")),
        ("PUT", "/sparql", {}, (405, "method: PUT /sparql: there is GET, HEAD, OPTIONS, POST")),
        ("POST", "/query", {}, (405, "method: POST /query: there is GET, HEAD, OPTIONS; SPARQL is asked, and updates are sent")),
        ("POST", "/sparql", {"Content-Type": "text/plain"}, (415, "media: there are application/x-www-form-urlencoded")),
        ("POST", "/sparql", {"Content-Type": "application/x-www-form-urlencoded"}, (400, "request: a form has a query or an update")),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query", "Content-Length": "99999999"}, (413, "large: more than")),
        ("POST", "/sparql", {"Content-Type": "application/sparql-update"}, (403, "forbidden: this server only reads")),
        ("DELETE", "/graphs?default", {}, (403, "forbidden: this server only reads")),
        ("GET", "/graphs", {}, (400, "request: say which graph")),
        ("GET", "/graphs?default&graph=x:y", {}, (400, "request: a graph is named in one way")),
        ("GET", "/graphs?graph=x:nope", {}, (404, "absent: no graph <x:nope>")),
        ("GET", "/person/nobody", {}, (404, "absent: the graph says nothing")),
        ("GET", "/person/%3Cscript%3E", {}, (404, "absent: the graph says nothing")),
        ("GET", "/", {"Accept": "text/turtle"}, (406, "unacceptable: there are text/html")),
        ("GET", "/health", {"Host": "elsewhere.example"}, (400, "host: 'elsewhere.example'")),
    ],
)
def test_a_request_that_is_not_as_it_must_be_is_told_why(
    server: Server, method: str, path: str, headers: dict[str, str], problem: tuple[int, str]
) -> None:
    reply = server.send(method, path, **headers)
    assert (reply.status, reply.problem[: len(problem[1])]) == problem


READ = "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/", READ),
        ("/sparql", f"{READ}, POST"),
        ("/graphs?default", READ),
        ("/query", READ),
        ("/static/pages.css", READ),
        ("/static/nope.css", ""),
        ("/saved/who-uses-what", READ),
        ("/saved/nope", ""),
        ("/person/ted-sarandos", READ),
        ("/person/ted-sarandos.ttl", READ),
        ("/person/nobody", ""),
        ("/person/nobody.ttl", ""),
    ],
)
def test_what_a_path_can_be_asked_is_told(server: Server, path: str, methods: str) -> None:
    reply = server.send("OPTIONS", path)
    assert (reply.status, reply.headers.get("allow", "")) == (204 if methods else 404, methods)


def test_a_name_that_nothing_has_is_told_in_a_header(server: Server) -> None:
    strange, known = server.ask("SELECT * { ?s news:usez ?o }"), server.ask("SELECT * { ?s news:uses ?o }")
    assert strange.headers["kg-unknown"] == "news%3Ausez news%3Auses" and "kg-unknown" not in known.headers


def test_a_query_may_come_by_form_or_as_the_body(server: Server) -> None:
    form = server.send("POST", "/sparql", "query=ASK%7B%7D", content_type="application/x-www-form-urlencoded")
    direct = server.send("POST", "/sparql", "ASK { ?é ?p ?o }", content_type="application/sparql-query; charset=utf-8")
    assert form.json["boolean"] is direct.json["boolean"] is True


def test_an_answer_too_large_for_memory_comes_whole(server: Server) -> None:
    doubled = " ".join(f"BIND(CONCAT({', '.join([f'?x{n}'] * 8)}) AS ?x{n + 1})" for n in range(5))
    query = f"SELECT ?x5 {{ BIND('0123456789abcdef' AS ?x0) {doubled} VALUES ?y {{ 1 2 3 4 }} }}"
    reply = server.ask(query, "text/csv")
    assert reply.status == 200 and reply.body == b"x5\r\n" + (b"0123456789abcdef" * 8**5 + b"\r\n") * 4
    assert reply.headers["content-length"] == str(len(reply.body))
    packed = server.send("POST", "/sparql", query, content_type="application/sparql-query", Accept="text/csv", Accept_Encoding="gzip")
    assert gzip.decompress(packed.body) == reply.body and len(packed.body) < len(reply.body) / 50


def test_a_runaway_query_is_stopped_and_the_next_is_answered_at_once(server: Server) -> None:
    begun = time.monotonic()
    stopped = server.ask(ENDLESS)
    took = time.monotonic() - begun
    assert (stopped.status, stopped.problem[:5]) == (503, "time:") and 2 <= took < 10
    begun = time.monotonic()
    assert server.ask(NAMES).status == 200 and time.monotonic() - begun < 1
    assert 'kg_workers_stopped_total{why="time"} ' in server.get("/metrics").body.decode()


def test_who_still_waits_when_the_server_stops_is_told(archive: Path) -> None:
    with ThreadPoolExecutor(1) as client:
        with serving(archive, "--workers", "1", "--timeout", "60") as server:
            asked = client.submit(server.ask, ENDLESS)
            time.sleep(1)
        assert (asked.result().status, asked.result().problem[:9]) == (503, "stopping:")


def test_who_leaves_has_the_query_stopped(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(0.3)
    for _ in range(30):
        if 'why="left"' in server.get("/metrics").body.decode():
            break
        time.sleep(0.1)
    else:
        pytest.fail("the worker was not stopped")


def test_many_ask_at_once_and_each_has_its_answer(server: Server) -> None:
    def asked(number: int) -> bool:
        return server.ask(f"SELECT ({number} AS ?n) {{ }}").rows == [(str(number),)]

    with ThreadPoolExecutor(50) as clients:
        assert all(clients.map(asked, range(200)))


def test_the_editor_knows_the_words_of_the_graph_and_the_saved_queries(server: Server) -> None:
    words = server.get("/vocabulary.json").json
    assert words["prefixes"]["news"].endswith("news#")
    assert {"news:uses", "rdfs:label"} <= {one["name"] for one in words["properties"]}
    saved = {one["name"]: one for one in words["saved"]}
    assert saved["everything-about"]["parameters"][0]["name"] == "name"
    filled = server.get("/saved/everything-about?name=ted+sarandos").json["query"]
    assert "Sarandos" not in filled and server.ask(filled).rows
    assert server.get("/saved/everything-about?name=nobody").status == 400


def test_a_graph_can_be_fetched(server: Server) -> None:
    merged, article = server.get("/graphs?default", Accept="application/n-triples"), server.get("/graphs/article/netflix-eternaute")
    with_graphs = list(parse(path=str(SAMPLE), format=RdfFormat.TRIG))
    assert len(list(parse(merged.body, format=RdfFormat.N_TRIPLES))) == sum(isinstance(q.graph_name, DefaultGraph) for q in with_graphs)
    assert article.type == "text/turtle" and b"nif:Phrase" in article.body
    for graph in ("?default", "/article/netflix-eternaute"):
        turtle, xml = (server.get(f"/graphs{graph}", Accept=kind).body.decode() for kind in ("text/turtle", "application/rdf+xml"))
        body = re.sub("^@prefix.*$", "", turtle, flags=re.MULTILINE)
        for name in re.findall(r"^@prefix (\w+):", turtle, re.MULTILINE):
            assert re.search(rf"(^|[\s^]){name}:", body, re.MULTILINE), (graph, name)
        for name, iri in re.findall(r'xmlns:(\w+)="(.*?)"', xml):
            assert name == "its" or f"<{name}:" in xml or f'<rdf:type rdf:resource="{iri}' in xml, name  # its: is Oxigraph's
    assert server.send("HEAD", "/graphs?default").status == 200


def test_only_the_pages_of_an_origin_that_was_named_may_ask(server: Server) -> None:
    allowed, other = (server.get("/health", Origin=origin).headers for origin in ("https://press.example", "https://other.example"))
    assert allowed["access-control-allow-origin"] == "https://press.example" and "access-control-allow-origin" not in other


def test_who_has_the_token_writes_graphs_of_their_own_and_nothing_else(archive: Path) -> None:
    own, reads = f"{BASE}graph/user/notes", f"the update reads {BASE}graph/index"
    with serving(archive, "--workers", "1", "--update") as server:

        def write(method: str, path: str, body: str, kind: str, token: str = TOKEN) -> tuple[int, str]:
            reply = server.send(method, path, body, content_type=kind, Authorization=f"Bearer {token}")
            return reply.status, reply.problem if reply.body else ""

        def update(text: str, token: str = TOKEN) -> tuple[int, str]:
            return write("POST", "/sparql", text, "application/sparql-update", token)

        assert update(f"INSERT DATA {{ GRAPH <{own}> {{ <x:a> <x:b> 'mine' }} }}", "wrong")[0] == 401
        sent_as_a_query = server.ask(f"PREFIX x: <x:> INSERT DATA {{ GRAPH <{own}> {{ x:a x:b 'mine' }} }}").problem
        assert sent_as_a_query.startswith("query: this is an update, and it came as a query; send it by POST as update=…")
        assert update(f"INSERT DATA {{ GRAPH <{own}> {{ <x:a> <x:b> 'mine' }} }}") == (204, "")
        assert server.ask(f"SELECT ?o {{ GRAPH <{own}> {{ ?s ?p ?o }} }}").rows == [("mine",)]
        assert write("PUT", "/graphs/graph/user/more", "<x:a> <x:b> 'put' .", "text/turtle") == (201, "")
        assert b'"put"' in server.get("/graphs/graph/user/more").body
        for text, why in {
            "INSERT DATA { GRAPH graph:about { <x:a> <x:b> 1 } }": f"the update writes <{BASE}graph/about>",
            "DROP ALL": "the update writes graphs that it does not name (ALL)",
            f"INSERT {{ GRAPH <{own}> {{ ?s ?p ?o }} }} WHERE {{ GRAPH graph:index {{ ?s ?p ?o }} }}": reads,
            f"LOAD <http://127.0.0.1:1/> INTO GRAPH <{own}>": "LOAD fetches from another server",
            f"INSERT DATA {{ GRAPH <{own}> {{ [] <x:b> 1 }} }}": "a graph of kg's has no blank nodes",
        }.items():
            status, said = update(text)
            assert (status, said[: len(f"forbidden: {why}")]) == (403, f"forbidden: {why}"), text
        for text, why in {"DROP": "there is no graph", "CLEAR": "there is no graph"}.items():
            assert update(f"{text} GRAPH <{own}/none>")[1].startswith(f"conflict: {why} <{own}/none>, and nothing was changed; with SILENT")
        assert update(f"CREATE GRAPH <{own}>") == (
            409,
            f"conflict: there is already a graph <{own}>, and nothing was changed; with SILENT that is passed over",
        )
        assert write("PUT", "/graphs/graph/about", "<x:a> <x:b> 1 .", "text/turtle")[0] == 403
        assert write("PUT", "/graphs/graph/user/more", "<x:a> <x:b>", "text/turtle")[0] == 400
        for kind, body, why in (
            ("application/ld+json", '{"@context": "https://schema.org/", "name": "b"}', "its @context is at another address, and contexts"),
            ("application/ld+json", '{"@context": {}', "it is not JSON-LD: Parser error at line 1 column 16"),
            ("application/rdf+xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///x">]><a>&x;</a>', "of the entities that its document"),
        ):
            status, said = write("PUT", "/graphs/graph/user/more", body, kind)
            assert (status, said[: len(f"data: {why}")]) == (400, f"data: {why}"), body
        assert "the '{' is not closed" in update("INSERT DATA { GRAPH")[1]
        assert server.send("OPTIONS", "/graphs").headers["allow"] == "DELETE, GET, HEAD, OPTIONS, POST, PUT"
        assert write("DELETE", "/graphs/graph/user/more", "", "text/turtle") == (204, "")
        assert server.get("/graphs/graph/user/more").status == 404
    assert SECRET in Store.read_only(str(archive / "graph"))


def test_a_token_that_is_missing_is_told_from_one_that_is_wrong(archive: Path) -> None:
    with serving(archive, "--workers", "1", "--update") as server:
        for sent, told, asked in (
            ({}, "token: send it as Authorization: Bearer TOKEN", 'Bearer realm="kg"'),
            ({"Authorization": "Basic a2c6a2c="}, "token: send it as", 'Bearer realm="kg"'),
            ({"Authorization": "Bearer no"}, "wrong-token: this server has another one", 'Bearer realm="kg", error="invalid_token"'),
        ):
            reply = server.send("DELETE", "/graphs/graph/user/notes", **sent)
            assert reply.status == 401 and reply.problem.startswith(told) and reply.headers["www-authenticate"] == asked


def test_a_query_that_would_have_more_memory_is_stopped_and_a_server_that_it_asks_may_fail(archive: Path) -> None:
    with serving(archive, "--workers", "1", "--memory", "128", "--allow-service", says="memory allocation") as server:
        asked = server.ask(f"SELECT * {{ SERVICE <http://127.0.0.1:{server.port}/nobody> {{ ?s ?p ?o }} }}")
        assert (asked.status, asked.problem[:16]) == (502, "elsewhere: Error") and "405" in asked.problem
        stopped = server.ask("SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?g")
        assert (stopped.status, stopped.problem[:7]) == (503, "memory:")
        assert server.ask(NAMES).rows


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nope.trig"], "nope.trig: no such file"),
        ([str(SAMPLE), "--update", "--token-file", "nope"], "--token-file nope: it cannot be read"),
        ([str(SAMPLE), "--update", "--entail"], "--entail serves a copy, and --update the graph itself"),
        ([str(SAMPLE), "--update"], "it is no archive, and what is written to it would be lost"),
        ([str(SAMPLE), "--host", "192.0.2.1"], "--host 192.0.2.1: no address of this machine; say 127.0.0.1"),
        ([str(SAMPLE), "--cors", "press"], "--cors press: no origin; give one as a browser names it, such as https://press.example"),
        ([str(SAMPLE), "--cors", "https://press.example/"], "--cors https://press.example/: no origin"),
        ([str(SAMPLE), "--allow-load"], "--allow-load is for a server that is written to; say --update as well, or leave it out"),
        ([str(SAMPLE), "--token-file", "nope"], "--token-file is for a server that is written to; say --update"),
        ([str(SAMPLE), "--update", "--token-file", os.devnull], f"--token-file {os.devnull}: there is nothing in it; write the token"),
        ([str(SAMPLE), "--memory", "1"], "--memory 1: kg itself needs 128 megabytes; give at least that, or 0 for no limit"),
        ([str(SAMPLE), "--host", "no such host"], "--host no such host: no such address"),
        (["--unmanaged", str(SAMPLE.parent)], "it is something else"),
    ],
)
def test_what_cannot_be_served_is_said_before_anything_listens(arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_TOKEN", TOKEN)
    ended = CliRunner().invoke(app, ["serve", "--port", "0", *arguments])
    assert ended.exit_code == 2 and ended.stderr.startswith("kg: error: ") and said in ended.stderr and ended.stderr.count("\n") == 1


def test_with_the_least_memory_there_is_a_page_and_who_may_ask_is_said() -> None:
    says = "kg: note: whoever reaches this machine can ask this graph; --host 127.0.0.1 keeps it to itself\n"
    with serving(SAMPLE, "--workers", "1", "--memory", "128", "--host", "0.0.0.0", says=says) as server:
        assert server.get("/").status == server.ask(NAMES).status == server.get("/vocabulary.json").status == 200


def test_a_port_that_another_has_is_said(server: Server) -> None:
    ended = CliRunner().invoke(app, ["serve", str(SAMPLE), "--port", str(server.port)])
    assert ended.exit_code == 2 and f"127.0.0.1:{server.port} cannot be listened at: Address already in use" in ended.stderr


@pytest.mark.parametrize(("command", "lacks"), [("serve", "uvicorn"), ("mcp", "mcp")])
def test_what_must_be_installed_is_said(command: str, lacks: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(serve.NEEDS, command, ("json", f"no_{lacks}"))
    ended = CliRunner().invoke(app, [command, str(SAMPLE)])
    assert ended.exit_code == 2
    assert ended.stderr.endswith(f"needs no_{lacks}, which is not installed; in the folder of kg's README: pip install '.[{command}]'\n")
