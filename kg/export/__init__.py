"""What a graph can be written as: one table, one row a format. To add one, write its writer and its row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.errors import GraphError, OutputError
from kg.export import claims, neo4j, networks, rdf, tables
from kg.export.formats import Format, Style
from kg.export.jsonld import jsonld
from kg.export.source import Source, base_of, merged
from kg.iris import BASE
from kg.rdf import Quad
from kg.store import whole


def _html(source: Source, outs: Sequence[IO[bytes]], style: Style) -> None:
    """The page; networkx and pyvis are imported when it is wanted."""
    from kg import ontology
    from kg.export import page

    outs[0].write(page.render(source.store(), ontology=ontology.load(style.ontology), title=style.title, lang=style.lang).encode())


RDF_FORMATS = (
    Format("trig", ".trig", "application/trig", True, rdf.readable(ox.RdfFormat.TRIG), "the record, to read and to keep", reifiers=True),
    Format("nquads", ".nq", "application/n-quads", True, rdf.lines(ox.RdfFormat.N_QUADS), "a line a quad, sorted", reifiers=True),
    Format("turtle", ".ttl", "text/turtle", False, rdf.readable(ox.RdfFormat.TURTLE), "the merged graph, to read", reifiers=True),
    Format("ntriples", ".nt", "application/n-triples", False, rdf.lines(ox.RdfFormat.N_TRIPLES), "a line a triple, sorted", reifiers=True),
    Format("rdfxml", ".rdf", "application/rdf+xml", False, rdf.xml, "for tools that know XML alone"),
    Format("jsonld", ".jsonld", "application/ld+json", True, jsonld, "for the web: compacted, its context inline"),
)
"""RDF's own formats."""

FORMATS = (
    *RDF_FORMATS,
    Format("html", ".html", "text/html", False, _html, "the page, for a browser"),
    Format("graphml", ".graphml", "application/graphml+xml", False, networks.graphml, "igraph, Gephi, yEd, networkx"),
    Format("gexf", ".gexf", "application/gexf+xml", False, networks.gexf, "Gephi, with days for its timeline"),
    Format("cytoscape", ".cyjs", "application/json", False, networks.cytoscape, "Cytoscape, Cytoscape.js, networkx"),
    Format("cypher", ".cypher", "application/x-cypher-query", False, neo4j.cypher, "a script for Neo4j"),
    Format("neo4j", "", "text/csv", False, neo4j.tables, "CSV for neo4j-admin's import", files=("nodes.csv", "relationships.csv")),
    Format("csv", "", "text/csv", False, tables.tables, "tables of nodes and edges", files=("nodes.csv", "edges.csv")),
    Format(
        *("parquet", "", "application/vnd.apache.parquet", False, tables.parquet),
        about="the same for DuckDB, pandas, Spark",
        files=("nodes.parquet", "edges.parquet"),
    ),
    Format("claims", ".csv", "text/csv", False, claims.claims, "claims and their sentences, for a spreadsheet"),
)


def format_of(path: str | Path, name: str | None = None) -> Format:
    """The format of that name, or of that suffix; without a name the one that a file's suffix says.

    >>> format_of("graph.ttl").name, format_of("-", "trig").suffix
    ('turtle', '.trig')

    Raises OutputError, with those there are, where there is none.
    """
    suffix = f".{name.lower()}" if name else Path(path).suffix.lower()
    named = (row for row in FORMATS if row.name == name)
    if (found := next(named, None) or next((row for row in FORMATS if row.suffix and row.suffix == suffix), None)) is not None:
        return found
    there_are = ", ".join(f"{row.name} ({row.suffix or 'a folder'})" for row in FORMATS)
    if name:
        raise OutputError(name, "no format is called so", f"there are {there_are}")
    if str(path) == "-":
        names = ", ".join(row.name for row in FORMATS if not row.files)
        raise OutputError(path, "standard output has no suffix that would say the format", f"say --to FORMAT: {names}")
    raise OutputError(path, f"no format has its suffix, {Path(path).suffix!r}", f"there are {there_are}")


def written(
    quads: Iterable[Quad], form: Format, *, base: str = BASE, title: str = "", lang: str = "fr", ontology: str | Path = "news"
) -> bytes:
    """A graph in a format of one file, as bytes that depend on nothing but the graph and the options."""
    with BytesIO() as out:
        form.write(Source.of_quads(quads), [out], Style(base=base, title=title, lang=lang, ontology=ontology))
        return out.getvalue()


def export(
    source: Source,
    out: str | Path | IO[bytes],
    form: Format,
    *,
    graphs: str | None = None,
    reifiers: bool = False,
    title: str = "",
    lang: str = "fr",
    ontology: str | Path = "news",
) -> tuple[Path, ...]:
    """A graph into a file, or a folder of them, whole or not at all, or into a stream; gives the files that were written.

    `export(Source.of_path("press.kg"), "press.ttl", format_of("press.ttl"))`. `graphs` is "merged" or "all"; by default all that the
    format can hold. Raises OutputError where the format cannot hold what is asked for, or a place cannot be written to, and
    GraphError where there is nothing to write.
    """
    _can(form, graphs, reifiers)
    alone = graphs == "merged" or not form.named_graphs
    _something(source, alone=alone)
    style = Style(base=base_of(source.quads()), title=title, lang=lang, ontology=ontology, merged=graphs == "merged", reifiers=reifiers)
    if not isinstance(out, (str, Path)):
        if form.files:
            raise OutputError("-", f"{form.name} is {len(form.files)} files", "name a folder with --out")
        form.write(source, [out], style)
        return ()
    paths = tuple(Path(out) / name for name in form.files) or (Path(out),)
    with _files(paths) as files:
        form.write(source, files, style)
    return paths


def _can(form: Format, graphs: str | None, reifiers: bool) -> None:
    """Make sure that a format can hold what is asked for."""
    if graphs == "all" and not form.named_graphs:
        can = ", ".join(row.name for row in FORMATS if row.named_graphs)
        raise OutputError(form.name, "it holds no named graphs, only the merged graph", f"for the whole dataset ask for one of {can}")
    if reifiers and not form.reifiers:
        can = ", ".join(row.name for row in FORMATS if row.reifiers)
        raise OutputError(form.name, "RDF 1.2 cannot be written so", f"ask for one of {can}, or leave out --rdf 1.2")


def _something(source: Source, *, alone: bool) -> None:
    """Make sure that there is something to write."""
    quads = source.quads()
    if (first := next(quads, None)) is None:
        raise GraphError(source.name, "there is nothing in it", "give a graph that kg build wrote")
    if alone and next(merged(chain((first,), quads)), None) is None:
        mend = f"make one: kg merge {source.name} --out ALL.trig; or ask for all with --graph all, as nquads"
        raise GraphError(source.name, "it has no merged graph, only named ones", mend)


@contextmanager
def _files(paths: Sequence[Path]) -> Iterator[list[IO[bytes]]]:
    """Files to write into, which take their places together when all are whole."""
    with ExitStack() as places:
        besides = [places.enter_context(whole(path)) for path in paths]
        with ExitStack() as opened:
            yield [opened.enter_context(beside.open("wb")) for beside in besides]
