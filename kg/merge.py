"""The articles' graphs become one: who is meant in each, and what all of them say, each triple once.

What comes out is a function of the articles' graphs and the ontology alone, so an article put in, replaced or taken out
of a dataset leaves exactly what building from the articles at hand gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain

from rdflib import OWL, PROV, RDF, RDFS, Literal, URIRef

from kg.iris import BASE
from kg.link import LocalThing, Thing, link
from kg.model import Fact, Status
from kg.ontology import Ontology
from kg.rdf import NEWS, NIF, SCHEMA, VOID, Quad, Term, Triple, of_dataset, of_fact, of_resolution, of_thing, resolution_graph

PLAIN = frozenset({Status.ASSERTED, Status.REPORTED})
"""A claim of this status is also a bare triple of the merged graph."""
AMOUNTS = frozenset({SCHEMA.MonetaryAmount, SCHEMA.QuantitativeValue})

Nodes = Mapping[URIRef, Mapping[URIRef, list[Term]]]
"""One article's graph: the values of each property of each node."""


def merge(
    quads: Iterable[Quad],
    ontology: Ontology,
    *,
    base: str = BASE,
    include: Collection[Status] = (),
    versions: Mapping[str, str] | None = None,
) -> Iterator[Quad]:
    """Articles' named graphs → the default graph, `graph/resolution` and `graph/about`, each quad once.

    Of the quads given only those of articles count, so a whole dataset may be merged again. `include` names the statuses
    whose claims are bare triples too, besides asserted and reported; `versions` goes into the dataset's description.
    """
    articles = dict(sorted(_articles(quads, base).items()))
    things = link((thing for iri, nodes in articles.items() for thing in local_things(iri, nodes)), ontology, base)
    merged = dict.fromkeys(_merged(articles, things, PLAIN | set(include)))
    yield from ((*triple, None) for triple in merged)
    yield from ((*triple, resolution_graph(base)) for thing in things for triple in of_resolution(thing, base))
    counts = {VOID.documents: len(articles), VOID.entities: len(things), VOID.triples: len(merged)}
    yield from of_dataset(counts, versions or {}, base)


def local_things(article: URIRef, nodes: Nodes) -> Iterator[LocalThing]:
    """The things of an article's graph, as they were when it was written."""
    date, lang = (str(_one(nodes[article], key) or "") for key in (SCHEMA.datePublished, SCHEMA.inLanguage))
    for iri, node in nodes.items():
        if RDFS.label in node:
            cls, same = _iri(node, RDF.type), _iri(node, OWL.sameAs)
            assert cls is not None
            yield LocalThing(
                iri, article, date, lang, cls, str(_one(node, RDFS.label)), tuple(sorted(map(str, node.get(SCHEMA.name, ())))), same
            )


def facts(article: URIRef, nodes: Nodes, canonical: Mapping[URIRef, URIRef]) -> Iterator[Fact]:
    """The claims of an article's graph, said of the things that are meant."""
    said = _one(nodes[article], SCHEMA.datePublished)
    for iri, node in nodes.items():
        if NEWS.Claim not in node.get(RDF.type, ()):
            continue
        s, p, speaker, span = (_iri(node, key) for key in (RDF.subject, RDF.predicate, NEWS.statedBy, PROV.wasDerivedFrom))
        o, sense, as_of = _one(node, RDF.object), _iri(node, NEWS.sense), _one(node, NEWS.asOf)
        assert s and p and span and sense and o is not None
        yield Fact(
            claim=iri,
            subject=canonical[s],
            predicate=p,
            object=canonical.get(o, o) if isinstance(o, URIRef) else o,
            status=Status(str(_one(node, NEWS.status)).rpartition("#")[2]),
            article=article,
            sentence=_sentence(nodes, span),
            sense=sense,
            speaker=canonical[speaker] if speaker else None,
            confidence=float(Decimal(str(_one(node, NEWS.confidence)))),
            as_of=as_of if isinstance(as_of, Literal) else None,
            said=said if isinstance(said, Literal) else None,
        )


def _articles(quads: Iterable[Quad], base: str) -> Mapping[URIRef, Nodes]:
    """The articles' graphs by their IRI; a graph that describes no article is none."""
    graphs: dict[URIRef, dict[URIRef, dict[URIRef, list[Term]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for s, p, o, g in quads:
        if g is not None and g.startswith(f"{base}article/"):
            graphs[g][s][p].append(o)
    return {iri: {s: dict(node) for s, node in sorted(nodes.items())} for iri, nodes in graphs.items() if iri in nodes}


def _merged(articles: Mapping[URIRef, Nodes], things: Iterable[Thing], plain: Collection[Status]) -> Iterator[Triple]:
    things = tuple(things)
    canonical = {member.iri: thing.iri for thing in things for member in thing.members}
    yield from chain.from_iterable(of_thing(thing) for thing in things)
    for iri, nodes in articles.items():
        lang = str(_one(nodes[iri], SCHEMA.inLanguage))
        for part in (iri, *_bylines(nodes[iri])):
            yield from _copied(part, nodes[part])
        for fact in facts(iri, nodes, canonical):
            yield from of_fact(fact, lang, plain=fact.status in plain)
        for node, said in nodes.items():
            types = said.get(RDF.type, ())
            if not AMOUNTS.isdisjoint(types):
                yield from _copied(node, said)
            elif SCHEMA.Quotation in types:
                yield from _quotation(node, said, iri, canonical)


def _bylines(article: Mapping[URIRef, list[Term]]) -> Iterator[URIRef]:
    """The nodes that name an article's author and publisher."""
    yield from (o for key in (SCHEMA.author, SCHEMA.publisher) for o in article.get(key, ()) if isinstance(o, URIRef))


def _copied(node: URIRef, said: Mapping[URIRef, list[Term]]) -> Iterator[Triple]:
    yield from ((node, p, o) for p, values in said.items() for o in values)


def _quotation(node: URIRef, said: Mapping[URIRef, list[Term]], article: URIRef, canonical: Mapping[URIRef, URIRef]) -> Iterator[Triple]:
    """A quotation as its article has it, by the speaker who is meant, with its source in place of its offsets."""
    yield node, RDF.type, SCHEMA.Quotation
    yield from ((node, SCHEMA.text, text) for text in said.get(SCHEMA.text, ()))
    yield from ((node, SCHEMA.creator, canonical[who]) for who in said.get(SCHEMA.creator, ()) if isinstance(who, URIRef))
    yield node, PROV.hadPrimarySource, article


def _sentence(nodes: Nodes, span: URIRef) -> str:
    """The words of the sentence that a span stands in; of a span that is a whole sentence, its own."""
    sentence = _iri(nodes[span], NIF.superString) or span
    return str(_one(nodes[sentence], NIF.anchorOf))


def _one(node: Mapping[URIRef, list[Term]], key: URIRef) -> Term | None:
    """A property's value; of several the first, so that the order they were read in does not matter."""
    return min(node.get(key, ()), key=str, default=None)


def _iri(node: Mapping[URIRef, list[Term]], key: URIRef) -> URIRef | None:
    value = _one(node, key)
    return value if isinstance(value, URIRef) else None
