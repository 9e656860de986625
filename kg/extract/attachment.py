"""What a participle or "où" belongs to: the noun that it agrees with, the one right before it, wherever the parser hung it.

"le congrès de la Ligue réuni à Nice" → réuni is said of congrès; "attendu mardi à Tunis, où s'ouvre …" → où is Tunis
"""

from __future__ import annotations

from kg.tokens import Token

NEAR = 12
"""Most tokens between a participle and its noun."""
FEATURES = ("Gender", "Number")
_NOMINAL = frozenset({"NOUN", "PROPN", "X"})
_INSIDE = frozenset({"NOUN", "PROPN", "X", "ADJ", "DET", "ADP", "NUM", "ADV"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


def bearer(word: Token) -> Token:
    """The noun that a participle behind it is said of: what it hangs from, unless another agrees with it and that one does not.

    "les membres du bureau élu mardi" → bureau; "une salle du palais rénovée" → salle
    """
    head = word.head
    if word.i < head.i or _agrees(word, head):
        return head
    behind = word.i - (2 if word.i > word.sent.start + 1 and word.doc[word.i - 1].text == "," else 1)  # "par un repas, organisé par X"
    for at in range(behind, max(word.i - NEAR, word.sent.start - 1), -1):
        other = word.doc[at]
        if other.i != head.i and other.pos_ in _NOMINAL and _agrees(word, other, surely=True):
            return other
        if other.pos_ not in _INSIDE:
            break
    return head


def _agrees(word: Token, noun: Token, *, surely: bool = False) -> bool:
    """Whether gender and number of a word may be those of a noun, its article's where it has none; `surely` where both are known."""
    if _several(noun) and "Plur" in word.morph.get("Number"):
        return not surely
    pairs = [(word.morph.get(feature), _said(noun, feature)) for feature in FEATURES]
    return all(bool(set(one) & set(other)) if one and other else not surely for one, other in pairs)


def _said(noun: Token, feature: str) -> tuple[str, ...]:
    return noun.morph.get(feature) or tuple(v for child in noun.lefts if child.pos_ == "DET" for v in child.morph.get(feature))


def _several(noun: Token) -> bool:
    return noun.dep_ == "conj" or any(child.dep_ == "conj" for child in noun.children)


def phrases_behind(participle: Token) -> list[Token]:
    """The phrase right behind a bare participle that the parser hung beside it: the "à Nice" of "le sommet réuni à Nice"."""
    head = participle.head
    if participle.dep_ not in ("acl", "amod") or participle.i < head.i or participle.n_rights:
        return []
    beside = [child for child in head.rights if child.dep_ in ("nmod", "obl:mod", "obl:arg") and child.left_edge.i == participle.i + 1]
    return [child for child in beside if before_phrase(child) is not None][:1]


def before_phrase(noun: Token) -> Token | None:
    """The bare past participle right before a phrase that hangs beside it."""
    at = noun.left_edge.i - 1
    before = noun.doc[at] if at > noun.head.i else None
    if before is None or before.head.i != noun.head.i or before.dep_ not in ("acl", "amod") or before.n_rights:
        return None
    marked = any(child.dep_ == "case" for child in noun.lefts)
    return before if marked and before.pos_ == "VERB" and "Past" in before.morph.get("Tense") else None


def place_before(relative: Token) -> Token:
    """The token that a relative of place takes up: the one right before it, past a comma and what stands in brackets."""
    at, first = relative.i - 1, relative.sent.start
    if at >= first and relative.doc[at].text == ",":
        at -= 1
    if at >= first and relative.doc[at].text == ")":
        at = next((i - 1 for i in range(at, first, -1) if relative.doc[i].text == "("), at)
    return relative.doc[max(at, first)]


def behind(verb: Token) -> list[Token]:
    """The subject that stands behind its verb, which the parser calls its object: "où s'ouvre le sommet", "où vit X"; without one nothing.

    Nothing can be the object of a verb with "se" and without a subject, or of one behind "où" whose subject has not come yet.
    """
    if any(child.dep_ in _SUBJECTS or child.dep_.startswith("aux:pass") for child in verb.children):
        return []
    return [child for child in verb.children if child.dep_ == "obj" and child.i > verb.i][:1]


def list_item(name: Token) -> list[Token]:
    """The second of three or more names, which the parser hangs from the first as its modifier: "le Kenya, le Ghana et le Mali"."""
    return [
        child
        for child in name.rights
        if child.dep_ in ("nmod", "appos")
        and child.pos_ == name.pos_ == "PROPN"
        and child.left_edge.i > 0
        and name.doc[child.left_edge.i - 1].text == ","
        and not any(below.dep_ == "case" for below in child.lefts)
        and any(below.dep_ == "conj" and below.pos_ == "PROPN" for below in child.rights)
    ]


def included_in(subject: Token) -> bool:
    """Whether a subject stands behind a relative that the parser hung from it: "quinze personnes, dont deux enfants, ont …".

    What its verb follows without a comma is the subject of a clause: "la firme, dont X détient …".
    """
    first, after = subject.left_edge, subject.right_edge.i + 1
    clausal = after < subject.sent.end and subject.doc[after].pos_ in ("VERB", "AUX", "PRON") and not _counts(subject)
    return first.i < subject.i and "Rel" in first.morph.get("PronType") and first.dep_ == "nmod" and not clausal


def _counts(noun: Token) -> bool:
    """ "dont deux enfants": a figure says how many of them."""
    return any("Card" in child.morph.get("NumType") for child in noun.lefts)


def comes_second(name: Token, noun: Token) -> bool:
    """Whether a name behind a comma is not whom a noun means that has its own: "par l'élue Ada Lune, Emma Roy est …"."""
    beside = (c for c in noun.rights if c.pos_ == "PROPN" and c.left_edge.i == noun.i + 1 and c.i < name.i)
    return name.pos_ == "PROPN" and name.doc[name.left_edge.i - 1].text == "," and any(beside)
