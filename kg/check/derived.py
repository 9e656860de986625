"""Whether the merged graph is what the articles' graphs give: their records as they stand there, and plain triples that claims say.

The merged graph is derived, so that whoever edits it by hand says what no article does. Who stands for whom is taken from
graph/resolution; a graph that has no article's own graph in it, such as a Turtle export, is compared with its own claims alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import product

import pyoxigraph as ox
from rdflib import OWL, PROV, RDF, RDFS, SKOS, URIRef

from kg.check.result import MERGED, Result
from kg.check.shapes import SHAPES
from kg.gather import faults
from kg.link.decisions import NONE, Decisions
from kg.merge import Nodes, nodes_of, said_by, text_of
from kg.model import Status
from kg.ontology import Ontology
from kg.query import base_of
from kg.rdf import NEWS, NIF, SCHEMA, Term, Triple, of_reprint, resolution_graph
from kg.reprints import Text, reprints
from kg.store import as_ox, from_ox, visible

Meant = Mapping[URIRef, URIRef]
"""What each article's thing stands for."""
DERIVED = f"{SHAPES}Derived"
COMPONENT = f"{SHAPES}DerivedConstraintComponent"
NAMES = frozenset((RDFS.label, SKOS.altLabel))
OF_THINGS = NAMES | {RDF.type, OWL.sameAs}
RECORD = frozenset((NEWS.Claim, SCHEMA.NewsArticle, SCHEMA.Quotation, SCHEMA.MonetaryAmount, SCHEMA.QuantitativeValue))
STATUSES = {NEWS[status.value] for status in Status}

UNSAID = "a plain triple of the merged graph is what a claim says, and no claim says this"
UNLIKE = "the merged graph says of an article, claim, quotation or amount what its article's own graph says"
UNKNOWN = "what the merged graph speaks of stands in an article's graph, and this in none"
LOST = "what an article's graph has stands in the merged graph as well"
OTHERWISE = "a thing is, and is called, what an article's graph has, or what a person decided (--decisions)"
NAMELESS = "a node has an IRI: kg writes no blank nodes"


@dataclass(frozen=True, slots=True)
class _Given:
    """What articles give to the merged graph: `record` by node and property; of its things the classes, names and identities.

    Of the nodes in `faulty` their article's graph itself is wrong, which a shape says; they are not compared.
    """

    record: dict[URIRef, dict[URIRef, set[Term]]] = field(default_factory=dict)
    things: dict[URIRef, set[Term | str]] = field(default_factory=dict)
    faulty: set[URIRef] = field(default_factory=set)


class _Nodes(dict[URIRef, Mapping[URIRef, list[Term]]]):
    """An article's nodes; of one that is not described nothing is said."""

    def __missing__(self, node: URIRef) -> Mapping[URIRef, list[Term]]:
        return {}


def derived(store: ox.Store, ontology: Ontology, decisions: Decisions = NONE, *, whole: bool = True) -> Iterator[Result]:
    """What in the merged graph does not come from the articles, and what of theirs is not in it.

    `decisions` are the people's that it was built with; where it is but a part of a dataset and not `whole`, who reprints whom
    cannot be told.
    """
    merged = nodes_of(_triples(store, ox.DefaultGraph()))
    yield from _nameless(store)
    yield from _unsaid(merged, ontology)
    if given := _given(store, ontology, whole):
        yield from _compared(merged, given, decisions, set() if whole else {NEWS.reprintOf})


def _nameless(store: ox.Store) -> Iterator[Result]:
    nodes = {node for quad in store for node in (quad.subject, quad.object) if isinstance(node, ox.BlankNode)}
    yield from (Result(MERGED, DERIVED, COMPONENT, node, NAMELESS) for node in sorted(nodes, key=str))


def _unsaid(merged: Nodes, ontology: Ontology) -> Iterator[Result]:
    """Plain triples that no claim of the merged graph says."""
    said = {
        (s, p, o)
        for node in merged.values()
        for s, p, o in product(*(node.get(part, ()) for part in (RDF.subject, RDF.predicate, RDF.object)))
    }
    record = {o for node in merged.values() for key in (SCHEMA.author, SCHEMA.publisher) for o in node.get(key, ())}
    record |= {s for s, node in merged.items() if not RECORD.isdisjoint(node.get(RDF.type, ()))}
    for s, node in merged.items():
        for p, o in ((p, o) for p, values in node.items() for o in values if s not in record and p not in OF_THINGS):
            known = ontology.properties.get(p)
            if (s, p, o) not in said and not (known and known.bookkeeping):
                yield _result(s, UNSAID, p, o)


