"""`kg check` finds what breaks a promise, says so in words, and shows the sentence that it comes from."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
from examples import bakery, disputed, mention_of
from rdflib import RDF, Graph, Namespace, URIRef
from reading import ROOT
from typer.testing import CliRunner

from kg import ontology as ontologies
from kg.build import graph_of
from kg.check import Checked, check
from kg.check.report import report
from kg.check.results import SH, Shapes
from kg.check.shapes import generated
from kg.cli import app
from kg.errors import OntologyError, QueryError, UserError
from kg.iris import BASE
from kg.link.decisions import read
from kg.rdf import USUAL, prefixes
from kg.store import open_dataset, rows, store_of

SAMPLE = ROOT / "outputs" / "netflix-eternaute.trig"
ARTICLE = "https://kg.example.org/article/netflix-eternaute"
NEWS_SHAPES = Namespace("https://kg.example.org/shapes#")
ONTOLOGY = ontologies.load("news")

SARANDOS, SERIES = "Une avancée technique défendue par Ted Sarandos", "Comme le révèle The Guardian"
FIGURES, TEAMS = "La plateforme continue de voir", "En utilisant l’IA générative, les équipes de Netflix"
AFTER, CREATE = "Après le doublage automatique", "La plateforme de streaming confirme"

PLANTED: Mapping[str, tuple[str, str, str, str]] = {
    # what is wrong: the SPARQL that makes it so, the shape that says so, what it is about, the beginning of a sentence it comes from
    "a chief executive of a technology": (
        "DELETE WHERE { person:ted-sarandos news:coChiefExecutiveOf organization:netflix };"
        "DELETE WHERE { :claim-10e65f3582e0f5de rdf:object ?o };"
        "INSERT DATA { :claim-10e65f3582e0f5de rdf:object technology:intelligence-artificielle . "
        "person:ted-sarandos news:coChiefExecutiveOf technology:intelligence-artificielle }",
        "news-coChiefExecutiveOf.object",
        "Ted Sarandos → is co-CEO of → intelligence artificielle",
        SARANDOS,
    ),
    "a work that opposes": (
        "INSERT DATA { work:l-eternaute news:opposes technology:intelligence-artificielle }",
        "news-opposes.subject",
        "L’Éternaute → opposes → intelligence artificielle",
        "",
    ),
    "a number for a job title": (
        "DELETE WHERE { :claim-5b69bfea723fc026 rdf:object ?o };"
        "INSERT DATA { :claim-5b69bfea723fc026 rdf:object 12 . person:ted-sarandos schema:jobTitle 12 }",
        "schema-jobTitle.object",
        "Ted Sarandos → has the job title → 12",
        SARANDOS,
    ),
    "a property that the ontology lacks": (
        "DELETE WHERE { :claim-310821cbbcd4c1a1 rdf:predicate ?p };INSERT DATA { :claim-310821cbbcd4c1a1 rdf:predicate news:usedAt }",
        "vocabulary.properties",
        "intelligence artificielle générative → usedAt → L’Éternaute",
        SERIES,
    ),
    "a class that the ontology lacks": (
        "INSERT DATA { service:prime-video a schema:Recipe }",
        "vocabulary.classes",
        "Prime Video",
        AFTER,
    ),
    "two statuses": (
        "INSERT DATA { :claim-d0d0f033b43215a8 news:status news:Negated }",
        "Claim",
        "équipes de Netflix → works for → Netflix",
        TEAMS,
    ),
    "a status that there is not": (
        "DELETE WHERE { GRAPH <A> { :claim-16c284aec6c74713 news:status ?s } };"
        "INSERT DATA { GRAPH <A> { :claim-16c284aec6c74713 news:status news:Rumoured } }",
        "Claim",
        "équipes de Netflix → uses → intelligence artificielle générative",
        TEAMS,
    ),
    "no confidence": (
        "DELETE WHERE { GRAPH <A> { :claim-6598a97f162ae4ca news:confidence ?c } }",
        "Claim",
        "Netflix → explores → intelligence artificielle générative",
        AFTER,
    ),
    "a confidence above one": (
        "DELETE WHERE { :claim-be160727ad0e505c news:confidence ?c }; INSERT DATA { :claim-be160727ad0e505c news:confidence 1.7 }",
        "Claim",
        "Netflix → change in revenue → 16\N{NO-BREAK SPACE}%",
        FIGURES,
    ),
    "no sentence": (
        "DELETE WHERE { :claim-cf8b01d6ef775cf2 news:sentence ?s }",
        "ClaimOfAll",
        "Netflix → produces → L’Éternaute",
        SERIES,
    ),
    "no place in the text": (
        "DELETE WHERE { GRAPH <A> { :claim-456cbe34a2c2317c prov:wasDerivedFrom ?s } }",
        "ClaimOfArticle",
        "intelligence artificielle générative → is used for → effets spéciaux",
        CREATE,
    ),
    "a source that is no article": (
        "DELETE WHERE { :claim-4e9053bde9c30abd prov:hadPrimarySource ?s };"
        "INSERT DATA { :claim-4e9053bde9c30abd prov:hadPrimarySource organization:the-guardian }",
        "ClaimOfAll",
        "doublage automatique des séries → uses → intelligence artificielle",
        AFTER,
    ),
    "stated, and not in the graph": (
        "DELETE WHERE { service:prime-video news:uses ?what }",
        "Stated",
        "Prime Video → uses → doublage automatique des séries",
        AFTER,
    ),
    "a person who is an event": ("INSERT DATA { person:ted-sarandos a schema:Festival }", "schema-Event.only", "Ted Sarandos", SARANDOS),
    "two names in one language": ('INSERT DATA { organization:the-guardian rdfs:label "Guardian"@fr }', "Thing", "Guardian", SERIES),
    "words that are not in the text": (
        "DELETE { GRAPH <A> { ?s nif:anchorOf ?w } } INSERT { GRAPH <A> { ?s nif:anchorOf 'Disney' } }"
        "WHERE { GRAPH <A> { ?s itsrdf:taIdentRef <A#service/prime-video> ; nif:anchorOf ?w } }",
        "Context",
        "",
        AFTER,
    ),
    "a stretch that ends before it begins": (
        "DELETE { GRAPH <A> { ?s nif:endIndex ?e } } INSERT { GRAPH <A> { ?s nif:endIndex '3'^^xsd:nonNegativeInteger } }"
        "WHERE { GRAPH <A> { ?s itsrdf:taIdentRef <A#group/equipes-de-netflix> ; nif:endIndex ?e } }",
        "Span",
        "",
        TEAMS,
    ),
    "a place that is no number": (
        "DELETE { GRAPH <A> { ?s nif:beginIndex ?b } } INSERT { GRAPH <A> { ?s nif:beginIndex 'ici' } }"
        "WHERE { GRAPH <A> { ?s itsrdf:taIdentRef <A#work/l-eternaute> ; nif:beginIndex ?b } }",
        "Span",
        "",
        SERIES,
    ),
    "a thing of two classes in one article": (
        "INSERT DATA { GRAPH <A> { <A#activity/effets-speciaux> a news:Topic } }",
        "LocalThing",
        "effets spéciaux",
        CREATE,
    ),
    "a quotation without words": (
        "DELETE WHERE { GRAPH <A> { <A#quote-683-709> schema:text ?t } }",
        "Quotation",
        "",
        "Une utilisation à visage découvert",
    ),
    "an amount of two numbers": ("INSERT DATA { value:16-percent schema:value 17.0 }", "Amount", "16\N{NO-BREAK SPACE}%", FIGURES),
    "a currency that is none": (
        "DELETE WHERE { value:11000000000-usd schema:currency ?c }; INSERT DATA { value:11000000000-usd schema:currency 'dollars' }",
        "Money",
        "11,000,000,000\N{NO-BREAK SPACE}dollars",
        FIGURES,
    ),
    "a thing that stands for nothing": (
        "DELETE WHERE { GRAPH <https://kg.example.org/graph/resolution> { <A#technology/intelligence-artificielle> owl:sameAs ?x } }",
        "Meant",
        "intelligence artificielle",
        "C’est une nouvelle percée",
    ),
    "a resolution without a reason": (
        "DELETE { GRAPH ?g { ?r news:reason ?w } } WHERE { GRAPH ?g { ?r rdf:subject <A#person/ted-sarandos> ; news:reason ?w } }",
        "Resolution",
        "",
        SARANDOS,
    ),
    "a person with a confidence": (
        "INSERT DATA { person:ted-sarandos news:confidence 0.5 }",
        "news-confidence.subject",
        "Ted Sarandos",
        SARANDOS,
    ),
    "an article in no language": ("DELETE WHERE { <A> schema:inLanguage ?l }", "Article", "", ""),
    "a thing without an IRI": ('INSERT DATA { _:b rdfs:label "Zut"@fr ; a schema:Person }', "Thing", "Zut", ""),
    "a status that the article does not have": (
        "DELETE WHERE { :claim-5d1144a70e5b7de2 news:status ?s };INSERT DATA { :claim-5d1144a70e5b7de2 news:status news:Reported }",
        "Derived",
        "Ted Sarandos → supports → intelligence artificielle générative",
        SARANDOS,
    ),
    "a sentence that the article does not have": (
        'DELETE WHERE { :claim-25b5fd92cbd990f7 news:sentence ?s };INSERT DATA { :claim-25b5fd92cbd990f7 news:sentence "Rien de tel."@fr }',
        "Derived",
        "nombreux artistes → opposes → intelligence artificielle générative",
        "Une déclaration qui risque",
    ),
    "a plain triple that no claim says": (
        "INSERT DATA { person:ted-sarandos news:acquires organization:netflix }",
        "Derived",
        "Ted Sarandos → acquires → Netflix",
        "",
    ),
    "a plain triple of a property that the ontology lacks": (
        "INSERT DATA { person:ted-sarandos news:suports organization:netflix }",
        "Derived",
        "Ted Sarandos → suports → Netflix",
        "",
    ),
    "a thing of no article": ('INSERT DATA { person:nemo a schema:Person ; rdfs:label "Nemo"@fr }', "Derived", "Nemo", ""),
    "a class that a thing has in no article": (
        "INSERT DATA { activity:effets-speciaux a news:Study }",
        "Derived",
        "effets spéciaux",
        "",
    ),
    "a month of no calendar": (
        "DELETE WHERE { <A> schema:datePublished ?d }; INSERT DATA { <A> schema:datePublished '2025-13'^^xsd:gYearMonth }",
        "schema-datePublished.object",
        "",
        "",
    ),
    "a claim that the merged graph does not have": (
        "DELETE WHERE { :claim-79a0ef526ff86dfe ?p ?o }",
        "Derived",
        "Ted Sarandos → has the job title → patron",
        "Une utilisation à visage découvert",
    ),
    "a node of no IRI and no name": ("INSERT DATA { [] a schema:Person }", "Outline", "_:", ""),
    "a status that was changed everywhere": (
        "DELETE WHERE { :claim-cf8b01d6ef775cf2 news:status ?s . GRAPH <A> { :claim-cf8b01d6ef775cf2 news:status ?t } };"
        "INSERT DATA { :claim-cf8b01d6ef775cf2 news:status news:Negated . GRAPH <A> { :claim-cf8b01d6ef775cf2 news:status news:Negated } }",
        "Made",
        "Netflix → produces → L’Éternaute",
        SERIES,
    ),
    "a number that was changed in the article": (
        "DELETE WHERE { GRAPH <A> { value:16-percent schema:value ?m } }; INSERT DATA { GRAPH <A> { value:16-percent schema:value 61.0 } }",
        "Made",
        "",
        FIGURES,
    ),
    "a text that was changed where nothing is said": (
        "DELETE { GRAPH <A> { ?c nif:isString ?t } } INSERT { GRAPH <A> { ?c nif:isString ?u } }"
        "WHERE { GRAPH <A> { ?c nif:isString ?t BIND (REPLACE(?t, 'du contenu', 'un contenu') AS ?u) } }",
        "Made",
        "",
        "",
    ),
    "a graph that kg does not write": ("INSERT DATA { GRAPH <x:notes> { <x:a> <x:b> <x:c> } }", "Outline", "x:notes", ""),
    "an article without a graph": (
        "INSERT DATA { <https://kg.example.org/article/lost> a schema:NewsArticle }",
        "Outline",
        "article:lost",
        "",
    ),
    "a resolution that leads to nothing": (
        "DELETE WHERE { GRAPH <https://kg.example.org/graph/resolution> "
        "{ <https://kg.example.org/resolution/netflix-eternaute/work/l-eternaute> rdf:object ?thing } }",
        "Resolution",
        "L’Éternaute → sameAs → ?",
        SERIES,
    ),
    "a description that counts nothing": ("DELETE WHERE { GRAPH ?g { ?d <http://rdfs.org/ns/void#triples> ?n } }", "Dataset", "", ""),
}


TINY = """@prefix : <https://example.org/garden#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix news: <https://kg.example.org/ontology/news#> .
<https://example.org/garden> a owl:Ontology . :Plant a owl:Class ; owl:disjointWith :Soil . :Soil a owl:Class . :Pest a owl:Class .
:grows a owl:ObjectProperty ; schema:domainIncludes :Plant ; schema:rangeIncludes :Soil , :Plant .
:height a owl:DatatypeProperty ; news:singleValued true ; schema:rangeIncludes xsd:decimal ."""


def planted(*faults: str) -> ox.Store:
    """The sample's graph with faults in it."""
    store = open_dataset(SAMPLE)
    for fault in faults:
        text = PLANTED[fault][0].replace("<A", f"<{ARTICLE}")
        names = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in {**prefixes(), "": f"{ARTICLE}#"}.items())
        before = set(store)
        store.update(names + text)
        assert set(store) != before, fault
    return store


