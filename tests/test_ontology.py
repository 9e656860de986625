"""The ontology that comes with kg holds together, and one that does not is refused with its file and term."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL

from kg.errors import OntologyError
from kg.iris import NEWS, SCHEMA
from kg.model import Status
from kg.ontology import Ontology, find, load

HEAD = f"""
@prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> . @prefix xsd: <{XSD}> . @prefix schema: <{SCHEMA}> . @prefix news: <{NEWS}> .
@prefix : <https://example.org/garden#> .
<https://example.org/garden> a owl:Ontology ; owl:versionInfo "2" .
"""
GARDEN = f"""{HEAD}
:Plante a owl:Class ; news:kind "plant" ; rdfs:label "plante"@fr , "plant"@en .
:Arbre a owl:Class ; rdfs:subClassOf :Plante .
:Chêne a owl:Class ; rdfs:subClassOf :Arbre .
:pousseDans a owl:ObjectProperty ; schema:domainIncludes :Plante ; schema:rangeIncludes :Sol ; rdfs:label "pousse dans"@fr .
:domine a owl:ObjectProperty ; rdfs:subPropertyOf :pousseDans ; schema:domainIncludes :Arbre .
:hauteur a owl:DatatypeProperty ; schema:rangeIncludes xsd:decimal ; news:singleValued true .
:Sol a owl:Class .
"""
SAMPLE = """
@prefix x: <https://example.org/x/> . @prefix news: <https://kg.example.org/ontology/news#> . @prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
x:anne a schema:Person ; news:coChiefExecutiveOf x:firm ; schema:birthPlace x:town , x:port ;
    schema:birthDate "1961"^^xsd:gYear , "1962"^^xsd:gYear ;
    schema:nationality x:land ; news:meets x:land ; schema:spouse x:paul .
x:paul a schema:Person ; news:leads x:town ; news:victimOf x:storm .
x:firm a news:Company ; news:uses x:method ; news:produces x:series ; schema:location x:town ;
    news:competitorOf x:rival ; news:revenue x:amount .
x:rival a news:Company ; news:founds x:platform ; news:owns x:plant ; schema:memberOf x:union .
x:land a schema:Country ; schema:memberOf x:union ; news:accuses x:firm ; news:participatesIn x:summit .
x:union a schema:Organization . x:town a schema:City ; schema:containedInPlace x:land . x:port a schema:City .
x:series a schema:TVSeries . x:method a news:Technology ; news:usedIn x:series . x:platform a news:Service .
x:plant a news:Facility ; schema:containedInPlace x:town . x:storm a news:Disaster . x:summit a news:Meeting ; schema:location x:land .
x:amount a schema:MonetaryAmount ; schema:value 5 ; schema:currency "EUR" .
x:claim a news:Claim ; rdf:subject x:anne ; rdf:predicate news:leads ; rdf:object x:firm ; news:status news:Reported ;
    news:statedBy x:paul .
