"""What is read is what the source says: its words, its blocks, its date, its language, and nothing of the page around it."""

from __future__ import annotations

import io
import json
import sys
import unicodedata
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import LanguageError, SourceError
from kg.model import Article, BlockKind
from kg.read import FORMATS, clean, decode, from_html, from_json, from_json_lines, from_markdown, from_text, read, sniffed
from kg.read.draft import Draft, iso_date
from kg.read.guess import dateline, language_of

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "ontologies/news/examples/netflix-eternaute.txt"
GOLD = ROOT / "../shared/gold/dev"
PAGES = ROOT / "../shared/articles"
T, H, P, ITEM = BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM

PARAGRAPHS = (
    "Le conseil municipal de Brest a voté lundi la construction d’une troisième ligne de tramway.",
    "Les travaux, confiés à une entreprise de Quimper, dureront trois ans et coûteront 140 millions d’euros.",
    "L’opposition dénonce une dépense « démesurée » et annonce qu’elle saisira le tribunal administratif.",
)
PAGE = """<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>Brest aura son tramway - Le Ponant</title>
<meta property="og:site_name" content="Le Ponant"><meta name="author" content="Anne Le Goff">{head}
<link rel="canonical" href="https://ponant.example/brest-tramway"><script>var titre = "Publicité cachée";</script></head><body>
<nav><ul><li><a href="/">Accueil</a></li><li><a href="/sport">Toute l’actualité du sport en Bretagne</a></li></ul></nav>
<article><h1>Brest aura son tramway</h1>{body}</article>
<aside><p>Abonnez-vous à notre lettre du matin pour ne rien manquer.</p></aside>
<footer><p>Tous droits réservés, Le Ponant, société coopérative.</p></footer></body></html>"""


def page(*paragraphs: str, lang: str = "fr-FR", head: str = "") -> str:
    return PAGE.format(lang=lang, head=head, body="".join(f"<p>{words}</p>" for words in paragraphs or PARAGRAPHS))


def blocks(of: Article | Draft) -> list[tuple[BlockKind, str]]:
    return [(block.kind, of.text[block.begin : block.end]) for block in of.blocks]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def one(path: Path, **options: object) -> Article:
    (article,) = read([path], **options)  # type: ignore[arg-type]
    return article


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


# Plain text.

TEXTS = [
    ("Un seul bloc sans point", [(P, "Un seul bloc sans point")]),
    ("Grève au port\n\nLes dockers ont cessé le travail.", [(T, "Grève au port"), (P, "Les dockers ont cessé le travail.")]),
    ("Une ligne\nqui continue ici.\n\nUne autre.", [(P, "Une ligne\nqui continue ici."), (P, "Une autre.")]),
    ("Il pleut.\n \t\nEt après ?\n\nIl vente.", [(P, "Il pleut."), (P, "Et après ?"), (P, "Il vente.")]),
    ("Il pleut.\n\n« La mer monte »\n\nIl vente.", [(P, "Il pleut."), (H, "« La mer monte »"), (P, "Il vente.")]),
    ("Il pleut.\n\nJeanne Morvan", [(P, "Il pleut."), (P, "Jeanne Morvan")]),
    (
        "Il faut :\n- du sel\n- du beurre\n  salé\n\nVoilà.",
        [(P, "Il faut :"), (ITEM, "du sel"), (ITEM, "du beurre\n  salé"), (P, "Voilà.")],
    ),
    (f"Le titre\n{'La phrase est longue. ' * 10}", [(T, "Le titre"), (P, ("La phrase est longue. " * 10).strip())]),
]


@pytest.mark.parametrize(("content", "expected"), TEXTS)
def test_blank_lines_part_blocks_and_a_heading_is_never_glued_to_a_sentence(content: str, expected: list[tuple[BlockKind, str]]) -> None:
    assert blocks(from_text(content)) == expected


