"""What a check found as a SHACL report in Turtle, each result with its article's sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pyoxigraph as ox

from kg import turtle
from kg.check import Checked, Node, Origin, Result
from kg.check.shapes import SHAPES
from kg.prefixes import base_of
from kg.rdf import USUAL

_SH = "http://www.w3.org/ns/shacl#"
_TYPE = ox.NamedNode(USUAL["rdf"] + "type")


def report(checked: Checked, store: ox.Store) -> bytes:
    """A `sh:ValidationReport` whose nodes have IRIs made of what they say, so that the same graph gives the same bytes.

    `sh:conforms` is as SHACL has it: false where there is anything at all, be it a warning.
    """
    about = ox.NamedNode(f"{base_of(store)}graph/check")
    triples = {ox.Triple(about, _TYPE, _sh("ValidationReport"))}
    triples.add(ox.Triple(about, _sh("conforms"), ox.Literal(not checked.results)))
    for result, origins in checked.results:
        said = list(_said(result, origins))
        name = hashlib.sha256("|".join(sorted(f"{p} {o}" for p, o in said)).encode()).hexdigest()[:16]
        node = ox.NamedNode(f"{about.value}#{name}")
        triples.add(ox.Triple(about, _sh("result"), node))
        triples |= {ox.Triple(node, p, o) for p, o in said}
    names = {"sh": _SH, "shapes": SHAPES, **USUAL}
    body = sorted(triples, key=lambda t: (str(t.subject), t.predicate != _TYPE, str(t.predicate), str(t.object)))
    return turtle.text((ox.Quad(t.subject, t.predicate, t.object) for t in body), ox.RdfFormat.TURTLE, names)


def _said(result: Result, origins: tuple[Origin, ...]) -> Iterator[tuple[ox.NamedNode, Node]]:
    yield _TYPE, _sh("ValidationResult")
    focus = result.value if result.value is not None and (result.asked or ".said-" in result.shape) else result.focus
    yield _sh("focusNode"), focus
    if result.path:
        yield _sh("resultPath"), ox.NamedNode(result.path)
    if result.value is not None:
        yield _sh("value"), result.value
    yield _sh("sourceShape"), ox.NamedNode(result.shape)
    yield _sh("sourceConstraintComponent"), ox.NamedNode(result.component)
    yield _sh("resultSeverity"), _sh("Warning" if result.warning else "Violation")
    yield _sh("resultMessage"), ox.Literal(result.message, language="en")
    for origin in origins:
        yield ox.NamedNode(USUAL["prov"] + "hadPrimarySource"), ox.NamedNode(origin.article)
        yield ox.NamedNode(USUAL["news"] + "sentence"), ox.Literal(origin.sentence)


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SH + name)
