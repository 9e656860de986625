"""One graph as it is compared with another: its articles, its things, and what its claims say of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from kg.errors import GraphError
from kg.explain import AS_OF, MEANS, OBJECT, PREDICATE, SAME, SOURCE, SPEAKER, STATUS, SUBJECT, WORDS
from kg.iris import SCHEMA
from kg.prefixes import base_of
from kg.query import MERGED, NAMES, TYPE
from kg.rdf import NEWS, about_graph, resolution_graph

Term = NamedNode | Literal | BlankNode | Triple

ARTICLE, CREATOR = NamedNode(f"{SCHEMA}NewsArticle"), NamedNode(f"{SCHEMA}creator")
REPRINTS = NamedNode(NEWS.reprintOf)
BETWEEN = frozenset({SUBJECT, OBJECT, SPEAKER, CREATOR, REPRINTS})
"""What the merged graph says of an article and its claims that hangs on other articles: who is meant, and whose text it is."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one article says in one place, of things of the merged graph."""

    iri: str
    subject: str
    predicate: str
    object: Term
    status: str
    article: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Side:
    """A graph; `whole` where the articles have graphs of their own in it, `names` the things by IRI with all that they are called."""

    store: Store
    base: str
    whole: bool
    articles: frozenset[str]
    names: Mapping[str, frozenset[str]]
    claims: Mapping[str, Claim]


def side(store: Store, name: object) -> Side:
    """A store as a side of a comparison; `name` is what an error calls it.

    Raises GraphError where it is not a graph of kg's.
    """
    base = base_of(store)
    typed = store.quads_for_pattern(None, TYPE, ARTICLE, MERGED)
    articles = frozenset(quad.subject.value for quad in typed if isinstance(quad.subject, NamedNode))
    described = next(store.quads_for_pattern(None, None, None, NamedNode(about_graph(base))), None)
    if not articles and not described:
        raise GraphError(str(name), "it is RDF, and tells of no article", "give a graph that kg built, its .trig or its .ttl")
    whole = all(_graph(store, article) for article in articles)
    called: dict[str, set[str]] = defaultdict(set)
    for label in NAMES:
        for thing, terms in values(store, label).items():
            called[thing].update(map(_value, terms))
    return Side(store, base, whole, articles, {thing: frozenset(said) for thing, said in called.items()}, _claims(store))


def _graph(store: Store, article: str) -> bool:
    return next(store.quads_for_pattern(None, None, None, NamedNode(article)), None) is not None


def _value(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def values(store: Store, predicate: NamedNode) -> dict[str, list[Term]]:
    """Of a property of the merged graph: its values, by what has them, in order."""
    found: dict[str, list[Term]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, predicate, None, MERGED):
        if isinstance(quad.subject, NamedNode):
            found[quad.subject.value].append(quad.object)
    return {subject: sorted(terms, key=str) for subject, terms in found.items()}


def _claims(store: Store) -> dict[str, Claim]:
    parts = [values(store, part) for part in (SUBJECT, PREDICATE, OBJECT, STATUS, SOURCE, AS_OF)]
    found = {}
    for iri in sorted(parts[0]):
        s, p, o, status, source, as_of = (part.get(iri, [None])[0] for part in parts)
        if p is not None and o is not None:
            found[iri] = Claim(iri, _value(s), _value(p), o, _value(status).rpartition("#")[2], _value(source), _value(as_of))
    return found


def members(one: Side, *, by_claims: bool) -> dict[str, str]:
    """What stands for a thing, and the thing: the articles' own things, or for want of them the ends of claims."""
    if not by_claims:
        graph = NamedNode(resolution_graph(one.base))
        resolved = one.store.quads_for_pattern(None, SAME, None, graph)
        pairs = ((quad.subject.value, _value(quad.object)) for quad in resolved if isinstance(quad.subject, NamedNode))
        return {local: thing for local, thing in pairs if thing in one.names}
    claims = one.claims.values()
    ends = [(f"{claim.iri} s", claim.subject) for claim in claims] + [(f"{claim.iri} o", _value(claim.object)) for claim in claims]
    return {end: thing for end, thing in ends if thing in one.names}


def mentions(one: Side, local: str) -> Iterator[tuple[str, str]]:
    """Where an article names its own thing, and in which words."""
    for quad in one.store.quads_for_pattern(None, MEANS, NamedNode(local), None):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject.value, _words(one, quad.subject)


def meant(one: Side, span: str, words: str) -> str:
    """The article's own thing that these words name at this place; "" where none is."""
    node = NamedNode(span)
    found = sorted(_value(quad.object) for quad in one.store.quads_for_pattern(node, MEANS, None, None))
    return found[0] if found and _words(one, node) == words else ""


def _words(one: Side, span: NamedNode) -> str:
    return next((_value(quad.object) for quad in one.store.quads_for_pattern(span, WORDS, None, None)), "")


def content(one: Side, article: str) -> frozenset[Triple]:
    """What an article's own graph holds."""
    return frozenset(quad.triple for quad in one.store.quads_for_pattern(None, None, None, NamedNode(article)))


def told(one: Side) -> dict[str, set[Triple]]:
    """What the merged graph holds of each article itself, its claims and quotations, without who is meant."""
    found: dict[str, set[Triple]] = defaultdict(set)
    for quad in one.store.quads_for_pattern(None, None, None, MERGED):
        if isinstance(quad.subject, NamedNode) and quad.predicate not in BETWEEN:
            article = quad.subject.value.partition("#")[0]
            if article in one.articles:
                found[article].add(quad.triple)
    return found
