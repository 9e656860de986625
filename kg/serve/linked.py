"""Linked data: the IRIs of the graph lead to what it says of them, as a page or as triples, whichever is accepted."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.serve.describing import ONTOLOGY
from kg.serve.jobs import Describe, Known
from kg.serve.negotiation import DOCUMENTS, Media, chosen
from kg.serve.problems import Problem
from kg.serve.protocol import VARY
from kg.serve.requests import POLICY, answered, asked, language, summary


async def thing(request: Request) -> Response:
    """`/person/ada-lune` leads on to `/person/ada-lune.html` or `.ttl`, as is accepted; those are documents about her."""
    path, named = _document(await _below(request))
    if named is not None:
        return await answered(
            request, Describe(path, named.name, language(request)), (("Content-Security-Policy", POLICY), ("Vary", "Accept-Language"))
        )
    await asked(request, Known(path))
    media = chosen(request.headers.get("accept"), DOCUMENTS)
    return RedirectResponse(quote(request.url.path, "/%~:@!$&'()*+,;=") + media.suffix, 303, dict(VARY))


async def known(request: Request) -> None:
    """A Problem where the graph says nothing of what the path names."""
    await asked(request, Known(_document(await _below(request))[0]))


def _document(path: str) -> tuple[str, Media | None]:
    """`person/ada-lune.ttl` is a document in Turtle about `person/ada-lune`, which is none itself."""
    named = next((media for media in DOCUMENTS if path.endswith(media.suffix) and len(path) > len(media.suffix)), None)
    return (path.removesuffix(named.suffix), named) if named else (path, None)


async def _below(request: Request) -> str:
    """The path as it stands after the base of the graph's IRIs, whatever server that names."""
    path = str(request.path_params["path"])
    if path.startswith(ONTOLOGY):
        return path
    base = urlsplit(str((await summary(request))["base"])).path.lstrip("/")
    if not path.startswith(base):
        raise Problem("absent", f"there is nothing at /{path}")
    return path.removeprefix(base)
