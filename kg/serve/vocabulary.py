"""What a query can be made of, for an editor that completes: prefixes, the classes and properties in use, and the saved queries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rdflib import URIRef

from kg.prefixes import shortened
from kg.query import Parameter, Saved, saved
from kg.serve.snapshot import Snapshot
from kg.store import rows

_CLASSES = "SELECT ?class (COUNT(*) AS ?n) { ?s a ?class } GROUP BY ?class ORDER BY DESC(?n) ?class LIMIT 500"
_PROPERTIES = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n) ?p LIMIT 500"


def vocabulary(there: Snapshot) -> dict[str, Any]:
    """All of it, as JSON has it."""
    return {
        "prefixes": dict(sorted(there.names.items())),
        "classes": list(_used(_CLASSES, there)),
        "properties": list(_used(_PROPERTIES, there)),
        "saved": [_saved(one) for one in saved(there.ontology.folder)],
    }


def _used(query: str, there: Snapshot) -> Iterator[dict[str, Any]]:
    for iri, count in rows(there.store, query):
        labels = {lang: there.ontology.label(URIRef(iri), lang) for lang in ("fr", "en")}
        yield {"name": shortened(iri, there.names), "iri": iri, "uses": int(count), "labels": labels}


def _saved(one: Saved) -> dict[str, Any]:
    return {
        "name": one.name,
        "titles": dict(one.titles),
        "about": one.about,
        "parameters": [_parameter(each) for each in one.parameters],
        "query": one.text,
    }


def _parameter(one: Parameter) -> dict[str, Any]:
    return {"name": one.name, "about": one.about, "needed": one.needed}
