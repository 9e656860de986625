"""Where a dataset lives: in memory or in a file, and the same bytes for the same content.

pyoxigraph parses, serialises and queries; rdflib's terms are what the rest of kg and its users work with.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from math import isfinite
from pathlib import Path
from time import sleep
from zlib import crc32

import pyoxigraph as ox
from rdflib import XSD, Dataset, Literal, URIRef

from kg import turtle
from kg.errors import GraphError, OutputError
from kg.iris import BASE
from kg.rdf import NON_NEGATIVE, USUAL, Quad, Term, order, prefixes
from kg.turtle import READABLE

SUFFIXES = (".trig", ".nq", ".ttl", ".nt", ".rdf", ".jsonld")
"""Of the files that hold a graph; `.txt`, which an article has, is not taken for N-Triples."""
ARCHIVED = "graph"
"""Where in an archive's folder its store is."""
LAST = f"{ARCHIVED}.last"
"""The store before, while it and one that was made anew change places."""
DEVICES = Path("/dev")
"""Where what is written to is no file."""
INDEX = "graph/index"
"""The end of the IRI of the graph that an archive keeps for itself: no part of the dataset."""
OWN = "graph/user/"
"""Below the base: where the graphs stand that users write into an archive (`kg serve --update`); nothing is derived from them."""
_INTEGER, _NON_NEGATIVE = ox.NamedNode(XSD.integer), ox.NamedNode(XSD.nonNegativeInteger)
_COUNTS = frozenset(map(str, NON_NEGATIVE))
_PATIENCE = (0.02, 0.05, 0.1, 0.2, 0.5)
"""Seconds between tries to open an archive that somebody is writing to."""
ANOTHER = "give a graph that kg build wrote: an archive's folder, .trig or .nq (.ttl, .nt, .rdf and .jsonld hold the merged graph alone)"


def open_dataset(path: str | Path) -> ox.Store:
    """A dataset's file in a store that answers SPARQL, or an archive as it is now; a file of triples becomes the default graph.

    Raises GraphError where there is no such file, or it is not RDF.
    """
    path = Path(path)
    if not (form := _form(path)):
        return _opened(path)
    store = ox.Store()
    load_into(store, path, form)
    return store


def load_into(store: ox.Store, path: Path, form: ox.RdfFormat | None = None) -> None:
    """A dataset's file into a store that is empty.

    Raises GraphError where there is no such file, or it is not RDF.
    """
    form = form or _form(path)
    assert form, f"{path} is an archive"
    with _said_of(path, form):
        store.bulk_load(path=str(path), format=form)


def _form(path: Path) -> ox.RdfFormat | None:
    """What a graph's file is written in; None where it is an archive."""
    if any((path / name).is_dir() for name in (ARCHIVED, LAST)):
        return None
    if not path.is_file():
        raise GraphError(path, "it is a folder" if path.is_dir() else "no such file", ANOTHER)
    form = ox.RdfFormat.from_extension(path.suffix.lstrip(".")) if path.suffix in SUFFIXES else None
    if form is None:
        raise GraphError(path, f"no RDF format has the suffix {path.suffix!r}", ANOTHER)
    return form


@contextmanager
def _said_of(path: Path, form: ox.RdfFormat) -> Iterator[None]:
    """What goes wrong while a file is read, as an error that names it."""
    try:
        yield
    except (SyntaxError, ValueError) as error:
        raise GraphError(path, unread(form, error), ANOTHER) from error
    except OSError as error:
        raise GraphError(path, f"it cannot be read: {error.strerror or error}", ANOTHER) from error


def unread(form: ox.RdfFormat, error: Exception) -> str:
    """Why RDF cannot be read: in the parser's words, but for what it would fetch from elsewhere, of which its words say something else."""
    said = " ".join(str(error).split())
    if "LoadDocumentCallback" in said:
        return "its @context is at another address, and contexts are not fetched; write it inline"
    if form == ox.RdfFormat.RDF_XML and said.startswith("<!ENTITY"):
        return "of the entities that its document type declares, texts between double quotes are read, and no other document"
    return f"it is not {form.name}: {said}"


