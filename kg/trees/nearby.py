"""Mended neighbours: a word that the parser hung from, or took for, something else though what stands right beside it tells.

"l'opposant Luc Maran" → a noun; "à l'impopulaire Luc Maran" → an adjective of his; "annonce lundi le rachat" → what is announced;
"conçoit des trains et emploie 300 personnes" → whom the second verb employs
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.languages.base import Language
from kg.trees.complements import NOMINAL, has
from kg.trees.subjects import SUBJECTS

BEARER = frozenset({*SUBJECTS, "appos", "obj"})
"""How a name may hang elsewhere though it stands right behind the noun and adjective that say who it is."""


def mend_nearby(token: Token, language: Language) -> None:
    """One token by what stands beside it."""
    if token.dep_ == "det":
        _mend_article(token)
    elif token.pos_ == "VERB":
        _mend_agent_noun(token)
    elif token.pos_ == "ADJ" and token.dep_ == "amod":
        _mend_agent(token, language)
    elif token.pos_ == "ADJ" or (token.pos_ == "PRON" and not token.morph.get("PronType", [])):
        _mend_epithet(token, language)
    elif token.pos_ == "PROPN" and token.dep_ in BEARER:
        _mend_bearer(token)
    elif token.dep_ == "nmod":
        _mend_behind_day(token, language)
    elif token.dep_ == "obj":
        _mend_second_object(token)


def _mend_article(article: Token) -> None:
    """ "l'actuelle cheffe de l'État": the article before an adjective is its noun's."""
    adjective, noun = article.head, article.head.head
    before = article.i + 1 == adjective.i and adjective.i + 1 == noun.i and adjective.dep_ == "amod"
    if before and adjective.pos_ == "ADJ" and noun.pos_ == "NOUN" and not has(noun, "det"):
        article.head = noun


def _mend_agent_noun(verb: Token) -> None:
    """ "l'opposant Luc Maran", "les manifestants": what looks like a present participle and has an article is a noun."""
    article = next((child for child in verb.lefts if child.dep_ == "det" and "Definite" in str(child.morph)), None)
    present = "Pres" in verb.morph.get("Tense", []) and "Part" in verb.morph.get("VerbForm", [])
    if present and article is not None and article.i + 1 == verb.i and not has(verb, *SUBJECTS, "obj", "ccomp"):
        verb.pos_, verb.lemma_ = "NOUN", verb.lower_.removesuffix("s")
        verb.set_morph(f"Number={'Plur' if verb.lower_.endswith('s') else 'Sing'}")  # type: ignore[attr-defined]


def _mend_epithet(adjective: Token, language: Language) -> None:
    """ "succède à l'impopulaire Luc Maran": an adjective with an article right before a name is the name's, and so is its place."""
    name = adjective.nbor() if adjective.i + 1 < adjective.sent.end else adjective
    article = any(child.dep_ == "det" and child.i + 1 == adjective.i for child in adjective.lefts)
    beside = name.head.i in (adjective.i, adjective.head.i) and name.dep_ in ("obj", "nmod", "appos", "flat:name", "dep")
    if name.lower_ in language.directions:  # "à l'extrême Est"
        return
    if not article or name.pos_ != "PROPN" or not beside or not adjective.is_lower or has(name, "case", "det"):
        return
    if adjective.dep_ not in ("obl:arg", "obl:mod", "obj", "nmod"):
        return
    name.head, name.dep_ = adjective.head, adjective.dep_
    for child in list(adjective.children):
        child.head = name
    adjective.head, adjective.dep_ = name, "amod"


def _mend_agent(adjective: Token, language: Language) -> None:
    """ "participé à un rapt orchestré par Brisa": who stands behind the "par" of what looks like a participle did that."""
    mark = adjective.nbor() if adjective.i + 1 < adjective.sent.end else adjective
    agent = mark.head
    ending = adjective.lower_.endswith(tuple(old for old, _ in language.participles))
    acting = mark.lower_ == language.agent_preposition and mark.dep_ == "case" and agent.pos_ in NOMINAL
    if ending and acting and agent.head.is_ancestor(adjective) and agent.dep_ in ("obl:mod", "obl:arg", "obl:agent", "nmod"):
        agent.head, agent.dep_ = adjective, "obl:agent"


def _mend_bearer(name: Token) -> None:
    """ "le film du cinéaste danois Karl Holm a remporté …": the name behind a noun and its adjective stands beside that noun."""
    if name.i < name.sent.start + 2:
        return
    adjective, noun = name.nbor(-1), name.nbor(-2)
    beside = adjective.pos_ == "ADJ" and adjective.dep_ == "amod" and adjective.head.i in (noun.i, noun.head.i) and noun.pos_ == "NOUN"
    if not beside or not has(noun, "case") or has(name, "case", "det") or name.head.i in (noun.i, adjective.i):
        return
    above = noun.head
    acting = [child for child in name.head.lefts if child.dep_ in SUBJECTS and child.i != name.i]
    if above.pos_ in NOMINAL and above.i < noun.i and not has(above, "case") and (name.dep_ not in SUBJECTS or not acting):
        if name.dep_ in SUBJECTS and above.head.i == name.head.i:
            above.dep_ = name.dep_
    elif name.dep_ in SUBJECTS and not acting:
        return
    name.head, name.dep_, adjective.head = noun, "appos", noun


def _mend_behind_day(noun: Token, language: Language) -> None:
    """ "a annoncé lundi le rachat de Brisa": a noun with an article behind a day is no part of it, but the object of a verb without one."""
    day, verb = noun.head, noun.head.head
    dated = day.lemma_.lower() in language.when_nouns or day.lower_.rpartition("-")[2] in language.when_nouns
    free = verb.pos_ == "VERB" and day.i < noun.i and not has(verb, "obj", "aux:pass", "ccomp")
    if dated and free and has(noun, "det") and not has(noun, "case") and noun.pos_ in NOMINAL and noun.left_edge.i == day.i + 1:
        noun.head, noun.dep_ = verb, "obj"


def _mend_second_object(noun: Token) -> None:
    """ "conçoit des trains et emploie 300 personnes": of two objects the one behind the second verb is the second's."""
    first = noun.head
    second = next((verb for verb in first.rights if verb.dep_ == "conj" and verb.pos_ == "VERB" and verb.i < noun.i), None)
    before = [child for child in first.rights if child.dep_ == "obj" and second is not None and child.i < second.i]
    if second is None or not before or has(second, "obj", "aux:pass"):
        return
    between = [t for t in noun.doc[second.i + 1 : noun.i] if t.pos_ not in ("DET", "NUM", "ADJ", "ADV")]
    if not between:
        noun.head, noun.dep_ = second, "obj"
        for number in [t for t in first.rights if second.i < t.i < noun.i]:
            number.head, number.dep_ = noun, "nummod" if number.pos_ == "NUM" else "det"
