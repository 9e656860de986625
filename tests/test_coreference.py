"""Which mentions mean the same thing, and what the thing is called."""

from __future__ import annotations

import pytest
from referring import chained, chains, readings, resources, under_headline

from kg.model import MentionKind


@pytest.mark.parametrize(
    ("opening", "label", "mentions"),
    [
        ("La journaliste Claire", "Claire Morvan", ["La journaliste", "Claire Morvan", "Morvan"]),
        ("Le groupe Valmont", "Valmont", ["Le groupe", "Valmont", "La firme"]),
        ("Nadia Ferhat", "Nadia Ferhat", ["Nadia Ferhat", "directrice de la Fondation Orvella", "son", "Elle"]),
        ("La Banque maritime", "Banque maritime européenne", ["Banque maritime européenne", "BME", "BME"]),
        ("Le maire de Lorient", "usine", ["l'usine", "Celle-ci"]),
        (
            "Une équipe de chercheurs",
            "intelligence artificielle générative",
            ["intelligence artificielle générative", "Cette technologie"],
        ),
        ("Le gouvernement Castaing", "Ardouin", ["M. Ardouin", "Ardouin"]),
        ("Le gouvernement Castaing", "Castaing", ["Castaing"]),
        ("De nombreux musiciens", "nombreux musiciens", ["De nombreux musiciens", "Les musiciens"]),
        ("L'entreprise allemande", "Brandtwerk", ["L'entreprise allemande", "Brandtwerk", "Le géant allemand"]),
        ("L'entreprise allemande", "Allemagne", ["allemande", "allemand"]),
        ("Un cargo s'est", "cargo", ["Un cargo", "Le navire"]),
        ("Marie Tanguy est une", "Marie Tanguy", ["Marie Tanguy", "une architecte", "L'architecte"]),
        ("Marie Tanguy est une", "musée", ["le musée", "dont"]),
        ("La ministre de la Santé", "Jeanne Roussel", ["La ministre de la Santé", "Jeanne Roussel"]),
        ("La ministre de la Santé", "infirmiers", ["les infirmiers", "leurs"]),
        ("Baptisée « Aurore 2 »", "Aurore 2", ["Aurore 2", "la sonde", "Elle"]),
        ("La Belge Sofie", "Sofie Maes", ["La Belge", "Sofie Maes", "La Belge"]),
        ("Après son rachat", "Kirio", ["son", "Kirio"]),
        ("Jean-Paul Morel", "Jean-Paul Morel", ["Jean-Paul Morel", "J-P Morel", "M. Morel"]),
        ("Le Chili a voté", "Chili", ["Chili", "Le pays"]),
        ("De son côté", "Alba", ["son", "le syndicat", "Alba"]),
        ("Lucas Perrin et son", "Lucas Perrin", ["Lucas Perrin", "son"]),
        ("Nadège Colin", "Nadège Colin", ["Nadège Colin", "Elle", "son"]),
        ("Hugo Maine, de", "Hugo Maine", ["Hugo Maine", "lui"]),
        ("Le maire a rappelé", "dégâts de la crue", ["les dégâts de la crue", "qui"]),
    ],
)
def test_mentions_of_one_thing_make_one_chain(opening: str, label: str, mentions: list[str]) -> None:
    assert chained(opening)[label] == mentions


@pytest.mark.parametrize(
    ("opening", "one", "other"),
    [
        ("Le groupe Valmont", "Valmont", "Kirio"),
        ("Le gouvernement Castaing", "gouvernement Castaing", "Castaing"),
        ("Yann Kerdoncuff et Marie", "Marie Tanguy", "une des fondatrices de la société"),
        ("La Belge Sofie", "Sofie Maes", "Danoise"),
        ("Nadia Ferhat", "Nadia Ferhat", "Fondation Orvella"),
        ("L'armée a changé", "armée", "Cour des litiges"),
        ("L'Armée du Salut", "Armée du Salut", "armée chilienne"),
        ("Le patron de Ferrol", "Ferrol", "Emma Ferrol"),
        ("La société Brisa", "Brisa", "Brisa Énergie"),
    ],
)
def test_two_things_stay_two(opening: str, one: str, other: str) -> None:
    assert {one, other} <= chained(opening).keys()


@pytest.mark.parametrize(
    ("opening", "label", "names"),
    [
        ("La journaliste Claire", "Claire Morvan", ("Claire Morvan", "Morvan")),
        ("La Banque maritime", "Banque maritime européenne", ("Banque maritime européenne", "BME")),
        ("L'entreprise allemande", "Allemagne", ()),
        ("Le maire de Lorient", "usine", ()),
    ],
)
def test_the_fullest_name_comes_first_and_a_description_is_no_name(opening: str, label: str, names: tuple[str, ...]) -> None:
    assert next(c for c in chains(opening) if c.label == label).names == names


@pytest.mark.parametrize("text", sorted(readings()))
def test_a_mention_is_in_one_chain_and_every_link_has_its_reason(text: str) -> None:
    found = chains(text)
    members = [m for chain in found for m in chain.mentions]
    assert len(members) == len(set(members))
    assert all(len(c.reasons) == len(c.mentions) and all(c.reasons) for c in found)
    assert all(list(c.mentions) == sorted(c.mentions) for c in found)
    assert not any(m.kind is MentionKind.VALUE for m in members)


@pytest.mark.parametrize("text", sorted(readings()))
def test_chains_are_in_order_of_the_text_under_keys_of_their_own(text: str) -> None:
    found = chains(text)
    assert [min(c.mentions) for c in found] == sorted(min(c.mentions) for c in found)
    assert len({c.key for c in found}) == len(found)
    assert all(c.key.split("/")[0] == resources().ontology.kind(c.cls) for c in found)


def test_the_same_text_gives_the_same_chains() -> None:
    assert chains("Le groupe Valmont") == chains("Le groupe Valmont")


def test_a_label_has_no_determiner_and_no_mark() -> None:
    labels = {chain.label for text in readings() for chain in chains(text)}
    one = {"Les Brumes", "LA GAZETTE DE BREC", "une des fondatrices de la société"}  # titles, and one of several
    determiners = ("le ", "la ", "les ", "l'", "un ", "une ", "des ", "ce ", "cette ", "ces ", "son ", "sa ", "ses ")
    assert [label for label in sorted(labels) if label.lower().startswith(determiners) and label not in one] == []
    assert [label for label in sorted(labels) if label.strip("«»“”\"' .,;:") != label] == []


def test_a_role_alone_in_the_headline_is_that_of_the_one_named_below() -> None:
    (mayor,) = [chain for chain in under_headline("La maire quitte") if chain.label == "Claire Tanguy"]
    assert mayor.reasons == ("introduced before its name", "name", "apposition")
    assert "maire" in {chain.label for chain in chains("La maire quitte")}
