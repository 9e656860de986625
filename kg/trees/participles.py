"""Mended participles: what they go on from, be it behind a comma or an "et", and what stands behind their "comme".

"X a demandé une enquête, dénonçant …" → X denounces; "X a attaqué Y et blessé Z" → X has wounded Z
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.languages.base import Language
from kg.trees.complements import NOMINAL, has, is_form
from kg.trees.subjects import SUBJECTS

CLOSING = frozenset({"acl", "advcl", "xcomp", "amod"})
"""How a participle at a sentence's end hangs from the last word before its comma."""


def mend_participles(sentence: Span, language: Language) -> None:
    """Each participle of a sentence where it belongs."""
    for verb in sentence:
        if verb.pos_ == "VERB" and "Part" in verb.morph.get("VerbForm", []):
            if "Pres" in verb.morph.get("Tense", []):
                _mend_closing(verb, language)
            else:
                _mend_shared(verb)
                _mend_regarded(verb, language)


def _mend_closing(verb: Token, language: Language) -> None:
    """ "Ada Lune a demandé une enquête, dénonçant …": behind a comma a present participle goes on from the clause, not from its last noun.

    "a demandé une enquête, comprenant …" says what the inquiry is: there it stays with its noun.
    """
    comma = verb.nbor(-1) if verb.i > verb.sent.start else verb
    if verb.dep_ not in CLOSING or comma.text != "," or verb.lower_ in language.describing or not has(verb, "obj", "ccomp", "obl:arg"):
        return
    main = next((above for above in verb.ancestors if above.i < verb.i and is_form(above, "Fin")), None)
    if main is None or main.i == verb.head.i or main.dep_ in ("acl:relcl", "ccomp") or not has(main, *SUBJECTS):
        return
    verb.head, verb.dep_ = main, "advcl"


def _mend_shared(verb: Token) -> None:
    """ "a attaqué X et grièvement blessé Y": one auxiliary for two participles, and what follows the second is its object."""
    first, at = verb.head, verb.i - 1
    while at > first.i and verb.doc[at].pos_ == "ADV":
        at -= 1
    compound = first.pos_ == "VERB" and has(first, "aux:tense") and has(first, "obj") and not has(first, "aux:pass")
    if verb.dep_ != "advcl" or not compound or verb.doc[at].pos_ != "CCONJ" or has(verb, "obj", "case", *SUBJECTS):
        return
    behind = [child for child in (*verb.rights, *first.rights) if child.pos_ in NOMINAL and child.left_edge.i == verb.i + 1]
    if behind and not has(behind[0], "case"):
        verb.dep_ = "conj"
        behind[0].head, behind[0].dep_ = verb, "obj"


def _mend_regarded(verb: Token, language: Language) -> None:
    """ "devant Ada Lune, considérée comme la cheffe": what stands right behind the participle hangs from it, not from the clause's verb."""
    if verb.i + 2 >= verb.sent.end or verb.i == verb.sent.start or verb.nbor().lower_ not in language.regarding:
        return
    before = verb.nbor(-1)
    name = before.head if before.dep_ == "flat:name" else before
    if verb.dep_ == "xcomp" and name.pos_ in NOMINAL:  # "devant Ada Lune considérée comme la cheffe"
        verb.head, verb.dep_ = name, "acl"
    if verb.dep_ != "acl" or verb.n_rights:
        return
    noun = next((t for t in verb.sent if t.i > verb.i and t.pos_ in NOMINAL and t.left_edge.i == verb.i + 1), None)
    if noun is not None and noun.head.is_ancestor(verb):
        noun.head, noun.dep_ = verb, "obl:arg"
