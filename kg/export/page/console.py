"""What the page's SPARQL console brings along: the engine, the graph's own triples and the saved queries.

The engine is Oxigraph in WebAssembly (`oxigraph/`, made by `.ci/oxigraph`). Nothing of it runs before the console is opened: it
stands in the page as text, compressed, and a page that is only looked at pays for its size alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup
from pyoxigraph import Quad, RdfFormat, serialize

from kg.export.page.block import Block, block, packed
from kg.prefixes import base_of
from kg.query import MERGED, saved
from kg.rdf import prefixes as usual
from kg.store import visible

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.ontology import Ontology

_HERE = Path(__file__).parent
WHOLE = 200_000
"""Quads; a dataset with more of them leaves the articles' own graphs out, which are four fifths of it, some 10 bytes a quad."""
MOST = 400_000
"""Triples; a page whose merged graph has more of them has a console only if one is asked for."""


@dataclass(frozen=True, slots=True)
class Console:
    """Four texts for four script elements that are no scripts of the page; `worker` becomes one in a thread of its own."""

    engine: Block
    worker: Markup
    quads: Block
    about: Block


def console_of(store: Store, ontology: Ontology, wanted: bool | None = None) -> Console | None:
    """The console of a graph's page; `wanted` says whether there is one, and None leaves it to the graph's size."""
    if wanted is False:
        return None
    merged = list(store.quads_for_pattern(None, None, None, MERGED))
    graphs = visible(store) if len(store) <= WHOLE else []
    if len(merged) > MOST and not wanted:
        return None
    quads = sorted((*merged, *(quad for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph))), key=_order)
    queries = [
        {"name": one.name, "titles": dict(one.titles), "about": one.about, "text": one.text,
         "parameters": [{"name": p.name, "about": p.about, "thing": p.thing, "needed": p.needed} for p in one.parameters]}
        for one in saved(ontology.folder)
    ]  # fmt: skip
    about = {"queries": queries, "size": len(quads), "whole": bool(graphs) or not quads}
    text = serialize(quads, format=RdfFormat.TRIG, prefixes=usual(base_of(store))) or b""
    return Console(_engine(), _worker(), packed(text), block(about))


def _order(quad: Quad) -> tuple[str, ...]:
    return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)


@cache
def _engine() -> Block:
    return packed((_HERE / "oxigraph" / "oxigraph.wasm.gz").read_bytes(), already=True)


@cache
def _worker() -> Markup:
    """The engine's script and what asks it; neither holds what could end a script element (a test sees to it)."""
    return Markup("\n".join((_HERE / name).read_text("utf-8") for name in ("oxigraph/oxigraph.js", "turtle.js", "engine.js")))
