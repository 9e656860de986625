"""What an ontology expects, as SHACL shapes: what each property links, how many values it has, which classes have nothing in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import RDF, XSD, URIRef

from kg.iris import interned
from kg.ontology import VALUE, Ontology, Property
from kg.rdf import NEWS, NIF, SCHEMA, USUAL

SHAPES = "https://kg.example.org/shapes#"
STRETCH = interned(NIF.String)
BOTH = "shapes:articles , shapes:merged"
RECORDED = frozenset(interned(SCHEMA[name]) for name in ("author", "datePublished", "name", "publisher"))
"""Properties that kg writes of articles and claims, whatever else an ontology may expect of them."""

OF_THE_RECORD = (
    *(NEWS[name] for name in ("Claim", "Proposal", "Resolution")),
    *(SCHEMA[name] for name in ("NewsArticle", "Quotation", "MonetaryAmount", "QuantitativeValue")),
    *(NIF[name] for name in ("Context", "Phrase", "RFC5147String", "Sentence")),
)
"""Classes of what kg writes whatever the ontology."""

WRITTEN = {interned(XSD.gYear): "^-?[0-9]{4,}$", interned(XSD.gYearMonth): "^-?[0-9]{4,}-(0[1-9]|1[0-2])$"}
"""How values of a datatype are written that rdflib, and so pySHACL, takes as they come."""

_NAMED = f"sh:property [ sh:path rdf:type ; sh:maxCount 0 ] , [ sh:path <{SCHEMA.name}> ; sh:minCount 1 ]"
"""Who wrote or published an article has a name, and no class."""
RECORD = ("sh:class schema:NewsArticle", "sh:class news:Claim", _NAMED)


def generated(ontology: Ontology) -> str:
    """The shapes of an ontology in Turtle, to read or to give to any SHACL engine together with the ontology.

    `news:uses` gives `shapes:news-uses.subject` and `.object`, which its triples are checked by, `.said` for its claims of
    any status, and `.values` where a thing has one value only.
    """
    prefixes = {**ontology.prefixes, **{name: USUAL[name] for name in ("rdf", "rdfs", "news", "schema")}}
    names = {"sh": "http://www.w3.org/ns/shacl#", "shapes": SHAPES, **{k: v for k, v in prefixes.items() if k}}
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(names.items()))
    parts = (_vocabulary(ontology), *(_of_property(one, ontology) for one in _properties(ontology)), _disjoint(ontology))
    return head + "".join(f"\n{shape}\n" for part in parts for shape in part)


def _vocabulary(o: Ontology) -> Iterator[str]:
    """Asked of each property and class once, and not of each claim and thing: pySHACL reads the list anew each time."""
    for name, target, known, what in (
        ("properties", "rdf:predicate", [iri for iri, one in o.properties.items() if not one.bookkeeping], "a claim says a property"),
        ("classes", "rdf:type", {*o.classes, *OF_THE_RECORD}, "a thing is of a class"),
    ):
        listed = " ".join(f"<{iri}>" for iri in sorted(known))
        yield _shape(
            f"vocabulary.{name}", BOTH, f"sh:targetObjectsOf {target}", f"sh:in ( {listed} )", f'sh:message "{what} of the ontology"'
        )


def _properties(o: Ontology) -> Iterator[Property]:
    """All but those of stretches of text alone: there are thousands of these, and `shapes:Span` says all of them at once."""
    for _, one in sorted(o.properties.items()):
        if not one.domain or not all(o.is_a(cls, STRETCH) for cls in one.domain):
            yield one


def _of_property(one: Property, o: Ontology) -> Iterator[str]:
    name, said = _name(one.iri, o), o.short(one.iri)
    graphs = BOTH if one.bookkeeping else "shapes:merged"
    if one.domain:
        message = f'sh:message "the subject of {said} is to be {_any(one.domain, o)}"'
        also: tuple[str, ...] = RECORD if one.iri in RECORDED else ()
        yield _shape(f"{name}.subject", graphs, f"sh:targetSubjectsOf <{one.iri}>", _one_of(one.domain, also), message)
        if not one.bookkeeping:
            yield from _of_claims(one, "subject", _one_of(one.domain), message, o)
    if one.range:
        message = f'sh:message "the object of {said} is to be {_any(one.range, o)}"'
        also = (_NAMED,) if one.iri in RECORDED else ()
        value = f"sh:property [ sh:path <{one.iri}> ; {_one_of(one.range, also)} ; {message} ]"
        yield _shape(f"{name}.object", graphs, f"sh:targetSubjectsOf <{one.iri}>", value)
        if not one.bookkeeping:
            yield from _of_claims(one, "object", _one_of(one.range), message, o)
    if one.functional and (one.bookkeeping or not any(o.is_a(cls, VALUE) for cls in one.range)):
        yield _single(one, o, graphs)


def _of_claims(one: Property, end: str, fits: str, message: str, o: Ontology) -> Iterator[str]:
    """The shape of an end of the claims that say a property, asked of the property itself: SHACL has no other way to find them."""
    name = _name(one.iri, o)
    yield _shape(f"{name}.claim-{end}", "", f"sh:property [ sh:path rdf:{end} ; {fits} ]")
    said = f"sh:property [ sh:path [ sh:inversePath rdf:predicate ] ; sh:node shapes:{name}.claim-{end} ; {message} ]"
    yield _shape(f"{name}.said-{end}", BOTH, f"sh:targetNode <{one.iri}>", said)


def _single(one: Property, o: Ontology, graphs: str) -> str:
    """Of what articles state it is a warning: two may contradict each other, and then both stand in the graph (`kg conflicts`)."""
    severity = "" if one.bookkeeping else "sh:severity sh:Warning ; "
    message = f'sh:message "{o.short(one.iri)} has one value for any one thing"'
    counted = f"sh:property [ sh:path <{one.iri}> ; sh:maxCount 1 ; {severity}{message} ]"
    return _shape(f"{_name(one.iri, o)}.values", graphs, f"sh:targetSubjectsOf <{one.iri}>", counted)


def _disjoint(o: Ontology) -> Iterator[str]:
    """One shape for each class and list, with the classes after it, so that a thing of two is told once."""
    others: dict[URIRef, set[URIRef]] = {}
    for classes in o.disjoint:
        for place, cls in enumerate(classes):
            others.setdefault(cls, set()).update(classes[place + 1 :])
    for cls, those in sorted(others.items()):
        if those:
            message = f'sh:message "a thing of {o.short(cls)} is not also of {_any(sorted(those), o)}"'
            never = f"sh:not [ {_one_of(sorted(those))} ]"
            yield _shape(f"{_name(cls, o)}.only", BOTH, f"sh:targetClass <{cls}>", never, message)


def _shape(name: str, graphs: str, *parts: str) -> str:
    where = [f"shapes:in {graphs}"] if graphs else []
    return f"shapes:{name} a sh:NodeShape ;\n    " + " ;\n    ".join((*where, *parts)) + " ."


def _one_of(expected: Iterable[URIRef], also: Iterable[str] = ()) -> str:
    """`sh:class schema:Person`; of several `sh:or ( [ sh:class … ] [ … ] )`."""
    options = [*map(_fits, expected), *also]
    return options[0] if len(options) == 1 else f"sh:or ( {' '.join(f'[ {option} ]' for option in options)} )"


def _fits(expected: URIRef) -> str:
    written = f' ; sh:pattern "{WRITTEN[expected]}"' if expected in WRITTEN else ""
    return f"sh:{'datatype' if _is_datatype(expected) else 'class'} <{expected}>{written}"


def _is_datatype(iri: URIRef) -> bool:
    return iri.startswith(str(XSD)) or iri == RDF.langString


def _any(expected: Iterable[URIRef], o: Ontology) -> str:
    """`schema:Person, news:Group or schema:Organization`."""
    *those, last = (o.short(one) for one in expected)
    return f"{', '.join(those)} or {last}" if those else last


def _name(iri: URIRef, o: Ontology) -> str:
    """The part of a shape's IRI that says of which term it is: `news:uses` → `news-uses`."""
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in o.short(iri).strip("<>"))
