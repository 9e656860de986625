"""The page tells what the graph says, asks the network for nothing, and takes nothing from an article for markup."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from page_sample import CAST, HOSTILE, NEWS_ONTOLOGY, SAID, TEXT, hostile, sample
from pyoxigraph import RdfFormat, Store

from kg.errors import WordsError
from kg.export import graph, page
from kg.export.page import content, layout
from kg.export.page.marks import Mark, Run, runs
from kg.iris import SCHEMA

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def store() -> Store:
    return sample()


@pytest.fixture(scope="module")
def html(store: Store) -> str:
    return page.render(store, ontology=NEWS_ONTOLOGY, title="Netflix et l’IA")


def data(html: str, name: str) -> Any:
    found = re.search(f'<script type="application/json" id="{name}">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


# ---- the projection ---------------------------------------------------------------------------------------------------


def test_each_claim_is_one_edge_with_its_sentence_status_speaker_and_source(store: Store) -> None:
    projected = graph.project(store)
    assert projected.number_of_edges() == len(SAID)
    told = {
        (d["status"], graph.local_name(d.get("speaker", ""))) for _, _, d in projected.edges(data=True) if d["predicate"].endswith("#uses")
    }
    assert told == {("Reported", "netflix"), ("Reported", "the-guardian"), ("Asserted", "")}
    assert all(
        d["sentence"] and d["article"].endswith("article/essai") and d["confidence"] == 0.85 for _, _, d in projected.edges(data=True)
    )


def test_things_carry_names_and_values_carry_numbers(store: Store) -> None:
    nodes = dict(graph.project(store).nodes(data=True))
    netflix = nodes["https://kg.example.org/organization/netflix"]
    assert (netflix["label"], netflix["names"], netflix["kind"]) == ("Netflix", ("Netflix, Inc.",), "thing")
    assert netflix["same_as"] == ("http://www.wikidata.org/entity/Q907311",)
    revenue = nodes["https://kg.example.org/value/11000000000-usd"]
    assert (revenue["kind"], revenue["number"], revenue["unit"], revenue["money"]) == ("value", "11000000000", "USD", True)
    assert nodes['"co-directeur"']["label"] == "co-directeur"
    assert not any("article" in node or "claim" in node for node in nodes)


def test_the_merged_graph_alone_projects_as_well(store: Store) -> None:
    merged = Store()
    merged.load(store.dump(format=RdfFormat.TURTLE, from_graph=graph_of_default()), format=RdfFormat.TURTLE)
    assert nx.utils.graphs_equal(graph.project(merged), graph.project(store))
    assert "Une opportunité incroyable" in page.render(merged, ontology=NEWS_ONTOLOGY, title="t")


def graph_of_default() -> Any:
    from pyoxigraph import DefaultGraph

    return DefaultGraph()


# ---- the sentence -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], [Run("Ana dirige Zed.", ())]),
        ([Mark(0, 3, "subject", "Ana")], [Run("Ana", ("subject",)), Run(" dirige Zed.", ())]),
        (
            [Mark(0, 14, "evidence"), Mark(11, 14, "object")],
            [Run("Ana dirige ", ("evidence",)), Run("Zed", ("evidence", "object")), Run(".", ())],
        ),
        ([Mark(0, 3, "subject", "Bob")], [Run("Ana dirige Zed.", ())]),
        ([Mark(4, 99, "object"), Mark(-2, 3, "subject"), Mark(5, 5, "evidence")], [Run("Ana dirige Zed.", ())]),
    ],
    ids=["no mark", "one", "one inside another", "other words stand there", "outside the sentence"],
)
def test_a_sentence_is_cut_where_marks_begin_and_end(marks: list[Mark], expected: list[Run]) -> None:
    assert runs("Ana dirige Zed.", marks) == expected


def test_a_claim_marks_the_words_that_stand_for_its_subject_and_object(html: str) -> None:
    facts = data(html, "content")["facts"]
    (fact,) = [f for f in facts if f["p"] == "uses" and f["s"] == "organization/netflix"]
    marked = [{role: text for text, *roles in c["runs"] for role in roles if role != "evidence"} for c in fact["claims"]]
    assert {"subject": "la plateforme", "object": "cette technologie"} in marked
    assert {"subject": "Netflix", "object": "l’IA générative"} in marked
    assert all("".join(run[0] for run in claim["runs"]) in TEXT for f in facts for claim in f["claims"])


# ---- the drawing ------------------------------------------------------------------------------------------------------


def test_all_that_one_thing_does_to_another_is_one_edge_in_the_readers_words(html: str) -> None:
    labels = {(e["from"], e["to"]): (e["label"], e["status"]) for e in data(html, "edges")}
    assert len(labels) == len(data(html, "edges"))
    assert labels["organization/netflix", "technology/ia-generative"] == ("explore · « utilise »", "Asserted")
    assert labels["organization/netflix", "organization/nebuleuse"] == ("acquiert (?)", "Conditional")
    assert labels["organization/netflix", "place/paris"][0].startswith("non : ")


def test_values_and_things_without_a_fact_are_told_and_not_drawn(html: str) -> None:
    drawn, told = {n["id"]: n for n in data(html, "nodes")}, data(html, "content")
    assert "person/nadia-ferrand" in told["things"]
    assert not {"person/nadia-ferrand", "organization/the-guardian"} & set(drawn)
    assert not any("value" in key for key in drawn)
    assert drawn["organization/netflix"]["figures"] == 2
    figures = {f["p"]: f["o"] for f in told["facts"] if isinstance(f["o"], dict)}
    assert figures["revenue"]["number"] == "11000000000"


def test_past_the_limit_only_the_things_with_the_most_facts_are_drawn(store: Store) -> None:
    html = page.render(store, ontology=NEWS_ONTOLOGY, title="t", limit=3)
    assert {n["id"] for n in data(html, "nodes")} == {"organization/netflix", "technology/ia-generative", "person/ted-sarandos"}
    assert len(data(html, "content")["things"]) == len(CAST)


def test_no_label_of_a_node_stands_on_another(html: str) -> None:
    places = [(n["x"], n["y"]) for n in data(html, "nodes")]
    assert all(abs(x - u) > 90 or abs(y - v) > 50 for i, (x, y) in enumerate(places) for u, v in places[:i])


@pytest.mark.parametrize("size", [0, 1, 2, 60])
def test_a_layout_depends_on_the_graph_and_not_on_its_order(size: int) -> None:
    ring = [(f"n{i}", f"n{(i * 7 + 1) % size}") for i in range(size)]
    assert layout.positions(nx.Graph(ring)) == layout.positions(nx.Graph([(b, a) for a, b in reversed(ring)]))


def test_two_things_whose_addresses_end_alike_keep_their_whole_addresses() -> None:
    turtle = "".join(
        f'<https://{host}/person/ana> a <{SCHEMA}Person> ; <http://www.w3.org/2000/01/rdf-schema#label> "Ana"@fr .' for host in "ab"
    )
    two = Store()
    two.load(turtle, format=RdfFormat.TURTLE)
    assert set(content.of_store(two, NEWS_ONTOLOGY, "fr")["things"]) == {"https://a/person/ana", "https://b/person/ana"}


# ---- the file ---------------------------------------------------------------------------------------------------------


class Links(HTMLParser):
    """Every address that a browser would fetch on opening the page, and every script and handler."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.tags: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.fetched += [value or "" for name, value in attrs if name in {"src", "href", "srcset", "data", "action", "poster"}]
        self.handlers += [name for name, _ in attrs if name.startswith("on") or name == "style"]


