"""What is read is what the source says, wherever it comes from; what cannot be read is an error of one line."""

from __future__ import annotations

import io
import json
import os
import sys
import unicodedata
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reading import GOLD, PAGES, PARAGRAPHS, SAMPLE, H, P, T, blocks, one, page, write

from kg.errors import LanguageError, SourceError
from kg.model import BlockKind
from kg.read import FORMATS, clean, decode, from_html, from_json_lines, from_markdown, from_text, read, sniffed
from kg.read.draft import Draft
from kg.read.guess import language_of

# The sample, the gold and the pages.


def test_the_sample_article_is_read_with_its_date_and_its_headings() -> None:
    article = one(SAMPLE)
    assert (article.id, article.date, article.lang, article.title) == ("netflix-eternaute", "2025-07", "fr", None)
    assert article.text.startswith("La plateforme de streaming")
    assert [words for kind, words in blocks(article) if kind is H] == ["Aller plus vite pour moins cher", "L’humain est toujours là"]
    assert [kind for kind, _ in blocks(article)] == [P, P, H, P, H, P, P]


@pytest.mark.skipif(not GOLD.is_dir(), reason="the development gold lies outside the repository")
def test_every_evidence_of_the_gold_stands_in_the_article_that_is_read() -> None:
    golds = [json.loads(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.json"))]
    missing, seen = [], 0
    for gold in golds:
        article = one(GOLD / gold["source"])
        said = [fact["evidence"] for fact in gold["facts"]] + [quote["text"] for quote in gold["quotes"]]
        seen += len(said)
        missing += [(gold["id"], words) for words in said if words not in article.text]
        assert article.date == gold["date"], gold["id"]
    assert seen > 200
    assert not missing


@pytest.mark.skipif(not PAGES.is_dir(), reason="the unlabelled pages lie outside the repository")
def test_no_page_loses_a_paragraph_its_headline_or_its_dateline() -> None:
    from lxml import html  # type: ignore[import-untyped]

    sources = sorted([*PAGES.glob("*.html"), *GOLD.glob("*.html")])
    assert len(sources) == 80
    for source, article in zip(sources, read(sources), strict=True):
        body = html.document_fromstring(source.read_text("utf-8")).body
        said = [" ".join(node.text_content().split()) for node in body.iter("h1", "h2", "p", "li")]
        flat = " ".join(article.text.split())
        assert not [words for words in said if words not in flat], source.name
        assert article.blocks[0].kind is T
        assert article.date is not None
        assert article.date.startswith("2012-"), source.name
        assert not article.date.endswith("-01-01"), source.name


# Sources.


def test_a_folder_is_read_in_order_without_hidden_files_and_what_kg_does_not_read(tmp_path: Path) -> None:
    for name in ("b/un.txt", "a.md", "c.TXT", ".git/x.txt", "b/.cache.txt", "photo.jpg", "b/z.html"):
        write(tmp_path, name, page() if name.endswith("html") else PARAGRAPHS[0])
    assert [article.id for article in read([tmp_path])] == ["a", "un", "z", "c"]
    assert [article.id for article in read(tmp_path, ids="path")] == ["a.md", "b/un.txt", "b/z.html", "c.TXT"]  # type: ignore[arg-type]


def test_two_sources_with_one_id_are_an_error_that_names_both(tmp_path: Path) -> None:
    first, second = write(tmp_path, "a/Été.txt", PARAGRAPHS[0]), write(tmp_path, "b/ete.md", PARAGRAPHS[1])
    with pytest.raises(SourceError) as error:
        next(read([first, second], skipped=[]))
    assert (
        str(error.value)
        == f"{second}: its id is 'ete', and so is that of {first}; rename one, or give the folder that holds both and say --id path"
    )
    assert [article.id for article in read([tmp_path], ids="path")] == ["a/Été.txt", "b/ete.md"]
    third, fourth = write(tmp_path, "c d.txt", PARAGRAPHS[0]), write(tmp_path, "c#d.txt", PARAGRAPHS[1])
    with pytest.raises(SourceError, match="its id is 'c#d', in its IRI 'c-d', and so is that of"):
        next(read([third, fourth]))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_a_pipe_is_there_and_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceError, match="it is neither a file nor a folder"):
        next(read([tmp_path / "pipe"]))


def test_a_record_with_the_id_of_an_earlier_one_is_passed_over_and_the_same_twice_is_one(tmp_path: Path) -> None:
    first, other, last = ({"id": name, "text": PARAGRAPHS[n]} for name, n in (("x", 0), ("X", 1), ("y", 1)))
    path = write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, (first, other, first, {**last, "id": "?"}, last))))
    skipped: list[SourceError] = []
    assert [article.id for article in read([path], skipped=skipped)] == ["x", "y"]
    assert [str(error) for error in skipped] == [
        f"{path}:2: its id is 'X', and so is that of {path}:1; give each an id of its own",
        f"{path}:4: its id '?' holds no letter or digit; give it a name that does",
    ]
    with pytest.raises(SourceError, match=r"a\.jsonl:2: its id is 'X', and so is that of .*a\.jsonl:1"):
        list(read([path]))
    text = write(tmp_path, "b.txt", PARAGRAPHS[0])
    assert len(list(read([text, text, str(text)]))) == 1


