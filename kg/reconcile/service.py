"""A service that is asked for entities by name: the Reconciliation Service API of W3C's community group, draft 0.2 and 0.1 before it.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import pyoxigraph as ox
import urllib3

from kg.errors import RunError, ServiceError
from kg.version import kg_version

BATCH = 10
"""Queries at a time, where a service does not say how many it takes."""
MOST = 100
"""Queries at a time at most, whatever it says."""
TIMEOUT = urllib3.Timeout(connect=10, read=60)
LONGEST = 16 * 1024 * 1024
"""Bytes of an answer; what is longer is none."""
WAIT = 60
"""Seconds to wait at most where a service asks to come back later."""
HIGHEST = 1_000_000
"""No service's scores are as high; neither NaN nor a number without end is below."""
BUSY = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Query:
    """A name, and the service's id of the type to look among, if any."""

    name: str
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """An entity that a service offers for a query, under its IRI and its id there; of scores the higher is the better."""

    iri: str
    id: str
    name: str
    score: Decimal
    description: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """What a service's manifest says: what it is called, where its ids belong, its types by name, how many queries it takes at a time."""

    url: str
    name: str
    space: str
    view: str = ""
    types: Mapping[str, str] = field(default_factory=dict)
    batch: int = BATCH

    def iri(self, id: str) -> str:
        """The IRI of an entity: an id that is one, or the id within its space, or else the address of its page.

        >>> Service("", "", "http://www.wikidata.org/entity/").iri("Q907311")
        'http://www.wikidata.org/entity/Q907311'
        >>> Service("", "", "http://localhost/ids", "http://localhost/{{id}}.html").iri("a b")
        'http://localhost/a%20b.html'
        """
        if re.match(r"https?://", id):
            return _encoded(id)
        own = quote(id, safe="!$&'()*+,;=:@~")
        if self.space.endswith(("/", "#", "=", ":")):
            return self.space + own
        return _encoded(self.view.replace("{{id}}", own)) if "{{id}}" in self.view else f"{self.space}/{own}"


class _ExchangeError(Exception):
    """What went wrong in one exchange."""


def connect(url: str) -> Service:
    """The service at an address, by its manifest.

    Raises ServiceError where there is none.
    """
    if not re.match(r"https?://[^\s/?#]", url) or not _is_iri(_encoded(url)):
        raise ServiceError(url, "not an address of the web")
    try:
        return _service(*_exchange("GET", _encoded(url)))
    except _ExchangeError as fault:
        raise ServiceError(url, str(fault)) from fault


def ask(service: Service, queries: Sequence[Query], limit: int) -> Iterator[tuple[Match, ...]]:
    """For each query what the service offers, the best first; one batch at a time, and the next when what came is used up.

    Raises RunError where it stops answering.
    """
    for start in range(0, len(queries), service.batch):
        batch = queries[start : start + service.batch]
        asked = {f"q{n}": _query(query, limit) for n, query in enumerate(batch)}
        try:
            told, _ = _exchange("POST", service.url, {"queries": json.dumps(asked)})
            answers = [_matches(service, told, key, limit) for key in asked]
        except _ExchangeError as fault:
            done = f"{start} of {len(queries)} things are answered for"
            raise RunError(f"{service.url}: {fault}; {done}, and what came is kept; ask for the others later") from fault
        yield from answers


def _query(query: Query, limit: int) -> dict[str, str | int]:
    return {"query": query.name, "limit": limit, **({"type": query.type} if query.type else {})}


def _service(told: object, url: str) -> Service:
    """A manifest's service; where it lacks what each must have, it is none."""
    if not isinstance(told, dict) or not all(isinstance(told.get(key), str) and told[key] for key in ("name", "identifierSpace")):
        raise _ExchangeError("it answers, and not as a reconciliation service does, whose manifest has a name and an identifierSpace")
    view, types, batch = told.get("view"), told.get("defaultTypes"), told.get("batchSize")
    if not _is_iri(told["identifierSpace"]):
        raise _ExchangeError(f"its identifierSpace {told['identifierSpace']!r} is no IRI")
    return Service(
        url=url,
        name=_said(told["name"]) or url,
        space=told["identifierSpace"],
        view=str(view.get("url", "")) if isinstance(view, dict) else "",
        types={str(one.get("name", "")).casefold(): str(one["id"]) for one in _records(types) if one.get("id")},
        batch=min(batch, MOST) if isinstance(batch, int) and batch > 0 else BATCH,
    )


