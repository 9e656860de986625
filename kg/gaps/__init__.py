"""The to-do list of whoever writes a lexicon: the predicates that link known things and say nothing yet, the most frequent first.

A predicate with the same roles filled is one item, however many sentences have it. What no sense covers and what a sense refused are
items of their own, since one asks for an entry and the other for a look at an entry's classes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store
from rdflib import URIRef

from kg.errors import GraphError
from kg.explain import Mark, Passage
from kg.model import Article, Extraction, Filled, Gap, PredicateKind
from kg.rdf import NIF, SCHEMA
from kg.read import from_text

ROLES = ("subject", "self", "possessor", "object", "obl", "time")
"""The order in which an item names its roles."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with the predicate marked, and the article that it stands in."""

    article: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Item:
    """A predicate that links two known things: how often, by which roles, of which classes, and where.

    `transitive` where an object stands beside the two; `refused` counts the senses that would not have them, with the reasons: none where
    no sense covers the predicate at all.
    """

    predicate: str
    kind: PredicateKind
    reflexive: bool
    transitive: bool
    roles: tuple[str, str]
    lang: str
    count: int
    classes: tuple[tuple[URIRef, URIRef], ...]
    refused: tuple[tuple[URIRef, str], ...]
    examples: tuple[Example, ...]


def items(extractions: Iterable[Extraction], *, examples: int = 2) -> tuple[Item, ...]:
    """All items of these extractions, the most frequent first; of one frequency first what no sense covers, verbs before nouns."""
    found: defaultdict[tuple[object, ...], list[tuple[Article, Gap]]] = defaultdict(list)
    for extraction in extractions:
        for gap in extraction.gaps:
            if len(_ends(gap)) == 2:
                key = (
                    gap.predicate,
                    gap.kind,
                    gap.reflexive,
                    tuple(end.role for end in _ends(gap)),
                    extraction.article.lang,
                    gap.sense is None,
                )
                found[key].append((extraction.article, gap))
    return tuple(sorted((_item(gaps, examples) for gaps in found.values()), key=_most_frequent_first))


def _ends(gap: Gap) -> list[Filled]:
    """The roles that known things fill, in the order of `ROLES`."""
    known = [filled for filled in gap.roles if filled.cls is not None]
    return sorted(known, key=lambda filled: (ROLES.index(filled.role.partition(":")[0]), filled.role))


def _most_frequent_first(item: Item) -> tuple[object, ...]:
    return -item.count, bool(item.refused), tuple(PredicateKind).index(item.kind), item.predicate, item.roles


def _item(gaps: list[tuple[Article, Gap]], examples: int) -> Item:
    article, gap = gaps[0]
    one, other = (end.role for end in _ends(gap))
    places = dict.fromkeys((article.id, gap.evidence.begin) for article, gap in gaps)
    classes = Counter((first.cls, second.cls) for _, gap in gaps for first, second in [_ends(gap)] if first.cls and second.cls)
    refused = Counter((gap.sense, gap.reason) for _, gap in gaps if gap.sense is not None)
    return Item(
        predicate=gap.predicate,
        kind=gap.kind,
        reflexive=gap.reflexive,
        transitive=any("object" in {filled.role for filled in gap.roles} for _, gap in gaps),
        roles=(one, other),
        lang=article.lang,
        count=len(places),
        classes=tuple(pair for pair, _ in sorted(classes.items(), key=lambda pair: (-pair[1], pair[0]))),
        refused=tuple(sense for sense, _ in sorted(refused.items(), key=lambda sense: (-sense[1], sense[0]))),
        examples=tuple(_examples(gaps))[:examples],
    )


def _examples(gaps: Iterable[tuple[Article, Gap]]) -> Iterator[Example]:
    """Each sentence once."""
    seen = set()
    for article, gap in gaps:
        place = gap.evidence
        if (article.id, place.sentence_begin) not in seen:
            seen.add((article.id, place.sentence_begin))
            mark = Mark(place.begin - place.sentence_begin, place.end - place.sentence_begin, "fact")
            yield Example(article.id, Passage(article.text[place.sentence_begin : place.sentence_end], (mark,)))


def articles(store: Store, graph: object = "the graph") -> Iterator[Article]:
    """The articles whose texts a graph holds, to be read again; what was a heading is guessed anew, as in plain text.

    Raises GraphError where it has no articles, or was built without their texts.
    """
    identified = store.quads_for_pattern(None, NamedNode(SCHEMA.identifier), None)
    graphs = {quad.graph_name for quad in identified if quad.subject == quad.graph_name}
    found = sorted(name.value for name in graphs if isinstance(name, NamedNode))
    if not found:
        raise GraphError(str(graph), "no article has a graph of its own in it", "give the .trig that kg build wrote")
    for iri in found:
        yield _article(store, NamedNode(iri), graph)


def _article(store: Store, iri: NamedNode, graph: object) -> Article:
    def said(predicate: URIRef, subject: NamedNode | None = iri) -> str | None:
        found = [quad.object for quad in store.quads_for_pattern(subject, NamedNode(predicate), None, iri)]
        return min((term.value for term in found if isinstance(term, Literal)), default=None)

    text = said(NIF.isString, None)
    if text is None:
        raise GraphError(str(graph), f"it holds no text of {said(SCHEMA.identifier)}", "build it without --no-text, or give the articles")
    draft = from_text(text)
    return Article(
        id=said(SCHEMA.identifier) or iri.value,
        text=draft.text,
        blocks=draft.blocks,
        lang=said(SCHEMA.inLanguage) or "fr",
        title=said(SCHEMA.headline),
        date=said(SCHEMA.datePublished),
        source=str(graph),
    )
