"""A dataset in memory and in files: what is written is read, and bad files are said to be bad."""

from __future__ import annotations

import os
from pathlib import Path

import pyoxigraph as ox
import pytest
from examples import bakery
from rdflib import RDFS, Dataset, Literal, URIRef

from kg.build import graph_of
from kg.errors import GraphError, OutputError
from kg.ontology import Ontology
from kg.rdf import Quad
from kg.store import dataset_of, open_dataset, quads_of, quads_of_dataset, serialise, store_of, whole

A = URIRef("https://kg.example.org/thing/a")


def label(text: str) -> Quad:
    return A, RDFS.label, Literal(text, lang="fr"), None


@pytest.fixture(scope="module")
def quads(ontology: Ontology) -> tuple[Quad, ...]:
    return graph_of([bakery()], ontology)


def test_a_file_of_the_record_is_opened_as_it_was_written(quads: tuple[Quad, ...], tmp_path: Path) -> None:
    for form in (ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS):
        path = tmp_path / f"graph.{form.file_extension}"
        path.write_bytes(serialise(quads, form))
        assert set(quads_of(open_dataset(path))) == set(quads)


def test_a_file_of_triples_is_opened_as_the_default_graph(quads: tuple[Quad, ...], tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(serialise(quads, ox.RdfFormat.TURTLE))
    assert set(quads_of(open_dataset(path))) == {quad for quad in quads if quad[3] is None}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("gone.trig", None, "no such file"),
        ("graph.txt", b"", "no RDF format has the suffix '.txt'"),
        ("graph", b"", "no RDF format has the suffix ''"),
        ("graph.trig", b"<a> <b> .", "it is not TriG"),
        ("graph.ttl", b"\x00\xff\xfe", "it is not Turtle"),
        ("graph.nq", b"<http://a> <http://b c> <http://d> .\n", "it is not N-Quads"),
        ("graph.jsonld", b"{", "it is not JSON-LD"),
        ("graph.rdf", b"<html>", "it is not RDF/XML"),
    ],
)
def test_a_bad_file_is_one_line_that_says_what_to_do(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(GraphError) as caught:
        open_dataset(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: {said}")
    assert message.endswith("hold the merged graph alone)")
    assert "\n" not in message


def test_a_folder_is_no_graph(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="it is a folder"):
        open_dataset(tmp_path)


def test_a_graph_with_a_blank_node_can_be_queried_but_is_not_kgs(tmp_path: Path) -> None:
    path = tmp_path / "other.ttl"
    path.write_text('[] <http://www.w3.org/2000/01/rdf-schema#label> "x" .')
    store = open_dataset(path)
    assert len(store) == 1
    with pytest.raises(GraphError, match="it has no IRI"):
        list(quads_of(store))


def test_the_same_quads_in_any_order_and_number_are_the_same_bytes(quads: tuple[Quad, ...]) -> None:
    for form in (ox.RdfFormat.TRIG, ox.RdfFormat.TURTLE, ox.RdfFormat.JSON_LD, ox.RdfFormat.RDF_XML):
        assert serialise(quads, form) == serialise((*reversed(quads), *quads), form)


def test_a_store_gives_the_same_bytes_as_the_quads_it_was_made_of(quads: tuple[Quad, ...]) -> None:
    assert serialise(quads_of(store_of(quads)), ox.RdfFormat.TRIG) == serialise(quads, ox.RdfFormat.TRIG)


def test_turtle_has_the_prefixes_that_it_uses_and_air_between_subjects() -> None:
    quads = [label("a . \n b"), (URIRef("https://kg.example.org/work/b"), RDFS.label, Literal("b"), None)]
    assert serialise(quads, ox.RdfFormat.TURTLE).decode().splitlines() == [
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "@prefix thing: <https://kg.example.org/thing/> .",
        "@prefix work: <https://kg.example.org/work/> .",
        "",
        r'thing:a rdfs:label "a . \n b"@fr .',
        "",
        'work:b rdfs:label "b" .',
    ]


def test_nothing_is_written_as_nothing() -> None:
    assert serialise([], ox.RdfFormat.N_TRIPLES) == b""
    assert list(ox.parse(serialise([], ox.RdfFormat.TRIG), format=ox.RdfFormat.TRIG)) == []


def test_rdflib_gets_the_merged_graph_as_default_graph_and_back_again(quads: tuple[Quad, ...]) -> None:
    dataset = dataset_of(quads)
    assert isinstance(dataset, Dataset)
    assert len(dataset.default_graph) == sum(quad[3] is None for quad in quads)
    assert dataset.default_graph.qname(URIRef("https://kg.example.org/work/x")) == "work:x"
    assert set(quads_of_dataset(dataset)) == set(quads)


def test_what_goes_wrong_while_writing_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("before")
    with pytest.raises(ZeroDivisionError), whole(path) as beside:
        beside.write_text("half")
        raise ZeroDivisionError
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("graph.ttl", "before")]


def test_a_place_that_cannot_be_written_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "file" / "graph.ttl", tmp_path / "folder"):
        with pytest.raises(OutputError, match="it cannot be written") as caught, whole(path) as beside:
            beside.write_text("x")
        assert str(path) in str(caught.value)
        assert ("is a file, not a folder" in str(caught.value)) == (path.name == "graph.ttl")
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["file", "folder"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_what_is_no_file_is_not_replaced_by_one(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path(os.devnull)):
        with pytest.raises(OutputError, match="it is a device"), whole(path) as beside:
            beside.write_text("x")
    assert (tmp_path / "pipe").is_fifo() and Path(os.devnull).is_char_device()


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    with whole(tmp_path / "a" / "b.txt") as beside:
        beside.write_text("x")
    assert (tmp_path / "a" / "b.txt").read_text() == "x"


def test_two_files_whose_long_names_begin_alike_are_written_at_once(tmp_path: Path) -> None:
    one, other = (tmp_path / f"{'Œuvre ' * 20}{suffix}" for suffix in (".ttl", ".html"))
    with whole(one) as first, whole(other) as second:
        first.write_text("1")
        second.write_text("2")
    assert (one.read_text(), other.read_text()) == ("1", "2")
