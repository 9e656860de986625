"""A dataset's graphs as they are checked: in rdflib's terms, without what has no IRI, of which other lines speak."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import URIRef

from kg.prefixes import base_of
from kg.rdf import Triple
from kg.store import from_ox, visible


def articles(store: ox.Store) -> list[ox.NamedNode]:
    """The graphs that stand under an article's IRI, in order."""
    below = f"{base_of(store)}article/"
    found = (name for name in visible(store) if isinstance(name, ox.NamedNode) and name.value.startswith(below))
    return sorted(found, key=lambda name: name.value)


def triples(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[Triple]:
    """A graph's triples but those of blank nodes."""
    for quad in store.quads_for_pattern(None, None, None, graph):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield URIRef(quad.subject.value), URIRef(quad.predicate.value), from_ox(quad.object)