@pytest.fixture(scope="module")
def found() -> Checked:
    return check(planted(*PLANTED), ONTOLOGY)


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_violation_is_found_with_the_sentence_it_comes_from(found: Checked, fault: str) -> None:
    _, shape, told, sentence = PLANTED[fault]
    those = [v for v in found.violations if v.shape == shape and v.told.startswith(told)]
    assert those, [v for v in found.violations if v.shape == shape]
    if sentence:
        assert any(origin.sentence.startswith(sentence) and origin.article == ARTICLE for v in those for origin in v.origins), those
    else:
        assert any(not v.origins for v in those), those


def test_nothing_is_found_in_what_kg_builds() -> None:
    assert check(open_dataset(SAMPLE), ONTOLOGY).violations == ()
    assert check(open_dataset(SAMPLE.with_suffix(".ttl")), ONTOLOGY).violations == ()


def test_a_claim_that_breaks_one_shape_in_several_graphs_is_told_once() -> None:
    found = check(planted("a chief executive of a technology"), ONTOLOGY)
    unlike, misfit = found.violations
    assert unlike.told == misfit.told == "Ted Sarandos → is co-CEO of → intelligence artificielle"
    assert unlike.value == "rdf:object intelligence artificielle (news:Technology), where its article has Netflix (news:Company)"
    assert misfit.value == "intelligence artificielle (news:Technology)"
    assert len([one for one, _ in found.results if one.shape.startswith(f"{NEWS_SHAPES}news-coChief")]) == 2
    assert not found.conforms


