"""`kg mcp`, asked by the SDK's own client over standard input and output: every answer has its sentences."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import anyio
import pytest
from serving import SAMPLE

from kg.model import Status
from kg.ontology import Edition, find, load
from kg.serve.jobs import Limits, Setup
from kg.serve.snapshot import Snapshot
from kg.serve.tools import facts_about, sparql
from kg.serve.workers import Pool
from kg.store import open_dataset

T = TypeVar("T")

mcp = pytest.importorskip("mcp")
server = pytest.importorskip("kg.mcp")
ToolError = pytest.importorskip("mcp.server.mcpserver.exceptions").ToolError

SENTENCE = "Une avancée technique défendue par Ted Sarandos, co-directeur de Netflix."
SETUP = Setup(folder="", answers="", ontology="news", limits=Limits())
ARTICLE = "https://kg.example.org/article/netflix-eternaute"
PAIRS = "SELECT ?who ?what { ?who news:supports ?what }"


def run(what: Callable[[], Awaitable[T]]) -> T:
    """What comes of it; in a thread of its own, as a browser's tests have an event loop in theirs."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(anyio.run, what).result()


def talked(*calls: tuple[str, dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """The tools there are, and what comes of some calls, in one session."""

    async def talk() -> tuple[list[Any], list[Any]]:
        command = mcp.StdioServerParameters(command=sys.executable, args=["-m", "kg", "mcp", str(SAMPLE), "--timeout", "3"])
        async with mcp.stdio_client(command) as (read, write), mcp.ClientSession(read, write) as session:
            await session.initialize()
            tools = (await session.list_tools()).tools
            return tools, [await session.call_tool(name, arguments) for name, arguments in calls]

    return run(talk)


def told(result: Any) -> Any:
    assert not result.is_error, result
    assert json.loads(result.content[0].text) == result.structured_content
    return result.structured_content


@pytest.mark.interop
def test_each_tool_answers_with_the_sentences_that_it_rests_on() -> None:
    tools, results = talked(
        ("search_entities", {"name": "sarandos"}),
        ("facts_about", {"name": "person:ted-sarandos"}),
        ("sparql", {"query": PAIRS}),
        ("sources", {"name": "Netflix"}),
        ("sources", {}),
    )
    assert {tool.name for tool in tools} == {"search_entities", "facts_about", "sparql", "sources"}
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)
    search, facts, rows, about, every = map(told, results)
    (entity,) = search["entities"]
    assert (entity["name"], entity["type"]) == ("Ted Sarandos", "person") and "Ted Sarandos" in entity["evidence"][0]["sentence"]
    (thing,) = facts["entities"]
    assert {fact["property"] for fact in thing["facts"]} >= {"is co-CEO of", "supports"}
    assert SENTENCE in {fact["evidence"]["sentence"] for fact in thing["facts"]} and all(
        fact["evidence"]["article"] for fact in thing["facts"]
    )
    assert {"sentence": SENTENCE, "status": "asserted", "article": ARTICLE} in rows["evidence"] and rows["columns"] == ["who", "what"]
    assert about["sources"] == every["sources"] and every["sources"][0]["evidence"]


ABOUT, NONE, EMPTY = "No claim says just this", "No sentence of an article stands behind this", "Nothing in the graph is so"
BEHIND = {
    "SELECT ?label { ?s rdfs:label ?label ; news:supports ?o }": ({SENTENCE}, ""),
    "SELECT (STR(?label) AS ?name) { ?s rdfs:label ?label ; news:supports ?o } ORDER BY ?name LIMIT 1": ({SENTENCE}, ""),
    "SELECT DISTINCT ?label FROM <https://kg.example.org/nope> { ?s rdfs:label ?label }": (set(), EMPTY),
    "SELECT DISTINCT ?label { ?s rdfs:label ?label ; news:supports|news:opposes ?o FILTER(?s = person:ted-sarandos) }": ({SENTENCE}, ""),
    "SELECT (COUNT(*) AS ?n) { ?s news:supports ?o }": ({SENTENCE}, ""),
    "SELECT (EXISTS { ?s news:opposes [] } AS ?no) ?name { ?s news:supports ?o . BIND('}' AS ?name) }": ({SENTENCE}, ""),
    "SELECT ?type (COUNT(?s) AS ?n) { ?s a ?type ; news:supports ?o } GROUP BY ?type": ({SENTENCE}, ""),
    "SELECT ?what { { SELECT ?what { ?who news:supports ?o . ?o rdfs:label ?what } } }": None,
    "SELECT ?status { ?c rdf:predicate news:supports ; news:status ?status }": ({SENTENCE}, ""),
    "SELECT ?job { ?s schema:jobTitle ?job FILTER(STRSTARTS(?job, 'co-')) }": ({SENTENCE}, ""),
    "ASK { person:ted-sarandos news:supports ?what }": ({SENTENCE}, ""),
    "ASK { person:ted-sarandos news:opposes ?what }": (set(), EMPTY),
    "SELECT ?name { ?s a schema:Person ; rdfs:label ?name }": None,
    "ASK { person:ted-sarandos a schema:Person }": None,
    "SELECT (2 AS ?n) {}": (set(), NONE),
}


@pytest.fixture(scope="module")
def there() -> Snapshot:
    return Snapshot(open_dataset(SAMPLE), load("news"), Edition.of(find("news")), "")


@pytest.mark.parametrize("query", BEHIND)
def test_the_sentences_behind_the_rows_are_found_whatever_they_show(query: str, there: Snapshot) -> None:
    told = sparql(there, SETUP, query=query)
    sentences = {one["sentence"] for one in told["evidence"]}
    if (expected := BEHIND[query]) is None:
        assert sentences and told["note"].startswith(ABOUT)
    else:
        assert (sentences, told.get("note", "")[: len(expected[1]) or None]) == expected


@pytest.mark.parametrize("pattern", ["?s news:usez ?o", "?s a <http://schema.org/Person>"])
def test_what_was_asked_by_a_name_that_nothing_has_is_no_fact(pattern: str, there: Snapshot) -> None:
    for query in (f"ASK {{ {pattern} }}", f"SELECT ?s {{ {pattern} }}", f"SELECT (COUNT(?s) AS ?n) {{ {pattern} }}"):
        note = sparql(there, SETUP, query=query)["note"]
        assert note.startswith("Neither the graph nor its ontology has ") and "did you mean" in note and EMPTY not in note


def test_a_status_is_the_ontologys_word_and_the_instructions_say_the_same_words(there: Snapshot) -> None:
    assert all(status.lower() in server.ABOUT for status in Status)
    (thing,) = facts_about(there, SETUP, name="Ted Sarandos", lang="fr")["entities"]
    assert {fact["status"] for fact in thing["facts"]} == {"asserted"} and thing["type"] == "personne"
    assert {thing["iri"].partition(":")[0], *(fact["evidence"]["article"] for fact in thing["facts"])} == {"https", ARTICLE}


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("sparql", {"query": "ASK {}", "lang": "fr"}, "sparql: no argument 'lang'; there are query"),
        ("sources", {"limit": 0}, "sources: limit is 0; it should be greater than or equal to 1"),
        ("facts_about", {"name": "x", "lang": "de"}, "facts_about: lang is 'de'; it should be 'en' or 'fr'"),
        ("search_entities", {}, "search_entities: the argument 'name' is missing; there are name, limit, lang"),
        ("search_entities", {"name": 1}, "search_entities: name is 1; it should be a valid string"),
    ],
)
def test_an_argument_that_is_not_as_it_must_be_is_told_in_one_sentence(tool: str, arguments: dict[str, Any], said: str) -> None:
    made = server.server(Pool(SETUP, 1))

    async def called() -> None:
        assert all(one.input_schema["additionalProperties"] is False for one in await made.list_tools())
        with pytest.raises(ToolError) as raised:
            await made.call_tool(tool, arguments)
        assert str(raised.value) == said

    run(called)


@pytest.mark.interop
def test_what_goes_wrong_is_told_and_the_next_is_answered() -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?g && ?d != ?j) }"
    _, results = talked(
        ("sparql", {"query": "SELECT * { ?s ?p"}),
        ("sparql", {"query": "INSERT DATA { <x:a> <x:b> 1 }"}),
        ("sparql", {"query": "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"}),
        ("sparql", {"query": "SELECT * { ?s ?p ?o . ?a ?b ?c }"}),
        ("sparql", {"query": endless}),
        ("facts_about", {"name": "Nobody At All"}),
        ("sparql", {"query": ""}),
        ("search_entities", {"name": "Nobody At All"}),
    )
    expected = (
        "line 1, column 10: the '{' is not closed",
        "a query only reads",
        "ask with SELECT or ASK",
        "more than 200 rows",
        "The query took longer than it may, and was stopped: the limit is 3 seconds",
        "nothing in the graph",
        "there is nothing in it",
    )
    for result, said in zip(results, expected, strict=False):
        assert result.is_error and said in result.content[0].text
    assert told(results[-1]) == {"entities": [], "found": 0}
