"""What can go wrong with a request, as RFC 9457 has it told: one table of kinds, each with its status and its title."""

from __future__ import annotations

import json
from collections.abc import Mapping

KINDS: Mapping[str, tuple[int, str]] = {
    "request": (400, "The request is not as it must be"),
    "query": (400, "The query cannot be answered as it is written"),
    "data": (400, "The data cannot be read"),
    "host": (400, "This server does not go by that name"),
    "token": (401, "A token is needed"),
    "forbidden": (403, "This server does not do that"),
    "absent": (404, "There is no such thing here"),
    "method": (405, "Not by this method"),
    "unacceptable": (406, "None of the formats accepted is offered"),
    "large": (413, "The request is too large"),
    "media": (415, "The body is in a format that is not taken"),
    "rows": (422, "The answer is larger than this server gives"),
    "internal": (500, "The server failed"),
    "busy": (503, "The server has more to do than it can"),
    "time": (503, "The query took longer than it may, and was stopped"),
    "memory": (503, "The query needed more memory than it may have, and was stopped"),
    "stopping": (503, "The server is being stopped"),
    "unreadable": (503, "The graph cannot be read now"),
}
PROBLEM = "application/problem+json"


class Problem(Exception):  # noqa: N818 - as RFC 9457 calls it
    """A request that is not answered: one of the KINDS, and what of this request it was.

    >>> Problem("unacceptable", "there are text/turtle").status
    406
    """

    def __init__(self, kind: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(kind, detail, dict(headers or {}))
        self.kind, self.detail, self.headers = kind, detail, dict(headers or {})

    @property
    def status(self) -> int:
        """The HTTP status."""
        return KINDS[self.kind][0]

    def document(self) -> bytes:
        """The problem as a JSON document."""
        status, title = KINDS[self.kind]
        told = {"type": f"urn:kg:problem:{self.kind}", "title": title, "status": status, "detail": self.detail}
        return json.dumps(told, ensure_ascii=False).encode()
