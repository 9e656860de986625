"""One article's graph is what the RDF contract says."""

from __future__ import annotations

import dataclasses

import pytest
from examples import bakery, chain, claim, term
from rdflib import OWL, PROV, RDF, RDFS, XSD, Literal, URIRef

from kg.iris import span_iri
from kg.model import Amount, Extraction, Status
from kg.rdf import ITSRDF, NEWS, NIF, SCHEMA, VOID, Quad, Term, date_literal, decimal_literal, of_dataset, of_extraction, order

ARTICLE = URIRef("https://kg.example.org/article/fournil")
FIRM = URIRef(f"{ARTICLE}#organization/le-fournil-bleu")


def triples(extraction: Extraction, no_text: bool = False) -> set[tuple[URIRef, URIRef, Term]]:
    return {(s, p, o) for s, p, o, _ in of_extraction(extraction, no_text=no_text)}


def values(extraction: Extraction, node: URIRef, key: URIRef) -> set[Term]:
    return {o for s, p, o in triples(extraction) if (s, p) == (node, key)}


def claims_of(extraction: Extraction, predicate: str) -> list[URIRef]:
    return [s for s, p, o in triples(extraction) if (p, o) == (RDF.predicate, term(predicate))]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (RDF.type, SCHEMA.NewsArticle),
        (SCHEMA.headline, Literal("Le pain bleu", lang="fr")),
        (SCHEMA.datePublished, Literal("2024-03-05", datatype=XSD.date)),
        (SCHEMA.inLanguage, Literal("fr")),
        (SCHEMA.url, URIRef("https://courrier.example/pain?a=1")),
        (SCHEMA.identifier, Literal("fournil")),
        (SCHEMA.publisher, URIRef(f"{ARTICLE}#publisher")),
    ],
)
def test_an_article_says_what_it_is(key: URIRef, expected: Term) -> None:
    assert values(bakery(), ARTICLE, key) == {expected}


def test_all_of_an_article_stands_in_the_graph_with_its_iri() -> None:
    assert {g for *_, g in of_extraction(bakery())} == {ARTICLE}


def test_no_quad_is_said_twice() -> None:
    quads = list(of_extraction(bakery()))
    assert len(quads) == len(set(quads))


def test_a_thing_has_its_class_its_label_and_its_proper_names() -> None:
    assert values(bakery(), FIRM, RDF.type) == {term("news:Company")}
    assert values(bakery(), FIRM, RDFS.label) == {Literal("Le Fournil Bleu", lang="fr")}
    assert values(bakery(), FIRM, SCHEMA.name) == {Literal("Le Fournil Bleu", lang="fr"), Literal("Fournil Bleu", lang="fr")}


def test_a_thing_without_a_name_has_only_a_label() -> None:
    group = URIRef(f"{ARTICLE}#group/des-apprentis")
    assert values(bakery(), group, RDFS.label) == {Literal("Des apprentis", lang="fr")}
    assert values(bakery(), group, SCHEMA.name) == set()


def test_a_mention_is_a_nif_phrase_of_the_whole_text() -> None:
    text = bakery().article.text
    mention = span_iri(ARTICLE, 0, 15)
    assert {
        (mention, RDF.type, NIF.Phrase),
        (mention, RDF.type, NIF.RFC5147String),
        (mention, NIF.beginIndex, Literal("0", datatype=XSD.nonNegativeInteger)),
        (mention, NIF.endIndex, Literal("15", datatype=XSD.nonNegativeInteger)),
        (mention, NIF.anchorOf, Literal("Le Fournil Bleu")),
        (mention, NIF.referenceContext, span_iri(ARTICLE, 0, len(text))),
        (mention, ITSRDF.taIdentRef, FIRM),
        (span_iri(ARTICLE, 0, len(text)), RDF.type, NIF.Context),
        (span_iri(ARTICLE, 0, len(text)), NIF.isString, Literal(text)),
    } <= triples(bakery())


def test_without_text_nothing_but_the_whole_text_is_missing() -> None:
    missing = triples(bakery()) - triples(bakery(), no_text=True)
    assert {p for _, p, _ in missing} == {NIF.isString}
    assert len(missing) == 1


