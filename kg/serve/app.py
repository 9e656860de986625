"""The server: which path is answered by what, and what holds for every answer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve import graphstore, linked, metrics, pages, protocol
from kg.serve.following import following
from kg.serve.jobs import Setup
from kg.serve.problems import FAULT, Problem
from kg.serve.requests import told
from kg.serve.settings import Settings
from kg.serve.workers import Pool

READ = ("GET", "HEAD", "OPTIONS")
Answering = Callable[[Request], Awaitable[Response]]
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
}
"""What every answer says to a browser."""
STATUSES = {404: "absent", 405: "method"}


LEVEL = 6
"""How hard answers are compressed: with 9, twice the time for three hundredths less."""


def application(settings: Settings) -> Starlette:
    """The server as an ASGI application, which starts its workers with it and stops them with it."""
    counted = metrics.Metrics()
    pool = Pool(_setup(settings), settings.workers, lambda why: counted.stopped.labels(why).inc())

    @asynccontextmanager
    async def working(app: Starlette) -> AsyncIterator[None]:
        await pool.start()
        async with following(settings.source, pool):
            yield
        await pool.close()

    app = Starlette(
        routes=_routes(),
        lifespan=working,
        middleware=[
            Middleware(metrics.Counted, metrics=counted),
            Middleware(Guarded, names=settings.names),
            Middleware(GZipMiddleware, minimum_size=1 << 10, compresslevel=LEVEL),
            *([_cors(settings)] if settings.cors else []),
        ],
        exception_handlers={Problem: _problem, HTTPException: _http, ClientDisconnect: _gone, Exception: _failed},
    )
    app.state.settings, app.state.pool, app.state.metrics = settings, pool, counted
    app.state.pages, app.state.summaries = {}, {}
    return app


def _routes() -> list[Route]:
    return [
        _route("/", pages.home),
        _route("/sparql", protocol.sparql, "POST"),
        _route("/sparql/", protocol.sparql, "POST"),
        _route("/graphs", graphstore.graphs, *graphstore.WRITE),
        _route("/graphs/{path:path}", graphstore.graphs, *graphstore.WRITE),
        _route("/query", pages.editor),
        _route("/vocabulary.json", pages.vocabulary),
        _route("/saved/{name}", pages.saved, there=pages.is_saved),
        _route("/static/{name}", pages.static, there=pages.is_file),
        _route("/favicon.ico", pages.icon),
        _route("/health", metrics.health),
        _route("/metrics", metrics.metrics),
        _route("/{path:path}", linked.thing, there=linked.known),
    ]


async def _always(request: Request) -> None:
    """That there is what a path of one meaning names."""


def _route(path: str, endpoint: Answering, *more: str, there: Callable[[Request], Awaitable[object]] = _always) -> Route:
    """A path that can be read, and by which methods `more`; `there` raises a Problem where nothing is, of which OPTIONS tells."""

    async def answer(request: Request) -> Response:
        if request.method != "OPTIONS":
            return await endpoint(request)
        await there(request)
        settings: Settings = request.app.state.settings
        taken = () if settings.token is None and endpoint is graphstore.graphs else more
        return Response(status_code=204, headers={"Allow": ", ".join(sorted((*READ, *taken)))})

    return Route(path, answer, methods=[*READ, *more])


def _setup(settings: Settings) -> Setup:
    return Setup(
        folder=settings.folder,
        answers=settings.answers,
        ontology=settings.ontology,
        limits=settings.limits,
        managed=settings.managed,
        service=settings.service,
        load=settings.load,
        entailed=settings.entailed,
        update=settings.token is not None,
    )


def _cors(settings: Settings) -> Middleware:
    headers = ["Accept", "Authorization", "Content-Type"]
    return Middleware(
        CORSMiddleware, allow_origins=list(settings.cors), allow_methods=["GET", "POST", "PUT", "DELETE"], allow_headers=headers
    )


class Guarded:
    """Every answer has its headers, and a server that goes by certain names answers to no other: a page elsewhere may lead a name here."""

    def __init__(self, app: ASGIApp, names: tuple[str, ...]) -> None:
        """`names` are hosts without their ports; where there is none, any will do."""
        self._app, self._names = app, frozenset(names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message["headers"]}
                extra = [(name.encode(), value.encode()) for name, value in ALWAYS.items() if name.encode() not in there]
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        if self._names and name.lower() not in self._names:
            answer = told(Problem("host", f"{host!r}; its owner may add names with --name"), Request(scope))
            await answer(scope, receive, headed)
            return
        await self._app(scope, receive, headed)


async def _problem(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, Problem)
    return told(problem, request)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind = STATUSES.get(error.status_code, "request")
    what = f"{request.method} {request.url.path}"
    headers = dict(error.headers or {})
    if "Allow" in headers:  # Starlette's order is that of a set
        headers["Allow"] = ", ".join(sorted(headers["Allow"].split(", ")))
        what = f"{what}: there is {headers['Allow']}"
        what += "" if request.url.path.startswith("/sparql") else "; SPARQL is asked, and updates are sent, at /sparql"
    return told(Problem(kind, what, headers), request)


async def _gone(request: Request, error: Exception) -> Response:
    return Response(status_code=400)


async def _failed(request: Request, error: Exception) -> Response:
    return told(Problem("internal", FAULT), request)
