"""Mended complements: what the parser hung from the last word before it though it belongs to an earlier one, put where it belongs.

"le quartier très peuplé de X" → de X is said of quartier; "une des chercheuses" → one, of several;
"saluer les pompiers blessés et soutenir X" → soutenir goes on from saluer
"""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Token

from kg.languages.base import Language

NOMINAL = frozenset({"NOUN", "PROPN"})


def mend_infinitive(verb: Token) -> None:
    """ "pour saluer les sauveteurs blessés et soutenir X": an infinitive goes on from another, not from a participle in between."""
    joined = verb.morph.get("VerbForm", []) == ["Inf"] and has(verb, "cc") and verb.head.dep_ in ("acl", "amod", "nmod")
    if not joined or is_infinitive(verb.head):
        return
    other = next((above for above in verb.head.ancestors if above.pos_ == "VERB"), None)
    if other is not None and other.i < verb.i and is_infinitive(other):
        verb.head = other


def mend_graded(participle: Token, adverb: Token) -> None:
    """ "le quartier très peuplé de X": a participle behind "très" is an adjective of the noun before it, which has what follows."""
    noun = adverb.nbor(-1) if adverb.i > adverb.sent.start else adverb
    described = participle.pos_ == "VERB" and "Past" in participle.morph.get("Tense", []) and participle.i == adverb.i + 1
    if not described or noun.pos_ != "NOUN" or participle.is_ancestor(noun) or any(c.dep_ != "advmod" for c in participle.lefts):
        return
    cases = {child.i: {c.lemma_ for c in child.lefts if c.dep_ == "case"} for child in participle.rights if child.pos_ in NOMINAL}
    if all(marks == {"de"} for marks in cases.values()):
        participle.pos_, participle.dep_, participle.head = "ADJ", "amod", noun
        for child in list(participle.rights):
            child.head, child.dep_ = noun, "nmod" if child.i in cases else child.dep_


def mend_compound(second: Token) -> None:
    """ "la version grand public de X": what stands behind a noun that specifies another without preposition is the other's."""
    first = second.head
    beside = second.is_lower and first.pos_ == "NOUN" and second.left_edge.i == first.i + 1
    if not beside or has(second, "case", "det", "nummod", "conj"):
        return
    for child in list(second.rights):
        if child.pos_ in NOMINAL and child.dep_ in ("nmod", "obl:arg", "obl:mod") and has(child, "case"):
            child.head = first


def mend_perfect(token: Token, language: Language) -> None:
    """ "Trois personnes sont mortes": a participle that looks like a noun or an adjective is a verb's perfect."""
    infinitive = language.perfects.get(token.lower_)
    being = [child for child in token.lefts if child.dep_ in ("cop", "aux:pass")]
    if (
        infinitive is None
        or token.pos_ not in ("NOUN", "ADJ")
        or not being
        or not has(token, "nsubj", "nsubj:pass")
        or has(token, "det", "case")
    ):
        return
    token.pos_, token.lemma_ = "VERB", infinitive
    token.set_morph("Tense=Past|VerbForm=Part")  # type: ignore[attr-defined]
    for child in token.children:
        child.dep_ = {"cop": "aux:tense", "aux:pass": "aux:tense", "nsubj:pass": "nsubj"}.get(child.dep_, child.dep_)


def mend_occasion(adverb: Token, language: Language) -> None:
    """ "blessé lors de la chute": the adverb and "de" are one preposition, and the noun hangs where the adverb hung."""
    nouns = [child for child in adverb.rights if child.pos_ in NOMINAL and child.dep_ in ("obl:arg", "obl:mod", "nmod")]
    marks = [mark for noun in nouns[:1] for mark in noun.lefts if mark.dep_ == "case" and mark.i == adverb.i + 1]
    if adverb.lower_ not in language.occasions or adverb.dep_ != "advmod" or not marks:
        return
    nouns[0].head, nouns[0].dep_ = adverb.head, "obl:mod" if adverb.head.pos_ == "VERB" else "nmod"
    adverb.head, adverb.dep_, adverb.pos_ = nouns[0], "case", "ADP"
    marks[0].head, marks[0].dep_ = adverb, "fixed"
    for child in [child for child in adverb.rights if child.i > nouns[0].i and has(child, "case")]:
        child.head, child.dep_ = nouns[0], "nmod"  # "lors de la marche de samedi à Brest"


