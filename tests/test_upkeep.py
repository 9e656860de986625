"""An archive on disk: what the commands put in and take out, and what goes wrong; a stand-in reads the articles at once."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

import pyoxigraph as ox
import pytest
from examples import chain, claim
from typer.testing import CliRunner

import kg
from kg import ontology as ontologies
from kg.archive.disk import Settings, opened, settings_of
from kg.cli import app
from kg.errors import DecisionError, GraphError, OutputError
from kg.languages import model_version
from kg.link import decisions
from kg.merge import merge
from kg.model import Article, Extraction
from kg.query import query
from kg.rdf import of_extraction
from kg.read import read
from kg.store import open_dataset, quads_of, serialise
from kg.upkeep import add, build, remove

HERE = Path(__file__).parent
NEWS = ontologies.load("news")


def understood(article: Article) -> Extraction:
    """Whatever has a capital is a company, and the first owns the others."""
    names = list(dict.fromkeys(re.findall(r"\b[A-Z]\w+", article.text)))
    firms = [chain(article.text, name, "news:Company") for name in names]
    claims = (claim(article.text, firms[0], "news:owns", other, article.text.split(".")[0]) for other in firms[1:])
    return Extraction(article, tuple(firms), tuple(claims))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the articles that were read, in order."""
    seen: list[str] = []

    def extracted(articles: Iterable[Article], *_: object) -> Iterator[Extraction]:
        for article in articles:
            seen.append(article.id)
            yield understood(article)

    monkeypatch.setattr(import_module("kg.upkeep"), "extracted", extracted)
    return seen


def written(folder: Path, **texts: str) -> list[Path]:
    """Articles, one file each."""
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{name}.txt" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(f"date 2024-05-02\n\n{text}\n", encoding="utf-8")
    return paths


def kept(archive: Path) -> bytes:
    return serialise(quads_of(open_dataset(archive)), ox.RdfFormat.TRIG)


def fresh(sources: Sequence[Path]) -> bytes:
    """What a build of these in memory gives."""
    quads = [quad for article in read(sources, lang="fr") for quad in of_extraction(understood(article))]
    versions = {"kg": kg.__version__, "ontology": NEWS.version} | ({"fr model": model_version("fr")} if sources else {})
    return serialise([*quads, *merge(quads, NEWS, versions=versions)], ox.RdfFormat.TRIG)


TEXTS = {"a": "Alba possède Oria et Vernay.", "b": "Alba possède Mobix.", "c": "Koralis possède Oria."}


@pytest.fixture
def press(tmp_path: Path) -> list[Path]:
    return written(tmp_path / "press", **TEXTS)


@pytest.fixture
def archive(tmp_path: Path, press: list[Path]) -> Path:
    build(tmp_path / "press.kg", press, Settings())
    return tmp_path / "press.kg"


def test_an_archive_is_what_a_build_gives_however_its_articles_came(tmp_path: Path, press: list[Path], archive: Path) -> None:
    assert kept(archive) == fresh(press)
    build(tmp_path / "slow.kg", press[2:], Settings())
    add(tmp_path / "slow.kg", press[:1])
    add(tmp_path / "slow.kg", press)
    assert kept(tmp_path / "slow.kg") == fresh(press)


def test_what_stands_there_as_it_is_is_not_read_again(press: list[Path], archive: Path, quick: list[str]) -> None:
    quick.clear()
    (more,) = written(press[0].parent, d="Alba possède Zenith.")
    written(press[0].parent, b="Alba possède Nadir.")
    changes = add(archive, [press[0].parent])
    assert (changes.new, changes.changed, changes.same, changes.gone) == (["d"], ["b"], ["a", "c"], [])
    assert quick == ["b", "d"]
    assert kept(archive) == fresh([*press, more])


def test_an_archive_is_a_graph_to_what_takes_either_and_no_source_of_articles(tmp_path: Path, archive: Path) -> None:
    gold = HERE / "gold-tiny"
    assert "no article has an id of the gold" in CliRunner().invoke(app, ["score", str(gold), str(archive)]).stderr
    assert CliRunner().invoke(app, ["gaps", str(archive)]).exit_code == 0
    for words in (["build", str(archive), "--out", str(tmp_path)], ["add", str(archive), str(archive)]):
        done = CliRunner().invoke(app, words)
        assert (done.exit_code, "it is an archive, and its articles are read already" in done.stderr) == (2, True)


