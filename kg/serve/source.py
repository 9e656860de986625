"""What is served: an archive where it stands, a file in a store of its own while it is served, or a dataset of the user's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Store

from kg.errors import GraphError, UserError
from kg.store import ARCHIVED, LAST, load_into, open_dataset


@contextmanager
def served(graph: Path, *, unmanaged: bool = False, update: bool = False) -> Iterator[tuple[str, str]]:
    """The folder that has the store, and one for answers too large for memory, which goes at the end.

    Raises GraphError where there is nothing to serve, and UserError where it cannot be written to as it is asked for.
    """
    with TemporaryDirectory(prefix="kg-serve-") as own:
        answers = Path(own) / "answers"
        answers.mkdir()
        if unmanaged:
            _made(graph)
            yield str(graph), str(answers)
        elif any((graph / name).is_dir() for name in (ARCHIVED, LAST)):
            open_dataset(graph)  # what cannot be read is said before anything listens
            yield str(graph), str(answers)
        elif update:
            raise UserError(f"{graph}: it is no archive, and what is written to it would be lost; make one: kg build SOURCES --store DIR")
        else:
            load_into(Store(str(Path(own) / ARCHIVED)), graph)
            yield own, str(answers)


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
