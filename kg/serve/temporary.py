"""A temporary folder of this process's own, and none left of those whose process was killed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir, mkdtemp

from filelock import FileLock, Timeout

PREFIX, BEGUN = "kg-serve-", "kg-begun-"
LOCK = "lock"
"""A file that its process holds as long as it lives: the system lets go of it, whatever ends the process."""


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that goes at the end; what processes that were killed have left goes first."""
    _sweep(Path(gettempdir()))
    begun = Path(mkdtemp(prefix=BEGUN))
    with FileLock(begun / LOCK):
        own = begun.rename(begun.with_name(begun.name.replace(BEGUN, PREFIX, 1)))  # held before anybody may find it
        try:
            yield own
        finally:
            rmtree(own, ignore_errors=True)


def _sweep(place: Path) -> None:
    """Remove the folders of ours that nobody holds; those of other users, and links, are let alone."""
    for entry in os.scandir(place):
        with suppress(OSError, Timeout):
            mine = not hasattr(os, "getuid") or entry.stat(follow_symlinks=False).st_uid == os.getuid()
            lock = Path(entry.path) / LOCK
            if entry.name.startswith(PREFIX) and mine and entry.is_dir(follow_symlinks=False) and lock.is_file():
                with FileLock(lock, timeout=0):
                    rmtree(entry.path, ignore_errors=True)
