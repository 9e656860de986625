"""`kg export`: a graph in the format that another tool reads."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import Graph, Ontology, insist, show_table
from kg.cli.sources import spare_archive
from kg.errors import OutputError

if TYPE_CHECKING:
    from kg.export.formats import Format


class Part(StrEnum):
    """What of a dataset is written."""

    MERGED = "merged"
    ALL = "all"


class Version(StrEnum):
    """How claims are written: as RDF 1.1 reifies, or as RDF 1.2 does."""

    OLD = "1.1"
    NEW = "1.2"


def export(
    graph: Graph,
    to: Annotated[str | None, typer.Option("--to", help="The format; without it and --out, those there are.", show_default=False)] = None,
    out: Annotated[
        str | None,
        typer.Option(
            "--out",
            "-o",
            help="The file, whose suffix says the format, a folder for several, or - for standard output; else beside the graph.",
        ),
    ] = None,
    part: Annotated[
        Part | None,
        typer.Option("--graph", help="The merged graph alone, or all; by default all that the format can hold.", show_default=False),
    ] = None,
    rdf: Annotated[Version, typer.Option("--rdf", help="1.2 for stores that know its reifiers.")] = Version.OLD,
    lang: Annotated[str, typer.Option("--lang", help="The language of labels and, for claims, of the table.")] = "fr",
    ontology: Ontology = "news",
) -> None:
    """Write a graph for another tool: RDF in its formats, property graphs, tables.

    The merged graph is what all articles say together; trig, nquads and jsonld hold the articles' own graphs as well.
    A file is written whole or not at all, and the same graph gives the same bytes.
    """
    from kg.export import export as write
    from kg.export import format_of
    from kg.export.neo4j import IMPORT
    from kg.export.source import Source
    from kg.ontology import find

    source = Source.of_path(graph)
    if to is None and out is None:
        _list_formats(graph.stem)
        return
    form = format_of(out or "-", to)
    if out:
        _fits(out, form, said=to is not None)
    place = Path(out) if out else graph.with_name(f"{graph.stem}{form.suffix or f'-{form.name}'}")
    if out != "-" and place.resolve() == graph.resolve():
        raise OutputError(place, "it is the graph itself", "name another place with --out")
    if form.files:
        spare_archive(place)
    target = sys.stdout.buffer if out == "-" else place
    if form.name in ("claims", "html"):  # which alone ask the ontology what things are called
        insist(graph, source.store(), find(ontology))
    paths = write(source, target, form, graphs=part, reifiers=rdf is Version.NEW, title=graph.stem, lang=lang, ontology=ontology)
    for path in paths:
        print(path)
    if form.name == "neo4j":
        print(f"to load them, in {place}: {IMPORT}", file=sys.stderr)


def _fits(out: str, form: Format, *, said: bool) -> None:
    """Make sure that a file is not called as another format's are, and say which of several tables a suffix alone asks for."""
    from kg.export import FORMATS

    suffix = Path(out).suffix.lower()
    if form.files and suffix in {row.suffix or Path(row.files[0]).suffix for row in FORMATS}:
        what = f"{form.name} is {len(form.files)} files, {' and '.join(form.files)}, in a folder"
        raise OutputError(out, what, f"give the folder's name, as {Path(out).with_suffix('')}, or leave --to out for one file")
    if form.suffix and suffix in {row.suffix for row in FORMATS if row.suffix} - {form.suffix}:
        raise OutputError(out, f"its suffix is that of another format than {form.name} ({form.suffix})", "give it that, or leave --to out")
    if form.name == "claims" and not said:
        print(f"kg: note: {out} has the claims with their sentences; for nodes and edges say --to csv -o FOLDER", file=sys.stderr)


def _list_formats(stem: str) -> None:
    from kg.export import FORMATS

    files = {row.name: row.suffix or f"{stem}-{row.name}/ with {', '.join(row.files)}" for row in FORMATS}
    rows = [(row.name, files[row.name], "all" if row.named_graphs else "merged", row.about) for row in FORMATS]
    show_table(("format", "file", "graph", "for"), rows)
