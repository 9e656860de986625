"""Participles, articles and chains of "de" as the parser drew them, and where they belong."""

from __future__ import annotations

import pytest
from test_trees import IRREGULAR, LISTED, drawn

from kg.languages import language
from kg.trees import mend

APPEAL = """
Ada Ada PROPN nsubj 2
a avoir AUX aux:tense 2 VerbForm=Fin
appelé appeler VERB ROOT 2 Tense=Past|VerbForm=Part
les le DET det 4
élus élu NOUN obj 2
à à ADP mark 6
voter voter VERB xcomp 2 VerbForm=Inf
, , PUNCT punct 8
{participle} {lemma} VERB advcl 6 Tense=Pres|VerbForm=Part
Luc Luc PROPN obj 8
"""
SHARED = """
Luc Luc PROPN nsubj 2
a avoir AUX aux:tense 2 VerbForm=Fin
attaqué attaquer VERB ROOT 2 Tense=Past|VerbForm=Part
Brec Brec PROPN obj 2
et et CCONJ cc 6
grièvement grièvement ADV advmod 6
blessé blesser VERB advcl 2 Tense=Past|VerbForm=Part
un un DET det 8
passant passant NOUN conj 2
"""
REGARDED = """
Zoé Zoé PROPN nsubj 1
arrive arriver VERB ROOT 1 VerbForm=Fin
devant devant ADP case 3
Ada Ada PROPN obl:mod 1
considérée considérer VERB acl 3 Tense=Past|VerbForm=Part
comme comme ADP case 7
la le DET det 7
cheffe cheffe NOUN obl:arg 1
"""
ACTUAL = """
L' le DET det 1
actuelle actuel ADJ amod 2
cheffe cheffe NOUN nsubj 3
vote voter VERB ROOT 3 VerbForm=Fin
"""
CHAINED = """
Luc Luc PROPN ROOT 0
, , PUNCT punct 0
président président NOUN appos 0
de de ADP case 5
{article} {article} DET det 5 {morph}
{first} {first} NOUN nmod 2 Number=Sing
des de ADP case 7 Definite=Def|Number=Plur
médecins médecin NOUN nmod 2 Number=Plur
"""


@pytest.mark.parametrize(("participle", "lemma", "head"), [("accusant", "accuser", 2), ("concernant", "concerner", 6)])
def test_a_present_participle_behind_a_comma_goes_on_from_the_clause(participle: str, lemma: str, head: int) -> None:
    doc = drawn(APPEAL.format(participle=participle, lemma=lemma))
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert doc[8].head.i == head


def test_two_participles_share_an_auxiliary() -> None:
    doc = drawn(SHARED)
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert [(doc[i].dep_, doc[i].head.i) for i in (6, 8)] == [("conj", 2), ("obj", 6)]


def test_what_somebody_is_regarded_as_hangs_from_the_participle() -> None:
    doc = drawn(REGARDED)
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert doc[7].head.i == 4


def test_an_article_before_an_adjective_is_its_nouns() -> None:
    doc = drawn(ACTUAL)
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert doc[0].head.i == 2


@pytest.mark.parametrize(
    ("article", "first", "morph", "head"),
    [("le", "syndicat", "Definite=Def", 5), ("un", "conseil", "Definite=Ind", 2)],
)
def test_the_second_of_two_genitives_is_said_of_one_known_thing(article: str, first: str, morph: str, head: int) -> None:
    doc = drawn(CHAINED.format(article=article, first=first, morph=morph))
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert doc[7].head.i == head
