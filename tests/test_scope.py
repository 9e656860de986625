"""What a query may read: never an archive's own graph, never another server, however the query is written."""

from __future__ import annotations

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.errors import QueryError
from kg.query import ask
from kg.scope import Scope, dataset, seen

NAMES = {"graph": "https://a.example/graph/", "service": "https://a.example/service/"}
SHOWN, PRIVATE = NamedNode(NAMES["graph"] + "about"), NamedNode(NAMES["graph"] + "index")


@pytest.fixture
def store() -> Store:
    made = Store()
    for graph, word in ((DefaultGraph(), "merged"), (SHOWN, "shown"), (PRIVATE, "private")):
        made.add(Quad(NamedNode("x:s"), NamedNode("x:p"), Literal(word), graph))
    return made


def words(store: Store, text: str, scope: Scope | None = None) -> set[str]:
    return {word for (word,) in ask(store, text, NAMES, seen(store), scope=scope).rows()}


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("SELECT ?o { ?s ?p ?o }", {"merged"}),
        ("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", {"shown"}),
        ("SELECT ?o { GRAPH?g{ ?s ?p ?o } }", {"shown"}),
        ("SELECT ?o { VALUES ?g { graph:index graph:about } GRAPH ?g { ?s ?p ?o } }", {"shown"}),
        ("SELECT ?o { GRAPH graph:index { ?s ?p ?x } GRAPH ?g { ?s ?p ?o } }", set()),
        ("SELECT ?o { GRAPH graph:about { ?s ?p ?x } GRAPH ?g { ?s ?p ?o } }", {"shown"}),
        ("SELECT ?o { GRAPH ?g { GRAPH ?h { ?s ?p ?o } } }", {"shown"}),
        ("SELECT ?o { { GRAPH ?g { ?s ?p ?o } } UNION { ?s ?p ?o OPTIONAL { GRAPH ?h { ?s ?p ?o } } } }", {"shown", "merged"}),
        ("SELECT ?o { ?s ?p ?o FILTER EXISTS { GRAPH ?g { ?s ?p 'private' } } }", set()),
        ("SELECT ?o { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p 'private' } } }", {"merged"}),
        ("SELECT ?o { GRAPH ?g { ?s ?p ?o } FILTER(?o != ' GRAPH ?h { ') } # GRAPH ?i {", {"shown"}),
        ("SELECT ?o { GRAPH ?g { { SELECT ?o { ?s ?p ?o } } } }", {"shown"}),
        ("SELECT ?o { GRAPH ?g { ?s ?p ?o { SELECT ?x { ?s ?p 'private' BIND(1 AS ?x) } } } }", set()),
        ("SELECT ?o { GRAPH ?g { VALUES ?o { 'x' } FILTER EXISTS { ?s ?p 'private' } } }", set()),
        ("SELECT ?o { GRAPH ?g { OPTIONAL { ?s ?p ?o } } }", {"shown"}),
        ("SELECT ?o { GRAPH ?g { ?s ?p ?o FILTER EXISTS { ?x ?p 'private' } } }", set()),
        ("SELECT ?o { GRAPH ?g { ?s ?p ?o } OPTIONAL { GRAPH ?g { ?s ?p 'private' . ?s ?p ?q } } }", {"shown"}),
        ("SELECT ?o { # so\rGRAPH ?g { ?s ?p ?o }\n }", {"shown"}),
        ("SELECT ?o { GRAPH ?g { { SELECT ?o { ?s ?p ?o } } } }", {"shown"}),
        ("SELECT ?o { GRAPH ?g { ?s ?p ?o { SELECT ?x { ?s ?p 'private' BIND(1 AS ?x) } } } }", set()),
        ("SELECT ?o { GRAPH ?g { VALUES ?o { 'x' } FILTER EXISTS { ?s ?p 'private' } } }", set()),
        ("SELECT ?o { GRAPH ?g { OPTIONAL { ?s ?p ?o } } }", {"shown"}),
        ("SELECT ?o { GRAPH ?g { ?s ?p ?o FILTER EXISTS { ?x ?p 'private' } } }", set()),
        ("SELECT ?o { GRAPH ?g { ?s ?p ?o } OPTIONAL { GRAPH ?g { ?s ?p 'private' . ?s ?p ?q } } }", {"shown"}),
        ("SELECT ?o { # so\rGRAPH ?g { ?s ?p ?o } BIND('GRAPH' AS ?x) #\n }", {"shown"}),
        ("SELECT ?o { GRAPH graph:about { ?s ?p ?o } }", {"shown"}),
        ("SELECT ?o { GRAPH graph:index { ?s ?p ?o } }", set()),
        ("SELECT ?o { GRAPH <https://a.example/graph/inde\\u0078> { ?s ?p ?o } }", set()),
        ("SELECT ?o FROM graph:index { ?s ?p ?o }", set()),
        ("SELECT ?o FROM graph:index FROM graph:about { ?s ?p ?o }", {"shown"}),
        ("SELECT ?o FROM NAMED graph:index FROM NAMED graph:about { GRAPH ?g { ?s ?p ?o } }", {"shown"}),
        ("BASE <https://a.example/> SELECT ?o FROM <graph/index> { ?s ?p ?o }", set()),
        ("SELECT ?o { ?s ?p ?o FILTER EXISTS { GRAPH graph:index { ?s ?p ?x } } }", set()),
        ("# from graph service\rSELECT ?o { ?s ?p ?o FILTER(?o != 'from service') }", {"merged"}),
        ("SELECT ?o { ?s ?p ?o OPTIONAL { ?s service:graph ?x } }", {"merged"}),
    ],
)
def test_an_archives_own_graph_is_out_of_sight(store: Store, text: str, there: set[str]) -> None:
    assert words(store, text) == there


