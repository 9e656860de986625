"""A folder to begin a domain of one's own with: a small ontology that works, every part of it with a comment that says what it is for."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from kg.errors import OutputError, UserError
from kg.ontology import find, shipped

_TEMPLATE = Path(__file__).with_name("template")


def start(folder: Path) -> tuple[Path, ...]:
    """Write the files of a new ontology, called as its folder: `start(Path("football"))`; the files, in order.

    Raises UserError where the name cannot be a prefix or is one of kg's own, and OutputError where something is there already
    or cannot be written.
    """
    name = folder.name
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
        raise UserError(f"{name!r} cannot be the name of an ontology; write lower-case letters, digits and hyphens, as football")
    if shipped(name):
        raise UserError(f"{name!r} is the name of an ontology that comes with kg, and would mean that one; choose another")
    if folder.exists():
        raise OutputError(folder, "it is there already", "choose another name, or remove it")
    beside = folder.with_name(f".{name}.{os.getpid()}.part")
    try:
        for path in sorted(_TEMPLATE.rglob("*")):
            if path.is_file():
                copy = beside / path.relative_to(_TEMPLATE)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_text(path.read_text(encoding="utf-8").replace("NAME", name), encoding="utf-8", newline="\n")
        shutil.copyfile(find("news") / "frames.ttl", beside / "frames.ttl")
        beside.replace(folder)
    except OSError as error:
        raise OutputError(folder, f"it cannot be written: {error.strerror}", "choose another place") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))
