"""What an ontology's folder gets wrong, all of it at once, by file and line: for who writes a domain of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from kg.errors import OntologyError
from kg.lint.gazetteers import gazetteers
from kg.lint.lexica import lexica
from kg.lint.others import queries, strays, weights
from kg.lint.problem import Problem
from kg.lint.shapes import shapes
from kg.lint.syntax import faults
from kg.lint.text import Written
from kg.lint.vocabulary import vocabulary
from kg.ontology import FILE, Ontology, find, read

__all__ = ["Problem", "problems"]

Files = Mapping[str, Written]
"""The Turtle files of a folder that are Turtle, by name."""

CHECKS: tuple[Callable[[Ontology, Files], Iterator[Problem]], ...] = (vocabulary, lexica, gazetteers, queries, shapes, weights, strays)
"""What is looked at once `ontology.ttl` can be read, each by itself."""


def problems(name_or_folder: str | Path) -> tuple[Problem, ...]:
    """All that is wrong in an ontology's folder, by file and line; nothing where it holds together.

    Raises OntologyError where there is no such folder.
    """
    folder = find(name_or_folder)
    files, found = dict[str, Written](), list[Problem]()
    for path in sorted(folder.glob("*.ttl")):
        written, wrong = _written(path)
        found += wrong
        if written and not wrong:
            files[path.name] = written
    if FILE in files:
        try:
            known = read(folder)
            found += [problem for check in CHECKS for problem in check(known, files)]
        except OntologyError as error:
            what, _, mend = str(error).removeprefix(f"{folder / FILE}: ").partition("; ")
            found.append(Problem(folder / FILE, 1, True, what, mend))
    elif not (folder / FILE).exists():
        found.append(
            Problem(folder / FILE, 1, True, "there is no such file", "an ontology is a folder with this file; kg ontology new makes one")
        )
    return tuple(sorted(set(found)))


def _written(path: Path) -> tuple[Written | None, list[Problem]]:
    """A file's text, and where it is no Turtle."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return None, [Problem(path, line, True, "not UTF-8", "save the file as UTF-8")]
    return Written(path, text), list(faults(path, text))
