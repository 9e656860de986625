"""Conditionals that are tagged as imperfects: "céderait", "lèverait" are told by their endings, which the tagger often does not."""

from __future__ import annotations

import unicodedata

from spacy.tokens import Token

from kg.languages.base import Language

CONDITIONAL = "Mood=Cnd|Tense=Pres|VerbForm=Fin"


def mend_mood(token: Token, language: Language) -> None:
    """ "rachèterait" of "racheter" is no imperfect, which would be "rachetait"; "espérait" of "espérer" is one."""
    if token.pos_ not in ("VERB", "AUX") or "Imp" not in token.morph.get("Tense", []) or not token.lemma_.endswith(language.infinitives):
        return
    ending = next((one for one in language.conditional_endings if token.lower_.endswith(one)), "")
    stem = token.lower_[: len(token.lower_) - len(ending) + 1]  # with the r, which an imperfect has only of its verb
    if ending and _plain(stem) != _plain(token.lemma_[:-2]):
        token.set_morph(CONDITIONAL)  # type: ignore[attr-defined]


def _plain(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
