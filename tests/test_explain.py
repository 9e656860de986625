"""Each fact about a thing comes with the sentence that says it, and the words are marked."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import ontology
from kg.console import told
from kg.errors import QueryError
from kg.explain import BECAUSE, OBJECT, PREDICATE, SUBJECT, About, Mark, Passage, explain, figured, why
from kg.explain.why import Step, steps, worded
from kg.extract import weights
from kg.query import LABEL
from kg.store import open_dataset

NEWS = ontology.load("news")
ENDS = {"subject": "Lumio", "object": "La Grive"}


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


@pytest.mark.parametrize(
    ("date", "datatype", "label"),
    [("1984", "gYear", "est né en"), ("1984-05", "gYearMonth", "est né en"), ("1984-05-02", "date", "est né le")],
)
def test_somebody_is_born_on_a_day_and_in_a_year(date: str, datatype: str, label: str) -> None:
    thing, claim = (ox.NamedNode(f"https://kg.example.org/{name}") for name in ("person/roy", "claim"))
    born = ox.Literal(date, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}"))
    store = ox.Store()
    store.extend(
        ox.Quad(claim, *pair) for pair in ((SUBJECT, thing), (PREDICATE, ox.NamedNode("https://schema.org/birthDate")), (OBJECT, born))
    )
    store.add(ox.Quad(thing, LABEL, ox.Literal("Roy", language="fr")))
    assert [fact.property for fact in about(store, "Roy").facts] == [label]


@pytest.mark.parametrize(
    ("number", "french", "english"),
    [("80000000", "80 000 000", "80,000,000"), ("-1250.5", "-1 250,5", "-1,250.5"), ("0.5", "0,5", "0.5"), ("², peu", "², peu", "², peu")],
)
def test_a_number_is_written_as_its_language_does(number: str, french: str, english: str) -> None:
    assert (figured(number, "fr").replace("\N{NO-BREAK SPACE}", " "), figured(number, "en")) == (french, english)


@pytest.mark.parametrize(("lang", "words"), [("fr", "prévu · en juin 2024 ·"), ("en", "planned · as of June 2024 ·")])
def test_that_date_is_told_in_words(lang: str, words: str, little: ox.Store) -> None:
    assert words in "".join(line.plain for line in told(about(little, "La Marée haute", lang), marked=True))


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


def test_every_cue_that_is_weighed_has_words_in_each_language() -> None:
    told = json.loads(Path(why.__file__).with_name("cues.json").read_text("utf-8"))
    assert list(told["fr"]["cues"]) == list(told["en"]["cues"])
    assert [name for name in weights.load(NEWS.folder).cues if worded(name, ENDS, NEWS, "fr") == name] == []


def test_a_cue_is_told_by_the_name_of_the_end_it_is_about() -> None:
    for cue, lang, words in (
        ("subject is a name", "en", "Lumio: a proper name"),
        ("object is a news:Company", "en", "La Grive: of the class “company”"),
        ("object is its obl:à", "fr", "La Grive\N{NO-BREAK SPACE}: derrière «\N{NO-BREAK SPACE}à\N{NO-BREAK SPACE}»"),
        ("property: news:acquires", "fr", "la relation «\N{NO-BREAK SPACE}acquiert\N{NO-BREAK SPACE}»"),
        ("a cue of tomorrow", "fr", "a cue of tomorrow"),
    ):
        assert worded(cue, ENDS, NEWS, lang) == words


def test_the_steps_of_a_confidence_add_up_to_it() -> None:
    told = steps("start +1.00; subject is a name +0.24; far object -1.10", 0.5, ENDS, NEWS, "en")
    assert told[0] == Step(73, "to begin with, for every fact")
    assert told[-1].words == "all else together"
    assert sum(step.hundredths for step in told) == 50
    assert [step.hundredths > 0 for step in told] == [True, True, False, False]
    assert steps("start high", 0.5, ENDS, NEWS, "en") == ()
    assert steps("", 0.5, ENDS, NEWS, "en") == steps("subject is a name +0.2", 0.5, ENDS, NEWS, "en") == ()


def test_why_is_told_in_the_language_asked_for_and_sums_to_the_line_above(little: ox.Store) -> None:
    store = ox.Store()
    store.extend(little)
    (claim,) = [fact.claim for fact in about(store, "Lumio").facts if fact.object == "voix de synthèse"]
    node = ox.NamedNode(claim)
    article = ox.NamedNode(claim.partition("#")[0])
    store.add(ox.Quad(node, BECAUSE, ox.Literal("start +1.00; object is a term +0.50", language="en"), article))
    sure = float(next(fact.confidence for fact in about(store, "Lumio").facts if fact.claim == claim))
    for lang, first in (("fr", "au départ, pour tout fait"), ("en", "to begin with, for every fact")):
        lines = [line.plain.strip() for line in told(about(store, "Lumio", lang), marked=True, why=True)]
        at = lines.index(f"0.73  {first}")
        assert lines[at - 1] == f"{'confiance' if lang == 'fr' else 'confidence'} {sure:.2f}"
        added = [line for line in lines[at : at + 3] if line[:1] in "0+-"]
        assert round(sum(float(line.split()[0]) for line in added), 2) == round(sure, 2)
