"""Trees as the parser drew them, and what becomes of them: the frozen cases hold mended ones."""

from __future__ import annotations

import pytest
from spacy.lang.fr import French
from spacy.tokens import Doc

from kg.languages import language
from kg.trees import mend

LISTED = {"verb": {"plancher": (), "voter": (), "indiquer": (), "compter": ()}, "adj": {"majeur": ()}}
"""What the model is taken to know: lemmas by part of speech."""
IRREGULAR = {"dément": ["démentir"]}


def drawn(rows: str) -> Doc:
    """A Doc of one sentence, a token a line: word, lemma, part of speech, relation, head, morphology."""
    cells = [row.split() for row in rows.strip().splitlines()]
    return Doc(
        French().vocab,
        words=[c[0] for c in cells],
        lemmas=[c[1] for c in cells],
        pos=[c[2] for c in cells],
        deps=[c[3] for c in cells],
        heads=[int(c[4]) for c in cells],
        morphs=[c[5] if len(c) > 5 else "" for c in cells],
        sent_starts=[i == 0 for i in range(len(cells))],
    )


HEADLINE = """
Telmo Telmo PROPN ROOT 0
planche planche NOUN amod 0
sur sur ADP case 4
un un DET det 4
téléphone téléphone NOUN nmod 0
. . PUNCT punct 0
"""
TITLE = """
Brisa Brisa PROPN ROOT 0
majeure majeur ADJ amod 0
sur sur ADP case 4
le le DET det 4
marché marché NOUN nmod 0
"""
PAIR = """
La le DET det 1
rencontre rencontre NOUN nsubj 7
entre entrer ADP case 3
Keita Keita PROPN nmod 1
et et CCONJ cc 7
Holz Holz PROPN nsubj 7
a avoir AUX aux:tense 7
duré durer VERB ROOT 7 VerbForm=Part
"""
RELATIVE = """
La le DET det 1
firme firme NOUN nsubj 7
, , PUNCT punct 1
que que SCONJ mark 6
l' le DET det 5
agence agence NOUN nsubj 6
accuse accuser VERB advcl 7 Mood=Ind|VerbForm=Fin
ment mentir VERB ROOT 7 Mood=Ind|VerbForm=Fin
"""
FUTURE = """
Le le DET det 1
député député NOUN ROOT 1
votera voter VERB acl 1 Tense=Past|VerbForm=Part
le le DET det 4
budget budget NOUN obj 2
"""
DENIAL = """
Le le DET det 1
groupe groupe NOUN nsubj 3
dément dément ADV advmod 1
racheter racheter VERB ROOT 3 VerbForm=Inf
Koralis Koralis PROPN obj 3
"""
AGENT = """
Brisa Brisa PROPN nsubj 1
craint craindre VERB ROOT 1 Mood=Ind|VerbForm=Fin
la le DET det 3
fermeture fermeture NOUN obj 1
par par ADP case 5
Verdane Verdane PROPN obl:agent 1
"""
NAMED = """
la le DET det 1
société société NOUN ROOT 1
Brisa briser VERB acl 1 Tense=Past|VerbForm=Part
"""
NOUN = """
le le DET det 1
belge belge ADJ amod 2
Holm Holm PROPN nsubj 3
gagne gagner VERB ROOT 3 Mood=Ind|VerbForm=Fin
"""
REFLEXIVE = """
Elles elle PRON nsubj:pass 3
s' se PRON expl:pass 3 Reflex=Yes
étaient être AUX aux:pass 3 Mood=Ind|VerbForm=Fin
prises prendre VERB ROOT 3 Tense=Past|VerbForm=Part|Voice=Pass
"""
UNLISTED = """
Brisa Brisa PROPN nsubj 2
a avoir AUX aux:tense 2 Mood=Ind|VerbForm=Fin
gelé gelé VERB ROOT 2 Gender=Fem
"""
PRESENT = """
Brisa Brisa PROPN ROOT 0
stoppe stopper VERB acl 0 VerbForm=Inf
"""
COUNT = """
La le DET det 1
ville ville NOUN nsubj 2
compte compte NOUN ROOT 2
dix dix NUM nummod 4
écoles école NOUN nmod 2
"""


