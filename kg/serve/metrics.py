"""What a server counts of itself, in Prometheus's text format, and whether it is well."""

from __future__ import annotations

import json
import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.problems import Problem
from kg.serve.workers import Pool

ROUTES = ("sparql", "graphs", "query", "static", "health", "metrics", "vocabulary.json", "saved")
"""First parts of a path that are counted under their own name; all other paths are things."""


PATIENCE = 0.5
"""Seconds that who asks for its health waits for a worker to look; where all are at work, what one saw last is told."""


class Metrics:
    """The counters of one server."""

    def __init__(self) -> None:
        """All at nothing."""
        self.registry = CollectorRegistry()
        self.requests = Counter("kg_requests", "Requests answered.", ["route", "method", "status"], registry=self.registry)
        self.seconds = Histogram("kg_request_seconds", "Seconds until an answer began.", ["route"], registry=self.registry)
        self.stopped = Counter("kg_workers_stopped", "Workers stopped at work, and why.", ["why"], registry=self.registry)
        self.busy = Gauge("kg_workers_busy", "Workers at work.", registry=self.registry)


class Counted:
    """Counts each request, and how long its answer took to begin."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """`app` is what answers."""
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, first = time.monotonic(), scope["path"].strip("/").partition("/")[0]
        route = first if first in ROUTES else "thing" if first else "home"

        async def counting(message: Message) -> None:
            if message["type"] == "http.response.start":
                method = scope["method"] if scope["method"] in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS") else "other"
                self._metrics.requests.labels(route, method, message["status"]).inc()
                self._metrics.seconds.labels(route).observe(time.monotonic() - begun)
            await send(message)

        await self._app(scope, receive, counting)


async def metrics(request: Request) -> Response:
    """The counters."""
    counted: Metrics = request.app.state.metrics
    counted.busy.set(request.app.state.pool.busy)
    return Response(generate_latest(counted.registry), 200, {"Content-Type": CONTENT_TYPE_LATEST})


async def health(request: Request) -> Response:
    """Whether the graph can be read, and is what it is to be; told at once, whatever else is asked."""
    pool: Pool = request.app.state.pool
    found = await pool.there(PATIENCE)
    if isinstance(found, Problem):
        told, status = {"status": "fail", "output": found.detail}, 503
    else:
        there = json.loads(found.body)
        told, status = {"status": "warn" if pool.wrong else "pass", "base": there["base"], "graphs": there["graphs"]}, 200
        told |= {"output": pool.wrong} if pool.wrong else {}
    return Response(json.dumps(told), status, {"Content-Type": "application/health+json", "Cache-Control": "no-store"})
