"""What follows from a graph: the conclusions OWL 2 RL draws that an article could have stated, in a graph of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from examples import bakery
from pyoxigraph import RdfFormat, Store
from rdflib import OWL, RDF, Graph, Literal, URIRef
from reading import ROOT
from typer.testing import CliRunner

from kg import ontology as ontologies
from kg.build import graph_of
from kg.check import check
from kg.cli import app
from kg.errors import UserError
from kg.explain import explain
from kg.merge import merge
from kg.ontology import Ontology
from kg.query import query
from kg.rdf import ENTAILED, NEWS, SCHEMA, Quad
from kg.reason import axioms, closure, entail, with_entailed
from kg.reason.premises import ways
from kg.store import ARCHIVED, open_dataset, quads_of, store_of

SAMPLE = ROOT / "outputs" / "netflix-eternaute.trig"
NEWS_ONTOLOGY = ontologies.load("news")
FOLDER = NEWS_ONTOLOGY.folder
X = "https://example.org/farm#"
FARM = """@prefix : <https://example.org/farm#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix schema: <https://schema.org/> .
<https://example.org/farm> a owl:Ontology .
:Animal a owl:Class . :Cow a owl:Class ; rdfs:subClassOf :Animal . :Field a owl:Class ; owl:disjointWith :Animal .
:grazes a owl:ObjectProperty ; rdfs:subPropertyOf :visits ; owl:inverseOf :feeds ;
    schema:domainIncludes :Animal ; schema:rangeIncludes :Field .
