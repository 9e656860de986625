"""What a graph can be written as: one table, one row a format. To add one, write its writer and its row."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OutputError
from kg.export.formats import Format, Style, html, rdf
from kg.iris import BASE
from kg.rdf import Quad
from kg.store import whole

FORMATS = (
    Format("trig", ".trig", "application/trig", True, rdf(ox.RdfFormat.TRIG)),
    Format("nquads", ".nq", "application/n-quads", True, rdf(ox.RdfFormat.N_QUADS)),
    Format("turtle", ".ttl", "text/turtle", False, rdf(ox.RdfFormat.TURTLE)),
    Format("ntriples", ".nt", "application/n-triples", False, rdf(ox.RdfFormat.N_TRIPLES)),
    Format("rdfxml", ".rdf", "application/rdf+xml", False, rdf(ox.RdfFormat.RDF_XML)),
    Format("jsonld", ".jsonld", "application/ld+json", True, rdf(ox.RdfFormat.JSON_LD)),
    Format("html", ".html", "text/html", True, html),
)


def format_of(path: str | Path, name: str | None = None) -> Format:
    """The format of that name, or else the one that a file's suffix says.

    >>> format_of("graph.ttl").name, format_of("-", "trig").suffix
    ('turtle', '.trig')

    Raises OutputError, with those there are, where there is none.
    """
    for row in FORMATS:
        if row.name == name or (name is None and row.suffix == Path(path).suffix.lower()):
            return row
    there_are = ", ".join(f"{row.name} ({row.suffix})" for row in FORMATS)
    raise OutputError(path, f"no format {name!r}" if name else f"no format has its suffix, {Path(path).suffix!r}", f"there are {there_are}")


def written(
    quads: Iterable[Quad], form: Format, *, base: str = BASE, title: str = "", lang: str = "fr", ontology: str | Path = "news"
) -> bytes:
    """A graph in a format, as bytes that depend on nothing but the graph and the options."""
    return form.write(quads, Style(base=base, title=title, lang=lang, ontology=ontology))


def export(
    quads: Iterable[Quad],
    path: str | Path,
    form: str | None = None,
    *,
    base: str = BASE,
    title: str = "",
    lang: str = "fr",
    ontology: str | Path = "news",
) -> Path:
    """A graph into a file, whole or not at all; the suffix says the format unless `form` names it.

    `export(kg.store.quads_of(store), "graph.ttl")`. Raises OutputError where there is no such format or the file cannot be written.
    """
    text = written(quads, format_of(path, form), base=base, title=title or Path(path).stem, lang=lang, ontology=ontology)
    with whole(path) as beside:
        beside.write_bytes(text)
    return Path(path)
