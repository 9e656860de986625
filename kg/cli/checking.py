"""`kg check`: whether a graph is as kg promises."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import A_GRAPH, Ontology, heed
from kg.cli.sources import show_lines
from kg.errors import KgError, UserError


class Report(StrEnum):
    """How a check is reported."""

    TEXT = "text"
    TURTLE = "turtle"


def check(
    graph: Annotated[Path | None, typer.Argument(help=A_GRAPH, show_default=False)] = None,
    ontology: Ontology = "news",
    form: Annotated[Report, typer.Option("--format", help="Lines to read, or a SHACL report in Turtle.")] = Report.TEXT,
    shapes: Annotated[bool, typer.Option("--shapes", help="Print the shapes that are made out of the ontology, and stop.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Of one kind of violation, show no more than this many.")] = 5,
    every: Annotated[bool, typer.Option("--all", help="Show all.")] = False,
    articles: Annotated[
        list[str] | None,
        typer.Option("--article", help="Check only this article (its id) and what it gives; again for more.", show_default=False),
    ] = None,
    decided: Annotated[
        Path | None,
        typer.Option("--decisions", help="What people decided, as the graph was built with; an archive has its own.", show_default=False),
    ] = None,
) -> None:
    """Check a graph against the ontology and kg's own promises (SHACL), each violation with the sentence that it comes from.

    The shapes are made out of the ontology (what a property links, how many values it has, which classes share nothing), beside those
    written by hand in shapes.ttl. The merged graph is also compared with the articles' own graphs, which it is derived from: what was
    put in, changed or taken out by hand is named. A thousand articles take two to three minutes; --article checks those that are new.
    The exit code is 0 where the graph conforms, warnings or not, and 1 where it does not. Needs pySHACL: pip install '.[check]'.
    """
    from kg.check.shapes import generated
    from kg.ontology import load

    if shapes:
        print(generated(load(ontology)), end="")
        return
    if graph is None:
        raise UserError("no graph is given; give one that kg build wrote, or --shapes")
    from kg.archive.disk import DECISIONS, SETTINGS
    from kg.check import check as checked
    from kg.check import equipped
    from kg.console import waiting
    from kg.console.checks import checked as lines
    from kg.link.decisions import NONE, read
    from kg.prefixes import base_of
    from kg.store import open_dataset

    equipped()
    store, known, told = open_dataset(graph), load(ontology), decided or graph / DECISIONS
    heed(graph, store, known.folder)
    if decided and (graph / SETTINGS).is_file():
        raise UserError(f"{graph}: an archive has its own decisions, which kg review writes; leave out --decisions")
    decisions = read(told, base_of(store)) if decided or told.exists() else NONE
    with waiting("checking"):
        found = checked(store, known, decisions, articles=articles or ())
    if form is Report.TURTLE:
        from kg.check.report import report

        sys.stdout.buffer.write(report(found, store))
    else:
        show_lines(lambda _: lines(found, limit=None if every else limit))
    if not found.conforms:
        sys.stdout.flush()
        raise typer.Exit(KgError.exit_code)
