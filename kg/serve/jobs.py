"""What crosses between the process that listens and those that read the graph: what is asked, and what comes back."""

from __future__ import annotations

import pickle
import struct
from dataclasses import dataclass
from typing import Any

from kg.scope import Scope

HEAD = struct.Struct("!I")
"""Before each value: how many bytes it takes."""


MORE = 4.0
"""Times the limit of a query that what is no query may take: the whole page, a whole graph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request may cost: seconds, rows, bytes of its body, and megabytes of a process's memory."""

    seconds: float = 30.0
    rows: int = 100_000
    body: int = 1 << 20
    data: int = 1 << 26
    memory: int = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What a worker is told first: the folder that has the store at the start, and what holds for all that it is asked.

    With `entailed`, what follows from the graph counts as if it were stated; with `update`, who has the token may write.
    """

    folder: str
    answers: str
    ontology: str
    limits: Limits
    managed: bool = True
    service: bool = False
    load: bool = False
    entailed: bool = False
    update: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """SPARQL, with the formats of rows and of triples that would do; None where none would. `base` is the endpoint's address."""

    text: str
    rows: str | None
    triples: str | None
    scope: Scope | None = None
    base: str = ""


@dataclass(frozen=True, slots=True)
class Dump:
    """A graph, whole; None is the merged graph."""

    graph: str | None
    form: str


@dataclass(frozen=True, slots=True)
class Known:
    """Whether the graph has something of this path below its base; answered with the IRI and the format's suffix to go on to."""

    path: str


@dataclass(frozen=True, slots=True)
class Describe:
    """What the graph says of the thing of this path below its base."""

    path: str
    form: str
    lang: str


@dataclass(frozen=True, slots=True)
class Page:
    """The whole graph as its page."""

    title: str
    lang: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a query can be made of: prefixes, classes, properties, saved queries."""


@dataclass(frozen=True, slots=True)
class Fill:
    """A saved query with its parameters filled in."""

    name: str
    given: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What there is, in numbers, with the base of its IRIs."""


@dataclass(frozen=True, slots=True)
class Update:
    """SPARQL that changes the dataset."""

    text: str
    scope: Scope | None = None
    base: str = ""


@dataclass(frozen=True, slots=True)
class Write:
    """Triples into one graph (`graph` None: the default graph): in its stead, added to it, or, without any, the graph taken away."""

    graph: str | None
    how: str
    parts: tuple[tuple[str, bytes], ...] = ()
    base: str = ""


@dataclass(frozen=True, slots=True)
class Tool:
    """A question of an assistant, by the name of what is asked and its arguments."""

    name: str
    arguments: tuple[tuple[str, Any], ...] = ()


Job = Query | Dump | Known | Describe | Page | Vocabulary | Fill | Summary | Update | Write | Tool


@dataclass(frozen=True, slots=True)
class Task:
    """A job, the folder of the store that it asks, and the state of it that it is to see."""

    job: Job
    state: str
    folder: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a job: bytes, or the name of a file with them that is the reader's to remove; `status` where it is not 200."""

    type: str
    body: bytes = b""
    file: str = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong, as `kg.serve.problems` has it."""

    kind: str
    detail: str


def packed(value: object) -> bytes:
    """A value as it crosses: its length, then the value."""
    data = pickle.dumps(value)
    return HEAD.pack(len(data)) + data
