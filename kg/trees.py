"""Mended trees: what the parser hangs wrongly time and again, hung where it belongs.

"X, que Y accuse, …" → a relative clause; "entre X et Y a …" → X and Y together; "X planche sur Y" → a verb with its subject.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

NOMINAL = frozenset({"NOUN", "PROPN"})
INSIDE = frozenset({"flat:name", "flat:foreign", "amod", "appos", "nummod"})
"""How the last words of a nominal hang from its first."""
LOOSE = frozenset({"nmod", "conj"})
"""How a name may hang from a noun before it."""
PAIR = 7
"""Most tokens from the first of two to the word that joins them."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What mending needs to know of a language: its words, and the infinitive of a form that may be a verb."""

    relatives: frozenset[str]
    pairing: frozenset[str]
    infinitive: Callable[[Token], str | None]


def mend(doc: Doc, habits: Habits) -> None:
    """Mend a parsed text in place."""
    for sentence in list(doc.sents):
        _mend_verb(sentence, habits)
        for token in sentence:
            if token.lower_ in habits.relatives:
                _mend_relative(token)
            elif token.lower_ in habits.pairing and token.dep_ == "case":
                _mend_pair(token)


def _mend_relative(pronoun: Token) -> None:
    """ "le champion, que l'agence accuse, …": a clause that the parser hung from the main verb."""
    verb = pronoun.head
    misplaced = (pronoun.dep_ == "mark" and verb.dep_ == "advcl") or (
        pronoun.dep_ == "obj" and verb.dep_ in ("advcl", "ccomp", "parataxis")
    )
    if not misplaced or verb.pos_ != "VERB" or pronoun.i - 2 < pronoun.sent.start:
        return
    if pronoun.nbor(-1).text != "," or "Sub" in verb.morph.get("Mood", []):
        return
    noun = _top(pronoun.nbor(-2))
    if noun is not None and not verb.is_ancestor(noun):
        verb.head, verb.dep_ = noun, "acl:relcl"


def _top(token: Token) -> Token | None:
    """The noun of the phrase that ends with a token."""
    while token.head.i < token.i and (token.dep_ in INSIDE or (token.dep_ in LOOSE and not _has(token, "case", "det"))):
        token = token.head
    return token if token.pos_ in NOMINAL else None


def _mend_pair(preposition: Token) -> None:
    """ "la rencontre entre X et Y a …": Y belongs to X, not to the verb."""
    first, end = preposition.head, preposition.sent.end
    joint = next((t for t in preposition.doc[first.i + 1 : min(first.i + PAIR, end)] if t.pos_ == "CCONJ"), None)
    if (
        first.pos_ not in NOMINAL
        or joint is None
        or joint.dep_ != "cc"
        or any(t.pos_ in ("VERB", "AUX") for t in joint.doc[first.i : joint.i])
    ):
        return
    second = next((t for t in joint.doc[joint.i + 1 : min(joint.i + PAIR, end)] if t.pos_ not in ("DET", "ADJ", "NUM")), None)
    if second is None or second.pos_ not in NOMINAL or second.head.i == second.i or joint.i > second.head.i >= first.i:
        return
    if not second.is_ancestor(first):
        second.head, second.dep_ = first, "conj"
        joint.head = second


def _mend_verb(sentence: Span, habits: Habits) -> None:
    """ "X planche sur Y": a sentence without a verb, in which a noun that could be one stands behind a nominal without an article."""
    if any("Fin" in token.morph.get("VerbForm", []) for token in sentence):
        return
    for token in sentence[1:-1]:
        if token.is_lower and token.nbor(-1).pos_ in NOMINAL and _opens(token.nbor(1)) and not _has(token, "case", "det", "nummod"):
            infinitive = habits.infinitive(token)
            subject = _top(token.nbor(-1)) if token.nbor(-1).head.i != token.i else token.nbor(-1)
            if infinitive is not None and subject is not None and not _has(subject, "case"):
                _raise(token, subject, infinitive)
                return


def _opens(token: Token) -> bool:
    """Whether a phrase begins here that a verb may have: "la direction", "sur X"; not "de X", which a noun has as well."""
    return token.pos_ in ("DET", "PROPN") or (token.pos_ == "ADP" and token.lemma_ != "de")


def _raise(verb: Token, subject: Token, infinitive: str) -> None:
    """Make a word the verb of its sentence: what stands before it its subject, what stands behind it its objects and the like."""
    root = verb.sent.root
    verb.lemma_, verb.pos_, verb.head, verb.dep_ = infinitive, "VERB", verb, "ROOT"
    verb.set_morph("Mood=Ind|Tense=Pres|VerbForm=Fin")  # type: ignore[attr-defined]
    for token in list(verb.doc[subject.left_edge.i : verb.sent.end]):
        if token.i > verb.i and token.pos_ in NOMINAL and (token.head.i < verb.i or token.i == root.i):
            token.head, token.dep_ = verb, "obl:mod" if _has(token, "case") else "obj"
    subject.head, subject.dep_ = verb, "nsubj"
    if root.i < verb.i and root.i != subject.i:
        root.head, root.dep_ = verb, "dep"


def _has(token: Token, *deps: str) -> bool:
    return any(child.dep_ in deps for child in token.children)
