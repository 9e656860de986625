"""A name in a query that nothing has is told with the nearest, wherever one asks, and what there is never is."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from serving import SAMPLE
from typer.testing import CliRunner

from kg.cli import app
from kg.ontology import load
from kg.rdf import prefixes
from kg.store import open_dataset
from kg.unknown import unknown

NEWS, NAMES = load("news"), prefixes()
SAVED = sorted(path for path in (NEWS.folder / "queries").glob("*.rq"))
EMPTY = ox.Store()


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("?s news:usez ?o", "news:usez (did you mean news:uses?)"),
        ("?s a schema:Persone", "schema:Persone (did you mean schema:Person?)"),
        ("?s a news:Person", "news:Person (did you mean schema:Person?)"),
        ("?s a news:entreprise", "news:entreprise (did you mean news:Company?)"),
        ("?s a <http://schema.org/Person>", "<http://schema.org/Person> (did you mean <https://schema.org/Person>?)"),
        ("?s news:zzz ?o . ?o news:zzz ?s", "news:zzz"),
        ("?s prov:hadPrimarySourc ?o", "prov:hadPrimarySourc (did you mean prov:hadPrimarySource?)"),
        ("?s news:uses ?o ; a schema:Person . ?c news:status news:Planned", ""),
        ("?s rdfs:label 'news:usez' # schema:Persone\n", ""),
        ("person:nobody ?p <https://elsewhere.example/usez>", ""),
        ("?s <https://schema.org/> <http://schema.org/>", ""),
    ],
)
def test_a_name_that_nothing_has_is_told_with_the_nearest(pattern: str, said: str) -> None:
    assert ", ".join(map(str, unknown(f"SELECT * {{ {pattern} }}", NAMES, NEWS, EMPTY))) == said


def test_a_prefix_of_the_querys_own_is_heeded() -> None:
    text = f"PREFIX schema: <http://schema.org/>\nPREFIX n: <{NAMES['news']}>\nSELECT * {{ ?s a schema:Person ; n:usez 1 }}"
    found = unknown(text, NAMES, NEWS, EMPTY)
    assert [(str(one), one.line) for one in found] == [
        ("schema:Person (did you mean <https://schema.org/Person>?)", 3),
        ("n:usez (did you mean news:uses?)", 3),
    ]


def test_what_the_graph_has_is_known_whatever_the_ontology_says() -> None:
    store = ox.Store()
    store.update("INSERT DATA { GRAPH <x:g> { <x:a> <http://schema.org/knows> <x:b> } }")
    assert not unknown("ASK { ?a <http://schema.org/knows> ?b }", NAMES, NEWS, store)
    assert unknown("ASK { ?a <http://schema.org/knows> ?b }", NAMES, NEWS, EMPTY)


@pytest.mark.parametrize("path", SAVED, ids=lambda path: path.stem)
def test_the_saved_queries_name_nothing_that_there_is_not(path: Path) -> None:
    assert unknown(path.read_text(encoding="utf-8"), NAMES, NEWS) == unknown(path.read_text(encoding="utf-8"), NAMES, NEWS, EMPTY) == ()


@pytest.mark.parametrize(("name", "said"), [("news:usez", "news:usez (did you mean news:uses?)"), ("news:uses", "")])
def test_kg_query_notes_it_beside_its_answer(name: str, said: str) -> None:
    ended = CliRunner().invoke(app, ["query", str(SAMPLE), f"ASK {{ ?s {name} ?o }}"])
    assert ended.exit_code == 0 and ended.stderr == (f"kg: note: neither the graph nor its ontology has {said}\n" if said else "")


def test_of_the_sample_every_name_of_its_graph_is_known() -> None:
    store = open_dataset(SAMPLE)
    used = sorted({str(quad.predicate) for quad in store})
    assert not unknown(f"SELECT * {{ VALUES ?p {{ {' '.join(used)} }} }}", NAMES, NEWS, store)
