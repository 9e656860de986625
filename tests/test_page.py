"""The page tells what the graph says, asks the network for nothing, and takes nothing from an article for markup."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from page_sample import CAST, HOSTILE, NEWS_ONTOLOGY, SAID, TEXT, hostile, sample
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store

from kg.errors import WordsError
from kg.export import graph, page
from kg.export.page import content, layout
from kg.export.page.block import PLAIN, block
from kg.export.page.marks import Mark, Run, runs
from kg.export.page.opening import open_on
from kg.iris import NEWS, SCHEMA
from kg.query import LABEL
from kg.rdf import USUAL

ROOT = Path(__file__).parent.parent
NIF = USUAL["nif"]


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


@pytest.mark.parametrize("name", [f"{NEWS}confidence", f"{NIF}beginIndex", f"{NIF}endIndex", LABEL.value])
def test_a_value_that_is_not_what_it_should_be_is_left_out_and_the_page_is_drawn(name: str, store: Store) -> None:
    for odd in (Literal("high"), Literal("INF"), Literal("²"), NamedNode("x:odd"), BlankNode("odd")):
        strange = Store()
        strange.extend(Quad(q.subject, q.predicate, odd if q.predicate.value == name else q.object, q.graph_name) for q in store)
        edges = graph.project(strange).edges(data=True)
        assert len(edges) == len(SAID) and all("confidence" in d for _, _, d in edges) == (name != f"{NEWS}confidence")
        assert "Une opportunité incroyable" in page.render(strange, ontology=NEWS_ONTOLOGY, title="t")


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


# ---- the opening view ---------------------------------------------------------------------------------------------------


def test_a_small_graph_is_drawn_whole_but_for_values_and_things_without_a_fact(html: str) -> None:
    drawn, told = {n["id"]: n for n in data(html, "nodes")}, data(html, "content")
    assert len(drawn) == len(CAST) - 2 and told["islands"] == 0
    assert "person/nadia-ferrand" in told["things"]
    assert not {"person/nadia-ferrand", "organization/the-guardian"} & set(drawn)
    assert not any("value" in key for key in drawn)
    figures = {f["p"]: f["o"] for f in told["facts"] if isinstance(f["o"], dict)}
    assert figures["revenue"]["number"] == "11000000000"


def test_all_that_one_thing_does_to_another_is_one_edge(html: str) -> None:
    ends = [(e["from"], e["to"]) for e in data(html, "edges")]
    assert ends == sorted(set(ends)) and ("organization/netflix", "technology/ia-generative") in ends


def two_crowds(size: int) -> list[dict[str, str]]:
    """Two rings with a hub each, and one fact between them."""
    rings = [{"s": f"{crowd}{i}", "o": f"{crowd}{(i + 1) % size}"} for crowd in "ab" for i in range(size)]
    spokes = [{"s": f"{crowd}{i}", "o": f"{crowd}0"} for crowd in "ab" for i in range(2, size - 1)]
    return [*rings, *spokes, {"s": "a0", "o": "b0"}]


def test_a_large_graph_opens_on_its_communities_each_by_its_most_central_members() -> None:
    first = open_on(two_crowds(60))
    assert first.islands == len(first.groups)
    assert {group[0] for group in first.groups} >= {"a0", "b0"}
    assert {"a0", "b0"} <= set(first.places) and len(first.places) < 80
    assert set(first.tall) == set(first.places)
    assert sum(map(len, first.groups)) == 120


def test_pairs_alone_are_no_islands_and_are_drawn_as_pairs() -> None:
    first = open_on([{"s": f"a{i}", "o": f"b{i}"} for i in range(60)])
    assert first.islands == 0 and len(first.places) == 80


def test_the_opening_depends_on_the_facts_and_not_on_their_order() -> None:
    facts = two_crowds(50)
    assert open_on(facts) == open_on(list(reversed(facts)))


def test_no_label_of_a_node_stands_on_another(html: str) -> None:
    places = [(n["x"], n["y"]) for n in data(html, "nodes")]
    assert all(abs(x - u) > 90 or abs(y - v) > 50 for i, (x, y) in enumerate(places) for u, v in places[:i])


def test_islands_do_not_touch() -> None:
    islands = [[f"{island}{i}" for i in range(5)] for island in "abcdefgh"]
    graph = nx.Graph([(f"{island}{i}", f"{island}{(i + 1) % 5}") for island in "abcdefgh" for i in range(5)])
    graph.add_edges_from((f"{a}0", f"{b}0") for a, b in pairwise("abcdefgh"))
    for wide in (layout.WIDE, layout.TALL):
        places = layout.archipelago(graph, islands, wide)
        spans = [[[places[node][axis] for node in island] for axis in (0, 1)] for island in islands]
        boxes = [(min(xs), min(ys), max(xs), max(ys)) for xs, ys in spans]
        gaps = [max(a[0] - b[2], b[0] - a[2], a[1] - b[3], b[1] - a[3]) for i, a in enumerate(boxes) for b in boxes[:i]]
        assert min(gaps) > 99


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
    assert links(html).fetched == ["data:,"]
    assert "cdn" not in html.split('<script type="application/json" id="nodes">')[0]
    assert "default-src &#39;none&#39;" in html
    assert "&#39;unsafe" not in html.split("<title>")[0]


@pytest.mark.process
def test_one_graph_is_one_page_whatever_the_process() -> None:
    script = """
import hashlib, page_sample
from kg.export import page
print(hashlib.sha256(page.render(page_sample.sample(), ontology=page_sample.NEWS_ONTOLOGY, title="t").encode()).hexdigest())
"""
    path = os.pathsep.join(map(str, (ROOT, ROOT / "tests")))
    environment = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": path}
    there = subprocess.run([sys.executable, "-c", script], env=environment, check=True, capture_output=True, text=True).stdout
    here = page.render(sample(), ontology=NEWS_ONTOLOGY, title="t")  # in this process, whose seed is another one each time
    assert there.strip() == hashlib.sha256(here.encode()).hexdigest()


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
    assert data(english, "content")["properties"]["explores"] == {"iri": f"{NEWS}explores", "fr": "explore", "en": "explores"}
    with pytest.raises(WordsError, match=r"'de' to tell .*; there are en, fr"):
        page.render(store, ontology=NEWS_ONTOLOGY, title="t", lang="de")
    words = json.loads((Path(page.__file__).parent / "words.json").read_text("utf-8"))
    assert shape(words["fr"]) == shape(words["en"])


def shape(words: dict[str, Any]) -> dict[str, Any]:
    return {key: shape(value) if isinstance(value, dict) else None for key, value in words.items()}


def test_what_is_long_is_compressed_without_a_clock_and_what_is_short_can_be_read() -> None:
    long = {"facts": ["</script>"] * (PLAIN // 8)}
    made = block(long)
    assert made.type == "application/gzip" and len(made.text) < PLAIN // 8
    assert json.loads(gzip.decompress(base64.b64decode(made.text))) == long
    assert made == block(long)
    assert "</script>" not in block({"a": "</script>"}).text


def test_a_graph_without_a_fact_is_a_page_too() -> None:
    assert data(page.render(Store(), ontology=NEWS_ONTOLOGY, title="Rien"), "nodes") == []


def test_the_page_s_files_are_short() -> None:
    folder = Path(page.__file__).parent
    assert all(
        len(path.read_text("utf-8").splitlines()) <= 400 for path in folder.iterdir() if path.suffix in {".js", ".css", ".html", ".py"}
    )
