"""What is known by name is found as newspapers print it, and never where it is another word."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import URIRef

from kg import gazetteer, ontology
from kg.errors import OntologyError
from kg.gazetteer import Gazetteer, any_case
from kg.iris import NEWS, SCHEMA
from kg.ontology import Ontology

HEAD = f"""
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix news: <{NEWS}> . @prefix schema: <{SCHEMA}> .
@prefix : <https://example.org/g#> .
"""


@pytest.fixture(scope="module")
def news() -> Ontology:
    return ontology.load("news")


@pytest.fixture(scope="module")
def known(news: Ontology) -> Gazetteer:
    return gazetteer.load(news.folder, "fr", news)


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Belgique", ["Belgique"]),
        ("belgique", []),
        ("États-Unis", ["États-Unis"]),
        ("Etats-Unis", ["États-Unis"]),
        ("Côte d’Ivoire", ["Côte d'Ivoire"]),
        ("Nouvelle\u00a0Zélande", []),
        ("Arabie\u00a0saoudite", ["Arabie saoudite"]),
        ("Congo", ["République démocratique du Congo", "République du Congo"]),
        ("Maurice", []),
        ("Dominique", []),
        ("ONU", ["Nations unies"]),
        ("énergie solaire", ["énergie solaire"]),
        ("Energie solaire", ["énergie solaire"]),
        ("ÉNERGIE SOLAIRE", ["énergie solaire"]),
        ("IA", ["intelligence artificielle"]),
        ("ia", []),
        ("Les Echos", ["Les Échos"]),
        ("L’Express", ["L'Express"]),
        ("l'express", []),
        ("Elle", []),
        ("Germany", []),
    ],
)
def test_a_name_is_found_as_it_is_printed_and_a_term_in_any_case(known: Gazetteer, name: str, called: list[str]) -> None:
    assert [entry.called("fr") for entry in known.lookup(name)] == called


def test_another_language_is_asked_for_by_name(known: Gazetteer) -> None:
    assert [e.called("fr") for e in known.lookup("Germany", "en")] == ["Allemagne"]
    assert [e.called("en") for e in known.lookup("Le Figaro", "en")] == ["Le Figaro"]
    assert known.lookup("generative AI", "en")[0].wikidata == URIRef("http://www.wikidata.org/entity/Q117246174")


def test_a_long_name_is_known_in_capitals_and_a_short_one_is_not_for_it_may_be_initials(known: Gazetteer) -> None:
    assert [e.called("fr") for e in known.lookup("ALLEMAGNE")] == ["Allemagne"]
    assert [e.called("fr") for e in known.lookup("ETATS-UNIS")] == ["États-Unis"]
    assert known.lookup("JAPON") == ()
    listed = known.listed("BURGER KING")
    assert listed is not None and listed.called("fr") == "Burger King" and known.listed("CELIO") is None


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("belge", "Belgique"),
        ("Belges", "Belgique"),
        ("américaine", "États-Unis"),
        ("Américains", "États-Unis"),
        ("grecque", "Grèce"),
        ("ouzbèkes", "Ouzbékistan"),
        ("Egyptienne", "Égypte"),
        ("Écossais", "Écosse"),
        ("nord-coréenne", "Corée du Nord"),
        ("européenne", "Europe"),
        ("congolais", None),
        ("bleue", None),
        ("Belgians", None),
    ],
)
def test_a_demonym_leads_to_its_place_where_there_is_one_only(known: Gazetteer, word: str, place: str | None) -> None:
    found = known.demonym(word)
    assert (found.called("fr") if found else None) == place


def test_an_english_demonym_is_asked_for_in_english(known: Gazetteer) -> None:
    found = known.demonym("Belgians", "en")
    assert found is not None and found.called("fr") == "Belgique"


def test_every_country_has_two_names_and_nearly_every_one_a_demonym(known: Gazetteer) -> None:
    countries = [e for e in known.all if e.cls == URIRef(SCHEMA + "Country")]
    unnamed = [e for e in countries if set(e.label) != {"fr", "en"}]
    demonyms = {e.iri for forms in known._demonyms["fr"].values() for e in forms}
    assert 195 <= len(countries) <= 205 and unnamed == []
    assert len([e for e in countries if e.iri not in demonyms]) <= 3


def test_common_nouns_are_terms_and_names_are_not(known: Gazetteer) -> None:
    for name, is_term in [
        ("5G", True),
        ("énergie nucléaire", True),
        ("biodiversité", True),
        ("Japon", False),
        ("6ter", False),
        ("UE", False),
    ]:
        assert [e.is_term for e in known.lookup(name)] == [is_term], name


def test_entries_give_every_label_a_matcher_needs_in_one_order(known: Gazetteer) -> None:
    labels = [label for label, _ in known.entries()]
    assert labels == sorted(labels)
    assert {"États-Unis", "Etats-Unis", "IA générative", "Le Monde"} <= set(labels)
    assert "Germany" not in labels and "Germany" in {label for label, _ in known.entries("en")}
    assert not any("’" in label for label in labels)
    for label, entry in known.entries():
        assert entry in known.lookup(label)


def test_a_label_matters_by_its_capitals() -> None:
    assert any_case("énergie éolienne") and not any_case("Elle") and not any_case("5G")


def test_a_folder_without_a_gazetteer_gives_an_empty_one(tmp_path: Path, news: Ontology) -> None:
    assert gazetteer.load(tmp_path, "fr", news).all == ()


def test_the_most_specific_class_is_the_entrys(tmp_path: Path, news: Ontology) -> None:
    (tmp_path / "gazetteer.ttl").write_text(
        HEAD + ':x a skos:Concept, schema:Place, schema:City ; skos:prefLabel "Bourg-Neuf"@fr .', encoding="utf-8"
    )
    assert gazetteer.load(tmp_path, "fr", news).lookup("Bourg-Neuf")[0].cls == URIRef(SCHEMA + "City")


@pytest.mark.parametrize(
    ("stanza", "says"),
    [
        (":x a skos:Concept, news:Technology .", "x has no name"),
        (':x a skos:Concept ; skos:prefLabel "bac"@fr .', "x has no class beside skos:Concept"),
        (':x a skos:Concept, news:Boat ; skos:prefLabel "bac"@fr .', "x is a news:Boat, which the ontology does not declare"),
        (':x a skos:Concept, schema:City, schema:Person ; skos:prefLabel "Bac"@fr .', "x is schema:City and schema:Person"),
        (':x a skos:Concept ; skos:prefLabel "bac@fr .', "not Turtle, line 4"),
    ],
)
def test_an_entry_that_does_not_hold_together_is_refused_in_one_line(tmp_path: Path, news: Ontology, stanza: str, says: str) -> None:
    (tmp_path / "gazetteer.ttl").write_text(HEAD + stanza, encoding="utf-8")
    with pytest.raises(OntologyError) as caught:
        gazetteer.load(tmp_path, "fr", news)
    assert says in str(caught.value) and "gazetteer.ttl" in str(caught.value) and "\n" not in str(caught.value)


def test_an_entry_in_two_files_is_refused(tmp_path: Path, news: Ontology) -> None:
    for name in ("gazetteer.ttl", "gazetteer.more.ttl"):
        (tmp_path / name).write_text(HEAD + ':x a skos:Concept, schema:City ; skos:prefLabel "Bac"@fr .', encoding="utf-8")
    with pytest.raises(OntologyError, match="x is already in another file"):
        gazetteer.load(tmp_path, "fr", news)


def test_a_long_list_gives_class_and_identity_by_the_very_name(known: Gazetteer) -> None:
    found = known.listed("Air France")
    assert found is not None and found.wikidata is not None and str(found.cls).endswith("Company")
    assert known.listed("air france") is None and known.lookup("Air France") == ()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("name\tclass\nVernay\tnews:Company\n", "its first line names the columns"),
        ("label\tclass\twikidata\nVernay\tnews:Firm\tQ1\n", "has no class of the ontology"),
        ("label\tclass\twikidata\nVernay\n", "entry 1"),
    ],
)
def test_a_long_list_that_does_not_hold_together_is_named(text: str, wrong: str, tmp_path: Path, news: Ontology) -> None:
    (tmp_path / "gazetteer.more.tsv").write_text("# a source\n" + text, encoding="utf-8")
    with pytest.raises(OntologyError, match=wrong):
        gazetteer.load(tmp_path, "fr", news)


def test_a_name_that_others_bear_is_known_and_says_so(known: Gazetteer) -> None:
    shared = {e.called("fr"): e.shared for name in ("Caire", "Bavière", "Belgique") for e in known.lookup(name)}
    assert shared == {"Le Caire": True, "Bavière": True, "Belgique": False}
    assert {known.demonym(word).called("fr") for word in ("madrilène", "bavaroises", "Lyonnais")} == {"Madrid", "Bavière", "Lyon"}  # type: ignore[union-attr]
