"""What the lexicon must hold, how it is looked up, and what an editor is told who broke it."""

from __future__ import annotations

import gc
import re
import shutil
import time
from collections import Counter
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import RDF, Graph, URIRef

from kg import extract, lexicon, ontology
from kg.errors import OntologyError
from kg.iris import NEWS, SCHEMA, slug
from kg.lexicon import FRAMES, LEXINFO, ONTOLEX, Lexicon
from kg.lexicon.source import POSTED, SOVEREIGN
from kg.model import PredicateKind
from kg.ontology import Ontology

VERB, LIGHT, NOUN, ADJECTIVE, PREPOSITION = PredicateKind

# Stated by nouns as such (schema:jobTitle), or the other reading of a property that the lexicon does state.
NOT_BY_A_SENSE = {f"{SCHEMA}jobTitle"}
INVERSES = ("employee", "member", "children", "founder", "subOrganization", "producer", "organizer", "containsPlace", "isBasedOn")

HEAD = """@prefix : <https://kg.example.org/ontology/news/lexicon/fr#> .
@prefix frames: <https://kg.example.org/ontology/frames#> .
@prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .
@prefix news: <https://kg.example.org/ontology/news#> .
@prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .
@prefix schema: <https://schema.org/> .
@prefix synsem: <http://www.w3.org/ns/lemon/synsem#> .
:a a ontolex:Word ; ontolex:canonicalForm [ ontolex:writtenRep "à"@fr ] .
:de a ontolex:Word ; ontolex:canonicalForm [ ontolex:writtenRep "de"@fr ] .
"""
GOOD = """:ceder a ontolex:Word ; ontolex:canonicalForm [ ontolex:writtenRep "céder"@fr ] ;
    synsem:synBehavior :ceder.f ; ontolex:sense :ceder.acquires .
:ceder.f a lexinfo:TransitivePPFrame ; lexinfo:subject :ceder.s ; lexinfo:directObject :ceder.o ; lexinfo:prepositionalObject :ceder.p .
:ceder.p synsem:marker :a .
:ceder.acquires a ontolex:LexicalSense, synsem:OntoMap ; ontolex:reference news:acquires ; synsem:ontoMapping :ceder.acquires ;
    synsem:subjOfProp :ceder.p ; synsem:objOfProp :ceder.o .
"""


@pytest.fixture(scope="module")
def news() -> Ontology:
    return ontology.load("news")


@pytest.fixture(scope="module")
def french(news: Ontology) -> Lexicon:
    return lexicon.load(news.folder, "fr", news)


@pytest.fixture(scope="module")
def turtle() -> Graph:
    """All files of the lexicon as rdflib reads them."""
    graph = Graph()
    for path in sorted(ontology.find("news").glob("lexicon.fr*.ttl")):
        graph.parse(path)
    return graph


def folder_with(tmp_path: Path, entries: str, frames: str = "") -> Path:
    (tmp_path / "lexicon.fr.ttl").write_text(HEAD + entries, encoding="utf-8")
    if frames:
        (tmp_path / "frames.ttl").write_text(frames, encoding="utf-8")
    return tmp_path


def said(found: tuple[lexicon.Sense, ...]) -> set[tuple[str, str, str]]:
    """Property, roles of its subject and roles of its object, as one would write them."""
    return {(s.reference.split("#")[-1].split("/")[-1], " ".join(s.subject.roles), " ".join(s.object.roles)) for s in found}


