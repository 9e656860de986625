"""The command line: what it prints, what it writes, and how it says what went wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import pytest
from pyoxigraph import RdfFormat
from rdflib import URIRef
from typer.testing import CliRunner, Result

import kg
from kg.cli import app
from kg.iris import NEWS, SCHEMA
from kg.model import Article, Chain, Claim, Evidence, Extraction, Filled, Gap, Mention, MentionKind, PredicateKind, Status
from kg.rdf import USUAL
from kg.starter import start
from kg.store import open_dataset

LITTLE = str(Path(__file__).parent / "cases" / "little.trig")
SAMPLE = Path(__file__).parent.parent / "outputs" / "netflix-eternaute.trig"
SENTENCE = "Le groupe Vernay rachète Mobix."
SENSE = URIRef("https://kg.example.org/ontology/news/lexicon/fr#racheter.acquires")


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)


def kg_command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "kg", *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands in for the parser and what it takes seconds to load: each article says one thing."""
    monkeypatch.setattr(import_module("kg.build"), "_made", lambda articles, *_: map(said_by, articles))


def said_by(article: Article) -> Extraction:
    at = article.text.index(SENTENCE)
    one, other = (_chain(name, at + SENTENCE.index(name)) for name in ("Vernay", "Mobix"))
    evidence = Evidence(at, at + len(SENTENCE) - 1, at, at + len(SENTENCE))
    claim = Claim(one, URIRef(NEWS + "acquires"), other, Status.PLANNED, evidence, SENSE)
    return Extraction(
        article,
        (one, other),
        (claim,),
        (),
        (Gap("racheter", PredicateKind.VERB, (Filled("subject"),), evidence, "no object", sense=SENSE),),
    )


def _chain(name: str, at: int) -> Chain:
    mention = Mention(at, at + len(name), MentionKind.NAME, 0)
    return Chain(f"organization/{name.lower()}", name, URIRef(SCHEMA + "Organization"), (name,), (mention,), ("name",))


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "vernay.txt"
    path.write_text(f"date 2024-05-02\n\nUn rachat dans les transports\n\n{SENTENCE}\n", encoding="utf-8")
    return path


def test_what_is_said_of_an_article_in_passing_is_a_note(quick: None, article: Path, tmp_path: Path) -> None:
    article.write_text(article.read_text(encoding="utf-8").replace("2024-05-02", "2024-15-02"), encoding="utf-8")
    done = run("build", article, "--out", tmp_path)
    assert (done.exit_code, done.stderr) == (
        0,
        f"kg: note: {article}: its date '2024-15-02' is none that kg can read; write YYYY-MM-DD\n",
    )


def test_one_graph_is_given_to_gaps_and_the_usage_says_no_more() -> None:
    usage = run("gaps", "--help").stdout.splitlines()[0]
    assert usage.endswith(" {SOURCES}...") and "GRAPH" not in usage
    assert "a graph stands alone" in run("gaps", LITTLE, LITTLE).stderr


def test_help_shows_examples_and_every_command() -> None:
    shown = run("--help").stdout
    assert "kg build article.txt" in shown
    for command in ("build", "query", "explain", "render", "ontology", "gaps", "score"):
        assert command in shown
        assert "Examples:" in run(command, "--help").stdout


def test_every_command_that_takes_a_graph_says_that_archives_are_taken() -> None:
    for command in ("check", "diff", "explain", "export", "facts", "list", "query", "reason", "render", "serve"):
        assert "or an archive" in " ".join(run(command, "--help").stdout.split()), command


def test_version_is_the_distributions() -> None:
    assert run("--version").stdout == f"kg {kg.__version__}\n"


def test_without_a_command_the_help_is_shown() -> None:
    assert "Usage" in run().output


