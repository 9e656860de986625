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

from kg.iris import BASE, slug
from kg.link import NONE, Decisions, LocalThing, link, proposals
from kg.model import Fact, Status
from kg.ontology import Ontology
from kg.rdf import (
    NEWS,
    NIF,
    SCHEMA,
    VOID,
    Quad,
    Term,
    Triple,
    of_dataset,
    of_fact,
    of_proposal,
    of_reprint,
    of_resolution,
    of_thing,
    resolution_graph,
)
from kg.reprints import Text, reprints

PLAIN = frozenset({Status.ASSERTED, Status.REPORTED})
"""A claim of this status is also a bare triple of the merged graph."""
AMOUNTS = frozenset({SCHEMA.MonetaryAmount, SCHEMA.QuantitativeValue})

SMALL = 3
"""Letters of the words that say nothing about an office: "de", "du", "la", "des"."""

Nodes = Mapping[URIRef, Mapping[URIRef, list[Term]]]
"""One article's graph: the values of each property of each node."""


def merge(
    quads: Iterable[Quad],
    ontology: Ontology,
    *,
    base: str = BASE,
    include: Collection[Status] = (),
    versions: Mapping[str, str] | None = None,
    decisions: Decisions = NONE,
) -> Iterator[Quad]:
    """Articles' named graphs → the default graph, `graph/resolution` and `graph/about`, each quad once.

    Of the quads given only those of articles count, so a whole dataset may be merged again. `include` names the statuses
    whose claims are bare triples too, besides asserted and reported; `versions` goes into the dataset's description;
    `decisions` are people's, of who is whom.
    """
    articles = graphs_of(quads, base)
    things = link(
        (thing for iri, nodes in articles.items() for thing in local_things(iri, nodes, ontology)), ontology, base, None, decisions
    )
    canonical = {member.iri: thing.iri for thing in things for member in thing.members}
    told = (said_by(iri, nodes, canonical, PLAIN | set(include)) for iri, nodes in articles.items())
    copies = reprints(text_of(iri, nodes) for iri, nodes in articles.items())
    merged = dict.fromkeys(chain(*map(of_thing, things), *told, *(of_reprint(*pair) for pair in copies)))
    yield from ((*triple, None) for triple in merged)
    pairs = ((thing, member, reason) for thing in things for member, reason in zip(thing.members, thing.reasons, strict=True))
    yield from ((*t, resolution_graph(base)) for thing, member, reason in pairs for t in of_resolution(member, reason, thing.iri, base))
    likely = (of_proposal(one, base) for one in proposals(things, ontology, decisions))
    yield from ((*triple, resolution_graph(base)) for triples in likely for triple in triples)
    counts = {VOID.documents: len(articles), VOID.entities: len(things), VOID.triples: len(merged)}
    yield from of_dataset(counts, versions or {}, base, ontology.iri)


def text_of(article: URIRef, nodes: Nodes) -> Text:
    """An article's text, as far as it takes to know whether it is another's."""
    signature = next((_one(node, NEWS.textSignature) for node in nodes.values() if NEWS.textSignature in node), None)
    return Text(article, str(_one(nodes[article], SCHEMA.datePublished) or ""), str(signature or ""))


def local_things(article: URIRef, nodes: Nodes, ontology: Ontology) -> Iterator[LocalThing]:
    """The things of an article's graph as they were when it was written, with what the article's claims say of them for good."""
    date, lang = (str(_one(nodes[article], key) or "") for key in (SCHEMA.datePublished, SCHEMA.inLanguage))
    roles, settled = _told(nodes, ontology)
    for iri, node in nodes.items():
        if RDFS.label in node:
            cls, same = _iri(node, RDF.type), _iri(node, OWL.sameAs)
            assert cls is not None
            names = tuple(sorted(map(str, node.get(SCHEMA.name, ()))))
            yield LocalThing(
                *(iri, article, date, lang, cls, str(_one(node, RDFS.label)), names, same, NEWS.classGuessed in node),
                common=NEWS.commonName in node,
                roles=frozenset(roles[iri]),
                settled=frozenset(settled[iri]),
            )


def _told(nodes: Nodes, ontology: Ontology) -> tuple[Mapping[URIRef, set[str]], Mapping[URIRef, set[tuple[str, str]]]]:
    """The words for what each thing is by profession, and its values of properties that have one value only, as asserted."""
    roles: Mapping[URIRef, set[str]] = defaultdict(set)
    settled: Mapping[URIRef, set[tuple[str, str]]] = defaultdict(set)
    for node in nodes.values():
        s, p, o = _iri(node, RDF.subject), _iri(node, RDF.predicate), _one(node, RDF.object)
        if s is None or p is None or not isinstance(o, Literal) or _one(node, NEWS.status) != NEWS[Status.ASSERTED.value]:
            continue
        if p == SCHEMA.jobTitle and any(c.isalnum() for c in o):
            roles[s] |= {word for word in slug(str(o)).split("-") if len(word) > SMALL}
        if p in ontology.properties and ontology.properties[p].functional:
            settled[s].add((str(p), str(o)))
    return roles, settled


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


def graphs_of(quads: Iterable[Quad], base: str = BASE) -> Mapping[URIRef, Nodes]:
    """The articles' graphs by their IRI; a graph that describes no article is none."""
    graphs: dict[URIRef, list[Triple]] = defaultdict(list)
    for s, p, o, g in quads:
        if g is not None and g.startswith(f"{base}article/"):
            graphs[g].append((s, p, o))
    known = ((iri, nodes_of(triples)) for iri, triples in sorted(graphs.items()))
    return {iri: nodes for iri, nodes in known if iri in nodes}


def nodes_of(triples: Iterable[Triple]) -> Nodes:
    """Triples by subject and property, subjects in order."""
    nodes: dict[URIRef, dict[URIRef, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for s, p, o in triples:
        nodes[s][p].append(o)
    return {s: dict(node) for s, node in sorted(nodes.items())}


def said_by(article: URIRef, nodes: Nodes, canonical: Mapping[URIRef, URIRef], plain: Collection[Status]) -> Iterator[Triple]:
    """What an article gives to the merged graph: itself, its claims, and the values and quotations that they speak of.

    `canonical` has what each of its things stands for; `plain` are the statuses whose claims are bare triples too.
    """
    lang = str(_one(nodes[article], SCHEMA.inLanguage))
    for part in (article, *_bylines(nodes[article])):
        yield from _copied(part, nodes[part])
    for fact in facts(article, nodes, canonical):
        yield from of_fact(fact, lang, plain=fact.status in plain)
    for node, said in nodes.items():
        types = said.get(RDF.type, ())
        if not AMOUNTS.isdisjoint(types):
            yield from _copied(node, said)
        elif SCHEMA.Quotation in types:
            yield from _quotation(node, said, article, canonical)


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
