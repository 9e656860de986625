"""Words that the parser hung from, or took for, something else, and what stands right beside them."""

from __future__ import annotations

import pytest
from test_trees import IRREGULAR, LISTED, drawn

from kg.languages import language
from kg.trees import mend

OPPONENT = """
L' le DET det 1 Definite=Def
opposant opposer VERB nsubj 3 Tense=Pres|VerbForm=Part
Luc Luc PROPN appos 1
dénonce dénoncer VERB ROOT 3 VerbForm=Fin
"""
UNPOPULAR = """
Ada Ada PROPN nsubj 1
succède succéder VERB ROOT 1 VerbForm=Fin
à à ADP case 4
l' le DET det 4
impopulaire impopulaire {tag} obl:arg 1
Luc Luc PROPN obj 1
"""
DAY = """
Brisa Brisa PROPN nsubj 1
annonce annoncer VERB ROOT 1 VerbForm=Fin
{day} {day} NOUN obl:mod 1
le le DET det 4
rachat rachat NOUN nmod 2
"""
TWO = """
Brisa Brisa PROPN nsubj 1
conçoit concevoir VERB ROOT 1 VerbForm=Fin
{first}
trains train NOUN {relation} 1
et et CCONJ cc 5
emploie employer VERB conj 1 VerbForm=Fin
300 300 NUM punct 1 NumType=Card
personnes personne NOUN obj 1
"""
ASIDE = """
Brisa Brisa PROPN ROOT 0
( ( PUNCT punct 0
450 450 NUM nummod 3
salariés salarié NOUN appos 0
{close} {close} PUNCT punct 0
rachète racheter VERB parataxis 0 VerbForm=Fin
Mobix Mobix PROPN obj 5
"""


def test_what_has_an_article_is_no_participle() -> None:
    doc = drawn(OPPONENT)
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert (doc[1].pos_, doc[1].lemma_) == ("NOUN", "opposant")


@pytest.mark.parametrize("tag", ["ADJ", "PRON"])
def test_an_adjective_with_an_article_before_a_name_is_the_names(tag: str) -> None:
    doc = drawn(UNPOPULAR.format(tag=tag))
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert [(doc[i].dep_, doc[i].head.i) for i in (2, 4, 5)] == [("case", 5), ("amod", 5), ("obl:arg", 1)]


@pytest.mark.parametrize(("day", "head"), [("lundi", 1), ("mi-août", 1), ("congrès", 2)])
def test_a_noun_behind_a_day_is_the_object(day: str, head: int) -> None:
    doc = drawn(DAY.format(day=day))
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert doc[4].head.i == head


@pytest.mark.parametrize(("relation", "head"), [("obj", 5), ("obl:mod", 1)])
def test_the_object_behind_a_second_verb_is_the_second_verbs(relation: str, head: int) -> None:
    doc = drawn(TWO.format(first="des un DET det 3", relation=relation))
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert doc[7].head.i == head


@pytest.mark.parametrize(("close", "relation"), [(")", "nsubj"), (";", "ROOT")])
def test_what_stands_in_brackets_does_not_part_a_subject_from_its_verb(close: str, relation: str) -> None:
    doc = drawn(ASIDE.format(close=close))
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert doc[0].dep_ == relation


NOVEL = """
Le le DET det 1
roman roman NOUN nsubj 7
de de ADP case 4
l' le DET det 4
écrivain écrivain NOUN nmod 1
danois danois ADJ amod {above}
Karl Karl PROPN {relation} {head}
paraît paraître VERB ROOT 7 VerbForm=Fin
"""
RAPT = """
Luc Luc PROPN nsubj 1
participe participer VERB ROOT 1 VerbForm=Fin
au au ADP case 3
rapt rapt NOUN obl:arg 1
{word} {word} ADJ amod 3
par par ADP case 6
Brisa Brisa PROPN obl:mod 1
"""


@pytest.mark.parametrize(("above", "relation", "head"), [(1, "appos", 1), (4, "nsubj", 7)])
def test_a_name_behind_a_noun_and_its_adjective_is_whom_they_mean(above: int, relation: str, head: int) -> None:
    doc = drawn(NOVEL.format(above=above, relation=relation, head=head))
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert [(doc[i].dep_, doc[i].head.i) for i in (1, 5, 6)] == [("nsubj", 7), ("amod", 4), ("appos", 4)]


@pytest.mark.parametrize(("word", "head"), [("orchestré", 4), ("célèbre", 1)])
def test_who_stands_behind_the_par_of_a_participle_did_that(word: str, head: int) -> None:
    doc = drawn(RAPT.format(word=word))
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert doc[6].head.i == head
