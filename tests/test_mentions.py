"""What is found in a text: names, terms, descriptions, pronouns and values, each with its head."""

from __future__ import annotations

import pytest
from referring import mentioned, reading, readings, resources, said

from kg.extract.mentions import at, mentions, tokens
from kg.model import MentionKind

NAME, TERM, DESCRIPTION, PRONOUN, _, VALUE, TASK = MentionKind


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        ("La journaliste Claire", ["Claire Morvan", "Canal Ouest", "Morvan"]),
        ("La Banque maritime", ["Banque maritime européenne", "BME", "Yann Kerdoncuff", "BME", "Belgique"]),
        ("Le gouvernement Castaing", ["gouvernement Castaing", "Castaing", "M. Ardouin", "Ardouin", "Jeanne Roussel"]),
        ("Baptisée « Aurore 2 »", ["Aurore 2"]),
        ("Il faut attendre", ["Les Brumes"]),
        ("La ministre de la Santé", ["Santé", "Jeanne Roussel"]),
        ("L'entreprise allemande", ["allemande", "Brandtwerk", "allemand"]),
        ("La Belge Sofie", ["Sofie Maes"]),
        ("Selon LA GAZETTE", ["LA GAZETTE DE BREC", "ARCHE BLEUE", "Brec Dimanche"]),
        ("Luc Berne dirige", ["Luc Berne", "30 Minutes", "Brec"]),
        ("La fusée a décollé", ["Brec", "Léo Vidal"]),
    ],
)
def test_names_are_found_without_what_stands_before_them(opening: str, names: list[str]) -> None:
    assert mentioned(opening, NAME) == names


def test_a_term_of_the_gazetteer_is_taken_at_its_longest() -> None:
    assert mentioned("Une équipe de chercheurs", TERM) == ["intelligence artificielle générative"]


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("Nadia Ferhat", ["directrice de la Fondation Orvella", "son projet", "les élus"]),
        ("De nombreux musiciens", ["De nombreux musiciens", "ces outils", "Les musiciens", "ministre de la Culture"]),
        ("Yann Kerdoncuff et Marie", ["L'une des fondatrices de la société", "la société"]),
        ("L'entreprise allemande", ["L'entreprise allemande", "des moteurs", "Le géant allemand"]),
        ("Marie Tanguy est une", ["une architecte", "L'architecte", "le musée", "le toit"]),
    ],
)
def test_a_description_is_its_noun_with_what_determines_it(opening: str, expected: list[str]) -> None:
    assert [words for words in mentioned(opening, DESCRIPTION) if words != "bretonne"] == expected


@pytest.mark.parametrize(
    ("opening", "pronouns"),
    [
        ("Nadia Ferhat", ["son", "Elle"]),
        ("Le maire de Lorient", ["Celle-ci"]),
        ("Marie Tanguy est une", ["dont"]),
        ("La ministre de la Santé", ["leurs"]),
        ("Il faut attendre", []),
    ],
)
def test_pronouns_and_possessives_are_mentions_but_not_an_impersonal_il(opening: str, pronouns: list[str]) -> None:
    assert mentioned(opening, PRONOUN) == pronouns


def test_a_day_and_an_amount_stay_what_they_are_beside_names() -> None:
    assert mentioned("Selon LA GAZETTE", VALUE) == ["vendredi"]
    assert mentioned("Luc Berne dirige", VALUE) == ["20 Euros"]


def test_a_value_has_nothing_else_inside() -> None:
    read = reading("Le groupe Valmont")
    found = mentions(read, resources())
    (value,) = [m for m in found if m.kind is VALUE]
    assert said(read, value) == "300 salariés"
    assert [m for m in found if value.begin <= m.begin and m.end <= value.end] == [value]


@pytest.mark.parametrize("text", sorted(readings()))
def test_mentions_are_sorted_and_a_head_token_has_one(text: str) -> None:
    read = readings()[text]
    found = mentions(read, resources())
    assert list(found) == sorted(found)
    assert len({m.head for m in found}) == len(found)
    assert all(m.head in tokens(read, m) for m in found)


def test_a_token_leads_to_its_own_mention_then_to_the_smallest_around_it() -> None:
    read = reading("Yann Kerdoncuff et Marie")
    words = {token.text: token.i for token in read.doc}
    by_token = at(mentions(read, resources()), read)
    assert said(read, by_token[words["société"]]) == "la société"
    assert said(read, by_token[words["fondatrices"]]) == "L'une des fondatrices de la société"
    assert words["et"] not in by_token