def _matches(service: Service, told: object, key: str, limit: int) -> tuple[Match, ...]:
    """What is offered for one query of a batch; a candidate without an id, a name or a score is passed over."""
    answer = told.get(key) if isinstance(told, dict) else None
    if not isinstance(answer, dict) or not isinstance(answer.get("result"), list):
        raise _ExchangeError(f"it answers without a result for the query {key}")
    found = (_match(service, one) for one in _records(answer["result"]))
    return tuple(sorted((one for one in found if one), key=lambda one: (-one.score, one.iri))[:limit])


def _match(service: Service, told: Mapping[str, Any]) -> Match | None:
    id, name, description = (_said(told.get(key)) for key in ("id", "name", "description"))
    score = told.get("score")
    scored = isinstance(score, int | float) and not isinstance(score, bool) and abs(score) < HIGHEST
    if not (id and name and scored and _is_iri(service.iri(id))):
        return None
    return Match(service.iri(id), id, name, Decimal(str(round(float(score), 2))), description)  # type: ignore[arg-type]


def _said(told: object) -> str:
    """A text on one line, without what no terminal and no file of text should get: control characters, halves of characters."""
    return " ".join("".join(c for c in told if c.isprintable() or c.isspace()).split()) if isinstance(told, str) else ""


def _encoded(address: str) -> str:
    """An address with percent signs for what none may hold."""
    return quote(address, safe="%:/?#[]@!$&'()*+,;=~")


def _is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def _records(told: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(told, list):
        yield from (one for one in told if isinstance(one, dict))


def _exchange(method: str, url: str, form: Mapping[str, str] | None = None) -> tuple[object, str]:
    """What a service answers, and the address that it answered from."""
    said = {"fields": dict(form), "encode_multipart": False} if form else {}
    try:
        response = _client(url).request(method, url, preload_content=False, redirect=method == "GET", **said)  # type: ignore[arg-type]
        try:
            body = response.read(LONGEST + 1)
        finally:
            response.release_conn()
    except (urllib3.exceptions.HTTPError, ValueError) as error:  # a ValueError where an address is none after all: "http://["
        raise _ExchangeError(_why(error)) from error
    if response.status != 200:
        raise _ExchangeError(f"it answers HTTP {response.status} {response.reason or ''}".rstrip())
    if len(body) > LONGEST:
        raise _ExchangeError(f"its answer is longer than {LONGEST // 1024 // 1024} MB")
    try:
        return json.loads(body), _landed(url, response)
    except (ValueError, RecursionError) as error:
        raise _ExchangeError(f"what it answers is not JSON: {' '.join(body[:60].decode(errors='replace').split())!r}") from error


def _landed(url: str, response: urllib3.BaseHTTPResponse) -> str:
    """The address that answered: the last that others sent to."""
    for step in response.retries.history if response.retries else ():
        url = urljoin(url, step.redirect_location or url)
    return url


def _why(error: BaseException) -> str:
    """What went wrong on the way, without the library's own words around it."""
    cause = getattr(error, "reason", None) or error.__cause__ or error
    if isinstance(cause, urllib3.exceptions.NewConnectionError):
        return "nobody answers there"
    if isinstance(cause, urllib3.exceptions.TimeoutError):
        return "no answer in time"
    if isinstance(cause, urllib3.exceptions.ProtocolError):
        return "the connection broke off"
    return f"the connection failed: {' '.join(str(cause).split())}"


def _client(url: str) -> urllib3.PoolManager:
    """Tries again where a service is busy, after the time that it asks for."""
    retries = urllib3.Retry(
        total=2,
        connect=0,
        read=0,
        other=0,
        redirect=5,
        allowed_methods=None,
        status_forcelist=BUSY,
        backoff_factor=0.2,
        raise_on_status=False,
    )
    retries.retry_after_max = WAIT
    options: dict[str, Any] = {
        "timeout": TIMEOUT,
        "retries": retries,
        "headers": {"User-Agent": f"kg/{kg_version()}", "Accept": "application/json"},
    }
    proxy = getproxies().get(urlsplit(url).scheme)
    if proxy and not proxy_bypass(urlsplit(url).hostname or ""):
        return urllib3.ProxyManager(proxy, **options)
    return urllib3.PoolManager(**options)
