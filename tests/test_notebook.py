"""A graph in a notebook displays itself, with no notebook at hand: what it would be asked for is asked here."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from page_sample import HOSTILE, hostile, sample
from rdflib import Dataset, Literal, URIRef
from rdflib.namespace import RDFS

import kg
from kg.build import Built
from kg.notebook import Graph, Shown
from kg.store import dataset_of, quads_of

LITTLE = Path(__file__).parent / "cases" / "little.trig"


def framed(shown: Shown | Graph) -> str:
    """The page within the frame, which has nothing but attributes."""
    found = re.fullmatch(r'<iframe sandbox="([a-z -]+)" srcdoc="([^"]*)" title="[^"]*" style="[^"]*"></iframe>', shown._repr_html_())
    assert found and "allow-same-origin" not in found[1]
    return unescape(found[2])


def test_a_graph_file_is_shown_as_its_page_without_the_console() -> None:
    html = framed(kg.show(LITTLE, title='Revue "A" & <B>', height=400))
    assert html.startswith("<!DOCTYPE html>") and "Lumio" in html
    assert len(html) < 1_000_000


def test_what_a_build_gives_is_a_dataset_that_shows_itself(ontology: Any) -> None:
    built = Built(tuple(quads_of(sample())), report=None, ontology=ontology)  # type: ignore[arg-type]
    graph = built.dataset()
    assert isinstance(graph, Dataset) and isinstance(graph, Graph)
    assert set(graph.quads()) == set(dataset_of(built.quads).quads())
    assert "Netflix" in framed(graph)
    assert not hasattr(Dataset(), "_repr_html_")


def test_it_shows_what_the_dataset_has_now() -> None:
    graph = Graph()
    graph.add((URIRef("https://kg.example.org/person/ana"), RDFS.label, Literal("Ana", "fr")))
    graph.add(
        (
            URIRef("https://kg.example.org/person/ana"),
            URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
            URIRef("https://schema.org/Person"),
        )
    )
    assert '"label":"Ana"' in framed(graph)


@pytest.mark.browser
def test_in_its_frame_the_page_works_and_can_be_walked_through(opened: Any) -> None:
    graph = dataset_of(quads_of(hostile()), into=Graph())
    assert isinstance(graph, Graph)
    cell = "<!DOCTYPE html><script>window.kgPage = {}</script>"  # what `opened` waits for
    tab = opened(cell + graph._repr_html_(), viewport={"width": 1100, "height": 700})
    frame = tab.frame_locator("iframe")
    frame.locator("#panel .entity").first.click()
    assert frame.locator("#panel h2").inner_text() == "Netflix"
    frame.locator("#tab-table").click()
    assert frame.locator("#table").is_visible()
    assert (tab.evaluate("window.hacked"), tab.errors) == (None, []), HOSTILE
