"""`kg export` to RDF: each format readable again, the same bytes whatever it was read from, and what it cannot do."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from examples import bakery
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic
from typer.testing import CliRunner, Result

import kg.export.source as sources
from kg.archive import Archive, Entry
from kg.archive.disk import SETTINGS
from kg.build import graph_of
from kg.cli import app
from kg.errors import GraphError, OutputError
from kg.export import FORMATS, RDF_FORMATS, export, format_of, written
from kg.export.formats import Format, Style
from kg.export.jsonld import jsonld
from kg.export.rdf import reified
from kg.export.source import Source, for_readers, merged, ordered
from kg.iris import article_iri
from kg.ontology import Ontology
from kg.rdf import Quad, of_extraction, order
from kg.store import dataset_of, serialise, stream, to_ox

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


def test_the_suffix_says_the_format_unless_it_is_named(quads: tuple[Quad, ...], tmp_path: Path) -> None:
    for name, form in (("graph.NT", None), ("graph.txt", "ntriples")):
        (path,) = export(Source.of_quads(quads), tmp_path / name, format_of(name, form))
        assert path.read_bytes() == written(quads, format_of("x.nt"))


@pytest.mark.parametrize(("path", "name"), [("graph.txt", None), ("graph", None), ("graph.ttl", "owl")])
def test_a_format_that_is_none_is_an_error_that_lists_those_there_are(path: str, name: str | None) -> None:
    with pytest.raises(OutputError) as caught:
        format_of(path, name)
    assert all(row.name in str(caught.value) for row in FORMATS)


def test_no_two_formats_share_a_name_or_a_suffix() -> None:
    for names in ([row.name for row in FORMATS], [row.suffix for row in FORMATS if row.suffix]):
        assert len(set(names)) == len(names)


@pytest.fixture(scope="module")
def record(quads: tuple[Quad, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph as kg build writes it."""
    path = tmp_path_factory.mktemp("graph") / "graph.trig"
    path.write_bytes(serialise(quads, ox.RdfFormat.TRIG))
    return path


@pytest.fixture
def archive(ontology: Ontology, tmp_path: Path) -> Iterator[Path]:
    """The same articles in an archive on disk, with the index that an archive keeps for itself."""
    (tmp_path / "press.kg").mkdir()
    held = Archive(ox.Store(str(tmp_path / "press.kg" / "graph")), ontology)
    articles = (bakery(), bakery("autre", date="2024-04"))
    held.change(Entry(article_iri(one.article.id), tuple(of_extraction(one)), one.article.id) for one in articles)
    held.close()
    yield tmp_path / "press.kg"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["export", *map(str, arguments)])


def bytes_of(source: Source, name: str, **options: object) -> bytes:
    with io.BytesIO() as out:
        export(source, out, format_of("", name), **options)  # type: ignore[arg-type]
        return out.getvalue()


