"""`kg add`, `kg remove`, `kg list` and `kg info`: an archive of articles that lasts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import Graph
from kg.cli.asking import Form, show
from kg.cli.sources import Naming, no_archive, report

if TYPE_CHECKING:
    from kg.upkeep import Changes

Archive = Annotated[Path, typer.Argument(help="An archive: the folder that kg build --store made.", show_default=False)]
MOST_OWN = 8
"""Graphs of the user's own that are named."""


def add(
    archive: Archive,
    sources: Annotated[
        list[str], typer.Argument(help="Articles: text, Markdown, HTML or JSON lines, folders of them, or - for the standard input.")
    ],
    lang: Annotated[
        str | None, typer.Option("--lang", help="The articles' language, where the guess is wrong.", show_default=False)
    ] = None,
    ids: Annotated[Naming, typer.Option("--id", help="Call articles by their file's stem, or by their path.")] = Naming.STEM,
) -> None:
    """Put articles into an archive, each in the place of one with its id; what stands there as it is is passed over."""
    from kg.console import progress
    from kg.upkeep import add as put

    no_archive(sources)
    with progress() as seen:
        changes = put(archive, sources, lang=lang, ids=ids.value, progress=seen)
    tell(archive, changes)


def remove(
    archive: Archive,
    articles: Annotated[list[str], typer.Argument(help="The ids of articles, as kg list shows them.", show_default=False)],
) -> None:
    """Take articles out of an archive: it is then as if they had never been in it."""
    from kg.upkeep import remove as take_out

    tell(archive, take_out(archive, articles))


def list_(
    graph: Graph,
    form: Annotated[Form, typer.Option("--format", help="How to write it.")] = Form.TABLE,
) -> None:
    """List the articles of an archive or a graph: id, date, publisher, headline, and how many claims each makes."""
    from kg.ontology import find
    from kg.query import query
    from kg.store import open_dataset

    show(query(open_dataset(graph), "articles", ontology=find("news")), form)


def info(archive: Archive) -> None:
    """Say what an archive holds, how it is built, and how much room it takes."""
    from rich.filesize import decimal

    from kg.archive.disk import settings_of
    from kg.archive.holdings import holdings
    from kg.console import parts
    from kg.store import OWN

    settings = settings_of(archive)
    held = holdings(archive, settings)
    print(f"articles    {held.articles}")
    print(f"entities    {held.entities}")
    print(f"facts       {held.facts}")
    print(f"claims      {sum(held.claims.values())}{parts(held.claims)}")
    print(f"triples     {held.triples} in the merged graph")
    if held.own:
        named = [f"{name} ({count} triple{'s' * (count != 1)})" for name, count in held.own.items()]
        more = f", and {len(named) - MOST_OWN} more" if len(named) > MOST_OWN else ""
        print(f"your own    {', '.join(named[:MOST_OWN])}{more}: graphs below {settings.base}{OWN}")
    print(f"read with   {', '.join(held.versions)}")
    print(f"built by    kg build SOURCES --store {archive}{''.join(settings.options())}")
    print(f"on disk     {decimal(held.stored)}, and {decimal(held.cached)} of cache, which may be deleted at any time")


def tell(archive: Path, changes: Changes) -> None:
    """What became of the articles, and what could not be read."""
    for what, ids in (("new", changes.new), ("changed", changes.changed), ("as it was", changes.same), ("taken out", changes.gone)):
        if ids:
            print(f"{what:<11} {len(ids)} article{'s' * (len(ids) != 1)}" + (f"  ({', '.join(ids)})" if len(ids) < 4 else ""))
    print(f"archive     {archive}  (kg info {archive} tells what it holds)")
    report(changes.skipped)
