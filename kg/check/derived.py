"""Whether the merged graph is what the articles' graphs give: their records as they stand there, and plain triples that claims say.

The merged graph is derived, so that whoever edits it by hand says what no article does. Who stands for whom is taken from
graph/resolution; a graph that has no article's own graph in it, such as a Turtle export, is compared with its own claims alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import product

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from kg.check.given import Given, given
from kg.check.graphs import articles, triples
from kg.check.result import MERGED, Result
from kg.check.shapes import SHAPES
from kg.link.decisions import NONE, Decisions
from kg.merge import Nodes, nodes_of
from kg.model import Status
from kg.ontology import Ontology
from kg.rdf import NEWS, SCHEMA, Term
from kg.store import as_ox

DERIVED = f"{SHAPES}Derived"
CALLED = (RDFS.label, SCHEMA.name)
"""How an article's graph calls a thing: what it is called first, then all that it is called."""
NAMES = frozenset((RDFS.label, SKOS.altLabel))
OF_THINGS = NAMES | {RDF.type, OWL.sameAs}
RECORD = frozenset((NEWS.Claim, SCHEMA.NewsArticle, SCHEMA.Quotation, SCHEMA.MonetaryAmount, SCHEMA.QuantitativeValue))

UNSAID = "a plain triple of the merged graph is what a claim says that is not negated, and no such claim says this"
UNLIKE = "the merged graph says of an article, claim, quotation or amount what its article's own graph says"
UNKNOWN = "what the merged graph speaks of stands in an article's graph, and this in none"
LOST = "what an article's graph has stands in the merged graph as well"
OTHERWISE = "a thing is, and is called, what an article's graph has, or what a person decided (then say --decisions)"


def derived(store: ox.Store, ontology: Ontology, decisions: Decisions = NONE, *, whole: bool = True) -> Iterator[Result]:
    """What in the merged graph does not come from the articles, and what of theirs is not in it.

    `decisions` are the people's that it was built with; where it is but a part of a dataset and not `whole`, who reprints whom
    cannot be told.
    """
    merged = nodes_of(triples(store, ox.DefaultGraph()))
    yield from _unsaid(merged, ontology)
    if articles(store):
        yield from _compared(merged, given(store, ontology, whole=whole), decisions, set() if whole else {NEWS.reprintOf})


def _unsaid(merged: Nodes, ontology: Ontology) -> Iterator[Result]:
    """Plain triples that no claim of the merged graph says."""
    negated = NEWS[Status.NEGATED.value]
    claims = [node for node in merged.values() if node.get(NEWS.status) != [negated]]
    said = {triple for claim in claims for triple in product(*(claim.get(part, ()) for part in (RDF.subject, RDF.predicate, RDF.object)))}
    record = {o for node in merged.values() for key in (SCHEMA.author, SCHEMA.publisher) for o in node.get(key, ())}
    record |= {s for s, node in merged.items() if not RECORD.isdisjoint(node.get(RDF.type, ()))}
    for s, node in merged.items():
        for p, o in ((p, o) for p, values in node.items() for o in values if s not in record and p not in OF_THINGS):
            known = ontology.properties.get(p)
            if (s, p, o) not in said and not (known and known.bookkeeping):
                yield _result(s, UNSAID, p, o)


def _compared(merged: Nodes, given: Given, decisions: Decisions, left: Collection[URIRef]) -> Iterator[Result]:
    """Node by node; the properties in `left` are not looked at."""
    decided = {*decisions.labels.values(), *decisions.classes.values(), *(iri for iris in decisions.elsewhere.values() for iri in iris)}
    for s, node in merged.items():
        if s in given.record:
            yield from (_unlike(s, p, node, given.record[s]) for p in _differing(node, given.record[s]) if p not in left)
        elif s in given.things:
            yield from _otherwise(s, node, given.things[s], decided)
        elif s not in given.faulty:
            yield _result(s, UNKNOWN)
    yield from (_result(s, LOST) for s in given.record if s not in merged)


def _otherwise(
    s: URIRef, node: Mapping[URIRef, list[Term]], known: Mapping[URIRef, set[Term]], decided: Collection[object]
) -> Iterator[Result]:
    """What a thing is, is called and is one with elsewhere as no article has it; and where it has no class or no name."""
    called = {str(o) for p in NAMES for o in node.get(p, ())}
    for p, kinds in ((RDF.type, (RDF.type,)), (RDFS.label, CALLED), (SKOS.altLabel, CALLED), (OWL.sameAs, (OWL.sameAs,))):
        there = {str(o): o for kind in reversed(kinds) for o in known.get(kind, ())}
        strange = [o for o in node.get(p, ()) if str(o) not in there and (str(o) if p in NAMES else o) not in decided]
        free = there.keys() - (called if p in NAMES else set(map(str, node.get(p, ()))))
        instead = min((there[told] for told in free), key=lambda o: (o not in known.get(kinds[0], ()), o), default=None)
        yield from (_result(s, OTHERWISE, p, o, expected=instead) for o in strange)
        if not node.get(p) and p in (RDF.type, RDFS.label):
            yield _result(s, OTHERWISE, p, expected=instead)


def _differing(node: Mapping[URIRef, list[Term]], given: Mapping[URIRef, set[Term]]) -> Iterator[URIRef]:
    yield from (p for p in sorted({*node, *given}) if set(node.get(p, ())) != given.get(p, set()))


def _unlike(s: URIRef, p: URIRef, node: Mapping[URIRef, list[Term]], given: Mapping[URIRef, set[Term]]) -> Result:
    there, expected = set(node.get(p, ())), given.get(p, set())
    return _result(s, UNLIKE, p, min(there - expected, default=None), expected=min(expected - there, default=None))


def _result(focus: URIRef, message: str, path: str = "", value: Term | None = None, *, expected: Term | None = None) -> Result:
    there, instead = (None if term is None else as_ox(term) for term in (value, expected))
    return Result(MERGED, DERIVED, f"{DERIVED}ConstraintComponent", ox.NamedNode(focus), message, path, there, expected=instead)
