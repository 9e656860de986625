"""A graph for assistants, by the Model Context Protocol: read-only tools, whose answers carry the sentences that they rest on."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import new_class
from typing import Annotated, Any, Literal, cast

import anyio
from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools import Tool
from mcp.types import CallToolResult, InputRequiredResult, ToolAnnotations
from pydantic import Field, ValidationError

from kg.serve import jobs
from kg.serve.following import following
from kg.serve.problems import Problem
from kg.serve.source import Source
from kg.serve.workers import Pool
from kg.version import kg_version

ABOUT = """A knowledge graph of news articles, built with kg. Facts are what articles say, not what is true: each has a status (asserted,
reported, planned, conditional or negated), a confidence (the probability that it was read rightly) and its sentence. Quote the sentence
and name the article when you use a fact; a fact with inferredFrom is stated by no article, but follows from one that is. Labels of
classes and properties are English unless you ask with lang; names and sentences are as the articles have them. Fields iri and article
are whole IRIs; where you give one, a prefixed name does as well. Start with search_entities; facts_about tells what is known of one;
sparql answers the rest. A note in an answer says where its sentences tell of less than was asked, or why there is none."""
READING = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
WORKERS = 2

Words = Annotated[str, Field(description="A name, whole or in part, without regard to case and accents.")]
Name = Annotated[str, Field(description="A name, whole, without regard to case and accents; or an IRI, such as person:ada-lune.")]
Limit = Annotated[int, Field(ge=1, le=200, description="At most so many.")]
Lang = Annotated[Literal["en", "fr"], Field(description="The language of the labels of classes and properties.")]


class Server(MCPServer[Any]):
    """As the SDK's own, but what is wrong with a call is told in one sentence."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """What comes of a call; a ToolError where it is not as it must be, or has no answer."""
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                there = ", ".join((await self._schema(name)).get("properties", {}))
                raise ToolError(f"{name}: {mistakes(error.__cause__, there)}") from error.__cause__
            raise ToolError(str(error.__cause__)) if isinstance(error.__cause__, ToolError) else error from error.__cause__

    async def _schema(self, name: str) -> dict[str, Any]:
        return next((tool.input_schema for tool in await self.list_tools() if tool.name == name), {})


def mistakes(error: ValidationError, there: str) -> str:
    """What is wrong with a call's arguments, in one sentence: `no argument 'max'; there are name, limit, lang`."""
    said = []
    for one in error.errors(include_url=False):
        name, value = ".".join(map(str, one["loc"])), one["input"]
        match one["type"]:
            case "extra_forbidden":
                said.append(f"no argument {name!r}; there are {there}")
            case "missing":
                said.append(f"the argument {name!r} is missing; there are {there}")
            case _:
                said.append(f"{name} is {value!r}; {one['msg'].replace('Input', 'it', 1)}")
    return "; ".join(dict.fromkeys(said))


def strict(function: Callable[..., Any], title: str) -> Tool:
    """A function as a tool that takes no argument but its own."""
    made = Tool.from_function(function, title=title, annotations=READING)
    model = new_class(made.fn_metadata.arg_model.__name__, (made.fn_metadata.arg_model,), {"extra": "forbid"})
    made.fn_metadata.arg_model = cast(Any, model)
    made.parameters = made.fn_metadata.arg_model.model_json_schema(by_alias=True)
    return made


def server(pool: Pool) -> Server:
    """The tools, which ask the pool's workers."""

    async def asked(tool: str, **arguments: Any) -> dict[str, Any]:
        try:
            answer = await pool.ask(jobs.Tool(tool, tuple(arguments.items())))
        except Problem as problem:
            own = problem.kind in ("query", "request")  # whose detail says all
            raise ToolError(problem.detail if own else f"{problem.told()['title']}: {problem.detail}") from problem
        return _read(answer)

    async def search_entities(name: Words, limit: Limit = 10, lang: Lang = "en") -> dict[str, Any]:
        """The people, organisations, places and other things whose names have these words in them, each with a sentence."""
        return await asked("search_entities", name=name, limit=limit, lang=lang)

    async def facts_about(name: Name, limit: Limit = 30, lang: Lang = "en") -> dict[str, Any]:
        """What the articles say of a thing: each fact with its sentence, status, speaker, confidence and article."""
        return await asked("facts_about", name=name, limit=limit, lang=lang)

    async def sparql(query: Annotated[str, Field(description="SPARQL 1.1 SELECT or ASK.")]) -> dict[str, Any]:
        """Ask in SPARQL 1.1; the sentences of the claims behind the rows come along.

        Prefixes that need not be written: news, schema, rdf, rdfs, skos, owl, prov, nif, xsd, and person, organization, place, work and
        so on for things. The default graph has plain triples (?s news:uses ?o), rdfs:label of each thing, and claims: ?c a news:Claim ;
        rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; news:status ?status ; news:sentence ?sentence ; prov:hadPrimarySource ?article.
        ?status is news:Asserted, news:Reported, news:Planned, news:Conditional or news:Negated.
        """
        return await asked("sparql", query=query)

    async def sources(name: Name = "", limit: Limit = 30) -> dict[str, Any]:
        """The articles, or those that speak of a thing, the newest first, each with a sentence."""
        return await asked("sources", name=name, limit=limit)

    tools = [
        strict(search_entities, "Search entities"),
        strict(facts_about, "Facts about a thing"),
        strict(sparql, "SPARQL"),
        strict(sources, "Sources"),
    ]
    return Server("kg", title="kg", version=kg_version(), instructions=ABOUT, tools=tools, log_level="WARNING")


def _read(answer: Any) -> dict[str, Any]:
    from pathlib import Path

    if not answer.file:
        return dict(json.loads(answer.body))
    path = Path(answer.file)
    told = dict(json.loads(path.read_bytes()))
    path.unlink(missing_ok=True)
    return told


def run(setup: jobs.Setup, source: Source | None = None) -> None:
    """Answer an assistant until it leaves; `source` is what the store is a copy of, where it is one."""

    async def working() -> None:
        pool = Pool(setup, WORKERS)
        await pool.start()
        try:
            async with following(source, pool):
                await server(pool).run_stdio_async()
        finally:
            await pool.close()

    anyio.run(working)
