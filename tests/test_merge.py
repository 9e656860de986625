"""The merged graph is what the RDF contract says, and every fact of it leads back to its words."""

from __future__ import annotations

import dataclasses

import pytest
from examples import article, bakery, chain, claim, mention_of, term
from pyoxigraph import QuerySolutions
from rdflib import OWL, PROV, RDF, RDFS, SKOS, XSD, Literal, URIRef

from kg.build import graph_of
from kg.iris import article_iri
from kg.link import local_things
from kg.merge import local_things as read_back
from kg.merge import merge
from kg.model import Extraction, Status
from kg.ontology import Ontology
from kg.rdf import NEWS, SCHEMA, Quad, Triple, of_extraction
from kg.store import store_of

BASE = "https://kg.example.org/"
ARTICLE = URIRef(f"{BASE}article/fournil")
FIRM, YEAST, ANNE = (URIRef(BASE + path) for path in ("organization/le-fournil-bleu", "technology/levure-lente", "person/anne-le-goff"))
RESOLUTION = URIRef(f"{BASE}graph/resolution")


def default(quads: tuple[Quad, ...]) -> set[Triple]:
    return {(s, p, o) for s, p, o, g in quads if g is None}


def merged(ontology: Ontology, *extractions: Extraction) -> set[Triple]:
    return default(graph_of(extractions, ontology))


def one_claim(status: Status, predicate: str = "news:uses") -> Extraction:
    text = "Alba utilise la vapeur."
    alba, steam = chain(text, "Alba", "news:Company"), chain(text, "vapeur", "news:Technology")
    return Extraction(article("un", text), (alba, steam), (claim(text, alba, predicate, steam, "Alba utilise la vapeur", status=status),))


def test_a_thing_has_one_class_a_label_other_names_and_its_identity(ontology: Ontology) -> None:
    graph = merged(ontology, bakery(), mention_of("b", "Le Fournil Bleu", "schema:Organization", same_as="Q9"))
    said = {(p, o) for s, p, o in graph if s == FIRM and p in (RDF.type, RDFS.label, SKOS.altLabel, OWL.sameAs)}
    assert said == {
        (RDF.type, term("news:Company")),
        (RDFS.label, Literal("Le Fournil Bleu", lang="fr")),
        (SKOS.altLabel, Literal("Fournil Bleu", lang="fr")),
        (OWL.sameAs, URIRef("http://www.wikidata.org/entity/Q9")),
    }


@pytest.mark.parametrize(
    ("status", "include", "plain"),
    [
        (Status.ASSERTED, (), True),
        (Status.REPORTED, (), True),
        (Status.PLANNED, (), False),
        (Status.CONDITIONAL, (), False),
        (Status.NEGATED, (), False),
        (Status.PLANNED, (Status.PLANNED,), True),
        (Status.NEGATED, (Status.PLANNED,), False),
    ],
)
def test_only_what_is_asserted_reported_or_asked_for_is_a_plain_triple(
    ontology: Ontology, status: Status, include: tuple[Status, ...], plain: bool
) -> None:
    graph = default(graph_of([one_claim(status)], ontology, include=include))
    bare = (URIRef(f"{BASE}organization/alba"), term("news:uses"), URIRef(f"{BASE}technology/vapeur"))
    assert (bare in graph) is plain
    assert [o for _, p, o in graph if p == NEWS.status] == [NEWS[status.value]]


def test_a_fact_comes_with_its_sentence_status_speaker_date_and_source_in_one_query(ontology: Ontology) -> None:
    rows = store_of(graph_of([bakery()], ontology)).query(
        """PREFIX news: <https://kg.example.org/ontology/news#> PREFIX schema: <https://schema.org/> PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?sentence ?status ?by ?date ?headline ?confidence ?publisher {
          ?claim rdf:subject/rdfs:label "Le Fournil Bleu"@fr ; rdf:predicate news:revenue ; news:sentence ?sentence ; news:status ?status ;
                 news:statedBy/rdfs:label ?by ; schema:datePublished ?date ; news:confidence ?confidence ; prov:hadPrimarySource ?article .
          ?article schema:headline ?headline ; schema:publisher/schema:name ?publisher }"""
    )
    assert isinstance(rows, QuerySolutions)
    assert [[term.value for term in row] for row in rows] == [
        [
            "La boulangerie a réalisé 2,5 millions d’euros de chiffre d’affaires, selon Le Courrier.",
            NEWS.Reported.toPython(),
            "Le Courrier",
            "2024-03-05",
            "Le pain bleu",
            "1",
            "Le Courrier",
        ]
    ]


