"""Amounts and dates, phrase by phrase."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import XSD, Literal

from kg.errors import LanguageError
from kg.extract.values import Value, canonical, find
from kg.model import Amount

ARTICLE = "2012-06-22"  # a Friday


def money(number: str, code: str) -> Amount:
    return Amount(number, code, money=True)


def one(text: str, date: str | None = ARTICLE) -> tuple[str, Amount | Literal]:
    """The only value of a text: its words and what they come to."""
    values = find(text, date=date)
    assert len(values) == 1, [(text[v.begin : v.end], v.value) for v in values]
    return text[values[0].begin : values[0].end], values[0].value


Row = tuple[str, str, Amount | Literal]

MONEY: list[Row] = [
    ("Un chiffre d'affaires de 11 milliards de dollars", "11 milliards de dollars", money("11000000000", "USD")),
    ("Il a coûté 1,3 millions d'euros", "1,3 millions d'euros", money("1300000", "EUR")),
    ("soit 1,3 million d’euros", "1,3 million d’euros", money("1300000", "EUR")),
    ("un prêt de 3,5 Md€", "3,5 Md€", money("3500000000", "EUR")),
    ("un prêt de 3,5 Mds d'euros", "3,5 Mds d'euros", money("3500000000", "EUR")),
    ("contre 100 M€ autrefois", "100 M€", money("100000000", "EUR")),
    ("plus d'un milliard de dollars", "un milliard de dollars", money("1000000000", "USD")),
    ("Une amende de 500 000 euros", "500 000 euros", money("500000", "EUR")),
    ("Une amende de 500\u202f000\u00a0€", "500\u202f000\u00a0€", money("500000", "EUR")),
    ("un billet de 10 $", "10 $", money("10", "USD")),
    ("les 2 000 livres sterling", "2 000 livres sterling", money("2000", "GBP")),
    ("près de 45 milliards de yens", "45 milliards de yens", money("45000000000", "JPY")),
    ("une levée de 12 M$", "12 M$", money("12000000", "USD")),
    ("cinq dollars canadiens", "cinq dollars canadiens", money("5", "CAD")),
    ("10 dollars américains", "10 dollars américains", money("10", "USD")),
    ("20 francs suisses", "20 francs suisses", money("20", "CHF")),
    ("trois millions de livres", "trois millions de livres", money("3000000", "GBP")),
    ("Une prime de 9,40 euros brut", "9,40 euros", money("9.4", "EUR")),
    ("300 USD", "300 USD", money("300", "USD")),
    ("entre 5 et 10 millions d'euros", "5 et 10 millions d'euros", Amount(None, "EUR", True, "5000000", "10000000")),
]

AMOUNTS: list[Row] = [
    ("une hausse de 16%", "16%", Amount("16", "%")),
    ("une hausse de 16 %", "16 %", Amount("16", "%")),
    ("2,5 pour cent des voix", "2,5 pour cent", Amount("2.5", "%")),
    ("une variation de -3 %", "-3 %", Amount("-3", "%")),
    ("de 60 à 70 % des foyers", "60 à 70 %", Amount(None, "%", low="60", high="70")),
    ("La chaîne emploie 27 000 salariés", "27 000 salariés", Amount("27000")),
    ("La chaîne emploie 27\u00a0000 salariés", "27\u00a0000 salariés", Amount("27000")),
    ("La chaîne emploie 27.000 salariés", "27.000 salariés", Amount("27000")),
    ("elle supprime 520 postes", "520 postes", Amount("520")),
    ("au moins quinze personnes", "quinze personnes", Amount("15")),
    ("Quinze personnes sont parties", "Quinze personnes", Amount("15")),
    ("deux mille hommes", "deux mille hommes", Amount("2000")),
    ("vingt et un marins", "vingt et un marins", Amount("21")),
    ("soixante-quatorze toiles", "soixante-quatorze toiles", Amount("74")),
    ("Une quarantaine de personnes", "Une quarantaine de personnes", Amount("40")),
    ("il en reste une vingtaine", "une vingtaine", Amount("20")),
    ("deux centaines d'oiseaux", "deux centaines d'oiseaux", Amount("200")),
    ("plus de 500 ont fui", "500", Amount("500")),
    ("environ 520", "520", Amount("520")),
    ("2 millions de clients", "2 millions de clients", Amount("2000000")),
    ("2 millions et demi de clients", "2 millions et demi de clients", Amount("2500000")),
    ("8 000 de ces suppressions", "8 000 de ces suppressions", Amount("8000")),
    ("cinq grandes banques", "cinq grandes banques", Amount("5")),
    ("2000 personnes", "2000 personnes", Amount("2000")),
    ("après 1500 jours", "1500 jours", Amount("1500", "jours")),
    ("5 à 10 personnes", "5 à 10 personnes", Amount(None, low="5", high="10")),
    ("entre 200 et 300 manifestants", "200 et 300 manifestants", Amount(None, low="200", high="300")),
    ("un écran de 5 pouces", "5 pouces", Amount("5", "in")),
    ("une carte de 4 Go", "4 Go", Amount("4", "Go")),
    ("à 12 km de la ville", "12 km", Amount("12", "km")),
    ("à 6 millions de kilomètres", "6 millions de kilomètres", Amount("6000000", "km")),
    ("30 tonnes de riz", "30 tonnes", Amount("30", "tonnes")),
    ("trois litres", "trois litres", Amount("3", "l")),
    ("27,3 degrés", "27,3 degrés", Amount("27.3", "°C")),
    ("des vents à 120 km/h", "120 km/h", Amount("120", "km/h")),
    ("40 kilomètres par heure", "40 kilomètres par heure", Amount("40", "km/h")),
    ("pendant 8 jours", "8 jours", Amount("8", "jours")),
    ("après un mois", "un mois", Amount("1", "mois")),
    ("âgé de 3 ans", "3 ans", Amount("3", "ans")),
    ("8-10 ans", "8-10 ans", Amount(None, "ans", low="8", high="10")),
    ("les trois dernières années", "trois dernières années", Amount("3", "années")),
    ("une durée de vingt minutes", "vingt minutes", Amount("20", "minutes")),
    ("de 3 h 30 à 6 h 30", "3 h 30 à 6 h 30", Amount(None, "h", low="3.5", high="6.5")),
    ("3 h à 5 h", "3 h à 5 h", Amount(None, "h", low="3", high="5")),
    ("jusqu'à 10 h pour lire", "10 h", Amount("10", "h")),
    ("en 2 h 20", "2 h 20", Amount("140", "min")),
    ("pendant 2 h 15", "2 h 15", Amount("2.25", "h")),
    ("un boîtier de 93 mm x 156 mm x 22 mm", "93 mm x 156 mm x 22 mm", Literal("93 mm x 156 mm x 22 mm")),
    ("victoire 6-1, 5-7, 6-2 au soleil", "6-1, 5-7, 6-2", Literal("6-1, 5-7, 6-2")),
    ("battu 3-1 chez lui", "3-1", Literal("3-1")),
    ("gagné 7-6 (7-3), 6-4", "7-6 (7-3), 6-4", Literal("7-6 (7-3), 6-4")),
]

DATES = [
    ("il sort le 28 juillet", "28 juillet", "2012-07-28"),
    ("le 3 juin 2012", "3 juin 2012", "2012-06-03"),
    ("début juin", "début juin", "2012-06"),
    ("Fin mai, il part", "Fin mai", "2012-05"),
    ("à la mi-juin", "mi-juin", "2012-06"),
    ("début 2014", "début 2014", "2014"),
    ("en 2006", "2006", "2006"),
    ("Dès 1976", "1976", "1976"),
    ("depuis 2011, rien", "2011", "2011"),
    ("au printemps 2011", "printemps 2011", "2011"),
    ("décembre 2006", "décembre 2006", "2006-12"),
    ("en décembre", "décembre", "2011-12"),
    ("en septembre", "septembre", "2012-09"),
    ("samedi", "samedi", "2012-06-16"),
    ("Vendredi, il pleut", "Vendredi", "2012-06-22"),
    ("lundi soir", "lundi soir", "2012-06-18"),
    ("ce lundi matin", "lundi matin", "2012-06-18"),
    ("lundi prochain", "lundi prochain", "2012-06-25"),
    ("hier", "hier", "2012-06-21"),
    ("Aujourd’hui", "Aujourd’hui", "2012-06-22"),
    ("avant-hier", "avant-hier", "2012-06-20"),
    ("demain", "demain", "2012-06-23"),
    ("la veille", "la veille", "2012-06-21"),
    ("dimanche 17 juin", "dimanche 17 juin", "2012-06-17"),
    ("jeudi 16 août 2012", "jeudi 16 août 2012", "2012-08-16"),
    ("le dimanche 20 novembre", "dimanche 20 novembre", "2011-11-20"),
    ("le samedi 15 décembre", "samedi 15 décembre", "2012-12-15"),
    ("les 21, 22 et 23 septembre", "21, 22 et 23 septembre", "2012-09-21"),
    ("du 14 au 15 octobre", "14 au 15 octobre", "2012-10-14"),
    ("les 1er et 2 décembre 2012", "1er et 2 décembre 2012", "2012-12-01"),
    ("le 1er juillet", "1er juillet", "2012-07-01"),
    ("mai dernier", "mai dernier", "2012-05"),
    ("en septembre dernier", "septembre dernier", "2011-09"),
    ("juin prochain", "juin prochain", "2013-06"),
    ("le 19 mars dernier", "19 mars dernier", "2012-03-19"),
    ("l'an dernier", "l'an dernier", "2011"),
    ("cette année", "cette année", "2012"),
    ("l’année prochaine", "l’année prochaine", "2013"),
    ("le mois dernier", "le mois dernier", "2012-05"),
    ("21/06/2012", "21/06/2012", "2012-06-21"),
    ("2012-06-21", "2012-06-21", "2012-06-21"),
    ("la nuit dernière", "la nuit dernière", "2012-06-22"),
    ("il y a trois jours", "il y a trois jours", "2012-06-19"),
    ("il y a dix ans", "il y a dix ans", "2002"),
    ("il y a quatre mois", "il y a quatre mois", "2012-02"),
    ("dans la nuit de vendredi à samedi", "nuit de vendredi à samedi", "2012-06-16"),
    ("dans la nuit du 3 au 4 juin", "nuit du 3 au 4 juin", "2012-06-04"),
]

NOTHING = [
    "au XXIe siècle, la 2e fois, le 21e rang, la 3ème",
    "une 3DS au G20, n°6, n° 6, page 12, article 58-1",
    "un Boeing 747 et un Airbus 380",
    "des milliers de gens, quelques dizaines, plusieurs millions d'euros",
    "à 15h30, à 3 heures du matin, vers 20 heures, trois heures du matin",
    "un homme, une personne, un jour, une seconde fois",
    "chaque lundi, le mardi, tous les samedis",
    "la planète Mars",
    "l'Euro 2012 et les années 1990",
    "le 31 février",
    "un véhicule neuf mais cher",
    "Les Douze Salopards",
    "une fois, trois fois plus",
    "le 12-34-56",
    "cette année-là",
    "le TF1 de 2 ou",
]


@pytest.mark.parametrize(("text", "words", "value"), MONEY + AMOUNTS)
def test_an_amount_is_read_with_its_words_and_its_unit(text: str, words: str, value: Amount | Literal) -> None:
    assert one(text) == (words, value)


@pytest.mark.parametrize(("text", "words", "iso"), DATES)
def test_a_date_is_read_against_the_article_s_date(text: str, words: str, iso: str) -> None:
    kind = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}[len(iso)]
    assert one(text) == (words, Literal(iso, datatype=kind))


@pytest.mark.parametrize("text", NOTHING)
def test_a_number_that_only_names_something_is_no_value(text: str) -> None:
    assert [text[v.begin : v.end] for v in find(text, date=ARTICLE)] == []


@pytest.mark.parametrize(
    ("text", "date", "iso"),
    [
        ("fin juin", "2025-07", "2025-06"),
        ("en décembre", "2012-01-10", "2011-12"),
        ("le 2 janvier", "2012-12-20", "2013-01-02"),
        ("le 28 juillet", "2012", "2012-07-28"),
        ("l'an dernier", "2012", "2011"),
        ("le 3 juin 2012", None, "2012-06-03"),
        ("le mois prochain", "2012-12", "2013-01"),
    ],
)
def test_a_date_is_as_precise_as_words_and_article_allow(text: str, date: str | None, iso: str) -> None:
    assert str(one(text, date)[1]) == iso


@pytest.mark.parametrize(
    ("text", "date"), [("le 28 juillet", None), ("samedi", "2012-06"), ("hier", None), ("en juin", None), ("le lendemain", ARTICLE)]
)
def test_a_date_without_what_it_counts_from_is_no_value(text: str, date: str | None) -> None:
    assert find(text, date=date) == ()


def test_the_next_day_counts_from_the_last_day_the_text_named() -> None:
    text = "Le 3 mai 2010, tout va bien. Le lendemain, rien ; le même jour, la pluie."
    assert [str(v.value) for v in find(text)] == ["2010-05-03", "2010-05-04", "2010-05-03"]


def test_no_value_runs_over_a_line_s_end() -> None:
    text = "battu 3-1\n6-2 ensuite, le lundi 4\njuin pluvieux, en 2010\n300 marins"
    assert [text[v.begin : v.end] for v in find(text, date=ARTICLE)] == ["3-1", "6-2", "juin", "2010", "300 marins"]


def test_a_count_says_what_it_counts() -> None:
    nouns = {"520 postes": "postes", "une quarantaine de Marins": "marins", "trois autres communes": "communes", "environ 520": ""}
    assert {text: find(text)[0].noun for text in nouns} == nouns


def test_offsets_are_those_of_the_article() -> None:
    assert find("soit 16 %", begin=100) == (Value(105, 109, Amount("16", "%")),)


def test_a_language_without_a_table_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(LanguageError, match="only in fr"):
        find("16 %", lang="nl")


@given(st.text(alphabet="0123456789 ,.-–%€$hxàetdunmoisjuin/\u202f'’\n", max_size=60))
def test_any_text_gives_ordered_values_that_do_not_overlap(text: str) -> None:
    values = find(text, date=ARTICLE)
    assert all(0 <= v.begin < v.end <= len(text) for v in values)
    assert all(a.end <= b.begin for a, b in pairwise(values))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_a_canonical_number_is_the_same_number_without_exponent_or_idle_zeros(number: Decimal) -> None:
    plain = canonical(number)
    assert Decimal(plain) == number
    assert "E" not in plain and not ("." in plain and plain.endswith("0"))
