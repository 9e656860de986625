"""What `ontology.ttl` gets wrong: terms that are not declared, not labelled, declared twice, or that nothing can be said of."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, URIRef

from kg import turtle
from kg.iris import NEWS
from kg.lint.problem import Problem
from kg.lint.text import Written
from kg.ontology import FILE, THING, VALUE, Ontology, Property, Term, faults
from kg.rdf import KINDS

STEERING = ("bookkeeping", "demonym", "kind", "shared", "singleValued", "statedByDemonym", "statedByNoun", "understood", "unitKind")
"""The annotations by which an ontology steers kg (ontologies/README.md)."""
RESERVED = ("article", "graph", "ontology", "proposal", "resolution", "value")
"""First segments of IRIs that kg mints itself."""
SWITCHES = tuple(URIRef(NEWS + name) for name in ("bookkeeping", "shared", "singleValued"))
"""Annotations that hold or do not."""
ENDS = ("subject", "object")
KIND = NEWS + "kind"
_CLOSED = {str(RDFS): RDFS, str(OWL): OWL, str(RDF): RDF}


def vocabulary(o: Ontology, files: Mapping[str, Written]) -> Iterator[Problem]:
    """All that is to mend in the file of terms."""
    file = files[FILE]
    graph = turtle.graph(file.path)
    for fault in faults(o):
        yield Problem(file.path, file.line(fault.term, *filter(None, [fault.named])), True, fault.what, fault.mend)
    found = (*_terms(o), *_classes(o), *_properties(o), *_inverses(o), *_words(o, graph), *_declared(o, graph))
    for term, what, mend, named, error in found:
        yield Problem(file.path, file.line(term, *named), error, what, mend)


Found = tuple[URIRef, str, str, tuple[str, ...], bool]
"""A term, what is wrong, its mend, what is named in it, and whether it is an error."""


def _terms(o: Ontology) -> Iterator[Found]:
    terms: tuple[Term, ...] = (*o.classes.values(), *o.properties.values())
    for term in terms:
        if not term.labels:
            yield term.iri, f"{o.short(term.iri)} has no label", 'give it an rdfs:label, as "équipe"@fr', (), False
        if "" in term.labels:
            yield term.iri, f"{o.short(term.iri)} has a label in no language", "say which, as @fr", (str(RDFS.label),), False


def _classes(o: Ontology) -> Iterator[Found]:
    for iri, cls in o.classes.items():
        yield from _missing(o, iri, "rdfs:subClassOf", cls.super)
        has = f"{o.short(iri)} has the news:kind {cls.kind!r}"
        if cls.kind is not None and not re.fullmatch(r"[a-z]+", cls.kind):
            yield iri, has, "it begins IRIs: write lower-case letters a to z", (KIND,), True
        elif cls.kind in RESERVED:
            yield iri, f"{has}, which kg uses itself", f"try one such as {KINDS[0]}", (KIND,), True
        if not cls.super and cls.kind is None and not cls.bookkeeping and iri not in (THING, VALUE):
            what = f"{o.short(iri)} stands under no class and has no news:kind, so that its things are called thing/…"
            yield iri, what, "put it under a class, or give it a news:kind, the first part of its things' IRIs", (), False


def _properties(o: Ontology) -> Iterator[Found]:
    for iri, prop in o.properties.items():
        if prop.bookkeeping:
            continue
        for end, expected in (("domainIncludes", prop.domain), ("rangeIncludes", prop.range)):
            if not expected:
                yield iri, f"{o.short(iri)} expects nothing in particular", f"say what with schema:{end}", (), False
            yield from _missing(o, iri, f"schema:{end}", expected)
        if prop.understood not in (None, *ENDS):
            yield iri, f"{o.short(iri)} has the news:understood {prop.understood!r}", "say subject or object", (NEWS + "understood",), True


def _missing(o: Ontology, iri: URIRef, relation: str, targets: Iterable[URIRef]) -> Iterator[Found]:
    """Terms of RDF, OWL and XML Schema that there are not, such as xsd:dat."""
    for target in targets:
        space = next((space for space in (*_CLOSED, str(XSD)) if str(target).startswith(space)), "")
        known = sorted((XSD if space == str(XSD) else _CLOSED[space]).__annotations__) if space else []
        if space and (name := str(target).removeprefix(space)) not in known:
            yield iri, f"{o.short(iri)} {relation} {o.short(target)}, which there is not", _near(name, known), (str(target),), True


def _inverses(o: Ontology) -> Iterator[Found]:
    """Properties that say things of what their inverse does not take: what follows by the inverse would break its shape."""
    for iri, prop in o.properties.items():
        other = o.properties.get(prop.inverse) if prop.inverse else None
        if other is None:
            continue
        for end, expected, its, where in (("object", prop.range, other.domain, "subject"), ("subject", prop.domain, other.range, "object")):
            strange = [cls for cls in expected if its and cls in o.classes and not o.is_any(cls, its)]
            if strange:
                takes, only = o.short(strange[0]), ", ".join(map(o.short, its))
                what = f"{o.short(iri)} takes a {takes} as {end}, and its inverse {o.short(other.iri)} as {where} only {only}"
                yield iri, what, "let both ends of the two expect the same classes", (str(OWL.inverseOf),), False


def _declared(o: Ontology, graph: Graph) -> Iterator[Found]:
    """Terms that are declared as two things, or labelled twice, as happens where one name is used for two."""
    for iri, prop in o.properties.items():
        kinds = {kind for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) if (iri, RDF.type, kind) in graph}
        if len(kinds) > 1:
            yield iri, f"{o.short(iri)} is an owl:ObjectProperty and an owl:DatatypeProperty", "keep one of them", (), True
        yield from _mixed(o, prop, kinds)
    for iri in (*o.classes, *o.properties):
        langs = Counter(label.language or "" for label in graph.objects(iri, RDFS.label) if isinstance(label, Literal))
        if twice := sorted(lang for lang, count in langs.items() if count > 1):
            what = f"{o.short(iri)} has several labels in {twice[0] or 'no language'}"
            yield iri, what, "keep one; where it is declared twice, one of the two needs another name", (), True


def _mixed(o: Ontology, prop: Property, kinds: set[URIRef]) -> Iterator[Found]:
    literal = [one for one in prop.range if one.startswith(str(XSD)) or one == RDF.langString]
    things = [one for one in prop.range if one not in literal]
    if kinds == {OWL.ObjectProperty} and literal:
        what = f"{o.short(prop.iri)} is an owl:ObjectProperty and takes {o.short(literal[0])}"
        yield prop.iri, what, "make it an owl:DatatypeProperty, or take a class", (str(literal[0]),), True
    if kinds == {OWL.DatatypeProperty} and things:
        what = f"{o.short(prop.iri)} is an owl:DatatypeProperty and takes {o.short(things[0])}"
        yield prop.iri, what, "make it an owl:ObjectProperty, or take a datatype", (str(things[0]),), True


def _words(o: Ontology, graph: Graph) -> Iterator[Found]:
    """Annotations and words of OWL that there are not, such as news:singelValued."""
    for s, p, value in sorted(graph):
        if p in SWITCHES and isinstance(s, URIRef) and value not in (Literal(True), Literal(False)):
            yield s, f"{o.short(s)} has the {o.short(URIRef(str(p)))} {str(value)!r}", "say true or false, without quotes", (str(p),), True
        space = next((space for space in _CLOSED if str(p).startswith(space)), None)
        declared = (p, RDF.type, None) in graph
        if not isinstance(s, URIRef) or not isinstance(p, URIRef) or declared:
            continue
        if space and p not in _CLOSED[space]:
            yield s, f"there is no {o.short(p)}", _near(str(p).removeprefix(space), _CLOSED[space].__annotations__), (str(p),), True
        elif str(p).startswith(NEWS) and str(p).removeprefix(NEWS) not in STEERING:
            yield s, f"no annotation {o.short(p)} steers kg", _near(str(p).removeprefix(NEWS), STEERING), (str(p),), True


def _near(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"did you mean {close[0]}?" if close else "mend its name"
