"""The SPARQL 1.1 Protocol: a query by GET, by a form or as the body itself; an update by the last two, for those who have the token."""

from __future__ import annotations

import hmac
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.scope import Scope
from kg.serve.description import described
from kg.serve.jobs import Query, Update
from kg.serve.negotiation import HTML, ROWS, TRIPLES, best, unacceptable
from kg.serve.problems import Problem
from kg.serve.requests import Parameters, address, answered, body, text
from kg.serve.settings import Settings

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
USING = ("using-graph-uri", "using-named-graph-uri")
VARY = (("Vary", "Accept"),)
REALM = 'Bearer realm="kg"'
"""What is asked of who may not write (RFC 6750)."""


async def sparql(request: Request) -> Response:
    """The endpoint: without a query, its description (or the editor, for a browser)."""
    said = Parameters.of(request.scope["query_string"])
    if request.method in ("GET", "HEAD"):
        if said.all("update"):
            raise Problem("request", "an update comes by POST")
        if (query := said.one("query")) is not None:
            return await _queried(request, query, said)
        accept = request.headers.get("accept")
        if accept and best(accept, (*TRIPLES, HTML)) is HTML:
            return RedirectResponse("/query", 303, dict(VARY))
        return await described(request)
    kind = request.headers.get("content-type", "")
    match kind.partition(";")[0].strip().lower():
        case "application/x-www-form-urlencoded":
            return await _form(request, said, kind)
        case "application/sparql-query":
            return await _queried(request, text(await body(request, _settings(request).limits.body), kind), said)
        case "application/sparql-update":
            return await _updated(request, said, kind)
        case _:
            raise Problem("media", f"there are {FORM}, {QUERY}, {UPDATE}")


async def _form(request: Request, said: Parameters, kind: str) -> Response:
    settings = _settings(request)
    most = settings.limits.data if settings.token else settings.limits.body
    data = await body(request, most)
    text(data, kind)
    form = Parameters((*said.pairs, *Parameters.of(data).pairs))
    query, update = form.one("query"), form.one("update")
    if (query is None) == (update is None):
        raise Problem("request", "a form has a query or an update: one of the two")
    if update is not None:
        permitted(request)
        return await answered(request, Update(update, _scope(form, USING), address(request)))
    return await _queried(request, query or "", form)


async def _queried(request: Request, query: str, said: Parameters) -> Response:
    accept = request.headers.get("accept")
    rows, triples = best(accept, ROWS), best(accept, TRIPLES)
    if rows is None and triples is None:
        raise unacceptable((*ROWS, *TRIPLES))
    scope = _scope(said, ("default-graph-uri", "named-graph-uri"))
    job = Query(query, rows.name if rows else None, triples.name if triples else None, scope, address(request))
    return await answered(request, job, VARY)


async def _updated(request: Request, said: Parameters, kind: str) -> Response:
    permitted(request)
    data = text(await body(request, _settings(request).limits.data), kind)
    return await answered(request, Update(data, _scope(said, USING), address(request)))


def permitted(request: Request) -> None:
    """A Problem where the request may change nothing: the server only reads, or the token is not its own."""
    token = _settings(request).token
    if token is None:
        raise Problem("forbidden", "this server only reads; its owner may start it with --update")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not given.strip():
        raise Problem("token", "send it as Authorization: Bearer TOKEN", {"WWW-Authenticate": REALM})
    if not hmac.compare_digest(given.strip().encode(), token.encode()):
        what = "this server has another one than was sent; its owner knows it"
        raise Problem("wrong-token", what, {"WWW-Authenticate": f'{REALM}, error="invalid_token"'})


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _scope(said: Parameters, names: Sequence[str]) -> Scope | None:
    default, named = map(said.all, names)
    for graph in (*default, *named):
        if ":" not in graph or any(sign in graph for sign in '<>"{}|^`\\ \n\r\t'):
            raise Problem("request", f"{graph!r} is no IRI; name each graph by its whole IRI")
    return Scope(default, named) if default or named else None
