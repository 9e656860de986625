"""What a folder's own `shapes.ttl` gets wrong: what is not SHACL, shapes that nothing is held against, terms that there are not."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files as resources
from importlib.util import find_spec

from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from kg import turtle
from kg.lint.problem import Problem
from kg.lint.text import Written
from kg.ontology import FILE, Ontology, find
from kg.rdf import USUAL

BY_HAND, IN = "shapes.ttl", URIRef("https://kg.example.org/shapes#in")
GRAPHS = ("articles", "merged", "resolution")
"""Where a shape can hold; where it says of none, it holds in the merged graph."""
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target)
OF_CLASSES = (SH.targetClass, SH["class"])
OF_PROPERTIES = (SH.path, SH.targetSubjectsOf, SH.targetObjectsOf, SH.equals, SH.disjoint, SH.lessThan, SH.lessThanOrEquals)
WAYS = (SH.inversePath, SH.alternativePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath, RDF.first, RDF.rest)
_MORE = "and class in not or values count groupConcat distinct nodeByExpression reifierShape"
_WORDS = sorted((*SH.__annotations__, *_MORE.split()))
"""The words that rdflib has as names of Python, and those that it cannot or does not have."""


def shapes(o: Ontology, files: Mapping[str, Written]) -> Iterator[Problem]:
    """All that is to mend in the shapes written by hand."""
    if file := files.get(BY_HAND):
        graph = turtle.graph(file.path)
        for check in (_invalid, _idle, _unknown_words, _unknown_terms):
            yield from check(graph, file, o)


def _invalid(graph: Graph, file: Written, o: Ontology) -> Iterator[Problem]:
    """What is against the shapes that the SHACL recommendation itself has for shapes."""
    if not find_spec("pyshacl"):
        what = "whether it is valid SHACL was not looked at, since pySHACL is not installed"
        yield Problem(file.path, 1, False, what, "in the folder of kg's README: pip install '.[check]'")
        return
    from pyshacl import validate

    _, report, _ = validate(graph, shacl_graph=_of_shapes())
    assert isinstance(report, Graph)
    for result in report.objects(None, SH.result):
        said = dict(report.predicate_objects(result))
        shape, path, value = _named(graph, said[SH.focusNode]), said.get(SH.resultPath), said.get(SH.value)
        if isinstance(path, URIRef):
            stands = f"has {_short(o, path)} {value.n3(graph.namespace_manager)}" if value is not None else f"lacks a {_short(o, path)}"
            told = min(map(str, report.objects(result, SH.resultMessage))).replace("Value is", "it is")
            what, named = f"{stands}: {told[0].lower()}{told[1:]}", [str(path)]
        else:
            what, named = "has a part that is neither a whole node shape nor a whole property shape", []
        yield Problem(file.path, file.line(shape, *named), True, f"{_short(o, shape)} is not valid SHACL: it {what}", "mend it")


@cache
def _of_shapes() -> Graph:
    """The shapes of shapes, as the recommendation gives them in its appendix C; pySHACL brings them."""
    return Graph().parse(data=resources("pyshacl").joinpath("assets/shacl-shacl.ttl").read_text("utf-8"), format="turtle")


def _idle(graph: Graph, file: Written, o: Ontology) -> Iterator[Problem]:
    """Shapes for graphs that there are not, and those that have no target and that no other refers to."""
    there = [URIRef(f"{IN.removesuffix('in')}{name}") for name in GRAPHS]
    for shape, where in graph.subject_objects(IN):
        if where not in there:
            names = ", ".join(f"shapes:{name}" for name in GRAPHS)
            what = f"{_short(o, str(shape))} is shapes:in {_short(o, str(where))}, which is no part of a graph, and so never runs"
            yield Problem(file.path, file.line(str(shape), str(IN)), True, what, f"there are {names}")
    for shape in {*graph.subjects(RDF.type, SH.NodeShape), *graph.subjects(RDF.type, SH.PropertyShape)}:
        aimed = (shape, RDF.type, RDFS.Class) in graph or any((shape, p, None) in graph for p in TARGETS)
        if isinstance(shape, URIRef) and not aimed and not _referred(graph, shape):
            what = f"{_short(o, shape)} has no target, and no other shape refers to it: nothing is held against it"
            yield Problem(file.path, file.line(shape), False, what, "say of what it holds, as sh:targetClass schema:Person")


def _referred(graph: Graph, shape: URIRef) -> bool:
    return next(graph.subjects(None, shape), None) is not None


def _unknown_words(graph: Graph, file: Written, o: Ontology) -> Iterator[Problem]:
    """Words of SHACL that there are not, such as sh:maxcount, which every engine passes over."""
    for s, p in sorted(set(graph.subject_predicates())):
        if str(p).startswith(str(SH)) and str(p).removeprefix(str(SH)) not in _WORDS:
            near = difflib.get_close_matches(str(p).removeprefix(str(SH)), _WORDS, n=1)
            mend = f"did you mean sh:{near[0]}?" if near else "take it out"
            yield Problem(file.path, file.line(_named(graph, s), str(p)), False, f"SHACL has no {_short(o, str(p))}", mend)


def _unknown_terms(graph: Graph, file: Written, o: Ontology) -> Iterator[Problem]:
    """Classes and properties that the ontology lacks, and that no graph can have."""
    spaces = tuple(space for name, space in USUAL.items() if name not in ("news", "schema"))
    declared = {
        t.subject.value for folder in (find("news"), o.folder) for t in turtle.triples(folder / FILE) if hasattr(t.subject, "value")
    }
    known = declared | {*map(str, o.classes), *map(str, o.properties)}
    for s, p, term in sorted(graph):
        kind = "class" if p in OF_CLASSES else "property" if p in OF_PROPERTIES or (p in WAYS and _in_path(graph, s)) else ""
        if kind and isinstance(term, URIRef) and term != RDF.nil and str(term) not in known and not str(term).startswith(spaces):
            near = difflib.get_close_matches(str(term), sorted(map(str, o.classes if kind == "class" else o.properties)), n=1, cutoff=0.8)
            meant = f"did you mean {_short(o, near[0])}?" if near else "mend its name, or declare it in ontology.ttl"
            what = f"the ontology has no {kind} {_short(o, str(term))}"
            yield Problem(file.path, file.line(_named(graph, s), str(term)), True, what, meant)


def _in_path(graph: Graph, node: Node) -> bool:
    """Whether a node is a part of a property path and not of another list."""
    above = list(graph.subject_predicates(node))
    return any(p == SH.path or (p in WAYS and _in_path(graph, s)) for s, p in above)


def _named(graph: Graph, node: Node) -> str:
    """The nearest shape above a node, or itself, that has a name; "" where there is none."""
    seen = set[Node]()
    while not isinstance(node, URIRef) and node not in seen:
        seen.add(node)
        node = next(iter(graph.subjects(None, node)), node)
    return str(node) if isinstance(node, URIRef) else ""


def _short(o: Ontology, iri: str) -> str:
    return f"sh:{iri.removeprefix(str(SH))}" if iri.startswith(str(SH)) else o.short(URIRef(iri)) if iri else "a shape without a name"
