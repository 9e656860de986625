"""Whether what people decided of who is whom holds in a graph: decided to be one and standing apart, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import URIRef

from kg.check.given import meant
from kg.check.graphs import articles, triples
from kg.check.result import RESOLUTION, Result
from kg.check.shapes import SHAPES
from kg.link.decisions import Decisions
from kg.link.things import LocalThing
from kg.merge import local_things, nodes_of
from kg.ontology import Ontology
from kg.store import as_ox

DECIDED = f"{SHAPES}Decided"
APART = "things that a person decided are one stand for one thing: build with the decisions, or kg review an archive"
TOGETHER = "things that a person decided are not one stand for two: build with the decisions, or kg review an archive"


def decided(store: ox.Store, ontology: Ontology, decisions: Decisions) -> Iterator[Result]:
    """The things of articles that stand otherwise than people decided."""
    if not decisions.spoken:
        return
    stands_for, groups, members = meant(store), dict[str, URIRef](), dict[URIRef, list[LocalThing]]()
    for graph in articles(store):
        iri, nodes = URIRef(graph.value), nodes_of(triples(store, graph))
        for thing in local_things(iri, nodes, ontology) if iri in nodes else ():
            if (there := stands_for.get(thing.iri)) is None:
                continue
            group = decisions.group(thing)
            if group is not None and groups.setdefault(group, there) != there:
                yield _result(thing.iri, APART, there, groups[group])
            if decisions.apart(thing, members.get(there, ())):
                yield _result(thing.iri, TOGETHER, there, None)
            members.setdefault(there, []).append(thing)


def _result(focus: URIRef, message: str, there: URIRef, expected: URIRef | None) -> Result:
    instead = None if expected is None else as_ox(expected)
    return Result(RESOLUTION, DECIDED, f"{DECIDED}ConstraintComponent", as_ox(focus), message, "", as_ox(there), expected=instead)
