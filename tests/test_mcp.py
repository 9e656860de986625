"""`kg mcp`, asked by the SDK's own client over standard input and output: every answer has its sentences."""

from __future__ import annotations

import json
import sys
from typing import Any

import anyio
import pytest
from serving import SAMPLE

pytestmark = pytest.mark.interop

mcp = pytest.importorskip("mcp")

SENTENCE = "Une avancée technique défendue par Ted Sarandos, co-directeur de Netflix."
PAIRS = "SELECT ?who ?what { ?who news:supports ?what }"


def talked(*calls: tuple[str, dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """The tools there are, and what comes of some calls, in one session."""

    async def talk() -> tuple[list[Any], list[Any]]:
        command = mcp.StdioServerParameters(command=sys.executable, args=["-m", "kg", "mcp", str(SAMPLE), "--timeout", "3"])
        async with mcp.stdio_client(command) as (read, write), mcp.ClientSession(read, write) as session:
            await session.initialize()
            tools = (await session.list_tools()).tools
            return tools, [await session.call_tool(name, arguments) for name, arguments in calls]

    return anyio.run(talk)


def told(result: Any) -> Any:
    assert not result.is_error, result
    assert json.loads(result.content[0].text) == result.structured_content
    return result.structured_content


def test_each_tool_answers_with_the_sentences_that_it_rests_on() -> None:
    tools, results = talked(
        ("search_entities", {"name": "sarandos"}),
        ("facts_about", {"name": "Ted Sarandos", "lang": "en"}),
        ("sparql", {"query": PAIRS}),
        ("sources", {"name": "Netflix"}),
        ("sources", {}),
    )
    assert {tool.name for tool in tools} == {"search_entities", "facts_about", "sparql", "sources"}
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)
    search, facts, rows, about, every = map(told, results)
    (entity,) = search["entities"]
    assert (entity["name"], entity["type"]) == ("Ted Sarandos", "personne") and "Ted Sarandos" in entity["evidence"][0]["sentence"]
    (thing,) = facts["entities"]
    assert {fact["property"] for fact in thing["facts"]} >= {"is co-CEO of", "supports"}
    assert SENTENCE in {fact["evidence"]["sentence"] for fact in thing["facts"]} and all(
        fact["evidence"]["article"] for fact in thing["facts"]
    )
    assert {"sentence": SENTENCE, "article": "article:netflix-eternaute"} in rows["evidence"] and rows["columns"] == ["who", "what"]
    assert about["sources"] == every["sources"] and every["sources"][0]["evidence"]


def test_what_goes_wrong_is_told_and_the_next_is_answered() -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?g && ?d != ?j) }"
    _, results = talked(
        ("sparql", {"query": "SELECT * { ?s ?p"}),
        ("sparql", {"query": "INSERT DATA { <x:a> <x:b> 1 }"}),
        ("sparql", {"query": "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"}),
        ("sparql", {"query": "SELECT * { ?s ?p ?o . ?a ?b ?c }"}),
        ("sparql", {"query": endless}),
        ("facts_about", {"name": "Nobody At All"}),
        ("search_entities", {"name": "Nobody At All"}),
    )
    expected = (
        "line 1, column 17",
        "a query only reads",
        "ask with SELECT or ASK",
        "more than 200 rows",
        "the limit is 3 seconds",
        "nothing in the graph",
    )
    for result, said in zip(results, expected, strict=False):
        assert result.is_error and said in result.content[0].text
    assert told(results[-1]) == {"entities": [], "found": 0}
