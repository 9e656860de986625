"""The straight line from files to a graph, with the model and the ontology as they are."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Dataset

import kg
from kg.build import Built, build_graph
from kg.cache import Cache
from kg.errors import LanguageError, OntologyError, SourceError, UserError
from kg.export import format_of, written
from kg.model import Extraction
from kg.rdf import NEWS, SCHEMA
from kg.read import read

ARTICLES = {
    "lune": "date 2024-05-02 Orange Lune rachète Vélo Bleu\n\nLa société Orange Lune a racheté la société Vélo Bleu, à Brest.",
    "soleil": "date 2024-06-03 Un vélo au soleil\n\nJeanne Morin, directrice de la société Vélo Bleu, soutient le projet, selon Le Monde.",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (made / f"{name}.txt").write_text(text)
    return made


@pytest.fixture(scope="module")
def built(folder: Path) -> Built:
    return build_graph([folder])


def record(one: Built) -> bytes:
    return written(one.quads, format_of("graph.trig"), base=one.base)


def test_a_build_says_what_it_read_and_found(built: Built) -> None:
    assert built.report.articles == 2
    assert built.languages == ("fr",)
    assert sum(built.report.claims.values()) == sum(p == NEWS.status and g is None for _, p, _, g in built.quads)
    stated = "SELECT DISTINCT ?s ?p ?o { ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }"
    assert built.report.facts == len(built.dataset().query(stated))
    assert built.report.entities >= 2
    assert built.report.skipped == ()


def test_the_company_of_two_articles_is_one_thing(built: Built) -> None:
    firms = {s.rsplit("/")[-1] for s, p, _, g in built.quads if p == RDF.type and g is None and "/organization/" in s}
    assert "velo-bleu" in firms
    assert not any(firm.startswith("velo-bleu~") for firm in firms)


@pytest.mark.process
def test_another_process_with_another_hash_seed_builds_the_same_bytes(built: Built, folder: Path, tmp_path: Path) -> None:
    """What the model reads is kept for it, since a model takes seconds to load; the sample's outputs were read by another process too."""
    list(Cache(tmp_path).readings(read([folder])))
    code = (
        "import sys, hashlib; from kg.build import build_graph; from kg.export import format_of, written\n"
        "built = build_graph(sys.argv[2:], cache=sys.argv[1])\n"
        "print(hashlib.sha256(written(built.quads, format_of('graph.trig'))).hexdigest())"
    )
    sources = [str(folder / f"{name}.txt") for name in reversed(ARTICLES)]
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), *sources],
        env={**os.environ, "PYTHONHASHSEED": "77"},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [hashlib.sha256(record(built)).hexdigest()]


def test_users_get_an_rdflib_dataset(folder: Path) -> None:
    dataset = kg.build([folder / "lune.txt"])
    assert isinstance(dataset, Dataset)
    assert list(dataset.default_graph.objects(None, SCHEMA.headline))


def test_each_article_is_told_of_when_it_is_done(folder: Path) -> None:
    seen: list[Extraction] = []
    build_graph([folder], progress=seen.append)
    assert [extraction.article.id for extraction in seen] == ["lune", "soleil"]


def test_a_source_that_cannot_be_read_stops_the_build_or_is_passed_over(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "vide.txt").write_text("")
    with pytest.raises(SourceError, match="vide"):
        build_graph([folder / "lune.txt", tmp_path / "vide.txt"])
    kept = build_graph([folder / "lune.txt", tmp_path / "vide.txt"], keep_going=True)
    assert kept.report.articles == 1
    assert ["vide.txt" in str(error) for error in kept.report.skipped] == [True]


def test_where_nothing_can_be_read_there_is_no_graph(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        build_graph([tmp_path / "nulle-part.txt"], keep_going=True)


def test_an_unknown_ontology_or_language_is_an_error_that_says_what_there_is(folder: Path) -> None:
    with pytest.raises(OntologyError, match="there are"):
        build_graph([folder], ontology="nulle-part")
    with pytest.raises(LanguageError, match="only in fr"):
        build_graph([folder / "lune.txt"], lang="zz")


def test_one_source_may_be_given_as_it_is(folder: Path) -> None:
    assert {str(g) for g in (graph.identifier for graph in kg.build(str(folder / "lune.txt")).graphs())} >= {
        "https://kg.example.org/article/lune"
    }


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ({"base": "press"}, "base press: not an address that ends in /"),
        ({"include": "Planned"}, "include 'Planned': not statuses in a list; say some of 'Asserted', 'Reported'"),
        ({"include": ["planned"]}, "include 'planned': not statuses in a list"),
        ({"min_confidence": 80}, "min_confidence 80: not a probability; say a number from 0 to 1"),
    ],
)
def test_an_option_that_cannot_be_is_refused_before_anything_is_read(option: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError) as caught:
        kg.build(["there is none"], **option)
    assert str(caught.value).startswith(said)