def test_of_a_name_that_was_changed_the_report_says_the_one_that_was_there() -> None:
    store = open_dataset(SAMPLE)
    names = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in USUAL.items())
    old, new = "{ ?who rdfs:label ?name }", "{ ?who rdfs:label 'Teddy'@fr }"
    store.update(f"{names} DELETE {old} INSERT {new} WHERE {{ ?who a schema:Person ; rdfs:label ?name }}")
    (found,) = check(store, ONTOLOGY).violations
    assert found.value == 'rdfs:label "Teddy" (fr), where its article has "Ted Sarandos" (fr)'


def test_what_articles_contradict_each_other_in_is_a_warning_and_conforms() -> None:
    found = check(store_of(graph_of(disputed(), ONTOLOGY)), ONTOLOGY)
    assert [(v.shape, v.told, v.warning) for v in found.violations] == [("schema-birthDate.values", "Anne Le Goff", True)]
    assert {origin.sentence for origin in found.violations[0].origins} >= {"Anne Le Goff est née en 1971."}
    assert found.conforms


@pytest.mark.parametrize(
    ("sense", "value"),
    [
        ("utiliser.userOf", "https://kg.example.org/ontology/news/lexicon/fr#utiliser.userOf"),
        ("elever.opposes", "rdf:predicate news:coChiefExecutiveOf, and its sense says news:opposes"),
    ],
)
def test_a_sense_that_is_none_or_says_something_else_is_a_warning_with_the_sentence(sense: str, value: str) -> None:
    store, lexicon = open_dataset(SAMPLE), "https://kg.example.org/ontology/news/lexicon/fr#"
    for graph in ("{{ {} }}", f"{{{{ GRAPH <{ARTICLE}> {{{{ {{}} }}}} }}}}"):
        old, new = (graph.format(f"?claim <{USUAL['news']}sense> <{lexicon}{one}>") for one in ("co_directeur.coChiefExecutiveOf", sense))
        store.update(f"DELETE {old} INSERT {new} WHERE {old}")
    (found,) = check(store, ONTOLOGY).violations
    assert (found.warning, found.shape, found.told) == (True, "Senses", "Ted Sarandos → is co-CEO of → Netflix")
    assert found.value == value and found.origins[0].sentence.startswith(SARANDOS)


