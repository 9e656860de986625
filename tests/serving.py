"""A server of its own for tests: `kg serve` as a user starts it, and requests to it as they are written."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

TOKEN = "a token for tests"
SAMPLE = Path(__file__).parent.parent / "outputs" / "netflix-eternaute.trig"
BASE = "https://kg.example.org/"
NAMES = "SELECT ?name { ?who a schema:Person ; rdfs:label ?name }"
SECRET = Quad(NamedNode("x:s"), NamedNode("x:p"), Literal("secret"), NamedNode(f"{BASE}graph/index"))


def archived(folder: Path) -> Path:
    """A folder as an archive's: its store, with a graph of its own in it."""
    store = Store(str(folder / "graph"))
    store.bulk_load(path=str(SAMPLE), format=RdfFormat.TRIG)
    store.add(SECRET)
    store.flush()
    return folder


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def problem(self) -> str:
        """The kind and the detail of a problem."""
        assert self.type == "application/problem+json", self.headers
        return f"{self.json['type'].rpartition(':')[2]}: {self.json['detail']}"

    @property
    def rows(self) -> list[tuple[str, ...]]:
        told = self.json
        return [tuple(row[name]["value"] if name in row else "" for name in told["head"]["vars"]) for row in told["results"]["bindings"]]


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs."""

    port: int
    process: subprocess.Popen[str]

    def send(self, method: str, path: str, body: bytes | str | None = None, *, host: str = "", **headers: str) -> Reply:
        """A request as it is written; `content_type` is a header Content-Type."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body.encode() if isinstance(body, str) else body, named | ({"Host": host} if host else {}))
            answer = connection.getresponse()
            return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Reply:
        return self.send("GET", path, **headers)

    def ask(self, query: str, accept: str = "application/sparql-results+json", **more: str) -> Reply:
        return self.get(f"/sparql?{urlencode({'query': query, **more}, quote_via=quote)}", Accept=accept)


@contextmanager
def serving(*arguments: str | Path, token: str = TOKEN, says: str = "", ends: int = 0, most: float = 60) -> Iterator[Server]:
    """`kg serve` with these arguments on a free port, until the block ends; it stops cleanly, having said nothing but what it `says`."""
    command = [sys.executable, "-m", "kg", "serve", *map(str, arguments), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "KG_TOKEN": token})
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r":(\d+)/", line)
        assert found, (line, process.communicate(timeout=most))
        yield Server(int(found[1]), process)
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=most)
        assert process.returncode == ends and said.startswith(says) and bool(said) == bool(says), (process.returncode, said)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
