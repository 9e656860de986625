"""What is there for people: the graph's page at /, the query editor at /query, and what these are made of."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.errors import QueryError
from kg.explain import SPOKEN
from kg.query import by_name
from kg.serve import templates
from kg.serve.jobs import Fill, Page, Vocabulary
from kg.serve.negotiation import HTML, chosen
from kg.serve.problems import Problem
from kg.serve.requests import POLICY, Parameters, answered, asked, language, tag, tagged
from kg.serve.settings import Settings
from kg.serve.templates import PAGES

TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
FILES = ("pages.css", "query.js", "completion.js")
"""What may be fetched, each by its name."""


async def home(request: Request) -> Response:
    """The graph's page, drawn once for each state of the graph; it brings a policy of its own."""
    chosen(request.headers.get("accept"), (HTML,))
    settings: Settings = request.app.state.settings
    kept, lang = request.app.state.pages, language(request)
    key = (request.app.state.pool.state(), lang)
    if key not in kept:
        answer = await asked(request, Page(settings.title, lang))
        text = Path(answer.file).read_bytes() if answer.file else answer.body
        if answer.file:
            Path(answer.file).unlink(missing_ok=True)
        while len(kept) >= len(SPOKEN):
            kept.pop(next(iter(kept)))
        kept[key] = (text, tag(text))
    body, etag = kept[key]
    return tagged(request, body, etag, HTML.type, {"Cache-Control": "no-cache", "Vary": "Accept-Language"})


async def editor(request: Request) -> Response:
    """The query editor."""
    text = templates.page("query.html", language(request))
    return HTMLResponse(text, headers={"Content-Security-Policy": POLICY, "Vary": "Accept-Language"})


async def vocabulary(request: Request) -> Response:
    """What the editor completes with."""
    return await answered(request, Vocabulary())


async def saved(request: Request) -> Response:
    """A saved query, its parameters filled in from the query string."""
    await is_saved(request)
    return await answered(request, Fill(request.path_params["name"], Parameters.of(request.scope["query_string"]).pairs))


async def is_saved(request: Request) -> None:
    """A Problem where no query is saved by this name."""
    settings: Settings = request.app.state.settings
    try:
        by_name(request.path_params["name"], Path(settings.ontology))
    except QueryError as error:
        raise Problem("absent", str(error)) from error


async def icon(request: Request) -> Response:
    """None, which browsers ask for unasked."""
    return Response(status_code=204)


async def static(request: Request) -> Response:
    """A file of the pages."""
    await is_file(request)
    name = request.path_params["name"]
    body = (PAGES / name).read_bytes()
    return tagged(request, body, tag(body), TYPES[Path(name).suffix], {"Cache-Control": "max-age=300"})


async def is_file(request: Request) -> None:
    """A Problem where no file of the pages has this name."""
    if (name := request.path_params["name"]) not in FILES:
        raise Problem("absent", f"no file {name!r}; there are {', '.join(FILES)}")
