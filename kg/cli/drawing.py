"""`kg render`: a graph, or a part of it, as a page or as a figure for print."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import Console, Graph, Ontology, insist
from kg.errors import OutputError, UserError

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.ontology import Ontology as Known


class Drawn(StrEnum):
    """What a graph can be drawn as: a page to look around in, or a figure for print."""

    HTML = "html"
    SVG = "svg"
    PNG = "png"
    PDF = "pdf"


class Shown(StrEnum):
    """A status whose facts are drawn."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    NEGATED = "negated"


def render(
    graph: Graph,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="The file to write; by default beside the graph.", show_default=False)
    ] = None,
    form: Annotated[
        Drawn | None,
        typer.Option("--format", help="A page (html), or a figure for print; by default as --out ends, or html.", show_default=False),
    ] = None,
    focus: Annotated[
        str | None,
        typer.Option("--focus", help="Draw what lies round one thing, by any of its names or its IRI.", show_default=False),
    ] = None,
    depth: Annotated[
        int | None,
        typer.Option("--depth", min=0, help="With --focus: how many facts away; by default 1.", show_default=False),
    ] = None,
    include: Annotated[
        list[Shown] | None,
        typer.Option("--include", help="Draw facts of this status alone; may be repeated; by default all.", show_default=False),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option("--title", help="What stands above it; by default the thing in focus, or the graph's name.", show_default=False),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="The language of its words: fr or en.")] = "fr",
    console: Console = None,
    ontology: Ontology = "news",
) -> None:
    """Draw a graph as one HTML page that opens from disk, or as a figure for print.

    A figure has at most forty things: those with the most facts, each with some of those it is linked with. Figures need
    matplotlib: pip install '.[figure]' in the folder of kg's README.
    """
    from pyoxigraph import NamedNode

    from kg.explain import said
    from kg.export.part import part
    from kg.model import Status
    from kg.ontology import load
    from kg.prefixes import prefixes
    from kg.query import things
    from kg.store import open_dataset, whole

    if depth is not None and focus is None:
        raise UserError("--depth: it counts from a thing; say which with --focus")
    form = form or _drawn(out)
    out = out or graph.with_suffix(f".{form.value}")
    store, known = open_dataset(graph), load(ontology)
    insist(graph, store, known.folder)
    near = [thing.value for thing in things(store, focus, prefixes(store, known.folder))] if focus is not None else []
    shown = part(store, focus=near, depth=1 if depth is None else depth, statuses=[Status(one.value.capitalize()) for one in include or ()])
    called = ", ".join(sorted({said(store, NamedNode(thing), lang) for thing in near})) or graph.stem
    text = _picture(shown, form, known, title=title or called, lang=lang, focus=near, asks=console)
    with whole(out) as beside:
        beside.write_bytes(text)
    print(out)


def _drawn(out: Path | None) -> Drawn:
    """The format that a file's name asks for."""
    if out is None:
        return Drawn.HTML
    if out.suffix.lower() not in {f".{one.value}" for one in Drawn}:
        raise OutputError(
            out, f"nothing is drawn as {out.suffix or 'a file without a suffix'}", f"say one of {', '.join(Drawn)} with --format"
        )
    return Drawn(out.suffix.lower()[1:])


def _picture(shown: Store, form: Drawn, ontology: Known, *, title: str, lang: str, focus: Sequence[str], asks: bool | None) -> bytes:
    if form is Drawn.HTML:
        from kg.export import page

        return page.render(shown, ontology=ontology, title=title, lang=lang, asks=asks).encode()
    from kg.export.figure import draw

    return draw(shown, form.value, ontology=ontology, title=title, lang=lang, focus=focus)
