"""What the articles' graphs give to the merged graph, as far as they say all that it takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox
from rdflib import OWL, PROV, RDF, RDFS, URIRef

from kg.check.graphs import articles, triples
from kg.gather import faults
from kg.merge import Nodes, nodes_of, said_by, text_of
from kg.model import Status
from kg.ontology import Ontology
from kg.prefixes import base_of
from kg.rdf import NEWS, NIF, SCHEMA, Term, Triple, of_reprint, resolution_graph
from kg.reprints import Text, reprints

STATUSES = {NEWS[status.value] for status in Status}

Record = dict[URIRef, dict[URIRef, set[Term]]]
"""Values by node and property."""
Meant = Mapping[URIRef, URIRef]
"""What each article's thing stands for."""


@dataclass(frozen=True, slots=True)
class Given:
    """Of the record all values; of the things the classes, names (without a language) and identities that articles have for them.

    Of the nodes in `faulty` their article's graph itself is wrong, which a shape says.
    """

    record: Record = field(default_factory=dict)
    things: Record = field(default_factory=dict)
    faulty: set[URIRef] = field(default_factory=set)


class _Nodes(dict[URIRef, Mapping[URIRef, list[Term]]]):
    """An article's nodes; of one that is not described nothing is said."""

    def __missing__(self, node: URIRef) -> Mapping[URIRef, list[Term]]:
        return {}


def meant(store: ox.Store) -> Meant:
    """Who is whom, as graph/resolution has it."""
    resolution = ox.NamedNode(resolution_graph(base_of(store)))
    return {s: o for s, p, o in triples(store, resolution) if p == OWL.sameAs and isinstance(o, URIRef)}


def given(store: ox.Store, ontology: Ontology, *, whole: bool) -> Given:
    """What all articles of a dataset give; where it is but a part, not who reprints whom."""
    found, texts, stands_for = Given(), list[Text](), meant(store)
    for graph in articles(store):
        iri, nodes = URIRef(graph.value), nodes_of(triples(store, graph))
        _add(found.things, _of_things(nodes, stands_for))
        found.faulty.update(faulty := set(_faulty(iri, nodes, stands_for, ontology)))
        if iri in nodes and iri not in faulty:
            sound = _Nodes((node, said) for node, said in nodes.items() if node not in faulty)
            texts.append(text_of(iri, sound))
            _add(found.record, said_by(iri, sound, stands_for, ()))
    if whole:
        _add(found.record, (triple for pair in reprints(texts) for triple in of_reprint(*pair)))
    return found


def _add(record: Record, said: Iterable[Triple]) -> None:
    for s, p, o in said:
        record.setdefault(s, {}).setdefault(p, set()).add(o)


def _of_things(nodes: Nodes, stands_for: Meant) -> Iterator[Triple]:
    for local, node in nodes.items():
        if local in stands_for:
            for part in (RDF.type, OWL.sameAs, RDFS.label, SCHEMA.name):
                yield from ((stands_for[local], part, o) for o in node.get(part, ()))


def _faulty(article: URIRef, nodes: Nodes, stands_for: Meant, ontology: Ontology) -> Iterator[URIRef]:
    """The nodes of an article's graph of which it does not say all that the merged graph is to have."""
    yield from (node for node, _ in faults(nodes, ontology))
    if SCHEMA.inLanguage not in nodes.get(article, {}):
        yield article
    for node, said in nodes.items():
        ends = [end for part in (RDF.subject, NEWS.statedBy, SCHEMA.creator) for end in said.get(part, ())]
        if any(end not in stands_for for end in ends) or (NEWS.Claim in said.get(RDF.type, ()) and not _is_told(said, nodes)):
            yield node


def _is_told(claim: Mapping[URIRef, list[Term]], nodes: Nodes) -> bool:
    """Whether a claim has one of each part, a status and a confidence that are such, and a sentence."""
    spans = [span for span in claim.get(PROV.wasDerivedFrom, ()) if isinstance(span, URIRef)]
    around = [part for span in spans for part in nodes.get(span, {}).get(NIF.superString, [span]) if isinstance(part, URIRef)]
    return (
        all(len(claim.get(part, ())) == 1 for part in (RDF.subject, RDF.predicate, RDF.object, NEWS.status, NEWS.sense, NEWS.confidence))
        and STATUSES.issuperset(claim[NEWS.status])
        and _is_number(str(claim[NEWS.confidence][0]))
        and any(NIF.anchorOf in nodes.get(part, {}) for part in around)
    )


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