@pytest.mark.parametrize(
    ("scope", "there"),
    [
        (Scope((SHOWN.value,)), {"shown"}),
        (Scope((PRIVATE.value,)), set()),
        (Scope(named=(SHOWN.value, PRIVATE.value)), set()),
    ],
)
def test_what_a_request_names_takes_the_place_of_what_the_query_names(store: Store, scope: Scope, there: set[str]) -> None:
    assert words(store, "SELECT ?o FROM graph:index { ?s ?p ?o }", scope) == there


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o # so\r SERVICE <http://127.0.0.1:1/> { ?s ?p ?o }\n }",
        "SELECT * { ?s ?p ?o FILTER(?s<1)SERVICE#>\n?s { ?a ?b ?c } }",
        "SELECT * { ?s ?p ?o FILTER(?o<'x>y') SERVICE <http://127.0.0.1:1/> { ?s ?p 'z' } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE SILENT ?s { ?s ?p ?o } } }",
    ],
)
def test_no_query_asks_another_server(store: Store, text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE asks another server"):
        ask(store, text, NAMES, seen(store))


def test_a_query_that_rdflib_cannot_read_may_name_neither_servers_nor_graphs_of_its_own(store: Store) -> None:
    newer = "SELECT ?o {{ ?s ?p ?o OPTIONAL {{ <<( ?s ?p ?o )>> ?a ?b }} {} }}"
    assert words(store, newer.format("OPTIONAL { GRAPH ?g { ?s ?p ?x } }")) == {"merged"}
    with pytest.raises(QueryError, match="cannot tell which graphs and servers"):
        ask(store, newer.format("SERVICE <http://127.0.0.1:1/> { ?s ?p ?o }"), NAMES, seen(store))


def test_ten_thousand_graphs_cost_a_query_no_more_than_a_few() -> None:
    store = Store()
    store.extend(Quad(NamedNode(f"x:s{n}"), NamedNode("x:p"), NamedNode("x:o"), NamedNode(f"x:g{n}")) for n in range(10_000))
    store.add(Quad(NamedNode("x:s"), NamedNode("x:p"), NamedNode("x:s77"), PRIVATE))
    shown, text = seen(store), "SELECT ?g ?h { GRAPH ?g { <x:s77> ?p ?o } GRAPH ?h { ?s ?q <x:s77> } }"
    assert dataset(text, NAMES, shown)[1] == {} and list(ask(store, text, NAMES, shown).rows()) == []
    assert list(ask(store, "SELECT ?g { GRAPH ?g { <x:s77> ?p ?o } }", NAMES, shown).rows()) == [("x:g77",)]


def test_a_mistake_in_such_a_query_has_its_place(store: Store) -> None:
    with pytest.raises(QueryError, match="line 1, column 21"):
        ask(store, "SELECT * FROM <x:a> {\n ?s ) }", NAMES, seen(store))
