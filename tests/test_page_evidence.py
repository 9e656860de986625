"""The panel says why: how many articles independently, by which sense, and what happened when."""

from __future__ import annotations

from typing import Any

import pytest
from examples import article, chain, claim
from page_sample import NEWS_ONTOLOGY
from pyoxigraph import Store
from rdflib import XSD, Literal

from kg.export import page
from kg.merge import merge
from kg.model import Extraction, Status
from kg.rdf import of_extraction
from kg.store import store_of

pytestmark = pytest.mark.browser

AGENCY = (
    "Zoé Marchetti dirige Lumio depuis trois ans, et le studio de doublage emploie désormais plus de deux cents personnes dans la région "
    "de Brest, où ses nouveaux locaux ouvriront au printemps prochain."
)
OTHER = "Zoé Marchetti dirige Lumio. Lumio a été fondé en 2009. Lumio a déménagé."
DENIED = "Zoé Marchetti ne dirige pas Lumio."


def told(name: str, text: str, date: str, status: Status = Status.ASSERTED) -> Extraction:
    zoe, lumio = chain(text, "Zoé Marchetti", "schema:Person"), chain(text, "Lumio", "schema:Organization")
    march = Literal("2024-03", datatype=XSD.gYearMonth)
    said = [claim(text, zoe, "news:leads", lumio, text.partition("Lumio")[0] + "Lumio", status=status, as_of=march)]
    if "fondé" in text:
        said.append(claim(text, lumio, "schema:foundingDate", Literal("2009", datatype=XSD.gYear), "Lumio a été fondé en 2009"))
    return Extraction(article(name, text, date=date, title=name), (zoe, lumio), tuple(said), ())


@pytest.fixture(scope="module")
def store() -> Store:
    read = [
        told("Dépêche", AGENCY, "2024-03-01"),
        told("Reprise", AGENCY, "2024-03-02"),
        told("Enquête", OTHER, "2024-04-01"),
        told("Démenti", DENIED, "2024-05-01", Status.NEGATED),
    ]
    quads = [quad for one in read for quad in of_extraction(one)]
    return store_of([*quads, *merge(quads, NEWS_ONTOLOGY)])


@pytest.fixture
def panel(opened: Any, store: Store) -> Any:
    return opened(page.render(store, ontology=NEWS_ONTOLOGY, title="Essai", asks=False), "#organization/lumio").locator("#panel")


def test_papers_that_print_one_text_are_one_source(panel: Any) -> None:
    assert "2 articles indépendants le disent, un article le dément" in panel.inner_text()
    panel.locator(".toggle", has_text="indépendants").click()
    assert panel.locator(".claim").count() == 4
    assert "reprend le texte de Dépêche" in panel.inner_text()


def test_a_claim_names_its_sense_and_the_words_that_stand_for_its_ends(panel: Any) -> None:
    panel.locator(".toggle", has_text="indépendants").click()
    first = panel.locator(".claim:visible").first
    assert "sens exemple.sens" in first.inner_text() and "affirmé" in first.inner_text()
    assert first.locator("mark.subject").all_inner_texts() == ["Zoé Marchetti"]
    assert first.locator("mark.object").all_inner_texts() == ["Lumio"]


def test_what_the_text_dates_stands_in_its_order(panel: Any) -> None:
    assert panel.locator("section", has_text="Dans le temps").locator("time").all_inner_texts() == ["2009", "mars 2024"]