def test_what_is_taken_out_leaves_no_trace(press: list[Path], archive: Path) -> None:
    assert remove(archive, ["a", "c"]).gone == ["a", "c"]
    assert kept(archive) == fresh(press[1:2])
    remove(archive, ["b"])
    assert kept(archive) == fresh([])
    for none in ("", "?"):
        with pytest.raises(GraphError, match="there is no article"):
            remove(archive, [none])


@pytest.mark.parametrize("how", [remove, lambda archive, _: build(archive, [archive.parent / "press" / "b.txt"], Settings(), replace=True)])
def test_what_is_taken_out_is_off_the_disk(press: list[Path], archive: Path, how: Callable[[Path, list[str]], object]) -> None:
    """Oxigraph itself keeps every text that it once had; the caches are of articles unknown."""
    own = ox.NamedNode("https://kg.example.org/graph/user/empty")
    with opened(archive) as one:
        one.archive.store.add_graph(own)
    (archive / "cache" / "readings").mkdir(parents=True)
    (archive / "cache" / "readings" / "a.spacy").write_bytes(b"Oria et Vernay")
    assert holding(archive, b"Oria et Vernay")
    how(archive, ["a", "c"])
    assert not holding(archive, b"Oria et Vernay")
    assert kept(archive) == fresh(press[1:2])
    assert own in open_dataset(archive).named_graphs()
    add(archive, press)
    assert kept(archive) == fresh(press)


def holding(folder: Path, words: bytes) -> list[str]:
    """The files of a folder in which these stand."""
    return [path.name for path in sorted(folder.rglob("*")) if path.is_file() and words in path.read_bytes()]


def test_an_article_that_is_not_there_is_an_error_and_all_stay(press: list[Path], archive: Path) -> None:
    with pytest.raises(GraphError, match=r"there is no article 'aa' in it; near it: a"):
        remove(archive, ["b", "aa"])
    assert kept(archive) == fresh(press)


def test_building_again_takes_nothing_out_unasked_and_then_puts_nothing_in(press: list[Path], archive: Path, quick: list[str]) -> None:
    before = kept(archive)
    (more,) = written(press[0].parent, d="Alba possède Zenith.")
    written(press[0].parent, a="Alba possède Nadir.")
    quick.clear()
    with pytest.raises(GraphError, match=r"it has 2 articles that the sources do not have \(b, c\); say --replace"):
        build(archive, [press[0], more], Settings())
    assert not quick
    assert kept(archive) == before
    written(press[0].parent, a=TEXTS["a"])
    assert build(archive, press[:1], Settings(), replace=True).gone == ["b", "c"]
    assert kept(archive) == fresh(press[:1])


def test_a_source_that_cannot_be_read_takes_nothing_out(press: list[Path], archive: Path) -> None:
    press[1].write_bytes(b"\x00\x01")
    changes = build(archive, press, Settings(), replace=True)
    assert (len(changes.skipped), changes.gone) == (1, [])
    assert set(opened_ids(archive)) == {"a", "b", "c"}


def opened_ids(archive: Path) -> list[str]:
    with opened(archive) as one:
        return [iri.rpartition("/")[2] for iri in one.archive.fingerprints()]


def test_an_archive_keeps_its_settings(press: list[Path], archive: Path) -> None:
    assert settings_of(archive) == Settings()
    with pytest.raises(GraphError, match=r"another no_text, min_confidence \(without any of these options\)"):
        build(archive, press, Settings(no_text=True, min_confidence=0.8))
    with pytest.raises(GraphError, match="another folder"):
        build(archive, press, Settings(include=("Planned",)))


def test_the_index_is_no_part_of_the_dataset(archive: Path) -> None:
    found = query(open_dataset(archive), "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", ontology=NEWS.folder).rows()
    assert {row[0].rpartition("/")[2].rpartition(":")[2] for row in found} == {"a", "b", "c", "about", "resolution"}


