"""The page in a browser: it asks for nothing, shows what is clicked on, and stays legible."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_sample import HOSTILE, NEWS_ONTOLOGY, hostile, sample

from kg.export import page

pytestmark = pytest.mark.browser

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)


@pytest.fixture(scope="module")
def html() -> str:
    return page.render(sample(), ontology=NEWS_ONTOLOGY, title="Netflix et l’IA")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no chromium here")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Opens a page from disk and keeps what it asked for and complained of in `asked` and `errors`."""
    contexts = []

    def open_(html: str, fragment: str = "", **options: Any) -> Any:
        path = tmp_path / "graph.html"
        path.write_text(html, "utf-8")
        contexts.append(browser.new_context(**{"viewport": {"width": 1300, "height": 850}, "locale": "fr-FR", **options}))
        tab = contexts[-1].new_page()
        tab.asked, tab.errors = [], []
        tab.on("request", lambda request: tab.asked.append(request.url))
        tab.on("pageerror", lambda error: tab.errors.append(str(error)))
        tab.on("console", lambda message: tab.errors.append(message.text) if message.type in {"error", "warning"} else None)
        tab.goto(path.as_uri() + fragment)
        tab.wait_for_function("window.kgPage")
        return tab

    yield open_
    for context in contexts:
        context.close()


def at(tab: Any, expression: str) -> tuple[float, float]:
    """Where on the screen a place of the graph is."""
    point = tab.evaluate(f"kgPage.network.canvasToDOM({expression})")
    box = tab.locator("#graph").bounding_box()
    return box["x"] + point["x"], box["y"] + point["y"]


def test_the_page_opens_from_disk_and_asks_for_nothing(opened: Any, html: str) -> None:
    tab = opened(html)
    tab.wait_for_timeout(500)
    assert [url for url in tab.asked if not url.startswith(("file:", "data:"))] == []
    assert sum(url.startswith("file:") for url in tab.asked) == 1
    assert tab.errors == []


def test_a_click_on_netflix_shows_its_facts_and_figures(opened: Any, html: str) -> None:
    tab = opened(html)
    tab.mouse.click(*at(tab, "kgPage.network.getPosition('organization/netflix')"))
    tab.wait_for_selector("#panel h2:has-text('Netflix')")
    told = tab.locator("#panel").inner_text().replace("\u00a0", " ")
    assert "chiffre d'affaires 11 milliards $US" in " ".join(told.split())
    assert "explore IA générative" in " ".join(told.split())
    assert tab.evaluate("location.hash") == "#organization/netflix"
    tab.go_back()
    tab.wait_for_selector("#panel h3:has-text('Articles lus')")


def test_a_click_on_an_edge_shows_its_sentences_with_the_words_marked(opened: Any, html: str) -> None:
    tab = opened(html)
    ends = [f"kgPage.network.getPosition('{key}')" for key in ("organization/netflix", "technology/ia-generative")]
    (x, y), (u, v) = (at(tab, end) for end in ends)
    tab.mouse.click(x + 0.7 * (u - x), y + 0.7 * (v - y))
    tab.wait_for_selector("#panel blockquote")
    assert "cette technologie" in tab.locator("#panel blockquote mark.object").all_inner_texts()
    assert "la plateforme" in tab.locator("#panel blockquote mark.subject").all_inner_texts()
    told = tab.locator("#panel").inner_text()
    assert all(word in told for word in ("rapporté", "selon The Guardian", "L’Écho du soir", "juillet 2025", "confiance 85"))


@pytest.mark.parametrize(
    ("typed", "found"), [("netf", "Netflix"), ("eternaute", "L’Éternaute"), ("NADIA", "Nadia Ferrand"), ("inc.", "Netflix")]
)
def test_search_needs_no_accent_nor_capital_and_enter_goes_there(opened: Any, html: str, typed: str, found: str) -> None:
    tab = opened(html)
    tab.fill("#search", typed)
    tab.press("#search", "Enter")
    assert tab.locator("#panel h2").inner_text() == found


