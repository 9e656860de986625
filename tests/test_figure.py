"""A graph drawn for print: what is drawn, that no label lies on another, and the same bytes each time."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from page_sample import HOSTILE, NEWS_ONTOLOGY, hostile, sample
from pyoxigraph import RdfFormat, Store
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import UserError, WordsError
from kg.export import figure
from kg.export.graph import project
from kg.export.part import part
from kg.model import Status

ROOT = Path(__file__).parent.parent
LITTLE = ROOT / "tests" / "cases" / "little.trig"
NETFLIX, PARIS = "https://kg.example.org/organization/netflix", "https://kg.example.org/place/paris"


@pytest.fixture(scope="module")
def store() -> Store:
    return sample()


def drawn(store: Store, form: str = "svg", **options: object) -> bytes:
    return figure.draw(store, form, ontology=NEWS_ONTOLOGY, **{"title": "Essai", **options})  # type: ignore[arg-type]


def words(svg: bytes) -> list[str]:
    """The texts of a drawing, which must be well-formed, from top to bottom of the file."""
    return ["".join(text.itertext()).strip() for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


# ---- what is drawn ----------------------------------------------------------------------------------------------------


def test_names_verbs_and_legend_are_text_in_the_readers_language(store: Store) -> None:
    said = words(drawn(store))
    assert {"Essai", "Netflix", "explore", "« utilise »", "acquiert (?)", "non : se situe à", "Personnes", "nié"} <= set(said)
    assert {"“uses”", "People", "denied"} <= set(words(drawn(store, lang="en")))
    with pytest.raises(WordsError, match="'de'"):
        drawn(store, lang="de")


def test_each_status_has_a_line_of_its_own(store: Store) -> None:
    dashes = set(re.findall(rb"stroke-dasharray: ([\d., ]+)", drawn(store)))
    assert len(dashes) == len(Status) - 1  # what is asserted has none
    assert len({str(line) for line in figure._LINES.values()}) == len(Status)


def test_past_the_limit_each_of_the_most_linked_comes_with_its_neighbours_and_the_rest_is_counted(store: Store) -> None:
    said = words(drawn(store, limit=4))
    assert "Netflix" in said and "4 / 16 entités" in said
    assert "Léo Blanc" not in said
    assert "16 / 16 entités" not in words(drawn(store))


@pytest.mark.process
def test_the_same_graph_is_the_same_file_in_another_process(store: Store) -> None:
    script = """
import hashlib, page_sample
from kg.export import figure
for form in figure.FORMATS:
    print(hashlib.sha256(figure.draw(page_sample.sample(), form, ontology=page_sample.NEWS_ONTOLOGY, title="Essai")).hexdigest())
