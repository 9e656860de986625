"""What a reader takes away from the page: the drawing as a picture, the facts as a table and as RDF."""

from __future__ import annotations

import csv
import io
import struct
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from page_sample import HOSTILE, NEWS_ONTOLOGY, SAID, hostile, sample
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store

from kg.export import page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def html() -> str:
    return page.render(sample(), ontology=NEWS_ONTOLOGY, title="Netflix et l’IA", asks=False)


def taken(tab: Any, what: str) -> bytes:
    tab.click("[data-label=takeAway].tool")
    with tab.expect_download() as saving:
        tab.click(f"#take button:has-text('{what}')")
    return Path(saving.value.path()).read_bytes()


def texts(svg: bytes) -> list[str]:
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def rows(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode(), newline="")))


def test_the_drawing_is_an_svg_whose_words_are_text(opened: Any, html: str) -> None:
    said = texts(taken(opened(html), "SVG"))
    assert said[0] == "Netflix et l’IA"
    assert {"Netflix", "explore · « utilise »", "non : se situe à", "Personnes", "nié", "prévu"} <= set(said)


def test_the_picture_is_twice_as_large_as_the_drawing(opened: Any, html: str) -> None:
    tab = opened(html)
    svg, png = taken(tab, "SVG"), taken(tab, "PNG")
    assert png.startswith(b"\x89PNG")
    wide, high = struct.unpack(">II", png[16:24])
    root = ElementTree.fromstring(svg)
    assert (wide, high) == tuple(round(2 * float(root.get(side) or 0)) for side in ("width", "height"))


@pytest.mark.parametrize("fragment", ["", "#organization/netflix", "#organization/netflix+technology/ia-generative", "#?view=table"])
def test_what_is_taken_as_turtle_is_what_the_graph_says(opened: Any, html: str, fragment: str) -> None:
    held = Store()
    held.load(taken(opened(html, fragment), "Turtle"), format=RdfFormat.TURTLE)
    graph = {Quad(q.subject, q.predicate, q.object) for q in sample().quads_for_pattern(None, None, None, DefaultGraph())}
    assert len(held) > 20
    assert set(held) <= graph


def test_a_thing_is_taken_with_its_facts_and_their_sources(opened: Any, html: str) -> None:
    tab = opened(html, "#organization/netflix")
    about = rows(taken(tab, "CSV"))
    expected = [claim for claim in SAID if "Netflix" in (claim[0], claim[2])]
    assert len(about) == len(expected)
    assert {row["status"] for row in about} == {"affirmé", "rapporté", "au conditionnel", "nié"}
    revenue = next(row for row in about if row["property"] == "chiffre d'affaires")
    assert (revenue["date"], revenue["publisher"]) == ("2025-07", "L’Écho du soir")
    assert revenue["object_iri"].endswith("value/11000000000-usd")
    assert revenue["sentence"].startswith("Le chiffre d’affaires de Netflix atteint")
    turtle = taken(tab, "Turtle").decode()
    assert "news:Claim" in turtle and "a schema:NewsArticle" in turtle and "value:11000000000-usd" in turtle


def test_what_the_filters_hold_back_is_not_taken(opened: Any, html: str) -> None:
    tab = opened(html, "#organization/netflix?without=Negated")
    assert "nié" not in {row["status"] for row in rows(taken(tab, "CSV"))}
    assert "Negated" not in taken(tab, "Turtle").decode()


def test_words_of_an_article_are_words_in_the_files_too(opened: Any) -> None:
    tab = opened(page.render(hostile(), ontology=NEWS_ONTOLOGY, title=HOSTILE, asks=False))
    said = texts(taken(tab, "SVG"))
    assert HOSTILE in said
    assert any(row["article"] == HOSTILE for row in rows(taken(tab, "CSV")))
    assert (tab.evaluate("window.hacked"), tab.errors) == (None, [])


def test_the_menu_closes_by_key_and_by_a_click_elsewhere(opened: Any, html: str) -> None:
    tab = opened(html)
    tool, menu = tab.locator("[data-label=takeAway].tool"), tab.locator("#take")
    tool.click()
    assert menu.is_visible() and tool.get_attribute("aria-expanded") == "true"
    tab.keyboard.press("Escape")
    assert menu.is_hidden() and tool.evaluate("(tool) => tool === document.activeElement")
    tool.click()
    tab.click("h1")
    assert menu.is_hidden()
