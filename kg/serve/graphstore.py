"""The Graph Store HTTP Protocol: a graph by its name (`?graph=`, `?default`) or its place below /graphs/, written by who has the token."""

from __future__ import annotations

import hashlib
from email.parser import BytesParser
from typing import cast

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.jobs import Dump, Write
from kg.serve.negotiation import TRIPLES, chosen, of_type
from kg.serve.problems import Problem
from kg.serve.protocol import VARY, permitted
from kg.serve.requests import Parameters, address, asked, body, response, summary
from kg.serve.settings import Settings
from kg.store import OWN

WRITE = ("POST", "PUT", "DELETE")
NEW = "new"
"""Where a graph is that has no name yet."""


async def graphs(request: Request) -> Response:
    """One graph: read, put in place, added to, or taken away."""
    if request.method in ("GET", "HEAD"):
        media = chosen(request.headers.get("accept"), TRIPLES)
        return response(await asked(request, Dump(await _named(request), media.name)), VARY)
    permitted(request)
    graph = await _named(request, may_be_new=request.method == "POST")
    if request.method == "DELETE":
        return response(await asked(request, Write(graph, "DELETE")))
    return await _put(request, graph)


async def _named(request: Request, *, may_be_new: bool = False) -> str | None:
    """The graph's name; None for the default graph."""
    said = Parameters.of(request.scope["query_string"])
    path, graph, default = str(request.path_params.get("path", "")), said.one("graph"), said.all("default")
    if (graph is not None) + bool(default) + bool(path) > 1:
        raise Problem("request", "a graph is named in one way: ?graph=IRI, ?default, or its place below /graphs/")
    if default:
        return None
    if path:
        return await _base(request) + path
    if graph is None:
        if may_be_new:
            return NEW
        raise Problem("request", "say which graph: ?graph=IRI or ?default")
    if ":" not in graph or any(sign in graph for sign in '<>"{}|^`\\ \n\r\t'):
        raise Problem("request", f"{graph!r} is no IRI; name the graph by its whole IRI")
    return graph


async def _base(request: Request) -> str:
    """What stands before a graph's place in its name: the base of the graph's IRIs, or, in a dataset of the user's, this address."""
    settings: Settings = request.app.state.settings
    if not settings.managed:
        return str(request.url.replace(path="/graphs/", query="", fragment=""))
    return str((await summary(request))["base"])


async def _put(request: Request, graph: str | None) -> Response:
    settings: Settings = request.app.state.settings
    data, kind = await body(request, settings.limits.data), request.headers.get("content-type", "")
    parts = _parts(data, kind)
    if graph == NEW:
        name = hashlib.sha256(data).hexdigest()[:16]
        graph = await _base(request) + (f"{OWN}{name}" if settings.managed else name)
        answer = await asked(request, Write(graph, "POST", parts, graph))
        return response(answer, (("Location", graph),))
    base = graph or address(request)
    return response(await asked(request, Write(graph, request.method, parts, base)))


def _parts(data: bytes, kind: str) -> tuple[tuple[str, bytes], ...]:
    """A body's graphs, each with its format: one, or those of a multipart form."""
    if kind.lower().startswith("multipart/form-data"):
        message = BytesParser().parsebytes(b"Content-Type: " + kind.encode("latin-1", "replace") + b"\r\n\r\n" + data)
        if not message.is_multipart():
            raise Problem("data", "its parts cannot be told apart; send the boundary that its Content-Type names")
        pieces = [part for part in message.walk() if not part.is_multipart()]
        return tuple((_form(part.get("Content-Type", "")), cast(bytes, part.get_payload(decode=True))) for part in pieces)
    return ((_form(kind), data),)


def _form(kind: str) -> str:
    if media := of_type(kind, TRIPLES):
        return media.name
    raise Problem("media", f"there are {', '.join(media.types[0] for media in TRIPLES)}")