def test_the_graph_of_another_base_conforms_too() -> None:
    store = store_of(graph_of([bakery()], ONTOLOGY, base="https://press.example/"))
    assert check(store, ONTOLOGY).violations == ()


def test_names_and_classes_that_people_decided_are_no_fault_where_the_decisions_are_given(tmp_path: Path) -> None:
    told = tmp_path / "decisions.ttl"
    told.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix wd: <http://www.wikidata.org/entity/> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix schema: <https://schema.org/> .\n"
        '<https://kg.example.org/organization/le-fournil-bleu> skos:prefLabel "Le Fournil" ; a schema:SportsTeam ; owl:sameAs wd:Q42 .',
        encoding="utf-8",
    )
    decisions = read(told, BASE)
    store = store_of(graph_of([bakery()], ONTOLOGY, decisions=decisions))
    assert {label for (label,) in rows(store, "SELECT ?label { <https://kg.example.org/organization/le-fournil> rdfs:label ?label }")} == {
        "Le Fournil"
    }
    assert check(store, ONTOLOGY, decisions).violations == ()
    without = check(store, ONTOLOGY)
    assert not without.conforms and {v.shape for v in without.violations} == {"Derived"} and len(without.violations) == 3


def test_one_article_of_many_is_checked_by_itself() -> None:
    store = store_of(graph_of(disputed(), ONTOLOGY))
    ids = [name.value.rpartition("/")[2] for name in store.named_graphs() if "/article/" in name.value]
    assert len(ids) > 1
    for one in ids:
        found = check(store, ONTOLOGY, articles=[one])
        assert (found.counts[0], found.violations) == (("articles", 1), ())
    gone = next(store.quads_for_pattern(None, ox.NamedNode(USUAL["news"] + "sentence"), None, ox.DefaultGraph()))
    store.remove(gone)
    hurt = str(gone.subject).strip("<>").rpartition("/")[2].partition("#")[0]
    other = next(one for one in ids if one != hurt)
    assert [check(store, ONTOLOGY, articles=[one]).conforms for one in (hurt, other)] == [False, True]
    with pytest.raises(QueryError, match=f"the graph holds no article of this id; near it: {ids[0][:3]}"):
        check(store, ONTOLOGY, articles=[f"{ids[0]}x"])


