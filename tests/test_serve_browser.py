"""The query editor and a thing's page in a browser: completion, saved queries, answers that lead on; nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from serving import SAMPLE, Server, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(SAMPLE, "--timeout", "2", "--workers", "2") as running:
        yield running


@pytest.fixture
def visited(browser: Any, server: Server) -> Iterator[Any]:
    """Opens a path of the server, and keeps what was asked for and complained of."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 1200, "height": 900})

    def visit(path: str) -> Any:
        tab = context.new_page()
        tab.asked, tab.errors = [], []
        tab.on("request", lambda request: tab.asked.append(request.url))
        tab.on("pageerror", lambda error: tab.errors.append(str(error)))
        tab.on("console", lambda message: tab.errors.append(message.text) if message.type in {"error", "warning"} else None)
        tab.goto(f"http://127.0.0.1:{server.port}{path}")
        return tab

    yield visit
    context.close()


def edited(visited: Any, path: str = "/query") -> Any:
    tab = visited(path)
    tab.wait_for_function("() => document.querySelectorAll('#saved option').length > 5")
    return tab


def test_what_is_begun_is_completed_by_what_the_graph_has(visited: Any, server: Server) -> None:
    tab = edited(visited)
    tab.fill("#query", "")
    tab.locator("#query").press_sequentially("SELECT ?nom { ?qui news:us")
    assert tab.locator("#completions li").first.inner_text().split()[0] == "news:uses"
    tab.keyboard.press("Tab")
    tab.keyboard.type(" ?quoi . ?qui rdfs:label ?no")
    tab.keyboard.press("Enter")
    tab.keyboard.type(" }")
    assert tab.input_value("#query") == "SELECT ?nom { ?qui news:uses ?quoi . ?qui rdfs:label ?nom }"
    tab.keyboard.press("Control+Enter")
    tab.get_by_role("cell", name="Prime Video").wait_for()
    assert tab.errors == [] and {url.split("/")[2] for url in tab.asked} == {f"127.0.0.1:{server.port}"}


def test_classes_are_found_by_their_names_in_french(visited: Any) -> None:
    tab = edited(visited)
    tab.fill("#query", "")
    tab.locator("#query").press_sequentially("ASK { ?qui a person")
    assert "schema:Person" in tab.locator("#completions").inner_text()
    tab.keyboard.press("Escape")
    assert tab.locator("#completions").is_hidden()


def test_a_row_leads_to_the_page_of_its_thing(visited: Any) -> None:
    tab = edited(visited, "/query?query=SELECT+%3Fqui+%7B+%3Fqui+a+schema%3APerson+%7D")
    tab.get_by_role("link", name="person:ted-sarandos").click()
    tab.get_by_role("heading", name="Ted Sarandos").wait_for()
    assert tab.url.endswith("/person/ted-sarandos.html") and tab.errors == []
    tab.get_by_role("link", name="Netflix").first.click()
    tab.get_by_role("heading", name="Netflix").wait_for()


def test_a_saved_query_is_filled_in_by_names(visited: Any) -> None:
    tab = edited(visited)
    tab.select_option("#saved", "everything-about")
    tab.fill("#parameters input[name=name]", "ted sarandos")
    tab.get_by_role("button", name="Remplir").click()
    tab.get_by_role("cell", name="Une avancée technique défendue par Ted Sarandos, co-directeur de Netflix.").first.wait_for()
    assert "person/ted-sarandos" in tab.input_value("#query") and tab.errors == []


def test_a_mistake_is_shown_with_its_place_and_a_long_query_can_be_stopped(visited: Any) -> None:
    tab = edited(visited)
    tab.fill("#query", "SELECT * {\n ?s ?p")
    tab.get_by_role("button", name="Demander", exact=True).click()
    tab.get_by_text("line 1, column 10").wait_for()
    tab.fill("#query", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?g && ?d != ?j) }")
    tab.get_by_role("button", name="Demander", exact=True).click()
    tab.get_by_role("button", name="Arrêter").click()
    tab.get_by_text("arrêtée", exact=True).wait_for()


def test_a_name_that_nothing_has_is_told_and_another_query_clears_the_answer(visited: Any) -> None:
    tab = edited(visited)
    tab.fill("#query", "SELECT ?s { ?s news:usez ?o }")
    tab.get_by_role("button", name="Demander", exact=True).click()
    tab.get_by_text("Ni le graphe ni son ontologie n’ont news:usez (vouliez-vous dire news:uses ?).").wait_for()
    tab.select_option("#saved", "figures")
    assert tab.locator("#answer").inner_text() == "" and tab.locator("#told").inner_text() == "" and tab.errors == []


def test_the_page_of_the_graph_draws_and_complains_of_nothing(visited: Any) -> None:
    tab = visited("/")
    tab.wait_for_function("() => window.kgPage")
    tab.wait_for_timeout(300)
    assert tab.errors == []