LOOKED_UP = [
    (VERB, "utiliser", "", ("uses", "subject", "object")),
    (VERB, "utiliser", "", ("usedIn", "object", "obl:dans obl:pour obl:sur")),
    (VERB, "céder", "", ("acquires", "obl:à", "object")),
    (LIGHT, "avoir recours", "", ("uses", "subject", "obl:à")),
    (LIGHT, "mettre à point", "", ("develops", "subject", "object")),
    (NOUN, "rachat", "", ("acquires", "subject obl:par", "possessor obl:de")),
    (NOUN, "utilisation", "", ("uses", "subject possessor obl:par", "obl:de")),
    (NOUN, "recours", "", ("uses", "subject possessor obl:de", "obl:à")),
    (NOUN, "filiale", "", ("parentOrganization", "self", "possessor obl:de")),
    (NOUN, "fondateur", "fondatrice", ("founds", "self", "possessor obl:de")),
    (NOUN, "rival", "rivale", ("competitorOf", "self", "possessor obl:de")),
    (NOUN, "chiffre d'affaires", "", ("revenue", "possessor obl:de", "self")),
    (NOUN, "chiffre d'affaires", "", ("revenueChange", "possessor obl:de", "change")),
    (NOUN, "série", "", ("produces", "possessor obl:de", "self")),
    (NOUN, "auteur", "autrice", ("author", "possessor obl:de", "self")),
    (NOUN, "épouse", "", ("spouse", "self", "possessor obl:de")),
    (ADJECTIVE, "favorable", "", ("supports", "self", "obl:à")),
    (PREPOSITION, "en", "", ("containedInPlace", "self", "obl:en")),
    (PREPOSITION, "à la tête de", "", ("leads", "self", "obl:à la tête de")),
    (VERB, "sortir", "", ("datePublished", "subject", "time")),
    (VERB, "tuer", "", ("victimOf", "object", "obl:au cours de obl:dans obl:durant obl:lors de obl:pendant obl:à l'occasion de")),
]


@pytest.mark.parametrize(("kind", "lemma", "form", "expected"), LOOKED_UP)
def test_a_sense_maps_the_roles_of_its_frame_to_a_property(
    french: Lexicon, kind: PredicateKind, lemma: str, form: str, expected: tuple[str, str, str]
) -> None:
    assert expected in said(french.senses(kind, lemma, form))
    assert french.has(kind, lemma, form)


def test_a_word_is_found_by_any_written_form_whatever_its_case_and_apostrophe(french: Lexicon) -> None:
    by_lemma = french.senses(NOUN, "président-directeur général")
    table = [("PDG", ""), ("x", "pdg"), ("Présidente-directrice générale", "")]
    assert by_lemma
    for lemma, form in table:
        assert french.senses(NOUN, lemma, form) == by_lemma
    assert french.senses(NOUN, "Chiffre d’affaires") == french.senses(NOUN, "chiffre d'affaires") != ()


def test_what_is_not_listed_has_no_senses_and_no_classes(french: Lexicon) -> None:
    assert french.senses(VERB, "schtroumpfer") == () == french.classes("schtroumpf")
    assert not french.has(VERB, "schtroumpfer")
    assert not french.has(NOUN, "utiliser")


def test_a_reflexive_verb_is_another_verb(french: Lexicon) -> None:
    found = french.senses(VERB, "opposer")
    assert ("opposes", "subject", "obl:à") in said(tuple(s for s in found if s.reflexive))
    assert "opposes" not in {p for p, _, _ in said(tuple(s for s in found if not s.reflexive))}


CLASSES = [
    ("plateforme", "", "news#Service"),
    ("crash", "", "news#Disaster"),
    ("banquier", "banquière", "schema.org/Occupation"),
    ("directeur", "directrice", "schema.org/Occupation"),
    ("salarié", "salariés", "news#Group"),
    ("salarié", "", "schema.org/Occupation"),
    ("scrutin", "", "news#Election"),
    ("jeu vidéo", "jeux vidéo", "schema.org/VideoGame"),
    ("ministère", "", "schema.org/GovernmentOrganization"),
]


@pytest.mark.parametrize(("lemma", "form", "expected"), CLASSES)
def test_a_noun_denotes_its_preferred_class_first(french: Lexicon, lemma: str, form: str, expected: str) -> None:
    assert french.classes(lemma, form)[0].cls.endswith(expected)


def test_the_longest_listed_noun_begins_a_text(french: Lexicon) -> None:
    table = {
        "Chiffre d’affaires en hausse": "chiffre d'affaires",
        "directeur général de la banque": "directeur général",
        "directeur du musée": "directeur",
        "directeurs": "",
        "réseau social": "réseau social",
        "": "",
    }
    assert {text: french.longest(text) for text in table} == table