def mend_noun(word: Token) -> None:
    """ "un accident de car survenu à X": between a preposition and what is no clause of its own, a conjunction is a noun."""
    case = word.nbor(-1) if word.i > word.sent.start else word
    noun = case.nbor(-1) if case.i > word.sent.start else case
    if word.pos_ != "CCONJ" or case.pos_ != "ADP" or noun.pos_ not in NOMINAL:
        return
    joined = word.head
    word.pos_, word.lemma_, word.dep_, word.head = "NOUN", word.lower_, "nmod", noun
    case.head, case.dep_ = word, "case"
    if joined.i > word.i and joined.dep_ == "nmod" and joined.pos_ == "VERB":
        joined.head, joined.dep_ = noun, "acl"


def mend_chained(noun: Token, language: Language) -> None:
    """ "le président du syndicat des médecins": of two phrases in "de", the second is the first's where that is one thing and a known one.

    "le Conseil de sécurité de l'ONU", "l'école de commerce de Brec" and "le Musée des arts de Brec" are left: security is nobody's.
    """
    inner = [child for child in noun.rights if child.dep_ in ("nmod", "obl:arg", "obl:mod") and _is_genitive(child, language)]
    for first, second in pairwise(inner):
        marks = [mark for mark in first.lefts if mark.dep_ in ("case", "det")]
        known = any("Def" in mark.morph.get("Definite", []) for mark in marks) and "Sing" in first.morph.get("Number", [])
        dated = has(second, "nummod") or second.lemma_.lower() in language.when_nouns or second.pos_ not in NOMINAL
        if first.pos_ == "NOUN" and known and first.right_edge.i + 1 == second.left_edge.i and not dated:
            second.head, second.dep_ = first, "nmod"


def _is_genitive(noun: Token, language: Language) -> bool:
    marks = (language.contractions.get(mark.lower_, mark.lower_) for mark in noun.lefts if mark.dep_ == "case")
    return any(mark == language.genitive or mark in language.partitives for mark in marks)


def mend_number(token: Token) -> None:
    """ "un séisme de magnitude 6 a fait …": a bare figure between the subject and its verb belongs to the noun before it."""
    verb = token.head
    before = token.nbor(-1) if token.i else token
    if token.dep_ != "nsubj" or "Card" not in token.morph.get("NumType", []) or before.pos_ != "NOUN" or has(token, "nmod", "case", "det"):
        return
    subjects = [child for child in verb.children if child.dep_ == "nsubj" and child.i < token.i]
    if any(before.i == other.i or other.is_ancestor(before) for other in subjects):
        token.head, token.dep_ = before, "nummod"


def mend_object(token: Token, language: Language) -> None:
    """ "a perdu face à Ada Lune": what has a preposition is no object, unless that may be an article, or counts."""
    marks = [language.contractions.get(child.lower_, child.lower_) for child in token.children if child.dep_ == "case"]
    if token.dep_ == "obj" and marks and not has(token, "nummod") and not {language.genitive, language.recipient} & set(marks):
        token.dep_ = "obl:arg"


def mend_one(article: Token) -> None:
    """ "une des chercheuses, Ada Lune, …": the article before "des" is itself the one that is meant, and the name beside it its own."""
    if article.i + 2 >= article.sent.end or article.pos_ != "DET" or "Ind" not in article.morph.get("Definite", []):
        return
    case, noun = article.nbor(1), article.nbor(2)
    tied = article.head.i == noun.i or noun.head.i == article.i
    if not tied or case.dep_ != "case" or case.head.i != noun.i or "Plur" not in noun.morph.get("Number", []):
        return
    article.pos_ = "PRON"
    if article.head.i == noun.i:
        article.head, article.dep_ = (article if noun.head.i == noun.i else noun.head), noun.dep_
        noun.head, noun.dep_ = article, "nmod"
    for child in [child for child in noun.rights if child.dep_ == "appos"]:
        child.head = article


def is_infinitive(verb: Token) -> bool:
    """Whether a verb, or its auxiliary, is an infinitive."""
    return is_form(verb, "Inf")


def is_form(verb: Token, form: str) -> bool:
    """Whether a verb, or one of its auxiliaries, has this form."""
    auxiliaries = (child for child in verb.children if child.dep_.startswith("aux"))
    return any(form in token.morph.get("VerbForm", []) for token in (verb, *auxiliaries))


def has(token: Token, *deps: str) -> bool:
    """Whether a token has a dependent of one of these relations."""
    return any(child.dep_ in deps for child in token.children)
