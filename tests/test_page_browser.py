"""The page in a browser: it asks for nothing, shows what is clicked on, finds, filters, and stays legible."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from page_sample import HOSTILE, NEWS_ONTOLOGY, hostile, sample
from page_synthetic import synthetic
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.export import page
from kg.iris import BASE, SCHEMA

pytestmark = pytest.mark.browser

RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
RDFS_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
NETFLIX, SARANDOS, PARIS = "organization/netflix", "person/ted-sarandos", "place/paris"


@pytest.fixture(scope="module")
def html() -> str:
    return page.render(sample(), ontology=NEWS_ONTOLOGY, title="Netflix et l’IA")


@pytest.fixture(scope="module")
def large() -> str:
    """A thousand things: more than one view holds."""
    return page.render(synthetic(1000, 3000), ontology=NEWS_ONTOLOGY, title="Mille entités")


def at(tab: Any, expression: str) -> tuple[float, float]:
    """Where on the screen a place of the graph is."""
    point = tab.evaluate(f"kgPage.network.canvasToDOM({expression})")
    box = tab.locator("#graph").bounding_box()
    return box["x"] + point["x"], box["y"] + point["y"]


def node(tab: Any, key: str) -> tuple[float, float]:
    return at(tab, f"kgPage.network.getPosition({key!r})")


def shown(tab: Any) -> set[str]:
    return set(tab.evaluate("kgPage.nodes.getIds()"))


def told(tab: Any) -> str:
    return " ".join(tab.locator("#panel").inner_text().replace("\u00a0", " ").replace("\u202f", " ").split())


def counts(tab: Any) -> str:
    return " ".join(tab.locator("#counts").inner_text().replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", "").split())


# ---- one file, offline ------------------------------------------------------------------------------------------------


def test_the_page_opens_from_disk_and_asks_for_nothing(opened: Any, html: str) -> None:
    tab = opened(html)
    tab.wait_for_timeout(400)
    assert [url for url in tab.asked if not url.startswith(("file:", "data:"))] == []
    assert sum(url.startswith("file:") for url in tab.asked) == 1
    assert tab.errors == []


def test_a_large_graph_is_unpacked_by_the_browser_and_draws_what_one_view_holds(opened: Any, large: str) -> None:
    assert 'type="application/gzip"' in large
    tab = opened(large)
    assert 20 < len(shown(tab)) <= 80
    assert counts(tab).startswith("1 000 entités")
    assert tab.errors == []


# ---- what is chosen ---------------------------------------------------------------------------------------------------


def test_a_click_on_netflix_shows_its_facts_and_figures_and_back_undoes_it(opened: Any, html: str) -> None:
    tab = opened(html)
    tab.mouse.click(*node(tab, NETFLIX))
    tab.wait_for_selector("#panel h2:has-text('Netflix')")
    assert "chiffre d'affaires 11 milliards $US" in told(tab)
    assert "explore IA générative" in told(tab)
    assert tab.evaluate("location.hash") == f"#{NETFLIX}"
    tab.go_back()
    tab.wait_for_selector("#panel h3:has-text('Articles lus')")


def test_a_click_on_an_edge_shows_its_sentences_with_the_words_marked(opened: Any, html: str) -> None:
    tab = opened(html)
    (x, y), (u, v) = node(tab, NETFLIX), node(tab, "technology/ia-generative")
    tab.mouse.click(x + 0.7 * (u - x), y + 0.7 * (v - y))
    tab.wait_for_selector("#panel blockquote")
    assert "cette technologie" in tab.locator("#panel blockquote mark.object").all_inner_texts()
    assert "la plateforme" in tab.locator("#panel blockquote mark.subject").all_inner_texts()
    assert all(word in told(tab) for word in ("rapporté", "selon The Guardian", "L’Écho du soir", "juillet 2025", "confiance 85"))


def test_an_arrow_s_words_say_its_status_and_its_line_shows_it(opened: Any, html: str) -> None:
    tab = opened(html)
    drawn = {edge["id"]: edge for edge in tab.evaluate("kgPage.edges.get()")}
    said = {key: (edge["status"], edge["words"]) for key, edge in drawn.items()}
    assert said["organization/netflix+technology/ia-generative"] == ("Asserted", "explore · « utilise »")
    assert said["organization/netflix+organization/nebuleuse"] == ("Conditional", "acquiert (?)")
    assert said["organization/netflix+place/paris"][1].startswith("non : ")
    lines = {edge["status"]: str(edge["dashes"]) for edge in drawn.values()}
    assert len(set(lines.values())) == len(lines) == 5


# ---- finding ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"), [("netf", "Netflix"), ("eternaute", "L’Éternaute"), ("NADIA", "Nadia Ferrand"), ("inc.", "Netflix")]
)
def test_search_needs_no_accent_nor_capital_and_enter_goes_there(opened: Any, html: str, typed: str, found: str) -> None:
    tab = opened(html)
    tab.fill("#search", typed)
    tab.press("#search", "Enter")
    assert tab.locator("#panel h2").inner_text() == found


def test_search_among_many_is_fast_and_leads_to_what_the_view_does_not_hold(opened: Any, large: str) -> None:
    tab = opened(large)
    far = tab.evaluate("Object.keys(kgPage.content.things).find((key) => !kgPage.nodes.get(key) && kgPage.sifted.degree(key) > 2)")
    name = tab.evaluate("(key) => kgPage.content.things[key].label", far)
    tab.fill("#search", name)
    tab.press("#search", "ArrowDown")
    tab.press("#search", "ArrowUp")
    tab.press("#search", "Enter")
    assert tab.locator("#panel h2").inner_text() == name
    chosen = tab.evaluate("kgPage.state.chosen")
    assert chosen in shown(tab) and "focus=" in tab.evaluate("location.hash")


# ---- filtering --------------------------------------------------------------------------------------------------------


def test_the_legend_hides_what_is_clicked_and_shows_it_again(opened: Any, html: str) -> None:
    tab = opened(html)
    assert SARANDOS in shown(tab)
    before = shown(tab)
    tab.locator("#legend button", has_text="Personnes").click()
    assert not any(key.startswith("person/") for key in shown(tab))
    assert "/" in counts(tab) and tab.evaluate("location.hash") == "#?without=person"
    tab.locator("#legend button", has_text="Personnes").click()
    assert shown(tab) == before
    tab.locator("#legend button", has_text="nié").click()
    assert "Negated" not in tab.evaluate("kgPage.edges.get().map((edge) => edge.status)")
    tab.locator("#clear").click()
    assert tab.evaluate("location.hash") in ("", "#")


def test_filters_narrow_what_is_drawn_counted_and_listed(opened: Any, large: str) -> None:
    tab = opened(large)
    tab.locator("#filter").click()
    first = tab.locator("#filters fieldset").first.locator("label").first
    number = int("".join(c for c in first.locator("small").inner_text() if c.isdigit()))
    first.click()
    assert f"{number:,}/".replace(",", " ") in counts(tab)
    ends = tab.evaluate("[...document.querySelectorAll('#counts, #counts > span')].map((one) => one.getBoundingClientRect().right)")
    assert max(ends) == ends[0]
    tab.locator("#filters fieldset", has_text="Éditeurs").locator("label").first.click()
    fewer = tab.evaluate("kgPage.sifted.passing")
    assert 0 < fewer < number
    listed = tab.evaluate("kgPage.edges.get().length")
    assert 0 < listed <= fewer
    tab.locator("#reset").click()
    assert tab.evaluate("kgPage.sifted.passing") == len(tab.evaluate("kgPage.content.facts.map((fact) => fact.p)"))


def test_the_period_keeps_what_was_published_in_it_and_its_bars_follow_the_other_filters(opened: Any, large: str) -> None:
    tab = opened(large, "#?from=2024-03&to=2024-06")
    days = "kgPage.content.facts.filter(kgPage.sifted.fact).map((f) => f.claims.map((c) => kgPage.content.articles[c.article].date))"
    kept = tab.evaluate(days)
    assert kept and all(any("2024-03" <= day[:7] <= "2024-06" for day in fact) for fact in kept)
    assert tab.locator("#from").get_attribute("aria-valuetext") == "mars 2024"
    tab.locator("#from").press("ArrowRight")
    assert tab.evaluate("kgPage.state.from") == "2024-04"
    heights = "[...document.querySelectorAll('#histogram span')].map((bar) => bar.title)"
    before = tab.evaluate(heights)
    tab.evaluate("kgPage.visit({ without: ['person'] })")
    assert tab.evaluate(heights) != before


def test_a_fact_that_several_articles_say_can_be_asked_for(opened: Any, html: str) -> None:
    tab = opened(html, "#?sources=2")
    assert tab.evaluate("kgPage.sifted.passing") == 0
    assert "Aucun fait ne répond à ces filtres" in told(tab)


def test_groups_hold_what_the_filters_leave_and_an_empty_view_says_so(opened: Any, large: str) -> None:
    tab = opened(large)
    groups, island = tab.locator("#panel section", has_text="Groupes"), "Chaque île"
    assert island in told(tab)
    whole = groups.locator("small").all_inner_texts()
    tab.evaluate("kgPage.visit({ without: ['person', 'organization'] })")
    fewer = groups.locator("small").all_inner_texts()
    assert int(fewer[0]) < int(whole[0]) and "0" not in fewer
    assert island not in told(tab) and not tab.locator("#nothing").is_visible()
    groups.locator("li button").first.click()
    assert len(shown(tab)) == int(fewer[0])
    tab.evaluate("kgPage.visit({ sources: '9' })")
    assert shown(tab) == set() and tab.locator("#nothing").is_visible()
    tab.focus("#graph")
    tab.keyboard.press("ArrowRight")
    tab.locator("#show-all").click()
    assert len(shown(tab)) > int(fewer[0]) and not tab.locator("#nothing").is_visible()
    assert tab.errors == []


def test_a_status_left_out_takes_along_only_what_has_no_other_fact(opened: Any) -> None:
    lonely = Store()
    lonely.bulk_extend(sample())
    thing = NamedNode(f"{BASE}person/sans-fait")
    lonely.add(Quad(thing, RDF_TYPE, NamedNode(f"{SCHEMA}Person")))
    lonely.add(Quad(thing, RDFS_LABEL, Literal("Sans Fait")))
    tab = opened(page.render(lonely, ontology=NEWS_ONTOLOGY, title="Seule", asks=False))
    there = "Object.keys(kgPage.content.things).filter(kgPage.sifted.thing)"
    every = set(tab.evaluate(there))
    tab.evaluate("kgPage.visit({ without: ['Negated'] })")
    assert every - set(tab.evaluate(there)) == {PARIS}
    tab.evaluate("kgPage.visit({ without: [], sources: '1', from: '2000' })")
    assert "person/sans-fait" not in tab.evaluate(there)


def test_escape_closes_what_lies_on_top_first(opened: Any, html: str) -> None:
    tab = opened(html, f"#{NETFLIX}")
    tab.locator("#panel .toggle").first.click()
    tab.locator("#panel .to-text").first.click()
    tab.locator("#filter").click()
    tab.locator("#filters input[type=checkbox]").first.focus()
    left = ["kgPage.state.read", "kgPage.state.drawer", "kgPage.state.chosen"]
    for i in range(len(left)):
        assert all(tab.evaluate(one) for one in left[i:])
        tab.keyboard.press("Escape")
        assert not tab.evaluate(left[i])


# ---- opening, focus, hiding, paths ------------------------------------------------------------------------------------


def hub(tab: Any) -> str:
    return str(tab.evaluate("kgPage.nodes.get().reduce((a, b) => (b.size > a.size ? b : a)).id"))


def test_a_click_opens_the_neighbours_in_free_room_and_the_address_opens_them_again(opened: Any, large: str) -> None:
    tab = opened(large)
    key, before = hub(tab), shown(tab)
    tab.mouse.click(*node(tab, key))
    tab.wait_for_function("(n) => kgPage.nodes.length > n", arg=len(before))
    assert before < shown(tab)
    where = "Object.fromEntries(kgPage.nodes.getIds().map((key) => [key, kgPage.network.getPosition(key)]))"
    places = tab.evaluate(where)
    ends = [(p["x"], p["y"]) for k, p in places.items() if k not in before]
    others = [(p["x"], p["y"]) for p in places.values()]
    assert all(sum(abs(x - u) < 120 and abs(y - v) < 70 for u, v in others) == 1 for x, y in ends)
    again = opened(large, tab.evaluate("location.hash"))
    assert again.evaluate(where) == places


def test_a_double_click_keeps_to_a_thing_and_its_neighbours(opened: Any, large: str) -> None:
    tab = opened(large)
    key = hub(tab)
    tab.mouse.dblclick(*node(tab, key))
    tab.wait_for_function("(key) => kgPage.state.focus === key", arg=key)
    assert "Autour de" in tab.locator("#where").inner_text()
    near = set(tab.evaluate("(key) => kgPage.content.facts.filter((f) => f.s === key || f.o === key).flatMap((f) => [f.s, f.o])", key))
    assert shown(tab) <= near | {key}
    tab.locator("#where .home").click()
    assert tab.evaluate("kgPage.state.focus") is None


def test_what_is_taken_out_is_gone_until_it_is_put_back(opened: Any, html: str) -> None:
    tab = opened(html, f"#{NETFLIX}")
    tab.locator("#panel .action", has_text="Retirer").click()
    assert NETFLIX not in shown(tab)
    tab.locator("#where .link").click()
    assert NETFLIX in shown(tab)


def test_a_path_is_the_shortest_by_asserted_facts_and_tells_its_sentences(opened: Any, html: str) -> None:
    tab = opened(html, "#person/camille-roux")
    tab.locator("#panel .action", has_text="Chemin").click()
    tab.fill("#search", "éternaute")
    tab.press("#search", "Enter")
    assert shown(tab) == {"person/camille-roux", SARANDOS, NETFLIX, "work/l-eternaute"}
    assert "3 pas, par des faits affirmés" in told(tab)
    assert "sa série L’Éternaute" in told(tab)
    tab.evaluate("kgPage.visit({ path: ['person/camille-roux', 'service/prime-video'] })")
    assert "Aucun fait ne mène de l’une à l’autre" in told(tab)


def test_a_click_on_an_island_shows_all_of_its_group(opened: Any, large: str) -> None:
    tab = opened(large)
    tab.locator("#panel section", has_text="Groupes").locator("li button").first.click()
    group = tab.evaluate("kgPage.content.groups[0].map((i) => Object.keys(kgPage.content.things)[i])")
    assert shown(tab) <= set(group) and len(shown(tab)) > 20
    tab.go_back()
    tab.wait_for_function("() => !kgPage.state.group")


def test_the_whole_view_is_in_the_address_and_comes_back_from_it(opened: Any, html: str) -> None:
    tab = opened(html, f"#{SARANDOS}?focus={NETFLIX}&lang=en&theme=dark&without=Negated")
    assert tab.locator("html").get_attribute("lang") == "en" and tab.locator("html").get_attribute("data-theme") == "dark"
    assert tab.locator("#panel h2").inner_text() == "Ted Sarandos"
    assert PARIS not in shown(tab) and NETFLIX in shown(tab)
    tab.reload()
    tab.wait_for_function("() => window.kgPage")
    assert tab.evaluate("location.hash") == f"#{SARANDOS}?focus={NETFLIX}&lang=en&theme=dark&without=Negated"


# ---- for everyone -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("locale", "said"), [("fr-FR", "utilise"), ("en-GB", "uses"), ("de-DE", "utilise")])
def test_the_page_speaks_the_browser_s_language_or_its_own(opened: Any, html: str, locale: str, said: str) -> None:
    tab = opened(html, f"#{NETFLIX}", locale=locale)
    assert said in told(tab)
    assert any(said in edge for edge in tab.evaluate("kgPage.edges.get().map((edge) => edge.words)"))


def test_the_language_can_be_switched(opened: Any, html: str) -> None:
    tab = opened(html)
    tab.locator("#language").click()
    assert tab.locator("#tab-table").inner_text() == "Table" and "People" in tab.locator("#legend").inner_text()
    assert "facts" in counts(tab) and tab.evaluate("location.hash") == "#?lang=en"


def test_the_graph_can_be_walked_from_the_keyboard_and_says_where_one_is(opened: Any, html: str) -> None:
    tab = opened(html)
    tab.focus("#graph")
    tab.keyboard.press("ArrowRight")
    first = tab.evaluate("kgPage.state.chosen")
    assert first in shown(tab)
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("ArrowLeft")
    assert tab.evaluate("kgPage.state.chosen") != first
    assert "en lien avec" in tab.locator("#spoken").inner_text()
    tab.keyboard.press("f")
    assert tab.evaluate("kgPage.state.focus") == tab.evaluate("kgPage.state.chosen")
    tab.keyboard.press("Escape")
    tab.keyboard.press("Escape")
    assert tab.evaluate("location.hash") in ("", "#")


def test_the_table_lists_entities_and_facts_sorted_as_asked_and_leads_to_them(opened: Any, html: str) -> None:
    tab = opened(html)
    tab.locator("#tab-table").click()
    names = tab.locator("#table tbody th").all_inner_texts()
    assert names[0] == "Netflix" and len(names) == 18
    speaker = tab.locator("#table tbody tr", has_text="The Guardian").locator("td.number").all_inner_texts()
    assert speaker == ["2", "1"]  # of which nothing is said, and on whose word two facts are given
    tab.locator("#table thead button", has_text="Entité").click()
    assert tab.locator("#table thead th[aria-sort=ascending]").inner_text().startswith("Entité")
    assert tab.locator("#table tbody th").first.inner_text() == "artistes"
    tab.locator("#table .switch button", has_text="Faits").click()
    assert tab.locator("#table tbody tr").count() == tab.evaluate("kgPage.sifted.passing")
    tab.locator("#table tbody button", has_text="Prime Video").first.click()
    assert tab.locator("#panel h2").inner_text() == "Prime Video" and tab.locator("#table").is_visible()


def test_on_a_phone_the_panel_is_a_sheet_over_the_graph(opened: Any, html: str) -> None:
    tab = opened(html, viewport={"width": 390, "height": 844}, has_touch=True)
    tab.wait_for_function("() => document.querySelector('#panel').getBoundingClientRect().y > 700")  # once it has come to rest
    assert tab.evaluate("document.documentElement.scrollWidth") == 390
    tab.touchscreen.tap(*node(tab, NETFLIX))
    tab.wait_for_function("() => document.querySelector('#panel').offsetHeight > 300")
    tab.locator("#panel .handle").click()
    tab.wait_for_function("() => document.querySelector('#panel').offsetHeight > 550")
    tab.locator("#panel .toggle").first.click()
    tab.locator("#panel .to-text").first.click()
    tab.wait_for_function("() => document.querySelector('#panel').offsetHeight < 100")
    assert tab.locator("#reader").is_visible()
    for name in ("#tab-table", "#search", "#language", "#theme"):
        box = tab.locator(name).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390


RATIO = """([selector, ground]) => {
  const light = (color) => color.match(/[\\d.]+/g).slice(0, 3).map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const style = (chosen) => getComputedStyle(document.querySelector(chosen));
  const [a, b] = [style(selector).color, style(ground).backgroundColor].map(light).sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}"""


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_in_either_theme_the_words_can_be_told_from_the_ground(opened: Any, html: str, scheme: str) -> None:
    tab = opened(html, f"#{NETFLIX}", color_scheme=scheme)
    words = ["#panel h2", "#panel h3", "#panel .entity", "#panel .status", "#panel .toggle", "#panel .class", "#legend small", "#counts"]
    assert all(tab.evaluate(RATIO, [selector, "#panel"]) >= 4.5 for selector in words)
    tab.evaluate("document.querySelector('#panel .toggle').click()")
    assert tab.evaluate(RATIO, ["#panel .claim .meta", "#panel .claim"]) >= 4.5


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_colours_that_tell_kinds_stand_out_from_the_ground(opened: Any, html: str, scheme: str) -> None:
    tab = opened(html, color_scheme=scheme)
    luminance = """() => {
      const style = getComputedStyle(document.documentElement);
      const light = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
      const paper = light(style.getPropertyValue("--paper").trim());
      return [...document.querySelectorAll("#legend button")].length && Object.keys(kgPage.content.shapes).map((kind) => {
        const fill = light(style.getPropertyValue("--kind-" + kind).trim());
        return (Math.max(fill, paper) + 0.05) / (Math.min(fill, paper) + 0.05);
      });
    }"""  # noqa: E501
    assert min(tab.evaluate(luminance)) >= 3


@pytest.mark.parametrize(("scheme", "width"), [("light", 1300), ("dark", 390)])
def test_an_audit_of_accessibility_finds_nothing(opened: Any, html: str, scheme: str, width: int) -> None:
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    tab = opened(html, color_scheme=scheme, viewport={"width": width, "height": 850}, reduced_motion="reduce")
    tab.evaluate(axe)
    for place in ("", f"#{NETFLIX}", f"#{NETFLIX}+technology/ia-generative", "#?view=table", "#?drawer=filters&without=person"):
        tab.evaluate("(place) => { location.hash = place; }", place)
        tab.fill("#search", "a" if place == "" else "")
        tab.wait_for_timeout(150)
        found = tab.evaluate(
            "async () => (await axe.run()).violations.map((one) => [one.impact, one.id, one.nodes.map((node) => node.target)])"
        )
        assert found == [], place


# ---- legible ----------------------------------------------------------------------------------------------------------

BOXES = """() => {
  const boxes = [];
  for (const node of kgPage.nodes.get().filter((node) => node.label)) {
    const lines = node.label.split("\\n"), size = node.font.size, at = kgPage.network.getPosition(node.id);
    const context = document.createElement("canvas").getContext("2d");
    context.font = `${size}px ${node.font.face}`;
    const half = Math.max(...lines.map((line) => context.measureText(line).width)) / 2, high = lines.length * size;
    const top = node.font.vadjust < -5 ? at.y - node.size - high : at.y + node.size;
    boxes.push([at.x - half, top, at.x + half, top + high, node.id]);
  }
  return boxes.concat(kgPage.links.map((link) => [...link.box, link.id]));
}"""


@pytest.mark.parametrize("scale", [0.15, 0.4, 1, 2])
def test_at_any_zoom_what_is_written_is_legible_and_does_not_lie_on_another(opened: Any, html: str, scale: float) -> None:
    tab = opened(html)
    tab.evaluate(f"kgPage.network.moveTo({{scale: {scale}}})")
    tab.wait_for_timeout(200)
    named = "kgPage.nodes.get().filter((node) => node.label)"
    assert NETFLIX in tab.evaluate(f"{named}.map((node) => node.id)")
    assert all(12 <= height <= 20 for height in tab.evaluate(f"{named}.map((node) => node.font.size * {scale})"))
    assert_apart(tab.evaluate(BOXES))


def assert_apart(boxes: list[list[Any]]) -> None:
    assert len(boxes) > 2
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            assert min(a[2], b[2]) - max(a[0], b[0]) < 1 or min(a[3], b[3]) - max(a[1], b[1]) < 1, (a[4], b[4])


@pytest.mark.parametrize("viewport", [{"width": 1300, "height": 850}, {"width": 390, "height": 844}])
def test_the_opening_view_fits_and_no_words_lie_on_others(opened: Any, large: str, viewport: dict[str, int]) -> None:
    tab = opened(large, viewport=viewport)
    tab.wait_for_timeout(100)
    boxes = tab.evaluate(BOXES)
    assert_apart(boxes)
    size = tab.evaluate("[document.querySelector('#graph').clientWidth, document.querySelector('#legend').getBoundingClientRect().top]")
    for x, y in ((box[side], box[side + 1]) for box in boxes for side in (0, 2)):
        point = tab.evaluate("([x, y]) => kgPage.network.canvasToDOM({ x, y })", [x, y])
        assert -1 <= point["x"] <= size[0] + 1 and -1 <= point["y"] <= size[1]


def test_what_is_pointed_at_is_named_and_a_choice_dims_the_rest(opened: Any, html: str) -> None:
    tab = opened(html)
    tab.evaluate("kgPage.network.moveTo({scale: 0.15})")
    tab.wait_for_timeout(200)
    nameless = tab.evaluate("kgPage.nodes.get().filter((node) => !node.label).map((node) => node.id)")[0]
    tab.mouse.move(*node(tab, nameless))
    tab.wait_for_function("(key) => kgPage.nodes.get(key).label !== ''", arg=nameless)
    tab.evaluate("location.hash = '#person/ted-sarandos'")
    tab.wait_for_function("() => kgPage.nodes.get('place/lyon').opacity < 1")
    assert tab.evaluate("kgPage.nodes.get('organization/netflix').opacity") == 1


# ---- safe -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fragment",
    [
        *("", "#organization/netflix", "#place/paris", "#organization/netflix+place/paris", "#%E0%A4%A", "#__proto__"),
        *("#?view=table", "#?view=table&rows=facts", "#?drawer=filters"),
        "#?__proto__=x&path=__proto__,constructor&open=a&focus=__proto__&group=x&sources=<b>&sort=x&from=<img>",
    ],
)
def test_hostile_words_do_nothing_wherever_one_looks(opened: Any, evil: str, fragment: str) -> None:
    tab = opened(evil, fragment)
    tab.wait_for_timeout(100)
    tab.fill("#search", "<img")
    assert tab.evaluate("window.hacked") is None
    assert tab.locator("img").count() == 0
    assert tab.locator("a[href^=javascript]").count() == 0
    assert tab.errors == []


@pytest.fixture(scope="module")
def evil() -> str:
    return page.render(hostile(), ontology=NEWS_ONTOLOGY, title=HOSTILE)


def test_names_of_any_length_and_direction_keep_to_their_place(opened: Any, evil: str) -> None:
    tab = opened(evil, "#place/lyon")
    assert len(tab.locator("#panel h2").inner_text()) > 9000
    assert tab.evaluate("document.documentElement.scrollWidth") == 1300
    assert tab.evaluate("document.querySelector('#panel').scrollWidth <= document.querySelector('#panel').clientWidth")
    assert max(len(label) for label in tab.evaluate("kgPage.nodes.get().map((node) => node.label)")) < 60
    turned = tab.locator("bdi", has_text="\u202e").first
    assert turned.evaluate("(element) => getComputedStyle(element).unicodeBidi") == "isolate"
