"""What the endpoint says of itself: a SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, serialize
from starlette.requests import Request
from starlette.responses import Response

from kg.rdf import USUAL
from kg.serve.negotiation import OF_TRIPLES, TRIPLES, chosen
from kg.serve.requests import address, summary
from kg.serve.settings import Settings

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)
TYPE = NamedNode(USUAL["rdf"] + "type")


async def described(request: Request) -> Response:
    """The description, with the endpoint under the address that it was asked by."""
    media = chosen(request.headers.get("accept"), TRIPLES)
    there = await summary(request)
    settings: Settings = request.app.state.settings
    endpoint = address(request)
    prefixes = {"sd": SD, "rdf": USUAL["rdf"], "void": USUAL["void"], "formats": FORMATS}
    text = serialize(description(endpoint, there, settings), format=OF_TRIPLES[media.name], prefixes=prefixes)
    return Response(text, 200, {"Content-Type": media.type, "Vary": "Accept"})


def description(endpoint: str, there: dict[str, Any], settings: Settings) -> Iterator[Triple]:
    """The triples; where there are many named graphs, only those that are no article's are named."""

    def term(name: str) -> NamedNode:
        return NamedNode(SD + name)

    left = there["graphs"] - len(there["named"])
    service, dataset, default = NamedNode(endpoint), NamedNode(f"{endpoint}#dataset"), NamedNode(f"{endpoint}#default-graph")
    yield Triple(service, TYPE, term("Service"))
    yield Triple(service, term("endpoint"), service)
    yield Triple(service, term("supportedLanguage"), term("SPARQL11Query"))
    if settings.token is not None:
        yield Triple(service, term("supportedLanguage"), term("SPARQL11Update"))
    if settings.service:
        yield Triple(service, term("feature"), term("BasicFederatedQuery"))
    for name in RESULTS:
        yield Triple(service, term("resultFormat"), NamedNode(FORMATS + name))
    yield Triple(service, term("defaultDataset"), dataset)
    yield Triple(dataset, TYPE, term("Dataset"))
    yield Triple(dataset, term("defaultGraph"), default)
    yield Triple(default, TYPE, term("Graph"))
    yield Triple(
        dataset,
        NamedNode(USUAL["rdfs"] + "comment"),
        Literal(f"{there['graphs']} named graphs{'' if left == 0 else f', of which {left} are not listed'}", language="en"),
    )
    for number, name in enumerate(there["named"]):
        graph = BlankNode(f"graph{number}")
        yield Triple(dataset, term("namedGraph"), graph)
        yield Triple(graph, TYPE, term("NamedGraph"))
        yield Triple(graph, term("name"), NamedNode(name))