def test_decisions_that_were_not_obeyed_are_named(tmp_path: Path) -> None:
    told = tmp_path / "decisions.ttl"
    told.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix p: <https://kg.example.org/person/> .\n"
        "p:anne-le-goff owl:sameAs p:ivo-brun .",
        encoding="utf-8",
    )
    store = store_of(graph_of([bakery(), mention_of("b", "Ivo Brun", "schema:Person")], ONTOLOGY))
    (found,) = check(store, ONTOLOGY, read(told, BASE)).violations
    assert (found.shape, found.told) == ("Decided", "Anne Le Goff") and "Ivo Brun (schema:Person)" in found.value


@pytest.mark.parametrize(
    ("fault", "value"),
    [
        ("DELETE WHERE { GRAPH ?g { ?d <http://rdfs.org/ns/void#entities> ?n } }", 'void:entities nothing, where there are "11"'),
        ("DELETE { ?t skos:altLabel ?n } WHERE { ?t skos:altLabel ?n }", "void:triples"),
    ],
)
def test_counts_are_told_where_nothing_else_is_wrong(fault: str, value: str) -> None:
    store = open_dataset(SAMPLE)
    store.update("".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes().items()) + fault)
    assert any(v.value.startswith(value) for v in check(store, ONTOLOGY).violations if v.shape == "Outline")


