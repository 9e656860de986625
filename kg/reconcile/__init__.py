"""What the things of a graph may be in the world: asked of a reconciliation service, and kept as candidates for people to judge.

Nothing that a service answers becomes a fact by itself: `kg review` shows the candidates, and keeps what people say of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import pyoxigraph as ox
from rdflib import URIRef

from kg.errors import GraphError, QueryError
from kg.ontology import Ontology
from kg.reconcile.candidates import Candidate
from kg.reconcile.service import Query, Service, ask
from kg.store import rows

_NAMED = """
SELECT ?thing (COUNT(DISTINCT ?local) AS ?articles) {
  GRAPH ?resolution { ?local owl:sameAs ?thing } FILTER STRENDS(STR(?resolution), "graph/resolution")
  GRAPH ?article { ?local schema:name ?name }
} GROUP BY ?thing
"""
_TOLD = "SELECT ?thing ?label ?class { ?thing rdfs:label ?label ; a ?class }"


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of the merged graph that has a proper name, and the number of articles that name it."""

    iri: str
    label: str
    classes: tuple[URIRef, ...]
    articles: int


def named(store: ox.Store, ontology: Ontology, classes: Collection[URIRef] = ()) -> list[Named]:
    """The things that have a name and are of one of these classes or of one below, those of the most articles first.

    Raises GraphError where the graph has no articles to tell.
    """
    count = {iri: int(times) for iri, times in rows(store, _NAMED)}
    if not count:
        raise GraphError("the graph", "no article of it names a thing", "give the .trig that kg build wrote, or an archive")
    labels: dict[str, set[str]] = {}
    kinds: dict[str, set[URIRef]] = {}
    for iri, label, cls in rows(store, _TOLD):
        if iri in count:
            labels.setdefault(iri, set()).add(label)
            kinds.setdefault(iri, set()).add(URIRef(cls))
    found = [Named(iri, min(said), tuple(sorted(kinds[iri])), count[iri]) for iri, said in labels.items()]
    wanted = [one for one in found if not classes or any(ontology.is_any(cls, classes) for cls in one.classes)]
    return sorted(wanted, key=lambda one: (-one.articles, one.iri))


def class_of(name: str, ontology: Ontology) -> URIRef:
    """`schema:Person` → the class.

    Raises QueryError where there is none.
    """
    known = {short: iri for iri in ontology.classes for short in (ontology.short(iri), str(iri))}
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=3) or ["kg ontology --classes lists them"]
    raise QueryError(f"{name}: there is no such class; near it: {', '.join(near)}")


def type_of(classes: Sequence[URIRef], service: Service, ontology: Ontology, types: Mapping[URIRef, str]) -> str | None:
    """A service's type for a thing: what was said for its class, or for the nearest above; else the type that is called as the class is."""
    for cls in classes:
        for one in (cls, *ontology.ancestors(cls)):
            called = (types.get(one), *(service.types.get(ontology.label(one, lang).casefold()) for lang in ("en", "fr")))
            if (found := next(filter(None, called), None)) is not None:
                return found
    return None


def candidates(
    service: Service,
    things: Sequence[Named],
    ontology: Ontology,
    *,
    types: Mapping[URIRef, str] | None = None,
    most: int = 5,
    min_score: float = 0,
) -> Iterator[tuple[Named, tuple[Candidate, ...]]]:
    """Each thing with what the service offers for it, in the order given; asked as what comes is used.

    Raises RunError where the service stops answering.
    """
    queries = [Query(one.label, type_of(one.classes, service, ontology, types or {})) for one in things]
    for thing, matches in zip(things, ask(service, queries, most), strict=False):
        good = (match for match in matches if float(match.score) >= min_score)
        yield thing, tuple(Candidate(thing.iri, match, service.url, service.name) for match in good)