:feeds a owl:ObjectProperty ; schema:domainIncludes :Field ; schema:rangeIncludes :Cow .
:visits a owl:ObjectProperty ; rdfs:domain :Animal .
:borders a owl:ObjectProperty , owl:SymmetricProperty . :contains a owl:ObjectProperty , owl:TransitiveProperty .
:mother a owl:ObjectProperty , owl:FunctionalProperty ; rdfs:range :Animal . :tag a owl:DatatypeProperty , owl:InverseFunctionalProperty .
:number a owl:DatatypeProperty ; rdfs:subPropertyOf :tag .
"""


@pytest.fixture(scope="module")
def farm(tmp_path_factory: pytest.TempPathFactory) -> Ontology:
    folder = tmp_path_factory.mktemp("farm")
    (folder / "ontology.ttl").write_text(FARM, encoding="utf-8")
    return ontologies.load(folder)


def stated(text: str) -> list[Quad]:
    head = f"@prefix : <{X}> . @prefix owl: <{OWL}> .\n"
    graph = Graph().parse(data=head + text, format="turtle")
    return [(s, p, o, None) for s, p, o in graph if isinstance(s, URIRef) and isinstance(p, URIRef) and isinstance(o, URIRef | Literal)]


def short(term: object) -> str:
    return str(term).replace(X, ":").replace(str(RDF.type), "a")


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        (":io a :Cow .", {":io a :Animal"}),
        (":io a :Cow ; :grazes :lea . :lea a :Field .", {":io a :Animal", ":io :visits :lea", ":lea :feeds :io"}),
        (":lea a :Field ; :feeds :io . :io a :Cow .", {":io a :Animal", ":io :grazes :lea", ":io :visits :lea"}),
        (":lea :borders :hill .", {":hill :borders :lea"}),
        (":a :contains :b . :b :contains :c . :c :contains :d .", {":a :contains :c", ":a :contains :d", ":b :contains :d"}),
        (":io :visits :lea .", {":io a :Animal"}),
        (':io :number "7" .', {":io :tag 7"}),
        # nothing absurd
        (":lea a :Field ; :visits :hill .", set()),  # a field would be an animal
        (":io a :Animal ; :grazes :lea . :lea a :Field .", {":io :visits :lea"}),  # a field is expected to feed cows
        (":io :mother :ida , :isa .", {":ida a :Animal", ":isa a :Animal"}),  # two values of one are not one thing
        (':io :tag "7" . :ida :tag "7" .', set()),
        (":io a :Cow ; owl:sameAs :ida . :ida :borders :lea .", {":io a :Animal", ":lea :borders :ida"}),
    ],
)
def test_what_follows_is_what_the_rules_say_and_nothing_absurd(farm: Ontology, text: str, follows: set[str]) -> None:
    found = entail(store_of(stated(text)), farm)
    assert {" ".join(map(short, triple)) for triple in found.triples} == follows


def test_what_is_left_out_is_counted_by_what_it_does_not_fit(farm: Ontology) -> None:
    found = entail(store_of(stated(":lea a :Field ; :visits :hill . :io a :Animal ; :grazes :lea .")), farm)
    assert sorted(found.refused.values()) == [1, 1]
    assert all("shares nothing" in what or "does not expect" in what for what in found.refused)


def test_another_reasoner_draws_the_same_conclusions_from_the_sample() -> None:
    owlrl = pytest.importorskip("owlrl")
    merged = [(s, p, o) for s, p, o, g in quads_of(open_dataset(SAMPLE)) if g is None]
    things = {s for s, p, o in merged if p == RDF.type and o not in (NEWS.Claim, SCHEMA.NewsArticle, SCHEMA.Quotation)}
    given = [*axioms(NEWS_ONTOLOGY), *(t for t in merged if t[0] in things and (t[1] == RDF.type or t[1] in NEWS_ONTOLOGY.properties))]
    other = Graph()
    for triple in given:
        other.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(other)
    terms = {*NEWS_ONTOLOGY.classes, *NEWS_ONTOLOGY.properties, RDF.type}

    def about(triples: object) -> set[object]:
        assert isinstance(triples, Graph | list)
        said = ((s, p, o) for s, p, o in triples if s in things and p in terms and not isinstance(o, Literal))
        return {(s, p, o) for s, p, o in said if p != RDF.type or o in terms}

    assert about(closure(given)) == about(other)
    assert {triple for triple in about(other) if triple not in merged} == set(entail(open_dataset(SAMPLE), NEWS_ONTOLOGY).triples)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("SELECT ?x { organization:netflix schema:employee ?x }", ["group:equipes-de-netflix", "person:ted-sarandos"]),  # the inverse
        ("SELECT ?x { ?x schema:worksFor organization:netflix }", ["group:equipes-de-netflix", "person:ted-sarandos"]),  # a property above
        ("SELECT ?x { ?x a schema:Organization }", ["organization:netflix", "organization:the-guardian"]),  # a class above
    ],
)
def test_questions_by_inverses_and_what_is_above_just_work(question: str, found: list[str]) -> None:
    folder, plain = NEWS_ONTOLOGY.folder, open_dataset(SAMPLE)
    entailed = with_entailed(plain, NEWS_ONTOLOGY)
    answer = query(entailed, question, ontology=folder, entailed=True)
    assert sorted(cell.partition(" ")[0] for (cell,) in answer.rows()) == found
    without = [list(query(store, question, ontology=folder).rows()) for store in (plain, entailed)]
    assert without[0] == without[1] and len(without[0]) < len(found)


def test_a_query_that_names_its_graphs_gets_them_alone() -> None:
    store = with_entailed(open_dataset(SAMPLE), NEWS_ONTOLOGY)
    asked = "SELECT (COUNT(*) AS ?n) FROM <https://kg.example.org/graph/about> { ?s schema:employee ?o }"
    assert list(query(store, asked, ontology=NEWS_ONTOLOGY.folder, entailed=True).rows()) == [("0",)]


def test_conclusions_stand_apart_and_pass_the_shapes() -> None:
    store = with_entailed(open_dataset(SAMPLE), NEWS_ONTOLOGY)
    before, after = set(quads_of(open_dataset(SAMPLE))), set(quads_of(store))
    added = after - before
    assert before < after and {str(quad[3]).endswith(ENTAILED) for quad in added} == {True}
    assert not {quad[:3] for quad in added} & {quad[:3] for quad in before if quad[3] is None}
    assert check(store, NEWS_ONTOLOGY).violations == ()
    mixed = store_of((*before, *((s, p, o, None) for s, p, o, _ in added)))
    found = check(mixed, NEWS_ONTOLOGY).violations  # they fit the shapes, and no article says them
    assert found and {violation.shape for violation in found} == {"Derived"}


def test_conclusions_are_no_part_of_what_is_merged_and_are_drawn_anew() -> None:
    quads = graph_of([bakery()], NEWS_ONTOLOGY)
    once = with_entailed(store_of(quads), NEWS_ONTOLOGY)
    merged = set(merge(quads_of(once), NEWS_ONTOLOGY))
    assert merged == set(merge(quads, NEWS_ONTOLOGY))
    stale = store_of((*quads_of(once), (URIRef(X + "a"), RDF.type, SCHEMA.Person, URIRef("https://kg.example.org/" + ENTAILED))))
    assert set(quads_of(with_entailed(stale, NEWS_ONTOLOGY))) == set(quads_of(once))


def test_an_inferred_fact_is_told_by_the_claim_that_it_rests_on() -> None:
    (about,) = explain(with_entailed(open_dataset(SAMPLE), NEWS_ONTOLOGY), "Ted Sarandos", ontology=NEWS_ONTOLOGY, lang="en")
    told = {(fact.property, fact.outward): fact for fact in about.facts}
    works, employs = told["works for", True], told["employs", False]
    assert (works.subject, works.object) == (employs.object, employs.subject) == ("Ted Sarandos", "Netflix")
    assert works.status == employs.status == "inferred from “Ted Sarandos → is co-CEO of → Netflix”, asserted"
    assert works.passage.text.startswith("Une avancée technique défendue par Ted Sarandos")
    assert told["supports", True].status == "asserted"


def test_the_ways_to_say_a_property_are_those_below_it_and_its_inverse(farm: Ontology) -> None:
    said = [(NEWS_ONTOLOGY.short(iri), turned) for iri, turned in ways(SCHEMA.employee, NEWS_ONTOLOGY)]
    assert said[0] == ("schema:worksFor", True) and ("news:coChiefExecutiveOf", True) in said
    assert list(ways(URIRef(X + "borders"), farm)) == [(URIRef(X + "borders"), True)]


def test_the_command_writes_what_the_build_writes_and_the_same_bytes_again(tmp_path: Path) -> None:
    run, built, again = CliRunner().invoke, tmp_path / "a.trig", tmp_path / "b.trig"
    article = tmp_path / "a.txt"
    article.write_text("Ada Lune dirige la société Quartz.", encoding="utf-8")
    assert run(app, ["build", str(article), "--out", str(tmp_path), "--entail"]).exit_code == 0
    assert "schema:employee" in built.read_text("utf-8") and "schema:employee" not in built.with_suffix(".ttl").read_text("utf-8")
    done = run(app, ["reason", str(built), "--out", str(again)])
    assert done.exit_code == 0 and "schema:employee" in done.stdout
    assert again.read_bytes() == built.read_bytes()
    assert run(app, ["reason", str(again)]).exit_code == 0
    assert again.read_bytes() == built.read_bytes()


def test_what_cannot_take_conclusions_is_told_where_they_can_go(tmp_path: Path) -> None:
    archive = tmp_path / "a.kg"
    archive.mkdir()
    Store(str(archive / ARCHIVED)).bulk_load(path=str(SAMPLE), format=RdfFormat.TRIG)
    for graph, said in (
        (SAMPLE.with_suffix(".ttl"), f"it holds one graph alone, and what follows has its own; say --out {SAMPLE}"),
        (archive, f"it is an archive, which changes with its articles, and what follows would stay behind; say --out {tmp_path}/a.trig"),
        (tmp_path / "nope.ttl", "nope.ttl: no such file"),
    ):
        done = CliRunner().invoke(app, ["reason", str(graph)])
        assert done.exit_code == 2 and said in done.stderr, done.stderr
    done = CliRunner().invoke(app, ["reason", str(archive), "--out", str(tmp_path / "a.xyz")])
    assert done.exit_code == 2 and done.stderr.endswith("could be written in has its suffix, '.xyz'; there are .trig, .nq, .jsonld\n")
    done = CliRunner().invoke(app, ["reason", str(archive), "--out", str(tmp_path / "a.trig")])
    assert done.exit_code == 0 and "schema:employee" in (tmp_path / "a.trig").read_text("utf-8")


def test_without_the_reasoner_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UserError, match=r"pip install '\.\[reason\]'"):
        entail(open_dataset(SAMPLE), NEWS_ONTOLOGY)


def test_what_is_spoken_of_most_is_of_the_classes_that_are_stated() -> None:
    plain, entailed = (store := open_dataset(SAMPLE)), with_entailed(store, NEWS_ONTOLOGY)
    asked = (query(plain, "most-said", ontology=FOLDER), query(entailed, "most-said", ontology=FOLDER, entailed=True))
    stated, with_what_follows = (sorted(found.rows()) for found in asked)
    assert stated == with_what_follows


def test_a_violation_counts_once_whatever_follows_from_the_graph() -> None:
    store = open_dataset(SAMPLE)
    store.update(
        f"""DELETE {{ GRAPH ?g {{ ?claim rdf:object ?o }} }}
        INSERT {{ GRAPH ?g {{ ?claim rdf:object <https://kg.example.org/place/argentine> }} }}
        WHERE {{ ?claim rdf:predicate <{NEWS.coChiefExecutiveOf}> GRAPH ?g {{ ?claim rdf:object ?o }} }}""",
        prefixes={"rdf": str(RDF)},
    )
    plain, entailed = (check(one, NEWS_ONTOLOGY) for one in (store, with_entailed(store, NEWS_ONTOLOGY)))
    assert [violation.value for violation in entailed.violations] == [violation.value for violation in plain.violations]
