"""Where an archive lives: a folder with the store, the settings that all its articles share, and the cache of what was read.

DIR/kg.json         how it is built: ontology, base and the like; written once
DIR/graph/          Oxigraph's store
DIR/decisions.ttl   what people decided of who is whom (`kg.link.decisions`), where they did
DIR/candidates.ttl  what services offered (`kg.reconcile`), where one was asked
DIR/cache/          what was read and understood (`kg.cache`); may be deleted at any time
DIR/.lock           held by whoever writes
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from itertools import islice
from pathlib import Path
from shutil import rmtree
from typing import TypeVar

import pyoxigraph as ox
from filelock import FileLock, Timeout
from rdflib import URIRef

from kg import ontology as ontologies
from kg.archive import Archive
from kg.cache import keys
from kg.errors import GraphError, KgError, OutputError
from kg.iris import BASE
from kg.link import decisions
from kg.model import Status
from kg.ontology import Ontology
from kg.store import ARCHIVED, LAST, whole

SETTINGS, DECISIONS, CACHE = "kg.json", "decisions.ttl", "cache"
NEXT, LOCK = f"{ARCHIVED}.next", ".lock"
"""A store that is being made anew beside the one that stands, and the file that whoever writes holds."""
PASSING = ".nq"
"""The end of the file by which a store is copied."""
FORMAT = 1
"""Raised when an archive written before can no longer be kept by this kg."""
BATCH = 50
"""Articles in one transaction: few enough for memory, enough to share the work."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Settings:
    """What all articles of an archive share."""

    ontology: str = "news"
    base: str = BASE
    include: tuple[str, ...] = ()
    no_text: bool = False
    min_confidence: float | None = None
    format: int = FORMAT

    def options(self) -> Iterator[str]:
        """Those that differ from what kg does unasked, as they are said on the command line: " --no-text"."""
        for one in fields(self):
            value, name = getattr(self, one.name), one.name.replace("_", "-")
            if value == one.default or one.name == "format":
                continue
            if isinstance(value, tuple):
                yield from (f" --{name} {part.lower()}" for part in value)
            else:
                yield f" --{name}" if value is True else f" --{name} {value}"


@dataclass(frozen=True, slots=True)
class Kept:
    """An archive that is open for writing, with its settings and its ontology."""

    folder: Path
    settings: Settings
    ontology: Ontology
    archive: Archive

    @property
    def cache(self) -> Path:
        """The folder of what was read."""
        return self.folder / CACHE

    def take_out(self, articles: Collection[URIRef]) -> None:
        """Take articles out of the archive and off the disk: Oxigraph keeps a text that it once had, the cache what was read of it.

        It costs a copy of what stays: a second for a hundred articles.
        """
        self.archive.change((), articles)
        if articles:
            rmtree(self.cache, ignore_errors=True)
            _copy(self.archive.store, self.folder / NEXT)
            self.archive.close()
            _change_places(self.folder)
            self.archive.open(ox.Store(str(self.folder / ARCHIVED)))


@contextmanager
def made(folder: Path, settings: Settings) -> Iterator[None]:
    """Make an archive, or see that the one that stands there has these settings; one that is made for nothing goes again.

    Raises GraphError or OutputError.
    """
    if (folder / SETTINGS).is_file():
        _agree(folder, settings)
        yield
        return
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        what = "it is a file" if folder.is_file() else "it is a folder of something else"
        raise GraphError(folder, what, "give a folder that is empty or not there yet")
    with whole(folder / SETTINGS, mend="choose another place with --store") as beside:
        beside.write_text(json.dumps(asdict(settings), indent=2) + "\n", encoding="utf-8")
    try:
        yield
    except KgError:
        if not any((folder / CACHE).glob("extractions/*/*")):
            rmtree(folder, ignore_errors=True)
        raise


def _agree(folder: Path, settings: Settings) -> None:
    there = settings_of(folder)
    differing = [f.name for f in fields(Settings) if getattr(there, f.name) != getattr(settings, f.name)]
    if differing:
        said = "".join(there.options()).strip() or "without any of these options"
        raise GraphError(folder, f"it was built with another {', '.join(differing)} ({said})", "say the same, or give another folder")


