"""From a sentence to the article's whole text, in which every mention of a thing is marked and leads to it."""

from __future__ import annotations

from typing import Any

import pytest
from examples import article, chain, claim
from page_sample import HOSTILE, NEWS_ONTOLOGY, SAID, TEXT, sample
from pyoxigraph import Store

from kg.export import page
from kg.export.page.texts import texts_of
from kg.merge import merge
from kg.model import Extraction
from kg.rdf import of_extraction
from kg.store import store_of

ODD = f"\U0001f389 Zoé Marchetti \U0001f1eb\U0001f1f7 dirige Lumio. {HOSTILE} Lumio \u202edort\u202c.\n\nElle rit."


def odd(*, no_text: bool = False) -> Store:
    """An article with letters outside the basic plane, markup, and a mark that turns the writing round."""
    zoe, lumio = chain(ODD, "Zoé Marchetti", "schema:Person"), chain(ODD, "Lumio", "schema:Organization")
    said = claim(ODD, zoe, "news:leads", lumio, "Zoé Marchetti \U0001f1eb\U0001f1f7 dirige Lumio")
    quads = list(of_extraction(Extraction(article("bizarre", ODD), (zoe, lumio), (said,), ()), no_text=no_text))
    return store_of([*quads, *merge(quads, NEWS_ONTOLOGY)])


def rendered(store: Store) -> str:
    return page.render(store, ontology=NEWS_ONTOLOGY, title="Essai", asks=False)


def test_the_texts_have_their_mentions_and_claims_by_offset() -> None:
    base = "https://kg.example.org/"
    (found,) = texts_of(sample(), {f"{base}organization/netflix": "organization/netflix"})
    assert found["text"] == TEXT
    assert {TEXT[begin:end] for begin, end, _ in found["mentions"]} == {"Netflix", "la plateforme"}
    assert len(found["claims"]) == len(SAID)
    assert all(start <= begin < end <= stop for begin, end, start, stop, _ in found["claims"])


def test_a_graph_without_texts_has_a_page_without_a_reader() -> None:
    assert texts_of(odd(no_text=True), {}) == []
    html = rendered(odd(no_text=True))
    assert 'id="texts"' not in html and "Elle rit" not in html.split("<script>")[0]
    assert 'id="texts"' in rendered(odd())


@pytest.mark.browser
def test_from_a_sentence_one_reaches_the_whole_text_at_its_place(opened: Any) -> None:
    tab = opened(rendered(sample()), "#organization/netflix+technology/ia-generative")
    reported = tab.locator(".claim", has_text="a eu recours à cette technologie")
    reported.locator(".to-text").click()
    reader = tab.locator("#reader")
    assert TEXT in reader.inner_text()
    assert reader.locator(".here.subject").all_inner_texts() == ["la plateforme"]
    assert "cette technologie" in reader.locator(".here.object").all_inner_texts()
    assert reader.locator(".here").first.is_visible()
    tab.keyboard.press("Tab")
    tab.click("#reader .back")
    assert reader.is_hidden() and tab.evaluate("location.hash") == "#organization/netflix+technology/ia-generative"


@pytest.mark.browser
def test_every_mention_leads_to_its_thing_and_the_text_stays(opened: Any) -> None:
    tab = opened(rendered(sample()), "#?read=essai")
    tab.click("#reader a.mention >> text=cette technologie")
    assert tab.locator("#panel h2").inner_text() == "IA générative"
    assert set(tab.locator("#reader .mention.chosen").all_inner_texts()) >= {"l’IA générative", "cette technologie"}
    tab.go_back()
    assert tab.locator("#reader").is_visible() and tab.locator(".chosen").count() == 0
    tab.click("#reader .stated:not(.mention) >> text=rencontré")
    assert "rencontre" in tab.locator("#panel").inner_text()
    tab.click("#tab-table")
    assert tab.locator("#reader").is_hidden() and tab.locator("#table").is_visible()


@pytest.mark.browser
def test_letters_of_any_script_are_counted_as_the_graph_counts_them_and_markup_is_text(opened: Any) -> None:
    tab = opened(rendered(odd()), "#?read=bizarre")
    reader = tab.locator("#reader .text")
    assert reader.locator("a.mention").all_inner_texts() == ["Zoé Marchetti", "Lumio", "Lumio"]
    assert HOSTILE in reader.inner_text()
    assert tab.evaluate("window.hacked") is None
    assert (tab.locator("img").count(), tab.errors) == (0, [])


@pytest.mark.browser
@pytest.mark.parametrize("fragment", ["#?read=nobody", "#?read=__proto__", "#?read=essai&at=nothing", "#?at=claim-1"])
def test_an_address_typed_by_hand_breaks_nothing(opened: Any, fragment: str) -> None:
    tab = opened(rendered(sample()), fragment)
    assert tab.locator("#reader").is_visible() == ("essai" in fragment)
    assert tab.errors == []