INPUTS = [
    (PARAGRAPHS[0], "stdin", [(P, PARAGRAPHS[0])]),
    (json.dumps({"id": "x", "text": PARAGRAPHS[0]}) + "\n", "x", [(P, PARAGRAPHS[0])]),
    (json.dumps({"text": PARAGRAPHS[0]}, indent=1), "stdin", [(P, PARAGRAPHS[0])]),
    (json.dumps([{"text": PARAGRAPHS[0]}]), "stdin-1", [(P, PARAGRAPHS[0])]),
    (page(), "stdin", [(T, "Brest aura son tramway"), *((P, words) for words in PARAGRAPHS)]),
]


@pytest.mark.parametrize(("content", "name", "expected"), INPUTS)
def test_standard_input_is_text_or_json_or_a_page(
    content: str, name: str, expected: list[tuple[BlockKind, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content.encode())))
    (article,) = read(["-"])
    assert (article.id, blocks(article)) == (name, expected)


def test_every_suffix_stands_once_in_the_table() -> None:
    suffixes = [suffix for form in FORMATS for suffix in form.suffixes]
    assert sorted(suffixes) == sorted(set(suffixes))
    assert {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".json"} == set(suffixes)


BAD = [
    ("vide.txt", b"", "it is empty"),
    ("blanc.txt", b"\xef\xbb\xbf \n", "it is empty"),
    ("image.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "it is not text"),
    ("livre.html", b"%PDF-1.7 obj", "it is not text"),
    ("bruit.txt", bytes(range(1, 32)) * 9, "it is not text"),
    ("chiffres.txt", b"12 345\n\n67", "it holds no words"),
    ("page.html", b"<html><body><script>x</script></body></html>", "it holds no words"),
    ("article.docx", b"PK", "kg does not read .docx files"),
    ("---.txt", "Il pleut à Brest.".encode(), "its id '---' holds no letter or digit"),
]


@pytest.mark.parametrize(("name", "content", "what"), BAD)
def test_what_cannot_be_read_is_an_error_of_one_line(name: str, content: bytes, what: str, tmp_path: Path) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(SourceError) as error:
        list(read([path]))
    assert str(error.value).startswith(f"{path}: {what}")
    assert "; " in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_path_and_a_folder_with_nothing_to_read_are_errors(tmp_path: Path) -> None:
    write(tmp_path, "d/photo.jpg", b"\xff\xd8")
    for source, what in (
        (tmp_path / "absent.txt", "no such file or folder"),
        (tmp_path / "d", "no file in this folder is one that kg reads"),
    ):
        skipped: list[SourceError] = []
        assert not list(read([source], skipped=skipped))
        assert what in str(skipped[0])
        with pytest.raises(SourceError, match=what):
            list(read([source]))


# Encodings, and law 7.

ENCODINGS = [
    ("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("cp1252", ""), ("cp1252", '<meta charset="iso-8859-1">'),
    ("iso8859-15", '<meta http-equiv="Content-Type" content="text/html;charset=iso-8859-15">'), ("mac-roman", '<meta charset="macintosh">'),
]  # fmt: skip


@pytest.mark.parametrize(("encoding", "declared"), ENCODINGS)
def test_text_is_decoded_by_its_mark_its_declaration_or_a_good_guess(encoding: str, declared: str) -> None:
    content = f"{declared}<p>Cœur d'été à 5 € près de Nîmes"
    assert decode(content.encode(encoding), "a.html") == content


def test_a_page_that_declares_no_charset_that_there_is_is_read_all_the_same() -> None:
    assert decode('<meta charset="n\'importe">été'.encode("cp1252"), "a.html").endswith("été")


RAW = st.text(
    st.characters(exclude_categories=()) | st.sampled_from("\0\x01\x0b\x1f\r\n\t\ud800\ufdd0\ufffe\U0010ffff «»-#*<>&"), max_size=60
)


@given(RAW)
def test_nothing_unsafe_is_left_and_only_line_ends_change_length(raw: str) -> None:
    text = clean(raw)
    assert all(unicodedata.category(c) != "Cs" and (c >= " " or c in "\n\t") and ord(c) & 0xFFFE != 0xFFFE for c in text)
    assert not any(0xFDD0 <= ord(c) <= 0xFDEF for c in text)
    assert len(text) == len(raw.replace("\r\n", "\n"))
    assert clean(text) == text


def escaped(raw: str) -> str:
    return f"<h2>{raw}</h2><p>Il pleut {''.join(f'&#{ord(c)};' for c in raw)}</p><li>{raw}"


@pytest.mark.parametrize(
    "reference", ["&#1;", "&#x1F;", "&#0000012", "&#xFDD0;", "&#xD800;", "&#0;", "&#1114111;", "&#x110000;", f"&#{'9' * 5000};"]
)
def test_a_character_that_no_tree_may_hold_is_replaced_where_a_reference_hides_it(reference: str) -> None:
    head = f'<title>Grève {reference} à Brest</title><meta name="author" content="A{reference} B">'
    draft = from_html(f'<html lang="f{reference} r">{head}<p>Il {reference} pleut</p>')
    assert (draft.lang, draft.title, draft.author) == ("f\ufffd r", "Grève \ufffd à Brest", "A\ufffd B")
    assert draft.text.endswith("Il \ufffd pleut")


@settings(max_examples=60, deadline=None)
@given(RAW)
@example("<A\x1f")
@example('&#1;<b title="&#x1f;" {x="&#2;">&#xD800;</b>&#0;&#xFFFE;&#X110000;&#31')
def test_every_format_gives_clean_text_and_trimmed_blocks_in_order(raw: str) -> None:
    record = json.dumps({"text": raw or "a", "title": raw, "author": raw})
    drafts = [from_text(raw), from_markdown(raw), from_html(escaped(raw)), *from_json_lines(record, "a.jsonl")]
    for draft in drafts:
        assert isinstance(draft, Draft)
        for said in (draft.text, draft.title, draft.author):
            assert said is None or clean(said) == said
        at = 0
        for _, words, block in ((*pair, block) for pair, block in zip(blocks(draft), draft.blocks, strict=True)):
            assert at <= block.begin < block.end <= len(draft.text)
            assert words == words.strip()
            at = block.end


# Languages.

LANGUAGES = [
    ("Netflix rachète un studio de Lille.", None, "fr"),
    ("Apple, Paris 2012", None, "fr"),
    ("Der Hafen von Hamburg ist seit Montag geschlossen.", None, "de"),
    ("Der Hafen von Hamburg ist seit Montag geschlossen.", "fr", "fr"),
    ("Le port de Brest est fermé depuis lundi matin.", "en-US", "fr"),
    ("The harbour has been closed since Monday.", "en", "en"),
]


@pytest.mark.parametrize(("text", "said", "lang"), LANGUAGES)
def test_the_language_is_the_one_said_unless_the_text_is_plainly_one_that_kg_reads(text: str, said: str | None, lang: str) -> None:
    assert language_of(text, said) == lang


def test_a_language_that_kg_does_not_read_is_an_error_or_passed_over(tmp_path: Path) -> None:
    german = write(tmp_path, "a.txt", "Der Hafen von Hamburg ist seit Montag wegen des Streiks geschlossen.")
    write(tmp_path, "b.txt", PARAGRAPHS[0])
    with pytest.raises(LanguageError, match=r"a\.txt: it seems to be in 'de', and kg reads only fr"):
        list(read([german]))
    with pytest.raises(LanguageError, match="no articles in 'nl', only in fr; say --lang fr"):
        list(read([german], lang="nl", skipped=[]))
    skipped: list[SourceError] = []
    assert [article.id for article in read([tmp_path], skipped=skipped)] == ["b"]
    assert str(skipped[0]).startswith(f"{german}: it seems to be in 'de', and kg reads only fr")
    assert one(german, lang="fr").lang == "fr"


def test_what_has_no_suffix_is_known_by_how_it_starts() -> None:
    starts = {
        "\n<HTML>": "HTML",
        '<?xml version="1.0"?>': "HTML",
        '[{"a"': "JSON",
        '{\n "a"': "JSON",
        "[…] Il": "plain text",
        "<<": "plain text",
    }
    assert {start: sniffed(start).name for start in starts} == starts


def test_a_folder_with_a_page_that_kg_wrote_is_read_without_it(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", PARAGRAPHS[0])
    write(
        tmp_path, "page.html", '<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n<meta name="generator" content="kg">\n'
    )
    assert [article.id for article in read([tmp_path])] == ["a"]


def test_an_address_is_no_source_and_is_named_whole() -> None:
    with pytest.raises(SourceError, match=r"https://example\.org/a\.html: it is an address"):
        list(read(["https://example.org/a.html"]))
