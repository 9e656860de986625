"""`kg serve` and `kg mcp`: a graph for those who ask over HTTP, and for assistants."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import Graph, Ontology, heed
from kg.errors import UserError

if TYPE_CHECKING:
    from kg.serve.jobs import Limits

TOKEN = "KG_TOKEN"
LEAST = 128
"""Megabytes without which kg's own page cannot be drawn."""
_ORIGIN = re.compile(r"\*|https?://[^\s/?#@]+")
LOOPBACK = ("127.0.0.1", "localhost", "::1")

Seconds = Annotated[float, typer.Option("--timeout", min=0.1, max=86_400, help="Stop a query after so many seconds.")]
Rows = Annotated[int, typer.Option("--max-rows", min=1, help="Give at most so many rows or triples for a query.")]
Memory = Annotated[int, typer.Option("--memory", min=0, help=f"Let a query have so many megabytes, at least {LEAST}; 0 sets no limit.")]
Follows = Annotated[
    bool, typer.Option("--entail", help="Count what follows by the ontology, too, as if an article had stated it: as kg query --entail.")
]
Service = Annotated[bool, typer.Option("--allow-service", help="Let queries ask other servers (SERVICE).")]


def serve(
    graph: Graph,
    host: Annotated[str, typer.Option("--host", help="Listen at this address; this one only your own machine reaches.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Listen at this port; 0 takes any that is free.")] = 8000,
    ontology: Ontology = "news",
    title: Annotated[str | None, typer.Option("--title", help="The page's title; the graph's name otherwise.")] = None,
    timeout: Seconds = 30.0,
    max_rows: Rows = 100_000,
    memory: Memory = 2048,
    workers: Annotated[int, typer.Option("--workers", min=0, max=64, help="Answer so many queries at once; 0: as many as fit.")] = 0,
    update: Annotated[
        bool,
        typer.Option(
            "--update",
            help=f"Let those who send the token ({TOKEN}, or --token-file) write graphs of their own into an archive: those whose names "
            "begin with BASEgraph/user/, BASE being that of the archive's IRIs, and no others. With --unmanaged, any graph.",
        ),
    ] = False,
    token_file: Annotated[
        Path | None, typer.Option("--token-file", help="With --update: a file with the token.", show_default=False)
    ] = None,
    unmanaged: Annotated[
        bool,
        typer.Option("--unmanaged", help="Serve a dataset of your own in this folder, made where there is none."),
    ] = False,
    entail: Follows = False,
    allow_service: Service = False,
    allow_load: Annotated[bool, typer.Option("--allow-load", help="With --update: let updates fetch from other servers (LOAD).")] = False,
    cors: Annotated[
        list[str] | None,
        typer.Option(
            "--cors", metavar="ORIGIN", help="Let pages of this origin, as https://press.example, ask; may be repeated.", show_default=False
        ),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="Answer to this host name too; may be repeated.", show_default=False),
    ] = None,
) -> None:
    """Serve a graph over HTTP: SPARQL, its page, a query editor, and linked data.

    At / is the page, at /query the editor, at /sparql the SPARQL 1.1 endpoint, at /graphs the Graph Store Protocol; /person/… and
    the like lead to what the graph says of a thing, as a page or as RDF. An archive is followed as it grows, and a file that kg build
    writes anew is read again within seconds. With --base at build time set to this server's address, each IRI of the graph leads here.

    With --entail, what follows by the ontology stands in graph/entailed, and queries of the merged graph count it; a copy of the
    graph is served then, made anew when that changes (pip install '.[reason]'). Needs Starlette and uvicorn: pip install '.[serve]'.
    """
    from kg.ontology import find
    from kg.serve import equipped
    from kg.serve.source import served
    from kg.store import open_dataset

    equipped("serve")
    from kg.serve.app import application
    from kg.serve.running import bound, run
    from kg.serve.settings import Settings

    limits, origins = _limits(timeout, max_rows, memory), _origins(cors or [])
    for option, given in (("--token-file", token_file is not None), ("--allow-load", allow_load)):
        if given and not update:
            raise UserError(f"{option} is for a server that is written to; say --update as well, or leave it out")
    folder = str(find(ontology))
    token = _token(token_file) if update else None
    with served(graph, unmanaged=unmanaged, update=update, entail=folder if entail else "") as there, bound(host, port) as listening:
        if not unmanaged:
            heed(graph, open_dataset(there.folder), Path(folder))
        address = listening.getsockname()
        settings = Settings(
            folder=there.folder,
            answers=there.answers,
            source=there.source,
            entailed=entail,
            ontology=folder,
            title=title or graph.stem,
            limits=limits,
            workers=workers or min(8, max(2, os.cpu_count() or 2)),
            token=token,
            managed=not unmanaged,
            service=allow_service,
            load=allow_load,
            cors=origins,
            names=_names(host, name or [], there.folder),
        )
        if host not in LOOPBACK:
            writes = ", and with the token write to it" if update else ""
            who = f"whoever reaches this machine can ask this graph{writes}"
            print(f"kg: note: {who}; --host 127.0.0.1 keeps it to itself", file=sys.stderr)
        shown = f"[{address[0]}]" if ":" in address[0] else address[0]
        run(application(settings), listening, lambda: print(f"serving     http://{shown}:{address[1]}/  (Ctrl-C stops)", flush=True))


