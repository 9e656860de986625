"""What is served: an archive where it stands, a copy in a store of its own while it is served, or a dataset of the user's.

A copy is made of a file, and of an archive where what follows from it is to be served too. When what it was made of is another than before,
`kg.serve.following` has a new one made beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import rmtree

from pyoxigraph import NamedNode, Store

from kg.errors import GraphError, UserError
from kg.ontology import load
from kg.prefixes import base_of
from kg.rdf import ENTAILED
from kg.serve import temporary
from kg.serve.snapshot import state_of
from kg.store import ARCHIVED, INDEX, LAST, load_into, open_dataset, to_ox


@dataclass(frozen=True, slots=True)
class Source:
    """What copies are made of: a file or an archive; with `ontology`, what follows from it by that one goes into them as well.

    `copies` is the folder that they stand in, `first` the state that the first was made of.
    """

    graph: str
    copies: str
    ontology: str = ""
    first: str = ""

    def state(self) -> str:
        """What tells it from what it was before; "" where it is not there now."""
        try:
            stat = Path(self.graph).stat()
        except OSError:
            return ""
        return state_of(self.graph) if is_archive(Path(self.graph)) else f"{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ino}"

    def copied(self) -> str:
        """A new copy: its folder. The last but one goes: the last may still be read.

        Raises GraphError where the source cannot be read.
        """
        made = sorted(map(int, (entry.name for entry in Path(self.copies).iterdir())))
        for number in made[:-1]:
            rmtree(Path(self.copies) / str(number), ignore_errors=True)
        folder = Path(self.copies) / str(max(made, default=0) + 1)
        folder.mkdir()
        try:
            self._copy(Store(str(folder / ARCHIVED)))
        except BaseException:
            rmtree(folder, ignore_errors=True)
            raise
        return str(folder)

    def _copy(self, store: Store) -> None:
        graph = Path(self.graph)
        if is_archive(graph):
            store.bulk_extend(quad for quad in open_dataset(graph) if not str(getattr(quad.graph_name, "value", "")).endswith(INDEX))
        else:
            load_into(store, graph)
        if self.ontology:
            from kg.reason import entail

            store.remove_graph(NamedNode(base_of(store) + ENTAILED))
            store.extend(map(to_ox, entail(store, load(self.ontology)).quads))
        store.flush()


@dataclass(frozen=True, slots=True)
class Served:
    """The folder that has the store, one for answers too large for memory, and what the store is a copy of, if it is one."""

    folder: str
    answers: str
    source: Source | None = None


@contextmanager
def served(graph: Path, *, unmanaged: bool = False, update: bool = False, entail: str = "") -> Iterator[Served]:
    """What is to be served, until the block ends; `entail` is the ontology by which more follows from it.

    Raises GraphError where there is nothing to serve, and UserError where it cannot be written to as it is asked for.
    """
    if entail and (update or unmanaged):
        raise UserError(f"--entail serves a copy, and --{'update' if update else 'unmanaged'} the graph itself; leave one of them out")
    with temporary.folder() as own:
        answers, copies = own / "answers", own / "copies"
        answers.mkdir()
        copies.mkdir()
        if unmanaged:
            _made(graph)
            yield Served(str(graph), str(answers))
        elif is_archive(graph) and not entail:
            open_dataset(graph)  # what cannot be read is said before anything listens
            yield Served(str(graph), str(answers))
        elif update:
            raise UserError(f"{graph}: it is no archive, and what is written to it would be lost; make one: kg build SOURCES --store DIR")
        else:
            source = Source(str(graph), str(copies), entail)
            first = source.state()
            yield Served(source.copied(), str(answers), replace(source, first=first))


def is_archive(graph: Path) -> bool:
    """Whether it is a folder with a store."""
    return any((graph / name).is_dir() for name in (ARCHIVED, LAST))


def _made(folder: Path) -> None:
    """A dataset of the user's own, made where there is none."""
    if (folder / "kg.json").exists():
        raise GraphError(folder, "it is an archive of kg's", "leave out --unmanaged, or give another folder")
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir()) and not (folder / ARCHIVED).is_dir()):
        raise GraphError(folder, "it is something else", "give a folder that is empty or not there yet, or one that --unmanaged made")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        Store(str(folder / ARCHIVED)).flush()
    except OSError as error:
        raise GraphError(folder, f"it cannot be opened: {' '.join(str(error).split())}", "give another folder") from error
