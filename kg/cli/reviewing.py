"""`kg review`: what may be one, side by side, and what people say to it."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import Graph, Ontology, heed, insist
from kg.cli.sources import show_lines, unheard
from kg.errors import GraphError, OutputError, UserError

if TYPE_CHECKING:
    from kg.review import Pair

Ids = list[str] | None


def review(
    graph: Graph,
    same: Annotated[Ids, typer.Option("--same", metavar="ID", help="These two are one; may be repeated.", show_default=False)] = None,
    different: Annotated[
        Ids, typer.Option("--different", metavar="ID", help="These two are not; may be repeated.", show_default=False)
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", help="The file that keeps the answers; an archive has one of its own.", show_default=False),
    ] = None,
    candidates: Annotated[
        Path | None,
        typer.Option("--candidates", help="The file that kg link wrote; an archive has one of its own.", show_default=False),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Show so many pairs.")] = 50,
    lang: Annotated[str, typer.Option("--lang", help="The language of classes: fr or en.")] = "fr",
    as_json: Annotated[bool, typer.Option("--json", help="All pairs as JSON.")] = False,
    ontology: Ontology = "news",
) -> None:
    """List pairs of things that may be one, side by side; with --same and --different, keep what you say of them.

    What a service offers for a thing (kg link) is listed too, with its score; --same makes it the thing's owl:sameAs.
    The answers go into a Turtle file that can be edited, and undone, by hand: every build obeys it, and an archive from the next
    kg review or kg add on. To part what one name made one, write <…/article/A#person/x> owl:differentFrom <…/article/B#person/x> there.
    """
    from kg.archive.disk import DECISIONS, SETTINGS, opened
    from kg.console import proposed
    from kg.link import NONE
    from kg.link.decisions import read
    from kg.ontology import load
    from kg.reconcile.candidates import CANDIDATES
    from kg.reconcile.candidates import read as offers
    from kg.review import decide, idle, offered, pairs
    from kg.store import open_dataset

    archived = (graph / SETTINGS).is_file()
    if archived and decisions is None:
        with suppress(GraphError, OutputError), opened(graph):  # what was edited by hand is obeyed from now on, where one may write
            pass
    store, known, told = open_dataset(graph), load(ontology), decisions or graph / DECISIONS
    (insist if same or different else heed)(graph, store, known.folder)
    already = read(told) if told.is_file() else NONE
    asked = offers(candidates or graph / CANDIDATES)
    if candidates and not candidates.exists():
        raise UserError(f"{candidates}: no such file; kg link {graph} --service URL --out {candidates} writes it")
    found = [*pairs(store, known, lang), *offered(store, asked, known, lang, already)]
    if not same and not different:
        if as_json:
            print(json.dumps([_record(pair) for pair in found], ensure_ascii=False, indent=2))
        else:
            show_lines(lambda _: proposed(found, graph, limit, candidates))
        unheard(told, idle(store, already))
        return
    if decisions is None and not archived:
        raise UserError(f"{graph}: it is a file, which keeps no answers; say --decisions FILE, and build with it again")
    path = decisions or graph / DECISIONS
    kept = decide(path, found, same or (), different or ())
    print(f"decided     {kept} pair{'s' * (kept != 1)}  ({path})")
    if archived and path == graph / DECISIONS:
        with opened(graph):
            print(f"archive     {graph}  (linked anew)")


def _record(pair: Pair) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(pair)