HEADERS = [
    (" date 2025-07 La mer monte.", "2025-07", "La mer monte."),
    ("date 2025-07-03\n\nLa mer monte.", "2025-07-03", "La mer monte."),
    ("Date : 2025\nLa mer monte.", "2025", "La mer monte."),
    ("date 2025-13 La mer monte.", None, "date 2025-13 La mer monte."),
    ("date 2025-07-031 La mer monte.", None, "date 2025-07-031 La mer monte."),
    ("La date 2025 approche.", None, "La date 2025 approche."),
]


@pytest.mark.parametrize(("content", "date", "text"), HEADERS)
def test_a_date_header_is_the_date_and_not_the_text(content: str, date: str | None, text: str) -> None:
    draft = from_text(content)
    assert (draft.date, draft.text) == (date, text)


# Markdown.


def test_markdown_gives_clean_words_and_its_blocks() -> None:
    draft = from_markdown(
        "---\ntitle: \"La mer monte\"\ndate: 2024-03-05\nauthor: 'Anne Le Goff'\n---\n# La mer monte\n\nLe niveau **monte** de\n"
        "[trois](a.html) `mm` *par* an.\n\n## Et après ?\n\n- un *point*\n- un autre\n\n> Nous partirons.\n\n"
        "```\ncode = 1\n```\n\n| Ville | Hausse |\n|---|---|\n| Brest | 3 mm |\n"
    )
    assert (draft.title, draft.date, draft.author) == ("La mer monte", "2024-03-05", "Anne Le Goff")
    assert blocks(draft) == [
        (T, "La mer monte"),
        (P, "Le niveau monte de trois mm par an."),
        (H, "Et après ?"),
        (ITEM, "un point"),
        (ITEM, "un autre"),
        (P, "Nous partirons."),
        *((ITEM, cell) for cell in ("Ville", "Hausse", "Brest", "3 mm")),
    ]


def test_a_markdown_heading_below_the_text_is_no_title() -> None:
    assert blocks(from_markdown("Il pleut.\n\nDemain\n---\n\nIl vente.")) == [(P, "Il pleut."), (H, "Demain"), (P, "Il vente.")]


# Web pages.


def test_a_page_gives_its_title_first_its_paragraphs_and_nothing_around_them(tmp_path: Path) -> None:
    article = one(write(tmp_path, "a.html", page()))
    assert blocks(article) == [(T, "Brest aura son tramway"), *((P, words) for words in PARAGRAPHS)]
    assert (article.title, article.author, article.publisher) == ("Brest aura son tramway", "Anne Le Goff", "Le Ponant")
    assert (article.url, article.lang) == ("https://ponant.example/brest-tramway", "fr")


def test_a_page_keeps_short_headings_non_breaking_spaces_and_list_items() -> None:
    body = f"<p>{PARAGRAPHS[0]}</p><h2>Le coût</h2><p>Il monte de 16&nbsp;%.<br>Et <b>encore</b>.<br><br>{PARAGRAPHS[1]}</p>"
    items = f"<ul><li>une ligne</li><li><p>deux gares</p></li></ul><p>{PARAGRAPHS[2]}</p>"
    draft = from_html(PAGE.format(lang="fr", head="", body=body + items))
    assert blocks(draft)[1:] == [
        (P, PARAGRAPHS[0]),
        (H, "Le coût"),
        (P, "Il monte de 16\xa0%.\nEt encore."),
        (P, PARAGRAPHS[1]),
        (ITEM, "une ligne"),
        (ITEM, "deux gares"),
        (P, PARAGRAPHS[2]),
    ]


def test_a_page_too_short_for_trafilatura_is_read_all_the_same() -> None:
    assert blocks(from_html("<title>Brest</title><p>Il pleut.")) == [(T, "Brest"), (P, "Il pleut.")]


def test_a_menu_of_links_beside_the_article_is_left_out() -> None:
    links = "".join(f"<li><a href='/{n}'>Un autre article, le numéro {n}, que l’on peut lire</a></li>" for n in range(30))
    draft = from_html(PAGE.format(lang="fr", head="", body=f"<p>{'</p><p>'.join(PARAGRAPHS)}</p><ul>{links}</ul>"))
    assert [words for kind, words in blocks(draft) if kind is P] == list(PARAGRAPHS)


