"""What the graph says of one IRI: as triples, or as a page with the facts about a thing and the sentences that say them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize
from rdflib import URIRef

from kg.explain import INFERRED, STATUSES, before_date, figured, said, text_of
from kg.explain.inferred import inferred
from kg.iris import NEWS
from kg.ontology import FILE
from kg.prefixes import shortened
from kg.query import MERGED, TYPE
from kg.rdf import USUAL
from kg.serve import templates, terms
from kg.serve.problems import Problem
from kg.serve.snapshot import Snapshot
from kg.serve.templates import Link
from kg.store import solutions

HERE = Path(__file__).parent
MOST = 500
"""Facts that a page about a thing shows."""
ONTOLOGY = "ontology/"
_CLAIM_ENDS = (NamedNode(USUAL["rdf"] + "subject"), NamedNode(USUAL["rdf"] + "object"), NamedNode(f"{NEWS}statedBy"))
_NUMBERS = tuple(NamedNode(USUAL["xsd"] + name) for name in ("decimal", "double", "float", "integer", "nonNegativeInteger"))
_SOURCE = NamedNode(USUAL["prov"] + "hadPrimarySource")


@dataclass(frozen=True, slots=True)
class Told:
    """A fact on a page: its parts, the sentence that says it, and who printed that."""

    anchor: str
    subject: Link
    property: str
    object: Link
    status: str
    sentence: str
    article: Link
    date: str
    confidence: str


def found(path: str, there: Snapshot) -> str:
    """The IRI of what is at a path below the graph's base, or below the ontology's; a Problem (absent) where there is nothing.

    `found("person/ada-lune", …)` is `<base>person/ada-lune`.
    """
    if path.startswith(ONTOLOGY):
        if _documents(path, there):
            return NEWS.partition(ONTOLOGY)[0] + path
    elif _is_known(iri := there.base + path, there):
        return iri
    raise Problem("absent", f"the graph says nothing of <{there.base}{path}>")


def _is_known(iri: str, there: Snapshot) -> bool:
    try:
        node = NamedNode(iri)
    except ValueError:
        return False
    return next(_quads(node, there), None) is not None or _is_graph(node, there)


def _is_graph(node: NamedNode, there: Snapshot) -> bool:
    return there.store.contains_named_graph(node) and (there.shown is None or node in there.shown)


def _quads(node: NamedNode, there: Snapshot) -> Iterator[Quad]:
    """What is said of a node in the graphs that may be seen."""
    for quad in there.store.quads_for_pattern(node, None, None):
        if isinstance(quad.graph_name, DefaultGraph) or there.shown is None or quad.graph_name in there.shown:
            yield quad


def triples(iri: str, there: Snapshot, form: RdfFormat) -> bytes:
    """What is said of a thing, with the claims about it; of an article or another graph all that stands in it; each triple once."""
    if files := _documents_of(iri, there):
        return _converted(files, form)
    node = NamedNode(iri)
    said_here = {quad.triple for quad in _quads(node, there)}
    if _is_graph(node, there):
        said_here |= {quad.triple for quad in there.store.quads_for_pattern(None, None, None, node)}
    for claim in _claims(node, there.store):
        said_here |= {quad.triple for quad in there.store.quads_for_pattern(claim, None, None, MERGED)}
    return _written(said_here, there, form)


def _converted(files: Sequence[Path], form: RdfFormat) -> bytes:
    """Files of Turtle as they are, one after the other, or their triples in another format."""
    if form == RdfFormat.TURTLE:
        return b"\n".join(file.read_bytes() for file in files)
    return serialize((quad.triple for file in files for quad in parse(path=file, format=RdfFormat.TURTLE)), format=form) or b""


def _written(stated: set[Triple], there: Snapshot, form: RdfFormat) -> bytes:
    """Triples in an order of their own, with the prefixes that they use."""
    triples = sorted(stated, key=str)
    return serialize(triples, format=form, prefixes=there.used(triples, form)) or b""


def _claims(node: NamedNode, store: Store) -> Iterator[NamedNode]:
    """The claims that a thing is an end of, or that an article makes."""
    for end in (*_CLAIM_ENDS, _SOURCE):
        for quad in store.quads_for_pattern(None, end, node, MERGED):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject


def _documents(path: str, there: Snapshot) -> list[Path]:
    """The files behind the ontology's own IRIs: `ontology/news`, `ontology/news/lexicon/fr`."""
    own = NEWS.partition(ONTOLOGY)[2].rstrip("#")
    rest = path.removeprefix(ONTOLOGY)
    if rest == own:
        return [there.ontology.folder / FILE]
    lang = rest.removeprefix(f"{own}/lexicon/")
    return sorted(there.ontology.folder.glob(f"lexicon.{lang}*.ttl")) if lang != rest and lang.isalpha() else []


def _documents_of(iri: str, there: Snapshot) -> list[Path]:
    return _documents(ONTOLOGY + iri.partition(ONTOLOGY)[2], there) if iri.startswith(NEWS.partition(ONTOLOGY)[0] + ONTOLOGY) else []


def page(iri: str, there: Snapshot, lang: str) -> str:
    """A page about a thing: what it is, and each fact about it with its sentence; or that of the ontology, or its lexicon."""
    if files := _documents_of(iri, there):
        of = iri.rpartition("/")[2]
        return terms.ontology_page(there.edition, lang) if files[0].name == FILE else terms.lexicon_page(there.edition, of, lang)
    node, base = NamedNode(iri), there.base
    facts = list(_facts(node, there, lang))
    details = sorted(set(_details(node, there, lang)), key=lambda row: (row[0], row[1].text, row[1].href))
    kind = next((q.object for q in there.store.quads_for_pattern(node, TYPE, None, MERGED) if isinstance(q.object, NamedNode)), None)
    return templates.page(
        "thing.html",
        lang,
        iri=iri,
        path=href(iri, base),
        title=_title(node, there, lang),
        kind=there.ontology.label(URIRef(kind.value), lang) if kind else "",
        facts=facts[:MOST],
        more=templates.words()[lang]["more"].format(MOST) if len(facts) > MOST else "",
        details=details,
    )


