"""A part of a graph: what lies near some things, or has some status, with all that its page and its sources need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Set
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.export.graph import text
from kg.model import Status
from kg.rdf import USUAL
from kg.store import solutions, visible

_CLAIMS = """SELECT ?iri ?subject ?predicate ?object ?status ?speaker ?article {
  ?iri a news:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; news:status ?status
  OPTIONAL { ?iri news:statedBy ?speaker }
  OPTIONAL { ?iri prov:hadPrimarySource ?article }
}"""
_THINGS = "SELECT ?thing { ?thing rdfs:label ?label }"
_BESIDE = """SELECT ?of ?beside {
  { ?of a schema:NewsArticle ; schema:publisher|schema:author ?beside FILTER isIRI(?beside) }
  UNION { ?beside a schema:Quotation ; schema:creator ?of }
}"""
_SAME = NamedNode(f"{USUAL['owl']}sameAs")


@dataclass(frozen=True, slots=True)
class _Claim:
    iri: str
    subject: str
    predicate: str
    object: str
    status: str
    speaker: str
    article: str

    @property
    def triple(self) -> tuple[str, str, str]:
        return self.subject, self.predicate, self.object


def part(store: Store, *, focus: Collection[str] = (), depth: int = 1, statuses: Collection[Status] = ()) -> Store:
    """The claims of `statuses` among the things at most `depth` facts away from those of `focus`, with what describes them.

    >>> len(part(Store(), focus=["https://kg.example.org/person/ana"]))
    0

    Nothing given is no condition. Two things that have a figure in common are not near each other for that.
    """
    if not focus and not statuses:
        return store
    every = [_Claim(*(text(row, name) for name in _Claim.__slots__)) for row in solutions(store, _CLAIMS)]
    things = {text(row, "thing") for row in solutions(store, _THINGS)}
    wanted = [claim for claim in every if not statuses or claim.status.rpartition("#")[2] in {status.value for status in statuses}]
    near = _near(wanted, things, focus, depth) if focus else things
    kept = [claim for claim in wanted if claim.subject in near and (claim.object in near or claim.object not in things)]
    part = Store()
    part.bulk_extend(_quads(store, kept, {claim.iri for claim in every}, {claim.triple for claim in every}, near, things))
    return part


def _near(claims: Collection[_Claim], things: Set[str], focus: Collection[str], depth: int) -> set[str]:
    """The things that as many steps reach, in either direction."""
    beside: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.object in things:
            beside[claim.subject].add(claim.object)
            beside[claim.object].add(claim.subject)
    near = edge = set(focus)
    for _ in range(depth):
        if not (edge := {other for thing in edge for other in beside[thing]} - near):
            break
        near = near | edge
    return near


def _quads(
    store: Store, kept: Collection[_Claim], claims: Set[str], triples: Set[tuple[str, str, str]], near: Set[str], things: Set[str]
) -> Iterator[Quad]:
    """What is said of the claims kept, their ends, speakers and articles, and of what these things said; each article's own graph."""
    articles = {claim.article for claim in kept} - {""}
    said, stated = {claim.iri for claim in kept}, {claim.triple for claim in kept}
    about = {*near, *said, *articles, *(claim.object for claim in kept), *(claim.speaker for claim in kept)}
    about |= {text(row, "beside") for row in solutions(store, _BESIDE) if text(row, "of") in about}
    about -= {iri for iri in about if "#quote-" in iri and iri.partition("#")[0] not in articles}
    for quad in store.quads_for_pattern(None, None, None, DefaultGraph()):
        triple = _plain(quad.subject), quad.predicate.value, _plain(quad.object)
        if triple[0] not in about or (triple in triples and triple not in stated):
            continue
        if triple[0] in said or triple[2] not in things or triple[2] in about:
            yield quad
    dropped = claims - said
    for graph in visible(store):
        whole = graph.value in articles
        for quad in store.quads_for_pattern(None, None if whole else _SAME, None, graph):
            subject = _plain(quad.subject)
            if subject not in dropped if whole else subject.partition("#")[0] in articles:
                yield quad


def _plain(term: object) -> str:
    return str(getattr(term, "value", term))