def test_what_a_damaged_dataset_lacks_comes_first() -> None:
    store = open_dataset(SAMPLE)
    store.remove_graph(ox.NamedNode("https://kg.example.org/graph/resolution"))
    assert check(store, ONTOLOGY).violations[0].node == "graph:resolution"
    store = open_dataset(SAMPLE)
    store.remove_graph(ox.NamedNode(ARTICLE))
    assert check(store, ONTOLOGY).violations[0].message.startswith("an article has a graph of its own")


def test_a_second_object_is_shown_beside_the_first() -> None:
    store = open_dataset(SAMPLE)
    claim = ox.NamedNode(f"{ARTICLE}#claim-10e65f3582e0f5de")
    store.add(ox.Quad(claim, ox.NamedNode(str(RDF.object)), ox.NamedNode("https://kg.example.org/work/l-eternaute")))
    (found,) = (v for v in check(store, ONTOLOGY).violations if v.shape == "news-coChiefExecutiveOf.said-object")
    assert found.value == "Netflix (news:Company) and L’Éternaute (schema:TVSeries)"


@pytest.mark.process
def test_no_date_of_no_calendar_comes_with_a_traceback(tmp_path: Path) -> None:
    late = tmp_path / "late.trig"
    late.write_bytes(SAMPLE.read_bytes().replace(b'"2025-07"^^xsd:gYearMonth', b'"2031-02-30"^^xsd:date'))
    run = subprocess.run([sys.executable, "-m", "kg", "check", late], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (1, "") and "2031-02-30" in run.stdout


def test_a_graph_of_the_users_own_in_an_archive_is_theirs() -> None:
    store = open_dataset(SAMPLE)
    store.update('INSERT DATA { GRAPH <https://kg.example.org/graph/user/notes> { <x:a> a <https://schema.org/NewsArticle> ; <x:b> "c" } }')
    assert check(store, ONTOLOGY).violations == ()


def test_the_shapes_of_the_ontology_are_turtle_that_names_each_property() -> None:
    shapes = Graph().parse(data=generated(ONTOLOGY), format="turtle")
    assert (NEWS_SHAPES["news-uses.subject"], SH.targetSubjectsOf, URIRef(USUAL["news"] + "uses")) in shapes
    warned = set(shapes.subjects(SH.severity, SH.Warning))
    assert len(warned) == len(list(shapes.objects(None, SH.severity))) > 3
    assert generated(ONTOLOGY) == generated(ontologies.load("news"))


def test_the_shapes_are_shacl_themselves(tmp_path: Path) -> None:
    from pyshacl import validate

    (tmp_path / "ontology.ttl").write_text(TINY, encoding="utf-8")
    conforms, _, text = validate(Graph(), shacl_graph=Shapes.of(ontologies.load(tmp_path)).graph, meta_shacl=True)
    assert conforms, text


def test_the_report_is_a_shacl_report_with_the_sentences_and_the_same_bytes_each_time() -> None:
    faults = ("a confidence above one", "an article in no language")
    store = planted(*faults)
    text = report(check(store, ONTOLOGY), store)
    again = planted(*faults)
    assert report(check(again, ONTOLOGY), again) == text
    graph = Graph().parse(data=text, format="turtle")
    (about,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert str(graph.value(about, SH.conforms)) == "false"
    results = list(graph.objects(about, SH.result))
    assert len(results) == 4 and all((result, RDF.type, SH.ValidationResult) in graph for result in results)
    assert any(str(o).startswith(FIGURES) for result in results for o in graph.objects(result, URIRef(USUAL["news"] + "sentence")))


def test_the_exit_code_says_whether_it_conforms(tmp_path: Path) -> None:
    broken = tmp_path / "broken.nq"
    broken.write_bytes(planted("a currency that is none").dump(format=ox.RdfFormat.N_QUADS) or b"")
    run = CliRunner().invoke
    good, bad = run(app, ["check", str(SAMPLE)]), run(app, ["check", str(broken)])
    assert good.exit_code == 0 and re.fullmatch(r"1 article, \d+ claims: conforms\n", good.stdout)
    assert bad.exit_code == 1 and "a sum of money has one currency" in bad.stdout and FIGURES in bad.stdout
    assert run(app, ["check"]).exit_code == 2
    assert run(app, ["check", "--shapes"]).stdout == generated(ONTOLOGY)


def test_a_folder_adds_shapes_of_its_own_and_a_file_that_is_not_turtle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ontology.ttl").write_text((ONTOLOGY.folder / "ontology.ttl").read_text("utf-8"), "utf-8")
    own = (
        "@prefix : <https://kg.example.org/shapes#> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .\n"
        ":Titled a sh:NodeShape ; :in :merged ; sh:targetClass schema:Person ;"
        ' sh:property [ sh:path schema:award ; sh:minCount 1 ; sh:message "no award" ] .'
    )
    (tmp_path / "shapes.ttl").write_text(own, encoding="utf-8")
    found = check(open_dataset(SAMPLE), ontologies.load(tmp_path))
    assert [(v.message, v.told) for v in found.violations] == [("no award", "Ted Sarandos")]
    (tmp_path / "shapes.ttl").write_text(own.replace(" :in :merged ;", "").replace(":Titled", "<x:Titled>"), encoding="utf-8")
    assert [v.told for v in check(open_dataset(SAMPLE), ontologies.load(tmp_path)).violations] == ["Ted Sarandos"]
    (tmp_path / "shapes.ttl").write_text(own.replace("sh:minCount 1", 'sh:minCount "one"'), encoding="utf-8")
    with pytest.raises(OntologyError, match=r"shapes\.ttl: not SHACL: .*sh:minCount must be"):
        check(open_dataset(SAMPLE), ontologies.load(tmp_path))
    (tmp_path / "shapes.ttl").write_text(":", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"shapes\.ttl: not Turtle"):
        check(open_dataset(SAMPLE), ontologies.load(tmp_path))


def test_without_pyshacl_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UserError, match=r"pip install '\.\[check\]'"):
        check(open_dataset(SAMPLE), ONTOLOGY)


@pytest.mark.process
def test_no_other_command_imports_pyshacl() -> None:
    code = "import sys, kg.cli, kg.check, kg.check.report\nassert 'pyshacl' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