def links(html: str) -> Links:
    parser = Links()
    parser.feed(html)
    return parser


def test_nothing_of_the_file_points_outside_it(html: str) -> None:
    assert [url for url in links(html).fetched if not url.startswith("#")] == ["data:,"]
    assert "cdn" not in html.split('<script type="application/json" id="nodes">')[0]
    assert "default-src &#39;none&#39;" in html
    assert "&#39;unsafe" not in html.split("<title>")[0]


def test_one_graph_is_one_page_whatever_the_process() -> None:
    script = """
import hashlib, page_sample
from kg.export import page
print(hashlib.sha256(page.render(page_sample.sample(), ontology=page_sample.NEWS_ONTOLOGY, title="t").encode()).hexdigest())
"""
    path = os.pathsep.join(map(str, (ROOT, ROOT / "tests")))
    environments = [{**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path} for seed in ("1", "2")]
    pages = {subprocess.run([sys.executable, "-c", script], env=e, check=True, capture_output=True, text=True).stdout for e in environments}
    assert len(pages) == 1


def test_nothing_of_an_article_becomes_markup(html: str) -> None:
    evil = page.render(hostile(), ontology=NEWS_ONTOLOGY, title=HOSTILE)
    assert links(evil).tags == links(html).tags
    assert links(evil).handlers == []
    assert "<img" not in evil
    assert HOSTILE in json.dumps(data(evil, "content"), ensure_ascii=False)
    assert all(not article["url"].startswith("javascript") for article in data(evil, "content")["articles"])


def test_the_page_speaks_french_and_english_and_says_so_of_others(store: Store) -> None:
    english = page.render(store, ontology=NEWS_ONTOLOGY, title="t", lang="en")
    assert '<html lang="en">' in english and "Find an entity" in english
    assert {e["label"] for e in data(english, "edges")} > {"explores · “uses”"}
    with pytest.raises(WordsError, match=r"'de' to tell .*; there are en, fr"):
        page.render(store, ontology=NEWS_ONTOLOGY, title="t", lang="de")
    words = json.loads((Path(page.__file__).parent / "words.json").read_text("utf-8"))
    assert shape(words["fr"]) == shape(words["en"])


def shape(words: dict[str, Any]) -> dict[str, Any]:
    return {key: shape(value) if isinstance(value, dict) else None for key, value in words.items()}


def test_a_graph_without_a_fact_is_a_page_too() -> None:
    assert data(page.render(Store(), ontology=NEWS_ONTOLOGY, title="Rien"), "nodes") == []
