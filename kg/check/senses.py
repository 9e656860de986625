"""Whether each claim was found by a sense that there is, and has its property: else it comes from another lexicon, or from a hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import urldefrag

import pyoxigraph as ox
from rdflib import RDF, SKOS, URIRef

from kg import turtle
from kg.check.result import MERGED, Result
from kg.check.shapes import SHAPES
from kg.lexicon.source import REFERENCE
from kg.ontology import Edition, Ontology
from kg.query import MERGED as DEFAULT
from kg.rdf import NEWS
from kg.store import as_ox

SENSES = f"{SHAPES}Senses"
UNKNOWN = "a claim's sense is in the lexicon or the gazetteer: these are other than the graph was built with, or somebody changed it"
OTHER = "a claim has the property that its sense says: the lexicon is another than the graph was built with, or somebody changed it"


def senses(store: ox.Store, ontology: Ontology) -> Iterator[Result]:
    """The claims whose sense is none of the ontology's, and those with another property than their sense has.

    Of senses in a namespace that no lexicon or gazetteer of the ontology has nothing is known.
    """
    (known, spaces), found = _known(ontology), dict[URIRef, dict[URIRef, URIRef]]()
    for part in (NEWS.sense, RDF.predicate):
        for quad in store.quads_for_pattern(None, ox.NamedNode(part), None, DEFAULT):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                found.setdefault(URIRef(quad.subject.value), {})[part] = URIRef(quad.object.value)
    for claim, said in sorted(found.items()):
        if (sense := said.get(NEWS.sense)) is None or (there := said.get(RDF.predicate)) is None:
            continue
        meant = {URIRef(term) for term in known.get(str(sense), ())} & ontology.properties.keys()
        if str(sense) not in known and urldefrag(str(sense))[0] in spaces:
            yield _result(claim, UNKNOWN, NEWS.sense, sense)
        elif meant and there not in meant:
            yield _result(claim, OTHER, RDF.predicate, there, min(meant))


def _known(ontology: Ontology) -> tuple[Mapping[str, frozenset[str]], frozenset[str]]:
    """The senses of an ontology's lexica and the entries of its gazetteers, with the terms that each refers to; their namespaces."""
    return _read(Edition.of(ontology.folder))


@lru_cache(maxsize=2)
def _read(edition: Edition) -> tuple[Mapping[str, frozenset[str]], frozenset[str]]:
    known: defaultdict[str, set[str]] = defaultdict(set)
    for path in sorted(path for path, *_ in edition.files if path.match("lexicon.*.ttl") or path.match("gazetteer*.ttl")):
        for triple in turtle.triples(path):
            if triple.predicate.value == str(REFERENCE):
                known[str(getattr(triple.subject, "value", ""))].add(str(getattr(triple.object, "value", "")))
            elif triple.predicate.value == str(SKOS.prefLabel):
                known[str(getattr(triple.subject, "value", ""))].update(())
    return {sense: frozenset(terms) for sense, terms in known.items()}, frozenset(urldefrag(iri)[0] for iri in known)


def _result(claim: URIRef, message: str, path: URIRef, there: URIRef, expected: URIRef | None = None) -> Result:
    meant = None if expected is None else as_ox(expected)
    return Result(
        MERGED, SENSES, f"{SENSES}ConstraintComponent", as_ox(claim), message, str(path), as_ox(there), warning=True, expected=meant
    )
