"""Which stated facts an inferred one rests on: by an inverse, a symmetry or a property below it, or several of these together."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import URIRef

from kg.ontology import Ontology


def ways(prop: URIRef, ontology: Ontology) -> Iterator[tuple[URIRef, bool]]:
    """The properties that say as much or more than this one, nearest first, and whether with their ends the other way round.

    `schema:employee` → (`schema:worksFor`, True), (`news:leads`, True) …
    """
    seen, todo = {(prop, False)}, [(prop, False)]
    for one, turned in todo:
        for found in _steps(one, turned, ontology):
            if found not in seen:
                seen.add(found)
                todo.append(found)
    yield from todo[1:]


def _steps(one: URIRef, turned: bool, o: Ontology) -> Iterator[tuple[URIRef, bool]]:
    if one in o.properties and o.properties[one].symmetric:
        yield one, not turned
    for iri, known in sorted(o.properties.items()):
        if one in known.super:
            yield iri, turned
        if known.inverse == one or (one in o.properties and o.properties[one].inverse == iri):
            yield iri, not turned
