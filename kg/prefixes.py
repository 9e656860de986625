"""The short names of a graph's IRIs: which prefixes nobody need write, what its things' IRIs begin with, an IRI made short by them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store, parse
from rdflib import RDF

from kg.iris import BASE, NEWS, SCHEMA
from kg.rdf import prefixes as usual

_KIND, _TYPE, _ARTICLE = NamedNode(f"{NEWS}kind"), NamedNode(RDF.type), NamedNode(f"{SCHEMA}NewsArticle")
_NAME = re.compile(r"[\w-]+")


def prefixes(store: Store, ontology: Path) -> dict[str, str]:
    """The prefixes that a query need not write: the usual ones, the ontology's own, and one for each kind of thing in the graph."""
    own, kinds = dict[str, str](), set[str]()
    if (file := ontology / "ontology.ttl").is_file():
        reader = parse(path=file, format=RdfFormat.TURTLE)
        with suppress(SyntaxError):  # who reads the ontology itself says so; the prefixes stand at its head
            kinds = {quad.object.value for quad in reader if quad.predicate == _KIND and isinstance(quad.object, Literal)}
        own = {name: iri for name, iri in reader.prefixes.items() if name}
    base = base_of(store)
    names = own | usual(base) | {path: f"{base}{path}/" for path in ("article", "graph")}
    return names | {kind: f"{base}{kind}/" for kind in sorted(kinds) if kind not in names and _NAME.fullmatch(kind)}


def base_of(store: Store) -> str:
    """The base under which a graph's things stand: that of its `graph/resolution` or `graph/about`, else of an article."""
    for graph in store.named_graphs():
        head, found, tail = str(getattr(graph, "value", "")).rpartition("graph/")
        if found and tail in ("resolution", "about"):
            return head
    article = next(store.quads_for_pattern(None, _TYPE, _ARTICLE, DefaultGraph()), None)
    return article.subject.value.partition("article/")[0] if article and isinstance(article.subject, NamedNode) else BASE


def shortened(iri: str, names: Mapping[str, str]) -> str:
    """`https://schema.org/author` → `schema:author`; an IRI that no prefix fits stays whole."""
    fits = [(name, space) for name, space in names.items() if iri.startswith(space) and len(iri) > len(space)]
    if not fits:
        return iri
    name, space = max(fits, key=lambda pair: (len(pair[1]), pair[0]))
    return f"{name}:{iri[len(space) :]}"


def used(names: Mapping[str, str], terms: Iterable[str]) -> dict[str, str]:
    """The prefixes that a text uses: a file that declares thirty and needs three is hard to read."""
    left, found = {name: f"<{iri}" for name, iri in names.items()}, set[str]()
    for text in terms:
        if here := [name for name, iri in left.items() if iri in text]:
            found.update(here)
            left = {name: iri for name, iri in left.items() if name not in here}
    return {name: iri for name, iri in sorted(names.items()) if name in found}
