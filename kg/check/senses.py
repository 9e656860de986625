"""Whether each claim was found by a sense that there is, and has its property: else it comes from another lexicon, or from a hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from urllib.parse import urldefrag

import pyoxigraph as ox
from rdflib import RDF, URIRef

from kg.check.result import MERGED, Result
from kg.check.shapes import SHAPES
from kg.lexicon.source import REFERENCE
from kg.ontology import Ontology
from kg.ontology import triples as triples_of
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
    known, found = _known(ontology), dict[URIRef, dict[URIRef, URIRef]]()
    for part in (NEWS.sense, RDF.predicate):
        for quad in store.quads_for_pattern(None, ox.NamedNode(part), None, DEFAULT):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
                found.setdefault(URIRef(quad.subject.value), {})[part] = URIRef(quad.object.value)
    spaces = {urldefrag(iri)[0] for iri in known}
    for claim, said in sorted(found.items()):
        if (sense := said.get(NEWS.sense)) is None or (there := said.get(RDF.predicate)) is None:
            continue
        meant = known.get(sense)
        if meant is None and urldefrag(sense)[0] in spaces:
            yield _result(claim, UNKNOWN, NEWS.sense, sense)
        elif meant and (properties := meant & ontology.properties.keys()) and there not in properties:
            yield _result(claim, OTHER, RDF.predicate, there, min(properties))


def _known(ontology: Ontology) -> Mapping[URIRef, set[URIRef]]:
    """All that the lexica and gazetteers of an ontology speak of, and what each refers to."""
    known: defaultdict[URIRef, set[URIRef]] = defaultdict(set)
    for pattern in ("lexicon.*.ttl", "gazetteer*.ttl"):
        for path in sorted(ontology.folder.glob(pattern)):
            for triple in triples_of(path):
                if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode):
                    known[URIRef(triple.subject.value)].update(
                        {URIRef(triple.object.value)} if triple.predicate.value == str(REFERENCE) else ()
                    )
    return known


def _result(claim: URIRef, message: str, path: URIRef, there: URIRef, expected: URIRef | None = None) -> Result:
    meant = None if expected is None else as_ox(expected)
    return Result(
        MERGED, SENSES, f"{SENSES}ConstraintComponent", as_ox(claim), message, str(path), as_ox(there), warning=True, expected=meant
    )