def test_a_claim_says_what_who_how_and_where() -> None:
    (iri,) = claims_of(bakery(), "news:revenue")
    value = URIRef("https://kg.example.org/value/2500000-eur")
    begin = bakery().article.text.index("2,5 millions")
    span = span_iri(ARTICLE, begin, begin + len("2,5 millions d’euros de chiffre d’affaires"))
    assert {
        (iri, RDF.type, NEWS.Claim),
        (iri, RDF.subject, FIRM),
        (iri, RDF.object, value),
        (iri, NEWS.status, NEWS.Reported),
        (iri, NEWS.statedBy, URIRef(f"{ARTICLE}#organization/le-courrier")),
        (iri, NEWS.confidence, Literal("1", datatype=XSD.decimal)),
        (iri, NEWS.sense, term("lex:exemple.sens")),
        (iri, PROV.wasDerivedFrom, span),
        (value, RDF.type, SCHEMA.MonetaryAmount),
        (value, SCHEMA.value, Literal("2500000", datatype=XSD.decimal)),
        (value, SCHEMA.currency, Literal("EUR")),
    } <= triples(bakery())
    (sentence,) = values(bakery(), span, NIF.superString)
    assert isinstance(sentence, URIRef)
    (said,) = values(bakery(), sentence, NIF.anchorOf)
    assert said.startswith("La boulangerie a réalisé")
    assert said.endswith("selon Le Courrier.")


def test_a_sentence_is_not_its_own_super_string() -> None:
    example = bakery()
    whole = "Le Fournil Bleu utilise la levure lente."
    said = claim(example.article.text, example.chains[0], "news:uses", example.chains[1], whole)
    graph = triples(dataclasses.replace(example, claims=(said,)))
    assert (span_iri(ARTICLE, 0, len(whole)), RDF.type, NIF.Sentence) in graph
    assert not any(p == NIF.superString for _, p, _ in graph)


def test_two_senses_that_find_the_same_in_the_same_words_make_one_claim_and_the_surest_speaks() -> None:
    example = bakery()
    first, *rest = example.claims
    other = dataclasses.replace(first, sense=term("lex:autre"), confidence=0.95)
    for claims in ((first, other, *rest), (other, *rest, first)):
        (iri,) = claims_of(dataclasses.replace(example, claims=claims), "news:uses")
        assert values(dataclasses.replace(example, claims=claims), iri, NEWS.sense) == {term("lex:autre")}
        assert values(dataclasses.replace(example, claims=claims), iri, NEWS.confidence) == {Literal("0.95", datatype=XSD.decimal)}


def test_the_same_words_with_another_status_are_another_claim() -> None:
    example = bakery()
    doubted = dataclasses.replace(example.claims[0], status=Status.CONDITIONAL)
    assert len(claims_of(dataclasses.replace(example, claims=(*example.claims, doubted)), "news:uses")) == 2


def test_a_quotation_has_its_words_and_its_speaker() -> None:
    begin = bakery().article.text.index("Le pain")
    quote = URIRef(f"{ARTICLE}#quote-{begin}-{begin + 15}")
    assert values(bakery(), quote, RDF.type) == {SCHEMA.Quotation}
    assert values(bakery(), quote, SCHEMA.text) == {Literal("Le pain y gagne", lang="fr")}
    assert values(bakery(), quote, SCHEMA.creator) == {URIRef(f"{ARTICLE}#person/anne-le-goff")}


@pytest.mark.parametrize(
    ("amount", "iri", "expected"),
    [
        (Amount("16.50", "%"), "value/16.50-percent", {(SCHEMA.value, "16.5"), (SCHEMA.unitText, "%")}),
        (Amount("300"), "value/300", {(SCHEMA.value, "300")}),
        (Amount(None, "h", low="3", high="5"), "value/3-to-5-h", {(SCHEMA.minValue, "3"), (SCHEMA.maxValue, "5"), (SCHEMA.unitText, "h")}),
        (Amount("-2", "USD", money=True), "value/minus-2-usd", {(SCHEMA.value, "-2"), (SCHEMA.currency, "USD")}),
    ],
)
def test_an_amount_stands_under_an_iri_made_from_its_value(amount: Amount, iri: str, expected: set[tuple[URIRef, str]]) -> None:
    example = bakery()
    said = claim(example.article.text, example.chains[0], "news:revenue", amount, "2,5 millions")
    graph = triples(dataclasses.replace(example, claims=(said,)))
    node = URIRef(f"https://kg.example.org/{iri}")
    assert {(p, str(o)) for s, p, o in graph if s == node and p != RDF.type} == expected


