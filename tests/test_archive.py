"""An archive is at every moment what building from its articles gives, however they came and went."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pyoxigraph as ox
from examples import article, bakery, chain, mention_of, printed, reprinted, several
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import OWL, RDFS, URIRef

import kg
from kg import ontology as ontologies
from kg.archive import Archive, Entry
from kg.archive.index import LINKED
from kg.build import graph_of
from kg.iris import article_iri
from kg.link import Decisions
from kg.merge import merge
from kg.model import Chain, Extraction
from kg.rdf import of_extraction
from kg.store import serialise

ONTOLOGY = ontologies.load("news")
FEW = settings(max_examples=40, deadline=None)


def entry(extraction: Extraction) -> Entry:
    return Entry(article_iri(extraction.article.id), tuple(of_extraction(extraction)), extraction.article.id)


def built(articles: list[Extraction]) -> bytes:
    return serialise(graph_of(articles, ONTOLOGY), ox.RdfFormat.TRIG)


def kept(archive: Archive) -> bytes:
    return serialise(archive.quads(), ox.RdfFormat.TRIG)


def filled(*batches: list[Extraction]) -> Archive:
    archive = Archive(ox.Store(), ONTOLOGY)
    for batch in batches:
        archive.change(map(entry, batch))
    return archive


@FEW
@given(several() | reprinted(), st.randoms(use_true_random=False))
def test_articles_put_in_one_by_one_or_in_batches_are_what_a_build_gives(articles: list[Extraction], chance: random.Random) -> None:
    chance.shuffle(articles)
    cut = chance.randint(0, len(articles))
    for archive in (filled(*([one] for one in articles)), filled(articles[:cut], articles[cut:])):
        assert kept(archive) == built(articles)


@FEW
@given(several() | reprinted(), st.randoms(use_true_random=False))
def test_what_is_taken_out_leaves_no_trace_and_can_be_put_back(articles: list[Extraction], chance: random.Random) -> None:
    archive = filled(articles)
    gone = chance.choice(articles)
    left = [one for one in articles if one.article.id != gone.article.id]
    archive.change((), [article_iri(gone.article.id)])
    assert kept(archive) == built(left)
    assert ox.NamedNode(article_iri(gone.article.id)) not in list(archive.store.named_graphs())
    assert set(archive.fingerprints()) == {article_iri(one.article.id) for one in left}
    archive.change([entry(gone)])
    assert kept(archive) == built(articles)


@FEW
@given(several(), st.randoms(use_true_random=False))
def test_what_a_user_copied_keeps_nothing_in_the_merged_graph(articles: list[Extraction], chance: random.Random) -> None:
    archive = filled(articles)
    for iri in archive.fingerprints():
        archive.store.update(f"COPY <{iri}> TO <{archive.base}graph/user/{iri.rpartition('/')[2]}>")
    gone = chance.choice(articles).article.id
    archive.change((), [article_iri(gone)])
    for name in list(archive.store.named_graphs()):
        if "graph/user/" in name.value:
            archive.store.remove_graph(name)
    assert kept(archive) == built([one for one in articles if one.article.id != gone])


@FEW
@given(several() | reprinted(), several() | reprinted())
def test_an_article_that_changed_takes_the_place_of_what_it_was(articles: list[Extraction], others: list[Extraction]) -> None:
    archive = filled(articles, others)
    now = {one.article.id: one for one in (*articles, *others)}
    assert kept(archive) == built(list(now.values()))
    emptied = Archive(archive.store, ONTOLOGY)
    emptied.change((), list(emptied.fingerprints()))
    assert kept(emptied) == built([])
    assert [p for _, p, _, g in map(tuple, archive.store) if g.value.endswith("graph/index")] == [ox.NamedNode(LINKED)]


def test_a_fact_that_two_articles_state_goes_with_the_last_of_them() -> None:
    first, second = bakery("a"), bakery("b")
    archive = filled([first, second])
    archive.change((), [article_iri("a")])
    assert kept(archive) == built([second])


def test_an_earlier_namesake_takes_the_plain_name_and_the_facts_follow() -> None:
    late, early = (
        mention_of("a", "Alba", "news:Company", date="2024-02-01"),
        mention_of("b", "Alba", "schema:SportsTeam", date="2023-01-01"),
    )
    archive = filled([late, bakery("c")], [early])
    assert kept(archive) == built([late, early, bakery("c")])


def test_texts_that_one_article_made_one_are_two_again_without_it() -> None:
    first, between, last = printed("a", 0, "2024-01-01"), printed("b", 40, "2024-01-02"), printed("c", 80, "2024-01-03")
    archive = filled([first, last], [between])
    assert kept(archive).count(b"news:reprintOf <https://kg.example.org/article/a>") == 2
    archive.change((), [article_iri("b")])
    assert kept(archive) == built([first, last])
    assert b"reprintOf" not in kept(archive)
    archive.change([entry(between)], [article_iri("a")])
    assert kept(archive) == built([between, last])


@FEW
@given(several(), st.randoms(use_true_random=False))
def test_what_people_decided_holds_in_an_archive_as_in_a_build(articles: list[Extraction], chance: random.Random) -> None:
    quads = [quad for one in articles for quad in of_extraction(one)]
    local = sorted({str(s) for s, p, _, _ in quads if p == RDFS.label})
    if len(local) < 2:
        return
    one, other, third, fourth = (chance.choice(local) for _ in range(4))
    known = chance.choice(sorted({str(o) for _, p, o, _ in quads if p == OWL.sameAs} | {"http://www.wikidata.org/entity/Q1"}))
    same = {one: min(one, other), other: min(one, other)} | ({known: known, fourth: known} if fourth not in (one, other) else {})
    different = {one: frozenset({third}), third: frozenset({one})}
    decisions = Decisions(same=same, different=different, elsewhere={known: frozenset({URIRef(known)})})
    archive = Archive(ox.Store(), ONTOLOGY, decisions=decisions)
    for one_article in articles:
        archive.change([entry(one_article)])
    versions = {"kg": kg.__version__, "ontology": ONTOLOGY.version}
    own = [quad for one in {a.article.id: a for a in articles}.values() for quad in of_extraction(one)]
    assert kept(archive) == serialise([*own, *merge(own, ONTOLOGY, versions=versions, decisions=decisions)], ox.RdfFormat.TRIG)


def naming(name: str, cls: str, *, guessed: bool = False, common: bool = False, **options: Any) -> Chain:
    """A thing that nothing is known of but its name and what it is taken for."""
    return replace(chain(name, name, cls, **options), guessed=guessed, common=common)


FEW_THINGS = (
    naming("Alba", "news:Company"),
    naming("Alba", "schema:City", guessed=True),
    naming("Alba", "schema:SportsTeam", same_as="Q1", nth=2),
    naming("Groupe Alba", "schema:Organization"),
    naming("Anne Roy", "schema:Person"),
    naming("Roy", "schema:Person"),
    naming("Sénat", "schema:Organization", common=True),
    naming("des gens", "news:Group", named=False),
    naming("AN", "schema:Thing"),
)


@st.composite
def alike(draw: st.DrawFn) -> list[Extraction]:
    """Many articles that name few things, the same ones again and again."""
    few = st.sampled_from(draw(st.lists(st.sampled_from(FEW_THINGS), min_size=1, max_size=3, unique=True)))
    some = st.lists(few, min_size=1, max_size=3, unique=True).map(tuple)
    dates = st.sampled_from((None, "2020", "2021"))
    return [
        Extraction(article(id, "Alba et Anne Roy, dit le Sénat.", date=draw(dates)), draw(some), ())
        for id in draw(st.lists(st.sampled_from("abcdefghij"), min_size=4, max_size=10, unique=True))
    ]


@FEW
@given(alike(), st.randoms(use_true_random=False))
def test_things_that_many_articles_name_are_what_a_build_makes_of_them(articles: list[Extraction], chance: random.Random) -> None:
    shuffled = chance.sample(articles, len(articles))
    cut = chance.randint(0, len(articles))
    archive = filled(shuffled[:cut], *([one] for one in shuffled[cut:]))
    assert kept(archive) == built(articles)
    gone = chance.sample(articles, chance.randint(1, 3))
    archive.change((), [article_iri(one.article.id) for one in gone])
    assert kept(archive) == built([one for one in articles if one not in gone])
    archive.change(map(entry, gone))
    assert kept(archive) == built(articles)


def test_what_was_decided_of_one_articles_thing_is_found_where_an_earlier_article_has_one_that_is_like_it() -> None:
    articles = [mention_of(id, name, "news:Company") for id, name in (("a", "Brisac"), ("b", "Alba"), ("c", "Brisac"), ("d", "Alba"))]
    (first, *_), (third, *_) = (sorted(chain.key for chain in articles[nth].chains) for nth in (1, 2))
    told = [f"https://kg.example.org/article/b#{first}", f"https://kg.example.org/article/c#{third}"]
    decisions = Decisions(same=dict.fromkeys(told, told[0]))
    archive = Archive(ox.Store(), ONTOLOGY, decisions=decisions)
    for one in articles:
        archive.change([entry(one)])
    assert kept(archive) == serialise(graph_of(articles, ONTOLOGY, decisions=decisions), ox.RdfFormat.TRIG)
