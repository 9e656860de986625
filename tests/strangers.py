"""Readers that others wrote, and what each found in a file that kg exported; `python tests/strangers.py` tells it of all, as a table."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pyoxigraph as ox
from examples import HOSTILE, bakery, renamed
from rdflib import Literal

from kg import ontology as ontologies
from kg.build import graph_of
from kg.export import RDF_FORMATS, export, format_of
from kg.export.elements import Edge, Node, columns, elements
from kg.export.formats import Format
from kg.export.source import Source, merged
from kg.rdf import Quad, Term

WORSE = (
    *("x" * 10_000, "🦉🏳️‍🌈", "!?…", "=1+1", "@SUM(A1)", "-1+1", "\tonglet", "deux\nlignes", "trois\r\nlignes", "retour\rseul"),
    *(
        "\u200f‏עברית‏",
        "a;b|c,d",
        "l'un",
        "`un`",
        "]]>&amp;<!--",
        "\x7f\x80\x85\x9f",
        "\u2028\u2029",
        "\\",
        "\\u0027",
        "$x{y}",
        "'; MATCH (n) DETACH DELETE n; //",
    ),
)
"""What no article's name is made of once it is read, and what other formats take for their own signs."""


NODE_READER = Path(__file__).parent / "interop" / "read.mjs"

Triples = frozenset[ox.Quad]


@dataclass(frozen=True, slots=True)
class Network:
    """A property graph: each node's label, and where each edge begins and ends and what its sentence is."""

    nodes: frozenset[tuple[str, str]]
    edges: frozenset[tuple[str, str, str, str]]


Found = Triples | Network | int
"""What a reader got: triples, a network, or rows."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader, the formats of kg's that it is given, and how it reads the files of one."""

    name: str
    formats: tuple[str, ...]
    read: Callable[[Path], Found]
    there: Callable[[], bool]


