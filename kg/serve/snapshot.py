"""The store as a worker sees it: opened to read, and opened anew when its files are others than before."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple

from kg.errors import OntologyError
from kg.iris import BASE
from kg.ontology import Edition, Ontology, load
from kg.prefixes import base_of, prefixes, used
from kg.query import TYPE
from kg.rdf import ENTAILED
from kg.scope import Seen, seen
from kg.store import ARCHIVED, open_dataset

PASSING = ("LOG", "LOCK", "OPTIONS", "IDENTITY")
"""Files of Oxigraph's that say nothing of what is stored."""


@dataclass(frozen=True)
class Snapshot:
    """A store at one moment, and what holds for every question to it."""

    store: Store
    ontology: Ontology
    edition: Edition
    state: str

    @cached_property
    def names(self) -> dict[str, str]:
        """The prefixes that a query need not write."""
        return prefixes(self.store, self.ontology.folder)

    @cached_property
    def shown(self) -> Seen | None:
        """The graphs that may be seen, as `kg.scope.seen` has it."""
        return seen(self.store)

    @cached_property
    def base(self) -> str:
        """The base of the graph's IRIs."""
        return base_of(self.store) if self.store else BASE

    def used(self, triples: Iterable[Triple | Quad], form: RdfFormat) -> dict[str, str]:
        """The prefixes that triples have use for when they are written so: in RDF/XML, names of properties and classes alone have any."""
        if form == RdfFormat.RDF_XML:
            return used(self.names, (f"{one.predicate} {one.object if one.predicate == TYPE else ''}" for one in triples))
        return used(self.names, map(str, triples))

    @property
    def entailed(self) -> NamedNode:
        """The graph of what follows by the ontology, where there is one."""
        return NamedNode(self.base + ENTAILED)


class Snapshots:
    """The newest snapshot of a store."""

    def __init__(self, ontology: str) -> None:
        """Nothing is opened before it is asked for, but the ontology."""
        self._ontology = load(ontology)
        self._edition = Edition.of(self._ontology.folder)
        self._last: Snapshot | None = None

    def of(self, folder: str, state: str) -> Snapshot:
        """A folder's store in this state, or a later one."""
        if self._last is None or self._last.state != state:
            self._last = None  # two at once would need twice the files
            self._reread()
            self._last = Snapshot(open_dataset(folder), self._ontology, self._edition, state)
        return self._last

    def _reread(self) -> None:
        """The ontology again, with a graph that may be built by it: the last that held together, while somebody edits it."""
        with suppress(OntologyError, OSError):
            edition = Edition.of(self._ontology.folder)
            self._ontology, self._edition = load(edition.folder), edition

    def forget(self) -> None:
        """Open the store anew for the next question: a writer took away files of the one that is open."""
        self._last = None


def state_of(folder: str | Path) -> str:
    """What tells one state of a folder's store from the next: which files there are, how long, how old."""
    try:
        files = sorted((entry.name, entry.stat()) for entry in (Path(folder) / ARCHIVED).iterdir() if not entry.name.startswith(PASSING))
    except FileNotFoundError:  # files come and go while somebody writes
        return f"changing {time.monotonic_ns()}"
    return " ".join(f"{name}:{of.st_size}:{of.st_mtime_ns}:{of.st_ino}" for name, of in files)
