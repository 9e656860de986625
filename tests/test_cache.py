"""What was read before is not read again, whatever is kept says what a fresh reading says, and nothing depends on its being kept."""

from __future__ import annotations

import ast
import gzip
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from examples import bakery, extractions
from frozen import CASES, cases
from hypothesis import given, settings
from reading import SAMPLE
from spacy.tokens import DocBin
from typer.testing import CliRunner

from kg import cache as kept
from kg import ontology as ontologies
from kg import parse as parsing
from kg.build import Built, build_graph
from kg.cache import Cache, forms, keys
from kg.cli import app
from kg.errors import OutputError
from kg.export import format_of, written
from kg.extract import extract, load
from kg.languages.base import Language
from kg.model import Article, Block, BlockKind, Extraction
from kg.parse import Reading, parse
from kg.read import read
from kg.tokens import Span, Token

KG = Path(kept.__file__).parent.parent
OWN = Path(__file__).parent / "cases" / "articles"
NEWS = ontologies.find("news")
PLAIN = ("i", "idx", "text", "whitespace_", "lower_", "lemma_", "pos_", "dep_", "ent_type_", "ent_iob_", "is_lower", "is_punct", "like_num")
KEY = "ab" * 32


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """The sample, articles of our own, and one of nothing but white space."""
    empty = Article("vide", "\n \n", (Block(BlockKind.PARAGRAPH, 1, 2),), "fr")
    return list(parse([*read([SAMPLE, OWN]), empty]))


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the articles that the model was run on."""
    ran: list[str] = []
    real = parsing._parse

    def counted(articles: Iterator[Article], lang: Language) -> Iterator[Reading]:
        for reading in real(articles, lang):
            ran.append(reading.article.id)
            yield reading

    monkeypatch.setattr(parsing, "_parse", counted)
    return ran


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Articles to read; with an ontology of its own, which takes seconds to load, only where a test puts one there."""
    shutil.copytree(OWN, tmp_path / "press")
    return tmp_path


def built(folder: Path, *, cache: bool = True, min_confidence: float | None = None) -> Built:
    return build_graph(
        [folder / "press"],
        ontology=folder / "mine" if (folder / "mine").exists() else NEWS,
        cache=folder / "cache" if cache else None,
        min_confidence=min_confidence,
    )


def record(one: Built) -> bytes:
    return written(one.quads, format_of("graph.trig"), base=one.base)


def files(folder: Path, cut: str = "*") -> list[Path]:
    return sorted(path for path in (folder / "cache").glob(f"{cut}/*/*") if path.is_file())


# What is kept is what was made.


def seen(reading: Reading) -> tuple[object, ...]:
    """All that extraction can see of a reading, but for word vectors."""
    doc = reading.doc
    tokens = [(*(getattr(t, name) for name in PLAIN), t.is_sent_start, str(t.morph), *around(t)) for t in doc]
    return reading.begins, reading.ends, reading.blocks, doc.text, tokens, [*map(ends, doc.sents)], [*map(ends, doc.ents)]


def around(token: Token) -> tuple[object, ...]:
    near = (token.head, token.left_edge, token.right_edge, *token.children)
    return ends(token.sent), [t.i for t in near], len(token.lefts), len(token.rights)


def ends(span: Span) -> tuple[int, int, str]:
    return span.start, span.end, span.label_


def test_a_kept_reading_is_the_fresh_one_and_says_the_same(readings: list[Reading]) -> None:
    resources = load("news", "fr")
    for fresh in readings:
        again = parsing.unpacked(parsing.packed(fresh, KEY), fresh.article, KEY)
        assert seen(again) == seen(fresh)
        assert extract(again, resources) == extract(fresh, resources)
        assert seen(parsing.unpacked(parsing.packed(again, KEY), fresh.article, KEY)) == seen(fresh)


@pytest.mark.parametrize("file", sorted(CASES.glob("*.conllu")), ids=lambda path: path.stem)
def test_trees_of_any_shape_are_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for case in cases(file):
        monkeypatch.setattr(parsing, "vocabulary", lambda _, words=case.reading.doc.vocab: words)
        again = parsing.unpacked(parsing.packed(case.reading, KEY), case.reading.article, KEY)
        assert seen(again) == seen(case.reading), case.name


def test_a_words_vector_is_the_same_without_the_parser(readings: list[Reading]) -> None:
    words, full = parsing.vocabulary("fr"), parsing.load("fr").vocab
    for token in readings[0].doc:
        assert words.has_vector(token.lemma_) == full.has_vector(token.lemma_)
        assert (words[token.lemma_].vector == full[token.lemma_].vector).all()