@pytest.mark.parametrize(
    ("rows", "word", "lemma", "relation", "head"),
    [
        pytest.param(HEADLINE, "planche", "plancher", "ROOT", "planche", id="a headline's noun may be its verb"),
        pytest.param(HEADLINE, "Telmo", "Telmo", "nsubj", "planche", id="what stands before it is its subject"),
        pytest.param(HEADLINE, "téléphone", "téléphone", "obl:mod", "planche", id="what stands behind it is its own"),
        pytest.param(TITLE, "majeure", "majeur", "amod", "Brisa", id="an adjective that the model lists stays one"),
        pytest.param(PAIR, "Holz", "Holz", "conj", "Keita", id="entre joins two"),
        pytest.param(RELATIVE, "accuse", "accuser", "acl:relcl", "firme", id="que behind a comma opens a relative clause"),
        pytest.param(FUTURE, "votera", "voter", "ROOT", "votera", id="a finite verb is no item of a noun"),
        pytest.param(FUTURE, "député", "député", "nsubj", "votera", id="the noun is its subject"),
        pytest.param(DENIAL, "dément", "démentir", "ROOT", "dément", id="nobody knows such an adverb, but such a verb"),
        pytest.param(DENIAL, "racheter", "racheter", "xcomp", "dément", id="the infinitive behind it is its own"),
        pytest.param(AGENT, "Verdane", "Verdane", "nmod", "fermeture", id="an active verb has no agent"),
        pytest.param(NAMED, "Brisa", "Brisa", "nmod", "société", id="a capital makes a name"),
        pytest.param(NOUN, "belge", "belge", "nsubj", "gagne", id="an adjective with an article is a noun"),
        pytest.param(NOUN, "Holm", "Holm", "appos", "belge", id="the name stands beside it"),
        pytest.param(REFLEXIVE, "étaient", "être", "aux:tense", "prises", id="a reflexive verb has no passive"),
        pytest.param(UNLISTED, "gelé", "geler", "ROOT", "gelé", id="a participle with an auxiliary is a verb, listed or not"),
        pytest.param(PRESENT, "stoppe", "stopper", "ROOT", "stoppe", id="a present is no infinitive"),
        pytest.param(COUNT, "compte", "compter", "ROOT", "compte", id="a noun with a subject is a verb"),
        pytest.param(COUNT, "écoles", "école", "obj", "compte", id="and the noun behind it its object"),
    ],
)
def test_what_the_parser_hangs_wrongly_is_hung_where_it_belongs(rows: str, word: str, lemma: str, relation: str, head: str) -> None:
    doc = drawn(rows)
    mend(doc, language("fr"), LISTED, IRREGULAR)
    token = next(t for t in doc if t.text == word)
    assert (token.lemma_, token.dep_, token.head.text) == (lemma, relation, head)


def test_a_future_is_no_participle() -> None:
    doc = drawn(FUTURE)
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert str(doc[2].morph) == "Mood=Ind|Tense=Fut|VerbForm=Fin"


GRADED = """
dans dans ADP case 2
le le DET det 2
quartier quartier NOUN obl:mod 2
très très ADV advmod 4
fréquenté fréquenter VERB acl 2 Tense=Past|VerbForm=Part
de de ADP case 6
Belmont Belmont PROPN obl:arg 4
"""
COMPOUND = """
une un DET det 1
version version NOUN ROOT 1
grand grand ADJ amod 3
public public NOUN nmod 1
de de ADP case 6
sa son DET det 6
console console NOUN nmod 3
"""
JOINED = """
saluer saluer VERB ROOT 0 VerbForm=Inf
les le DET det 2
pompiers pompier NOUN obj 0
décédés décéder VERB amod 2 Tense=Past|VerbForm=Part
et et CCONJ cc 5
soutenir soutenir VERB conj 3 VerbForm=Inf
Brisa Brisa PROPN obj 5
"""


@pytest.mark.parametrize(("rows", "word", "head"), [(GRADED, 6, 2), (COMPOUND, 6, 1), (JOINED, 5, 0)])
def test_what_follows_a_participle_or_a_second_noun_goes_where_it_belongs(rows: str, word: int, head: int) -> None:
    doc = drawn(rows)
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert doc[word].head.i == head


