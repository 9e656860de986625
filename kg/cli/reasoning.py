"""`kg reason`: what follows from a graph by its ontology."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import Graph, Ontology, insist, show_table
from kg.errors import OutputError

if TYPE_CHECKING:
    from kg.export.formats import Format
    from kg.ontology import Ontology as Known
    from kg.reason import Entailed


def reason(
    graph: Graph,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="Where to write it, such as a .trig; by default the graph itself, but for an archive.", show_default=False
        ),
    ] = None,
    ontology: Ontology = "news",
) -> None:
    """Write beside what a graph states what follows from it by the ontology: OWL 2 RL, into the graph graph/entailed.

    Inverses, symmetric properties, and the properties and classes above: who leads a firm works for it, and it employs them. What is
    stated stays as it is, and a query sees conclusions only by their graph's name or with kg query --entail. Nothing is concluded that
    its property does not expect. Run again, the graph is made anew; kg merge leaves it out. Needs reasonable: pip install '.[reason]'.
    """
    from kg.export import written
    from kg.ontology import load
    from kg.prefixes import base_of
    from kg.rdf import ENTAILED
    from kg.reason import entail, equipped
    from kg.store import open_dataset, quads_of, whole

    equipped()
    store, known, path = open_dataset(graph), load(ontology), out or graph
    if path.is_dir():
        kept = "it is an archive, which changes with its articles, and what follows would stay behind"
        what = kept if path == graph else "it is a folder"
        raise OutputError(path, what, f"say --out {path.with_suffix('.trig')}, or ask it with kg query --entail")
    form = _form(path)
    insist(graph, store, known.folder)
    found = entail(store, known)
    quads = (*(quad for quad in quads_of(store) if quad[3] is None or not quad[3].endswith(ENTAILED)), *found.quads)
    with whole(path) as beside:
        beside.write_bytes(written(quads, form, base=base_of(store)))
    _show(found, known)
    print(f"\n{path}: {len(found.triples)} conclusions in {found.base}{ENTAILED}")


def _form(path: Path) -> Format:
    """The format that a file's suffix says, of those that hold named graphs."""
    from kg.export import FORMATS

    can = {row.suffix: row for row in FORMATS if row.named_graphs}
    if form := can.get(path.suffix.lower()):
        return form
    if any(row.suffix == path.suffix.lower() for row in FORMATS if row.suffix):
        raise OutputError(path, "it holds one graph alone, and what follows has its own", f"say --out {path.with_suffix('.trig')}")
    raise OutputError(path, f"no format that it could be written in has its suffix, {path.suffix!r}", f"there are {', '.join(can)}")


def _show(found: Entailed, known: Known) -> None:
    from rdflib import URIRef

    counts = Counter(str(p) for _, p, _ in found.triples)
    rows = [(known.short(URIRef(p)), str(count)) for p, count in sorted(counts.items(), key=lambda row: (-row[1], row[0]))]
    show_table(("property", "conclusions"), rows)
    for what, count in found.refused.items():
        print(f"left out    {count} of {what}")