def _node(reader: str) -> Callable[[Path], Found]:
    """Read with a package from npm."""

    def read(file: Path) -> Found:
        done = subprocess.run(["node", str(NODE_READER), reader, str(file)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        if not done.stdout.startswith("{"):
            return _lines(done.stdout)
        found = json.loads(done.stdout)
        return Network(frozenset(found["nodes"].items()), frozenset((id, *ends) for id, ends in found["edges"].items()))

    return read


def _npm() -> bool:
    return bool(shutil.which("node")) and (NODE_READER.parent / "node_modules").is_dir()


def _lines(text: str) -> Triples:
    return frozenset(ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS))


def rapper(file: Path) -> int:
    """How many triples rapper reads; its own N-Quads leave out what it knows no better than we do."""
    forms = {".nt": "ntriples", ".nq": "nquads", ".ttl": "turtle", ".trig": "trig", ".rdf": "rdfxml"}
    done = subprocess.run(["rapper", "-c", "-i", forms[file.suffix], str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "warning" not in done.stderr.lower().replace("warnings: 0", ""), done.stderr
    return int(done.stderr.rpartition("returned ")[2].split()[0])


def igraph(file: Path) -> Network:
    """GraphML in igraph."""
    import igraph as ig

    graph = ig.Graph.Read_GraphML(str(file))
    ends = ((edge["claim"], graph.vs[edge.source]["id"], graph.vs[edge.target]["id"], edge["sentence"]) for edge in graph.es)
    return Network(frozenset((node["id"], node["label"]) for node in graph.vs), frozenset(ends))


def networkx(file: Path) -> Network:
    """Cytoscape's JSON in networkx."""
    import networkx as nx

    graph = nx.cytoscape_graph(json.loads(file.read_text(encoding="utf-8")))
    edges = ((id, source, target, data["sentence"]) for source, target, id, data in graph.edges(keys=True, data=True))
    return Network(frozenset(graph.nodes(data="name")), frozenset(edges))


def duckdb(folder: Path) -> Network:
    """Tables, CSV or Parquet, in DuckDB."""
    import duckdb

    suffix = next(path.suffix for path in folder.iterdir())
    with duckdb.connect() as database:
        nodes = database.sql(f"SELECT id, label FROM '{folder}/nodes{suffix}'").fetchall()
        edges = database.sql(f"SELECT id, source, target, sentence FROM '{folder}/edges{suffix}'").fetchall()
        days = {str(database.sql(f"SELECT typeof(since) FROM '{file}' LIMIT 1").fetchall()[0][0]) for file in folder.iterdir()}
    assert days == {"DATE"}, days
    return Network(frozenset(nodes), frozenset(edges))


def duckdb_rows(file: Path) -> int:
    """A spreadsheet's rows as DuckDB counts them."""
    import duckdb

    with duckdb.connect() as database:
        (found,) = database.sql(f"SELECT count(*) FROM read_csv('{file}')").fetchall()
    return int(found[0])


def ladybug_tables(folder: Path) -> Network:
    """neo4j-admin's CSV in Ladybug, which imports files of its own kind alone: columns by their names in the header."""
    with _Ladybug() as database:
        database.run("CREATE NODE TABLE Node(id STRING, label STRING, PRIMARY KEY(id))")
        database.run("CREATE REL TABLE Claim(FROM Node TO Node, id STRING, sentence STRING)")
        for table, file, record, wanted in (
            ("Node", "nodes.csv", Node, "id, label"),
            ("Claim", "relationships.csv", Edge, "source, target, id, sentence"),
        ):
            header = ", ".join(f"{name} STRING" for name in columns(record))
            options = "(HEADER=true, PARALLEL=false, ESCAPE='\"', AUTO_DETECT=false)"
            database.run(f"COPY {table} FROM (LOAD WITH HEADERS ({header}) FROM '{folder}/{file}' {options} RETURN {wanted})")
        return database.network()


def ladybug_script(file: Path) -> Network:
    """The Cypher script in Ladybug, which wants tables declared, has no constraints, and speaks the rest of Cypher."""
    statements = [line for line in file.read_text(encoding="utf-8").split("\n") if line and not line.startswith("CREATE CONSTRAINT")]
    classes = [line.partition("(n:")[2].partition(")")[0] for line in file.read_text(encoding="utf-8").split("\n") if "CONSTRAINT" in line]
    types = sorted({line.partition("-[:")[2].partition(" {")[0] for line in statements if line.startswith("MATCH ")})
    node = "id STRING, kind STRING, label STRING, iri STRING, names STRING[], same_as STRING[], number DOUBLE, low DOUBLE, high DOUBLE"
    edge = "id STRING, iri STRING, status STRING, speaker STRING, confidence DOUBLE, date STRING, as_of STRING, article STRING"
    with _Ladybug() as database:
        for cls in classes:
            database.run(f"CREATE NODE TABLE {cls}({node}, unit STRING, since DATE, PRIMARY KEY(id))")
        pairs = ", ".join(f"FROM {a} TO {b}" for a in classes for b in classes)
        for type_ in types:
            database.run(f"CREATE REL TABLE {type_}({pairs}, {edge}, sentence STRING, since DATE)")
        for statement in statements:
            database.run(statement)
        return database.network()


class _Ladybug:
    """An embedded Cypher database, in a folder of its own that goes when it is closed."""

    def __enter__(self) -> _Ladybug:
        import ladybug

        self._folder = tempfile.TemporaryDirectory()
        self._database = ladybug.Database(f"{self._folder.name}/graph")
        self._connection = ladybug.Connection(self._database)
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self._database.close()
        self._folder.cleanup()

    def run(self, statement: str) -> list[tuple[str, ...]]:
        """What a statement gives."""
        import ladybug

        found = self._connection.execute(statement)
        assert isinstance(found, ladybug.QueryResult)
        return [tuple(row) for row in found if isinstance(row, list)]

    def network(self) -> Network:
        """All that is in it."""
        edges = self.run("MATCH (s)-[e]->(t) RETURN e.id, s.id, t.id, e.sentence")
        return Network(frozenset((row[0], row[1]) for row in self.run("MATCH (n) RETURN n.id, n.label")), frozenset(edges))  # type: ignore[arg-type]


def _installed(module: str) -> Callable[[], bool]:
    return lambda: find_spec(module) is not None


READERS = (
    Reader("rapper", ("ntriples", "nquads", "turtle", "trig", "rdfxml"), rapper, lambda: bool(shutil.which("rapper"))),
    Reader("N3.js", ("ntriples", "nquads", "turtle", "trig"), _node("n3"), _npm),
    Reader("jsonld.js", ("jsonld",), _node("jsonld"), _npm),
    Reader("rdfxml-streaming-parser", ("rdfxml",), _node("rdfxml"), _npm),
    Reader("Comunica", ("ntriples", "nquads", "turtle", "trig", "rdfxml", "jsonld"), _node("comunica"), _npm),
    Reader("igraph", ("graphml",), igraph, _installed("igraph")),
    Reader("graphology-graphml", ("graphml",), _node("graphml"), _npm),
    Reader("graphology-gexf", ("gexf",), _node("gexf"), _npm),
    Reader("Cytoscape.js", ("cytoscape",), _node("cytoscape"), _npm),
    Reader("networkx", ("cytoscape",), networkx, _installed("networkx")),
    Reader("Ladybug", ("neo4j",), ladybug_tables, _installed("ladybug")),
    Reader("Ladybug", ("cypher",), ladybug_script, _installed("ladybug")),
    Reader("DuckDB", ("csv", "parquet"), duckdb, _installed("duckdb")),
    Reader("DuckDB", ("claims",), duckdb_rows, _installed("duckdb")),
)


def samples() -> dict[str, Source]:
    """The graphs that every reader is given."""
    record = Path(__file__).parent.parent / "outputs" / "netflix-eternaute.trig"
    return {"sample": Source.of_path(record), "hostile": Source.of_quads(hostile(), "hostile")}


def hostile() -> tuple[Quad, ...]:
    """A graph in which a thing is called by each hostile name alone.

    IRIs are made of a name's beginning with a word and a number: without a letter there is none, and of a longer one than 1,879 bytes
    Virtuoso takes the beginning alone.
    """
    names = {f"{name[:60]} Alba {n}": name for n, name in enumerate((*HOSTILE, *WORSE))}

    def bare(term: Term) -> Term:
        if isinstance(term, Literal) and (whole := names.get(str(term))):
            return Literal(whole, lang=term.language, datatype=term.datatype)
        return term

    articles = (renamed(bakery(f"h{n}"), name) for n, name in enumerate(names))
    return tuple((s, p, bare(o), g) for s, p, o, g in graph_of(articles, ontologies.load("news")))


def expected(source: Source, form: Format, found: Found) -> Found:
    """What a reader of this format should have got, as precisely as it tells what it did get."""
    if form.suffix == ".csv":
        return len(elements(source.store()).edges)
    if form not in RDF_FORMATS:
        whole = elements(source.store())
        nodes = frozenset((node.id, node.label) for node in whole.nodes)
        return Network(nodes, frozenset((edge.id, edge.source, edge.target, edge.sentence) for edge in whole.edges))
    quads = frozenset(source.quads() if form.named_graphs else merged(source.quads()))
    return len(quads) if isinstance(found, int) else quads


def told(found: Found) -> str:
    """`219 triples`, `14 nodes, 15 edges`, `15 rows`."""
    if isinstance(found, Network):
        return f"{len(found.nodes)} nodes, {len(found.edges)} edges"
    return f"{found}" if isinstance(found, int) else f"{len(found)} triples"


def main() -> None:
    """Give every reader every graph, and print what came of it as a table in Markdown."""
    graphs = samples()
    print(f"| format | reader | {' | '.join(graphs)} |\n|---|---|{'---|' * len(graphs)}")
    for reader in READERS:
        for name in reader.formats:
            form, cells = format_of("", name), []
            for source in graphs.values():
                with tempfile.TemporaryDirectory() as folder:
                    place = Path(folder) / f"graph{form.suffix}"
                    export(source, place, form)
                    found = reader.read(place)
                cells.append(f"{told(found)}{'' if found == expected(source, form, found) else ', and not the same'}")
            print(f"| {name} | {reader.name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