MAIN_CLAUSE = """
Ada Ada PROPN ROOT 0
, , PUNCT punct 0
qui qui PRON nsubj 3 PronType=Rel
dirigeait diriger VERB acl:relcl 0 Mood=Ind|VerbForm=Fin
jusqu' jusque ADP case 7
alors alors ADV fixed 4
le le DET det 7
club club NOUN obl:mod 9
, , PUNCT punct 7
succède succéder VERB advcl 3 Mood=Ind|VerbForm=Fin
"""
OWNED = """
Koralis Koralis PROPN nsubj 4
, , PUNCT punct 0
dont dont PRON nmod 3 PronType=Rel
Brisa Brisa PROPN nsubj 4
détient détenir VERB ROOT 4 Mood=Ind|VerbForm=Fin
34 34 NUM nummod 6
% pourcent NOUN obj 4
, , PUNCT punct 8
ferme fermer VERB advcl 4 Mood=Ind|VerbForm=Fin
"""

TAKEN_UP = """
Le le DET det 1
salon salon NOUN obl:mod 5
, , PUNCT punct 5
qui qui PRON nsubj 5 PronType=Rel
se se PRON expl:comp 5
tiendra tenir VERB ROOT 5 Mood=Ind|VerbForm=Fin
demain demain ADV advmod 5
, , PUNCT punct 5
attire attirer VERB advcl 5 Mood=Ind|VerbForm=Fin
"""


@pytest.mark.parametrize(
    ("rows", "word", "relation", "head"),
    [
        (TAKEN_UP, 8, "ROOT", 8),
        (TAKEN_UP, 1, "nsubj", 8),
        (TAKEN_UP, 5, "acl:relcl", 1),
        (MAIN_CLAUSE, 9, "ROOT", 9),
        (MAIN_CLAUSE, 0, "nsubj", 9),
        (MAIN_CLAUSE, 7, "obj", 3),
        (OWNED, 0, "nsubj", 8),
        (OWNED, 4, "acl:relcl", 0),
    ],
)
def test_the_verb_behind_a_relative_clause_is_that_of_the_sentence(rows: str, word: int, relation: str, head: int) -> None:
    doc = drawn(rows)
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert (doc[word].dep_, doc[word].head.i) == (relation, head)


ASIDE = """
Ada Ada PROPN nsubj 3
Lune Lune PROPN flat:name 0
, , PUNCT punct 0
née naître VERB advcl 5 Gender=Fem|VerbForm=Part
, , PUNCT punct 5
dirige diriger VERB ROOT 5 VerbForm=Fin
Quartz Quartz PROPN obj 5
. . PUNCT punct 5
"""


def test_the_subject_that_an_aside_took_is_the_sentences() -> None:
    doc = drawn(ASIDE)
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert [(doc[i].head.text, doc[i].dep_) for i in (0, 3)] == [("dirige", "nsubj"), ("Ada", "acl")]


def test_a_participle_keeps_its_own_subject_where_the_verb_has_another() -> None:
    doc = drawn(ASIDE.replace("Quartz Quartz PROPN obj", "Quartz Quartz PROPN nsubj"))
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert [(doc[i].head.text, doc[i].dep_) for i in (0, 3)] == [("née", "nsubj"), ("dirige", "advcl")]


FED = """
souris souris NOUN ROOT 0 Number=Plur
nourries nourrir VERB acl 0 Number=Plur|Tense=Past|VerbForm=Part
de de ADP case 3
graines graine NOUN obl:arg 1 Number=Plur
résisteraient résister VERB conj 1 Mood=Cnd|Number=Plur|VerbForm=Fin
au au ADP case 6
froid froid NOUN obl:arg 4
"""
BY_SOME = """
Selon selon ADP case 1
associations association NOUN ROOT 1 Number=Plur
, , PUNCT punct 3
loi loi NOUN conj 1 Number=Sing
protège protéger VERB acl 3 Mood=Ind|Number=Sing|VerbForm=Fin
forêts forêt NOUN obj 4
"""


