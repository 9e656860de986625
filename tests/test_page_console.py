"""SPARQL asked in the page itself: it opens from disk, costs nothing before, answers, and says what is wrong where."""

from __future__ import annotations

import base64
import gzip
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from page_sample import HOSTILE, NEWS_ONTOLOGY, hostile, sample
from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryTriples, RdfFormat, Store

from kg.export import page
from kg.export.page import console as made
from kg.query import saved
from kg.rdf import USUAL

HERE = Path(page.__file__).parent


@pytest.fixture(scope="module")
def html() -> str:
    return page.render(sample(), ontology=NEWS_ONTOLOGY, title="Netflix et l’IA")


def element(html: str, name: str) -> str:
    found = re.search(f'<script type="[a-z/]+" id="{name}">(.*?)</script>', html, re.DOTALL)
    assert found
    return found[1]


# ---- what the page brings along --------------------------------------------------------------------------------------------


def test_the_page_has_the_graph_itself_and_what_its_ontology_asks(html: str) -> None:
    held = Store()
    held.load(gzip.decompress(base64.b64decode(element(html, "quads"))), format=RdfFormat.TRIG)
    assert set(held) == set(sample())
    assert all(one.name in element(html, "console") for one in saved(NEWS_ONTOLOGY.folder))
    assert gzip.decompress(base64.b64decode(element(html, "engine"))).startswith(b"\0asm")


def test_without_a_console_the_page_is_two_megabytes_smaller_and_its_policy_stricter(html: str) -> None:
    bare = page.render(sample(), ontology=NEWS_ONTOLOGY, title="Netflix et l’IA", asks=False)
    assert len(html) - len(bare) > 1_900_000
    assert 'id="ask"' not in bare and "wasm-unsafe-eval" not in bare and "worker-src" not in bare
    policy = html.split("<title>")[0]
    assert "&#39;wasm-unsafe-eval&#39;" in policy and "worker-src blob:" in policy and "&#39;unsafe" not in policy


def test_a_large_graph_brings_its_merged_graph_alone_and_a_larger_one_no_console(monkeypatch: pytest.MonkeyPatch) -> None:
    store = sample()
    merged = len(list(store.quads_for_pattern(None, None, None, DefaultGraph())))
    monkeypatch.setattr(made, "WHOLE", merged)
    alone = made.console_of(store, NEWS_ONTOLOGY)
    assert alone and f'"size":{merged},"whole":false' in alone.about.text
    monkeypatch.setattr(made, "MOST", merged - 1)
    assert made.console_of(store, NEWS_ONTOLOGY) is None
    assert made.console_of(store, NEWS_ONTOLOGY, wanted=True)


def test_an_archives_own_notes_stay_out_of_it() -> None:
    store = sample()
    store.update("INSERT DATA { GRAPH <https://kg.example.org/graph/index> { <urn:a> <urn:b> <urn:c> } }")
    asked = made.console_of(store, NEWS_ONTOLOGY)
    assert asked and b"urn:" not in gzip.decompress(base64.b64decode(asked.quads.text))
    assert NamedNode("https://kg.example.org/graph/index") in list(store.named_graphs())


def test_no_script_of_the_engine_could_end_its_element() -> None:
    assert not re.search("</script|<!--", str(made._worker()), re.IGNORECASE)


def test_the_page_has_a_word_for_each_column_of_a_saved_query() -> None:
    words = json.loads((HERE / "words.json").read_text("utf-8"))
    names = {name for one in saved(NEWS_ONTOLOGY.folder) for name in re.findall(r"\?(\w+)", _shown(one.text))}
    assert names == words["fr"]["columns"].keys()


def _shown(query: str) -> str:
    """The columns of a SELECT, without what they are counted from."""
    (line,) = re.findall(r"^SELECT .*$", query, re.MULTILINE)
    return re.sub(r"\([A-Z]+\(.*?\) AS (\?\w+)\)", r"\1", line)


# ---- in a browser -------------------------------------------------------------------------------------------------------------


def ask(tab: Any, query: str) -> str:
    """What the page says to a query."""
    tab.fill("#query", query)
    tab.press("#query", "Control+Enter")
    tab.wait_for_selector("#answer > *")
    return " ".join(tab.locator("#answer").inner_text().split())


@pytest.fixture
def console(opened: Any, html: str) -> Any:
    tab = opened(html, "#organization/netflix?view=ask&lang=fr")
    tab.wait_for_selector("#answer-state:has-text('triplets')")
    return tab


