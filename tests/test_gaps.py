"""What the lexicon does not say yet: on frozen parses what is a gap and what is none, and how gaps are listed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from frozen import CASES, reading
from rdflib import URIRef
from typer.testing import CliRunner, Result

from kg import lexicon
from kg import ontology as ontologies
from kg.cli import app
from kg.extract import Resources, extract, load
from kg.gaps import items
from kg.gaps.entries import turtle
from kg.iris import NEWS, SCHEMA
from kg.model import Extraction, Gap
from kg.ontology import Ontology
from kg.parse import Reading

FILE = CASES / "gaps" / "gaps.conllu"


@pytest.fixture(scope="module")
def news() -> Resources:
    return load("news", "fr")


def frozen() -> list[tuple[str, Reading, set[str]]]:
    """Each sentence of the file with its tree and the gaps that its comments expect."""
    found = []
    for chunk in FILE.read_text(encoding="utf-8").strip().split("\n\n"):
        said = [line[2:].partition(" = ") for line in chunk.splitlines() if line.startswith("# ")]
        rows = [line.split("\t") for line in chunk.splitlines() if not line.startswith("#")]
        text = next(value for key, _, value in said if key == "text")
        found.append((text, reading(text, rows), {value for key, _, value in said if key == "gap"}))
    return found


def line(gap: Gap, news: Resources) -> str:
    kind = f"reflexive {gap.kind.value}" if gap.reflexive else gap.kind.value
    roles = ", ".join(f"{filled.role} {news.ontology.short(filled.cls) if filled.cls else '?'}" for filled in gap.roles)
    return " | ".join([gap.predicate, kind, roles, gap.reason, *([gap.sense.rpartition("#")[2]] if gap.sense else [])])


@pytest.mark.parametrize(("read", "expected"), [(read, gaps) for _, read, gaps in frozen()], ids=[text for text, _, _ in frozen()])
def test_two_known_things_that_no_sense_links_are_a_gap(read: Reading, expected: set[str], news: Resources) -> None:
    found = extract(read, news).gaps
    assert {line(gap, news) for gap in found if len([filled for filled in gap.roles if filled.cls]) > 1} == expected


def extracted(news: Resources) -> Iterator[Extraction]:
    return (extract(replace(read, article=replace(read.article, id=str(n))), news) for n, (_, read, _) in enumerate(frozen()))


def test_gaps_are_grouped_by_predicate_and_roles_the_most_frequent_first(news: Resources) -> None:
    first, *others = items(extracted(news), examples=2)
    assert (first.predicate, first.roles, first.count, first.refused) == ("courtiser", ("subject", "object"), 3, ())
    assert [example.passage.text for example in first.examples] == [text for text, _, _ in frozen()][:2]
    assert [news.ontology.short(cls) for cls in first.classes[0]] == ["news:Company", "news:Company"]
    assert {(one.predicate, one.kind.value, one.roles) for one in others if not one.refused} >= {
        ("conclure", "verb", ("subject", "obl:avec")),
        ("décréter sanction", "light verb", ("subject", "obl:contre")),
        ("amie", "noun", ("self", "obl:de")),
    }
    (refused,) = [one for one in others if one.refused]
    assert refused.predicate == "racheter"
    assert others[-1] == refused


def test_properties_that_may_link_two_classes_come_the_narrowest_first(ontology: Ontology) -> None:
    person, city, money = (URIRef(SCHEMA + name) for name in ("Person", "City", "MonetaryAmount"))
    linking = [ontology.short(prop) for prop, inverted in ontology.linking(person, city) if not inverted]
    assert linking.index("schema:birthPlace") < linking.index("news:supports")
    assert "news:revenue" not in linking
    amounts = ontology.linking(URIRef(NEWS + "Company"), money)
    assert "news:revenue" in [ontology.short(prop) for prop, _ in amounts]
    assert not any(inverted for _, inverted in amounts)


def mine(folder: Path, more: str) -> Path:
    """The news ontology in another folder, with one more file of entries."""
    shutil.copytree(ontologies.find("news"), folder, ignore=shutil.ignore_patterns("examples", "queries"))
    (folder / "lexicon.fr.more.ttl").write_text(more, encoding="utf-8")
    return folder


def test_the_entries_say_something_once_their_property_is_chosen(news: Resources, tmp_path: Path) -> None:
    written = turtle(items(extracted(news)), news.ontology, news.lexicon)
    chosen = re.sub(r"(take the # away from one line\n    )# ", r"\1", written)
    assert chosen != written
    folder = mine(tmp_path / "mine", chosen)
    known = lexicon.load(folder, "fr", ontologies.load(folder))
    added = {entry.forms[0] for entry in known.entries} - {entry.forms[0] for entry in news.lexicon.entries}
    assert {"courtiser", "décréter sanction", "amie"} <= added
    (claim,) = extract(frozen()[0][1], load(folder, "fr")).claims
    assert (claim.subject.label, claim.object.label) == ("Vernay", "Mobix")  # type: ignore[union-attr]


def test_a_verb_between_two_companies_may_say_that_one_buys_or_owns_the_other(news: Resources) -> None:
    written = turtle(items(extracted(news))[:1], news.ontology, news.lexicon)
    assert "courtiser" in written
    for said in ("news:acquires", "news:owns", "schema:parentOrganization"):
        assert f"# ontolex:reference {said} ; synsem:subjOfProp :courtiser.s" in written


def test_an_entry_without_its_property_is_refused_by_name(news: Resources, tmp_path: Path) -> None:
    folder = mine(tmp_path / "mine", turtle(items(extracted(news))[:1], news.ontology, news.lexicon))
    done = run("ontology", folder)
    assert done.exit_code == 2
    assert "entry courtiser: the sense courtiser.sense has no ontolex:reference" in done.stderr


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


def test_articles_and_the_graph_built_of_them_have_the_same_gaps(tmp_path: Path) -> None:
    tiny = Path(__file__).parent / "gold-tiny" / "vernay.txt"
    given = run("gaps", tiny)
    assert (given.exit_code, "courtiser  verb  subject, object" in given.stdout) == (0, True), given.output
    assert "Depuis longtemps, le groupe Vernay **courtisait** la société Mobix.  vernay" in given.stdout
    for more, code in (((), 0), (("--no-text",), 2)):
        done = run("build", tiny, "--out", tmp_path, *more)
        assert done.exit_code == 0
        (counted,) = re.findall(r"^gaps +(\d+)", done.stdout, re.MULTILINE)
        assert int(counted) == len(re.findall(r"^ *\d+  \S", given.stdout, re.MULTILINE))
        again = run("gaps", tmp_path / "vernay.trig")
        assert again.exit_code == code
    assert again.stderr.startswith(f"kg: error: {tmp_path / 'vernay.trig'}: it holds no text of vernay; build it without --no-text")
    assert run("build", tiny, "--out", tmp_path).exit_code == 0
    assert run("gaps", tmp_path / "vernay.trig").stdout == given.stdout
    most = run("gaps", tiny, "--turtle", "--limit", "1")
    assert ":courtiser a ontolex:Word" in most.stdout
    assert most.stderr == f"the 1 most frequent of {counted} gaps; --limit {counted} lists all\n"


def test_no_gap_is_no_error_and_a_merged_graph_alone_is_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Le port est fermé.", encoding="utf-8")
    done = run("gaps", tmp_path / "a.txt", "--lang", "fr")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "no gaps: every predicate between known things says something\n")
    (tmp_path / "g.ttl").write_text("", encoding="utf-8")
    assert (run("gaps", tmp_path / "g.ttl").exit_code, run("gaps", tmp_path / "nowhere.txt").exit_code) == (2, 2)