@pytest.mark.parametrize(("rows", "verb", "subject"), [(FED, 4, 0), (BY_SOME, 4, 3)])
def test_a_finite_verb_that_hangs_from_what_cannot_hold_it_is_the_sentences(rows: str, verb: int, subject: int) -> None:
    doc = drawn(rows)
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert doc[verb].dep_ == "ROOT"
    assert (doc[subject].dep_, doc[subject].head.i) == ("nsubj", verb)


def test_a_finite_verb_of_another_number_has_no_subject_there() -> None:
    doc = drawn(BY_SOME.replace("Number=Sing|VerbForm", "Number=Plur|VerbForm"))
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert doc[1].dep_ == "ROOT"


DEAD = """
Trois trois NUM nummod 1
mineurs mineur NOUN nsubj:pass 3
sont être AUX aux:pass 3 VerbForm=Fin
morts mort NOUN ROOT 3
lors lors ADV advmod 3
de de ADP case 7
la le DET det 7
chute chute NOUN obl:arg 4
"""


def test_who_is_dead_has_died_and_lors_de_is_one_preposition() -> None:
    doc = drawn(DEAD)
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert [(doc[i].lemma_, doc[i].pos_, doc[i].dep_) for i in (1, 2, 3)] == [
        ("mineur", "NOUN", "nsubj"),
        ("être", "AUX", "aux:tense"),
        ("mourir", "VERB", "ROOT"),
    ]
    assert (doc[7].head.i, doc[7].dep_, doc[4].head.i, doc[4].dep_, doc[5].dep_) == (3, "obl:mod", 7, "case", "fixed")


CANDIDATE = """
Ada Ada PROPN nsubj:pass 2
est être AUX aux:pass 2 VerbForm=Fin
candidate candidat VERB ROOT 2 Gender=Fem|Tense=Past|VerbForm=Part
à à ADP case 4
Quart Quart PROPN obl:arg 2
"""


def test_what_the_subject_is_said_to_be_is_no_passive() -> None:
    doc = drawn(CANDIDATE)
    mend(doc, language("fr"), {**LISTED, "noun": {"candidat": ()}}, IRREGULAR)
    assert [(doc[i].pos_, doc[i].dep_) for i in (0, 1, 2)] == [("PROPN", "nsubj"), ("AUX", "cop"), ("NOUN", "ROOT")]
    assert str(doc[2].morph) == "Gender=Fem"


BY_DAY = """
Le le DET det 1
9 9 NUM ROOT 1 NumType=Card
mai mai NOUN nmod 1
en en ADP case 4
Isère Isère PROPN nmod 1
, , PUNCT punct 4
Brisa Brisa PROPN nsubj 7
vote voter VERB dep 4 Mood=Ind|VerbForm=Fin
"""


def test_the_day_that_opens_a_sentence_is_no_root() -> None:
    doc = drawn(BY_DAY)
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert [(doc[i].dep_, doc[i].head.i) for i in (1, 7)] == [("obl:mod", 7), ("ROOT", 7)]


COACH = """
accident accident NOUN ROOT 0
de de ADP mark 3
car car CCONJ cc 3
survenu survenir VERB nmod 0 Tense=Past|VerbForm=Part
"""


def test_a_conjunction_behind_a_preposition_is_a_noun() -> None:
    doc = drawn(COACH)
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert [(doc[i].pos_, doc[i].dep_, doc[i].head.i) for i in (1, 2, 3)] == [("ADP", "case", 2), ("NOUN", "nmod", 0), ("VERB", "acl", 0)]


ADVERB = """
Ada Ada PROPN nsubj 1
fête fêter VERB ROOT 1 VerbForm=Fin
dignement dignement NOUN obj 1
son son DET det 4
retour retour NOUN obl:mod 1
"""


@pytest.mark.parametrize(
    ("rows", "word", "relation"),
    [(ADVERB, 2, "advmod"), (ADVERB, 4, "obj")],
)
def test_an_adverb_is_no_object(rows: str, word: int, relation: str) -> None:
    doc = drawn(rows)
    mend(doc, language("fr"), LISTED, IRREGULAR)
    assert doc[word].dep_ == relation
