"""`kg ontology check` finds what an editor of a domain gets wrong, with file and line; `kg ontology new` makes a folder without fault."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import ROOT
from typer.testing import CliRunner

from kg.check import shapes as check_shapes
from kg.check.result import ARTICLES, MERGED, RESOLUTION
from kg.cli import app
from kg.errors import OutputError
from kg.lint import problems
from kg.lint.shapes import GRAPHS, IN
from kg.lint.syntax import faults
from kg.ontology import load
from kg.starter import start
from kg.store import open_dataset
from kg.vocabulary import built_with, iri_of


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    start(tmp_path / "demo")
    return tmp_path / "demo"


def edited(folder: Path, name: str, before: str, after: str) -> int:
    """The line of the change in a file of the folder; where nothing is replaced, it is added at the end."""
    path = folder / name
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    assert text.count(before) == 1 or not before, text.count(before)
    at = text.index(before) if before else len(text)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.replace(before, after) if before else text + after, encoding="utf-8")
    return text.count("\n", 0, at) + 1


ONTOLOGY, LEXICON, GAZETTEER, QUERY = "ontology.ttl", "lexicon.fr.ttl", "gazetteer.ttl", "queries/who-opens-what.rq"
SHAPES, SH = (
    "shapes.ttl",
    "@prefix : <https://example.org/demo#> .\n@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix schema: <https://schema.org/> .\n"
    "@prefix shapes: <https://kg.example.org/shapes#> .\n",
)
WRONG: dict[str, tuple[str, str, str, int, str]] = {
    # what is wrong: the file, what is replaced by what, how many lines below that it is told, and what is told
    "no Turtle": (ONTOLOGY, "demo:Shop a owl:Class ;", "demo:Shop a owl:Class ; ; rdfs: ;;", 0, "error: not Turtle"),
    "no Turtle in a lexicon": (LEXICON, ":ouvrir.opens .\n:ouvrir.f", ":ouvrir.opens ,\n:ouvrir.f", 1, "error: not Turtle"),
    "no ontology": (ONTOLOGY, "a owl:Ontology ;", "a owl:Class ;", -9, "owl:Ontology"),
    "a parent that is not declared": (
        ONTOLOGY,
        'rdfs:subClassOf schema:Organization ; rdfs:label "magasin"',
        'rdfs:subClassOf schema:Organisation ; rdfs:label "magasin"',
        0,
        "error: demo:Shop rdfs:subClassOf schema:Organisation, which is not declared",
    ),
    "an expected class that is not declared": (
        ONTOLOGY,
        "schema:rangeIncludes schema:Organization .\n\ndemo:leads",
        "schema:rangeIncludes demo:Bank .\n\ndemo:leads",
        0,
        "error: demo:opens schema:rangeIncludes demo:Bank, which is not declared",
    ),
    "a class without a label": (
        ONTOLOGY,
        "",
        "\ndemo:Bank a owl:Class ; rdfs:subClassOf demo:Shop .",
        1,
        "warning: demo:Bank has no label",
    ),
    "a class under none": (ONTOLOGY, "", '\ndemo:Dog a owl:Class ; rdfs:label "chien"@fr .', 1, "warning: demo:Dog stands under no class"),
    "a label in no language": (ONTOLOGY, '"magasin"@fr', '"magasin"', 0, "warning: demo:Shop has a label in no language"),
    "a datatype that there is not": (
        ONTOLOGY,
        "",
        '\ndemo:opened a owl:DatatypeProperty ; rdfs:label "ouverture"@fr ;\n'
        "    schema:domainIncludes demo:Shop ; schema:rangeIncludes xsd:dat .",
        2,
        "error: demo:opened schema:rangeIncludes xsd:dat, which there is not; did you mean date?",
    ),
    "a parent that OWL does not have": (
        ONTOLOGY,
        "",
        '\ndemo:Bank a owl:Class ; rdfs:subClassOf owl:Thng ; rdfs:label "banque"@fr .',
        1,
        "error: demo:Bank rdfs:subClassOf owl:Thng, which there is not; did you mean Thing?",
    ),
    "an inverse that takes other things": (
        ONTOLOGY,
        "",
        '\ndemo:ledBy a owl:ObjectProperty ; rdfs:label "est dirigé par"@fr ;\n    owl:inverseOf demo:leads ;\n'
        "    schema:domainIncludes schema:Person ; schema:rangeIncludes schema:Person .",
        2,
        "warning: demo:ledBy takes a schema:Person as subject, and its inverse demo:leads as object only",
    ),
    "a kind that is no part of an IRI": (
        ONTOLOGY,
        'news:kind "event"',
        'news:kind "Un événement"',
        0,
        "error: schema:Event has the news:kind",
    ),
    "a kind that kg uses": (ONTOLOGY, 'news:kind "event"', 'news:kind "value"', 0, "which kg uses itself"),
    "two labels, as of two terms of one name": (
        ONTOLOGY,
        "",
        '\ndemo:leads a owl:ObjectProperty ; rdfs:label "mène à"@fr .',
        -99,
        "error: demo:leads has several labels in fr",
    ),
    "a property of two kinds": (
        ONTOLOGY,
        "demo:leads a owl:ObjectProperty",
        "demo:leads a owl:ObjectProperty, owl:DatatypeProperty",
        0,
        "keep one",
    ),
    "an object property that takes a date": (
        ONTOLOGY,
        "",
        '\ndemo:since a owl:ObjectProperty ; rdfs:label "depuis"@fr ;\n schema:domainIncludes demo:Shop ; schema:rangeIncludes xsd:date .',
        2,
        "error: demo:since is an owl:ObjectProperty and takes xsd:date",
    ),
    "a property that expects nothing": (
        ONTOLOGY,
        "",
        '\ndemo:since a owl:ObjectProperty ; rdfs:label "depuis"@fr ; schema:domainIncludes demo:Shop .',
        1,
        "warning: demo:since expects nothing in particular; say what with schema:rangeIncludes",
    ),
    "a misspelt annotation": (ONTOLOGY, 'news:kind "event"', 'news:kinf "event"', 0, "did you mean kind?"),
    "a misspelt word of RDFS": (
        ONTOLOGY,
        'schema:Place ; rdfs:label "ville"@fr',
        'schema:Place ; rdfs:lable "ville"@fr',
        0,
        "did you mean label?",
    ),
    "an unknown property in a sense": (
        LEXICON,
        "ontolex:reference demo:leads",
        "ontolex:reference demo:rules",
        0,
        "error: entry gerant: unknown property or class rules in the sense gerant.leads",
    ),
    "a sense without one of its arguments": (
        LEXICON,
        "synsem:subjOfProp :gerant.c ; ",
        "",
        -1,
        "error: entry gerant: missing argument: the sense gerant.leads has no synsem:subjOfProp",
    ),
    "a frame without one of its arguments": (
        LEXICON,
        "lexinfo:subject :lancer.s ; ",
        "",
        0,
        "error: entry lancer: missing argument: lancer.f is a TransitiveFrame without subject",
    ),
    "an unknown frame class": (
        LEXICON,
        ":lancer.f a lexinfo:TransitiveFrame",
        ":lancer.f a lexinfo:TransitivFrame",
        0,
        "unknown frame class",
    ),
    "a word without a form": (
        LEXICON,
        '[ ontolex:writtenRep "librairie"@fr ]',
        '[ ontolex:rep "librairie"@fr ]',
        -1,
        "no ontolex:canonicalForm",
    ),
    "a preposition that is no entry": (
        LEXICON,
        ":gerant.p synsem:marker :de .",
        ":gerant.p synsem:marker :chez .",
        0,
        "the marker chez of gerant.p",
    ),
    "an entry twice": (
        LEXICON,
        "",
        '\n:lancer a ontolex:Word ;\n    ontolex:otherForm [ ontolex:writtenRep "lance"@fr ] .',
        1,
        "error: entry lancer is there already, in lexicon.fr.ttl:22",
    ),
    "a word twice": (
        LEXICON,
        "",
        '\n:boutique a ontolex:Word ; lexinfo:partOfSpeech lexinfo:noun ; ontolex:canonicalForm [ ontolex:writtenRep "librairie"@fr ] .',
        -99,
        "'librairie' has an entry of that kind",
    ),
    "a sense that takes more than its property": (
        LEXICON,
        "synsem:propertyRange demo:Shop",
        "synsem:propertyRange schema:Event",
        0,
        "error: entry lancer: the sense lancer.opens takes a Event as object, and demo:opens only schema:Organization",
    ),
    "a sense that no entry has": (
        LEXICON,
        "ontolex:sense :lancer.opens .",
        "ontolex:sense :ouvrir.opens .",
        2,
        "no entry has the sense lancer.opens",
    ),
    "an entry that says nothing": (
        LEXICON,
        "",
        '\n:perdre a ontolex:Word ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:canonicalForm [ ontolex:writtenRep "perdre"@fr ] .',
        1,
        "warning: entry perdre has no sense, and so says nothing",
    ),
    "an annotation that is neither true nor false": (
        ONTOLOGY,
        "",
        '\ndemo:leads news:singleValued "oui" .',
        -99,
        "error: demo:leads has the news:singleValued 'oui'; say true or false, without quotes",
    ),
    "a frame that nothing matches": (
        "frames.ttl",
        "",
        "\nframes:OddFrame a owl:Class ; rdfs:subClassOf lexinfo:Oddity .",
        1,
        "warning: nothing matches the frame class OddFrame",
    ),
    "a name of no class there is": (
        GAZETTEER,
        "schema:City",
        "schema:Town",
        0,
        "error: quimper is a schema:Town, which the ontology does not declare",
    ),
    "a name that is none": (GAZETTEER, 'skos:prefLabel "Quimper"@fr', 'skos:note "Quimper"@fr', 0, "error: quimper has no name"),
    "a list with a class there is not": (
        "gazetteer.long.tsv",
        "",
        "label\tclass\twikidata\nAlba\tdemo:Shop\t\nOria\tdemo:Bank\tQ3\n",
        2,
        "error: there is no class 'demo:Bank'",
    ),
    "a list without its columns": ("gazetteer.long.tsv", "", "Alba\tdemo:Shop\t\n", 0, "error: the first line does not name the columns"),
    "a query that is none": (QUERY, "  ?subject rdfs:label ?who .", "  ?subject rdfs:label .", 0, "error: not SPARQL"),
    "a query that is not closed": (
        QUERY,
        "}\nORDER BY",
        "\nORDER BY",
        -99,
        "error: not SPARQL: column 7: the '{' is not closed; close it with a '}'",
    ),
    "a query for what there is not": (
        QUERY,
        "rdf:predicate demo:opens",
        "rdf:predicate demo:open",
        0,
        "warning: the ontology has no demo:open",
    ),
    "a query with nothing in it": ("queries/bad.rq", "", "# nothing\n", 0, "not SPARQL: column 1: there is nothing in it"),
    "a query without a title": ("queries/all.rq", "", "SELECT * { ?s ?p ?o }", 0, "warning: the query has no title"),
    "weights of what is gone": (
        "weights.toml",
        "",
        'threshold = 0.4\nbias = 0.5\n[cues]\n"property: demo:leads" = 0.2\n"property: demo:closes" = 0.1\n',
        4,
        "warning: the cue 'property: demo:closes' is of demo:closes",
    ),
    "weights that are none": (
        "weights.toml",
        "",
        "threshold = \n",
        0,
        "error: not a file of weights: no TOML: invalid value (at line 1, column 13); it has a bias, a threshold and [cues]",
    ),
    "weights without cues": ("weights.toml", "", "threshold = 0.4\nbias = 0.5\n", 0, "error: not a file of weights: there is no [cues]"),
    "weights without a number": (
        "weights.toml",
        "",
        'threshold = 0.4\nbias = 0.5\n[cues]\n"rivals" = "high"\n',
        3,
        "error: not a file of weights: rivals is 'high', which is no number",
    ),
    "a threshold that no claim reaches": (
        "weights.toml",
        "",
        "bias = 0.5\nthreshold = 7\n[cues]\n",
        1,
        "error: not a file of weights: threshold is 7, and a probability lies between 0 and 1",
    ),
    "weights of a cue that there is not": (
        "weights.toml",
        "",
        'threshold = 0.4\nbias = 0.5\n[cues]\n"subject is a name" = 0.2\n"subject is a nmae" = 0.1\n',
        4,
        "error: not a file of weights: subject is a nmae is no cue of kg, which has 'subject is a name'",
    ),
    "weights of a cue that is like no other": (
        "weights.toml",
        "",
        'threshold = 0.4\nbias = 0.5\n[cues]\n"nonsense cue" = 0.1\n',
        3,
        "error: not a file of weights: nonsense cue is no cue of kg",
    ),
    "a part of speech that there is not": (
        LEXICON,
        ":lancer a ontolex:Word ; lexinfo:partOfSpeech lexinfo:verb",
        ":lancer a ontolex:Word ; lexinfo:partOfSpeech lexinfo:vreb",
        0,
        "error: entry lancer: kg knows no part of speech lexinfo:vreb; did you mean verb?",
    ),
    "no part of speech": (
        LEXICON,
        ":lancer a ontolex:Word ; lexinfo:partOfSpeech lexinfo:verb ;",
        ":lancer a ontolex:Word ;",
        0,
        "warning: entry lancer has no lexinfo:partOfSpeech; say lexinfo:partOfSpeech lexinfo:verb",
    ),
    "a noun with the frame of a verb": (
        LEXICON,
        ":lancer a ontolex:Word ; lexinfo:partOfSpeech lexinfo:verb",
        ":lancer a ontolex:Word ; lexinfo:partOfSpeech lexinfo:noun",
        0,
        "error: entry lancer: it is a noun, and lancer.f is a TransitiveFrame, a frame of a verb; make it a lexinfo:verb",
    ),
    "a form in no language": (
        LEXICON,
        '"gérante"@fr',
        '"gérante"',
        0,
        "warning: entry gerant: the form 'gérante' is in no language; the file is in 'fr': write \"gérante\"@fr",
    ),
    "a form in another language": (LEXICON, '"gérante"@fr', '"manager"@en', 0, "warning: entry gerant: the form 'manager' is in 'en'"),
    "a stanza behind another in one line": (
        LEXICON,
        ":gerant.p synsem:marker :de .\n:gerant.class1 a",
        ":gerant.p synsem:marker :de . :gerant.x a ontolex:LexicalSense . :gerant.class1 a",
        0,
        "warning: no entry has the sense gerant.x",
    ),
    "a file that nothing reads": ("gazeteer.ttl", "", "# names\n", 0, "warning: nothing reads gazeteer.ttl"),
    "a language that kg does not read": ("lexicon.nl.ttl", "", "# woorden\n", 0, "warning: kg reads no articles in 'nl'"),
    "a shape that is not valid": (
        SHAPES,
        "",
        f'{SH}:Sh a sh:NodeShape ; sh:targetClass :Shop ;\n    sh:property [ sh:path :opens ; sh:minCount "one" ] .\n',
        5,
        'error: demo:Sh is not valid SHACL: it has sh:minCount "one": it is not Literal with datatype xsd:integer',
    ),
    "a part of a shape that is none": (
        SHAPES,
        "",
        f"{SH}:Sh a sh:NodeShape ; sh:targetClass :Shop ;\n    sh:property [ sh:minCount 1 ] .\n",
        4,
        "error: demo:Sh is not valid SHACL: it ",
    ),
    "a shape in no part of a graph": (
        SHAPES,
        "",
        f"{SH}:Sh a sh:NodeShape ;\n    shapes:in shapes:merge ; sh:targetClass :Shop .\n",
        5,
        "so never runs; there are shapes:articles, shapes:merged, shapes:resolution",
    ),
    "a shape of nothing": (SHAPES, "", f"{SH}:Sh a sh:NodeShape ; sh:nodeKind sh:IRI .\n", 4, "warning: demo:Sh has no target"),
    "a word that SHACL does not have": (
        SHAPES,
        "",
        f"{SH}:Sh a sh:NodeShape ; sh:targetClass :Shop ; sh:property [ sh:path :opens ;\n    sh:maxcount 1 ] .\n",
        5,
        "warning: SHACL has no sh:maxcount; did you mean sh:maxCount?",
    ),
    "a shape of a class that there is not": (
        SHAPES,
        "",
        f"{SH}:Sh a sh:NodeShape ;\n    sh:targetClass :Shopp ; sh:nodeKind sh:IRI .\n",
        5,
        "error: the ontology has no class demo:Shopp; did you mean demo:Shop?",
    ),
    "a shape of a property that there is not": (
        SHAPES,
        "",
        f"{SH}:S a sh:NodeShape ; sh:targetClass :Shop ;\n    sh:property [ sh:path ( [ sh:inversePath :openz ] :leads ) ] .\n",
        5,
        "error: the ontology has no property demo:openz; did you mean demo:opens?",
    ),
    "bytes of another encoding": ("shapes.ttl", "", "\udce9", 0, "error: not UTF-8"),
}


@pytest.mark.parametrize("fault", WRONG)
def test_each_fault_is_told_with_its_file_and_line(demo: Path, fault: str) -> None:
    name, before, after, below, told = WRONG[fault]
    if after == "\udce9":
        (demo / name).write_bytes(b"# \xe9")
        line = 1
    else:
        line = edited(demo, name, before, after)
    found = problems(demo)
    said = [one for one in found if told in str(one)]
    assert said, [str(one) for one in found]
    assert said[0].file == demo / name
    if below > -9:
        assert said[0].line == line + below, str(said[0])


def test_a_new_folder_and_the_ontology_that_comes_with_kg_have_no_fault(demo: Path) -> None:
    assert problems(demo) == ()
    assert [str(one) for one in problems("news")] == []


def test_a_lexicon_that_speaks_of_frames_that_no_file_declares_is_told(demo: Path) -> None:
    (demo / "frames.ttl").unlink()
    said = "there is no such file, which declares what the lexicon speaks of: frames:"
    assert [(str(one.file), one.error, one.what) for one in problems(demo)] == [(f"{demo}/frames.ttl", False, f"{said}RoleNounFrame")]
    edited(demo, LEXICON, ":gerant a ontolex:Word ;", ":gerant a ontolex:Word , frames:PostedNoun ;")
    told = next(one for one in problems(demo) if one.file.name == "frames.ttl")
    assert told.error and told.what == f"{said}PostedNoun, frames:RoleNounFrame"


def test_shapes_that_hold_somewhere_have_no_fault(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = f"""{SH}:Sh a sh:NodeShape ; sh:targetClass :Shop ;
    sh:property [ sh:path ( [ sh:inversePath :opens ] schema:name ) ; sh:node :Other ] .