def test_the_legend_hides_what_is_clicked_and_shows_it_again(opened: Any, html: str) -> None:
    tab = opened(html)
    hidden = "kgPage.nodes.get().filter((node) => node.hidden).map((node) => node.kind)"
    people = tab.locator("#legend button", has_text="Personnes")
    people.click()
    assert set(tab.evaluate(hidden)) == {"person"}
    people.click()
    assert tab.evaluate(hidden) == []
    tab.locator("#legend button", has_text="démenti").click()
    assert tab.evaluate("kgPage.edges.get().filter((edge) => edge.hidden).map((edge) => edge.status)") == ["Negated"]


@pytest.mark.parametrize(
    "fragment", ["", "#organization/netflix", "#place/paris", "#organization/netflix+place/paris", "#%E0%A4%A", "#__proto__"]
)
def test_hostile_words_do_nothing_wherever_one_looks(opened: Any, fragment: str) -> None:
    tab = opened(page.render(hostile(), ontology=NEWS_ONTOLOGY, title=HOSTILE), fragment)
    tab.wait_for_timeout(200)
    assert tab.evaluate("window.hacked") is None
    assert tab.locator("img").count() == 0
    assert tab.locator("a[href^=javascript]").count() == 0
    assert tab.errors == []


@pytest.mark.parametrize("scale", [0.15, 0.4, 1, 2])
def test_at_any_zoom_the_names_that_are_written_are_legible_and_do_not_lie_on_one_another(opened: Any, html: str, scale: float) -> None:
    tab = opened(html)
    tab.evaluate(f"kgPage.network.moveTo({{scale: {scale}}})")
    tab.wait_for_timeout(300)
    named = "kgPage.nodes.get().filter((node) => node.label)"
    assert "organization/netflix" in tab.evaluate(f"{named}.map((node) => node.id)")
    assert all(12 <= height <= 20 for height in tab.evaluate(f"{named}.map((node) => node.font.size * {scale})"))
    boxes = tab.evaluate(f"{named}.map((node) => kgPage.network.getBoundingBox(node.id))")
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            wide, high = min(a["right"], b["right"]) - max(a["left"], b["left"]), min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
            assert wide * scale < 8 or high * scale < 8


def test_what_is_pointed_at_is_named_and_a_choice_dims_the_rest(opened: Any, html: str) -> None:
    tab = opened(html)
    tab.evaluate("kgPage.network.moveTo({scale: 0.15})")
    tab.wait_for_timeout(300)
    nameless = tab.evaluate("kgPage.nodes.get().filter((node) => !node.label).map((node) => node.id)")[0]
    tab.mouse.move(*at(tab, f"kgPage.network.getPosition('{nameless}')"))
    tab.wait_for_function(f"kgPage.nodes.get('{nameless}').label !== ''")
    tab.evaluate("location.hash = '#person/ted-sarandos'")
    tab.wait_for_function("kgPage.nodes.get('place/lyon').opacity < 1")
    assert tab.evaluate("kgPage.nodes.get('organization/netflix').opacity") == 1


def test_on_a_phone_graph_and_panel_share_the_height(opened: Any, html: str) -> None:
    tab = opened(html, "#organization/netflix", viewport={"width": 390, "height": 844})
    graph, panel = (tab.locator(part).bounding_box() for part in ("#graph", "#panel"))
    assert graph["height"] > 250 and panel["height"] > 250 and graph["y"] + graph["height"] <= panel["y"] + 1
    assert tab.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("options", [{"color_scheme": "dark"}, {"color_scheme": "light"}, {"has_touch": True}])
def test_in_either_theme_the_words_can_be_told_from_the_ground(opened: Any, html: str, options: dict[str, Any]) -> None:
    tab = opened(html, "#organization/netflix", **options)
    ratio = """(selector) => {
      const light = (color) => color.match(/\\d+/g).slice(0, 3).map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
      const element = document.querySelector(selector), ground = document.querySelector("#panel");
      const [a, b] = [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor].map(light).sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05);
    }"""
    assert all(
        tab.evaluate(ratio, selector) >= 4.5
        for selector in ("#panel h2", "#panel h3", "#panel .entity", "#panel .status", "#panel .toggle")
    )