def test_turtle_and_trig_are_what_kg_build_writes(record: Path, quads: tuple[Quad, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    for run_length in (50_000, 70):
        monkeypatch.setattr(sources, "RUN", run_length)
        assert bytes_of(Source.of_path(record), "trig") == record.read_bytes()
        assert bytes_of(Source.of_path(record), "turtle") == serialise(quads, ox.RdfFormat.TURTLE)


def test_lines_come_sorted_each_once_and_in_canonical_form(record: Path, quads: tuple[Quad, ...]) -> None:
    lines = bytes_of(Source.of_path(record), "nquads").splitlines()
    assert lines == sorted(set(lines))
    assert set(lines) == {f"{to_ox(quad)} .".encode() for quad in quads}


@pytest.mark.parametrize("row", RDF_FORMATS, ids=names)
def test_a_file_in_any_order_and_an_archive_give_the_same_bytes_as_what_is_in_memory(
    row: Format, record: Path, archive: Path, quads: tuple[Quad, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "RUN", 40)
    monkeypatch.setattr(sources, "_WAYS", 3)
    lines = record.parent / "shuffled.nq"
    shuffled = [f"{to_ox(quad)} .\n" for quad in (*quads, *quads[:50])]
    random.Random(1).shuffle(shuffled)
    lines.write_text("".join(shuffled), encoding="utf-8")
    expected = bytes_of(Source.of_quads(quads), row.name)
    assert bytes_of(Source.of_path(lines), row.name) == expected
    kept = Source.of_path(archive)
    ours, theirs = ({str(quad) for quad in one.quads() if "/graph/about" not in str(quad)} for one in (Source.of_quads(quads), kept))
    assert ours == theirs  # but for the versions of models: none has read the articles of this archive
    assert b"graph/index" not in bytes_of(kept, row.name)


def test_sorting_through_files_is_sorting(quads: tuple[Quad, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "RUN", 7)
    monkeypatch.setattr(sources, "_WAYS", 4)
    some = [to_ox(quad) for quad in (*quads, *quads)]
    assert list(ordered(some, for_readers)) == [to_ox(quad) for quad in sorted(set(quads), key=order)]
    assert list(ordered([], str)) == []


def test_the_merged_graph_can_be_had_alone(record: Path, quads: tuple[Quad, ...]) -> None:
    default = {to_ox(quad) for quad in quads if quad[3] is None}
    for name in ("trig", "nquads", "jsonld"):
        form = ox.RdfFormat.from_extension(format_of("", name).suffix.removeprefix("."))
        assert set(ox.parse(bytes_of(Source.of_path(record), name, graphs="merged"), format=form)) == default


def test_json_ld_has_its_context_inline_and_is_compact(record: Path) -> None:
    text = json.loads(bytes_of(Source.of_path(record), "jsonld"))
    assert text["@context"]["news:uses"] == {"@type": "@id"}
    assert "skos" in text["@context"]
    assert "dcat" not in json.loads(bytes_of(Source.of_path(record), "jsonld", graphs="merged"))["@context"]
    nodes = {node["@id"]: node for node in text["@graph"]}
    firm = nodes["organization:le-fournil-bleu"]
    assert firm["@type"] == "news:Company"
    assert firm["news:uses"] == "technology:levure-lente"
    assert nodes["https://kg.example.org/article/autre"]["@graph"]


def test_a_scheme_that_is_called_like_a_prefix_is_no_prefix(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(
        "<https://kg.example.org/person/ada> a <https://schema.org/Person> ; <https://schema.org/url> <news:fr.soc>, <person://x> .",
        encoding="utf-8",
    )
    text = bytes_of(Source.of_path(path), "jsonld")
    assert set(ox.parse(text, format=ox.RdfFormat.JSON_LD)) == set(ox.parse(path=str(path)))


def test_values_of_several_sorts_keep_their_own(tmp_path: Path) -> None:
    path = tmp_path / "graph.nt"
    values = ('"a"', '"a"@fr', '"a"@en', '"2025"^^<http://www.w3.org/2001/XMLSchema#gYear>', "<https://x.example/>", '"true"')
    path.write_text("".join(f"<https://s.example/> <https://schema.org/name> {value} .\n" for value in values), encoding="utf-8")
    text = bytes_of(Source.of_path(path), "jsonld")
    assert set(ox.parse(text, format=ox.RdfFormat.JSON_LD)) == set(ox.parse(path=str(path)))


IRIS = [
    ox.NamedNode(iri)
    for iri in (
        *(
            "https://schema.org/url",
            "https://schema.org/",
            "https://schema.org//x",
            "https://schema.org/a/b#c",
            "https://kg.example.org/person/a:b",
        ),
        *("news:fr.soc", "person://x", "urn:x", "https://kg.example.org/graph/about", "https://x.example/", "https://x.example/é#@id"),
    )
]
TEXTS = st.text(max_size=3)
PLAIN = st.builds(ox.Literal, TEXTS)
SPOKEN = st.builds(lambda text, lang: ox.Literal(text, language=lang), TEXTS, st.sampled_from(["fr", "en-gb"]))
TYPED = st.builds(lambda text, kind: ox.Literal(text, datatype=kind), TEXTS, st.sampled_from(IRIS))
VALUES = st.sampled_from(IRIS) | PLAIN | SPOKEN | TYPED
GRAPHS = st.sampled_from([ox.DefaultGraph(), *IRIS[-3:]])
ANY = st.lists(st.builds(ox.Quad, st.sampled_from(IRIS), st.sampled_from([*IRIS, sources._TYPE]), VALUES, GRAPHS), min_size=1)


URL = ox.NamedNode("https://schema.org/url")


@example([ox.Quad(URL, URL, ox.Literal("", datatype=URL))], False)
@settings(max_examples=100, deadline=None)
@given(ANY, st.booleans())
def test_whatever_a_graph_says_comes_back_from_json_ld(quads: list[ox.Quad], alone: bool) -> None:
    source = Source("any", lambda: iter(quads), ox.Store)
    out = io.BytesIO()
    jsonld(source, [out], Style(base="https://kg.example.org/", title="", lang="fr", ontology="news", merged=alone))
    assert set(ox.parse(out.getvalue(), format=ox.RdfFormat.JSON_LD)) == set(merged(quads) if alone else quads)


@pytest.mark.parametrize("name", [row.name for row in RDF_FORMATS if row.reifiers])
def test_rdf_1_2_says_the_same_with_reifiers(name: str, record: Path) -> None:
    form = ox.RdfFormat.from_extension(format_of("", name).suffix.removeprefix("."))
    assert form is not None
    found = set(ox.parse(bytes_of(Source.of_path(record), name, reifiers=True), format=form))
    whole = stream(record) if form.supports_datasets else merged(stream(record))
    assert found == set(reified(sorted(whole, key=for_readers)))
    claims = [quad for quad in found if quad.predicate.value.endswith("#reifies")]
    assert claims
    assert not any(quad.predicate.value.endswith(("#subject", "#predicate", "#object")) for quad in found)
    assert all(isinstance(quad.object, ox.Triple) for quad in claims)


def test_a_statement_that_is_not_whole_is_left_as_it_is() -> None:
    text = (
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . <a:c> rdf:subject <a:s> ; rdf:predicate <a:p>, <a:q> ; rdf:object 1 ."
    )
    quads = list(ox.parse(text, format=ox.RdfFormat.TURTLE))
    assert list(reified(quads)) == quads


def test_what_xml_cannot_hold_is_an_error_and_a_carriage_return_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "graph.nt"
    path.write_text('<https://a.example/x> <https://a.example/y> "un\\rdeux\\u0085\\u2028\\r\\n" .\n', encoding="utf-8")
    assert set(ox.parse(bytes_of(Source.of_path(path), "rdfxml"), format=ox.RdfFormat.RDF_XML)) == set(ox.parse(path=str(path)))
    path.write_text('<https://a.example/x> <https://a.example/y> "un\\u0001" .\n', encoding="utf-8")
    with pytest.raises(GraphError, match=r"a text of <https://a.example/x> has the character U\+0001, which XML cannot hold; choose"):
        bytes_of(Source.of_path(path), "rdfxml")


def test_without_a_format_the_command_lists_those_there_are(record: Path) -> None:
    done = run(record)
    assert done.exit_code == 0
    assert all(row.name in done.output for row in FORMATS)
    assert f"{record.stem}-csv/ with nodes.csv, edges.csv" in done.output


def test_which_csv_a_suffix_alone_asks_for_is_told(record: Path, tmp_path: Path) -> None:
    done = run(record, "-o", tmp_path / "x.csv")
    assert (done.exit_code, "x.csv has the claims with their sentences; for nodes and edges say --to csv" in done.stderr) == (0, True)
    assert run(record, "--to", "claims", "-o", tmp_path / "x.csv").stderr == ""


def test_files_are_named_beside_the_graph_or_as_one_says(record: Path, tmp_path: Path) -> None:
    graph = tmp_path / "g.trig"
    graph.write_bytes(record.read_bytes())
    table: dict[tuple[str | Path, ...], list[str]] = {
        ("--to", "turtle"): ["g.ttl"],
        ("--to", "neo4j"): ["g-neo4j/nodes.csv", "g-neo4j/relationships.csv"],
        ("-o", tmp_path / "new/deep/x.nq"): ["new/deep/x.nq"],
        ("--to", "ntriples", "-o", tmp_path / "x.txt"): ["x.txt"],
    }
    for options, files in table.items():
        done = run(graph, *options)
        assert done.exit_code == 0, done.output
        assert all((tmp_path / file).stat().st_size for file in files)
    assert run(graph, "--to", "turtle", "-o", "-").output == (tmp_path / "g.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--to", "owl"], "owl: no format is called so; there are trig (.trig), "),
        (["--to", "csv", "-o", "t.csv"], "t.csv: csv is 2 files, nodes.csv and edges.csv, in a folder; give the folder's name, as t,"),
        (["--to", "parquet", "-o", "t.ttl"], "t.ttl: parquet is 2 files"),
        (["--to", "graphml", "-o", "x.gexf"], "x.gexf: its suffix is that of another format than graphml (.graphml)"),
        (["-o", "x.docx"], "no format has its suffix, '.docx'; there are trig"),
        (["-o", "-"], "-: standard output has no suffix that would say the format; say --to FORMAT: trig, nquads, "),
        (
            ["--to", "turtle", "--graph", "all"],
            "it holds no named graphs, only the merged graph; for the whole dataset ask for one of trig, ",
        ),
        (["--to", "gexf", "--graph", "all"], "it holds no named graphs"),
        (["--to", "jsonld", "--rdf", "1.2"], "RDF 1.2 cannot be written so; ask for one of trig, nquads, turtle, ntriples"),
        (["--to", "parquet", "-o", "-"], "parquet is 2 files; name a folder"),
        (["--to", "trig"], "it is the graph itself; name another place"),
        (["--to", "turtle", "--graph", "some"], "--graph"),
    ],
)
def test_what_cannot_be_written_is_one_line_and_exit_code_2(options: list[str], said: str, record: Path) -> None:
    before = sorted(record.parent.iterdir())
    done = run(record, *options)
    assert done.exit_code == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert sorted(record.parent.iterdir()) == before


def test_no_table_is_put_into_an_archive(record: Path, tmp_path: Path) -> None:
    (tmp_path / "a.kg").mkdir()
    (tmp_path / "a.kg" / SETTINGS).touch()
    done = run(record, "--to", "csv", "-o", tmp_path / "a.kg")
    assert (done.exit_code, [path.name for path in (tmp_path / "a.kg").iterdir()]) == (2, [SETTINGS])
    assert "a.kg: it is an archive, a folder that kg add and kg remove alone write into; choose another place" in done.stderr


def test_a_graph_that_is_none_or_has_no_merged_part_is_named(record: Path, tmp_path: Path) -> None:
    alone, empty, broken, taken = (tmp_path / name for name in ("alone.nq", "empty.nq", "broken.nq", "taken"))
    alone.write_text("<a:s> <a:p> <a:o> <a:g> .\n", encoding="utf-8")
    empty.write_text("", encoding="utf-8")
    broken.write_bytes(b"<a:s> <a:p> <a:o> .\n" * 9 + b"<a:s> <a:p> _:b .\n")
    taken.write_text("", encoding="utf-8")
    table = {
        (tmp_path / "no.trig", "turtle"): "no such file",
        (alone, "turtle"): "it has no merged graph, only named ones; make one: kg merge",
        (alone, "gexf"): "it has no merged graph",
        (empty, "nquads"): "there is nothing in it",
        (broken, "ntriples"): "_:b has no IRI, and kg writes none such",
    }
    for (graph, name), said in table.items():
        done = run(graph, "--to", name, "-o", tmp_path / "out")
        assert (done.exit_code, said in done.stderr) == (2, True), done.stderr
        assert not (tmp_path / "out").exists()
    assert run(alone, "-o", tmp_path / "all.nq").exit_code == 0
    done = run(record, "-o", taken / "x.ttl")
    assert (done.exit_code, "it cannot be written" in done.stderr) == (2, True)
