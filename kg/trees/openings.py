"""Mended openings and asides: a participle that opens its sentence with a capital, and a noun that stands beside a name in commas.

"Équipée d'un moteur électrique, la voiture …" → a participle, said of the car; "à Grandval, petite ville du Jura" → said of Grandval
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Span, Token

from kg.languages.base import Language
from kg.trees.complements import NOMINAL, has, is_infinitive
from kg.trees.subjects import SUBJECTS

OPENING = 18
"""Most words before the comma that ends an opening."""


def mend_participle(sentence: Span, participle: Callable[[Token], str | None], language: Language) -> None:
    """ "Peuplée de 400 000 habitants, Grandval est …": a capital made a noun of the participle, and the sentence hangs from it."""
    first = sentence[0]
    if first.pos_ not in (*NOMINAL, "ADJ", "ADV") or has(first, "det", "case", "flat:name") or len(sentence) < 5:
        return
    infinitive = participle(first)
    comma = next((t for t in sentence[1:OPENING] if t.text == ","), None)
    if infinitive is None or comma is None or comma.i + 1 >= sentence.end or not _takes(first, sentence[1], language):
        return
    main = _main(comma)
    subject = _subject(comma, main) if main is not None else None
    if main is None or subject is None:
        return
    if main.i != sentence.root.i:
        root = sentence.root
        main.head, main.dep_ = main, "ROOT"
        if root.i != first.i:
            root.head, root.dep_ = main, "dep"
    subject.head, subject.dep_ = main, "nsubj:pass" if has(main, "aux:pass") else "nsubj"
    first.head, first.dep_, first.pos_, first.lemma_ = main, "advcl", "VERB", infinitive
    first.set_morph("Tense=Past|VerbForm=Part")  # type: ignore[attr-defined]
    for child in list(first.rights):
        marks = {mark.lower_ for mark in child.lefts if mark.dep_ == "case"}
        if child.i > comma.i:
            child.head = main
        elif marks:
            child.dep_ = "obl:agent" if marks & {language.agent_preposition} else "obl:mod"


def _takes(first: Token, after: Token, language: Language) -> bool:
    """Whether what follows belongs to a participle: its agent, its purpose, or a thing that is not what a role noun would have."""
    preposition, behind = language.contractions.get(after.lower_, after.lower_), after.nbor()
    if after.pos_ != "ADP" or preposition == language.agent_preposition:
        return after.pos_ == "ADP"
    if is_infinitive(behind):
        return True
    counted = behind.like_num or "Ind" in behind.morph.get("Definite", [])
    return counted if preposition in (language.genitive, "d'") else not first.lower_.endswith(("é", "ée", "és", "ées"))


def _main(comma: Token) -> Token | None:
    """The verb of the clause behind the comma, or the noun that its copula says the subject to be."""
    finite = next((t for t in comma.doc[comma.i + 1 : comma.sent.end] if "Fin" in t.morph.get("VerbForm", [])), None)
    if finite is None or any("Rel" in t.morph.get("PronType", []) for t in comma.doc[comma.i + 1 : finite.i]):
        return None
    main = finite.head if finite.pos_ == "AUX" and finite.dep_ in ("cop", "aux:tense", "aux:pass", "aux") else finite
    return main if main.i > comma.i else None


def _subject(comma: Token, main: Token) -> Token | None:
    """The nominal that stands right behind the comma, whatever it hangs from."""
    for token in comma.doc[comma.i + 1 : main.i]:
        inside = comma.i < token.head.i < main.i and token.head.i != token.i
        if token.pos_ in NOMINAL and not inside and token.left_edge.i <= comma.i + 1:
            return None if token.is_ancestor(main) and token.dep_ in SUBJECTS else token
    return None


def mend_beside(noun: Token) -> None:
    """ "à Grandval, petite ville du Jura", "les élus de Grandval, village du Jura": a bare noun is said of the name before its comma."""
    comma = noun.left_edge.i - 1
    if noun.pos_ != "NOUN" or comma <= noun.sent.start or noun.doc[comma].text != "," or has(noun, "det", "case", "nummod", "cc", "cop"):
        return
    name = noun.doc[comma - 1]
    while name.head.i < name.i and name.dep_ in ("flat:name", "flat:foreign"):
        name = name.head
    if name.pos_ != "PROPN" or not has(name, "case") or not any(has(child, "case") or child.dep_ == "amod" for child in noun.rights):
        return
    beside = noun.head.i == name.head.i and noun.head.pos_ == "VERB" and noun.head.i < name.i
    hung = beside and noun.dep_ in ("obl:mod", "obl:arg", "nmod", "dep")
    several = noun.dep_ == "appos" and noun.head.i == name.head.i and noun.morph.get("Number", []) == ["Sing"]
    if hung or (several and noun.head.morph.get("Number", []) == ["Plur"]):
        noun.head, noun.dep_ = name, "appos"


def mend_direction(token: Token, language: Language) -> None:
    """ "dans l'est de l'Ukraine": with an article, what looks like a form of "être" is the point of the compass."""
    if token.pos_ == "AUX" and token.lower_ in language.directions and has(token, "det") and token.nbor(-1).dep_ == "det":
        token.pos_, token.lemma_ = "NOUN", token.lower_
        token.set_morph("Gender=Masc|Number=Sing")  # type: ignore[attr-defined]


def mend_tense(verb: Token, language: Language) -> None:
    """ "retransmettra", "accueille": a present that ends like a future of its verb, and a future that does not."""
    if "Ind" not in verb.morph.get("Mood", []) or "Fin" not in verb.morph.get("VerbForm", []):
        return
    tenses = {f"{verb.lemma_[: -len(old)]}{new}": said for old, new, said in language.finite if verb.lemma_.endswith(old)}
    told, tense = tenses.get(verb.lower_, ""), verb.morph.get("Tense", [])
    if tense == ["Pres"] and "Tense=Fut" in told:
        verb.set_morph(str(verb.morph).replace("Tense=Pres", "Tense=Fut"))  # type: ignore[attr-defined]
    elif tense == ["Fut"] and not verb.lower_.endswith(language.future_endings):
        verb.set_morph(str(verb.morph).replace("Tense=Fut", "Tense=Pres"))  # type: ignore[attr-defined]


def mend_ranked(sentence: Span, language: Language) -> None:
    """ "Parmi les victimes figure Ada Lune": the verb is the sentence's, and the name behind it its subject."""
    root = sentence.root
    if root.pos_ not in NOMINAL or sentence[0].lower_ not in language.among or sentence[0].head.i != root.i:
        return
    verb = next((t for t in root.rights if t.pos_ == "VERB" and "Fin" in t.morph.get("VerbForm", [])), None)
    name = next((t for t in root.rights if verb is not None and t.i == verb.i + 1 and t.pos_ in NOMINAL and not has(t, "case")), None)
    if verb is None or name is None or has(verb, *SUBJECTS, "obj"):
        return
    verb.head, verb.dep_ = verb, "ROOT"
    name.head, name.dep_ = verb, "nsubj"
    for child in [child for child in root.rights if child.i > name.i]:
        child.head = name if child.pos_ in NOMINAL else verb
    root.head, root.dep_ = verb, "obl:mod"


def mend_unled(sentence: Span, language: Language) -> None:
    """ "Le quartier du Moulin, à Grandval, est fermé": the bare nominal that opens a sentence is the subject of a verb that has none."""
    first = next((t for t in sentence if t.pos_ in NOMINAL), None)
    if (
        first is None
        or first.dep_ not in ("obl:mod", "obl:arg", "dep")
        or has(first, "case", "nummod")
        or first.left_edge.i != sentence.start
    ):
        return
    verb, finite = first.head, next((t for t in sentence if "Fin" in t.morph.get("VerbForm", [])), None)
    own = finite is not None and (finite.i == verb.i or (finite.head.i == verb.i and finite.dep_ in ("cop", "aux:pass", "aux:tense")))
    if not own or verb.i < first.i or has(verb, *SUBJECTS, "csubj", "expl:subj") or not (has(first, "det") or first.pos_ == "PROPN"):
        return
    if finite is not None and finite.nbor(-1).text in (",", first.right_edge.text) and first.lemma_.lower() not in language.when_nouns:
        first.dep_ = "nsubj:pass" if has(verb, "aux:pass") else "nsubj"
