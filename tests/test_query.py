"""A graph is asked in SPARQL, by text or by the name of a saved query."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from examples import disputed

from kg import ontology
from kg.build import graph_of
from kg.errors import OntologyError, QueryError
from kg.iris import USUAL
from kg.prefixes import base_of, prefixes, shortened
from kg.query import Saved, query, saved, things
from kg.store import open_dataset, store_of

NEWS = ontology.find("news")
SAVED = list(saved(NEWS))


@pytest.fixture(scope="module")
def little() -> ox.Store:
    return open_dataset(Path(__file__).parent / "cases" / "little.trig")


@pytest.fixture(scope="module")
def contradicting() -> ox.Store:
    return store_of(graph_of(disputed(), ontology.load("news")))


def test_the_usual_prefixes_need_not_be_written(little: ox.Store) -> None:
    asked = query(little, "SELECT ?who ?what { ?who news:uses ?what . ?what a news:Technology }", ontology=NEWS)
    assert asked.columns == ("who", "what")
    assert list(asked.rows()) == [("organization:lumio", "technology:voix-de-synthese")]


def test_a_prefix_that_the_query_declares_wins(little: ox.Store) -> None:
    asked = query(little, "PREFIX news: <https://schema.org/> ASK { ?x a news:Person }", ontology=NEWS)
    assert asked.written("csv") == b"true"


def test_an_ontology_of_ones_own_brings_its_prefixes(little: ox.Store, tmp_path: Path) -> None:
    (tmp_path / "ontology.ttl").write_text("@prefix port: <https://port.example/> . port:Quay a port:Class .\n", encoding="utf-8")
    assert prefixes(little, tmp_path)["port"] == "https://port.example/"


def test_an_ontology_of_ones_own_brings_a_prefix_for_each_kind_of_thing(little: ox.Store, tmp_path: Path) -> None:
    head = f"@prefix news: <{USUAL['news']}> . @prefix port: <https://port.example/> .\n"
    (tmp_path / "ontology.ttl").write_text(head + "port:Ship news:kind 'ship' . port:Quay news:kind 'port' , 'a b' .\n", encoding="utf-8")
    names = prefixes(little, tmp_path)
    assert (names["ship"], names["port"], "a b" in names) == ("https://kg.example.org/ship/", "https://port.example/", False)


def test_the_usual_prefixes_are_there_though_the_ontology_is_broken(little: ox.Store, tmp_path: Path) -> None:
    (tmp_path / "ontology.ttl").write_text("@prefix port: <https://port.example/> . port:Quay a port:Class . <", encoding="utf-8")
    assert {"port", "news", "person"} <= prefixes(little, tmp_path).keys()


def test_a_graph_under_another_base_is_asked_by_the_same_prefixes() -> None:
    graph = ox.Store()
    about, lumio = ox.NamedNode("https://press.example/graph/about"), ox.NamedNode("https://press.example/organization/lumio")
    graph.add(ox.Quad(about, ox.NamedNode("http://rdfs.org/ns/void#entities"), ox.Literal(1), about))
    graph.add(ox.Quad(lumio, ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), ox.Literal("Lumio", language="fr")))
    assert base_of(graph) == "https://press.example/"
    assert query(graph, "ASK { organization:lumio rdfs:label ?name }", ontology=NEWS).written("csv") == b"true"


@pytest.mark.parametrize("one", SAVED, ids=lambda one: one.name)
def test_every_saved_query_says_what_it_is_and_finds_something(one: Saved, little: ox.Store, contradicting: ox.Store) -> None:
    examples = {"name": "lumio", "other": "voix de synthèse"}
    given = {p.name: examples[p.name] for p in one.parameters if p.needed}
    asked = [little] if given else [little, contradicting]
    rows = [row for store in asked for row in query(store, one.name, ontology=NEWS, given=given).rows()]
    assert one.titles.keys() >= {"fr", "en"}
    assert one.about
    assert all(p.about for p in one.parameters)
    assert rows


@pytest.mark.parametrize("one", SAVED, ids=lambda one: one.name)
def test_every_saved_query_is_sparql_as_it_stands_in_its_file(one: Saved, little: ox.Store) -> None:
    little.query(one.text, prefixes=prefixes(little, NEWS))


def test_saved_queries_answer_what_they_are_for(little: ox.Store) -> None:
    def column(name: str, which: str, *given: str) -> list[str]:
        asked = query(little, name, ontology=NEWS, given=given)
        at = asked.columns.index(which)
        return [row[at] for row in asked.rows()]

    for name, given, which, expected in (
        ("who-uses-what", (), "used", ["voix de synthèse"]),
        ("who-leads-what", (), "title", ["directrice"]),
        ("said-of", ("Lumio",), "value", ["12000000 EUR"]),
        ("figures", (), "unit", ["EUR"]),
        ("quotations", (), "speaker", ["Zoé Marchetti"]),
        ("timeline", (), "date", ["2024-06"] + ["2024-03-05"] * 4 + ["2024-04-02"] * 2),
        ("timeline", (), "dated_by", ["text"] + ["article"] * 6),
        ("sources-of", ("Lumio", "La Grive"), "status", ["Negated"]),
        ("everything-about", ("Zoé Marchetti",), "relation", ["news:leads", "news:revenue", "schema:jobTitle"]),
        ("by-status", (), "status", ["Negated", "Planned"]),
        ("by-status", ("REPORTED",), "status", ["Reported"]),
        ("most-said", (), "claims", ["5", "2", "2", "2", "1"]),
    ):
        assert column(name, which, *given) == expected, name


@pytest.mark.parametrize("name", ["La Marée haute", "la maree HAUTE", "La Maree-haute", "work:la-maree-haute"])
def test_a_thing_is_found_without_regard_to_case_accents_and_punctuation(name: str, little: ox.Store) -> None:
    assert [node.value for node in things(little, name, prefixes(little, NEWS))] == ["https://kg.example.org/work/la-maree-haute"]


def test_a_thing_is_found_by_its_other_names(little: ox.Store) -> None:
    assert things(little, "studio lumio") == things(little, "Lumio")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], 'saved query everything-about: name is missing (the thing, by any of its names); say everything-about "NAME"'),
        (["Marcheti"], "nothing in the graph is called 'Marcheti'; near it: Marchetti, Zoé Marchetti"),
        (
            ["Qwxz"],
            "nothing in the graph is called 'Qwxz'; there are La Grive, La Marée haute, Lumio, Marchetti, "
            "Studio Lumio, Zoé Marchetti, voix de synthèse",
        ),
        (["Lumio", "Lumio"], "saved query everything-about: 2 values given for name; words that belong together need quotes"),
        (["name=Lumio"], "saved query everything-about: 'name=Lumio' is taken for a value; say 'Lumio', or --set 'name=Lumio'"),
        ({"nom": "Lumio"}, "saved query everything-about: no parameter 'nom'; there are name"),
    ],
)
def test_a_parameter_that_is_missing_or_matches_nothing_is_said_clearly(
    given: list[str] | dict[str, str], said: str, little: ox.Store
) -> None:
    with pytest.raises(QueryError) as caught:
        query(little, "everything-about", ontology=NEWS, given=given)
    assert str(caught.value) == said


@pytest.mark.parametrize("word", ['x" } } INSERT', 'Planned" } ?s ?p ?o . VALUES ?z { "', "\\", "a\nb", "\\1 \\g<0>", "{}"])
def test_what_is_given_never_becomes_part_of_the_query(word: str, little: ox.Store) -> None:
    assert list(query(little, "by-status", ontology=NEWS, given=[word]).rows()) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT ?x WHERE { ?x a }", "the query, line 1, column 24: a triple is not whole before this '}'; it needs"),
        ("SELECT *\nWHERE {\n ?x sport:bat ?y }", "the query, line 3, column 5: no prefix 'sport'; without PREFIX sport: <…> there are"),
        ("SELECT ?s { ?s ?p <a b> }", "the query, line 1, column 19: the IRI that begins with this < is not closed"),
        ("insert data { <a:a> <a:b> <a:c> }", "the query, line 1, column 1: a query only reads; to change a graph, build it again"),
        ("SELECT ?x {", "the query, line 1, column 11: the '{' is not closed; close it with a '}'"),
        ("# nothing {}", "the query: there is nothing in it; give SPARQL, or the name of a saved query"),
        (" ", "the query: there is nothing in it; give SPARQL, or the name of a saved query"),
        ("ask", "the query, line 1, column 4: it asks for nothing; say what is looked for between { and }"),
        ("SELECT", "the query, line 1, column 7: it asks for nothing"),
        ("MATCH (n) RETURN n", "the query, line 1, column 1: this is Cypher, and kg is asked in SPARQL"),
        ("no-such-query", "no saved query 'no-such-query'; there are articles, by-status, conflicting-values, corroborated,"),
    ],
)
def test_a_bad_query_is_told_with_its_place_and_shown(text: str, said: str, little: ox.Store) -> None:
    with pytest.raises(QueryError) as caught:
        query(little, text, ontology=NEWS)
    assert said in str(caught.value)
    assert len(str(caught.value).splitlines()) == (3 if ", column " in said else 1)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("SELECT * { ?s rdfs:label ?l . ?s a ?c }", ("s", "l", "c")),
        ("# ?c\nselect distinct * { { SELECT * { ?z a ?a } } OPTIONAL { ?z rdfs:label ?b } FILTER(?b != '?c') } LIMIT 2", ("z", "a", "b")),
        ("PREFIX x: <x:> SELECT * { GRAPH ?where { $s a ?o } BIND(1 * 2 AS ?a) }", ("where", "s", "o", "a")),
        ("SELECT ?b ?a { ?a rdfs:label ?b }", ("b", "a")),
        ("SELECT * { }", ()),
    ],
)
def test_columns_come_as_the_query_has_them(text: str, columns: tuple[str, ...], little: ox.Store) -> None:
    found = query(little, text, ontology=NEWS)
    assert found.columns == columns
    assert all(len(row) == len(columns) for row in found.rows())
    assert query(little, text, ontology=NEWS).written("csv").splitlines()[0].decode() == ",".join(columns)


def test_a_text_takes_no_parameters(little: ox.Store) -> None:
    with pytest.raises(QueryError, match="not a saved query and has no parameters"):
        query(little, "ASK {}", ontology=NEWS, given=["Lumio"])


def test_a_saved_query_whose_parameter_has_no_values_is_an_error_with_its_file(little: ox.Store, tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "mine.rq").write_text("# parameter name: a thing\nSELECT ?s { ?s ?p ?name }\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"mine\.rq: parameter name has no block VALUES \?name"):
        query(little, "mine", ontology=tmp_path, given=["Lumio"])


def test_rows_are_written_in_the_formats_of_sparql_results(little: ox.Store) -> None:
    text = 'SELECT ?name ("a;\\"b\\"" AS ?sign) { organization:lumio rdfs:label ?name }'
    written = {form: query(little, text, ontology=NEWS).written(form).decode() for form in ("csv", "tsv", "json", "xml")}
    assert list(csv.reader(written["csv"].splitlines())) == [["name", "sign"], ["Lumio", 'a;"b"']]
    assert written["tsv"].splitlines()[0] == "?name\t?sign"
    bound = json.loads(written["json"])["results"]["bindings"][0]
    assert bound["name"] == {"type": "literal", "value": "Lumio", "xml:lang": "fr"}
    assert "<sparql" in written["xml"]


def test_triples_come_as_sorted_turtle_with_the_prefixes_they_use(little: ox.Store) -> None:
    text = "CONSTRUCT { ?s news:uses ?o } WHERE { ?s news:uses ?o }"
    turtle = query(little, text, ontology=NEWS).written("turtle").decode()
    assert turtle.count("@prefix") == 3
    assert "organization:lumio news:uses technology:voix-de-synthese" in turtle
    assert query(little, "DESCRIBE organization:lumio", ontology=NEWS).triples


def test_a_format_that_does_not_fit_the_answer_is_refused(little: ox.Store) -> None:
    for text, form in (("SELECT * { ?s ?p ?o }", "turtle"), ("CONSTRUCT WHERE { ?s news:uses ?o }", "csv")):
        with pytest.raises(QueryError, match=f"cannot be written as {form}; there are"):
            query(little, text, ontology=NEWS).written(form)


def test_a_cell_shows_the_label_only_where_the_iri_does_not() -> None:
    graph = ox.Store()
    for iri, label in (("https://kg.example.org/work/nuit", "Nuit"), ("http://www.wikidata.org/entity/Q90", "Paris")):
        graph.add(ox.Quad(ox.NamedNode(iri), ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), ox.Literal(label, language="fr")))
    rows = query(graph, "SELECT ?x ?none { ?x rdfs:label ?name } ORDER BY ?x", ontology=NEWS).rows()
    assert list(rows) == [("wd:Q90 (Paris)", ""), ("work:nuit", "")]


def test_an_iri_is_shortened_by_the_longest_prefix_that_fits() -> None:
    names = {"a": "https://x.example/", "b": "https://x.example/deep/"}
    table = {"https://x.example/deep/er": "b:er", "https://x.example/deep/": "a:deep/", "https://y.example/": "https://y.example/"}
    assert {iri: shortened(iri, names) for iri in table} == table


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", True),
        ('SELECT * { ?s rdfs:label "service après-vente" . # SERVICE\n }', False),
        ("SELECT ?service { <https://example.org/service/a> ?p ?service }", False),
    ],
)
def test_no_query_asks_another_server(text: str, refused: bool, little: ox.Store) -> None:
    if not refused:
        assert query(little, text, ontology=NEWS).columns
        return
    with pytest.raises(QueryError, match="SERVICE asks another server"):
        query(little, text, ontology=NEWS)


def test_words_that_are_almost_a_saved_query_are_told_which(little: ox.Store) -> None:
    with pytest.raises(QueryError, match="did you mean who-uses-what"):
        query(little, "who uses what", ontology=NEWS)
