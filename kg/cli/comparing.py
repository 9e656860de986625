"""`kg diff`: what two graphs differ in."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.app import Graph, Ontology, heed
from kg.cli.sources import show_lines

if TYPE_CHECKING:
    from kg.diff import Difference


class Shape(StrEnum):
    """How a difference is written."""

    TEXT = "text"
    JSON = "json"


def diff(
    before: Graph,
    after: Annotated[Path, typer.Argument(help="Another, to compare with it.", show_default=False)],
    ontology: Ontology = "news",
    lang: Annotated[str, typer.Option("--lang", help="The language of properties, classes and statuses: fr or en.")] = "fr",
    limit: Annotated[int, typer.Option("--limit", min=1, help="List no more than this many of each kind.")] = 20,
    every: Annotated[bool, typer.Option("--all", help="List all.")] = False,
    form: Annotated[Shape, typer.Option("--format", help="Lines to read, or all as JSON.")] = Shape.TEXT,
) -> None:
    """Show what came, went and changed from one graph to another: articles, things and facts, each new fact with its sentence.

    A thing is the same where the same words of the same articles stand for it, under whatever name: so it tells what was renamed,
    which things became one and which two. A fact is the same where it says the same of the same things, and counts once however many
    sentences say it. The exit code is 0, whether they differ or not.
    """
    from kg.console.comparison import compared
    from kg.diff import diff as difference
    from kg.ontology import load
    from kg.store import open_dataset

    known, stores = load(ontology), (open_dataset(before), open_dataset(after))
    heed(after, stores[1], known.folder)
    found = difference(*stores, ontology=known, lang=lang, names=(before, after))
    if form is Shape.JSON:
        print(json.dumps(_record(found), ensure_ascii=False, indent=2))
    else:
        show_lines(lambda _: compared(found, lang, limit=None if every else limit))


def _record(found: Difference) -> dict[str, Any]:
    """A difference as JSON: how many first, then which."""
    from dataclasses import asdict

    parts = {title: part for title, part in asdict(found).items() if title != "whole"}
    counts = {title: {what: len(one) if isinstance(one, tuple) else one for what, one in part.items()} for title, part in parts.items()}
    lists = {title: {what: one for what, one in part.items() if isinstance(one, tuple)} for title, part in parts.items()}
    return {"counts": counts, "whole": found.whole, **lists}
