"""Graphs built apart and merged are the graph that building from all their articles gives; what cannot be merged is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest
from examples import bakery, mention_of, reprinted, several
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDFS
from typer.testing import CliRunner, Result

import kg
from kg import ontology as ontologies
from kg.archive import Archive, Entry
from kg.archive.disk import SETTINGS
from kg.build import graph_of
from kg.cli import app
from kg.diff import diff
from kg.errors import GraphError
from kg.gather import Prefer, gather
from kg.iris import BASE, article_iri
from kg.merge import merge
from kg.model import Extraction, Status
from kg.rdf import STORE_FORMAT, Quad, of_extraction
from kg.store import ARCHIVED, open_dataset, serialise, store_of

ONTOLOGY = ontologies.load("news")
FEW = settings(max_examples=25, deadline=None)
MODEL = "fr_core_news_md-3.8.0"


def built(*extractions: Extraction, models: tuple[tuple[str, str], ...] = (("fr", MODEL),), base: str = BASE) -> tuple[Quad, ...]:
    """What a build gives, with the model that it names."""
    articles = [quad for one in extractions for quad in of_extraction(one, base=base)]
    versions = {"kg": kg.__version__, "ontology": ONTOLOGY.version, **{f"{lang} model": model for lang, model in models}}
    return (*articles, *merge(articles, ONTOLOGY, base=base, versions=versions))


def record(quads: tuple[Quad, ...], base: str = BASE) -> bytes:
    return serialise(quads, ox.RdfFormat.TRIG, base)


def files(folder: Path, *graphs: tuple[Quad, ...]) -> list[Path]:
    paths = [folder / f"{name}.trig" for name, _ in zip("abcdef", graphs, strict=False)]
    for path, quads in zip(paths, graphs, strict=True):
        path.write_bytes(record(quads))
    return paths


@FEW
@given(st.one_of(several(), reprinted()), st.data())
def test_any_parts_merged_in_any_order_are_the_whole(articles: list[Extraction], data: st.DataObject) -> None:
    ends = [data.draw(st.lists(st.sampled_from(articles), min_size=1, unique_by=lambda one: one.article.id)) for _ in range(2)]
    told = {one.article.id for part in ends for one in part}
    rest = [one for one in articles if one.article.id not in told]
    parts = [part for part in (*ends, rest) if part]
    with TemporaryDirectory() as folder:
        paths = files(Path(folder), *(built(*part) for part in parts))
        for order in (paths, paths[::-1], [*paths, paths[0]]):
            assert record(gather(order, ONTOLOGY).quads) == record(built(*articles))


@FEW
@given(several(), st.sampled_from(Status))
def test_merging_includes_the_statuses_that_a_build_includes(articles: list[Extraction], status: Status) -> None:
    with TemporaryDirectory() as folder:
        paths = files(Path(folder), *(graph_of([one], ONTOLOGY) for one in articles))
        assert record(gather(paths, ONTOLOGY, include=[status]).quads) == record(graph_of(articles, ONTOLOGY, include=[status]))


def test_what_people_decided_is_obeyed(tmp_path: Path) -> None:
    paths = files(tmp_path, built(mention_of("a", "Alba", "news:Company")), built(mention_of("b", "Oria", "news:Company")))
    (tmp_path / "who.ttl").write_text(
        f"<{BASE}organization/alba> <http://www.w3.org/2002/07/owl#sameAs> <{BASE}organization/oria> .", encoding="utf-8"
    )
    things = {str(s) for s, p, _, g in gather(paths, ONTOLOGY, decided=tmp_path / "who.ttl").quads if g is None and p == RDFS.label}
    assert things == {f"{BASE}organization/alba"}


def test_of_an_article_that_differs_the_graph_preferred_is_taken(tmp_path: Path) -> None:
    old, new, other = bakery("x"), mention_of("x", "Alba", "news:Company"), bakery("y")
    paths = files(tmp_path, built(old), built(new, other), built(old, other))
    assert record(gather(paths, ONTOLOGY, prefer=Prefer.FIRST).quads) == record(built(old, other))
    assert record(gather(paths[:2], ONTOLOGY, prefer=Prefer.LAST).quads) == record(built(new, other))
    assert record(gather(paths[1::-1], ONTOLOGY, prefer=Prefer.LAST).quads) == record(built(old, other))


def test_the_models_of_all_graphs_are_named_and_no_language_without_an_article(tmp_path: Path) -> None:
    newer = (("fr", "fr_core_news_md-3.9.0"), ("en", "en_core_web_sm-3.8.0"))
    paths = files(tmp_path, built(bakery("x")), built(bakery("y"), models=newer))
    expected = built(bakery("x"), bakery("y"), models=(("fr", f"{MODEL}, {newer[0][1]}"),))
    assert record(gather(paths, ONTOLOGY).quads) == record(expected)


def test_another_base_is_kept_and_no_article_is_no_error(tmp_path: Path) -> None:
    base = "https://press.example/"
    path = tmp_path / "press.nq"
    path.write_bytes(serialise(built(bakery(), base=base), ox.RdfFormat.N_QUADS))
    assert record(gather([path, path], ONTOLOGY).quads, base) == record(built(bakery(), base=base), base)
    (empty,) = files(tmp_path, built(models=()))
    assert record(gather([empty], ONTOLOGY).quads) == record(built(models=()))


def test_an_archive_is_merged_as_the_graph_that_it_is(tmp_path: Path) -> None:
    (path,) = files(tmp_path, built(bakery("x")))
    (tmp_path / "kept").mkdir()
    store = ox.Store(str(tmp_path / "kept" / ARCHIVED))
    Archive(store, ONTOLOGY).change([Entry(article_iri("y"), tuple(of_extraction(bakery("y"))), "y", ("fr", MODEL))])
    del store
    made = gather([path, tmp_path / "kept"], ONTOLOGY)
    assert record(made.quads) == record(built(bakery("x"), bakery("y")))
    before, after = open_dataset(tmp_path / "kept"), store_of(made.quads)
    found = diff(before, after, ontology=ONTOLOGY)
    assert ([one.iri for one in found.articles.came], found.articles.changed, found.facts.went) == (["article:x"], (), ())
    assert not diff(before, store_of(built(bakery("y"))), ontology=ONTOLOGY)


# The command, and what it does not take.


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def test_the_command_writes_record_merged_graph_and_page(tmp_path: Path) -> None:
    paths = files(tmp_path, built(bakery("x")), built(bakery("y")))
    out = tmp_path / "deep" / "all.trig"
    done = run("merge", *paths, "--out", out)
    assert (done.exit_code, done.stderr) == (0, ""), done.stderr
    assert out.read_bytes() == record(built(bakery("x"), bakery("y")))
    assert sorted(path.name for path in out.parent.iterdir()) == ["all.html", "all.trig", "all.ttl"]
    assert done.stdout.splitlines()[:4] == ["merged      2 graphs: 2 articles (fr)", "entities    6", "facts       6", "claims      10"]


def test_no_graph_is_merged_over_itself_nor_into_an_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = files(tmp_path, built(bakery("x")), built(bakery("y")))
    nquads = first.with_suffix(".nq")
    nquads.write_bytes(serialise(built(bakery("x")), ox.RdfFormat.N_QUADS, BASE))
    monkeypatch.chdir(tmp_path)
    before = first.read_bytes()
    done = run("merge", second.name, f"../{tmp_path.name}/{first.name}", "--out", first.name)
    said = "it is one of the graphs to merge, and would be overwritten; give another name with --out"
    assert (done.exit_code, done.stderr) == (2, f"kg: error: ../{tmp_path.name}/{first.name}: {said}\n")
    (tmp_path / "a.kg").mkdir()
    (tmp_path / "a.kg" / SETTINGS).touch()
    done = run("merge", nquads, second, "--out", "a.kg/all.trig")
    assert done.exit_code == 2 and "a.kg: it is an archive" in done.stderr
    assert first.read_bytes() == before and [path.name for path in (tmp_path / "a.kg").iterdir()] == [SETTINGS]
    assert run("merge", nquads, second, "--out", first).exit_code == 0, "a file beside an input that is not itself one is taken"


def edited(before: str, after: str) -> Callable[[bytes], bytes]:
    def edit(text: bytes) -> bytes:
        assert before.encode() in text
        return text.replace(before.encode(), after.encode())

    return edit


STORE = f'schema:name "store format" ;\n\t\tschema:version "{STORE_FORMAT}"'


SPEAKER = "news:statedBy <https://kg.example.org/article/fournil#organization/le-courrier>"
LANGUAGE = 'schema:inLanguage "fr"'


@pytest.mark.parametrize(
    ("name", "edit", "said"),
    [
        ("gone.trig", None, "no such file; give a graph"),
        ("broken.trig", lambda _: b"<a> <b> .", "it is not TriG"),
        ("other.trig", lambda _: record(built(mention_of("x", "Alba", "news:Company"))), "its article x is another than that of"),
        (
            "press.trig",
            lambda _: record(built(bakery("y"), base="https://press.example/")),
            "its IRIs begin with https://press.example/, those of",
        ),
        ("merged.ttl", lambda _: serialise(built(bakery("y")), ox.RdfFormat.TURTLE), "it holds no article's own graph"),
        (
            "strange.trig",
            lambda _: b'<https://a.example/x> <http://www.w3.org/2000/01/rdf-schema#label> "x" .',
            "it holds no article",
        ),
        ("old.trig", edited(STORE, STORE.replace(STORE_FORMAT, "0")), "it is of store format 0, and this kg merges"),
        ("silent.trig", edited('schema:name "store format"', 'schema:name "format"'), "it does not say its store format; build it again"),
        ("mine.trig", edited("news:leads", "news:berths"), "it speaks of news:berths, which is not in"),
        ("class.trig", edited("a news:Technology", "a news:Quay"), "it speaks of news:Quay, which is not in"),
        ("part.trig", edited("news:status news:Reported", "news:state news:Reported"), "has no news:status; give a graph as kg wrote it"),
        ("status.trig", edited("news:Reported", "news:Rumoured"), "it speaks of news:Rumoured, which is not in"),
        (
            "end.trig",
            edited(SPEAKER, SPEAKER.replace("courrier", "soir")),
            "has a news:statedBy that its article's graph does not describe",
        ),
        (
            "blank.trig",
            edited('schema:inLanguage "fr"', 'schema:inLanguage "fr" ; schema:about []'),
            "there is a blank node in it, and kg writes none",
        ),
    ],
)
def test_a_graph_that_cannot_be_merged_is_named_and_nothing_is_written(
    name: str, edit: Callable[[bytes], bytes] | None, said: str, tmp_path: Path
) -> None:
    (first,) = files(tmp_path, built(bakery("x")))
    second, out = tmp_path / name, tmp_path / "out" / "all.trig"
    if edit:
        second.write_bytes(edit(record(built(bakery("fournil")))))
    done = run("merge", first, second, "--out", out)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.output
    assert done.stderr.startswith(f"kg: error: {second}: ") and said in done.stderr
    assert not out.parent.exists()


def test_the_way_out_of_two_readings_of_an_article_is_said(tmp_path: Path) -> None:
    first, second = files(tmp_path, built(bakery("x")), built(mention_of("x", "Alba", "news:Company")))
    with pytest.raises(GraphError, match=f"say --prefer last to take this one, or --prefer first for that of {first}"):
        gather([first, second], ONTOLOGY)
    done = run("merge", first, second, "--out", tmp_path / "all.trig", "--prefer", "last")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "merged      2 graphs: 1 article (fr)")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "missing option '--out'"),
        (("--out", "all.ttl"), "all.ttl: the record of a graph is a .trig; give a name that ends so with --out"),
        (("--out", "/proc/kg/all.trig"), "/proc/kg: it cannot be written to"),
        (("--out", "all.trig", "--prefer", "mine"), "--prefer: 'mine' is not one of 'first', 'last'"),
        (("--out", "all.trig", "--ontology", "sea"), "sea: no such ontology; there are news"),
        (("--out", "all.trig", "--include", "asserted"), "--include: 'asserted' is not one of"),
    ],
)
def test_a_wrong_option_is_one_line_and_nothing_is_written(
    more: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (first,) = files(tmp_path, built(bakery("x")))
    done = run("merge", first, *more)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.output
    assert done.stderr.startswith("kg: error: ") and said in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.trig"]
