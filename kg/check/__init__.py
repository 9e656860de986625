"""Whether a graph is as kg promises: SHACL shapes of the record and of the ontology, and what breaks them in plain words."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import URIRef

from kg.check.decided import DECIDED, decided
from kg.check.derived import DERIVED, OTHERWISE, UNSAID, derived
from kg.check.made import MADE, TEXT, made
from kg.check.origins import Node, Origin, Origins
from kg.check.outline import NAMELESS, OUTLINE, miscounted, outline
from kg.check.part import part_of
from kg.check.result import MERGED as MERGED_PART
from kg.check.result import Result
from kg.check.results import equipped, results
from kg.check.senses import SENSES, senses
from kg.check.shapes import SHAPES
from kg.explain import OBJECT, PREDICATE, SUBJECT, value_of
from kg.link.decisions import NONE, Decisions
from kg.ontology import Ontology
from kg.query import MERGED, TYPE
from kg.rdf import USUAL

FIRST = (OUTLINE, MADE, DECIDED, DERIVED, SENSES)
"""The shapes, beside those of SHACL, of what only a hand can have changed."""
INSTEAD = {OUTLINE: "where there are", DECIDED: "and another of them for", SENSES: "and its sense says"}
"""How a report goes on from what there is to what should be."""
Subject = ox.NamedNode | ox.BlankNode

__all__ = ["Checked", "Node", "Origin", "Result", "Violation", "check", "equipped"]


@dataclass(frozen=True, slots=True)
class Violation:
    """A claim, a thing or another node that is not as a shape has it: what it is, what the shape says, what there is instead.

    `origins` are the sentences that it comes from, none where it comes from no sentence. A `warning` breaks no promise.
    """

    message: str
    shape: str
    node: str
    told: str
    value: str
    warning: bool
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, warnings last, and the results that it comes from; how many articles, things and claims there are."""

    violations: tuple[Violation, ...]
    results: tuple[tuple[Result, tuple[Origin, ...]], ...]
    counts: tuple[tuple[str, int], ...]

    @property
    def conforms(self) -> bool:
        """Whether no promise is broken; a warning breaks none."""
        return all(violation.warning for violation in self.violations)


def check(store: ox.Store, ontology: Ontology, decisions: Decisions = NONE, *, articles: Collection[str] = ()) -> Checked:
    """Run all shapes over a dataset, and compare its merged graph with what its articles say: `check(store, load("news")).conforms`.

    Of a Turtle export, which has the merged graph alone, the shapes of that graph are run. `decisions` are the people's that it was
    built with; with the ids of `articles` only they are checked, and what they give to the merged graph.
    Raises UserError where pySHACL is not installed, OntologyError where a shapes.ttl is not Turtle, and QueryError where there is no
    such article.
    """
    equipped()
    with _quiet():
        return _checked(store, ontology, decisions, articles)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the tracebacks that rdflib logs of values that are none of their datatype: a shape names them."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _checked(store: ox.Store, ontology: Ontology, decisions: Decisions, articles: Collection[str]) -> Checked:
    store = _numbered(part_of(store, articles) if articles else store)
    said, told, found = Origins(store, ontology), dict[tuple[str, str, str], Violation](), []
    by_hand = [
        *outline(store),
        *made(store),
        *decided(store, ontology, decisions),
        *derived(store, ontology, decisions, whole=not articles),
    ]
    counts = miscounted(store) if not by_hand and not articles else ()
    for result in (*by_hand, *counts, *senses(store, ontology), *results(store, ontology)):
        nodes = _concerned(result, store, ontology)
        for node in nodes:
            violation = _violation(result, node, said, _sources(result, store, [node]))
            told.setdefault((violation.message, violation.told, violation.value), violation)  # broken in several graphs, told once
        found.append((result, said.of_all(_sources(result, store, nodes))))
    return Checked(tuple(sorted(told.values(), key=_order)), tuple(found), tuple(_counts(store)))


def _numbered(store: ox.Store) -> ox.Store:
    """A dataset whose blank nodes, where somebody put some into it, have the same names each time it is read."""
    if not any(isinstance(node, ox.BlankNode) for quad in store for node in (quad.subject, quad.object)):
        return store
    quads = ox.Dataset(store)
    quads.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    numbered = ox.Store()
    numbered.extend(quads)
    return numbered


