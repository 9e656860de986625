"""A request as those who answer it need it: its parameters, its body within limits, and its answer as a response."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import anyio
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from kg.explain import SPOKEN
from kg.serve import templates
from kg.serve.jobs import Answer, Job, Summary
from kg.serve.negotiation import HTML, PROBLEM, best
from kg.serve.problems import Problem
from kg.serve.workers import Pool

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'"
)
"""What a page of ours may fetch, and from where."""
PIECE = 1 << 18
MOST_FIELDS = 1000
SECONDS = 30
"""In which a body must have come."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a query string or a form says, in its order."""

    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, text: bytes) -> Parameters:
        """Those of a query string or a form; a Problem where it is not UTF-8."""
        try:
            pairs = parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
        except UnicodeError as error:
            raise Problem("request", "its parameters are not UTF-8; write them percent-encoded in UTF-8: é is %C3%A9") from error
        except ValueError as error:
            raise Problem("request", f"it has more than {MOST_FIELDS} parameters; say less at a time") from error
        return cls(tuple(pairs))

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a name."""
        return tuple(value for key, value in self.pairs if key == name)

    def one(self, name: str) -> str | None:
        """The value of a name, None where there is none; a Problem where there are several."""
        values = self.all(name)
        if len(values) > 1:
            raise Problem("request", f"{name} is given {len(values)} times; say it once")
        return values[0] if values else None


async def body(request: Request, most: int) -> bytes:
    """The body, where it is not too large and comes in time."""
    if int(request.headers.get("content-length") or 0) > most:
        raise too_large(most)
    pieces, size = [], 0
    try:
        async with asyncio.timeout(SECONDS):
            async for piece in request.stream():
                pieces.append(piece)
                size += len(piece)
                if size > most:
                    raise too_large(most)
    except TimeoutError as error:
        raise Problem("request", f"its body did not come within {SECONDS} seconds") from error
    return b"".join(pieces)


def too_large(most: int) -> Problem:
    """That a body has more bytes than are taken."""
    return Problem("large", f"more than {most} bytes; make it shorter", {"Connection": "close"})


def text(data: bytes, content_type: str) -> str:
    """A body as text, which is UTF-8 or else a Problem."""
    charset = next(
        (part.strip()[8:].strip('"') for part in content_type.lower().split(";") if part.strip().startswith("charset=")), "utf-8"
    )
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise Problem("media", f"its charset is {charset}; send UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem("request", f"its body is not UTF-8 at byte {error.start}") from error


def address(request: Request) -> str:
    """Where the request went, which relative IRIs are relative to."""
    return str(request.url.replace(query="", fragment=""))


async def asked(request: Request, job: Job) -> Answer:
    """What comes of a job; who leaves before it is done has it stopped."""
    pool: Pool = request.app.state.pool
    work = asyncio.ensure_future(pool.ask(job))
    leaving = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({work, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            raise ClientDisconnect
        return work.result()
    finally:
        work.cancel()
        leaving.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def summary(request: Request) -> dict[str, Any]:
    """What there is, in numbers; nobody waits long for that, and the body may still be to come."""
    pool: Pool = request.app.state.pool
    kept: dict[str, dict[str, Any]] = request.app.state.summaries
    state = pool.state()
    if state not in kept:
        told = json.loads((await pool.ask(Summary())).body)
        kept.clear()
        kept[state] = told
    return kept[state]


async def answered(request: Request, job: Job, headers: Iterable[tuple[str, str]] = ()) -> Response:
    """What comes of a job, as a response."""
    return response(await asked(request, job), headers)


def tag(body: bytes) -> str:
    """What tells one body from the next; weak, as it is the same whether the body is sent compressed or not."""
    return f'W/"{hashlib.sha256(body).hexdigest()[:16]}"'


def tagged(request: Request, body: bytes, etag: str, media: str, headers: Mapping[str, str]) -> Response:
    """A body that who asks may have already: then nothing but that it is the same (RFC 9110, section 13.1.2)."""
    known = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
    if "*" in known or etag in known or etag.removeprefix("W/") in known:
        return Response(status_code=304, headers={"ETag": etag, **headers})
    return Response(body, 200, {"ETag": etag, "Content-Type": media, **headers})


def response(answer: Answer, headers: Iterable[tuple[str, str]] = ()) -> Response:
    """An answer as a response: from memory, or out of its file, which goes as it is read."""
    told = {"Content-Type": answer.type, **dict(answer.headers), **dict(headers)} if answer.type else dict(headers)
    if not answer.file:
        return Response(answer.body, answer.status, told)
    path = Path(answer.file)
    told["Content-Length"] = str(path.stat().st_size)
    return StreamingResponse(_pieces(path), answer.status, told)


async def _pieces(path: Path) -> AsyncIterator[bytes]:
    try:
        async with await anyio.open_file(path, "rb") as file:
            while piece := await file.read(PIECE):
                yield piece
    finally:
        path.unlink(missing_ok=True)


def language(request: Request) -> str:
    """French, unless the reader wants English more; `?lang=` says it outright."""
    if (said := Parameters.of(request.scope["query_string"]).one("lang")) in SPOKEN:
        return str(said)
    wanted: dict[str, float] = {}
    for one in request.headers.get("accept-language", "").lower().split(","):
        name, _, quality = one.strip().partition(";q=")
        try:
            wanted.setdefault(name[:2], float(quality or 1))
        except ValueError:
            continue
    return "en" if wanted.get("en", 0) > wanted.get("fr", 0) else "fr"


def told(problem: Problem, request: Request) -> Response:
    """A problem as a response: a page for a browser, for all others a document of RFC 9457; its title is in the reader's language."""
    lang = language(request) if "accept-language" in request.headers else "en"
    headers = {"Vary": "Accept, Accept-Language", **problem.headers}
    if best(request.headers.get("accept"), (PROBLEM, HTML)) is not HTML:
        return Response(problem.document(lang), problem.status, {"Content-Type": PROBLEM.type, **headers})
    text = templates.page("problem.html", lang, **problem.told(lang))
    return HTMLResponse(text, problem.status, {"Content-Security-Policy": POLICY, **headers})
