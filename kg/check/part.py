"""Of a large dataset the part that some articles give, which can be checked by itself: after an article is added, that one alone."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

import pyoxigraph as ox

from kg.check.result import Term
from kg.errors import QueryError
from kg.explain import OBJECT, PREDICATE, SAME, SOURCE, STATUS, SUBJECT, value_of
from kg.model import Status
from kg.prefixes import base_of
from kg.query import MERGED, NAMES, TYPE
from kg.rdf import NEWS, SCHEMA, about_graph, resolution_graph

_NAME, _REPRINT = ox.NamedNode(SCHEMA.name), ox.NamedNode(NEWS.reprintOf)
_NAMED = 5
"""Of the articles that there are, so many are named to who asks for another."""
_OF_THINGS = (TYPE, *NAMES, SAME)


def part_of(store: ox.Store, ids: Collection[str]) -> ox.Store:
    """The graphs of these articles, their things, and what they give to the merged graph.

    Left out are who reprints whom, which pairs are proposed, and what the merged graph says of things that none of these articles
    states. Raises QueryError where there is no such article.
    """
    base = base_of(store)
    articles = [ox.NamedNode(f"{base}article/{id}") for id in dict.fromkeys(ids)]
    for article in articles:
        if not store.contains_named_graph(article):
            raise _unknown(article, store)
    part = ox.Store()
    part.extend(_quads(store, articles, ox.NamedNode(resolution_graph(base))))
    part.extend(store.quads_for_pattern(None, None, None, ox.NamedNode(about_graph(base))))
    return part


def _unknown(article: ox.NamedNode, store: ox.Store) -> QueryError:
    parent, _, id = article.value.rpartition("/")
    there = [name.value.rpartition("/")[2] for name in store.named_graphs() if name.value.startswith(f"{parent}/")]
    near = difflib.get_close_matches(id, there, n=1)
    some = f"near it: {near[0]}" if near else f"there are {', '.join(sorted(there)[:_NAMED])}{', …' if len(there) > _NAMED else ''}"
    return QueryError(f"{id}: the graph holds no article of this id; " + (some if there else "it has no article's own graph"))


def _quads(store: ox.Store, articles: Sequence[ox.NamedNode], resolution: ox.NamedNode) -> Iterator[ox.Quad]:
    own = [quad for article in articles for quad in store.quads_for_pattern(None, None, None, article)]
    yield from own
    sourced = chain.from_iterable(store.quads_for_pattern(None, SOURCE, article, MERGED) for article in articles)
    record = {*articles, *(quad.subject for quad in sourced), *(node for quad in own for node in (quad.subject, quad.object))}
    nodes = sorted((node for node in record if isinstance(node, ox.NamedNode)), key=str)
    for node in nodes:
        yield from (quad for quad in store.quads_for_pattern(node, None, None, MERGED) if quad.predicate != _REPRINT)
        yield from _plain(store, node)
    for thing in sorted({quad.object for node in nodes for quad in store.quads_for_pattern(node, SAME, None, resolution)}, key=str):
        yield from _of_thing(store, thing, articles, resolution)


def _plain(store: ox.Store, claim: ox.NamedNode) -> Iterator[ox.Quad]:
    """The plain triple of a claim of the merged graph, where there is one; that of one which is negated is another's."""
    s, p, o = (value_of(store, claim, part) for part in (SUBJECT, PREDICATE, OBJECT))
    negated = value_of(store, claim, STATUS) == ox.NamedNode(NEWS[Status.NEGATED.value])
    if isinstance(s, ox.NamedNode) and isinstance(p, ox.NamedNode) and o and not negated:
        yield from store.quads_for_pattern(s, p, o, MERGED)


def _of_thing(store: ox.Store, thing: Term, articles: Collection[ox.NamedNode], resolution: ox.NamedNode) -> Iterator[ox.Quad]:
    """A thing of the merged graph with its names, and all that stand for it, in other articles as well."""
    if isinstance(thing, ox.NamedNode):
        yield from chain.from_iterable(store.quads_for_pattern(thing, predicate, None, MERGED) for predicate in _OF_THINGS)
    for same in store.quads_for_pattern(None, SAME, thing, resolution):
        yield same
        for pointing in store.quads_for_pattern(None, SUBJECT, same.subject, resolution):
            yield from store.quads_for_pattern(pointing.subject, None, None, resolution)
        article = ox.NamedNode(str(getattr(same.subject, "value", "")).partition("#")[0])
        if article not in articles:
            for predicate in (*_OF_THINGS, _NAME):
                yield from store.quads_for_pattern(same.subject, predicate, None, article)
