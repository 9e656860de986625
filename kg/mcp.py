"""A graph for assistants, by the Model Context Protocol: read-only tools, whose answers carry the sentences that they rest on."""

from __future__ import annotations

import json
from typing import Annotated, Any

import anyio
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

import kg
from kg.serve.jobs import Setup, Tool
from kg.serve.problems import Problem
from kg.serve.workers import Pool

ABOUT = """A knowledge graph of news articles, built with kg. Facts are what articles say, not what is true: each has a status (asserted,
reported, planned, conditional, denied), a confidence (the probability that it was read rightly) and its sentence. Quote the sentence and
name the article when you use a fact. Start with search_entities; facts_about tells what is known of one; sparql answers the rest."""
READING = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
WORKERS = 2

Name = Annotated[str, Field(description="A name, whole or in part, without regard to case and accents; or an IRI.")]
Limit = Annotated[int, Field(ge=1, le=200, description="At most so many.")]
Lang = Annotated[str, Field(pattern="^(fr|en)$", description="The language of labels: fr or en.")]


def server(pool: Pool) -> MCPServer[Any]:
    """The tools, which ask the pool's workers."""
    made: MCPServer[Any] = MCPServer("kg", title="kg", version=kg.__version__, instructions=ABOUT)

    async def asked(tool: str, **arguments: Any) -> dict[str, Any]:
        try:
            answer = await pool.ask(Tool(tool, tuple(arguments.items())))
        except Problem as problem:
            raise ToolError(problem.detail) from problem
        return _read(answer)

    @made.tool(annotations=READING, title="Search entities")
    async def search_entities(name: Name, limit: Limit = 10, lang: Lang = "fr") -> dict[str, Any]:
        """The people, organisations, places and other things whose names have these words in them, each with a sentence."""
        return await asked("search_entities", name=name, limit=limit, lang=lang)

    @made.tool(annotations=READING, title="Facts about a thing")
    async def facts_about(name: Name, limit: Limit = 30, lang: Lang = "fr") -> dict[str, Any]:
        """What the articles say of a thing: each fact with its sentence, status, speaker, confidence and article."""
        return await asked("facts_about", name=name, limit=limit, lang=lang)

    @made.tool(annotations=READING, title="SPARQL")
    async def sparql(query: Annotated[str, Field(description="SPARQL 1.1 SELECT or ASK.")], lang: Lang = "fr") -> dict[str, Any]:
        """Ask in SPARQL 1.1; the sentences of the claims between the things of each row come along.

        Prefixes that need not be written: news, schema, rdf, rdfs, skos, owl, prov, nif, xsd, and person, organization, place, work and
        so on for things. The default graph has plain triples (?s news:uses ?o), rdfs:label of each thing, and claims: ?c a news:Claim ;
        rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; news:status ?status ; news:sentence ?sentence ; prov:hadPrimarySource ?article.
        """
        return await asked("sparql", query=query, lang=lang)

    @made.tool(annotations=READING, title="Sources")
    async def sources(name: Name = "", limit: Limit = 30, lang: Lang = "fr") -> dict[str, Any]:
        """The articles, or those that speak of a thing, the newest first, each with a sentence."""
        return await asked("sources", name=name, limit=limit, lang=lang)

    return made


def _read(answer: Any) -> dict[str, Any]:
    from pathlib import Path

    if not answer.file:
        return dict(json.loads(answer.body))
    path = Path(answer.file)
    told = dict(json.loads(path.read_bytes()))
    path.unlink(missing_ok=True)
    return told


def run(setup: Setup) -> None:
    """Answer an assistant until it leaves."""

    async def working() -> None:
        pool = Pool(setup, WORKERS)
        await pool.start()
        try:
            await server(pool).run_stdio_async()
        finally:
            await pool.close()

    anyio.run(working)
