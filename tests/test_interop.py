"""What others make of kg's files: each format in at least one reader that is not ours, on the sample and on hostile names."""

from __future__ import annotations

from pathlib import Path

import pytest
import virtuoso
from hypothesis import given, settings
from hypothesis import strategies as st
from strangers import READERS, Reader, expected, samples

from kg.export import FORMATS, export, format_of
from kg.export.neo4j import _literal
from kg.export.rdf import reified
from kg.export.source import Source, for_readers, merged, ordered
from kg.ontology import find
from kg.prefixes import prefixes
from kg.query import saved
from kg.store import open_dataset, rows

pytestmark = pytest.mark.interop
CASES = [pytest.param(reader, name, id=f"{reader.name}-{name}") for reader in READERS for name in reader.formats]


@pytest.fixture(scope="module", params=["sample", "hostile"])
def source(request: pytest.FixtureRequest) -> Source:
    return samples()[request.param]


@pytest.mark.parametrize(("reader", "name"), CASES)
def test_a_stranger_reads_what_was_written(reader: Reader, name: str, source: Source, tmp_path: Path) -> None:
    if not reader.there():
        pytest.skip(f"{reader.name} is not installed")
    form = format_of("", name)
    place = tmp_path / f"graph{form.suffix}"
    export(source, place, form)
    found = reader.read(place)
    assert found == expected(source, form, found)


@pytest.mark.parametrize("name", ["ntriples", "nquads", "turtle", "trig"])
def test_n3_reads_the_reifiers_of_rdf_1_2(name: str, source: Source, tmp_path: Path) -> None:
    reader = next(one for one in READERS if one.name == "N3.js")
    if not reader.there():
        pytest.skip("N3.js is not installed")
    form = format_of("", name)
    (place,) = export(source, tmp_path / f"graph{form.suffix}", form, reifiers=True)
    quads = source.quads() if form.named_graphs else merged(source.quads())
    assert reader.read(place) == frozenset(reified(ordered(quads, for_readers)))


QUERIES = (
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'https://kg.example.org/')) } GROUP BY ?g",
    "SELECT ?thing ?type ?label { ?thing a ?type ; rdfs:label ?label }",
    "SELECT ?s ?p ?o ?status ?said { ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; news:status ?status ; news:sentence ?said }",
    "SELECT ?value ?number ?unit { ?value schema:value ?number . OPTIONAL { ?value schema:currency|schema:unitText ?unit } }",
    "SELECT ?word (COUNT(DISTINCT ?c) AS ?n) { ?c news:statedBy/rdfs:label ?word } GROUP BY ?word",
)
SAVED = ("articles", "figures", "most-said", "quotations", "who-leads-what", "who-uses-what")


@pytest.mark.skipif(not virtuoso.there(), reason="Virtuoso is not installed")
def test_virtuoso_s_bulk_loader_takes_all_and_its_queries_find_the_same(source: Source, tmp_path: Path) -> None:
    (place,) = export(source, tmp_path / "graph.nq", format_of("graph.nq"))
    store, folder = open_dataset(place), find("news")
    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes(store, folder).items())
    asked = list(QUERIES)
    if source.name != "hostile":  # it orders by 1,900 bytes at most, and a hostile name has 10,000
        asked += [one.text for one in saved(folder) if one.name in SAVED]
    with virtuoso.Virtuoso() as others:
        others.load(place)
        assert others.rows(f"SELECT (COUNT(*) AS ?n) FROM <{virtuoso.MERGED}> {{ ?s ?p ?o }}") == list(
            rows(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        )
        for query in asked:
            found = others.rows(head + query)
            assert found
            assert found == sorted(rows(store, head + query)), query


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0") | st.sampled_from("\\'\"`u\n\u2028"))


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1))
def test_texts_in_cypher_are_those_texts(texts: list[str]) -> None:
    ladybug = pytest.importorskip("ladybug")
    with ladybug.Database(":memory:", buffer_pool_size=1 << 26) as database, ladybug.Connection(database) as connection:
        assert [*connection.execute(f"RETURN {_literal(tuple(texts))}")] == [[texts]]


def test_each_format_but_the_page_has_a_reader() -> None:
    assert {name for reader in READERS for name in reader.formats} == {row.name for row in FORMATS} - {"html"}
