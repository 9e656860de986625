"""Whether a graph was built with the ontology that it is asked with: with another one, half of what it says has no name."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Store
from rdflib import DCTERMS, OWL, RDF, URIRef

from kg.ontology import FILE
from kg.prefixes import base_of
from kg.rdf import NEWS_ONTOLOGY, about_graph
from kg.turtle import triples

CLAIMS = 500
"""Of a graph that does not say what it was built with, so many claims are looked at."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """Why an ontology is not a graph's: the IRI of the one that built it, or else a property that it does not declare."""

    built_with: str = ""
    unknown: str = ""

    @property
    def name(self) -> str:
        """What the ontology that built it is called: the last part of its IRI."""
        return self.built_with.rstrip("#/").rpartition("/")[2]


def foreign(store: Store, folder: Path) -> Foreign | None:
    """Why the ontology in a folder is not the one of a graph; None where it may be.

    `foreign(open_dataset("football.trig"), find("news")).name` is "football". A graph built with kg's own ontology does not say so.
    """
    if made := built_with(store):
        return None if made == iri_of(folder) else Foreign(built_with=made)
    predicates = store.quads_for_pattern(None, NamedNode(RDF.predicate), None, DefaultGraph())
    said = {quad.object.value for quad in islice(predicates, CLAIMS) if isinstance(quad.object, NamedNode)}
    declared = {triple.subject.value for triple in triples(folder / FILE) if isinstance(triple.subject, NamedNode)}
    unknown = min(said - declared, default="")
    return Foreign(unknown=unknown) if unknown else None


def built_with(store: Store) -> str:
    """The IRI of the ontology that a graph was built with, where it is not kg's own; "" where the graph says of none."""
    about = NamedNode(about_graph(URIRef(base_of(store))))
    quads = store.quads_for_pattern(None, NamedNode(DCTERMS.isVersionOf), None, about)
    return next((quad.object.value for quad in quads if isinstance(quad.object, NamedNode)), "")


def iri_of(folder: Path) -> str:
    """The IRI that an ontology has in its file; that of kg's own where it has none."""
    for triple in triples(folder / FILE):
        if triple.predicate.value == str(RDF.type) and triple.object == NamedNode(OWL.Ontology) and isinstance(triple.subject, NamedNode):
            return triple.subject.value
    return NEWS_ONTOLOGY
