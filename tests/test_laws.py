"""The laws of DESIGN.md over articles made by chance: pure, order-free, removable, evidenced, expected, readable, unbreakable."""

from __future__ import annotations

import dataclasses
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from examples import HOSTILE, bakery, extractions, names, renamed, several
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import PROV, RDF, Dataset, Graph, URIRef
from reading import SAMPLE

from kg import ontology as ontologies
from kg.build import graph_of
from kg.check import check
from kg.check.derived import derived
from kg.check.part import part_of
from kg.export import RDF_FORMATS, export, written
from kg.export.source import Source
from kg.iris import article_iri
from kg.merge import merge
from kg.model import Extraction, Status
from kg.ontology import Ontology
from kg.rdf import NEWS, NIF, SCHEMA, Quad, Term, of_extraction
from kg.read import read
from kg.store import quads_of, serialise, store_of

HERE = Path(__file__).parent
FEW = settings(max_examples=25, deadline=None)
ONTOLOGY = ontologies.load("news")
RDFLIB = {"trig": "trig", "nquads": "nquads", "turtle": "turtle", "ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}


def record(quads: tuple[Quad, ...]) -> bytes:
    return serialise(quads, ox.RdfFormat.TRIG)


def built(articles: list[Extraction]) -> bytes:
    return record(graph_of(articles, ONTOLOGY))


@pytest.fixture(scope="module")
def real() -> list[Extraction]:
    """What the model and the lexicon find in the sample and in three articles of our own."""
    from kg.extract import extract_all, load
    from kg.parse import parse

    return list(extract_all(parse(read([SAMPLE, HERE / "cases" / "articles"])), load(ONTOLOGY.folder, "fr")))


# 1. Building is pure.

MAKE = """
from examples import bakery, mention_of, two_namesakes
from kg import ontology
from kg.build import graph_of
from kg.export import FORMATS, written
namesakes = two_namesakes("d", "Alba", "schema:Person", "schema:City")
articles = [bakery(), bakery("b"), mention_of("c", "Le Fournil Bleu", "schema:SportsTeam"), namesakes]
quads = graph_of(articles, ontology.load("news"))
made = b"".join(written(quads, row) for row in FORMATS if row.name != "html" and not row.files)
"""


@pytest.mark.process
def test_another_process_with_another_hash_seed_writes_the_same_bytes() -> None:
    here: dict[str, Any] = {}
    exec(MAKE, here)  # in this process, whose seed is another one each time
    code = f"import sys; sys.path[:0] = sys.argv[1:]{MAKE}sys.stdout.buffer.write(made)"
    command = [sys.executable, "-c", code, str(HERE.parent), str(HERE)]
    for seed in ("0", "4242"):
        done = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
        assert done.stdout == here["made"]
    assert len(here["made"]) > 10_000


def test_what_lies_right_of_an_extraction_needs_no_spacy() -> None:
    code = "import sys, kg.build, kg.export\nassert 'spacy' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], cwd=HERE.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# 2. Merging is order-free and repeatable.


@FEW
@given(several(), st.randoms(use_true_random=False))
def test_any_order_and_any_repetition_of_articles_is_the_same_dataset(articles: list[Extraction], chance: random.Random) -> None:
    again = [*articles, chance.choice(articles)]
    chance.shuffle(again)
    assert built(again) == built(articles)


@FEW
@given(several(), st.randoms(use_true_random=False))
def test_the_order_of_what_one_article_says_does_not_matter(articles: list[Extraction], chance: random.Random) -> None:
    def shuffled(one: Extraction) -> Extraction:
        chains, claims = list(one.chains), list(one.claims)
        chance.shuffle(chains)
        chance.shuffle(claims)
        return dataclasses.replace(one, chains=tuple(chains), claims=tuple(claims))

    assert built([shuffled(one) for one in articles]) == built(articles)


@FEW
@given(several())
def test_a_dataset_merged_again_is_itself(articles: list[Extraction]) -> None:
    quads = graph_of(articles, ONTOLOGY)
    versions = {"kg": "1"}
    once = set(merge(quads, ONTOLOGY, versions=versions))
    own = {quad for quad in quads if quad[3] is not None and "/article/" in quad[3]}
    assert set(merge([*own, *once], ONTOLOGY, versions=versions)) == once


def test_real_articles_in_any_order_are_the_same_dataset(real: list[Extraction]) -> None:
    assert len({one.article.id for one in real}) == 4
    assert built([*real[::-1], real[1]]) == built(real)


# 3. Removing an article leaves exactly what building without it gives.


@FEW
@given(several())
def test_an_article_taken_out_leaves_what_building_without_it_gives(articles: list[Extraction]) -> None:
    gone = article_iri(articles[0].article.id)
    left = [quad for quad in graph_of(articles, ONTOLOGY) if quad[3] != gone]
    remaining = [quad for quad in left if quad[3] is not None and "/article/" in quad[3]]
    assert {*remaining, *merge(left, ONTOLOGY)} == {*remaining, *merge((q for one in articles[1:] for q in of_extraction(one)), ONTOLOGY)}


# 4. Every claim has evidence whose characters stand in the article at those offsets.


def one(nodes: dict[tuple[URIRef, URIRef], list[Term]], s: Term, p: URIRef) -> Term:
    assert isinstance(s, URIRef)
    (value,) = nodes[s, p]
    return value


def has_its_characters(extraction: Extraction) -> None:
    nodes: dict[tuple[URIRef, URIRef], list[Term]] = {}
    for s, p, o, _ in of_extraction(extraction):
        nodes.setdefault((s, p), []).append(o)
    text = extraction.article.text
    spans = [s for s, p in nodes if p == NIF.anchorOf]
    for span in spans:
        begin, end = (int(str(one(nodes, span, key))) for key in (NIF.beginIndex, NIF.endIndex))
        assert str(one(nodes, span, NIF.anchorOf)) == text[begin:end]
        assert str(span).endswith(f"#char={begin},{end}")
    claims = [s for s, p in nodes if NEWS.Claim in nodes[s, p] and p == RDF.type]
    assert bool(claims) == bool(extraction.claims)
    assert all(one(nodes, claim, PROV.wasDerivedFrom) in spans for claim in claims)


@FEW
@given(extractions())
def test_every_span_has_the_articles_characters_at_its_offsets(extraction: Extraction) -> None:
    has_its_characters(extraction)


def test_every_span_of_a_real_article_has_its_characters_at_its_offsets(real: list[Extraction]) -> None:
    for extraction in real:
        assert extraction.claims
        has_its_characters(extraction)


def test_what_is_found_in_real_articles_stands_in_one_sentence_of_one_block(real: list[Extraction]) -> None:
    for extraction in real:
        text, blocks = extraction.article.text, [(block.begin, block.end) for block in extraction.article.blocks]
        for e in (claim.evidence for claim in extraction.claims):
            assert e.sentence_begin <= e.begin < e.end <= e.sentence_end, text[e.begin : e.end]
            assert any(begin <= e.sentence_begin and e.sentence_end <= end for begin, end in blocks), text[
                e.sentence_begin : e.sentence_end
            ]
            assert text[e.begin : e.end] == text[e.begin : e.end].strip()
        for mention in (mention for chain in extraction.chains for mention in chain.mentions):
            assert any(begin <= mention.begin < mention.end <= end for begin, end in blocks), text[mention.begin : mention.end]


@FEW
@given(several())
def test_every_fact_of_the_merged_graph_has_a_sentence_of_its_source(articles: list[Extraction]) -> None:
    merged = {(s, p): o for s, p, o, g in graph_of(articles, ONTOLOGY) if g is None}
    texts = {article_iri(e.article.id): e.article.text for e in articles}
    for s, p in list(merged):
        if (p, merged[s, p]) == (RDF.type, NEWS.Claim):
            source = merged[s, PROV.hadPrimarySource]
            assert isinstance(source, URIRef)
            assert str(merged[s, NEWS.sentence]) in texts[source]


# 5. Every claim's property is in the ontology and its ends fit the expected classes: the merged graph, and the articles', pass the shapes.


@settings(max_examples=4, deadline=None)
@given(several())
def test_what_is_said_by_chance_passes_the_shapes(articles: list[Extraction]) -> None:
    found = check(store_of(graph_of(articles, ONTOLOGY)), ONTOLOGY).violations
    assert [v for v in found if not v.warning or v.shape == "Derived"] == []


@FEW
@given(
    articles=several(),
    how=st.sampled_from(({}, {"include": (Status.PLANNED, Status.CONDITIONAL)}, {"no_text": True}, {"base": "https://press.example/"})),
)
def test_what_is_merged_is_what_the_articles_give(articles: list[Extraction], how: dict[str, Any]) -> None:
    store = store_of(graph_of(articles, ONTOLOGY, **how))
    assert list(derived(store, ONTOLOGY)) == []
    for extraction in articles:
        assert list(derived(part_of(store, [extraction.article.id]), ONTOLOGY, whole=False)) == []


def test_what_real_articles_say_passes_the_shapes(real: list[Extraction]) -> None:
    assert check(store_of(graph_of(real, ONTOLOGY)), ONTOLOGY).violations == ()


@FEW
@given(several())
def test_no_end_of_a_claim_is_left_without_a_class_and_no_speaker_either(articles: list[Extraction]) -> None:
    quads = graph_of(articles, ONTOLOGY)
    for graph in {quad[3] for quad in quads} - {URIRef("https://kg.example.org/graph/resolution")}:
        typed = {s for s, p, _, g in quads if p == RDF.type and g == graph}
        ends = {o for _, p, o, g in quads if p in (RDF.subject, RDF.object, NEWS.statedBy, SCHEMA.creator) and g == graph}
        assert {end for end in ends if isinstance(end, URIRef)} <= typed


# 6. Every RDF format read back is the same graph; every IRI is valid.


def canonical(quads: tuple[Quad, ...], *, named: bool) -> set[str]:
    return {line for line in serialise([q for q in quads if named or q[3] is None], ox.RdfFormat.N_QUADS).decode().split("\n") if line}


@FEW
@given(several(2))
def test_every_format_read_back_by_pyoxigraph_is_the_same_graph(articles: list[Extraction]) -> None:
    quads = graph_of(articles, ONTOLOGY)
    for row in RDF_FORMATS:
        form = ox.RdfFormat.from_media_type(row.media_type)
        found = {f"{quad} ." for quad in ox.parse(written(quads, row), format=form)}
        assert found == canonical(quads, named=row.named_graphs), row.name


@settings(max_examples=15, deadline=None)
@given(several(2))
def test_every_format_read_back_by_rdflib_is_the_same_graph(articles: list[Extraction]) -> None:
    quads = graph_of(articles, ONTOLOGY)
    default = {(s, p, o) for s, p, o, g in quads if g is None}
    for row in RDF_FORMATS:
        if row.named_graphs:
            dataset = Dataset()
            dataset.parse(data=written(quads, row), format=RDFLIB[row.name])
            named = {(s, p, o, g) for s, p, o, g in dataset.quads() if g is not None}
            assert {q for q in named if "/article/" in str(q[3])} == {q for q in quads if q[3] and "/article/" in q[3]}, row.name
        else:
            assert set(Graph().parse(data=written(quads, row), format=RDFLIB[row.name])) == default, row.name


@FEW
@given(several(2))
def test_every_iri_is_one_by_another_parsers_rules(articles: list[Extraction]) -> None:
    for quad in graph_of(articles, ONTOLOGY):
        for term in quad:
            if isinstance(term, URIRef):
                assert ox.NamedNode(term).value == str(term)


@FEW
@given(several(2))
def test_a_graph_in_a_store_comes_out_as_it_went_in(articles: list[Extraction]) -> None:
    quads = graph_of(articles, ONTOLOGY)
    assert record(tuple(quads_of(store_of(quads)))) == record(quads)


@pytest.mark.interop
@pytest.mark.skipif(not shutil.which("rapper"), reason="rapper is not installed")
@pytest.mark.parametrize("hostile", HOSTILE)
def test_rapper_accepts_what_a_hostile_article_gives(hostile: str, tmp_path: Path) -> None:
    quads = graph_of([renamed(bakery(), hostile + " Alba")], ONTOLOGY)
    for row in RDF_FORMATS:
        if row.name != "jsonld":
            (path,) = export(Source.of_quads(quads), tmp_path / f"graph{row.suffix}", row)
            done = subprocess.run(["rapper", "-q", "-c", "-i", row.name, str(path)], capture_output=True, text=True, check=False)
            assert (done.returncode, done.stderr) == (0, "")


# 7. Nothing an article contains changes the structure of an output.


def structure(quads: tuple[Quad, ...]) -> Counter[tuple[str, str, str]]:
    """How often each property stands in each kind of graph, with what kind of object."""
    return Counter((str(g or "").partition("article/")[0], str(p), type(o).__name__) for _, p, o, g in quads)


@settings(max_examples=40, deadline=None)
@given(names().map(lambda name: f"{name} Alba"))
def test_a_hostile_name_changes_no_structure(name: str) -> None:
    benign = graph_of([renamed(bakery(), "Zut Alba")], ONTOLOGY)
    hostile = graph_of([renamed(bakery(), name)], ONTOLOGY)
    assert structure(hostile) - structure(benign) == structure(benign) - structure(hostile) == Counter()
    for row in RDF_FORMATS:
        form = ox.RdfFormat.from_media_type(row.media_type)
        assert sum(1 for _ in ox.parse(written(hostile, row), format=form)) == sum(1 for _ in ox.parse(written(benign, row), format=form))


def test_the_statuses_of_the_model_are_those_of_the_ontology(ontology: Ontology) -> None:
    stated = {str(s) for s in Graph().parse(ontology.folder / "ontology.ttl").subjects(RDF.type, NEWS.Status)}
    assert stated == {str(NEWS[status.value]) for status in Status}
