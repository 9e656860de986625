"""What a mention is taken for, by the votes of all that speaks for a class."""

from __future__ import annotations

import pytest
from rdflib import URIRef
from referring import resources, typed

from kg.extract.typing import decide
from kg.iris import NEWS, SCHEMA

COMPANY, SERVICE = URIRef(NEWS + "Company"), URIRef(NEWS + "Service")
PERSON, ORGANIZATION = URIRef(SCHEMA + "Person"), URIRef(SCHEMA + "Organization")


@pytest.mark.parametrize(
    ("opening", "mention", "cls"),
    [
        ("Le groupe Valmont", "Kirio", "news:Service"),
        ("Le groupe Valmont", "Valmont", "news:Company"),
        ("La journaliste Claire", "Canal Ouest", "schema:NewsMediaOrganization"),
        ("La journaliste Claire", "Morvan", "schema:Person"),
        ("Il faut attendre", "Les Brumes", "schema:TVSeries"),
        ("La Banque maritime", "Belgique", "schema:Country"),
        ("La Banque maritime", "BME", "schema:Organization"),
        ("Le gouvernement Castaing", "gouvernement Castaing", "schema:GovernmentOrganization"),
        ("Le gouvernement Castaing", "Castaing", "schema:Person"),
        ("Le gouvernement Castaing", "M. Ardouin", "schema:Person"),
        ("Une équipe de chercheurs", "intelligence artificielle générative", "news:Technology"),
        ("Une équipe de chercheurs", "Une équipe de chercheurs", "news:Group"),
        ("De nombreux musiciens", "De nombreux musiciens", "news:Group"),
        ("Yann Kerdoncuff et Marie", "L'une des fondatrices de la société", "schema:Person"),
        ("Le maire de Lorient", "l'usine", "news:Facility"),
        ("La Belge Sofie", "La Belge", "schema:Person"),
        ("Selon Léo Vidal", "Burger King", "news:Company"),
        ("Selon Léo Vidal", "Léo Vidal", "schema:Person"),
        ("Un musée sur", "Seconde Guerre mondiale", "news:Conflict"),
        ("Selon LA GAZETTE", "LA GAZETTE DE BREC", "schema:NewsMediaOrganization"),
    ],
)
def test_what_stands_around_a_mention_says_what_it_is(opening: str, mention: str, cls: str) -> None:
    assert typed(opening)[mention] == cls


def test_an_expectation_picks_among_what_is_plausible() -> None:
    neither = ("schema:Country", "news:Award")
    assert typed("Le groupe Valmont", ("Kirio", neither, 5.0))["Kirio"] == "news:Service"
    assert typed("La Banque maritime", ("BME", ("news:Company", "schema:Person"), 1.5))["BME"] == "news:Company"


def test_what_nothing_speaks_for_has_no_class() -> None:
    assert "son projet" not in typed("Nadia Ferhat") or typed("Nadia Ferhat")["son projet"] == "news:Topic"
    assert "Elle" not in typed("Nadia Ferhat")


def test_votes_for_a_class_back_those_below_it() -> None:
    votes = [(ORGANIZATION, 1.0, "label"), (COMPANY, 1.2, "noun"), (SERVICE, 1.5, "noun")]
    assert decide(votes, resources().ontology)[0] == COMPANY
    assert decide([], resources().ontology) == (None, 0.0)


def test_a_mere_topic_is_what_is_left_when_nothing_else_speaks_up() -> None:
    topic = URIRef(NEWS + "Topic")
    assert decide([(topic, 0.5, "noun"), (SERVICE, 0.4, "expected")], resources().ontology)[0] == SERVICE
    assert decide([(topic, 0.5, "noun")], resources().ontology)[0] == topic


def test_the_more_a_class_is_ahead_of_its_rivals_the_surer_it_is() -> None:
    ontology = resources().ontology
    alone, close = decide([(PERSON, 1.0, "a")], ontology), decide([(PERSON, 1.0, "a"), (SERVICE, 0.9, "b")], ontology)
    assert alone == (PERSON, 1.0)
    assert close[0] == PERSON
    assert 0.5 < close[1] < 0.6
