"""Files, folders, web pages and JSON lines become Articles: the text, its blocks, and what is known about it.

`Article.text` is what a reader reads. Plain text stays as it is but for a `date …` header in front; of Markdown and HTML the
words are kept and the marks are not. To add a format, write its function beside the others and a row in `FORMATS`.
"""

from __future__ import annotations

import codecs
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from kg.errors import LanguageError, SourceError, SourceWarning, UserError
from kg.iris import slug
from kg.languages import SUPPORTED
from kg.model import Article, Block, BlockKind
from kg.read.draft import UNSAFE, Draft, clean
from kg.read.guess import dateline, language_of, spelled
from kg.read.html import from_html
from kg.read.markdown import from_markdown
from kg.read.records import from_json, from_json_lines
from kg.read.text import from_text
from kg.shell import as_text

__all__ = [
    "FORMATS",
    "Format",
    "clean",
    "decode",
    "from_html",
    "from_json",
    "from_json_lines",
    "from_markdown",
    "from_text",
    "read",
    "sniffed",
]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its suffixes and media types, and what reads (content, place) of one article or, where `many`, of more."""

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    drafts: Callable[[str, str], Iterator[Draft | SourceError]]
    many: bool = False


def _alone(reads: Callable[[str], Draft]) -> Callable[[str, str], Iterator[Draft | SourceError]]:
    return lambda content, place: iter((reads(content),))


FORMATS = (
    Format("plain text", (".txt", ".text"), ("text/plain",), _alone(from_text)),
    Format("Markdown", (".md", ".markdown"), ("text/markdown",), _alone(from_markdown)),
    Format("HTML", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"), _alone(from_html)),
    Format("JSON lines", (".jsonl", ".ndjson"), ("application/x-ndjson", "application/jsonl"), from_json_lines, many=True),
    Format("JSON", (".json",), ("application/json",), from_json, many=True),
)
_BY_SUFFIX = {suffix: format for format in FORMATS for suffix in format.suffixes}
_BY_NAME = {format.name: format for format in FORMATS}
_STDIN = Path("-")


def read(
    sources: Iterable[str | Path],
    *,
    lang: str | None = None,
    ids: Literal["stem", "path"] = "stem",
    skipped: list[SourceError] | None = None,
) -> Iterator[Article]:
    """Every article of files, folders (recursively) and "-", the standard input, in the order given; a folder's are sorted.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "sandy.txt").write_text("date 2012-10-30 L’ouragan Sandy a touché la côte américaine.", "utf-8")
    ...     [(article.id, article.date, article.lang, article.text) for article in read([folder])]
    [('sandy', '2012-10-30', 'fr', 'L’ouragan Sandy a touché la côte américaine.')]

    What cannot be read raises SourceError or LanguageError; where `skipped` is given it is put there, as a SourceError, and passed over.
    A record with the id of an earlier article is such; the same twice is one article. Two files with one id always raise.
    `ids="path"` makes ids of paths, relative to the folder given, instead of files' stems.
    """
    if lang is not None and lang not in SUPPORTED:
        raise LanguageError(lang, SUPPORTED)
    files = list(_files([sources] if isinstance(sources, (str, Path)) else sources, ids, skipped))
    seen: dict[str, str] = {}
    records: set[int] = set()  # the hash of each: their texts may be many
    rename = "rename one, or give the folder that holds both" + (" and say --id path" if ids == "stem" else "")
    for path, name in files:  # before hours of work, not after
        if _foretold(path):
            _claim(name, str(path), seen, rename)
    for path, name in files:
        for place, draft in _drafts(path, skipped):
            try:
                article = _article(draft, place, name, lang)
                if not _foretold(path):
                    if hash(article) in records:
                        continue
                    _claim(article.id, place, seen, "give each an id of its own" if draft.id else rename)
                    records.add(hash(article))
            except UserError as error:
                _pass_over(error, place, skipped)
                continue
            yield article


def _pass_over(error: UserError, place: str, skipped: list[SourceError] | None) -> None:
    if skipped is None:
        raise error
    what, _, mend = str(error).removeprefix(f"{place}: ").partition("; ")
    skipped.append(error if isinstance(error, SourceError) else SourceError(place, what, mend))


def _claim(name: str, place: str, seen: dict[str, str], mend: str) -> None:
    try:
        key = slug(name)
    except ValueError:
        raise SourceError(place, f"its id {name!r} holds no letter or digit", "give it a name that does") from None
    if key in seen:
        in_iri = "" if key == name.casefold() else f", in its IRI {key!r}"
        raise SourceError(place, f"its id is {name!r}{in_iri}, and so is that of {seen[key]}", mend)
    seen[key] = place


def _files(sources: Iterable[str | Path], ids: str, skipped: list[SourceError] | None) -> Iterator[tuple[Path, str]]:
    met: set[Path] = set()
    for given in sources:
        source = Path(given)
        try:
            if not str(given).strip():
                raise SourceError('""', "it is no name of a file", "give a file or a folder; . is the one you are in")
            if "://" in str(given):
                raise SourceError(str(given), "it is an address, and kg fetches nothing from the web", "save the page and give the file")
            found = _inside(source)
        except SourceError as error:
            _pass_over(error, str(source), skipped)
            continue
        for path in found:
            if path.resolve() not in met:  # the same file twice is one article, not two with one id
                met.add(path.resolve())
                yield path, _id(path, source, ids)


def _inside(source: Path) -> list[Path]:
    if source == _STDIN or source.is_file():
        return [source]
    if source.exists() and not source.is_dir():
        raise SourceError(source, "it is neither a file nor a folder", "what comes through a pipe is read so: … | kg build -")
    if not source.is_dir():
        raise SourceError(source, "there is no such file or folder", "give one that is there; kg fetches nothing from the web")
    below = ((path.relative_to(source), path) for path in source.rglob("*") if path.suffix.lower() in _BY_SUFFIX and path.is_file())
    found = {
        where.as_posix(): path for where, path in below if not any(part.startswith(".") for part in where.parts) and not _is_ours(path)
    }
    if not found:
        raise SourceError(source, "no file in this folder is one that kg reads", f"it reads {', '.join(_BY_SUFFIX)}")
    return [found[where] for where in sorted(found)]


def _is_ours(path: Path) -> bool:
    """Whether a page is one that kg wrote: `kg build .` is not to read what the last one left."""
    if path.suffix.lower() not in _BY_NAME["HTML"].suffixes:
        return False
    with path.open("rb") as page:
        return b'<meta name="generator" content="kg">' in page.read(500)


def _id(path: Path, source: Path, ids: str) -> str:
    if path == _STDIN:
        return "stdin"
    name = path.stem if ids == "stem" else (path if path == source else path.relative_to(source)).as_posix()
    return as_text(name)


def _foretold(path: Path) -> bool:
    """Whether the id is known before reading."""
    form = _BY_SUFFIX.get(path.suffix.lower())
    return form is not None and not form.many


def _drafts(path: Path, skipped: list[SourceError] | None) -> Iterator[tuple[str, Draft]]:
    try:
        if path.suffix and path.suffix.lower() not in _BY_SUFFIX:
            raise SourceError(path, f"kg does not read {path.suffix} files", f"it reads {', '.join(_BY_SUFFIX)}")
        content = decode(_bytes(path), path)
    except SourceError as error:
        _pass_over(error, str(path), skipped)
        return
    form = _BY_SUFFIX[path.suffix.lower()] if path.suffix else sniffed(content)
    for draft in form.drafts(content, str(path)):
        if isinstance(draft, SourceError):
            _pass_over(draft, draft.source, skipped)
        else:
            yield f"{path}:{draft.line}" if draft.line else str(path), draft


def _bytes(path: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == _STDIN else path.read_bytes()
    except OSError as error:
        raise SourceError(path, f"it cannot be opened ({error.strerror})", "look at its permissions") from error


def _article(draft: Draft, place: str, name: str, lang: str | None) -> Article:
    if not any(c.isalpha() for block in draft.blocks for c in draft.text[block.begin : block.end]):
        raise SourceError(place, "it holds no words", "give an article's text")
    spoken = lang or language_of(draft.text, draft.lang)
    if spoken not in SUPPORTED:
        raise LanguageError(spoken, SUPPORTED, None if lang else place)
    opening = dateline(draft, spoken)
    date = draft.date or (spelled(draft.written, spoken) if draft.written else None)
    if draft.written and not date:
        warnings.warn(f"{place}: its date {draft.written!r} is none that kg can read; write YYYY-MM-DD", SourceWarning, stacklevel=2)
    if opening:
        draft = _undated(draft, opening[1])
    return Article(
        id=draft.id or (f"{name}-{draft.line}" if draft.line else name),
        text=draft.text,
        blocks=draft.blocks,
        lang=spoken,
        title=draft.title,
        date=date or (opening[0] if opening else draft.guess),
        author=draft.author,
        publisher=draft.publisher,
        url=draft.url,
        source=place,
    )


def _after(block: Block, end: int) -> Block:
    """A block without the dateline that opens it: the parser would take the date for part of the first sentence."""
    return replace(block, begin=end) if block.begin < end < block.end else block


def _undated(draft: Draft, end: int) -> Draft:
    """A draft without the dateline that ends here: a block that is nothing else goes, and where it stood above all, a headline follows."""
    blocks = tuple(_after(block, end) for block in draft.blocks if block.end != end)
    if not blocks or draft.blocks[0].end != end or draft.blocks[0].kind is not BlockKind.TITLE:
        return replace(draft, blocks=blocks)
    first, *others = blocks
    if first.kind is not BlockKind.HEADING:
        return replace(draft, blocks=blocks, title=None)
    return replace(draft, blocks=(replace(first, kind=BlockKind.TITLE), *others), title=draft.text[first.begin : first.end])


_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""")


