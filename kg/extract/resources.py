"""What an extraction is driven by: an ontology, its lexicon and gazetteer, and a language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from kg import gazetteer, lexicon, ontology
from kg.extract import weights
from kg.extract.weights import Weights
from kg.gazetteer import Gazetteer
from kg.languages import language
from kg.languages.base import Language
from kg.lexicon import Lexicon
from kg.ontology import Ontology


@dataclass(frozen=True)
class Resources:
    """The five things that decide what an article is understood to say."""

    ontology: Ontology
    lexicon: Lexicon
    gazetteer: Gazetteer
    language: Language
    weights: Weights


def load(folder: str | Path, lang: str, *, min_confidence: float | None = None) -> Resources:
    """Read the ontology of a folder, or one by name, with what it says in a language: `load("news", "fr")`.

    `min_confidence` takes the place of the threshold that its weights were learned with.
    """
    known = ontology.load(folder)
    folder = known.folder
    learned = weights.load(folder)
    if min_confidence is not None:
        learned = replace(learned, threshold=min_confidence)
    return Resources(known, lexicon.load(folder, lang, known), gazetteer.load(folder, lang, known), language(lang), learned)
