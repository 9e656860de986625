"""`kg export` to property graphs and tables: typed, dated, each id once, and nothing in a name that a tool takes for its own signs."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph as ox
import pytest
from examples import bakery, disputed
from reading import ROOT
from strangers import hostile
from typer.testing import CliRunner

from kg.build import graph_of
from kg.cli import app
from kg.errors import WordsError
from kg.export import FORMATS, export, format_of
from kg.export.claims import safe
from kg.export.elements import Elements, elements
from kg.export.neo4j import SEPARATOR
from kg.export.source import Source
from kg.ontology import Ontology


@pytest.fixture(scope="module")
def source(ontology: Ontology) -> Source:
    return Source.of_quads(graph_of([*disputed(), bakery(date=None)], ontology))


@pytest.fixture(scope="module")
def found(source: Source) -> Elements:
    return elements(source.store())


def files(source: Source, name: str, folder: Path, lang: str = "fr") -> list[bytes]:
    form = format_of("", name)
    return [path.read_bytes() for path in export(source, folder / f"graph{form.suffix}", form, lang=lang)]


def test_each_id_is_there_once_and_edges_join_nodes(found: Elements) -> None:
    ids = [node.id for node in found.nodes] + [edge.id for edge in found.edges]
    assert len(set(ids)) == len(ids)
    assert {end for edge in found.edges for end in (edge.source, edge.target)} <= {node.id for node in found.nodes}
    assert [edge.id for edge in found.edges] == sorted(edge.id for edge in found.edges)


def test_a_node_and_an_edge_have_what_the_graph_says(found: Elements) -> None:
    nodes = {node.label: node for node in found.nodes}
    anne, takings, title = (nodes[label] for label in ("Anne Le Goff", "2500000 EUR", "directrice"))
    assert (anne.kind, anne.type, anne.iri) == ("thing", "Person", "https://schema.org/Person")
    assert (takings.type, takings.number, takings.unit) == ("MonetaryAmount", 2_500_000.0, "EUR")
    assert (title.kind, title.type) == ("value", "Literal")
    (sale,) = (edge for edge in found.edges if edge.type == "acquires" and "revue" in edge.article)
    assert (sale.status, sale.date, sale.since, sale.sentence) == ("Reported", "2024-05-09", "2024-05-09", "Brisac est vendue à Alba.")
    assert (sale.confidence, sale.speaker) == (0.75, nodes["Brisac"].id)


def test_a_node_is_there_from_the_first_day_that_something_is_said_of_it(found: Elements) -> None:
    since = {node.label: node.since for node in found.nodes}
    assert since["Alba"] == "2024-05-02"
    assert since["20"] == "2024-05-09"
    assert since["levure lente"] == ""


def test_graphml_has_typed_attributes_and_networkx_reads_it_back(source: Source, found: Elements, tmp_path: Path) -> None:
    files(source, "graphml", tmp_path)
    graph = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert {*graph} == {node.id for node in found.nodes}
    assert {(s, t, key) for s, t, key in graph.edges(keys=True)} == {(edge.source, edge.target, edge.id) for edge in found.edges}
    assert {type(data["confidence"]) for _, _, data in graph.edges(data=True) if "confidence" in data} == {float}
    assert {data["number"] for _, data in graph.nodes(data=True) if "number" in data} == {node.number for node in found.nodes} - {None}


def test_gexf_shows_each_edge_from_its_article_s_day_on_and_knows_no_other(source: Source, found: Elements, tmp_path: Path) -> None:
    (text,) = files(source, "gexf", tmp_path)
    root = ElementTree.fromstring(text)
    name = {"g": "http://www.gexf.net/1.2draft"}
    (graph,) = root.findall("g:graph", name)
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    starts = {edge.get("id"): edge.get("start", "") for edge in graph.iterfind("g:edges/g:edge", name)}
    assert starts == {edge.id: edge.since for edge in found.edges}
    assert b"lastmodifieddate" not in text
    assert b"networkx_key" not in text


def test_cytoscape_gets_lists_and_numbers_as_they_are(source: Source, found: Elements, tmp_path: Path) -> None:
    (text,) = files(source, "cytoscape", tmp_path)
    nodes = {node["data"]["id"]: node["data"] for node in json.loads(text)["elements"]["nodes"]}
    assert nodes.keys() == {node.id for node in found.nodes}
    (anne,) = (node for node in nodes.values() if node["label"] == "Anne Le Goff")
    assert anne["same_as"] == ["http://www.wikidata.org/entity/Q5"]


def test_networkx_reads_what_is_written_for_cytoscape(source: Source, found: Elements, tmp_path: Path) -> None:
    (text,) = files(source, "cytoscape", tmp_path)
    graph = nx.cytoscape_graph(json.loads(text))
    assert graph.is_directed() and dict(graph.nodes(data="name")) == {node.id: node.label for node in found.nodes}
    edges = {key: (s, o, data["sentence"]) for s, o, key, data in graph.edges(keys=True, data=True)}
    assert edges == {edge.id: (edge.source, edge.target, edge.sentence) for edge in found.edges}


def test_neo4j_gets_ids_labels_types_and_lists_under_its_own_heads(source: Source, tmp_path: Path) -> None:
    nodes, relationships = (list(csv.reader(io.StringIO(text.decode(), newline=""))) for text in files(source, "neo4j", tmp_path))
    assert nodes[
        0
    ] == "id:ID,kind,label,:LABEL,iri,names:string[],same_as:string[],number:double,low:double,high:double,unit,since:date".split(",")
    assert relationships[0][:4] == ["id", ":START_ID", ":END_ID", ":TYPE"]
    firm = next(row for row in nodes if row[2] == "Le Fournil Bleu")
    assert (firm[3], firm[5].split(SEPARATOR)) == ("Company", ["Fournil Bleu"])
    assert {row[1] for row in relationships[1:]} <= {row[0] for row in nodes[1:]}


def test_a_cypher_statement_is_one_line_whatever_a_name_holds(tmp_path: Path) -> None:
    (text,) = files(Source.of_quads(hostile()), "cypher", tmp_path)
    found = elements(Source.of_quads(hostile()).store())
    lines = text.decode().splitlines()  # which knows all that anybody takes for the end of a line
    classes = {node.type for node in found.nodes}
    assert len(lines) == len(found.nodes) + len(found.edges) + len(classes)
    assert all(line.startswith(("CREATE CONSTRAINT ", "CREATE (:", "MATCH (s:")) and line.endswith(";") for line in lines)


def test_parquet_has_typed_columns_and_the_tables_the_same_rows(source: Source, found: Elements, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    files(source, "parquet", tmp_path / "parquet")
    table = pq.read_table(tmp_path / "parquet/graph/nodes.parquet")
    assert str(table.schema.field("number").type) == "double"
    assert str(table.schema.field("names").type).startswith("list<")
    assert str(table.schema.field("since").type) == "date32[day]"
    assert [str(day or "") for day in table["since"].to_pylist()] == [node.since for node in found.nodes]
    assert table["label"].to_pylist() == [node.label for node in found.nodes]
    assert table["number"].to_pylist() == [node.number for node in found.nodes]
    assert table["names"].to_pylist() == [list(node.names) for node in found.nodes]
    _, edges = files(source, "csv", tmp_path / "csv")
    rows = list(csv.DictReader(io.StringIO(edges.decode(), newline="")))
    assert [row["id"] for row in rows] == [edge.id for edge in found.edges]
    assert [row["confidence"] for row in rows] == ["" if edge.confidence is None else str(edge.confidence) for edge in found.edges]


def test_without_pyarrow_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    graph = tmp_path / "g.nt"
    graph.write_text("<a:s> <a:p> <a:o> .\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["export", str(graph), "--to", "parquet"])
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "pyarrow, which is not installed; say pip install '.[parquet]'" in done.stderr
    assert sorted(path.name for path in tmp_path.rglob("*.parquet")) == []


@pytest.mark.parametrize(("lang", "delimiter", "head", "sure"), [("fr", ";", "sujet", "0,75"), ("en", ",", "subject", "0.75")])
def test_claims_are_a_spreadsheet_in_the_reader_s_language(
    lang: str, delimiter: str, head: str, sure: str, source: Source, found: Elements, tmp_path: Path
) -> None:
    (text,) = files(source, "claims", tmp_path, lang)
    assert text.startswith(b"\xef\xbb\xbf")
    heads, *rows = csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=delimiter)
    assert heads[0] == head
    assert len(rows) == len(found.edges)
    assert {len(row) for row in rows} == {len(heads)}
    (sale,) = (row for row in rows if "Brisac est vendue à Alba." in row)
    assert sale[:1] + sale[2:3] == ["Alba", "Brisac"]
    assert {sure, "2024-05-09", "La Revue"} < set(sale)
    told = {row[2]: row[3:5] for row in rows}
    assert told["2500000 EUR"] == ["2500000", "EUR"] and told["Brisac"] == ["", ""]
    assert heads[3:5] == (["nombre", "unité"] if lang == "fr" else ["number", "unit"])


def test_claims_in_a_language_without_words_are_an_error_and_no_file(source: Source, tmp_path: Path) -> None:
    with pytest.raises(WordsError, match=r"no words in 'de' .*; say --lang en or --lang fr"):
        files(source, "claims", tmp_path, "de")
    assert not list(tmp_path.iterdir())


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    for cell in ("=1+1", "+A1", "-1+1", "@SUM(A1)", "\t=1", " =1", "\r=1", "\n=1", "＝1", "-3 cmd|' /C calc'!A0", "-3 SUM(A1)", "-3 A1"):
        assert safe(cell) == f"'{cell}"
    for cell in ("-3", "+3,5", "-5 %", "-80000000 EUR", "-40 km/h", "-12.5 m²", "Ada Lune", "", "a=b", "11 milliards"):
        assert safe(cell) == cell
    (text,) = files(Source.of_quads(hostile()), "claims", tmp_path)
    cells = [cell for row in csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=";") for cell in row]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell]


def test_control_characters_become_what_they_become_in_articles_where_xml_cannot_hold_them(tmp_path: Path) -> None:
    graph = '<a:x> a <https://schema.org/Person> ; <http://www.w3.org/2000/01/rdf-schema#label> "un\\u0001deux\\uFFFE" .'
    (tmp_path / "g.ttl").write_text(graph, encoding="utf-8")
    for name in ("graphml", "gexf"):
        (text,) = files(Source.of_path(tmp_path / "g.ttl"), name, tmp_path)
        ElementTree.fromstring(text)
        assert "un\ufffddeux\ufffd" in text.decode()


ANOTHER_PROCESS = """
import sys
from pathlib import Path
from kg.export import FORMATS, export, format_of
from kg.export.source import Source
for row in FORMATS:
    if row.name != "html":
        export(Source.of_path(sys.argv[1]), Path(sys.argv[2]) / f"{row.name}{row.suffix}", row)
"""


@pytest.mark.process
def test_another_process_with_another_hash_seed_gives_the_same_bytes(source: Source, tmp_path: Path) -> None:
    graph = tmp_path / "g.nq"
    graph.write_bytes(ox.serialize(sorted(source.quads(), key=str, reverse=True), format=ox.RdfFormat.N_QUADS) or b"")
    written = []
    for seed in "12":
        command = [sys.executable, "-c", ANOTHER_PROCESS, str(graph), str(tmp_path / seed)]
        subprocess.run(command, env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}, check=True, capture_output=True)
        paths = sorted(path for path in (tmp_path / seed).rglob("*") if path.is_file())
        written.append({str(path.relative_to(tmp_path / seed)): path.read_bytes() for path in paths})
    assert len(written[0]) == sum(len(row.files) or 1 for row in FORMATS) - 1
    assert written[0] == written[1]