:Other a sh:NodeShape ; shapes:in shapes:articles , shapes:merged , shapes:resolution ;
    sh:or ( [ sh:class schema:Person ] [ sh:nodeKind sh:IRI ] ) .
"""
    (demo / "shapes.ttl").write_text(own, encoding="utf-8")
    assert problems(demo) == ()
    monkeypatch.setattr(sys.modules["kg.lint.shapes"], "find_spec", lambda _: None)
    (word,) = problems(demo)
    assert not word.error and word.what == "whether it is valid SHACL was not looked at, since pySHACL is not installed"


def test_what_a_shape_can_be_in_is_what_is_checked() -> None:
    assert (GRAPHS, f"{IN}") == ((ARTICLES, MERGED, RESOLUTION), f"{check_shapes.SHAPES}in")


def test_all_faults_are_told_at_once_in_order_of_file_and_line(demo: Path) -> None:
    edited(demo, QUERY, "  ?subject rdfs:label ?who .", "  ?subject rdfs:label .")
    edited(demo, LEXICON, "ontolex:reference demo:leads", "ontolex:reference demo:rules")
    edited(demo, LEXICON, "lexinfo:subject :lancer.s ; ", "")
    edited(demo, GAZETTEER, "schema:City", "schema:Town")
    done = CliRunner().invoke(app, ["ontology", "check", str(demo)])
    lines = done.stdout.splitlines()
    assert done.exit_code == 1
    assert [line.removeprefix(f"{demo}/").partition(":")[0] for line in lines[:-1]] == [GAZETTEER, *[LEXICON] * (len(lines) - 3), QUERY]
    assert len(lines) > 5 and lines[-1] == f"{len(lines) - 1} errors, 0 warnings"
    assert [(one.file, one.line) for one in problems(demo)] == sorted((one.file, one.line) for one in problems(demo))


TURTLE = """@prefix : <x:> .
:a :b "l"x" ; :c :d .
:e :f [ :g :h .
:i foot:j foot:k .
# a comment that ends with a dot.
:l :m "not closed ;
    :n :o .

:p foot:q :r .
:s :t « .
:u :v :w
"""


def test_all_that_is_no_turtle_is_told_and_not_the_first_alone(demo: Path) -> None:
    (demo / "lexicon.fr.more.ttl").write_text(TURTLE, encoding="utf-8")
    found = [(one.line, one.what) for one in problems(demo) if one.file.name == "lexicon.fr.more.ttl"]
    assert [line for line, _ in found] == [2, 3, 6, 9, 10, 12]
    assert dict(found)[6] == 'not Turtle: the text that begins with this " is not closed (column 7)'
    assert dict(found)[2] == "not Turtle: x is not a valid subject or graph name"
    assert all(what.startswith("not Turtle: ") and "Parser error" not in what for _, what in found)


@given(
    st.sampled_from(sorted(ROOT.glob("kg/starter/template/*.ttl"))),
    st.integers(0, 5000),
    st.integers(0, 9),
    st.text("\"'<[]().:;#", max_size=2),
)
def test_a_damaged_file_is_told_in_lines_that_it_has(path: Path, at: int, cut: int, more: str) -> None:
    text = path.read_text(encoding="utf-8")
    damaged = text[:at] + more + text[at + cut :]
    found = list(faults(path, damaged))
    lines = [one.line for one in found]
    assert all(1 <= line <= damaged.count("\n") + 1 for line in lines) and lines == sorted(set(lines))
    try:
        list(ox.parse(damaged, ox.RdfFormat.TURTLE, base_iri="file:///"))
    except SyntaxError as error:
        assert lines[0] == error.lineno
    else:
        assert lines == []


def test_warnings_alone_end_well(demo: Path) -> None:
    edited(demo, ONTOLOGY, "", "\ndemo:Bank a owl:Class ; rdfs:subClassOf demo:Shop .")
    done = CliRunner().invoke(app, ["ontology", "check", str(demo)])
    assert done.exit_code == 0 and done.stdout.endswith("0 errors, 1 warning\n")


def test_a_folder_without_its_file_is_told_so_and_none_is_an_error(tmp_path: Path) -> None:
    assert [one.what for one in problems(tmp_path)] == ["there is no such file"]
    assert CliRunner().invoke(app, ["ontology", "check", str(tmp_path / "none")]).exit_code == 2


def test_a_new_ontology_works_and_says_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke
    made = run(app, ["ontology", "new", "demo"])
    assert made.exit_code == 0 and load(tmp_path / "demo").kind(next(iter(load(tmp_path / "demo").classes))) == "organization"
    going = [line.removeprefix("go on").strip() for line in made.stdout.splitlines() if "  kg " in line]
    built, asked = (run(app, line.split()[1:]) for line in going)
    assert "L'Encre bleue" in asked.stdout and asked.stderr == ""
    further = [shlex.split(line.removeprefix("go on"))[1:] for line in built.stdout.splitlines() if "  kg " in line]
    assert [command[0] for command in further] == ["explain", "query"]
    assert [(done.exit_code, done.stderr) for done in (run(app, command) for command in further)] == [(0, "")] * 2
    listed = run(app, ["query", "outputs/demo.trig", "--ontology", "./demo"])
    assert "kg query outputs/demo.trig who-opens-what --ontology ./demo" in listed.stderr
    assert run(app, ["check", "outputs/demo.trig", "--ontology", "./demo"]).stdout == "1 article, 4 claims: conforms\n"
    monkeypatch.chdir(tmp_path / "demo")
    assert "kg build ../other/examples --ontology ../other --name other\n" in run(app, ["ontology", "new", "../other"]).stdout


def test_a_new_ontology_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", refuse)
    with pytest.raises(OutputError, match="demo: it cannot be written: No space left on device"):
        start(tmp_path / "demo")
    assert list(tmp_path.iterdir()) == []


def test_a_graph_that_another_ontology_built_says_so_and_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    start(tmp_path / "demo")
    run = CliRunner().invoke
    assert run(app, ["build", "demo/examples", "--ontology", "./demo", "--name", "demo"]).exit_code == 0
    for graph, said in (
        ("outputs/demo.trig", "was built with the ontology https://example.org/demo, not with news; say --ontology ./demo"),
        ("outputs/demo.ttl", "speaks of https://example.org/demo#leads, which the ontology news does not have; say --ontology FOLDER"),
    ):
        for words in (["explain", graph, "Marc Tanguy"], ["query", graph, "ASK {}"], ["facts", graph], ["review", graph]):
            assert f"kg: note: {graph} {said}" in run(app, words).stderr, words
            assert run(app, [*words, "--ontology", "./demo"]).stderr == ""
    graph, before = "outputs/demo.trig", Path("outputs/demo.trig").read_bytes()
    for words in (["reason", graph], ["render", graph, "-o", "a.html"], ["export", graph, "--to", "claims", "-o", "a.csv"]):
        done = run(app, words)
        assert done.exit_code == 2 and f"kg: error: {graph} was built with the ontology https://example.org/demo, not" in done.stderr
        assert run(app, [*words, "--ontology", "./demo"]).stderr == ""
        if words[0] != "reason":
            Path(words[-1]).unlink()
        else:
            Path(graph).write_bytes(before)
    for words in (["review", graph, "--same", "ab12"], ["link", graph, "--service", "http://127.0.0.1:9", "--out", "b.ttl"]):
        done = run(app, words)
        assert done.exit_code == 2 and "say --ontology ./demo" in done.stderr, done.output
    assert Path(graph).read_bytes() == before
    assert built_with(open_dataset(Path("outputs/demo.trig"))) == iri_of(Path("demo"))
    assert run(app, ["build", "demo/examples", "--ontology", "./demo", "--store", "demo.kg"]).exit_code == 0
    assert f"not with news; say --ontology {tmp_path}/demo" in run(app, ["query", "demo.kg", "ASK {}"]).stderr


@pytest.mark.parametrize(("name", "says"), [("demo", "it is there already"), ("Ma Presse", "cannot be the name of an ontology")])
def test_a_new_ontology_overwrites_nothing_and_has_a_name_that_can_be_a_prefix(demo: Path, name: str, says: str) -> None:
    done = CliRunner().invoke(app, ["ontology", "new", str(demo.parent / name)])
    assert done.exit_code == 2 and says in done.stderr


def test_no_new_ontology_is_called_as_one_that_comes_with_kg(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["ontology", "new", str(tmp_path / "news")])
    assert done.exit_code == 2 and "'news' is the name of an ontology that comes with kg" in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_command_still_shows_what_an_ontology_can_say(demo: Path) -> None:
    run = CliRunner().invoke
    assert "demo:opens" in run(app, ["ontology", str(demo), "--senses"]).stdout
    assert run(app, ["ontology", "news", "more"]).exit_code == 2
    assert run(app, ["ontology", "check"]).exit_code == 2
