"""Each row of the table of formats: readable again, by others too."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest
from examples import bakery
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from kg.build import graph_of
from kg.errors import OutputError
from kg.export import FORMATS, export, format_of, written
from kg.export.formats import Format
from kg.ontology import Ontology
from kg.rdf import Quad
from kg.store import dataset_of

RDF_FORMATS = [row for row in FORMATS if row.name != "html"]
RDFLIB = {"trig": "trig", "nquads": "nquads", "turtle": "turtle", "ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}


@pytest.fixture(scope="module")
def quads(ontology: Ontology) -> tuple[Quad, ...]:
    return graph_of([bakery(), bakery("autre", date="2024-04")], ontology)


def names(row: Format) -> str:
    return row.name


@pytest.mark.parametrize("row", RDF_FORMATS, ids=names)
def test_rdflib_reads_what_is_written(row: Format, quads: tuple[Quad, ...]) -> None:
    text = written(quads, row)
    expected = dataset_of(quads)
    if not row.named_graphs:
        assert isomorphic(Graph().parse(data=text, format=RDFLIB[row.name]), expected.default_graph)
        return
    found = Dataset().parse(data=text, format=RDFLIB[row.name])
    dataset = found if isinstance(found, Dataset) else Dataset(store=found.store)
    graphs = {graph.identifier for graph in expected.graphs()} - {expected.default_graph.identifier}
    assert {graph.identifier for graph in dataset.graphs()} - {dataset.default_graph.identifier} == graphs
    assert all(isomorphic(dataset.graph(iri), expected.graph(iri)) for iri in graphs)


@pytest.mark.parametrize("row", RDF_FORMATS, ids=names)
def test_a_format_is_known_to_others_by_its_suffix_and_media_type(row: Format) -> None:
    form = ox.RdfFormat.from_extension(row.suffix.removeprefix("."))
    assert form is not None
    assert form == ox.RdfFormat.from_media_type(row.media_type)
    assert form.supports_datasets == row.named_graphs


@pytest.mark.interop
@pytest.mark.skipif(not shutil.which("rapper"), reason="rapper is not installed")
@pytest.mark.parametrize("row", [row for row in RDF_FORMATS if row.name != "jsonld"], ids=names)
def test_rapper_reads_each_file_and_counts_the_same(row: Format, quads: tuple[Quad, ...], tmp_path: Path) -> None:
    path = export(quads, tmp_path / f"graph{row.suffix}")
    done = subprocess.run(["rapper", "-c", "-i", row.name, str(path)], capture_output=True, text=True, check=False)
    count = len(quads) if row.named_graphs else sum(quad[3] is None for quad in quads)
    assert done.returncode == 0, done.stderr
    assert f"returned {count} triples" in done.stderr
    assert "warning" not in done.stderr.lower().replace("warnings: 0", "")


def test_the_suffix_says_the_format_unless_it_is_named(quads: tuple[Quad, ...], tmp_path: Path) -> None:
    assert export(quads, tmp_path / "graph.NT").read_bytes() == written(quads, format_of("x.nt"))
    assert export(quads, tmp_path / "graph.txt", "ntriples").read_bytes() == written(quads, format_of("x.nt"))


@pytest.mark.parametrize(("path", "name"), [("graph.txt", None), ("graph", None), ("graph.ttl", "owl")])
def test_a_format_that_is_none_is_an_error_that_lists_those_there_are(path: str, name: str | None) -> None:
    with pytest.raises(OutputError) as caught:
        format_of(path, name)
    assert all(row.name in str(caught.value) for row in FORMATS)


def test_no_two_formats_share_a_name_or_a_suffix() -> None:
    for key in ("name", "suffix"):
        assert len({getattr(row, key) for row in FORMATS}) == len(FORMATS)