def _given(store: ox.Store, ontology: Ontology, whole: bool) -> _Given | None:
    """What all articles give; None where there is no article's own graph."""
    base = base_of(store)
    graphs = [name for name in visible(store) if isinstance(name, ox.NamedNode) and name.value.startswith(f"{base}article/")]
    meant = {s: o for s, p, o in _triples(store, ox.NamedNode(resolution_graph(base))) if p == OWL.sameAs and isinstance(o, URIRef)}
    given, texts = _Given(), list[Text]()
    for graph in graphs:
        iri, nodes = URIRef(graph.value), nodes_of(_triples(store, graph))
        _add_things(given.things, nodes, meant)
        given.faulty.update(faulty := set(_faulty(iri, nodes, meant, ontology)))
        if iri in nodes and iri not in faulty:
            sound = _Nodes((node, said) for node, said in nodes.items() if node not in faulty)
            texts.append(text_of(iri, sound))
            _add(given.record, said_by(iri, sound, meant, ()))
    if whole:
        _add(given.record, (triple for pair in reprints(texts) for triple in of_reprint(*pair)))
    return given if graphs else None


def _add(record: dict[URIRef, dict[URIRef, set[Term]]], triples: Iterable[Triple]) -> None:
    for s, p, o in triples:
        record.setdefault(s, {}).setdefault(p, set()).add(o)


def _add_things(things: dict[URIRef, set[Term | str]], nodes: Nodes, meant: Meant) -> None:
    for local, node in nodes.items():
        if local in meant:
            told = things.setdefault(meant[local], set())
            told.update(o for p in (RDF.type, OWL.sameAs) for o in node.get(p, ()))
            told.update(str(o) for p in (RDFS.label, SCHEMA.name) for o in node.get(p, ()))


def _faulty(article: URIRef, nodes: Nodes, meant: Meant, ontology: Ontology) -> Iterator[URIRef]:
    """The nodes of an article's graph of which it does not say all that the merged graph is to have."""
    yield from (node for node, _ in faults(nodes, ontology))
    if SCHEMA.inLanguage not in nodes.get(article, {}):
        yield article
    for node, said in nodes.items():
        ends = [end for part in (RDF.subject, NEWS.statedBy, SCHEMA.creator) for end in said.get(part, ())]
        if any(end not in meant for end in ends) or (NEWS.Claim in said.get(RDF.type, ()) and not _is_told(said, nodes)):
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


def _compared(merged: Nodes, given: _Given, decisions: Decisions, left: Collection[URIRef]) -> Iterator[Result]:
    """Node by node; the properties in `left` are not looked at."""
    decided = {*decisions.labels.values(), *decisions.classes.values(), *(iri for iris in decisions.elsewhere.values() for iri in iris)}
    for s, node in merged.items():
        if s in given.record:
            yield from (_unlike(s, p, node, given.record[s]) for p in _differing(node, given.record[s]) if p not in left)
        elif s in given.things:
            known = given.things[s] | decided
            told = ((p, o) for p in sorted(OF_THINGS) for o in node.get(p, ()))
            yield from (_result(s, OTHERWISE, p, o, warning=True) for p, o in told if (str(o) if p in NAMES else o) not in known)
        elif s not in given.faulty:
            yield _result(s, UNKNOWN)
    yield from (_result(s, LOST) for s in given.record if s not in merged)


def _differing(node: Mapping[URIRef, list[Term]], given: Mapping[URIRef, set[Term]]) -> Iterator[URIRef]:
    yield from (p for p in sorted({*node, *given}) if set(node.get(p, ())) != given.get(p, set()))


def _unlike(s: URIRef, p: URIRef, node: Mapping[URIRef, list[Term]], given: Mapping[URIRef, set[Term]]) -> Result:
    there, expected = set(node.get(p, ())), given.get(p, set())
    return _result(s, UNLIKE, p, min(there - expected, default=None), expected=min(expected - there, default=None))


def _triples(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[Triple]:
    """A graph's triples but those of blank nodes, which are told of by themselves."""
    for quad in store.quads_for_pattern(None, None, None, graph):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield URIRef(quad.subject.value), URIRef(quad.predicate.value), from_ox(quad.object)


def _result(
    focus: URIRef | ox.BlankNode,
    message: str,
    path: URIRef | None = None,
    value: Term | None = None,
    *,
    expected: Term | None = None,
    warning: bool = False,
) -> Result:
    return Result(
        MERGED,
        DERIVED,
        f"{DERIVED}ConstraintComponent",
        ox.NamedNode(focus) if isinstance(focus, URIRef) else focus,
        message,
        path or "",
        None if value is None else as_ox(value),
        warning,
        expected=None if expected is None else as_ox(expected),
    )
