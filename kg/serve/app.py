"""The server: which path is answered by what, and what holds for every answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
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

READ = ["GET", "HEAD"]
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
}
"""What every answer says to a browser."""
STATUSES = {404: "absent", 405: "method"}


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
            *([_cors(settings)] if settings.cors else []),
        ],
        exception_handlers={Problem: _problem, HTTPException: _http, ClientDisconnect: _gone, Exception: _failed},
    )
    app.state.settings, app.state.pool, app.state.metrics = settings, pool, counted
    app.state.pages, app.state.summaries = {}, {}
    return app


def _routes() -> list[Route]:
    write = [*READ, "POST", "PUT", "DELETE"]
    return [
        Route("/", pages.home, methods=READ),
        Route("/sparql", protocol.sparql, methods=[*READ, "POST"]),
        Route("/sparql/", protocol.sparql, methods=[*READ, "POST"]),
        Route("/graphs", graphstore.graphs, methods=write),
        Route("/graphs/{path:path}", graphstore.graphs, methods=write),
        Route("/query", pages.editor, methods=READ),
        Route("/vocabulary.json", pages.vocabulary, methods=READ),
        Route("/saved/{name}", pages.saved, methods=READ),
        Route("/static/{name}", pages.static, methods=READ),
        Route("/favicon.ico", pages.icon, methods=READ),
        Route("/health", metrics.health, methods=READ),
        Route("/metrics", metrics.metrics, methods=READ),
        Route("/{path:path}", linked.thing, methods=READ),
    ]


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
