"""How well the extraction reads, as a floor: a change that loses facts or says wrong ones shows here."""

from pathlib import Path

import pytest

from kg import ontology
from kg.build import extractions
from kg.rdf import of_extraction
from kg.read import read
from kg.score import Share, figures, score
from kg.score.gold import read as annotations
from kg.score.graph import said_by
from kg.store import store_of

GOLD = Path(__file__).parent / "gold" / "dev"
FLOORS = {"precision": 0.70, "recall": 0.48, "f1": 0.58, "f1_with_status": 0.56, "evidence": 0.90, "quotes": 0.70, "entities": 0.78}
"""A little under what is measured, so that a better rule may cost a fact or two."""


@pytest.fixture(scope="module")
def measured() -> dict[str, Share]:
    known = ontology.load("news")
    gold = annotations(GOLD, known)
    articles = [article for one in gold for article in read([GOLD / one.source], lang="fr")]
    said = said_by(store_of(quad for extraction in extractions(articles, known) for quad in of_extraction(extraction)))
    return figures(score(gold, said, known))


@pytest.mark.parametrize("figure", sorted(FLOORS))
def test_the_figures_on_the_articles_it_was_made_with_do_not_fall(figure: str, measured: dict[str, Share]) -> None:
    assert measured[figure].value >= FLOORS[figure]