def decode(data: bytes, place: str | Path) -> str:
    """The clean text that bytes stand for: by byte order mark, else UTF-8, else the charset that a page declares, else Windows-1252.

    >>> decode("œuvre d’été".encode("cp1252"), "a.txt")
    'œuvre d’été'
    """
    mark, marked = next((row for row in _MARKS if data.startswith(row[0])), (b"", None))
    if not data[len(mark) :].strip():
        raise SourceError(place, "it is empty", "give a file with an article's text")
    if data.startswith(b"%PDF-") or (marked is None and b"\0" in data):
        raise SourceError(place, "it is not text", _TEXT)
    declared = [match.decode("latin-1") for match in _DECLARED.findall(data[:2048])]
    for charset in [marked] if marked else ["utf-8", *declared, "cp1252"]:
        text = _decoded(data[len(mark) :], charset)
        if text is not None and len(UNSAFE.findall(text.replace("\r", "\n"))) * 20 <= len(text):
            return clean(text)
    raise SourceError(place, "it is not text in an encoding that kg knows", _TEXT)


_TEXT = "save it as UTF-8 text, Markdown or HTML"


def _decoded(data: bytes, charset: str) -> str | None:
    """Text, or None; as on the web, Latin-1 means Windows-1252."""
    try:
        latin = codecs.lookup(charset).name in ("iso8859-1", "ascii")
        return data.decode("cp1252" if latin else charset)
    except (LookupError, UnicodeError):
        return None


def sniffed(content: str) -> Format:
    """The format of what has no suffix: a web page or JSON if it starts so, else plain text.

    >>> sniffed("<!DOCTYPE html><p>Bonjour").name, sniffed('{"text": "Bonjour"}').name, sniffed("« Bonjour »").name
    ('HTML', 'JSON lines', 'plain text')
    """
    start = content.lstrip("\ufeff \t\n")
    if re.match(r"<(!doctype html|html|head|body|\?xml)\b", start, re.IGNORECASE):
        return _BY_NAME["HTML"]
    if re.match(r'\{\s*"', start):
        return _BY_NAME["JSON lines" if start.split("\n", 1)[0].rstrip().endswith("}") else "JSON"]
    return _BY_NAME["JSON" if re.match(r"\[\s*\{", start) else "plain text"]
