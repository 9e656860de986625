"""What an archive holds, counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF

from kg.archive.disk import CACHE, Settings
from kg.rdf import NEWS, SCHEMA, VOID, about_graph
from kg.store import ARCHIVED, OWN, open_dataset, rows

_STATUSES = f"SELECT ?status (COUNT(?claim) AS ?count) {{ ?claim <{NEWS.status}> ?status }} GROUP BY ?status ORDER BY DESC(?count)"
_FACTS = f"""SELECT (COUNT(*) AS ?count) {{ SELECT DISTINCT ?s ?p ?o {{
  ?claim <{RDF.subject}> ?s ; <{RDF.predicate}> ?p ; <{RDF.object}> ?o ; <{NEWS.status}> ?status }} }}"""
_VERSIONS = f"SELECT ?name ?version {{ GRAPH ?about {{ ?used <{SCHEMA.name}> ?name ; <{SCHEMA.version}> ?version }} }} ORDER BY ?name"


@dataclass(frozen=True, slots=True)
class Holdings:
    """Counts of the merged graph, different facts and the claims that state them by status, what read the articles, and
    the bytes on disk of store and cache.

    `own` are the graphs that users wrote into the archive, by what their names end with, each with the number of its triples.
    """

    articles: int
    entities: int
    triples: int
    facts: int
    claims: Mapping[str, int]
    versions: tuple[str, ...]
    own: Mapping[str, int]
    stored: int
    cached: int


def holdings(folder: Path, settings: Settings) -> Holdings:
    """Count what an archive holds.

    Raises GraphError where it cannot be read.
    """
    store, about = open_dataset(folder), ox.NamedNode(about_graph(settings.base))

    def counted(what: str) -> int:
        found = store.quads_for_pattern(about, ox.NamedNode(what), None, about)
        return next((int(quad.object.value) for quad in found if isinstance(quad.object, ox.Literal)), 0)

    versions = tuple(f"{name} {version}" for name, version in rows(store, _VERSIONS.replace("?about", str(about))))
    claims = {status.rpartition("#")[2].lower(): int(count) for status, count in rows(store, _STATUSES)}
    counts = (counted(VOID.documents), counted(VOID.entities), counted(VOID.triples))
    ((facts,),) = rows(store, _FACTS)
    own = _own(store, settings.base + OWN)
    return Holdings(*counts, int(facts), claims, versions, own, _size(folder / ARCHIVED), _size(folder / CACHE))


def _own(store: ox.Store, head: str) -> Mapping[str, int]:
    """The graphs whose names begin so, with the triples of each."""
    names = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode) and graph.value.startswith(head))
    return {name.removeprefix(head): sum(1 for _ in store.quads_for_pattern(None, None, None, ox.NamedNode(name))) for name in names}


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