def test_a_paragraph_that_is_all_link_is_left_out_and_one_with_a_link_is_not() -> None:
    linked = PARAGRAPHS[1].replace("Quimper", "<a href='/quimper'>Quimper</a>")
    body = (PARAGRAPHS[0], "<a href='/gare'>Lire aussi : la gare de Brest rouvre ses portes après deux ans de travaux</a>", linked)
    assert [words for _, words in blocks(from_html(page(*body, PARAGRAPHS[2])))[1:]] == list(PARAGRAPHS)


def test_a_bad_page_writes_nothing_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    for content in ("<!-- rien -->", "<html></html>", "<p>", "&#1;<table><p>&#xFFFF;a&#0;", "<a>" * 3000):
        from_html(content)
    assert capfd.readouterr() == ("", "")


# Dates.

DATELINES = [
    ("17 août 2012. - La cour a tranché.", "2012-08-17"),
    ("1er septembre 2012. - La cour a tranché.", "2012-09-01"),
    ("22 août 2012, Espagne. - La cour a tranché.", "2012-08-22"),
    ("Aix-en-Provence, le 3 mai 2013 (AFP) – La cour a tranché.", "2013-05-03"),
    ("3 JUILLET 2013 — La cour a tranché.", "2013-07-03"),
    ("4 janv. 2013. La cour a tranché.", "2013-01-04"),
    ("31 février 2012. - La cour a tranché.", None),
    ("17 août 2012 restera une date noire.", None),
    ("Il est mort, le 3 mars 1950. Sa femme lui a survécu.", None),
    ("La cour a tranché le 17 août 2012. - Sans appel.", None),
]


@pytest.mark.parametrize(("words", "date"), DATELINES)
def test_a_dateline_opens_the_first_paragraph(words: str, date: str | None) -> None:
    assert dateline(from_markdown(f"# Titre\n\n{words}\n"), "fr") == date


def test_a_dateline_outranks_metadata_and_what_is_said_outright_outranks_both(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2012-09-30T08:00:00Z">'
    dated = page(f"17 août 2012. - {PARAGRAPHS[0]}", *PARAGRAPHS[1:], head=head)
    record = json.dumps({"html": dated, "date": "2012-07-01"})
    assert one(write(tmp_path, "a.html", page(head=head))).date == "2012-09-30"
    assert one(write(tmp_path, "b.html", dated)).date == "2012-08-17"
    assert one(write(tmp_path, "c.jsonl", record)).date == "2012-07-01"


def test_a_first_of_january_is_believed_only_where_the_page_spells_it_out() -> None:
    guessed = '<meta name="date" content="2012">'
    assert from_html(page("Le rapport de 2012 est paru.", *PARAGRAPHS, head=guessed)).guess is None
    spelled = '<meta property="article:published_time" content="2012-01-01">'
    assert from_html(page(head=spelled)).guess == "2012-01-01"


def test_no_clock_is_asked() -> None:
    future = '<meta property="article:published_time" content="2971-05-03">'
    assert from_html(page(head=future)).guess == "2971-05-03"
    assert from_html(page("Publié il y a deux heures.", *PARAGRAPHS)).guess is None
    assert from_html(page("Publié hier, le 3 juillet.", *PARAGRAPHS)).guess is None


@pytest.mark.parametrize("date", ["2025-02-29", "2025-1", "25-01-01", "0000", "2025-00", "", "bientôt", "٢٠٢٥"])
def test_what_is_no_date_is_none(date: str) -> None:
    assert iso_date(date) is None


# JSON.


def test_json_lines_carry_all_that_is_known_of_an_article(tmp_path: Path) -> None:
    record = {
        "id": 7, "title": "Brest vote", "text": "Le conseil a voté lundi.", "date": "2024-03", "author": ["Anne Le Goff", "Yann Kerbrat"],
        "publisher": "Le Ponant", "url": "https://ponant.example/7", "lang": "fr-FR",
    }  # fmt: skip
    article = one(write(tmp_path, "a.jsonl", json.dumps(record) + "\n\n"))
    assert blocks(article) == [(T, "Brest vote"), (P, "Le conseil a voté lundi.")]
    assert (article.id, article.title, article.date, article.lang) == ("7", "Brest vote", "2024-03", "fr")
    assert (article.author, article.publisher, article.url) == ("Anne Le Goff, Yann Kerbrat", "Le Ponant", "https://ponant.example/7")


def test_a_title_that_the_text_already_opens_with_is_not_said_twice() -> None:
    (draft,) = from_json_lines(json.dumps({"title": "Brest vote.", "text": "Brest vote.\n\nLe conseil a tranché."}), "a.jsonl")
    assert isinstance(draft, Draft)
    assert blocks(draft) == [(T, "Brest vote."), (P, "Le conseil a tranché.")]


def test_records_without_an_id_are_named_after_their_file_and_line(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"text": words}) for words in PARAGRAPHS)
    assert [article.id for article in read([write(tmp_path, "a.ndjson", lines)])] == ["a-1", "a-2", "a-3"]
    records = json.dumps([{"text": words} for words in PARAGRAPHS])
    assert [article.id for article in read([write(tmp_path, "b.json", records)])] == ["b-1", "b-2", "b-3"]
    assert one(write(tmp_path, "c.json", json.dumps({"text": PARAGRAPHS[0]}, indent=2))).id == "c"