def test_things_are_linked_anew_where_the_way_of_linking_changed(
    press: list[Path], archive: Path, quick: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal("mine"), ox.NamedNode("https://kg.example.org/graph/user/notes"))
    with opened(archive) as one:
        one.archive.store.add(own)  # as `kg serve --update` does
    before = kept(archive)
    assert b'"mine"' in before
    quick.clear()
    keys = import_module("kg.cache.keys")
    monkeypatch.setattr(keys, "linking", lambda *_: "another way")
    with opened(archive) as one:
        assert one.archive.linked_by() == "another way"
    assert kept(archive) == before
    assert not quick
    assert sorted(path.name for path in archive.iterdir()) == [".lock", "graph", "kg.json"]


@pytest.mark.parametrize("left", ["graph.next", "graph.last"])
def test_what_a_stopped_relinking_left_does_no_harm(press: list[Path], archive: Path, left: str) -> None:
    if left == "graph.last":
        (archive / "graph").rename(archive / left)
    else:
        (archive / left).mkdir()
    add(archive, press)
    assert kept(archive) == fresh(press)


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, press: list[Path]) -> None:
    with pytest.raises(GraphError, match="it is a folder of something else; give a folder that is empty"):
        build(press[0].parent, press, Settings())
    with pytest.raises(GraphError, match="it is a file"):
        build(press[0], press, Settings())
    with pytest.raises(GraphError, match=r"there is no archive in it; make one: kg build SOURCES --store"):
        add(press[0].parent, press)
    with pytest.raises(GraphError, match="no such folder"):
        add(tmp_path / "nowhere", press)


@pytest.mark.parametrize("damage", ["{", "[]", '{"ontology": "news"}', json.dumps({"include": [], "colour": "red"})])
def test_settings_that_do_not_hold_together_are_said(archive: Path, damage: str) -> None:
    (archive / "kg.json").write_text(damage, encoding="utf-8")
    with pytest.raises(GraphError, match=r"kg\.json: it cannot be read"):
        settings_of(archive)


def test_an_archive_of_another_format_is_not_touched(archive: Path) -> None:
    told = json.loads((archive / "kg.json").read_text(encoding="utf-8"))
    (archive / "kg.json").write_text(json.dumps({**told, "format": 2}), encoding="utf-8")
    with pytest.raises(GraphError, match="its format is 2, and this kg keeps format 1"):
        settings_of(archive)


WRITER = """
import sys, time
sys.path[:0] = sys.argv[2:]
from pathlib import Path
from kg.archive.disk import opened
with opened(Path(sys.argv[1])):
    print("open", flush=True)
    time.sleep(60)
"""


@pytest.mark.process
def test_a_second_writer_is_refused_and_readers_go_on(press: list[Path], archive: Path) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(archive), str(HERE.parent)], stdout=subprocess.PIPE, text=True)
    try:
        assert writer.stdout is not None and writer.stdout.readline() == "open\n"
        with pytest.raises(GraphError, match="another kg is writing to it; wait until it is done"):
            add(archive, press)
        assert kept(archive) == fresh(press)
    finally:
        writer.kill()
        writer.communicate()
    add(archive, press)


ADDER = """
import sys
sys.path[:0] = sys.argv[3:]
from pathlib import Path
from kg import upkeep
from test_upkeep import understood
upkeep.extracted = lambda articles, *_: map(understood, articles)
upkeep.in_batches = lambda values: ([value] for value in values)
upkeep.add(Path(sys.argv[1]), [Path(sys.argv[2])], progress=lambda one: print(one.article.id, flush=True))
"""


@pytest.mark.process
def test_an_add_that_is_killed_leaves_the_old_or_the_new_state_of_each_article(tmp_path: Path, archive: Path) -> None:
    more = written(tmp_path / "more", **{f"m{n}": f"Alba possède Oria et Firme{n}." for n in range(30)}, a="Alba possède Zenith.")
    command = [sys.executable, "-c", ADDER, str(archive), str(tmp_path / "more"), str(HERE.parent), str(HERE)]
    adder = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert adder.stdout is not None
    told = [adder.stdout.readline().strip() for _ in range(5)]
    os.kill(adder.pid, signal.SIGKILL)
    told += adder.communicate()[0].split()
    there = opened_ids(archive)
    assert {"a", "b", "c", *told} <= set(there)
    assert len(there) < 33
    sources = {path.stem: path for path in [*written(tmp_path / "press", **TEXTS), *more] if path.stem in there}
    if "a" not in told:
        sources["a"] = tmp_path / "press" / "a.txt"
    assert kept(archive) == fresh(list(sources.values()))


