"""Each format gives the words that a reader reads, their blocks, and the date that is said."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest
from reading import ITEM, PAGE, PARAGRAPHS, H, P, T, blocks, one, page, write

from kg.errors import SourceError
from kg.model import BlockKind
from kg.read import from_html, from_json, from_json_lines, from_markdown, from_text, read
from kg.read.draft import Draft, iso_date
from kg.read.guess import dateline

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


def test_a_short_line_beside_a_linked_one_is_not_lost() -> None:
    body = f"{PARAGRAPHS[0]}<br><br><a href='/x'>{PARAGRAPHS[1]}</a><br><br>Il pleut."
    assert [words for _, words in blocks(from_html(page(body, PARAGRAPHS[2])))[1:]] == [*PARAGRAPHS[:2], "Il pleut.", PARAGRAPHS[2]]


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
    found = dateline(from_markdown(f"# Titre\n\n{words}\n"), "fr")
    assert (found[0] if found else None) == date


WRITTEN = [
    ("a.txt", "date 2025-13-45\n\nUn musée rouvre à Metz\n\nLa maire était là.", None, "2025-13-45"),
    ("a.txt", "date: 3 mars 2025\nUn musée rouvre à Metz\n\nLa maire était là.", "2025-03-03", None),
    ("a.txt", "Date : le 31/02/2025\nUn musée rouvre à Metz\n\nLa maire était là.", None, "le 31/02/2025"),
    ("a.md", "---\ndate: 3 mars 2025\n---\n# Un musée rouvre à Metz\n\nLa maire était là.", "2025-03-03", None),
    ("a.md", "---\ndate: '14/3/2025 10:00'\n---\n# Un musée rouvre à Metz\n\nLa maire était là.", "2025-03-14", None),
    ("a.md", "---\ndate: hier\n---\n# Un musée rouvre à Metz\n\n4 mars 2025. – La maire était là.", "2025-03-04", "hier"),
    ("a.txt", "Publié le 3 mars 2025\n\nUn musée rouvre à Metz\n\nLa maire était là.", "2025-03-03", None),
    ("a.txt", "Mis à jour le 3 mars 2025 à 10 h 05\nUn musée rouvre à Metz\n\nLa maire était là.", "2025-03-03", None),
    ("a.json", '{"title": "Un musée rouvre à Metz", "date": "le 3 mars 2025", "text": "La maire était là."}', "2025-03-03", None),
    ("a.json", '{"title": "Un musée rouvre à Metz", "date": "2025-02-31", "text": "La maire était là."}', None, "2025-02-31"),
    ("a.md", "# Publié le 3 mars 2025\n\n## Un musée rouvre à Metz\n\nLa maire était là.", "2025-03-03", None),
]


@pytest.mark.parametrize(("name", "content", "date", "unread"), WRITTEN)
def test_a_date_is_read_as_people_write_it_and_told_where_it_is_none(
    tmp_path: Path, name: str, content: str, date: str | None, unread: str | None
) -> None:
    with warnings.catch_warnings(record=True, action="always") as told:
        article = one(write(tmp_path, name, content))
    assert (article.date, article.title) == (date, "Un musée rouvre à Metz")
    assert [str(one.message) for one in told] == (
        [f"{tmp_path / name}: its date {unread!r} is none that kg can read; write YYYY-MM-DD"] if unread else []
    )


@pytest.mark.parametrize("title", ["Le 14 mars 2025, Brest votera", "Séisme du 14 mars 2025", "Date limite 2025", "2025 en images"])
def test_a_headline_with_a_date_is_a_headline(tmp_path: Path, title: str) -> None:
    article = one(write(tmp_path, "a.txt", f"{title}\n\nLa maire était là. Les portes sont ouvertes."))
    assert (article.title, article.date, article.text[: article.blocks[0].end]) == (title, None, title)


def test_the_date_alone_leaves_no_headline(tmp_path: Path) -> None:
    article = one(write(tmp_path, "a.txt", "Publié le 3 mars 2025\n\nLa maire était là."))
    assert (article.title, article.date, len(article.blocks)) == (None, "2025-03-03", 1)


def test_no_block_covers_the_dateline(tmp_path: Path) -> None:
    article = one(write(tmp_path, "a.md", "# Titre\n\n17 août 2012. - La cour a tranché.\n"))
    assert [article.text[block.begin : block.end] for block in article.blocks] == ["Titre", "La cour a tranché."]


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


BYLINES = [
    ("Publié le 14 mars 2025", "2025-03-14"),
    ("Le 14 mars 2025, par Hélène Castaing", "2025-03-14"),
    ("14/03/2025", "2025-03-14"),
    ("2025-03-14", "2025-03-14"),
    ("date 2025-03-14", "2025-03-14"),
    ("Le bilan provisoire du séisme du 14 mars 2025", None),
    ("31/02/2025", None),
]


@pytest.mark.parametrize(("line", "date"), BYLINES)
def test_a_short_line_below_the_headline_dates_the_article_and_is_no_block(tmp_path: Path, line: str, date: str | None) -> None:
    article = one(write(tmp_path, "a.txt", f"Un musée rouvre à Metz\n\n{line}\n\nLe musée a rouvert ses portes. La maire était là."))
    assert article.date == date
    assert (line in [article.text[block.begin : block.end] for block in article.blocks]) == (date is None)


@pytest.mark.parametrize("after", ["\n", "\n\n"])
@pytest.mark.parametrize(("line", "date"), [case for case in BYLINES if case[1]])
def test_it_may_follow_the_headline_without_a_blank_line(tmp_path: Path, line: str, date: str, after: str) -> None:
    article = one(write(tmp_path, "a.txt", f"Un musée rouvre à Metz\n{line}{after}Le musée a rouvert\nses portes. La maire était là."))
    said = [article.text[block.begin : block.end] for block in article.blocks]
    assert (article.date, article.title, said[1:]) == (
        date,
        "Un musée rouvre à Metz",
        ["Le musée a rouvert\nses portes. La maire était là."],
    )


def test_a_date_that_ends_a_wrapped_sentence_is_no_line_of_its_own(tmp_path: Path) -> None:
    article = one(write(tmp_path, "a.txt", "Le musée de Metz a rouvert ses portes au public\nle 14 mars 2025.\n\nLa maire était là."))
    assert next(article.text[b.begin : b.end] for b in article.blocks).endswith("public\nle 14 mars 2025.")
