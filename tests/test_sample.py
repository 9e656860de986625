"""The sample article, from its file to the graph that is committed: what it must say, and that it says nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, Dataset, Graph, URIRef
from rdflib.compare import isomorphic
from reading import GOLD, ROOT, SAMPLE
from typer.testing import CliRunner

from kg.cli import app
from kg.ontology import Ontology
from kg.rdf import USUAL
from kg.store import open_dataset

GOLDEN = ROOT / "tests/golden/netflix-eternaute.txt"
SCORER = GOLD / "../score.py"
OUTPUTS = ROOT / "outputs"
FILES = [f"netflix-eternaute{suffix}" for suffix in (".trig", ".ttl", ".html")]

NAMES = "SELECT ?thing ?name { ?thing rdfs:label|skos:altLabel ?name . ?thing a ?class }"
TYPES = "SELECT ?thing ?class { ?thing a ?class ; rdfs:label ?name }"
QUOTATIONS = "SELECT ?who ?text { ?q a schema:Quotation ; schema:creator ?who ; schema:text ?text }"
CLAIMS = """SELECT ?s ?p ?o ?status ?by ?plain {
  ?c a news:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; news:status ?status
  OPTIONAL { ?c news:statedBy ?by }
  BIND (EXISTS { ?s ?p ?o } AS ?plain)
}"""
VALUES = "SELECT ?value ?number ?unit { ?value schema:value ?number OPTIONAL { ?value schema:currency|schema:unitText ?unit } }"


@dataclass(frozen=True)
class Row:
    """One line of the golden file; `needed` unless it is marked with `?`."""

    needed: bool
    said: tuple[str, str, str]
    statuses: tuple[str, ...]
    speaker: str


def golden() -> Iterator[Row]:
    for text in GOLDEN.read_text(encoding="utf-8").splitlines():
        if text and not text.startswith("#"):
            cells = [cell.strip() for cell in text.removeprefix("?").split("|")] + ["", ""]
            yield Row(not text.startswith("?"), (cells[0], cells[1], cells[2]), tuple(cells[3].split(" or ")), cells[4])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the three files of the sample, just built."""
    out = tmp_path_factory.mktemp("sample")
    done = CliRunner().invoke(app, ["build", str(SAMPLE), "--out", str(out)])
    assert done.exit_code == 0, done.output
    return out


class Said:
    """The merged graph with its things as their names, so that a difference can be read."""

    def __init__(self, record: Path, ontology: Ontology) -> None:
        self.store, self.ontology = open_dataset(record), ontology
        self.names: dict[str, set[str]] = {}
        for thing, name in self._rows(NAMES):
            self.names.setdefault(thing, set()).add(name)
        self.values = {value: f"{number} {unit}".strip() for value, number, unit in self._rows(VALUES)}
        self.types = set(self._rows(TYPES))
        self.quotations = set(self._rows(QUOTATIONS))
        self.claims = set(self._rows(CLAIMS))

    def _rows(self, text: str) -> Iterator[tuple[str, ...]]:
        answer = self.store.query(text, prefixes=USUAL)
        assert isinstance(answer, ox.QuerySolutions)
        return (tuple("" if term is None else term.value for term in row) for row in answer)

    def called(self, term: str, name: str) -> bool:
        """Whether a term of the graph is what the golden file calls so."""
        return name in self.names.get(term, {self.values.get(term, term)})

    def shown(self, *terms: str) -> str:
        """A row of the graph as the golden file would have it."""
        return " | ".join(self._shown(term) for term in terms)

    def _shown(self, term: str) -> str:
        if term in self.names:
            return " = ".join(sorted(self.names[term]))
        return self.values.get(term) or (self.ontology.short(URIRef(term)) if term.startswith("http") else term)

    def fits(self, row: Row, status: str, by: str) -> bool:
        return status in row.statuses and (status != "Reported" or self.called(by, row.speaker))

    def is_row(self, row: Row, s: str, p: str, o: str) -> bool:
        return row.said[1] == p and self.called(s, row.said[0]) and self.called(o, row.said[2])


@pytest.fixture(scope="module")
def said(built: Path, ontology: Ontology) -> Said:
    return Said(built / FILES[0], ontology)


def facts(said: Said) -> list[tuple[str, str, str, str, str, bool]]:
    return sorted(
        (s, said.ontology.short(URIRef(p)), o, status[status.rindex("#") + 1 :], by, plain == "true")
        for s, p, o, status, by, plain in said.claims
    )


def listed(rows: list[str]) -> str:
    return "\n".join(("", *rows))


def test_it_says_all_that_the_golden_graph_says(said: Said) -> None:
    missing = [
        " | ".join((*row.said, " or ".join(row.statuses), row.speaker))
        for row in golden()
        if row.needed and row.statuses != ("",)
        if not any(plain and said.is_row(row, s, p, o) and said.fits(row, status, by) for s, p, o, status, by, plain in facts(said))
    ]
    assert not missing, listed(missing)


def test_it_says_nothing_else(said: Said) -> None:
    rows = [row for row in golden() if row.statuses != ("",)]
    false = [
        said.shown(s, p, o, status, by)
        for s, p, o, status, by, _ in facts(said)
        if not any(said.is_row(row, s, p, o) and said.fits(row, status, by) for row in rows)
    ]
    assert not false, listed(false)


