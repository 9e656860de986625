"""What can go wrong with a request, as RFC 9457 has it told: one table of kinds, each with its status and its title."""

from __future__ import annotations

import json
from collections.abc import Mapping

KINDS: Mapping[str, tuple[int, str, str]] = {
    "request": (400, "The request is not as it must be", "La demande n’est pas comme elle doit être"),
    "query": (400, "The query cannot be answered as it is written", "La requête telle qu’elle est écrite n’a pas de réponse"),
    "data": (400, "The data cannot be read", "Les données ne se lisent pas"),
    "host": (400, "This server does not go by that name", "Ce serveur ne répond pas à ce nom"),
    "token": (401, "A token is needed", "Il faut un jeton"),
    "wrong-token": (401, "The token is not the right one", "Ce n’est pas le bon jeton"),
    "forbidden": (403, "This server does not do that", "Ce serveur ne le fait pas"),
    "absent": (404, "There is no such thing here", "Il n’y a rien de tel ici"),
    "method": (405, "Not by this method", "Pas par cette méthode"),
    "unacceptable": (406, "None of the formats accepted is offered", "Aucun des formats acceptés n’est proposé"),
    "conflict": (409, "The graph is not as the request takes it to be", "Le graphe n’est pas tel que la demande le suppose"),
    "large": (413, "The request is too large", "La demande est trop grande"),
    "media": (415, "The body is in a format that is not taken", "Le corps est dans un format qui n’est pas pris"),
    "rows": (422, "The answer is larger than this server gives", "La réponse dépasse ce que donne ce serveur"),
    "internal": (500, "The server failed", "Le serveur a échoué"),
    "elsewhere": (
        502,
        "Another server, which the query asks, did not answer",
        "Un autre serveur, que la requête interroge, n’a pas répondu",
    ),
    "busy": (503, "The server has more to do than it can", "Le serveur est débordé"),
    "time": (503, "The query took longer than it may, and was stopped", "La requête a dépassé son temps et a été arrêtée"),
    "memory": (503, "The query needed more memory than it may have, and was stopped", "La requête a dépassé sa mémoire et a été arrêtée"),
    "stopping": (503, "The server is being stopped", "Le serveur s’arrête"),
    "unreadable": (503, "The graph or its ontology cannot be read now", "Le graphe ou son ontologie ne se lit pas en ce moment"),
}
"""By kind: the status, and the title in English and in French."""
FAULT = "it is not your mistake; the server's own output says more"
"""What is said of a mistake of kg's own."""


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

    def told(self, lang: str = "en") -> dict[str, str | int]:
        """What RFC 9457 has a problem say, its title in a language."""
        status, english, french = KINDS[self.kind]
        title = french if lang == "fr" else english
        return {"type": f"urn:kg:problem:{self.kind}", "title": title, "status": status, "detail": self.detail}

    def document(self, lang: str = "en") -> bytes:
        """The problem as a JSON document."""
        return json.dumps(self.told(lang), ensure_ascii=False).encode()
