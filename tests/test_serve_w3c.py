"""W3C's own tests of the SPARQL 1.1 Protocol, the Graph Store Protocol and the Service Description, over HTTP against `kg serve`.

What they change is a dataset of the user's own (`--unmanaged --update`). All run but those that W3C has deprecated in favour of these
(`http-rdf-update`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.term import Node
from serving import TOKEN, Reply, Server, serving

pytestmark = pytest.mark.interop

HERE = Path(__file__).parent / "w3c"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
HOST = "www.example"
NAMED = {"Created": 201, "OK": 200, "NoContent": 204, "NotFound": 404}
TABULAR = {
    *("application/sparql-results+json", "application/sparql-results+xml"),
    *("text/csv", "text/tab-separated-values"),
}
RDF_TYPES = {"text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"}


def manifest(name: str) -> Graph:
    return Graph().parse(HERE / f"{name}.ttl", format="turtle")


def entries(name: str) -> list[Any]:
    """Each test of a manifest that is a test by its type, whether its list has it or not."""
    graph = manifest(name)
    kinds = {str(test) for kind in (MF.ProtocolTest, MF.GraphStoreProtocolTest) for test in graph.subjects(RDF.type, kind)}
    return [pytest.param(name, test, id=test.rpartition("#")[2]) for test in sorted(kinds)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("w3c") / "dataset", "--unmanaged", "--update", "--name", HOST) as running:
        yield running


def sent(server: Server, method: str, path: str, body: bytes | None = None, **headers: str) -> Reply:
    return server.send(method, path, body, host=HOST, Authorization=f"Bearer {TOKEN}", **headers)


@pytest.mark.parametrize(("name", "test"), [*entries("protocol"), *entries("graph-store-direct"), *entries("graph-store-indirect")])
def test_w3c(server: Server, name: str, test: str) -> None:
    graph, this = manifest(name), URIRef(test)
    assert sent(server, "POST", "/sparql", b"DROP ALL", content_type="application/sparql-update").status == 204
    for given in graph.objects(this, UT.graphData):
        file, label = str(graph.value(given, UT.graph)).rpartition("/")[2], str(graph.value(given, RDFS.label))
        stored = sent(
            server, "PUT", f"/graphs?graph={quote(label, safe='')}", (HERE / file).read_bytes(), content_type="application/n-triples"
        )
        assert stored.status == 201
    requests = Collection(graph, one(graph, one(graph, this, MF.action), HT.requests))
    location = ""
    for request in requests:
        said = graph.value(request, HT.resp)
        reply = answered(server, graph, request, location)
        met(graph, said, reply)
        if (graph.value(said, MF.expectedLocation)) is not None:
            location = reply.headers["location"]


def one(graph: Graph, node: Node, predicate: URIRef) -> Node:
    value = graph.value(node, predicate)
    assert value is not None
    return value


def answered(server: Server, graph: Graph, request: Any, location: str) -> Reply:
    """A request as the manifest has it, at the paths of this server."""
    path = str(graph.value(request, HT.absolutePath)).replace("/gsp", "/graphs", 1)
    path = path.replace("$LOCATION$", quote(location, safe=""))
    body = graph.value(request, HT.body)
    text = str(graph.value(body, CNT.chars)).encode(str(graph.value(body, CNT.characterEncoding))) if body else None
    heads = graph.value(request, HT.headers)
    headers = {str(graph.value(h, HT.fieldName)): str(graph.value(h, HT.fieldValue)) for h in (Collection(graph, heads) if heads else ())}
    return sent(server, str(graph.value(request, HT.methodName)), path, text, **headers)


def met(graph: Graph, expected: Any, reply: Reply) -> None:
    statuses = [str(status).rpartition("#")[2] for status in graph.objects(expected, MF.expectedStatus)]
    assert any(fits(status, reply.status) for status in statuses), (statuses, reply)
    if (yes := graph.value(expected, MF.expectedBoolean)) is not None:
        assert reply.json["boolean"] is yes.toPython()
    match str(graph.value(expected, MF.expectedFormat)):
        case "boolean" | "tabular":
            assert reply.type in TABULAR
        case "RDF":
            assert reply.type in RDF_TYPES
    if (body := graph.value(expected, HT.body)) is not None:
        wanted = Graph().parse(data=str(graph.value(body, CNT.chars)), format="turtle")
        assert isomorphic(wanted, Graph().parse(data=reply.body, format="turtle"))


def fits(status: str, code: int) -> bool:
    return code // 100 == int(status[10]) if status.startswith("StatusCode") else NAMED[status] == code


def described(server: Server, accept: str = "text/turtle") -> tuple[Reply, Graph]:
    reply = sent(server, "GET", "/sparql", Accept=accept)
    return reply, Graph().parse(data=reply.body, format=reply.type)


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json", "*/*"])
def test_service_description_returns_rdf(server: Server, accept: str) -> None:
    reply, graph = described(server, accept)
    assert reply.status == 200 and reply.type in RDF_TYPES and len(graph)


def test_service_description_has_an_endpoint_triple(server: Server) -> None:
    _, graph = described(server)
    assert URIRef(f"http://{HOST}/sparql") in set(graph.objects(None, SD.endpoint))


def test_service_description_conforms_to_its_schema(server: Server) -> None:
    _, graph = described(server)
    for service in graph.subjects(SD.endpoint):
        assert (service, RDF.type, SD.Service) in graph
    assert set(graph.subjects(RDF.type, SD.Dataset)) == set(graph.objects(None, SD.defaultDataset)) != set()
    assert set(graph.subjects(RDF.type, SD.Graph)) == set(graph.objects(None, SD.defaultGraph)) != set()
    assert set(graph.objects(None, SD.supportedLanguage)) == {SD.SPARQL11Query, SD.SPARQL11Update}
    terms = {"endpoint", "supportedLanguage", "resultFormat", "defaultDataset", "defaultGraph", "namedGraph", "name", "feature"}
    assert {str(p).removeprefix(SD) for p in graph.predicates() if str(p).startswith(SD)} <= terms