def test_only_what_is_asserted_or_reported_is_a_plain_triple(said: Said) -> None:
    other = [said.shown(s, p, o, status) for s, p, o, status, _, plain in facts(said) if plain != (status in ("Asserted", "Reported"))]
    assert not other, listed(other)


def test_each_thing_is_there_as_what_it_is_and_no_other_is(said: Said) -> None:
    rows = [row for row in golden() if row.said[1] == "rdf:type"]
    classes = {said.ontology.short(cls): cls for cls in said.ontology.classes}

    def fits(row: Row, thing: str, cls: str) -> bool:
        return said.called(thing, row.said[0]) and said.ontology.is_a(classes[row.said[2]], URIRef(cls))

    strange = [said.shown(thing, cls) for thing, cls in sorted(said.types) if not any(fits(row, thing, cls) for row in rows)]
    missing = [" | ".join(row.said) for row in rows if row.needed and not any(fits(row, *pair) for pair in said.types)]
    assert not strange, listed(strange)
    assert not missing, listed(missing)


def test_no_two_things_are_called_the_same(said: Said) -> None:
    names = sorted(name for names in said.names.values() for name in names)
    assert names == sorted(set(names))


def test_what_ted_sarandos_says_is_quoted_as_his(said: Said) -> None:
    rows = [row for row in golden() if row.said[1] == "quotation"]

    def is_row(row: Row, who: str, text: str) -> bool:
        return said.called(who, row.said[0]) and text == row.said[2]

    strange = [said.shown(*one) for one in sorted(said.quotations) if not any(is_row(row, *one) for row in rows)]
    missing = [" | ".join(row.said) for row in rows if row.needed and not any(is_row(row, *one) for one in said.quotations)]
    assert not strange, listed(strange)
    assert not missing, listed(missing)
    assert sum(said.called(who, "Ted Sarandos") for who, _ in said.quotations) >= 3


@pytest.mark.parametrize("name", FILES)
def test_the_outputs_in_the_repository_are_what_the_build_writes(built: Path, name: str) -> None:
    if not (OUTPUTS / name).is_file():
        pytest.skip(f"outputs/{name} is not there: kg build {SAMPLE.relative_to(ROOT)}")
    assert (OUTPUTS / name).read_bytes() == (built / name).read_bytes(), f"if this is as it should be: kg build {SAMPLE.relative_to(ROOT)}"


def test_rdflib_and_pyoxigraph_read_the_same_graph(built: Path) -> None:
    record, merged = (built / name for name in FILES[:2])
    by_ox = Graph().parse(data=ox.serialize(ox.parse(path=merged), format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    assert isomorphic(Graph().parse(merged), by_ox)
    default = [quad.triple for quad in ox.parse(path=record) if quad.graph_name == ox.DefaultGraph()]
    assert {str(triple) for triple in default} == {str(quad.triple) for quad in ox.parse(path=merged)}
    dataset = Dataset()
    dataset.parse(record)
    assert len(list(dataset.quads())) == sum(1 for _ in ox.parse(path=record))
    assert isomorphic(dataset.default_graph, by_ox)


@pytest.mark.interop
@pytest.mark.skipif(not shutil.which("rapper"), reason="rapper is not installed")
@pytest.mark.parametrize(("name", "form"), [(FILES[0], "trig"), (FILES[1], "turtle")])
def test_rapper_accepts_the_files(built: Path, name: str, form: str) -> None:
    done = subprocess.run(["rapper", "-q", "-c", "-i", form, str(built / name)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(
    not SCORER.is_file(), reason=f"the gold and its scorer do not lie beside the repository ({SCORER.parent.name}/score.py)"
)
def test_the_scorer_gives_the_precision_and_recall_that_are_promised(built: Path, tmp_path: Path) -> None:
    shutil.copy(GOLD / "netflix-eternaute.json", tmp_path)
    command = [
        sys.executable,
        str(SCORER),
        str(tmp_path),
        str(built / FILES[0]),
        "--json",
        "--ontology",
        str(ROOT / "ontologies/news/ontology.ttl"),
    ]
    figures = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert figures["articles"] == 1
    assert figures["precision"] >= 0.8
    assert figures["recall"] >= 0.7


def test_a_reasoner_infers_nothing_absurd_from_the_sample(built: Path) -> None:
    owlrl = pytest.importorskip("owlrl")
    closed = Graph().parse(built / "netflix-eternaute.ttl").parse(ROOT / "ontologies/news/ontology.ttl")
    asserted = set(closed)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    place, organization, person = (URIRef(f"https://schema.org/{name}") for name in ("Place", "Organization", "Person"))
    for thing in {
        s for s, p, _ in asserted if p == RDF.type and str(s).startswith("https://kg.example.org/") and "/ontology/" not in str(s)
    }:
        classes = set(closed.objects(thing, RDF.type))
        assert OWL.Nothing not in classes, thing
        assert len({place, organization, person} & classes) <= 1, (thing, sorted(map(str, classes)))
    same = {(a, b) for a, b in closed.subject_objects(OWL.sameAs) if a != b} - {(s, o) for s, p, o in asserted if p == OWL.sameAs}
    assert {(a, b) for a, b in same if (b, OWL.sameAs, a) not in asserted} == set()
