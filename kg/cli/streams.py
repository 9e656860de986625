"""The streams that the shell gives to a command, which may be closed, full, or in an encoding that lacks letters."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

INTERRUPTED = 130
"""What a shell reports of a process that was stopped from the keyboard."""
UNWRITTEN = 2
"""The exit code where what is printed has no room, as of any place that cannot be written to."""


@contextmanager
def streams() -> Iterator[None]:
    """Run a command as long as what it prints can be printed: what ends it otherwise is a line, and never a traceback."""
    _open()
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError:  # who reads has seen enough, as in `kg --help | head`
        leave()
        raise SystemExit(0) from None
    except OSError as error:
        if error.filename is not None:  # a file's, and no stream's
            raise
        leave()
        print(f"kg: error: the output cannot be written: {error.strerror}; send it elsewhere, or make room", file=sys.stderr)
        raise SystemExit(UNWRITTEN) from None


def leave() -> None:
    """Let what is still to be printed go nowhere, so that the process can end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open() -> None:
    """Put something in the place of streams that the shell closed (`>&-`), and let each print what its encoding lacks as well as it can."""
    nowhere = Path(os.devnull)
    if sys.stdin is None:
        sys.stdin = nowhere.open(encoding="utf-8")
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, nowhere.open("w", encoding="utf-8"))
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="surrogateescape" if sys.stdout.encoding.lower() == "utf-8" else "replace")
