"""What an extraction is driven by: an ontology, its lexicon and gazetteer, and a language."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from kg import gazetteer, lexicon, ontology
from kg.extract import weights
from kg.extract.weights import Weights
from kg.gazetteer import Gazetteer
from kg.languages import language
from kg.languages.base import Language
from kg.lexicon import Lexicon
from kg.ontology import Ontology


@dataclass(frozen=True, eq=False)
class Resources:
    """The five things that decide what an article is understood to say."""

    ontology: Ontology
    lexicon: Lexicon
    gazetteer: Gazetteer
    language: Language
    weights: Weights


def load(folder: str | Path, lang: str, *, min_confidence: float | None = None) -> Resources:
    """Read the ontology of a folder, or one by name, with what it says in a language: `load("news", "fr")`.

    What was read is kept for as long as no file of the folder changes. `min_confidence` takes the place of the threshold that its weights
    were learned with.
    """
    read = _read(ontology.Edition.of(ontology.find(folder)), lang)
    return read if min_confidence is None else replace(read, weights=replace(read.weights, threshold=min_confidence))


@lru_cache(maxsize=4)
def _read(edition: ontology.Edition, lang: str) -> Resources:
    folder = edition.folder
    known = ontology.load(folder)
    return Resources(known, lexicon.load(folder, lang, known), gazetteer.load(folder, lang, known), language(lang), weights.load(folder))