"""
X = "https://example.org/x/"


def news(name: str) -> URIRef:
    return URIRef(NEWS + name)


def schema(name: str) -> URIRef:
    return URIRef(SCHEMA + name)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load("news")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(find("news") / "ontology.ttl")


def garden(folder: Path, text: str) -> Path:
    (folder / "ontology.ttl").write_text(text, encoding="utf-8")
    return folder


def test_every_class_and_property_has_labels_and_definitions_in_french_and_english(ontology: Ontology) -> None:
    terms = [*ontology.classes.values(), *ontology.properties.values()]
    assert [t.iri for t in terms if {*t.labels} != {"fr", "en"} or {*t.definitions} != {"fr", "en"}] == []
    assert len(terms) > 120


def test_two_properties_of_facts_never_have_one_label(ontology: Ontology) -> None:
    for lang in ("fr", "en"):
        labels = [p.labels[lang] for p in ontology.properties.values() if not p.bookkeeping]
        assert sorted(labels) == sorted(set(labels))


def test_the_hierarchy_reaches_up_from_the_nearest(ontology: Ontology) -> None:
    assert ontology.ancestors(news("coChiefExecutiveOf")) == (news("chiefExecutiveOf"), news("leads"), schema("worksFor"))
    assert ontology.ancestors(news("TVProgram"))[:2] == (schema("CreativeWorkSeries"), schema("CreativeWork"))
    assert ontology.is_a(schema("City"), schema("Place")) and not ontology.is_a(schema("Place"), schema("City"))
    assert ontology.more_specific(schema("Organization"), news("Company")) == news("Company")
    assert ontology.more_specific(schema("Person"), news("Company")) is None


@pytest.mark.parametrize(
    ("cls", "kind"),
    [
        (schema("Person"), "person"),
        (news("Group"), "group"),
        (schema("NewsMediaOrganization"), "organization"),
        (news("Facility"), "place"),
        (schema("VideoGame"), "work"),
        (news("Product"), "product"),
        (news("Technology"), "technology"),
        (news("Service"), "service"),
        (news("Activity"), "activity"),
        (news("Election"), "event"),
        (news("Topic"), "topic"),
        (news("Award"), "thing"),
        (schema("Thing"), "thing"),
        (URIRef("https://example.org/nothing"), "thing"),
    ],
)
def test_a_class_gives_its_things_the_kind_of_the_nearest_class_above(ontology: Ontology, cls: URIRef, kind: str) -> None:
    assert ontology.kind(cls) == kind


@pytest.mark.parametrize(
    ("prop", "subject", "object_", "fits"),
    [
        (news("uses"), news("Company"), news("Technology"), True),
        (news("uses"), schema("Country"), news("Product"), True),
        (news("uses"), news("Company"), schema("MonetaryAmount"), False),
        (news("investsIn"), schema("Person"), schema("City"), True),
        (news("investsIn"), schema("Person"), schema("MonetaryAmount"), False),
        (news("chiefExecutiveOf"), schema("Person"), news("Company"), True),
        (news("chiefExecutiveOf"), news("Company"), news("Company"), False),
        (news("revenue"), news("Company"), schema("MonetaryAmount"), True),
        (news("revenue"), news("Company"), schema("QuantitativeValue"), False),
        (schema("birthDate"), schema("Person"), XSD.gYearMonth, True),
        (schema("birthDate"), schema("Person"), XSD.string, False),
        (schema("nationality"), schema("Person"), schema("City"), False),
    ],
)
def test_expected_classes_take_their_sub_classes_and_nothing_else(
    ontology: Ontology, prop: URIRef, subject: URIRef, object_: URIRef, fits: bool
) -> None:
    assert (ontology.fits_domain(prop, subject) and ontology.fits_range(prop, object_)) is fits


def test_inverses_symmetry_and_single_values_are_read(ontology: Ontology) -> None:
    assert ontology.property(schema("founder")).inverse == news("founds")
    assert ontology.property(news("founds")).inverse == schema("founder")
    assert ontology.property(news("partnerOf")).symmetric and not ontology.property(news("uses")).symmetric
    assert ontology.property(schema("birthPlace")).functional and not ontology.property(schema("author")).functional
    assert ontology.property(schema("jobTitle")).stated_by_noun == schema("Occupation")


def test_each_status_of_the_model_is_an_individual_of_the_ontology(graph: Graph) -> None:
    assert set(graph.subjects(RDF.type, news("Status"))) == {news(status.value) for status in Status}


def test_no_term_of_schema_org_gets_an_inferring_domain_or_range(graph: Graph) -> None:
    assert [t for p in (RDFS.domain, RDFS.range) for t in graph.subjects(p) if str(t).startswith(SCHEMA)] == []


def test_every_name_in_the_file_is_declared_in_it_or_belongs_to_another_vocabulary(graph: Graph) -> None:
    used = {t for triple in graph for t in triple if isinstance(t, URIRef) and str(t).startswith(NEWS)}
    assert {t for t in used if (t, RDF.type, None) not in graph} == set()


def test_a_reasoner_infers_nothing_absurd(graph: Graph) -> None:
    owlrl = pytest.importorskip("owlrl")
    closed = graph + Graph().parse(data=SAMPLE)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    things = {s for s in closed.subjects(RDF.type) if str(s).startswith(X)}
    types = {thing: set(closed.objects(thing, RDF.type)) for thing in things}
    assert (URIRef(X + "town"), RDF.type, schema("Place")) in closed
    assert (URIRef(X + "anne"), schema("worksFor"), URIRef(X + "firm")) in closed
    assert (URIRef(X + "rival"), news("competitorOf"), URIRef(X + "firm")) in closed
    assert [t for t, classes in types.items() if {schema("Place"), schema("Organization")} <= classes or OWL.Nothing in classes] == []
    assert [(a, b) for a, b in closed.subject_objects(OWL.sameAs) if a != b] == []
    assert contradictions(closed) == []


def test_a_reasoner_sees_that_a_person_is_no_country(graph: Graph) -> None:
    owlrl = pytest.importorskip("owlrl")
    closed = graph + Graph().parse(data=SAMPLE + "x:anne a schema:Country .")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    assert contradictions(closed) != []


def contradictions(closed: Graph) -> list[object]:
    return [o for s, p, o in closed if isinstance(s, BNode) and str(p).endswith("ont#error")]


def test_owlready2_reads_the_same_classes_and_properties(tmp_path: Path, ontology: Ontology, graph: Graph) -> None:
    owlready2 = pytest.importorskip("owlready2")
    graph.serialize(tmp_path / "ontology.rdf", format="xml")
    read = owlready2.World().get_ontology((tmp_path / "ontology.rdf").as_uri()).load()
    assert {URIRef(c.iri) for c in read.world.classes()} == set(ontology.classes)
    assert {URIRef(p.iri) for p in (*read.world.object_properties(), *read.world.data_properties())} == set(ontology.properties)


def test_every_frame_is_below_one_of_lexinfo_and_shows_a_sentence() -> None:
    frames = Graph().parse(find("news") / "frames.ttl")
    declared = {s for kind in (OWL.Class, OWL.ObjectProperty) for s in frames.subjects(RDF.type, kind)}
    assert len(declared) >= 9
    for term in declared:
        said = {
            p: {o.language for o in frames.objects(term, p) if isinstance(o, Literal)} for p in (RDFS.label, SKOS.definition, SKOS.example)
        }
        assert said[RDFS.label] == said[SKOS.definition] == {"fr", "en"} and "fr" in said[SKOS.example]
    for cls in frames.subjects(RDF.type, OWL.Class):
        assert any("lexinfo#" in str(up) for up in frames.objects(cls, RDFS.subClassOf))


def test_any_folder_is_an_ontology_of_its_own(tmp_path: Path) -> None:
    o = load(garden(tmp_path, GARDEN))
    mine = "https://example.org/garden#"
    assert (o.version, o.kind(URIRef(mine + "Chêne")), o.short(URIRef(mine + "Chêne"))) == ("2", "plant", f"<{mine}Chêne>")
    assert o.property(URIRef(mine + "domine")).range == (URIRef(mine + "Sol"),)
    assert o.property(URIRef(mine + "domine")).domain == (URIRef(mine + "Arbre"),)
    assert o.fits_domain(URIRef(mine + "hauteur"), URIRef(mine + "Sol"))
    assert o.label(URIRef(mine + "Plante"), "de") == "plant"
    assert o.label(URIRef(mine + "Arbre"), "fr") == "Arbre"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            GARDEN + ":Mousse a owl:Class ; rdfs:subClassOf :Plantee .",
            "Mousse> rdfs:subClassOf <https://example.org/garden#Plantee>, which is not declared",
        ),
        (GARDEN + ":Plante rdfs:subClassOf :Chêne .", "is above itself"),
        (GARDEN + ":pousseDans rdfs:subPropertyOf :domine .", "is above itself"),
        (
            GARDEN + ":nuit a owl:ObjectProperty ; schema:rangeIncludes :Insecte .",
            "schema:rangeIncludes <https://example.org/garden#Insecte>",
        ),
        (
            GARDEN + ":nuit a owl:ObjectProperty ; schema:domainIncludes :Insecte .",
            "schema:domainIncludes <https://example.org/garden#Insecte>",
        ),
        (GARDEN + ":nuit a owl:ObjectProperty ; owl:inverseOf :aide .", "owl:inverseOf <https://example.org/garden#aide>"),
        (GARDEN + ":nuit a owl:ObjectProperty ; rdfs:subPropertyOf :aide .", "rdfs:subPropertyOf <https://example.org/garden#aide>"),
        (GARDEN + ":titre a owl:DatatypeProperty ; news:statedByNoun :Titre .", "news:statedByNoun <https://example.org/garden#Titre>"),
        (GARDEN + "\n:Plante a .", f"not Turtle, line {GARDEN.count(chr(10)) + 2}: . is not a valid RDF object"),
        (GARDEN.replace("a owl:Ontology", "a owl:Thing"), "owl:Ontology"),
        ("", "owl:Ontology"),
    ],
)
def test_an_ontology_that_does_not_hold_together_is_refused_in_one_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(OntologyError) as caught:
        load(garden(tmp_path, text))
    assert says in str(caught.value)
    assert str(tmp_path / "ontology.ttl") in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_without_its_file_and_bytes_that_are_not_utf_8_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="No such file"):
        load(tmp_path)
    (tmp_path / "ontology.ttl").write_bytes("# été".encode("latin-1"))
    with pytest.raises(OntologyError, match="not UTF-8 at byte 2"):
        load(tmp_path)


@pytest.mark.parametrize("name", ["nouvelles", "../news", "", "/nowhere/at/all"])
def test_an_unknown_name_is_refused_with_the_names_there_are(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OntologyError, match=r"no such ontology; there are .*\bnews\b"):
        find(name)


def test_a_folder_of_articles_called_news_does_not_hide_the_ontology(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    monkeypatch.chdir(tmp_path)
    assert (find("news") / "ontology.ttl").is_file()
    assert find("./news") == Path("news")


def test_an_unknown_property_is_an_error_that_names_it(ontology: Ontology) -> None:
    with pytest.raises(OntologyError, match=re.escape("no property news:utilise")):
        ontology.property(news("utilise"))