def command(*words: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [str(word) for word in words])
    return done.exit_code, done.stdout, done.stderr


def test_the_commands_say_what_became_of_the_articles(tmp_path: Path, press: list[Path]) -> None:
    store = tmp_path / "store"
    assert command("build", *press, "--store", store) == (
        0,
        f"new         3 articles  (a, b, c)\narchive     {store}  (kg info {store} tells what it holds)\n",
        "",
    )
    press[0].write_bytes(b"\x00")
    code, said, wrong = command("add", store, *press)
    assert (code, said.splitlines()[0]) == (1, "as it was   2 articles  (b, c)")
    assert "a.txt" in wrong
    assert command("remove", store, "b")[1].startswith("taken out   1 article  (b)\n")
    code, said, _ = command("info", store)
    assert (code, said.splitlines()[:4]) == (0, ["articles    2", "entities    4", "facts       3", "claims      3: 3 asserted"])
    assert f"kg build SOURCES --store {store}\n" in said
    code, said, _ = command("list", store, "--format", "csv")
    assert (code, [line.partition(",")[0] for line in said.splitlines()]) == (0, ["id", "a", "c"])


def test_the_graphs_that_a_user_wrote_are_told(archive: Path) -> None:
    assert "your own" not in command("info", archive)[1]
    store, head = ox.Store(str(archive / "graph")), "https://kg.example.org/graph/user/"
    names = {name: number % 2 + 1 for number, name in enumerate("abcdefghij")}
    for name, count in names.items():
        store.extend(ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal(n), ox.NamedNode(head + name)) for n in range(count))
    store.flush()
    del store
    assert "your own    a (1 triple), b (2 triples), " in (said := command("info", archive)[1])
    assert f", h (2 triples), and 2 more: graphs below {head}\n" in said