RECORDS = [
    ("{", "this line is not JSON"),
    ("[" * 100_000, "not JSON"),
    ("[1]", "it is not a JSON object"),
    ('{"text": 3}', 'its "text" is not a text'),
    ('{"id": "a"}', 'it has neither "text" nor "html"'),
    ('{"text": "Il pleut.", "date": "demain"}', "its date 'demain' is none"),
]


@pytest.mark.parametrize(("line", "what"), RECORDS)
def test_a_bad_record_is_named_with_its_line_and_the_others_are_read(line: str, what: str, tmp_path: Path) -> None:
    good = json.dumps({"id": "bon", "text": PARAGRAPHS[0]})
    path = write(tmp_path, "a.jsonl", f"{line}\n{good}\n")
    skipped: list[SourceError] = []
    assert [article.id for article in read([path], skipped=skipped)] == ["bon"]
    assert len(skipped) == 1
    assert str(skipped[0]).startswith(f"{path}:1: ")
    assert what in str(skipped[0])
    with pytest.raises(SourceError, match=r"a\.jsonl:1"):
        list(read([path]))


def test_json_that_does_not_parse_says_where() -> None:
    (error,) = from_json('{"text":\n oui}', "a.json")
    assert str(error) == "a.json: it is not JSON (Expecting value at line 2, column 2); mend it there"


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
    assert str(error.value) == f"{second}: its id is 'ete', and so is that of {first}; say --id path, or rename one"
    assert [article.id for article in read([tmp_path], ids="path")] == ["a/Été.txt", "b/ete.md"]


def test_two_records_with_one_id_are_an_error_and_the_same_file_twice_is_none(tmp_path: Path) -> None:
    record = json.dumps({"id": "x", "text": PARAGRAPHS[0]})
    path = write(tmp_path, "a.jsonl", f"{record}\n{record}")
    with pytest.raises(SourceError, match=r"a\.jsonl:2: its id is 'x', and so is that of .*a\.jsonl:1"):
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


@settings(max_examples=60, deadline=None)
@given(RAW)
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
    with pytest.raises(LanguageError, match=r"a\.txt: no language 'de'; there are"):
        list(read([german]))
    with pytest.raises(LanguageError, match="no language 'nl'"):
        list(read([german], lang="nl", skipped=[]))
    skipped: list[SourceError] = []
    assert [article.id for article in read([tmp_path], skipped=skipped)] == ["b"]
    assert str(skipped[0]).startswith(f"{german}: no language 'de'; there are ")
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