def test_a_quotation_is_said_by_the_one_who_is_meant(ontology: Ontology) -> None:
    graph = merged(ontology, bakery())
    (quotation,) = (s for s, p, o in graph if (p, o) == (RDF.type, SCHEMA.Quotation))
    said = {
        (quotation, SCHEMA.creator, ANNE),
        (quotation, SCHEMA.text, Literal("Le pain y gagne", lang="fr")),
        (quotation, PROV.hadPrimarySource, ARTICLE),
    }
    assert said <= graph


def test_an_amount_is_described_where_it_is_used(ontology: Ontology) -> None:
    assert (URIRef(f"{BASE}value/2500000-eur"), SCHEMA.value, Literal("2500000", datatype=XSD.decimal)) in merged(ontology, bakery())


def test_one_fact_of_two_articles_is_one_triple_and_two_claims(ontology: Ontology) -> None:
    quads = graph_of([bakery("a"), bakery("b")], ontology)
    assert [quad for quad in quads if quad[:3] == (FIRM, term("news:uses"), YEAST)] == [(FIRM, term("news:uses"), YEAST, None)]
    assert len({s for s, p, o in default(quads) if (p, o) == (RDF.predicate, term("news:uses"))}) == 2


def test_nothing_of_the_default_graph_points_to_an_articles_own_thing(ontology: Ontology) -> None:
    local = {thing.iri for thing in local_things(bakery())}
    assert not local & {term for triple in merged(ontology, bakery()) for term in triple}


def test_every_decision_who_is_who_is_reified_with_its_reason(ontology: Ontology) -> None:
    quads = graph_of([bakery()], ontology)
    resolution = {(s, p, o) for s, p, o, g in quads if g == RESOLUTION}
    same = {(s, o) for s, p, o in resolution if p == OWL.sameAs}
    nodes = {s for s, p, o in resolution if (p, o) == (RDF.type, NEWS.Resolution)}
    reified = {
        (o, other)
        for n in nodes
        for s, p, o in resolution
        if (s, p) == (n, RDF.subject)
        for t, q, other in resolution
        if (t, q) == (n, RDF.object)
    }
    assert same == reified
    assert len(same) == len(list(local_things(bakery())))
    assert all(any((s, p) == (node, NEWS.reason) for s, p, _ in resolution) for node in nodes)


def test_things_read_back_from_a_graph_are_the_things_that_were_written(ontology: Ontology) -> None:
    for extraction in (bakery(), mention_of("b", "Alba", "schema:Thing", "Alba SA", date=None, same_as="Q1")):
        nodes: dict[URIRef, dict[URIRef, list[URIRef | Literal]]] = {}
        for s, p, o, _ in of_extraction(extraction):
            nodes.setdefault(s, {}).setdefault(p, []).append(o)
        back = sorted(read_back(article_iri(extraction.article.id), nodes, ontology), key=lambda t: t.iri)
        assert [dataclasses.replace(thing, roles=frozenset()) for thing in back] == list(local_things(extraction))


def test_a_thing_read_in_two_languages_has_a_label_in_each(ontology: Ontology) -> None:
    english = mention_of("b", "Alba", "news:Company")
    english = dataclasses.replace(english, article=dataclasses.replace(english.article, lang="en"))
    graph = merged(ontology, mention_of("a", "Alba", "news:Company"), english)
    assert {o for _, p, o in graph if p == RDFS.label} == {Literal("Alba", lang="fr"), Literal("Alba", lang="en")}


def test_a_dataset_can_be_merged_again(ontology: Ontology) -> None:
    quads = graph_of([bakery("a"), bakery("b")], ontology)
    own = [quad for quad in quads if quad[3] in (article_iri("a"), article_iri("b"))]
    assert set(merge(quads, ontology)) == set(merge(own, ontology))


def test_another_base_moves_every_iri_but_the_ontologys(ontology: Ontology) -> None:
    base = "https://exemple.fr/graphe/"
    strange = {
        term
        for quad in graph_of([bakery()], ontology, base=base)
        for term in quad
        if isinstance(term, URIRef) and term.startswith(BASE) and not term.startswith(f"{BASE}ontology/")
    }
    assert strange == set()


def test_no_article_is_an_empty_graph_with_a_description(ontology: Ontology) -> None:
    assert {g for *_, g in graph_of([], ontology)} == {URIRef(f"{BASE}graph/about")}
