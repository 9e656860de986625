"""Each fact about a thing comes with the sentence that says it, and the words are marked."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import ontology
from kg.console import told
from kg.errors import QueryError
from kg.explain import About, Mark, Passage, explain
from kg.store import open_dataset

NEWS = ontology.load("news")


@pytest.fixture(scope="module")
def little() -> ox.Store:
    return open_dataset(Path(__file__).parent / "cases" / "little.trig")


def about(store: ox.Store, name: str, lang: str | None = None) -> About:
    (one,) = explain(store, name, ontology=NEWS, lang=lang)
    return one


def test_a_fact_is_told_with_status_speaker_source_and_sense(little: ox.Store) -> None:
    (fact,) = [fact for fact in about(little, "Lumio").facts if fact.speaker]
    assert (fact.subject, fact.object) == ("Lumio", "12\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}EUR")
    assert (fact.status, fact.speaker, fact.sense) == ("rapporté", "Zoé Marchetti", "chiffre.revenue")
    assert (fact.title, fact.date, fact.article) == ("Lumio mise sur la voix de synthèse", "2024-03-05", "article:lumio")


def test_the_words_that_state_a_fact_are_marked_and_so_are_its_two_ends(little: ox.Store) -> None:
    (fact,) = [fact for fact in about(little, "Lumio").facts if fact.object == "voix de synthèse"]
    text = fact.passage.text
    assert text == "Le studio Lumio utilise la voix de synthèse pour doubler ses films."
    assert {(mark.what, text[mark.begin : mark.end]) for mark in fact.passage.marks} == {
        ("fact", "Lumio utilise la voix de synthèse"),
        ("subject", "Lumio"),
        ("object", "voix de synthèse"),
    }


def test_facts_come_outward_first_and_by_property(little: ox.Store) -> None:
    order = [(fact.outward, fact.property) for fact in about(little, "Lumio").facts]
    assert order == sorted(order, key=lambda pair: (not pair[0], pair[1]))
    assert [outward for outward, _ in order] == [True] * 4 + [False]


def test_properties_and_statuses_are_told_in_the_language_asked_for(little: ox.Store) -> None:
    for lang, words in ((None, ("utilise", "affirmé")), ("fr", ("utilise", "affirmé")), ("en", ("uses", "asserted"))):
        assert words in {(fact.property, fact.status) for fact in about(little, "Lumio", lang).facts}


def test_the_date_that_a_fact_holds_for_is_told(little: ox.Store) -> None:
    assert [(fact.status, fact.as_of) for fact in about(little, "La Marée haute").facts] == [("prévu", "2024-06")]


def test_an_unknown_name_lists_the_names_near_it(little: ox.Store) -> None:
    with pytest.raises(QueryError, match=r"nothing in the graph is called 'Lumo'; near it: Lumio"):
        explain(little, "Lumo", ontology=NEWS)


def test_the_merged_graph_alone_gives_sentences_without_marks(little: ox.Store) -> None:
    merged = ox.Store()
    merged.extend(quad for quad in little if isinstance(quad.graph_name, ox.DefaultGraph))
    facts = about(merged, "La Grive").facts
    assert {fact.passage for fact in facts} == {
        Passage("Le studio Lumio n’a pas racheté La Grive."),
        Passage("La Grive s’oppose à la voix de synthèse."),
    }


def test_overlapping_marks_cut_a_sentence_into_pieces() -> None:
    passage = Passage("Lumio dort.", (Mark(0, 5, "subject"), Mark(0, 10, "fact")))
    fact, both = frozenset({"fact"}), frozenset({"fact", "subject"})
    assert list(passage.pieces()) == [("Lumio", both), (" dort", fact), (".", frozenset())]
    assert list(Passage("Lumio dort.").pieces()) == [("Lumio dort.", frozenset())]


def test_told_without_colours_the_words_stand_between_stars(little: ox.Store) -> None:
    lines = [line.plain for line in told(about(little, "La Grive"), marked=True)]
    assert lines[0] == "La Grive  entreprise · organization:la-grive"
    assert "    Le studio **Lumio n’a pas racheté La Grive**." in lines
    assert "    nié · La Grive répond, 2024-04-02 · sens racheter.acquires" in lines
    assert "\n← acquiert" in lines


def test_a_thing_without_facts_says_so() -> None:
    graph = ox.Store()
    thing = ox.NamedNode("https://kg.example.org/topic/brume")
    graph.add(ox.Quad(thing, ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), ox.Literal("brume", language="fr")))
    assert [line.plain.strip() for line in told(about(graph, "Brume"), marked=True)][1] == "aucun fait dans ce graphe"