@pytest.mark.parametrize("url", ["javascript:alert(1)", 'https://exemple.fr/">', "pas une adresse", "http://[", "https://exemple.fr/a#b#c"])
def test_an_address_that_is_none_never_becomes_a_broken_iri(url: str) -> None:
    example = bakery()
    (said,) = values(dataclasses.replace(example, article=dataclasses.replace(example.article, url=url)), ARTICLE, SCHEMA.url)
    assert isinstance(said, Literal) or not set('<>" {}|\\^`') & set(said)


@pytest.mark.parametrize(
    ("url", "iri"),
    [
        ("https://exemple.fr/é?q=a b", "https://exemple.fr/%C3%A9?q=a%20b"),
        ("https://exemple.fr/100%#a#b", "https://exemple.fr/100%25#a%23b"),
        (" https://exemple.fr ", "https://exemple.fr"),
    ],
)
def test_an_address_becomes_an_iri_encoded_where_it_must_be(url: str, iri: str) -> None:
    example = bakery()
    assert values(dataclasses.replace(example, article=dataclasses.replace(example.article, url=url)), ARTICLE, SCHEMA.url) == {URIRef(iri)}


@pytest.mark.parametrize(("date", "datatype"), [("2025", XSD.gYear), ("2025-07", XSD.gYearMonth), ("2025-07-03", XSD.date)])
def test_a_date_is_as_precise_as_it_is_known(date: str, datatype: URIRef) -> None:
    assert date_literal(date) == Literal(date, datatype=datatype)


@pytest.mark.parametrize(
    ("number", "written"), [("1", "1"), ("1.0", "1"), ("0.50", "0.5"), ("100", "100"), ("1E+3", "1000"), (0.1, "0.1"), ("-0.0", "0")]
)
def test_a_number_has_one_way_to_be_written(number: str | float, written: str) -> None:
    assert str(decimal_literal(number)) == written


def test_an_identity_of_the_gazetteer_is_written_down() -> None:
    example = bakery()
    text = example.article.text
    known = chain(text, "Le Courrier", "schema:Organization", same_as="Q7")
    graph = triples(dataclasses.replace(example, chains=(known,), claims=(), quotations=()))
    assert (URIRef(f"{ARTICLE}#organization/le-courrier"), OWL.sameAs, URIRef("http://www.wikidata.org/entity/Q7")) in graph


def test_a_chain_that_only_a_claim_speaks_of_is_a_thing_too() -> None:
    graph = triples(dataclasses.replace(bakery(), chains=()))
    assert (FIRM, RDF.type, term("news:Company")) in graph


def test_the_description_has_counts_and_versions_and_no_clock() -> None:
    quads = list(of_dataset({VOID.documents: 3}, {"kg": "1.2"}))
    graph = URIRef("https://kg.example.org/graph/about")
    assert (graph, VOID.documents, Literal("3", datatype=XSD.nonNegativeInteger), graph) in quads
    assert (URIRef(f"{graph}#kg"), SCHEMA.version, Literal("1.2"), graph) in quads
    assert not any(isinstance(o, Literal) and o.datatype in (XSD.date, XSD.dateTime) for _, _, o, _ in quads)


def test_in_print_a_node_says_first_what_it_is() -> None:
    s = URIRef("https://kg.example.org/thing/a")
    quads: list[Quad] = [(s, RDFS.comment, Literal("x"), None), (s, RDFS.label, Literal("a"), None), (s, RDF.type, OWL.Thing, None)]
    assert [p for _, p, _, _ in sorted(quads, key=order)] == [RDF.type, RDFS.label, RDFS.comment]