"""
    environment = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "tests")))}
    there = subprocess.run([sys.executable, "-c", script], env=environment, check=True, capture_output=True, text=True).stdout.split()
    here = [drawn(store, form) for form in figure.FORMATS]
    assert [hashlib.sha256(made).hexdigest() for made in here] == there
    assert [made[:5] for made in here] == [b"<?xml", b"\x89PNG\r", b"%PDF-"]


def test_words_on_arrows_and_names_keep_off_one_another(store: Store) -> None:
    arrows, _ = figure._arrows(project(store), NEWS_ONTOLOGY, "fr", {"drawn": {}}, 99, ())
    names = {end: "\n".join(figure._lines(end.rpartition("/")[2])) for arrow in arrows for end in (arrow.source, arrow.target)}
    sizes = dict.fromkeys(names, 10.0)
    places, worded = figure._roomy(arrows, {name: (i % 4 * 190, i // 4 * 120) for i, name in enumerate(sorted(names))}, names, sizes)
    boxes = [figure._around(*at, figure._size_of(arrow.words, figure._WORDS)) for arrow, at in worded.items()]
    boxes += [figure._around(x, figure._below(y, 10) - 20, figure._size_of(names[name], 9.0)) for name, (x, y) in places.items()]
    assert len(worded) > len(arrows) // 2
    assert all(figure._apart(one, other) for i, one in enumerate(boxes[: len(worded)]) for other in boxes[:i])


def test_words_of_an_article_are_words_in_the_figure() -> None:
    said = words(drawn(hostile(), title="$x^2$ </svg>\x01"))
    assert "$x^2$ </svg>" in said
    assert any("<b></script>" in word for word in said), HOSTILE


def test_a_graph_without_a_fact_and_one_in_another_script_are_figures_too() -> None:
    assert words(drawn(Store())) == ["Essai"]
    graph = sample()
    graph.load(f'<{PARIS}> <http://www.w3.org/2000/01/rdf-schema#label> "!巴黎 باريس"@fr .', format=RdfFormat.N_TRIPLES)
    assert drawn(graph, "png").startswith(b"\x89PNG")


def test_without_matplotlib_the_error_says_how_to_get_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UserError, match=r"matplotlib.*pip install '\.\[figure\]'"):
        drawn(store)


# ---- a part of a graph --------------------------------------------------------------------------------------------------


def ends(store: Store) -> set[tuple[str, str]]:
    return {(s.rpartition("/")[2], o.rpartition("/")[2]) for s, o in project(store).edges() if o.startswith("http")}


def test_nothing_asked_for_is_the_whole_graph(store: Store) -> None:
    assert part(store) is store


def test_a_part_round_a_thing_has_its_facts_and_those_between_its_neighbours(store: Store) -> None:
    near = ends(part(store, focus=[PARIS]))
    assert near == {("netflix", "paris"), ("netflix", "11000000000-usd"), ("netflix", "16-percent")}
    two = ends(part(store, focus=[PARIS], depth=2))
    assert ends(part(store, focus=[PARIS], depth=10**12)) >= two
    assert {("netflix", "l-eternaute"), ("ia-generative", "l-eternaute"), ("netflix", "11000000000-usd")} <= two
    assert not any("lyon" in pair or "camille-roux" in pair for pair in two)
    assert ends(part(store, focus=[PARIS], depth=0)) == set()


def test_a_part_of_one_status_has_no_fact_of_another_not_even_as_a_plain_triple(store: Store) -> None:
    planned = part(store, statuses=[Status.PLANNED])
    assert {data["status"] for _, _, data in project(planned).edges(data=True)} == {"Planned"}
    assert not planned.query("ASK { ?x <https://kg.example.org/ontology/news#explores> ?y }")
    assert store.query("ASK { ?x <https://kg.example.org/ontology/news#explores> ?y }")


def test_a_part_keeps_what_its_page_needs_and_leaves_out_what_it_does_not_cite(store: Store) -> None:
    near = part(store, focus=[PARIS])
    assert {str(quad.subject) for quad in near} <= {str(quad.subject) for quad in store}
    assert set(near) <= set(store) and len(near) < len(store)
    text = near.query("SELECT ?t { GRAPH ?g { ?c <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#isString> ?t } }")
    assert len(list(text)) == 1  # type: ignore[arg-type]


# ---- the command --------------------------------------------------------------------------------------------------------


def render(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["render", str(LITTLE), *map(str, arguments)])
    return done.exit_code, done.output


def test_render_draws_what_the_file_is_called_and_round_a_thing_by_any_of_its_names(tmp_path: Path) -> None:
    assert render("--focus", "lumio", "-o", tmp_path / "lumio.svg", "--title", "Lumio") == (0, f"{tmp_path / 'lumio.svg'}\n")
    assert {"Lumio"} <= set(words((tmp_path / "lumio.svg").read_bytes()))
    assert render("--focus", "lumio", "--depth", "0", "--include", "reported", "--format", "html", "-o", tmp_path / "x")[0] == 0
    drawn = (tmp_path / "x").read_text("utf-8")
    assert drawn.startswith("<!DOCTYPE html>") and "<title>Lumio" in drawn
    assert render("-o", tmp_path / "all.html")[0] == 0
    assert f"<title>{LITTLE.stem}" in (tmp_path / "all.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--focus", "Lumioo"), "nothing in the graph is called 'Lumioo'; near it: Lumio"),
        (("-o", "graph.docx"), "graph.docx: nothing is drawn as .docx; say one of html, svg, png, pdf with --format"),
        (("--depth", "2"), "--depth: it counts from a thing; say which with --focus"),
    ],
)
def test_what_cannot_be_drawn_is_one_line_that_says_what_to_do(arguments: tuple[str, ...], expected: str) -> None:
    code, output = render(*arguments)
    assert (code, expected in output) == (2, True), output


def test_every_kind_of_thing_has_the_pages_colour_and_shape() -> None:
    kinds = {NEWS_ONTOLOGY.kind(cls) for cls in NEWS_ONTOLOGY.classes}
    assert kinds <= set(figure._colors())
    assert {figure._marker(kind) for kind in kinds} <= set(figure._MARKERS.values())
