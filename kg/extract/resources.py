"""What an extraction is driven by: an ontology, its lexicon and gazetteer, and a language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg import gazetteer, lexicon, ontology
from kg.gazetteer import Gazetteer
from kg.languages import language
from kg.languages.base import Language
from kg.lexicon import Lexicon
from kg.ontology import Ontology


@dataclass(frozen=True)
class Resources:
    """The four things that decide what an article is understood to say."""

    ontology: Ontology
    lexicon: Lexicon
    gazetteer: Gazetteer
    language: Language


def load(folder: str | Path, lang: str) -> Resources:
    """Read the ontology of a folder, or one by name, with what it says in a language: `load("news", "fr")`."""
    known = ontology.load(folder)
    return Resources(known, lexicon.load(known.folder, lang, known), gazetteer.load(known.folder, lang, known), language(lang))