def settings_of(folder: Path) -> Settings:
    """An archive's settings.

    Raises GraphError where there is none, or one that this kg cannot keep.
    """
    try:
        told = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        settings = Settings(**{**told, "include": tuple(told["include"])})
    except FileNotFoundError as error:
        what = "there is no archive in it" if folder.is_dir() else "no such folder"
        raise GraphError(folder, what, f"make one: kg build SOURCES --store {folder}") from error
    except NotADirectoryError as error:
        raise GraphError(folder, "it is a file, and an archive is a folder", "make one: kg build SOURCES --store DIR") from error
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise GraphError(folder / SETTINGS, f"it cannot be read: {error}", "put it back as it was, or build the archive anew") from error
    if settings.format != FORMAT:
        raise GraphError(folder, f"its format is {settings.format}, and this kg keeps format {FORMAT}", "build it anew in another folder")
    return settings


@contextmanager
def opened(folder: Path) -> Iterator[Kept]:
    """An archive, open for writing; where its ontology, the decisions or the code changed how things are linked, all are linked anew first.

    Raises GraphError where there is none or another process writes to it, OutputError where it cannot be written to.
    """
    settings = settings_of(folder)
    ontology = ontologies.load(settings.ontology)
    with _failing(folder), FileLock(folder / LOCK, blocking=False):
        _put_back(folder)
        archive = _archive(folder / ARCHIVED, settings, ontology)
        if archive.linked_by() not in (None, archive.linking):
            _link_anew(archive, _archive(folder / NEXT, settings, ontology))
            _change_places(folder)
            archive = _archive(folder / ARCHIVED, settings, ontology)
        try:
            yield Kept(folder, settings, ontology, archive)
        finally:
            archive.close()


def in_batches(values: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Some at a time."""
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch


def _copy(store: ox.Store, path: Path) -> None:
    """A store's content in a new one."""
    rmtree(path, ignore_errors=True)  # what a process that was killed left
    anew, file = ox.Store(str(path)), path.with_suffix(PASSING)
    try:  # by way of a file: half as long as quad by quad
        store.dump(str(file), format=ox.RdfFormat.N_QUADS)
        anew.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS, lenient=True)
    finally:
        file.unlink(missing_ok=True)
    for name in store.named_graphs():  # a user's may be empty
        anew.add_graph(name)
    anew.flush()


def _archive(path: Path, settings: Settings, ontology: Ontology) -> Archive:
    if path.name == NEXT:
        rmtree(path, ignore_errors=True)  # what a process that was killed left
    told = path.parent / DECISIONS
    return Archive(
        ox.Store(str(path)),
        ontology,
        base=settings.base,
        include=tuple(map(Status, settings.include)),
        decisions=decisions.read(told, settings.base) if told.exists() else decisions.NONE,
        linking=keys.linking(ontology.folder, told),
    )


def _link_anew(archive: Archive, anew: Archive) -> None:
    for batch in in_batches(archive.fingerprints()):
        anew.change([archive.entry(article) for article in batch])
    anew.take_own(archive)
    anew.close()
    archive.close()


def _change_places(folder: Path) -> None:
    (folder / ARCHIVED).rename(folder / LAST)
    (folder / NEXT).rename(folder / ARCHIVED)
    rmtree(folder / LAST, ignore_errors=True)


def _put_back(folder: Path) -> None:
    """Undo a change of places that was stopped half-way."""
    (folder / NEXT).with_suffix(PASSING).unlink(missing_ok=True)
    if (folder / LAST).is_dir():
        if not (folder / ARCHIVED).exists():
            (folder / LAST).rename(folder / ARCHIVED)
        else:
            rmtree(folder / LAST, ignore_errors=True)


@contextmanager
def _failing(folder: Path) -> Iterator[None]:
    """What Oxigraph says when it cannot write, as kg says it."""
    try:
        yield
    except OSError as error:
        if isinstance(error, Timeout) or "lock hold by" in str(error):
            raise GraphError(folder, "another kg is writing to it", "wait until it is done; reading goes on meanwhile") from error
        what = " ".join(str(error.strerror or error).split())
        raise OutputError(folder, f"it cannot be written: {what}", "make room or give the right to write, then go on") from error