def mcp(
    graph: Graph, ontology: Ontology = "news", timeout: Seconds = 30.0, max_rows: Rows = 200, memory: Memory = 2048, entail: Follows = False
) -> None:
    """Offer a graph to assistants, read-only, by the Model Context Protocol over standard input and output.

    The tools: search entities, facts about a thing with their sentences, SPARQL, sources. A graph that changes is read again.
    Needs the mcp package: pip install '.[mcp]'.
    """
    from kg.ontology import find
    from kg.serve import equipped
    from kg.serve.source import served
    from kg.store import open_dataset

    equipped("mcp")
    from kg.mcp import run
    from kg.serve.jobs import Setup

    folder, limits = str(find(ontology)), _limits(timeout, max_rows, memory)
    with served(graph, entail=folder if entail else "") as there:
        heed(graph, open_dataset(there.folder), Path(folder))
        run(Setup(folder=there.folder, answers=there.answers, ontology=folder, limits=limits, entailed=entail), there.source)


def _limits(seconds: float, rows: int, memory: int) -> Limits:
    from kg.serve.jobs import Limits

    if 0 < memory < LEAST:
        raise UserError(f"--memory {memory}: kg itself needs {LEAST} megabytes; give at least that, or 0 for no limit")
    return Limits(seconds=seconds, rows=rows, memory=memory)


def _origins(given: list[str]) -> tuple[str, ...]:
    """Where pages come from that may ask, as browsers name it."""
    for one in given:
        if not _ORIGIN.fullmatch(one):
            raise UserError(f"--cors {one}: no origin; give one as a browser names it, such as https://press.example, or * for any")
    return tuple(given)


def _token(file: Path | None) -> str:
    """The token, which is no argument: those are seen by whoever lists processes."""
    try:
        token = file.read_text(encoding="utf-8").strip() if file else os.environ.get(TOKEN, "").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"--token-file {file}: it cannot be read; give a text file with the token") from error
    if not token and file:
        raise UserError(f"--token-file {file}: there is nothing in it; write the token into it")
    if not token:
        raise UserError(f"--update needs a token that those who write must send; set {TOKEN}, or say --token-file FILE")
    return token


def _names(host: str, more: list[str], store: str) -> tuple[str, ...]:
    """The hosts that the server goes by: on this machine alone, its names and that of the graph's base; elsewhere those given, or any."""
    from urllib.parse import urlsplit

    from kg.prefixes import base_of
    from kg.store import open_dataset

    if host not in LOOPBACK:
        return tuple(name.lower() for name in more)
    own = urlsplit(base_of(open_dataset(store))).hostname or ""
    return (*LOOPBACK, "[::1]", own, *(name.lower() for name in more))
