"""What a graph is written as: RDF's formats, through one writer each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.rdf import Quad
from kg.store import serialise, store_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a writer may want to know besides the quads: the base of their IRIs; title, language and ontology, for people."""

    base: str
    title: str
    lang: str
    ontology: str | Path


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a graph; what holds no named graphs (`named_graphs`) gets the merged graph alone."""

    name: str
    suffix: str
    media_type: str
    named_graphs: bool
    write: Callable[[Iterable[Quad], Style], bytes]


def rdf(form: ox.RdfFormat) -> Callable[[Iterable[Quad], Style], bytes]:
    """The writer of one of RDF's own formats."""
    return lambda quads, style: serialise(quads, form, style.base)


def html(quads: Iterable[Quad], style: Style) -> bytes:
    """The page; networkx and pyvis are imported when it is wanted."""
    from kg import ontology
    from kg.export import page

    return page.render(store_of(quads), ontology=ontology.load(style.ontology), title=style.title, lang=style.lang).encode()
