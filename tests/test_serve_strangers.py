"""Clients that others wrote, asking `kg serve`: rdflib, Oxigraph and Comunica over the SPARQL Protocol, rdflib by the IRIs too."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator

import pytest
from pyoxigraph import QuerySolutions, Store
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import SAMPLE, Server, serving
from strangers import NODE_READER, _npm

from kg.query import ask
from kg.store import open_dataset

pytestmark = [pytest.mark.interop, pytest.mark.usefixtures("direct")]

USES = "SELECT ?s ?o { ?s <https://kg.example.org/ontology/news#uses> ?o }"
LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(SAMPLE, "--workers", "1") as running:
        yield running


@pytest.fixture(scope="module")
def expected() -> set[tuple[str, ...]]:
    answer = ask(open_dataset(SAMPLE), USES, {}, None).answer
    assert isinstance(answer, QuerySolutions)
    return {tuple(str(getattr(term, "value", "")) for term in row) for row in answer}


def test_rdflib_asks_over_the_protocol(server: Server, expected: set[tuple[str, ...]]) -> None:
    for form in ("xml", "json"):
        graph = Graph(SPARQLStore(f"http://127.0.0.1:{server.port}/sparql", returnFormat=form))
        assert {tuple(map(str, row)) for row in graph.query(USES)} == expected  # type: ignore[arg-type]


def test_oxigraph_asks_as_one_server_does_another(server: Server, expected: set[tuple[str, ...]]) -> None:
    answer = Store().query(f"SELECT ?s ?o {{ SERVICE <http://127.0.0.1:{server.port}/sparql> {{ {USES} }} }}")
    assert isinstance(answer, QuerySolutions)
    assert {tuple(str(getattr(term, "value", "")) for term in row) for row in answer} == expected


@pytest.mark.skipif(not _npm(), reason="npm's packages are not installed in tests/interop")
def test_comunica_asks_over_the_protocol(server: Server, expected: set[tuple[str, ...]]) -> None:
    command = ["node", str(NODE_READER), "endpoint", f"http://127.0.0.1:{server.port}/sparql", USES]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {(row["s"], row["o"]) for row in json.loads(done.stdout)} == expected


@pytest.mark.parametrize("form", ["turtle", "json-ld", "xml", "nt"])
def test_rdflib_follows_an_iri(server: Server, form: str) -> None:
    graph = Graph().parse(f"http://127.0.0.1:{server.port}/person/ted-sarandos", format=form)
    assert (URIRef("https://kg.example.org/person/ted-sarandos"), LABEL, Literal("Ted Sarandos", lang="fr")) in graph
