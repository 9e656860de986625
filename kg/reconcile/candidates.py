"""Candidates in a file: beside the graph and not in it, so that they outlive each build and no query takes them for facts.

proposal:3f2a9c01 a news:Proposal ; rdf:subject organization:netflix ; rdf:object wd:Q907311 ; rdfs:label "Netflix" ;
    schema:identifier "Q907311" ; news:matchScore 98.0 ; prov:wasAttributedTo <https://wikidata.reconci.link/fr/api> .
<https://wikidata.reconci.link/fr/api> rdfs:label "Wikidata (fr)" .
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyoxigraph as ox
from rdflib import OWL, PROV, RDF, RDFS, Literal, URIRef

from kg.errors import GraphError
from kg.iris import BASE, proposal_iri
from kg.rdf import NEWS, SCHEMA, Triple, decimal_literal
from kg.reconcile.service import Match
from kg.store import serialise, whole

CANDIDATES = "candidates.ttl"
"""The file in an archive's folder."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing of the graph, and what a service says that it may be."""

    thing: str
    match: Match
    service: str
    called: str


def read(path: Path) -> list[Candidate]:
    """The candidates of a file, by service and thing, the best first; none where there is no file.

    Raises GraphError where it holds something else.
    """
    if not path.exists():
        return []
    told: dict[str, dict[str, str]] = defaultdict(dict)
    try:
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            s, o = triple.subject, triple.object
            if not (isinstance(s, ox.NamedNode) and isinstance(o, ox.NamedNode | ox.Literal)):
                raise ValueError(f"{s} is no candidate")
            told[s.value][triple.predicate.value] = o.value
        services = {node.get(str(PROV.wasAttributedTo)) for node in told.values()}
        found = [_candidate(node, told) for iri, node in told.items() if iri not in services]
    except (OSError, SyntaxError, ValueError, KeyError, InvalidOperation) as error:
        what = f"it holds no candidates as kg link writes them: {' '.join(str(error).split())}"
        raise GraphError(path, what, "put it back as it was, or remove it and ask again") from error
    return sorted(found, key=lambda one: (one.called, one.service, one.thing, -one.match.score, one.match.iri))


def keep(path: Path, new: Collection[Candidate], asked: Collection[str], service: str, base: str = BASE) -> None:
    """Put candidates into a file, in the place of what the same service said before of the things that were asked about.

    Raises GraphError where the file holds something else, OutputError where it cannot be written.
    """
    stays = [one for one in read(path) if one.service != service or one.thing not in asked]
    fresh = {(one.thing, one.match.iri) for one in new}
    every = [*(one for one in stays if (one.thing, one.match.iri) not in fresh), *new]
    quads = ((*triple, None) for one in every for triple in _triples(one, base))
    with whole(path) as beside:
        beside.write_bytes(serialise(quads, ox.RdfFormat.TURTLE, base))


def _candidate(node: dict[str, str], told: dict[str, dict[str, str]]) -> Candidate:
    iri, id, name, score, service = (
        node[str(key)] for key in (RDF.object, SCHEMA.identifier, RDFS.label, NEWS.matchScore, PROV.wasAttributedTo)
    )
    match = Match(iri, id, name, Decimal(score), node.get(str(SCHEMA.description), ""))
    return Candidate(node[str(RDF.subject)], match, service, told.get(service, {}).get(str(RDFS.label), service))


def _triples(one: Candidate, base: str) -> Iterator[Triple]:
    match, thing, service = one.match, URIRef(one.thing), URIRef(one.service)
    iri = proposal_iri(thing, URIRef(match.iri), base)
    yield iri, RDF.type, NEWS.Proposal
    yield iri, RDF.subject, thing
    yield iri, RDF.predicate, OWL.sameAs
    yield iri, RDF.object, URIRef(match.iri)
    yield iri, RDFS.label, Literal(match.name)
    yield iri, SCHEMA.identifier, Literal(match.id)
    yield iri, NEWS.matchScore, decimal_literal(str(match.score))
    yield iri, PROV.wasAttributedTo, service
    if match.description:
        yield iri, SCHEMA.description, Literal(match.description)
    yield service, RDFS.label, Literal(one.called)