@given(extractions("alpha"))
@settings(max_examples=50, deadline=None)
def test_a_kept_extraction_is_the_one_that_was_made(made: Extraction) -> None:
    content = forms.packed(made, KEY)
    assert forms.unpacked(content, made.article, KEY) == made
    assert forms.packed(forms.unpacked(content, made.article, KEY), KEY) == content


def test_what_real_articles_say_is_kept_too(readings: list[Reading]) -> None:
    resources = load("news", "fr", min_confidence=0)
    for made in [extract(reading, resources) for reading in readings]:
        assert forms.unpacked(forms.packed(made, KEY), made.article, KEY) == made


def test_a_chain_is_written_once_however_many_claims_speak_of_it() -> None:
    made = bakery()
    again = forms.unpacked(forms.packed(made, KEY), made.article, KEY)
    assert {id(claim.subject) for claim in again.claims} <= {id(chain) for chain in again.chains}


# What is made anew, and what is not.


def test_a_second_build_parses_nothing_and_gives_the_same_bytes(folder: Path, parses: list[str]) -> None:
    first = record(built(folder))
    assert sorted(parses) == ["montres", "scene", "seisme"]
    assert len(files(folder, "readings")) == len(files(folder, "extractions")) == 3
    parses.clear()
    assert record(built(folder)) == first
    assert parses == []
    assert record(built(folder, cache=False)) == first