def test_a_fact_is_counted_once_however_many_claims_state_it(tmp_path: Path, archive: Path) -> None:
    add(archive, written(tmp_path / "more", d="Alba possède Oria."))
    told = {line.partition(" ")[0]: line.split()[1] for line in command("info", archive)[1].splitlines()}
    assert (told["facts"], told["claims"]) == ("4", "5:")
    counts = next(line for line in command("diff", archive, archive, "--lang", "en")[1].splitlines() if line.startswith("facts"))
    assert counts.split()[1:3] == ["4", "4"]
    merged = command("merge", archive, "--out", tmp_path / "all.trig")[1]
    assert "facts       4\nclaims      5\n" in merged


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("build", "{press}", "--store", "{store}", "--out", "x"), "--out: it is not for an archive; leave it out, or --store"),
        (("build", "{press}", "--store", "{store}", "--title", "x"), "--title: it is not for an archive"),
        (("build", "{press}", "--replace"), "--replace: it is for an archive; say --store too"),
        (("build", "{press}", "--store", "{store}", "--base", "x"), "--base x: not an address that ends in /"),
        (("build", "nowhere.txt", "--store", "{store}"), "nowhere.txt: there is no such file"),
        (("info", "{press}"), "there is no archive in it"),
        (("info", "{press}/a.txt"), "it is a file, and an archive is a folder"),
        (("add", "{press}/a.txt", "{press}/b.txt"), "it is a file, and an archive is a folder"),
        (("list", "{press}"), "it is a folder"),
        (("remove", "{store}", "x"), "no such folder"),
    ],
)
def test_what_is_wrong_is_said_with_exit_code_2(tmp_path: Path, press: list[Path], words: tuple[str, ...], said: str) -> None:
    places = {"press": press[0].parent, "store": tmp_path / "store"}
    code, _, wrong = command(*(word.format(**places) for word in words))
    assert (code, said in wrong) == (2, True), wrong
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("message", ["IO error: No space left on device", "IO error: Read-only file system"])
def test_a_disk_that_cannot_be_written_to_is_said_and_nothing_is_lost(
    press: list[Path], archive: Path, monkeypatch: pytest.MonkeyPatch, message: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(message)

    (more,) = written(press[0].parent, d="Alba possède Zenith.")
    monkeypatch.setattr(import_module("kg.archive").Archive, "_write", full)
    with pytest.raises(OutputError, match=message.partition(": ")[2]):
        add(archive, [more])
    assert kept(archive) == fresh(press)


def test_what_may_be_one_is_shown_side_by_side_and_what_people_say_is_kept(tmp_path: Path, archive: Path) -> None:
    add(archive, written(tmp_path / "more", d="Vernay possède Bertolone.", e="Vernay possède Bartolone."))
    code, shown, _ = command("review", archive)
    assert (code, shown.splitlines()[0]) == (0, "names that are spelt and sound alike")
    assert "Bartolone  entreprise · e" in shown and "Vernay possède Bertolone" in shown
    ((pair,), (_, before)) = json.loads(command("review", archive, "--json")[1]), (0, kept(archive))
    code, said, _ = command("review", archive, "--same", pair["id"])
    assert (code, said.splitlines()[0]) == (0, f"decided     1 pair  ({archive / 'decisions.ttl'})")
    assert command("review", archive)[1:] == ("nothing is proposed\n", "")
    misspelt = (archive / "decisions.ttl").read_text(encoding="utf-8").replace("bertolone", "bretolone")
    (tmp_path / "other.ttl").write_text(misspelt, encoding="utf-8")
    heard = command("review", archive, "--decisions", tmp_path / "other.ttl")[2]
    assert [line.partition(": http")[0] for line in heard.splitlines()] == [f"kg: note: {tmp_path / 'other.ttl'}"]
    assert "bretolone stands for nothing in this graph" in heard
    rows = list(query(open_dataset(archive), "everything-about", ontology=NEWS.folder, given=["Bertolone"]).rows())
    assert {row[-1] for row in rows} >= {"Vernay possède Bartolone", "Vernay possède Bertolone"} or len(rows) == 2
    (archive / "decisions.ttl").unlink()
    with opened(archive):
        assert kept(archive) == before


SURNAME = """
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix schema: <https://schema.org/> . @base <https://kg.example.org/> .
@prefix news: <https://kg.example.org/ontology/news#> .
<person/anne-morel> a schema:Person ; rdfs:label "Anne Morel"@fr .
<person/morel> a schema:Person ; rdfs:label "Morel"@fr .
<graph/resolution> {
  <article/a#person/anne-morel> owl:sameAs <person/anne-morel> .
  <article/b#person/morel> owl:sameAs <person/morel> .
  <article/c#person/morel> owl:sameAs <person/morel> .
  <proposal/1234abcd> a news:Proposal ; rdf:subject <person/anne-morel> ; rdf:object <person/morel> ; news:reason "the same surname" .
}
"""


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("--same", ["person/anne-morel> owl:sameAs <b", "b#person/morel> owl:sameAs <c"]),
        ("--different", ["person/anne-morel> owl:differentFrom <b", "person/anne-morel> owl:differentFrom <c"]),
    ],
)
def test_an_answer_about_a_surname_is_one_about_those_who_were_shown(tmp_path: Path, word: str, said: list[str]) -> None:
    """The next article's Morel may be another; a file that is there and empty gets its prefixes."""
    graph, told = tmp_path / "graph.trig", tmp_path / "decisions.ttl"
    graph.write_text(SURNAME, encoding="utf-8")
    told.write_text("", encoding="utf-8")
    assert command("review", graph, word, "1234abcd", "--decisions", told)[0] == 0
    lines = [line for line in told.read_text(encoding="utf-8").splitlines() if not line.startswith("@prefix")]
    brief = [line.replace("https://kg.example.org/", "").replace("article/", "") for line in lines]
    assert all(part in line for part, line in zip(said, brief, strict=True)), brief
    assert decisions.read(told).spoken


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--same", "nope"), "nope: no pair is proposed under this; there are none"),
        (("--limit", "0"), "--limit"),
        (("--ontology", "nowhere"), "nowhere"),
    ],
)
def test_an_answer_to_what_was_not_asked_is_an_error(archive: Path, words: tuple[str, ...], said: str) -> None:
    code, _, wrong = command("review", archive, *words)
    assert (code, said in wrong) == (2, True), wrong
    assert not (archive / "decisions.ttl").exists()


def test_decisions_that_do_not_hold_together_stop_a_change(press: list[Path], archive: Path) -> None:
    (archive / "decisions.ttl").write_text("<a:a> <b:b> <c:c> .", encoding="utf-8")
    with pytest.raises(DecisionError, match=r"decisions\.ttl: <a:a> <b:b> <c:c> is no decision"):
        add(archive, press)
    assert kept(archive) == fresh(press)
