"""What a format is: how a graph is written, into one file or several, and what it can hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kg.export.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a writer may want to know besides the graph.

    `base` is that of its IRIs; `title`, `lang` and `ontology` are for people; `merged` leaves the named graphs out;
    `reifiers` writes claims as RDF 1.2 does.
    """

    base: str
    title: str
    lang: str
    ontology: str | Path
    merged: bool = False
    reifiers: bool = False


Writer = Callable[[Source, Sequence[IO[bytes]], Style], None]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a graph.

    What holds no named graphs (`named_graphs`) gets the merged graph alone; what has no suffix writes several `files` into a
    folder; `reifiers` says that RDF 1.2's can be written, and `about` what it is for.
    """

    name: str
    suffix: str
    media_type: str
    named_graphs: bool
    write: Writer
    about: str
    reifiers: bool = False
    files: tuple[str, ...] = ()
