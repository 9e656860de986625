"""What `kg serve` adds to a query, whether it keeps its word to fifty clients, and how soon it is itself again after a runaway query.

    python -m tests.benchmarks.serving [--triples 1000000] [--seconds 60] [--runs 15]

A synthetic graph in the shape of kg's is served from disk. Eight typical queries are asked over HTTP and of pyoxigraph in this
process, in turn, and told as the ratio of the quickest runs, which other work on the machine disturbs least. Then fifty clients
ask at once for a while, each answer compared with what pyoxigraph gives; then one asks what would run for an hour.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Store, serialize

from kg.iris import BASE
from kg.rdf import USUAL, prefixes

sys.path.insert(0, str(Path(__file__).parent.parent))
from serving import serving

CLIENTS = 50
PER_CLAIM = 11
"""Triples that a claim comes to: in the merged graph, and in its article's."""
PROPERTIES = ("uses", "supports", "opposes", "owns", "leads", "partnerOf")
NAMES = prefixes()
QUERIES = {
    "yes or no": "ASK { ?s ?p ?o }",
    "a thing": "SELECT ?p ?o { person:p{n} ?p ?o }",
    "a name": 'SELECT ?s { ?s rdfs:label "Personne {n}"@fr }',
    "facts of a thing, with sentences": """SELECT ?p ?o ?sentence ?article { ?c rdf:subject person:p{n} ; rdf:predicate ?p ; rdf:object ?o ;
        news:sentence ?sentence ; prov:hadPrimarySource ?article }""",
    "who opposes what others support": "SELECT ?a ?b ?o { ?a news:supports ?o . ?b news:opposes ?o . ?a rdfs:label ?x } LIMIT 1000",
    "how often each property": "SELECT ?p (COUNT(*) AS ?n) { ?c rdf:predicate ?p } GROUP BY ?p ORDER BY DESC(?n)",
    "the most spoken of": "SELECT ?s (COUNT(*) AS ?n) { ?c rdf:subject ?s } GROUP BY ?s ORDER BY DESC(?n) ?s LIMIT 20",
    "in which articles": "SELECT DISTINCT ?g { GRAPH ?g { ?c rdf:subject person:p{n} } }",
    "who has to do with the same": """CONSTRUCT { ?s ?p ?x } { ?c rdf:subject person:p{n} ; rdf:object ?x .
        ?d rdf:object ?x ; rdf:subject ?s ; rdf:predicate ?p }""",
}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?g && ?d != ?i) }"


def quads(triples: int) -> Iterator[Quad]:
    """A graph in the shape of kg's, the same each time."""
    chance, merged = random.Random(7), DefaultGraph()
    claims, people = triples // PER_CLAIM, max(50, triples // 400)

    def iri(name: str) -> NamedNode:
        prefix, _, rest = name.partition(":")
        return NamedNode(NAMES.get(prefix, f"{BASE}{prefix}/") + rest)

    for number in range(people):
        for kind, cls, label in (("person", "schema:Person", "Personne"), ("organization", "schema:Organization", "Société")):
            thing = iri(f"{kind}:{kind[0]}{number}")
            yield Quad(thing, iri("rdf:type"), iri(cls), merged)
            yield Quad(thing, iri("rdfs:label"), Literal(f"{label} {number}", language="fr"), merged)
    for number in range(claims):
        article = iri(f"article:a{number // 8}")
        claim = NamedNode(f"{article.value}#claim-{number:x}")
        s, o = iri(f"person:p{chance.randrange(people)}"), iri(f"organization:o{chance.randrange(people)}")
        p = iri(f"news:{chance.choice(PROPERTIES)}")
        yield Quad(s, p, o, merged)
        said = Literal(f"La phrase numéro {number} dit que l’une a affaire à l’autre, et rien de plus.", language="fr")
        for predicate, value in (("rdf:subject", s), ("rdf:predicate", p), ("rdf:object", o)):
            yield Quad(claim, iri(predicate), value, merged)
            yield Quad(claim, iri(predicate), value, article)
        for predicate, other in (
            ("rdf:type", iri("news:Claim")),
            ("news:sentence", said),
            ("prov:hadPrimarySource", article),
            ("news:status", iri("news:Asserted")),
        ):
            yield Quad(claim, iri(predicate), other, merged)


def make(folder: str, triples: int) -> None:
    """The graph on disk, as an archive has its own."""
    store = Store(str(Path(folder) / "graph"))
    took = seconds(lambda: store.bulk_extend(quads(triples)))
    store.optimize()
    print(f"{len(store):,} quads, made in {took:.0f} s", flush=True)