@pytest.mark.browser
def test_nothing_is_unpacked_before_the_console_is_opened(opened: Any, html: str) -> None:
    tab = opened(html)
    assert (tab.workers, tab.locator("#query").count()) == ([], 0)
    tab.click("#tab-ask")
    tab.wait_for_selector("#answer-state:has-text('triple')")
    assert len(tab.workers) == 1
    assert [url for url in tab.asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert tab.errors == []


@pytest.mark.browser
def test_rows_are_a_table_whose_things_lead_into_the_graph(console: Any) -> None:
    assert "IA générative" in ask(console, "SELECT ?who ?what { ?who news:uses ?what ; rdfs:label ?name }")
    console.click("#answer button.entity >> text=IA générative >> nth=0")
    assert console.evaluate("location.hash").startswith("#technology/ia-generative?")
    assert console.locator("#panel h2").inner_text() == "IA générative"
    assert console.locator("#answer table").is_visible()
    assert "Oui" in ask(console, "ASK { ?x news:uses ?y }")


@pytest.mark.browser
def test_an_answer_has_the_room_of_the_panel_and_the_words_of_the_page(opened: Any, html: str) -> None:
    tab = opened(html, "#?view=ask&lang=fr")
    tab.wait_for_selector("#answer-state:has-text('triplets')")
    assert tab.locator("#panel").is_hidden()
    ask(
        tab,
        "SELECT DISTINCT ?no ?class ?said ?status ?word { ?x news:status ?said ; rdf:subject/a ?class FILTER(?class = news:Company)"
        ' BIND(STRAFTER(STR(?said), "#") AS ?status) BIND("Reported" AS ?word) OPTIONAL { ?x news:none ?no } } ORDER BY ?status',
    )
    assert tab.locator("#answer th").all_inner_texts() == ["class", "said", "status", "word", "no"]
    assert tab.locator("#answer tbody tr").first.locator("td").all_inner_texts() == ["entreprise", "affirmé", "affirmé", "Reported", ""]
    tab.evaluate("kgPage.visit({ chosen: 'organization/netflix' })")
    assert tab.locator("#panel").is_visible()


@pytest.mark.browser
def test_a_saved_query_answers_in_the_words_and_numbers_of_the_page_and_shows_its_sentences(opened: Any, html: str) -> None:
    tab = opened(html, "#?view=ask&lang=fr")
    tab.set_viewport_size({"width": 1500, "height": 900})
    tab.wait_for_selector("#answer-state:has-text('triplets')")
    tab.click("#saved button:has-text('Les chiffres')")
    tab.wait_for_selector("#answer table")
    heads = tab.locator("#answer th").all_inner_texts()
    assert sorted(heads[:3] + heads[-1:]) == sorted(["entité", "relation", "nombre", heads[-1]]) and "phrase" in heads
    assert "11\u202f000\u202f000\u202f000" in tab.locator("#answer tbody").inner_text()
    cell, room = tab.locator("#answer td.long").first.bounding_box(), tab.locator("#answer .wide").bounding_box()
    assert cell["x"] + cell["width"] <= room["x"] + room["width"]
    answer = ask(tab, 'SELECT ?price ?year { BIND("80000000 EUR" AS ?price) BIND(2025 AS ?year) }')
    assert answer.endswith("price year 80\u00a0millions\u00a0€ 2025".replace("\u00a0", " "))


@pytest.mark.browser
def test_a_saved_query_is_asked_about_what_is_chosen(console: Any) -> None:
    console.click("#saved button >> text=Tout ce qui est dit de X")
    console.wait_for_selector("#answer table")
    assert console.input_value("#given-name") == "Netflix"
    assert "VALUES ?name { <https://kg.example.org/organization/netflix> }" in console.input_value("#query")
    assert "Nébuleuse" in console.locator("#answer table").inner_text()
    console.fill("#given-name", "eternaute")
    console.press("#given-name", "Enter")
    assert console.locator("#parameters .wrong").inner_text() == "Aucune entité de ce nom"
    console.fill("#given-name", "l'éternaute")
    console.press("#given-name", "Enter")
    console.wait_for_selector("#answer table >> text=effets spéciaux", state="detached")
    assert "work/l-eternaute" in console.input_value("#query")


@pytest.mark.browser
def test_a_saved_query_that_asks_for_a_thing_says_so_and_nothing_of_the_one_before(opened: Any, html: str) -> None:
    tab = opened(html, "#?view=ask&lang=fr")
    tab.wait_for_selector("#answer-state:has-text('triplets')")
    ask(tab, "SELECT ?o { ?s news:uses ?o }")
    assert "ligne" in tab.locator("#answer-state").inner_text()
    tab.click("#saved button >> text=Les sources d'un fait entre X et Y")
    assert tab.locator("#answer-state").inner_text() == ""
    fields = [f"Entité, par l’un de ses noms {i}" for i in (1, 2)]
    assert tab.locator("#parameters label").all_inner_texts() == fields


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "said", "marked"),
    [
        ("SELECT ?s {\n  ?s news:uses ?o FILTRE(?o) }", "ligne 2, colonne", "FILTRE(?o)"),
        ("SELECT ?s { ?s newz:uses ?o }", "Préfixe inconnu", None),
        ("SELECT ?s { ?s news:uses ?o", "ligne 1, colonne 28", None),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "Une requête ne fait que lire", None),
        ("SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }", "not supported", None),
    ],
)
def test_an_error_says_where(console: Any, query: str, said: str, marked: str | None) -> None:
    assert said in ask(console, query)
    if marked:
        field = "document.getElementById('query')"
        assert console.evaluate(f"{field}.value.slice({field}.selectionStart, {field}.selectionEnd)") == marked