def _order(violation: Violation) -> tuple[bool, int, str, str, str]:
    """What was edited by hand comes before what that breaks."""
    shape = f"{SHAPES}{violation.shape}"
    return violation.warning, FIRST.index(shape) if shape in FIRST else len(FIRST), violation.message, violation.node, violation.told


def _violation(result: Result, node: Node, said: Origins, sources: list[Node]) -> Violation:
    end = next((end for end in (SUBJECT, OBJECT) if result.shape.endswith(f".said-{end.value.rpartition('#')[2]}")), None)
    values = said.ends(node, end, result.graph) if end else [] if result.value is None else [result.value]
    plain = isinstance(node, ox.Triple) or values == [node]
    there = "" if plain else said.stands(node) or " and ".join(map(said.described, values))
    if result.expected is not None:
        what = f"{said.short(ox.NamedNode(result.path))} " if result.path else ""
        there = f"{what}{there or 'nothing'}, {INSTEAD.get(result.shape, 'where its article has')} {said.described(result.expected)}"
    shape = result.shape.removeprefix(SHAPES)
    return Violation(result.message, shape, said.short(node), said.told(node), there, result.warning, said.of_all(sources))


def _concerned(result: Result, store: ox.Store, ontology: Ontology) -> list[Node]:
    """The nodes that a result is about: of a plain triple each claim that says it, of an unknown property or class all that have it."""
    if result.message == NAMELESS and isinstance(result.focus, Subject) and result.value is not None:
        return [ox.Triple(result.focus, ox.NamedNode(result.path), result.value)]
    if result.shape in FIRST and result.message != UNSAID:
        return [result.focus]
    if result.asked:
        return [result.focus if result.value is None else result.value]
    if result.shape.startswith(f"{SHAPES}vocabulary."):
        return sorted({q.subject for q in store.quads_for_pattern(None, ox.NamedNode(result.target), result.focus, None)}, key=str)
    if result.path and result.value is None:  # too many values, or too few: it is the thing's own
        return [result.focus]
    return _stating(result, store, ontology) or [result.focus]


def _stating(result: Result, store: ox.Store, ontology: Ontology) -> list[Node]:
    """The claims that say the plain triples which a result is about; of a triple that none says, itself."""
    predicate = result.path or result.target
    known = ontology.properties.get(URIRef(predicate))
    if result.graph != MERGED_PART or not (result.message == UNSAID or (known and not known.bookkeeping)):
        return []
    value = result.value if result.path else None
    if not isinstance(result.focus, ox.NamedNode) or value_of(store, result.focus, SUBJECT):
        return []
    quads = sorted(store.quads_for_pattern(result.focus, ox.NamedNode(predicate), value, MERGED), key=str)
    return [node for quad in quads for node in _saying(store, result.focus, predicate, quad.object) or [quad.triple]]


def _sources(result: Result, store: ox.Store, nodes: list[Node]) -> list[Node]:
    """What has the sentences that a result comes from: where a thing has too many values, the claims that give them."""
    if result.message in (OTHERWISE, TEXT):  # no sentence says it
        return []
    counted = result.path and result.value is None and result.expected is None and result.graph == MERGED_PART
    return (_saying(store, result.focus, result.path, None) if counted else []) or nodes


def _saying(store: ox.Store, subject: Node, predicate: str, value: Node | None) -> list[Node]:
    """The claims of the merged graph that say a plain triple; all those of its subject and property where there is no value."""
    if not isinstance(subject, ox.NamedNode):
        return []
    wanted = ((SUBJECT, subject), (PREDICATE, ox.NamedNode(predicate)), *([(OBJECT, value)] if value is not None else []))
    claims: list[set[Node]] = [{quad.subject for quad in store.quads_for_pattern(None, part, term, MERGED)} for part, term in wanted]
    return sorted(set.intersection(*claims), key=str)


def _counts(store: ox.Store) -> Iterator[tuple[str, int]]:
    for what, cls in (("articles", "schema:NewsArticle"), ("claims", "news:Claim")):
        prefix, _, name = cls.partition(":")
        yield what, sum(1 for _ in store.quads_for_pattern(None, TYPE, ox.NamedNode(USUAL[prefix] + name), MERGED))