def _title(node: NamedNode, there: Snapshot, lang: str) -> str:
    """A thing's label, an article's headline, an amount as it is written; else the IRI, shortened."""
    shown = link(node, there, lang).text
    headline = _first(there.store, node, NamedNode(f"{USUAL['schema']}headline"))
    return headline if headline and shown == shortened(node.value, there.names) else shown


def _first(store: Store, node: NamedNode, predicate: NamedNode) -> str:
    values = (quad.object for quad in store.quads_for_pattern(node, predicate, None, MERGED))
    return min((value.value for value in values if isinstance(value, Literal)), default="")


def _details(node: NamedNode, there: Snapshot, lang: str) -> Iterator[tuple[str, Link]]:
    """What is said of a node besides: its types, names, identities; what is a fact as well has its sentence elsewhere.

    What an article says stands in its own graph and in the merged one, and comes twice.
    """
    for quad in _quads(node, there):
        if quad.object is not None:
            yield _property(quad.predicate, there, lang), link(quad.object, there, lang)


def _property(node: NamedNode, there: Snapshot, lang: str) -> str:
    """What a property is called: by words of the pages where these have any, as of RDF's own, which the ontology has no words for.

    In French, theirs suit men and women, where the ontology's label is of one gender.
    """
    return templates.words()[lang].get(shortened(node.value, USUAL)) or there.ontology.label(URIRef(node.value), lang)


def _facts(node: NamedNode, there: Snapshot, lang: str) -> Iterator[Told]:
    """The facts of a thing, or of an article: those that it is the subject of first, then by property and date."""
    query = (HERE / "facts.rq").read_text(encoding="utf-8").replace("<urn:about>", str(node))
    rows: list[dict[str, Any]] = [{name: row[name] for name in _COLUMNS} for row in solutions(there.store, query)]
    rows += _inferred(rows, node, there)
    for row in sorted(rows, key=lambda row: (row["subject"] != node, *(str(row[name]) for name in ("predicate", "date", "claim")))):
        status = str(getattr(row["status"], "value", "")).rpartition("#")[2]
        yield Told(
            anchor=str(getattr(row["claim"], "value", "")).rpartition("#")[2],
            subject=link(row["subject"], there, lang),
            property=_worded(row, there, lang),
            object=link(row["object"], there, lang),
            status=" · ".join(filter(None, (_premise(row, there, lang), STATUSES[lang].get(status, status)))),
            sentence=_text(row["sentence"]),
            article=Link(_text(row["headline"]) or link(row["article"], there, lang).text, link(row["article"], there, lang).href),
            date=_text(row["date"]),
            confidence=link(row["confidence"], there, lang).text if row["confidence"] else "",
        )


def _worded(row: dict[str, Any], there: Snapshot, lang: str) -> str:
    """What the property of a fact is called before its object."""
    predicate = row["predicate"]
    return before_date(_property(predicate, there, lang), row["object"], lang) if isinstance(predicate, NamedNode) else ""


def _inferred(rows: list[dict[str, Any]], node: NamedNode, there: Snapshot) -> Iterator[dict[str, Any]]:
    """The facts that no article states and that follow from one of these, each as that one but for what it says."""
    of = {row["claim"]: row for row in rows}
    for found in inferred(there.store, node, there.ontology):
        if row := of.get(found.claim):
            yield {**row, "claim": None, "subject": found.subject, "predicate": found.predicate, "object": found.object, "premise": row}


def _premise(row: dict[str, Any], there: Snapshot, lang: str) -> str:
    """What a fact follows from, in words; nothing where an article states it."""
    if not (premise := row.get("premise")):
        return ""
    words = _worded(premise, there, lang)
    ends = (link(premise[end], there, lang).text for end in ("subject", "object"))
    return INFERRED[lang].format(f" → {words} → ".join(ends))


_COLUMNS = ("claim", "subject", "predicate", "object", "status", "sentence", "article", "headline", "date", "confidence")


def _text(term: object) -> str:
    return text_of(term) if isinstance(term, NamedNode | Literal) else ""


def link(term: object, there: Snapshot, lang: str) -> Link:
    """A node by its label, and where it leads: within this server where its IRI stands under the graph's base."""
    if not isinstance(term, NamedNode):
        return Link(_number(term, lang) if isinstance(term, Literal) else str(term))
    text = said(there.store, term, lang)
    return Link(shortened(term.value, there.names) if text == term.value else text, href(term.value, there.base))


def _number(term: Literal, lang: str) -> str:
    """A literal's text; the number that it is as the language writes it."""
    return figured(term.value, lang) if term.datatype in _NUMBERS else term.value


def href(iri: str, base: str) -> str:
    """Where an IRI leads: `<base>person/ada-lune` to `/person/ada-lune` (below the base's own path), another to itself.

    >>> href("https://a.example/kg/person/zoé", "https://a.example/kg/")
    '/kg/person/zo%C3%A9'
    >>> href("javascript:alert(1)", "https://a.example/")
    ''
    """
    within = iri.startswith((base, NEWS.partition(ONTOLOGY)[0] + ONTOLOGY))
    if not within:
        return iri if urlsplit(iri).scheme in ("http", "https") else ""
    parts = urlsplit(iri)
    return quote(
        parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else ""), "/#=,:~!$&'()*+;?@%"
    )