def stream(path: str | Path) -> Iterator[ox.Quad]:
    """A dataset's quads as they stand in its file, one after the other and none kept, or those of an archive as it is now.

    `sum(1 for _ in stream("press.nq"))` counts a million in a second. Raises GraphError as `open_dataset` does, a file's when its
    reading gets to the fault, and where there is a blank node or a triple as a term, which kg never writes.
    """
    path = Path(path)
    if not (form := _form(path)):
        return _streamed(_opened(path))
    return _parsed(path, form)


def _streamed(store: ox.Store) -> Iterator[ox.Quad]:
    """An archive's quads but its own, with the datatypes that they were written with."""
    for quad in store:
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.endswith(INDEX):
            continue
        o = quad.object
        if isinstance(o, ox.Literal) and o.datatype == _INTEGER and quad.predicate.value in _COUNTS:
            quad = ox.Quad(quad.subject, quad.predicate, ox.Literal(o.value, datatype=_NON_NEGATIVE), quad.graph_name)
        yield quad


def _parsed(path: Path, form: ox.RdfFormat) -> Iterator[ox.Quad]:
    with _said_of(path, form):
        for quad in ox.parse(path=str(path), format=form):
            if strange := next((term for term in quad if isinstance(term, (ox.BlankNode, ox.Triple))), None):
                raise GraphError(path, f"{strange} has no IRI, and kg writes none such", ANOTHER)
            yield quad


def _opened(archive: Path) -> ox.Store:
    """An archive as it is now; where a writer tidies up in the very moment that its files are opened, tried again."""
    for wait in _PATIENCE:
        with suppress(OSError, RuntimeError):
            return ox.Store.read_only(str(archive / ARCHIVED))
        sleep(wait)
    try:
        return ox.Store.read_only(str(archive / ARCHIVED))
    except (OSError, RuntimeError) as error:
        what = f"it cannot be read: {' '.join(str(error).split())}"
        raise GraphError(archive, what, "give an archive that kg build --store made") from error


def solutions(store: ox.Store, query: str) -> Iterator[ox.QuerySolution]:
    """What a SELECT finds; the usual prefixes need not be written."""
    found = store.query(query, prefixes=USUAL)
    assert isinstance(found, ox.QuerySolutions)
    return found


def rows(store: ox.Store, query: str) -> Iterator[tuple[str, ...]]:
    """What a SELECT finds, as text; "" where nothing is bound."""
    for row in solutions(store, query):
        yield tuple("" if node is None else str(getattr(node, "value", node)) for node in row)


def finite(text: str) -> float | None:
    """The number that a value's characters are; None where they are none, or none that ends: `finite("high")`, `finite("INF")`."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None


def visible(store: ox.Store) -> list[ox.NamedNode | ox.BlankNode]:
    """The named graphs that are part of a dataset."""
    return [name for name in store.named_graphs() if not name.value.endswith(INDEX)]


def store_of(quads: Iterable[Quad]) -> ox.Store:
    """Quads in a store in memory that answers SPARQL."""
    store = ox.Store()
    store.bulk_extend(map(to_ox, quads))
    return store


def quads_of(store: ox.Store, graph: URIRef | None = None) -> Iterator[Quad]:
    """A store's quads, or those of one named graph, with rdflib's terms; a GraphError where it holds a blank node, which kg never writes.

    Oxigraph keeps each kind of integer as xsd:integer: offsets and counts get back the datatype they were written with.
    """
    for quad in store if graph is None else store.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.endswith(INDEX):
            continue
        g = None if isinstance(quad.graph_name, ox.DefaultGraph) else iri_of(quad.graph_name)
        p, o = iri_of(quad.predicate), from_ox(quad.object)
        if p in NON_NEGATIVE and isinstance(o, Literal) and o.datatype == XSD.integer:
            o = Literal(str(o), datatype=XSD.nonNegativeInteger)
        yield iri_of(quad.subject), p, o, g


def texts(store: ox.Store, s: str | None, p: str, o: str | None, graph: str) -> Iterator[tuple[str, str]]:
    """Subjects and objects, as plain text, of a named graph's triples with one predicate; an `o` that is no URIRef is a plain string."""
    wanted = ox.NamedNode(o) if isinstance(o, URIRef) else None if o is None else ox.Literal(o)
    for quad in store.quads_for_pattern(None if s is None else ox.NamedNode(s), ox.NamedNode(p), wanted, ox.NamedNode(graph)):
        assert isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, (ox.NamedNode, ox.Literal))
        yield quad.subject.value, quad.object.value