@pytest.mark.process
def test_where_all_is_known_spacy_is_not_even_imported(folder: Path) -> None:
    built(folder)
    code = (
        "import sys, pathlib; from kg.build import build_graph\nhere = pathlib.Path(sys.argv[1])\n"
        "done = build_graph([here / 'press'], ontology=sys.argv[2], cache=here / 'cache')\n"
        "print(done.report.articles, [name for name in ('spacy', 'kg.parse', 'kg.extract') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder), str(NEWS)], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("3 []\n", "")


def test_commands_share_one_cache(folder: Path, parses: list[str]) -> None:
    gold, press = str(Path(__file__).parent / "gold-tiny"), str(folder / "press")
    for command, code, parsed in (
        (("build", press, "--out", str(folder)), 0, 3),
        (("gaps", press), 0, 0),
        (("learn", gold, "--out", str(folder / "weights.toml")), 2, 3),  # too few to learn from, which is known once they are read
        (("score", gold), 0, 0),
    ):
        parses.clear()
        done = CliRunner().invoke(app, [*command, "--cache", str(folder / "cache")])
        assert (done.exit_code, len(parses)) == (code, parsed), done.output


def test_an_edited_lexicon_parses_nothing_again(folder: Path, parses: list[str]) -> None:
    first = record(built(folder))
    parses.clear()
    shutil.copytree(NEWS, folder / "mine")
    lexicon = folder / "mine" / "lexicon.fr.verbs.i-z.ttl"
    old, new = (f"ontolex:reference news:{name} ; synsem:ontoMapping :racheter.acquires" for name in ("acquires", "owns"))
    assert old in lexicon.read_text("utf-8")
    lexicon.write_text(lexicon.read_text("utf-8").replace(old, new), "utf-8")
    again = record(built(folder))
    assert (parses, len(files(folder, "readings")), len(files(folder, "extractions"))) == ([], 3, 6)
    assert first != again == record(built(folder, cache=False))


def test_another_threshold_parses_nothing_again(folder: Path, parses: list[str]) -> None:
    first = record(built(folder))
    parses.clear()
    again = record(built(folder, min_confidence=0.99))
    assert (parses, len(files(folder, "extractions"))) == ([], 6)
    assert first != again == record(built(folder, cache=False, min_confidence=0.99))


def test_an_article_is_parsed_again_only_where_its_text_changed(folder: Path, parses: list[str]) -> None:
    built(folder)
    parses.clear()
    (folder / "press" / "montres.txt").rename(folder / "press" / "autre-nom.txt")
    scene = folder / "press" / "scene.txt"
    scene.write_text(scene.read_text("utf-8").replace("Arvo", "Aino"), "utf-8")
    assert record(built(folder)) == record(built(folder, cache=False))
    assert (parses[:1], len(files(folder, "readings")), len(files(folder, "extractions"))) == (["scene"], 4, 5)


HARMS: dict[str, Callable[[bytes, bytes], bytes]] = {
    "emptied": lambda _, __: b"",
    "cut in half": lambda good, _: good[: len(good) // 2],
    "with a bit turned": lambda good, _: good[: len(good) // 2] + bytes([good[len(good) // 2] ^ 1]) + good[len(good) // 2 + 1 :],
    "another's": lambda _, other: other,
    "not kg's": lambda _, __: b"date 2024-03-12 Du texte",
    "some other JSON": lambda _, __: gzip.compress(b"[1]"),
    "some other DocBin": lambda _, __: DocBin(docs=[]).to_bytes(),
}


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_damaged_or_foreign_counts_as_not_there(harm: str, kept_press: Path, parses: list[str]) -> None:
    cache, articles = Cache(kept_press / "cache"), list(read([OWN]))
    good = {path: path.read_bytes() for path in files(kept_press)}
    for cut in ("extractions", "readings"):
        one, other, _ = files(kept_press, cut)
        one.write_bytes(HARMS[harm](good[one], good[other]))
        said = list(cache.extractions(articles, NEWS))
        assert parses == []
        assert [seen(reading) for reading in cache.readings(articles)] == [seen(reading) for reading in parse(articles)]
        assert said == list(cache.extractions(articles, NEWS))
        assert {path: path.read_bytes() for path in files(kept_press)} == good
        parses.clear()


@pytest.fixture(scope="module")
def kept_press(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of all articles of our own."""
    made = tmp_path_factory.mktemp("kept")
    list(Cache(made / "cache").extractions(read([OWN]), NEWS))
    return made


def test_a_cache_that_cannot_be_written_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="choose another folder for the cache"):
        list(Cache(tmp_path / "file").readings(read([OWN])))


# What a key depends on.


@pytest.mark.parametrize("field", [f.name for f in fields(Article)])
def test_every_part_of_an_article_is_in_its_key_but_where_it_came_from(field: str) -> None:
    article = bakery().article
    changes: dict[str, Any] = {"blocks": (), "lang": article.lang}  # only French can be asked for its model
    changed = replace(article, **{field: changes.get(field, "autre")})
    assert (keys.reading(changed) != keys.reading(article)) == (field in {"text", "blocks"})
    assert (keys.extraction(changed, "", None) != keys.extraction(article, "", None)) == (field not in {"source", "lang"})


@pytest.mark.process
def test_the_code_in_a_key_is_all_the_code_that_takes_part() -> None:
    listed = "print(*(name for name in sys.modules if name.startswith('kg.')))"
    code = f"import sys; import kg.parse; {listed}; import kg.extract; {listed}"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
    for names, covered in zip(loaded, (keys.PARSING, keys.EXTRACTING), strict=True):
        tops = {name.split(".")[1] for name in names.split()}
        assert tops - {"errors"} <= {name.removesuffix(".py") for name in covered}
        assert all((KG / name).exists() for name in covered)


def test_the_packages_in_a_key_are_all_that_this_code_imports() -> None:
    named = {"spacy", "thinc", *keys.PARSERS, *keys.UNDERSTANDING}
    distributions = packages_distributions()
    paths = [path for name in keys.EXTRACTING for path in ((KG / name).rglob("*.py") if (KG / name).is_dir() else (KG / name,))]
    for path in paths:
        for package in imported(path) - sys.stdlib_module_names - {"kg"}:
            assert named & {name.lower() for name in distributions[package]}, f"{path.name} imports {package}"


def imported(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {name.partition(".")[0] for name in plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}}


def keyed() -> set[Path]:
    return {path for pattern in keys.FILES for path in NEWS.glob(pattern.format(lang="fr"))}


def test_the_files_in_a_key_are_all_that_extraction_reads(tmp_path: Path) -> None:
    for path in keyed():
        shutil.copy(path, tmp_path)
    less, whole = load(tmp_path, "fr"), load("news", "fr")
    assert less.lexicon.entries == whole.lexicon.entries
    assert (less.gazetteer.all, less.gazetteer._listed) == (whole.gazetteer.all, whole.gazetteer._listed)
    assert (less.ontology.classes, less.ontology.properties) == (whole.ontology.classes, whole.ontology.properties)
    assert less.weights == whole.weights


def test_each_file_of_an_ontology_is_in_the_key_and_its_place_is_not(tmp_path: Path) -> None:
    for path in keyed():
        shutil.copy(path, tmp_path)
    assert keys.ontology(tmp_path, "fr") == keys.ontology(NEWS, "fr")
    (tmp_path / "README.md").write_text("Made for the press.")
    (tmp_path / "lexicon.en.ttl").write_text("")
    assert keys.ontology(tmp_path, "fr") == keys.ontology(NEWS, "fr")
    for path in keyed():
        with (tmp_path / path.name).open("a") as file:
            file.write("# edited\n")
        assert keys.ontology(tmp_path, "fr") != keys.ontology(NEWS, "fr"), path.name
        shutil.copy(path, tmp_path)