@pytest.mark.process
@pytest.mark.parametrize(
    ("arguments", "never"),
    [
        (("--help",), ("spacy", "rdflib", "rich.markdown", "pyoxigraph", "networkx", "numpy", "asyncio")),
        (("query", LITTLE, "who-uses-what"), ("spacy", "networkx", "pyvis", "trafilatura")),
        (("explain", LITTLE, "Lumio"), ("spacy", "networkx", "pyvis", "trafilatura")),
        (("ontology",), ("spacy", "networkx", "pyvis", "trafilatura")),
    ],
)
def test_a_command_brings_only_what_it_needs(arguments: tuple[str, ...], never: tuple[str, ...]) -> None:
    code = (
        "import sys\nsys.argv = ['kg', *sys.argv[1:]]\nfrom kg.cli import main\n"
        f"try:\n    main()\nfinally:\n    sys.stderr.write(' '.join(m for m in {never!r} if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_build_writes_record_merged_graph_and_page_and_says_how_to_go_on(quick: None, article: Path, tmp_path: Path) -> None:
    done = run("build", article, "--out", tmp_path / "deep" / "out")
    assert done.exit_code == 0, done.output
    assert sorted(p.name for p in (tmp_path / "deep" / "out").iterdir()) == ["vernay.html", "vernay.trig", "vernay.ttl"]
    for line in ("read        1 article", "entities    2", "facts       1", "claims      1: 1 planned", "gaps        0"):
        assert line in done.stdout
    assert f"kg explain {tmp_path / 'deep' / 'out' / 'vernay.trig'} Mobix" in done.stdout
    assert kg_command("explain", tmp_path / "deep" / "out" / "vernay.trig", "mobix").returncode == 0


def test_a_build_that_finds_no_facts_says_so_and_names_nothing_to_explain(
    monkeypatch: pytest.MonkeyPatch, article: Path, tmp_path: Path
) -> None:
    monkeypatch.setattr(import_module("kg.build"), "_extracted", lambda articles, *_: (Extraction(one, (), ()) for one in articles))
    shown = run("build", article, "--out", tmp_path).stdout
    assert "no facts    no sense of the lexicon says" in shown and "kg explain" not in shown


def test_files_are_called_after_the_source_or_as_one_says(quick: None, article: Path, tmp_path: Path) -> None:
    other = tmp_path / "autre.txt"
    other.write_text(article.read_text("utf-8"), encoding="utf-8")
    for arguments, stem in (((article,), "vernay"), ((article, other), "graph"), ((article, "--name", "revue"), "revue")):
        out = tmp_path / stem
        assert run("build", *arguments, "--out", out).exit_code == 0
        assert sorted(p.name for p in out.iterdir()) == [f"{stem}.html", f"{stem}.trig", f"{stem}.ttl"]


def test_an_article_from_standard_input_is_read(quick: None, tmp_path: Path) -> None:
    done = run("build", "-", "--out", tmp_path, "--lang", "fr", stdin=SENTENCE)
    assert (done.exit_code, (tmp_path / "graph.trig").is_file()) == (0, True), done.output


def test_a_planned_fact_is_a_plain_triple_only_where_it_is_included(quick: None, article: Path, tmp_path: Path) -> None:
    for more, plain in (((), "false"), (("--include", "planned"), "true")):
        assert run("build", article, "--out", tmp_path, *more).exit_code == 0
        assert run("query", tmp_path / "vernay.ttl", "ASK { ?x news:acquires ?y }").stdout == plain + "\n"


def test_no_text_leaves_out_the_article_and_keeps_the_sentence(quick: None, article: Path, tmp_path: Path) -> None:
    for more, kept in (((), True), (("--no-text",), False)):
        run("build", article, "--out", tmp_path, *more)
        text = (tmp_path / "vernay.trig").read_text("utf-8")
        assert ("Un rachat dans les transports\\n" in text, SENTENCE in text) == (kept, True)


def test_another_base_is_in_every_iri_but_the_ontologys(quick: None, article: Path, tmp_path: Path) -> None:
    run("build", article, "--out", tmp_path, "--base", "https://press.example/")
    done = run("query", tmp_path / "vernay.trig", "SELECT DISTINCT ?s { ?s ?p ?o FILTER(!STRSTARTS(STR(?s), 'https://press.example/')) }")
    assert done.stdout.split() == ["s"]


def test_a_bad_article_among_good_ones_is_reported_at_the_end(quick: None, article: Path, tmp_path: Path) -> None:
    (tmp_path / "vide.txt").write_text("", encoding="utf-8")
    done = run("build", article, tmp_path / "vide.txt", "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert (tmp_path / "out" / "graph.trig").is_file()
    assert [line for line in done.stderr.splitlines() if line.startswith("kg: error: ")] == [done.stderr.splitlines()[-1]]
    assert "vide.txt" in done.stderr


@pytest.mark.parametrize(
    ("content", "more"),
    [(b"", ()), (b"\x00\x01\xff\xfe\x00PNG", ()), (None, ()), (b"Das Werk steht in Hamburg und ist sehr alt.", ("--lang", "xx"))],
    ids=["empty", "binary", "missing", "language"],
)
def test_what_cannot_be_read_at_all_leaves_nothing_behind(content: bytes | None, more: tuple[str, ...], tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "source.txt").write_bytes(content)
    done = run("build", tmp_path / "source.txt", "--out", tmp_path / "deep" / "out", *more)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("kg: error: ")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "deep").exists()


def test_a_place_that_cannot_be_written_to_is_said_before_the_work(article: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for out in (tmp_path / "file", tmp_path / "file" / "under", Path("/proc/kg")):
        done = run("build", article, "--out", out)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith(f"kg: error: {out}: it ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "a.txt", "--name", "../x"), "../x: not the name of a file; choose another with --name"),
        (("build", "a.txt", "--base", "press"), "--base press: not an address that ends in /"),
        (("build", "a.txt", "--name", "n" * 300), "nnnnnnnnnnnnnnnnnnnn…: longer than a file's name may be"),
        (("serve", "a.trig", "--timeout", "inf"), "--timeout: input should be less than or equal to 86400"),
        (("build", ""), '"": it is no name of a file; give a file or a folder'),
        (("ontology", "--lang", "en"), "no lexicon for 'en'; there are: fr; choose one with --lang, or add lexicon.en.ttl"),
        (("query", "nowhere.trig", "ASK {}"), "nowhere.trig: no such file"),
        (("query", LITTLE, "nothing"), "no saved query 'nothing'; there are articles, by-status,"),
        (("query", LITTLE, "-f", "nowhere.rq"), "nowhere.rq: No such file or directory"),
        (("query", LITTLE, "ontologies/news/queries/articles.rq"), "articles.rq: it is a file; its query is asked by kg query"),
        (("query", LITTLE, "ASK {}", "-f", "nowhere.rq"), "give one of the two"),
        (("query", LITTLE, "everything-about"), "name is missing"),
        (("query", LITTLE, "everything-about", "Zoé", "Marchetti"), "2 values given for name; words that belong together need quotes"),
        (("query", LITTLE, "everything-about", "--set", "Lumio"), "--set Lumio: no = in it; say --set name=Lumio"),
        (("explain", LITTLE, "Lumo"), "nothing in the graph is called 'Lumo'; near it: Lumio"),
        (("explain", LITTLE, "Lumio", "--ontology", "sea"), "sea: no such ontology; there are news"),
        (("ontology", "sea"), "sea: no such ontology; there are news"),
        (("--quiet",), "no such option: --quiet; see kg --help"),
        (("buidl", "a.txt"), "no such command 'buidl'"),
        (("build",), "missing argument"),
        (("build", "a.txt", "--min-confidence", "2"), "--min-confidence: "),
        (("build", "a.txt", "--min-confidence", "much"), "see kg build --help"),
        (("gaps", "a.txt", "--limit", "0"), "--limit: "),
        (("query", LITTLE, "timeline", "--format", "xls"), "--format: 'xls' is not one of 'table', "),
        (("explain", LITTLE, "Lumio", "--lang"), "option '--lang' requires an argument; see kg explain --help"),
        (("build", "a.txt", "--lang", "en"), "kg reads no articles in 'en', only in fr; say --lang fr"),
    ],
)
def test_what_is_wrong_is_one_line_on_the_standard_error_with_exit_code_2(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("kg: error: ")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("command", "damage", "said"),
    [
        ("facts", "prov:hadPrimarySource ?x | prov:hadPrimarySource <x:y>", "x:y for prov:hadPrimarySource, which is no article"),
        ("facts", 'rdf:subject ?x | rdf:subject "x"', '"x" for rdf:subject, which is no IRI'),
        ("facts", "news:status ?x | news:status news:Sure", "news:Sure for news:status, which is no status"),
        ("diff", "prov:hadPrimarySource ?x | ", "no prov:hadPrimarySource; give"),
    ],
)
def test_what_a_hand_changed_so_that_a_command_fails_is_named(command: str, damage: str, said: str, tmp_path: Path) -> None:
    hurt, store = tmp_path / "hurt.trig", open_dataset(SAMPLE)
    names = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in USUAL.items())
    old, new = (f"{{ ?c {part} }}" if part else "{}" for part in damage.split(" | "))
    store.update(f"{names} DELETE {old} INSERT {new} WHERE {old}")
    store.dump(output=hurt, format=RdfFormat.TRIG)
    done = run(command, hurt, *[SAMPLE] * (command == "diff"))
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    assert said in done.stderr and f"kg check {hurt} tells" in done.stderr