def test_every_property_that_has_french_is_stated_by_some_sense(french: Lexicon, news: Ontology) -> None:
    stated = {s.reference for e in french.entries for s in e.senses}
    meant = {p for p, term in news.properties.items() if not term.bookkeeping and str(p).startswith((NEWS, SCHEMA))}
    inverse = {URIRef(SCHEMA + name) for name in INVERSES}
    assert sorted(meant - stated - inverse - {URIRef(p) for p in NOT_BY_A_SENSE}) == []


def test_every_property_and_class_that_a_sense_names_has_labels_in_both_languages(french: Lexicon, news: Ontology) -> None:
    terms = {s.reference: news.properties[s.reference].labels for e in french.entries for s in e.senses}
    classes = {c.cls: news.classes[c.cls].labels for e in french.entries for c in e.classes}
    assert [iri for iri, labels in {**terms, **classes}.items() if not {"fr", "en"} <= set(labels)] == []


def test_the_lexicon_is_large(french: Lexicon) -> None:
    counts = french.counts()
    occupations = sum(c.cls == URIRef(SCHEMA + "Occupation") for e in french.entries for c in e.classes)
    assert counts["senses"] >= 1500 and counts["class senses"] >= 1500 and occupations >= 300


def test_no_two_senses_of_an_entry_say_the_same(french: Lexicon) -> None:
    seen: dict[tuple[object, ...], URIRef] = {}
    twice = []
    for sense in (s for e in french.entries for s in e.senses):
        key = (
            sense.entry,
            sense.reference,
            sense.kind,
            sense.reflexive,
            sense.frame,
            sense.subject.roles,
            sense.object.roles,
            sense.domain,
            sense.range,
        )
        twice += [(seen[key], sense.iri)] if key in seen else []
        seen[key] = sense.iri
    assert twice == []


def test_a_preposition_says_something_only_between_named_classes(french: Lexicon, turtle: Graph) -> None:
    narrow = set(turtle.subjects(lexicon.SYNSEM.propertyDomain)) & set(turtle.subjects(lexicon.SYNSEM.propertyRange))
    literal = {URIRef(SCHEMA + name) for name in ("startDate", "datePublished")}  # a date is narrow enough
    senses = [s for e in french.entries for s in e.senses if s.kind is PREPOSITION]
    assert [s.iri for s in senses if s.iri not in narrow and s.reference not in literal] == []


def test_every_file_of_the_lexicon_is_the_same_turtle_to_two_parsers(turtle: Graph) -> None:
    files = sorted(ontology.find("news").glob("lexicon.fr*.ttl"))
    counted = [sum(1 for _ in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)) for path in files]
    assert sum(counted) == len(turtle) and min(counted) > 100


def test_a_word_has_one_entry_for_each_part_of_speech(french: Lexicon) -> None:
    """But a verb may have another for what it tells as a reflexive one."""
    said = Counter(
        (lexicon.folded(e.forms[0]), kind, frozenset(s.reflexive for s in e.senses if kind is VERB))
        for e in french.entries
        for kind in {s.kind for s in e.senses} or {NOUN}
    )
    assert [word for word, times in said.items() if times > 1] == []


def test_entries_stand_in_alphabetical_order(turtle: Graph) -> None:
    for path in sorted(ontology.find("news").glob("lexicon.fr*.ttl")):
        names = re.findall(r"^:(\S+) a ontolex:(?:Word|MultiWordExpression) ", path.read_text(encoding="utf-8"), re.MULTILINE)
        entries = [URIRef(f"https://kg.example.org/ontology/news/lexicon/fr#{name}") for name in names]
        words = [slug(str(turtle.value(turtle.value(entry, ONTOLEX.canonicalForm), ONTOLEX.writtenRep))) for entry in entries]
        assert words == sorted(words), path.name


def test_what_is_defined_is_used_and_what_is_used_is_defined(turtle: Graph) -> None:
    """A sense, frame or argument that stands alone is a slip of the pen."""
    assert set(turtle.objects(None, ONTOLEX.sense)) == set(turtle.subjects(RDF.type, ONTOLEX.LexicalSense))
    assert set(turtle.objects(None, lexicon.SYNSEM.synBehavior)) == {s for s in turtle.subjects() if re.search(r"\.f\d*$", str(s))}
    marked = set(turtle.subjects(lexicon.SYNSEM.marker))
    assert marked <= {
        o for p in (LEXINFO.prepositionalObject, LEXINFO.prepositionalAdjunct, lexicon.FRAMES.infinitive) for o in turtle.objects(None, p)
    }


