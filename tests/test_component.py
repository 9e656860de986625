"""The front door of the package, and the spaCy pipe."""

from __future__ import annotations

import importlib
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest
import spacy
from rdflib import Dataset, URIRef
from spacy.language import Language

import kg
import kg.component  # what the entry point does in an installed kg
from kg.iris import NEWS
from kg.model import Status

TEXT = "Le studio Lumio utilise l'intelligence artificielle. La société Mobix n'a pas racheté la société Vernay."


@pytest.fixture(scope="module")
def pipeline() -> Language:
    return kg.load("fr")


def fresh(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_kg_brings_nothing_heavy() -> None:
    heavy = ("spacy", "rdflib", "pyoxigraph", "typer", "importlib.metadata")
    assert fresh(f"import sys, kg; print([m for m in {heavy!r} if m in sys.modules])") == "[]"


@pytest.mark.parametrize(
    "imports",
    [
        "import kg, kg.build",
        "import kg.build as submodule, kg",
        "from kg.build import build_graph; import kg",
        "import kg; kg.build; import kg.cli, kg.build",
    ],
)
def test_build_is_a_function_whatever_has_been_imported(imports: str) -> None:
    assert fresh(f"{imports}\nimport types\nprint(isinstance(kg.build, types.FunctionType))") == "True"


def test_the_submodule_build_is_there_for_who_imports_from_it() -> None:
    assert fresh("import kg\nfrom kg.build import build_graph, Built\nprint(build_graph.__module__)") == "kg.build"
    assert isinstance(importlib.import_module("kg.build"), ModuleType)


def test_what_kg_does_not_have_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'nothing'"):
        kg.nothing  # noqa: B018


def test_the_version_is_the_distributions_where_there_is_one() -> None:
    try:
        assert kg.__version__ == version("kg-news")
    except importlib.metadata.PackageNotFoundError:
        assert kg.__version__ == "0+unknown"


def test_build_gives_an_rdflib_dataset_with_a_graph_for_each_article(tmp_path: Path) -> None:
    (tmp_path / "vernay.txt").write_text(TEXT, encoding="utf-8")
    dataset = kg.build([tmp_path / "vernay.txt"], lang="fr")
    assert isinstance(dataset, Dataset)
    assert URIRef("https://kg.example.org/article/vernay") in {graph.identifier for graph in dataset.graphs()}
    assert (None, URIRef(NEWS + "uses"), None) in dataset.default_graph


def test_load_gives_the_whole_pipeline(pipeline: Language) -> None:
    assert pipeline.pipe_names[-1] == "kg"
    doc = pipeline(TEXT)
    said = {(str(claim.predicate), claim.status) for claim in doc._.claims}
    assert {(NEWS + "uses", Status.ASSERTED), (NEWS + "acquires", Status.NEGATED)} <= said
    assert {"Lumio", "Mobix", "Vernay"} <= {name for chain in doc._.chains for name in chain.names}
    for claim in doc._.claims:
        assert claim.evidence.sentence_begin <= claim.evidence.begin < claim.evidence.end <= claim.evidence.sentence_end <= len(doc.text)


def test_a_text_without_words_says_nothing(pipeline: Language) -> None:
    assert [pipeline(text)._.claims for text in ("", " ", "\n\n")] == [(), (), ()]


def test_both_ends_of_a_claim_say_what_they_are(pipeline: Language) -> None:
    text = "Ada Lune, directrice de la société Quartz, a investi deux millions d'euros."
    said = {(str(claim.subject), str(claim.object)) for claim in pipeline(text)._.claims}
    assert {("Ada Lune", "Quartz"), ("Ada Lune", "directrice")} <= said


def test_the_pipe_is_added_by_name_and_reads_no_ontology_before_there_is_a_text() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("kg", config={"ontology": "no-such-ontology"})
    assert nlp.pipe_names == ["kg"]


def test_a_pipeline_with_the_pipe_is_saved_and_read_again(pipeline: Language, tmp_path: Path) -> None:
    pipeline.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    assert again(TEXT)._.claims == pipeline(TEXT)._.claims
