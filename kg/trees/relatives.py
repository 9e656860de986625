"""Mended relative clauses: whose verb the parser took for the sentence's own, and the words beside it that it hung from what follows.

"X, dont Y détient 34 %, a perdu …" → a perdu is said of X; "qui dirigeait jusqu'ici le groupe" → le groupe is what is led
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.languages.base import Language
from kg.trees.complements import NOMINAL, has, is_form

SUBJECTS = ("nsubj", "nsubj:pass")
BEHIND = frozenset({"advcl", "conj", "ccomp", "parataxis", "xcomp", "dep", "acl"})
"""How the verb of a sentence may hang from that of a relative clause before it."""


def mend_clause(sentence: Span, language: Language) -> None:
    """ "X, qui dirigeait Y, succède à Z": the verb behind the comma is that of the sentence, and X its subject."""
    root = sentence.root
    bare = root.pos_ in NOMINAL and not has(root, "cop", "case", *SUBJECTS)
    noun = root if bare else _before_relative(root, language)
    main = next((verb for verb in sentence if verb.i > root.i and _goes_on(verb, language)), None)
    if noun is None or main is None:
        return
    main.head, main.dep_ = main, "ROOT"
    if noun.i != root.i:
        root.head, root.dep_ = noun, "acl:relcl"
    noun.head, noun.dep_ = main, "nsubj:pass" if has(main, "aux:pass") else "nsubj"


def _before_relative(verb: Token, language: Language) -> Token | None:
    """The first of two subjects, where a relative opens a clause right behind it: "X, dont Y détient 34 %"; or what "qui" takes up."""
    subjects = [child for child in verb.lefts if child.dep_ in SUBJECTS]
    if verb.pos_ != "VERB" or len(subjects) != 2 or subjects[0].pos_ not in NOMINAL:
        return _opening(verb, subjects[0]) if verb.pos_ == "VERB" and len(subjects) == 1 else None
    opening = subjects[1].left_edge
    relative = "Rel" in opening.morph.get("PronType", []) and opening.lower_ in language.including
    return subjects[0] if relative and opening.nbor(-1).text == "," else None


def _opening(verb: Token, subject: Token) -> Token | None:
    """The noun that opens the sentence, where a "qui" behind a comma is the verb's subject: "Le salon, qui se tient à X, attire …"."""
    if "Rel" not in subject.morph.get("PronType", []) or subject.i == verb.sent.start or subject.nbor(-1).text != ",":
        return None
    before = [child for child in verb.lefts if child.i < subject.i and child.pos_ in NOMINAL and not has(child, "case")]
    return next((noun for noun in before if noun.left_edge.i == verb.sent.start), None)


def _goes_on(verb: Token, language: Language) -> bool:
    """A finite verb without a subject or a word that joins it, right behind a comma."""
    finite = verb.pos_ == "VERB" and is_form(verb, "Fin") and verb.dep_ in BEHIND
    if not finite or has(verb, "cc", "mark", "csubj", "expl:subj", *SUBJECTS):
        return False
    opening = next(t for t in (*verb.lefts, verb) if t.i == verb.i or t.dep_.startswith(("aux", "expl", "advmod")))
    relative = any("Rel" in t.morph.get("PronType", []) or t.lower_ in language.object_relatives for t in verb.lefts)
    return not relative and opening.nbor(-1).text == ","


def mend_until(adverb: Token) -> None:
    """ "dirigeait jusqu'ici le groupe", "jusqu'ici détenue par X": the adverb stands beside the verb, and brings in no noun."""
    first, before = adverb.nbor(-1), adverb.nbor(-2) if adverb.i > adverb.sent.start + 1 else adverb
    after = adverb.nbor() if adverb.i + 1 < adverb.sent.end else adverb
    noun = after if after.head.i == adverb.i else first.head
    if noun.i > adverb.i and noun.pos_ in NOMINAL:
        for word in (first, adverb):
            word.head, word.dep_ = before if before.pos_ == "VERB" else noun, "advmod"
        if before.pos_ != "VERB":
            noun.dep_ = "appos" if before.text == "," and noun.dep_ == "nmod" else noun.dep_
        elif noun.head.i != noun.i and not noun.is_ancestor(before) and not has(before, "obj") and not has(noun, "case"):
            noun.head, noun.dep_ = before, "obj"
    elif first.head.i == adverb.i and after.head.i == adverb.i and "Part" in after.morph.get("VerbForm", []) and before.text == ",":
        described = before.nbor(-1)
        while described.head.i < described.i and described.dep_ in ("flat:name", "nmod", "amod", "appos"):
            described = described.head
        if not adverb.is_ancestor(described):
            after.head, after.dep_ = described, "acl"
            adverb.head, adverb.dep_ = after, "advmod"