def test_all_senses_are_well_formed(french: Lexicon) -> None:
    for sense in (s for e in french.entries for s in e.senses):
        assert sense.subject.roles and sense.object.roles, sense.iri
        assert sense.subject != sense.object, sense.iri
        assert sense.subject in sense.slots and sense.object in sense.slots


def test_every_entry_is_found_by_each_of_its_forms(french: Lexicon) -> None:
    for entry in french.entries:
        for form in entry.forms:
            assert all(sense in french.senses(sense.kind, form) for sense in entry.senses)
            told = [c for kind in (NOUN, VERB, LIGHT) for c in french.classes(form, kind=kind)]
            assert set(entry.classes) <= set(told)


def test_loading_is_quick_and_repeatable(french: Lexicon, news: Ontology) -> None:
    gc.freeze()  # else the collector walks through all that the tests before this one hold
    began = time.process_time()
    again = lexicon.load(news.folder, "fr", news)
    took = time.process_time() - began
    gc.unfreeze()
    assert took < 3
    assert again == french


def test_a_good_entry_loads_from_any_folder(tmp_path: Path, news: Ontology) -> None:
    (sense,) = lexicon.load(folder_with(tmp_path, GOOD), "fr", news).senses(VERB, "céder")
    assert (sense.subject.roles, sense.object.roles) == (("obl:à",), ("object",))
    assert sense.frame == LEXINFO.TransitivePPFrame
    assert sense.domain == news.properties[URIRef(NEWS + "acquires")].domain
    assert [slot.roles for slot in sense.slots] == [("object",), ("obl:à",), ("subject",)]


def test_a_sense_may_narrow_what_it_takes(tmp_path: Path, news: Ontology) -> None:
    narrowed = GOOD.replace("synsem:objOfProp :ceder.o", "synsem:objOfProp :ceder.o ; synsem:propertyRange news:Company")
    (sense,) = lexicon.load(folder_with(tmp_path, narrowed), "fr", news).senses(VERB, "céder")
    assert sense.range == (URIRef(NEWS + "Company"),)


def test_a_frame_that_frames_ttl_declares_counts_as_what_it_is_a_kind_of(tmp_path: Path, news: Ontology) -> None:
    frames = HEAD + "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\nframes:Own rdfs:subClassOf lexinfo:TransitivePPFrame ."
    own = folder_with(tmp_path, GOOD.replace("lexinfo:TransitivePPFrame", "frames:Own"), frames)
    (sense,) = lexicon.load(own, "fr", news).senses(VERB, "céder")
    assert (sense.kind, sense.frame) == (VERB, FRAMES.Own)


def test_a_noun_has_the_lexical_classes_of_its_entry(french: Lexicon) -> None:
    assert french.is_a(POSTED, "ambassade") and french.is_a(SOVEREIGN, "directrice", "Cheffe de l’État")
    assert not french.is_a(POSTED, "usine") and not french.is_a(FRAMES.NoSuchNoun, "ambassade")


def test_several_files_are_read_as_one(tmp_path: Path, news: Ontology) -> None:
    (tmp_path / "lexicon.fr.ttl").write_text(HEAD, encoding="utf-8")
    (tmp_path / "lexicon.fr.more.ttl").write_text(HEAD + GOOD, encoding="utf-8")
    (tmp_path / "lexicon.frp.ttl").write_text("this is not read", encoding="utf-8")
    assert lexicon.load(tmp_path, "fr", news).has(VERB, "céder")


