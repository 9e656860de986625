"""Whether a graph is as kg promises: SHACL shapes of the record and of the ontology, and what breaks them in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.check.origins import Node, Origin, Origins
from kg.check.results import MERGED as MERGED_PART
from kg.check.results import Result, equipped, results
from kg.check.shapes import SHAPES
from kg.explain import OBJECT, PREDICATE, SUBJECT
from kg.ontology import Ontology
from kg.query import MERGED, TYPE
from kg.rdf import USUAL

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


def check(store: ox.Store, ontology: Ontology) -> Checked:
    """Run all shapes over a dataset: `check(open_dataset("press.trig"), load("news")).conforms`.

    Of a Turtle export, which has the merged graph alone, the shapes of that graph are run. Raises UserError where pySHACL is not
    installed, and OntologyError where a shapes.ttl is not Turtle.
    """
    said, told, found = Origins(store, ontology), dict[tuple[str, str], Violation](), []
    for result in results(store, ontology):
        nodes, sources = _concerned(result, store), _counted(result, store)
        for node in nodes:
            violation = _violation(result, node, said, sources or [node])
            told.setdefault((violation.message, violation.node), violation)  # what one cause breaks in several graphs is told once
        found.append((result, said.of_all(sources or nodes)))
    return Checked(tuple(sorted(told.values(), key=_order)), tuple(found), tuple(_counts(store)))


def _order(violation: Violation) -> tuple[bool, str, str]:
    return violation.warning, violation.message, violation.node


def _violation(result: Result, node: Node, said: Origins, sources: list[Node]) -> Violation:
    value = next((end for end in (SUBJECT, OBJECT) if result.shape.endswith(f".said-{end.value.rpartition('#')[2]}")), None)
    instead = said.end(node, value, result.graph) if value else result.value
    return Violation(
        result.message,
        result.shape.removeprefix(SHAPES),
        said.short(node),
        said.told(node),
        "" if instead is None or instead == node else said.described(instead),
        result.warning,
        said.of_all(sources),
    )


def _concerned(result: Result, store: ox.Store) -> list[Node]:
    """The nodes that a result is about: of a plain triple each claim that says it, of an unknown property or class all that have it."""
    if result.asked:
        return [result.focus if result.value is None else result.value]
    if result.shape.startswith(f"{SHAPES}vocabulary."):
        return sorted({q.subject for q in store.quads_for_pattern(None, ox.NamedNode(result.target), result.focus, None)}, key=str)
    if result.path and result.value is None:  # too many values, or too few: it is the thing's own
        return [result.focus]
    return _saying(store, result, result.path or result.target, result.value if result.path else None) or [result.focus]


def _counted(result: Result, store: ox.Store) -> list[Node]:
    """Where a thing has too many values of a property, the claims that give them."""
    return _saying(store, result, result.path, None) if result.path and result.value is None else []


def _saying(store: ox.Store, result: Result, predicate: str, value: Node | None) -> list[Node]:
    """The claims of the merged graph that say a plain triple; all those of its subject and property where there is no value."""
    if not predicate or result.graph != MERGED_PART or not isinstance(result.focus, ox.NamedNode):
        return []
    wanted = ((SUBJECT, result.focus), (PREDICATE, ox.NamedNode(predicate)), *([(OBJECT, value)] if value is not None else []))
    claims: list[set[Node]] = [{quad.subject for quad in store.quads_for_pattern(None, part, term, MERGED)} for part, term in wanted]
    return sorted(set.intersection(*claims), key=str)


def _counts(store: ox.Store) -> Iterator[tuple[str, int]]:
    for what, cls in (("articles", "schema:NewsArticle"), ("claims", "news:Claim")):
        prefix, _, name = cls.partition(":")
        yield what, sum(1 for _ in store.quads_for_pattern(None, TYPE, ox.NamedNode(USUAL[prefix] + name), MERGED))
