"""A small reconciliation service on loopback, which can be made to fail in many ways."""

from __future__ import annotations

import json
import socket
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

WORLD: dict[str, list[tuple[Any, ...]]] = {
    "Alba": [("Q1", "Alba", 98.5, True), ("Q2", "Alba Longa", 60, False)],
    "Oria": [("Q3", "Oria", 100, True)],
}
MANIFEST: dict[str, Any] = {
    "versions": ["0.2"],
    "name": "Le monde",
    "identifierSpace": "http://www.wikidata.org/entity/",
    "schemaSpace": "http://www.wikidata.org/prop/direct/",
    "defaultTypes": [{"id": "Q5", "name": "person"}, {"id": "Q783794", "name": "Company"}],
    "batchSize": 2,
}


class World(ThreadingHTTPServer):
    """A reconciliation service on loopback; `answers` are taken before its own, one for each exchange, and `asked` is what came."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.manifest: Any = MANIFEST
        self.answers: list[tuple[int, bytes]] = []
        self.asked: list[dict[str, Any]] = []
        self.times = 0
        self.healthy = -1
        self.fault = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/reconcile"

    def handle_error(self, *_: object) -> None:
        """Who hangs up is no news."""

    def answer(self, queries: dict[str, Any] | None) -> tuple[int, bytes]:
        """What is said to a manifest's GET (None) or to queries; ill once so many exchanges went well."""
        self.times += 1
        if self.healthy >= 0 and self.times > self.healthy:
            return ill(self.fault, queries)
        if queries is None:
            return 200, json.dumps(self.manifest).encode()
        self.asked.append(queries)
        return 200, json.dumps({key: {"result": offered(query)} for key, query in queries.items()}).encode()


def offered(query: dict[str, Any]) -> list[dict[str, Any]]:
    found = WORLD.get(query["query"], [])
    return [{"id": id, "name": name, "score": score, "match": match, "description": f"le {id}"} for id, name, score, match in found]


def ill(fault: str, queries: object) -> tuple[int, bytes]:
    if fault == "slow":
        time.sleep(1)
    bodies = {"page": b"<html>Bonjour</html>", "list": b"[]", "empty": b"{}", "cut": b'{"q0": {"res', "string": b'{"q0": {"result": "x"}}'}
    return {"error": 500, "gone": 404, "busy": 503}.get(fault, 200), bodies.get(fault, b"{}")


class Handler(BaseHTTPRequestHandler):
    server: World

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.path == "/":
            self.send_response(301)
            self.send_header("Location", "/reconcile")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._send(None)

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self._send(json.loads(form["queries"][0]))

    def _send(self, queries: dict[str, Any] | None) -> None:
        status, body = self.server.answer(queries)
        if self.server.fault == "drop" and self.server.healthy >= 0 and self.server.times > self.server.healthy:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