def test_what_was_read_is_kept_until_a_file_changes(tmp_path: Path, news: Ontology) -> None:
    shutil.copy(news.folder / "ontology.ttl", tmp_path)
    first = extract.load(folder_with(tmp_path, GOOD), "fr")
    surer = extract.load(tmp_path, "fr", min_confidence=0.9)
    assert (surer.weights.threshold, first.weights.threshold) == (0.9, 0)
    assert extract.load(tmp_path, "fr").lexicon is surer.lexicon is first.lexicon
    assert first.lexicon.has(VERB, "céder")
    assert not extract.load(folder_with(tmp_path, ""), "fr").lexicon.has(VERB, "céder")


BROKEN = [
    (":ceder a ontolex:Word", ":ceder a ontolex:Word, frames:PostdNoun", r"entry ceder: unknown lexical class PostdNoun; there are those"),
    ("lexinfo:TransitivePPFrame", "lexinfo:TransitivFrame", r"entry ceder: unknown frame class TransitivFrame of ceder\.f"),
    ("a lexinfo:TransitivePPFrame ;", "", r"entry ceder: unknown frame class none of ceder\.f"),
    ("news:acquires ;", "news:aquires ;", r"entry ceder: unknown property or class aquires in the sense ceder\.acquires"),
    ("ontolex:reference news:acquires ;", "", r"entry ceder: the sense ceder\.acquires has no ontolex:reference"),
    ("lexinfo:directObject :ceder.o ;", "", r"entry ceder: missing argument: ceder\.f is a TransitivePPFrame without directObject"),
    ("subjOfProp :ceder.p", "subjOfProp :ceder.q", r"missing argument: ceder\.q of the sense ceder\.acquires is in no frame of the entry"),
    ("synsem:subjOfProp :ceder.p ;", "", r"missing argument: the sense ceder\.acquires has no synsem:subjOfProp"),
    (":ceder.p synsem:marker :a .", "", r"entry ceder: missing synsem:marker of the argument ceder\.p"),
    ("synsem:marker :a", "synsem:marker :chez", r"entry ceder: the marker chez of ceder\.p is not an entry"),
    ('ontolex:canonicalForm [ ontolex:writtenRep "céder"@fr ] ;', "", r"entry ceder: no ontolex:canonicalForm"),
    ("synsem:synBehavior :ceder.f ;", "", r"entry ceder: the sense ceder\.acquires needs a frame: there is no synsem:synBehavior"),
    ("objOfProp :ceder.o", "objOfProp :ceder.o ; synsem:propertyRange news:Firm", r"unknown class Firm in the sense ceder\.acquires"),
]


@pytest.mark.parametrize(("right", "wrong", "message"), BROKEN)
def test_a_broken_entry_is_named_with_its_file(tmp_path: Path, news: Ontology, right: str, wrong: str, message: str) -> None:
    assert right in GOOD
    with pytest.raises(OntologyError, match=rf"lexicon\.fr\.ttl: .*{message}") as raised:
        lexicon.load(folder_with(tmp_path, GOOD.replace(right, wrong)), "fr", news)
    assert "\n" not in str(raised.value) and raised.value.exit_code == 2


def test_broken_turtle_is_reported_with_its_line(tmp_path: Path, news: Ontology) -> None:
    line = len(HEAD.splitlines()) + 2
    with pytest.raises(OntologyError, match=rf"lexicon\.fr\.ttl: not Turtle, line {line}: "):
        lexicon.load(folder_with(tmp_path, ":x a ontolex:Word ;\n  ontolex:sense [ .\n"), "fr", news)


def test_the_first_of_several_problems_is_told_with_the_number_of_the_others(tmp_path: Path, news: Ontology) -> None:
    twice = GOOD.replace("news:acquires ;", "news:aquires ;") + GOOD.replace("ceder", "abandonner").replace(
        "synsem:marker :a", "synsem:marker :chez"
    )
    with pytest.raises(OntologyError, match=r"entry abandonner: the marker chez .* \(and 1 more problem\)$"):
        lexicon.load(folder_with(tmp_path, twice), "fr", news)


def test_a_language_without_a_lexicon_is_named_with_those_that_have_one(tmp_path: Path, news: Ontology) -> None:
    with pytest.raises(OntologyError, match=r"no lexicon for 'nl'; there are: fr; choose one with --lang, or add lexicon\.nl\.ttl"):
        lexicon.load(folder_with(tmp_path, GOOD), "nl", news)