@pytest.mark.browser
def test_a_query_without_end_is_stopped_and_the_next_is_answered(console: Any) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    console.fill("#query", endless)
    console.press("#query", "Control+Enter")
    console.wait_for_selector("#stop:visible")
    console.click("#stop")
    assert console.locator("#answer-state").inner_text() == "Arrêté."
    assert "Oui" in ask(console, "ASK {}")


@pytest.mark.browser
def test_a_query_that_takes_too_long_is_stopped_by_itself(opened: Any, html: str) -> None:
    tab = opened(html, "#?view=ask&lang=fr")
    tab.wait_for_selector("#answer-state:has-text('triplets')")
    tab.clock.install()
    tab.fill("#query", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    tab.press("#query", "Control+Enter")
    tab.clock.fast_forward(31_000)
    tab.wait_for_selector("#answer-state:has-text('rien après 30 s')")


@pytest.mark.browser
def test_what_is_found_can_be_saved_as_csv_or_turtle(console: Any) -> None:
    ask(console, 'SELECT ?a ?b { VALUES (?a ?b) { ("=1+1" "x, \\"y\\"") ("-2" "é") } }')
    with console.expect_download() as saving:
        console.click("#answer .save")
    assert saving.value.suggested_filename == "netflix-et-l-ia.csv"
    assert Path(saving.value.path()).read_bytes().decode() == 'a,b\r\n\'=1+1,"x, ""y"""\r\n-2,é\r\n'
    ask(console, "CONSTRUCT { ?s news:uses ?o ; rdfs:label ?l } { ?s news:uses ?o ; rdfs:label ?l }")
    with console.expect_download() as saving:
        console.click("#answer .save")
    turtle = Store()
    turtle.load(path=str(saving.value.path()), format=RdfFormat.TURTLE)
    expected = sample().query("CONSTRUCT { ?s news:uses ?o ; rdfs:label ?l } { ?s news:uses ?o ; rdfs:label ?l }", prefixes=USUAL)
    assert isinstance(expected, QueryTriples)
    assert set(turtle) == {Quad(t.subject, t.predicate, t.object) for t in expected}
    assert Path(saving.value.path()).read_text("utf-8").startswith("@prefix activity:")


@pytest.mark.browser
def test_words_of_an_article_do_nothing_in_an_answer(opened: Any) -> None:
    tab = opened(page.render(hostile(), ontology=NEWS_ONTOLOGY, title=HOSTILE), "#?view=ask")
    tab.wait_for_selector("#answer-state:has-text('triple')")
    assert HOSTILE in ask(tab, "SELECT ?name ?link { ?x skos:altLabel|schema:headline|rdfs:label ?name OPTIONAL { ?x owl:sameAs ?link } }")
    assert tab.evaluate("window.hacked") is None
    assert (tab.locator("img").count(), tab.locator("a[href^=javascript]").count(), tab.errors) == (0, 0, [])


@pytest.mark.browser
def test_a_query_in_the_address_is_shown_and_waits_to_be_asked(opened: Any, html: str) -> None:
    tab = opened(html, "#?view=ask&lang=fr&query=ASK%20%7B%7D")
    tab.wait_for_selector("#answer-state:has-text('triplets')")
    assert (tab.input_value("#query"), tab.locator("#answer > *").count()) == ("ASK {}", 0)
    tab.click("#run")
    tab.wait_for_selector("#answer >> text=Oui")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_audit_of_console_reader_and_menu_finds_nothing(opened: Any, html: str, scheme: str) -> None:
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    tab = opened(html, "#organization/netflix?view=ask&lang=fr", color_scheme=scheme, reduced_motion="reduce")
    tab.wait_for_selector("#answer-state:has-text('triplets')")
    tab.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    audit = "async () => (await axe.run()).violations.map((one) => [one.impact, one.id, one.nodes.map((node) => node.target)])"
    tab.click("#saved button >> text=Tout ce qui est dit de X")
    tab.wait_for_selector("#answer table")
    assert tab.evaluate(audit) == []
    ask(tab, "SELECT { ?x")
    assert tab.evaluate(audit) == []
    tab.evaluate("kgPage.visit({ view: undefined, read: 'essai' })")
    tab.wait_for_selector("#reader .text")
    tab.click("[data-label=takeAway].tool")
    assert tab.evaluate(audit) == []