def test_a_mistake_of_kgs_own_is_not_taken_for_the_graphs(monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(*_: object) -> NoReturn:
        raise KeyError("nothing")

    monkeypatch.setattr(import_module("kg.facts.claims"), "sources", mistaken)
    assert isinstance(run("facts", LITTLE).exception, KeyError)


def test_a_broken_ontology_is_named_with_its_line(article: Path, tmp_path: Path) -> None:
    (tmp_path / "ontology.ttl").write_text("@prefix x: <https://x.example/> .\nx:Port a .\n", encoding="utf-8")
    done = run("build", article, "--ontology", tmp_path, "--out", tmp_path / "out")
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(f"kg: error: {tmp_path / 'ontology.ttl'}: not Turtle, line 2: ")
    assert not (tmp_path / "out").exists()


def test_a_query_file_with_an_error_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("SELECT ?x\nWHERE { ?x a }\n", encoding="utf-8")
    done = run("query", LITTLE, "-f", tmp_path / "mine.rq")
    first, *shown = done.stderr.splitlines()
    assert (done.exit_code, shown) == (2, ["  WHERE { ?x a }", "               ^"])
    assert first.startswith(f"kg: error: {tmp_path / 'mine.rq'}, line 2, column 14: a triple is not whole before this '}}'")


def test_interruption_ends_with_130_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.store.open_dataset", interrupted)
    done = run("query", LITTLE, "ASK {}")
    assert (done.exit_code, done.output) == (130, "")


@pytest.mark.process
def test_a_reader_who_goes_away_is_no_error() -> None:
    more_than_a_pipe_holds = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 1000"
    command = f"{sys.executable} -m kg query {LITTLE} '{more_than_a_pipe_holds}' | head -1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.process
def test_explain_into_a_closed_pipe_is_no_error_and_no_unknown_language_is_guessed() -> None:
    command = f"{sys.executable} -m kg explain {LITTLE} Lumio | head -1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    wrong = kg_command("explain", LITTLE, "Lumio", "--lang", "xx")
    said = "kg: error: kg has no words in 'xx' to tell what a graph says; there are en, fr; say --lang en or --lang fr\n"
    assert (wrong.returncode, wrong.stderr) == (2, said)


def test_a_result_is_a_table_or_what_one_asks_for() -> None:
    asked = "SELECT ?what { organization:lumio news:uses ?what }"
    assert run("query", LITTLE, asked).stdout.split() == ["what", "technology:voix-de-synthese"]
    assert run("query", LITTLE, asked, "--format", "csv").stdout.splitlines()[1] == "https://kg.example.org/technology/voix-de-synthese"
    assert json.loads(run("query", LITTLE, asked, "--format", "json").stdout)["head"] == {"vars": ["what"]}
    assert run("query", LITTLE, "ASK { ?x news:uses ?y }").stdout == "true\n"
    assert "organization:lumio a news:Company" in run("query", LITTLE, "DESCRIBE organization:lumio").stdout


def test_a_long_sentence_stays_on_one_line_where_the_output_is_no_terminal() -> None:
    lines = run("query", LITTLE, "figures").stdout.splitlines()
    assert len(lines) == 2
    assert "Selon Zoé Marchetti, directrice du studio, Lumio a réalisé un chiffre d’affaires de 12 millions d’euros." in lines[1]


def test_text_of_an_article_is_never_read_as_markup(tmp_path: Path) -> None:
    graph = tmp_path / "g.ttl"
    graph.write_text('<https://kg.example.org/topic/x> <http://www.w3.org/2000/01/rdf-schema#label> "[red]x[/red] :smile:"@fr .\n', "utf-8")
    assert "[red]x[/red] :smile:" in run("query", graph, "SELECT ?n { ?x rdfs:label ?n }").stdout
    assert "[red]x[/red] :smile:" in run("explain", graph, "topic:x").stdout


def test_a_parameter_is_given_in_order_or_by_name() -> None:
    by_name = run("query", LITTLE, "everything-about", "--set", "name=marchetti").stdout
    assert by_name == run("query", LITTLE, "everything-about", "Zoé Marchetti").stdout
    assert "directrice" in by_name


def test_without_a_query_the_saved_ones_are_listed() -> None:
    shown = run("query", LITTLE).stdout
    assert 'everything-about    "NAME"' in shown
    assert f'kg query {LITTLE} everything-about "NAME"' in run("query", LITTLE).stderr
    assert "Qui utilise quoi" in shown
    assert "Who uses what" in shown


def test_explain_tells_each_fact_with_its_words_between_stars() -> None:
    shown = run("explain", LITTLE, "lumio").stdout
    assert "Le studio **Lumio utilise la voix de synthèse** pour doubler ses films." in shown
    assert "rapporté, selon Zoé Marchetti" in shown
    assert "asserted" in run("explain", LITTLE, "lumio", "--lang", "en").stdout


def test_render_writes_the_page_where_one_says(tmp_path: Path) -> None:
    done = run("render", LITTLE, "-o", tmp_path / "page.html", "--title", "Ma revue")
    assert (done.exit_code, done.stdout.strip()) == (0, str(tmp_path / "page.html"))
    assert "Ma revue" in (tmp_path / "page.html").read_text("utf-8")


def test_ontology_lists_what_can_be_said_and_by_which_words(tmp_path: Path) -> None:
    start(tmp_path / "demo")  # which is read in no time
    for option, expected in ((None, "properties"), ("--classes", "demo:Shop"), ("--properties", "demo:opens"), ("--senses", "ouvrir")):
        done = run("ontology", tmp_path / "demo", *([option] if option else []))
        assert (done.exit_code, expected in done.stdout) == (0, True), done.output
    assert "news:uses" in run("ontology", "--properties").stdout
    counted = {line.split()[0]: line.split()[1] for line in run("ontology").stdout.splitlines()[1:3]}
    assert counted == {one: str(len(run("ontology", f"--{one}").stdout.splitlines()) - 1) for one in ("classes", "properties")}


def test_on_a_narrow_terminal_a_row_becomes_a_block_of_lines() -> None:
    from kg.console import table

    columns, row = ("thing", "sentence"), ("Lumio", "Le studio Lumio utilise la voix de synthèse pour doubler ses films.")
    for width, ends, wide in ((None, 2, 76), (60, 2, 60), (30, 2, 30)):
        look, needed = table(columns, [row], width=width)
        assert (len(look.columns), needed) == (ends, wide)
        assert look.show_header == (width != 30)