def dataset_of(quads: Iterable[Quad], base: str = BASE, *, into: Dataset | None = None) -> Dataset:
    """Quads as an rdflib Dataset whose default graph is the merged graph; convenient, and slow past some 100,000 quads.

    `into` is an empty one to fill, of a class of its own.
    """
    dataset = Dataset() if into is None else into
    for name, iri in prefixes(base).items():
        dataset.bind(name, iri, replace=True)
    graphs = {}
    for s, p, o, g in quads:
        if g not in graphs:
            graphs[g] = dataset.default_graph if g is None else dataset.graph(g)
        graphs[g].add((s, p, o))
    return dataset


def quads_of_dataset(dataset: Dataset) -> Iterator[Quad]:
    """An rdflib Dataset's quads; a GraphError where it holds a blank node."""
    for s, p, o, g in dataset.quads():
        yield _known(s), _known(p), _known_term(o), None if g in (None, dataset.default_graph.identifier) else _known(g)


def serialise(quads: Iterable[Quad], form: ox.RdfFormat, base: str = BASE) -> bytes:
    """A dataset as bytes that depend on its content alone: sorted, each quad once, grouped by subject, an empty line between.

    A format that holds no named graph gets the default graph.
    """
    rows = map(to_ox, sorted({quad for quad in quads if form.supports_datasets or quad[3] is None}, key=order))
    if form in READABLE:
        return turtle.text(rows, form, prefixes(base))
    return (ox.serialize(rows, format=form) if form.supports_datasets else ox.serialize((row.triple for row in rows), format=form)) or b""


@contextmanager
def whole(path: str | Path, *, mend: str = "choose another place with --out") -> Iterator[Path]:
    """A file that is written whole or not at all: the block writes to the path it is given, which then takes the place of `path`.

    Raises OutputError where it cannot be written, which ends with `mend`; what stood there before stays. A device is none: who may
    do all would put a file in the place of /dev/null.
    """
    path = Path(path)
    if DEVICES in path.parents or (path.exists() and not path.is_file() and not path.is_dir()):
        raise OutputError(path, "it is a device, and no file can take its place", mend)
    told = crc32(os.fsencode(path.name))  # two long names may begin alike
    beside = path.with_name(f".{path.name[:40]}.{told:08x}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield beside
        beside.replace(path)
    except OSError as error:
        why = f"{path.parent} is a file, not a folder" if path.parent.is_file() else error.strerror or error
        raise OutputError(path, f"it cannot be written: {why}", mend) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def to_ox(quad: Quad) -> ox.Quad:
    """One quad with pyoxigraph's terms."""
    s, p, o, g = quad
    return ox.Quad(ox.NamedNode(s), ox.NamedNode(p), as_ox(o), ox.DefaultGraph() if g is None else ox.NamedNode(g))


def as_ox(term: Term) -> ox.NamedNode | ox.Literal:
    """One term as pyoxigraph's."""
    if isinstance(term, URIRef):
        return ox.NamedNode(term)
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(term.datatype) if term.datatype else None)


def iri_of(node: object) -> URIRef:
    """One of pyoxigraph's terms as an IRI of rdflib's; a GraphError where it is none."""
    if not isinstance(node, ox.NamedNode):
        raise GraphError(f"the node {node}", "it has no IRI, and kg writes none such", ANOTHER)
    return URIRef(node.value)


def from_ox(node: object) -> Term:
    """One of pyoxigraph's terms as rdflib's; a GraphError where it is a blank node."""
    if not isinstance(node, ox.Literal):
        return iri_of(node)
    plain = node.language or node.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return Literal(node.value, lang=node.language) if plain else Literal(node.value, datatype=URIRef(node.datatype.value), normalize=False)


def _known(node: object) -> URIRef:
    if not isinstance(node, URIRef):
        raise GraphError(f"the node {node}", "it has no IRI, and kg writes none such", ANOTHER)
    return node


def _known_term(node: object) -> Term:
    return node if isinstance(node, Literal) else _known(node)