def direct(store: Store, query: str) -> bytes:
    """What pyoxigraph gives, in the format that the server gives unasked."""
    answer = store.query(query, prefixes={**NAMES, **USUAL})
    if isinstance(answer, QuerySolutions | QueryBoolean):
        return answer.serialize(format=QueryResultsFormat.JSON) or b""
    return serialize(answer, format=RdfFormat.N_TRIPLES) or b""


class Client:
    """One connection that is kept."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=120)

    def ask(self, query: str) -> bytes:
        headers = {"Accept": "application/sparql-results+json, application/n-triples;q=0.9"}
        self._connection.request("GET", f"/sparql?{urlencode({'query': query})}", headers=headers)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} {body[:200]!r}")
        return body


def alike(one: bytes, other: bytes) -> bool:
    """Whether two answers say the same, in whatever order."""
    if one == other:
        return True
    if one[:1] == b"{" == other[:1]:
        rows = [sorted(json.dumps(row, sort_keys=True) for row in json.loads(text)["results"]["bindings"]) for text in (one, other)]
        return rows[0] == rows[1]
    return sorted(one.splitlines()) == sorted(other.splitlines())


def seconds(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def ratios(store: Store, client: Client, people: int, runs: int) -> None:
    print(f"{'query':36} {'direct ms':>10} {'HTTP ms':>10} {'ratio':>7} {'bytes':>9}")
    chance = random.Random(11)
    for name, query in QUERIES.items():
        texts = [query.replace("{n}", str(chance.randrange(people))) for _ in range(runs)]
        assert alike(direct(store, texts[0]), client.ask(texts[0])), name
        pairs = [(seconds(lambda t=text: direct(store, t)), seconds(lambda t=text: client.ask(t))) for text in texts]  # type: ignore[misc]
        alone, over = (1000 * min(times) for times in zip(*pairs, strict=True))
        print(f"{name:36} {alone:10.2f} {over:10.2f} {over / alone:7.2f} {len(client.ask(texts[0])):9}", flush=True)


def crowd(store: Store, port: int, people: int, length: float) -> None:
    chance = random.Random(13)
    asked = [query.replace("{n}", str(chance.randrange(people))) for query in QUERIES.values() for _ in range(8)]
    expected = {text: direct(store, text) for text in asked}
    until = time.monotonic() + length

    def one(number: int) -> tuple[Counter[str], list[float]]:
        mine, client, told, times = random.Random(number), Client(port), Counter[str](), []
        while time.monotonic() < until:
            text, begun = mine.choice(asked), time.monotonic()
            try:
                told["right" if alike(client.ask(text), expected[text]) else "wrong"] += 1
            except (OSError, RuntimeError) as error:
                told[f"lost: {error}"] += 1
                client = Client(port)
            times.append(time.monotonic() - begun)
        return told, times

    with ThreadPoolExecutor(CLIENTS) as clients:
        results = list(clients.map(one, range(CLIENTS)))
    told = sum((counts for counts, _ in results), Counter[str]())
    cuts = quantiles([took for _, times in results for took in times], n=100)
    print(f"\n{CLIENTS} clients, {length:g} s: {dict(told)}; {told.total() / length:.0f} a second", end="; ")
    print(f"median {cuts[49]:.3f} s, 99th percentile {cuts[98]:.3f} s")


def runaway(client: Client, limit: float) -> None:
    begun = time.monotonic()
    try:
        client.ask(ENDLESS)
        print("the endless query was answered: make the graph larger")
    except RuntimeError as error:
        print(f"\nan endless query was stopped after {time.monotonic() - begun:.2f} s (limit {limit:g}): {str(error)[:60]}")
    print(f"the next was answered in {1000 * seconds(lambda: client.ask('ASK { ?s ?p ?o }')):.1f} ms")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--triples", type=int, default=1_000_000)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--runs", type=int, default=15)
    given, limit = options.parse_args(), 5.0
    people = max(50, given.triples // 400)
    with tempfile.TemporaryDirectory() as folder:
        make(folder, given.triples)
        store = Store.read_only(str(Path(folder) / "graph"))
        with serving(folder, "--unmanaged", "--timeout", str(limit), "--workers", "2") as server:
            ratios(store, Client(server.port), people, given.runs)
            crowd(store, server.port, people, given.seconds)
            runaway(Client(server.port), limit)


if __name__ == "__main__":
    main()
