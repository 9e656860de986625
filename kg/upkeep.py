"""Sources into an archive and out of it: what is new or changed is read, what stands there as it is passed over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, partial
from os import PathLike
from pathlib import Path
from typing import Literal

from rdflib import URIRef

from kg.archive import Entry
from kg.archive.disk import Kept, Settings, in_batches, made, opened
from kg.build import Progress, extracted
from kg.cache import keys
from kg.errors import GraphError, SourceError
from kg.iris import article_iri
from kg.languages import model_version
from kg.model import Article, Extraction
from kg.rdf import STORE_FORMAT, of_extraction
from kg.read import read

Fingerprint = Callable[[Article], str]
Sources = str | PathLike[str] | Iterable[str | PathLike[str]]


@dataclass(slots=True)
class Changes:
    """What became of the articles: the ids of those that are new, changed, the same or gone; and sources that could not be read."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    skipped: list[SourceError] = field(default_factory=list)


def build(
    folder: Path,
    sources: Sources,
    settings: Settings,
    *,
    replace: bool = False,
    lang: str | None = None,
    ids: Literal["stem", "path"] = "stem",
    progress: Progress | None = None,
) -> Changes:
    """An archive of these sources, and of no others, made or brought up to date.

    Raises what `add` raises, and GraphError where the archive has articles that the sources do not have: then nothing is written;
    `replace` takes them out.
    """
    with made(folder, settings), opened(folder) as kept:
        changes, there = Changes(), list(kept.archive.fingerprints())
        articles = _articles(sources, lang, ids, changes)
        if there and not replace:  # all are read before the first is put in
            articles = list(articles)
            if not changes.skipped:
                _refuse(kept, _others(kept, there, (article.id for article in articles)))
        _put(kept, articles, changes, progress)
        if replace and not changes.skipped:
            others = _others(kept, there, (*changes.new, *changes.changed, *changes.same))
            kept.take_out(others)
            changes.gone = [_id(other) for other in others]
    return changes


def add(
    folder: Path,
    sources: Sources,
    *,
    lang: str | None = None,
    ids: Literal["stem", "path"] = "stem",
    progress: Progress | None = None,
) -> Changes:
    """Sources put into an archive; what stands there with the same text and was read with the same lexicon and model stays as it is.

    Articles go in some at a time, each batch whole or not at all.

    Raises SourceError where nothing can be read, LanguageError, OntologyError, GraphError or OutputError.
    """
    changes = Changes()
    with opened(folder) as kept:
        _put(kept, _articles(sources, lang, ids, changes), changes, progress)
    return changes


def remove(folder: Path, articles: Iterable[str]) -> Changes:
    """Articles taken out of an archive, by their ids: it is then as if they had never been in it, on the disk either.

    Raises GraphError where one is not there; then all stay.
    """
    with opened(folder) as kept:
        gone: dict[str, URIRef] = {}
        for one in articles:
            with suppress(ValueError):  # no letter or digit in it: no article's id
                gone[one] = article_iri(one, kept.settings.base)
            if one not in gone or kept.archive.fingerprint(gone[one]) is None:
                raise _unknown(folder, one, kept.archive.fingerprints())
        kept.take_out(gone.values())
        return Changes(gone=list(gone))


def _articles(sources: Sources, lang: str | None, ids: Literal["stem", "path"], changes: Changes) -> Iterable[Article]:
    given = [sources] if isinstance(sources, (str, PathLike)) else sources
    named = [source if isinstance(source, str) else Path(source) for source in given]
    return read(named, lang=lang, ids=ids, skipped=changes.skipped)


def _put(kept: Kept, articles: Iterable[Article], changes: Changes, progress: Progress | None) -> None:
    fingerprint = _fingerprints(kept)
    fresh = _fresh(kept, articles, fingerprint, changes)
    for batch in in_batches(extracted(fresh, kept.ontology, kept.settings.min_confidence, kept.cache)):
        kept.archive.change([_entry(kept, extraction, fingerprint(extraction.article)) for extraction in batch])
        for extraction in batch:
            if progress:
                progress(extraction)
    if changes.skipped and not (changes.new or changes.changed or changes.same):
        raise changes.skipped[0]


def _fresh(kept: Kept, articles: Iterable[Article], fingerprint: Fingerprint, changes: Changes) -> Iterator[Article]:
    """The articles that are not there as they are."""
    for article in articles:
        known = kept.archive.fingerprint(article_iri(article.id, kept.settings.base))
        if known == fingerprint(article):
            changes.same.append(article.id)
        else:
            (changes.new if known is None else changes.changed).append(article.id)
            yield article


def _entry(kept: Kept, extraction: Extraction, fingerprint: str) -> Entry:
    article, settings = extraction.article, kept.settings
    quads = tuple(of_extraction(extraction, base=settings.base, no_text=settings.no_text))
    model = (article.lang, model_version(article.lang))
    return Entry(article_iri(article.id, settings.base), quads, fingerprint, model)


def _fingerprints(kept: Kept) -> Fingerprint:
    """All that what an article says depends on."""
    files = cache(partial(keys.ontology, kept.ontology.folder))
    return lambda article: f"{STORE_FORMAT}-{keys.extraction(article, files(article.lang), kept.settings.min_confidence)}"


def _others(kept: Kept, there: Iterable[URIRef], ids: Iterable[str]) -> list[URIRef]:
    """The articles of the archive that are none of these."""
    ours = {article_iri(one, kept.settings.base) for one in ids}
    return [article for article in there if article not in ours]


def _refuse(kept: Kept, others: Sequence[URIRef]) -> None:
    if others:
        named = [_id(other) for other in others]
        some = ", ".join(named[:3]) + (f" and {len(named) - 3} more" if len(named) > 3 else "")
        what = f"it has {len(named)} article{'s' * (len(named) > 1)} that the sources do not have ({some})"
        raise GraphError(kept.folder, what, "say --replace to take them out, or kg add to keep them")


def _id(article: URIRef) -> str:
    return str(article).rpartition("/")[2]


def _unknown(folder: Path, one: str, there: Iterable[URIRef]) -> GraphError:
    named = [_id(article) for article in there]
    near = get_close_matches(one, named, n=3)
    hint = f"near it: {', '.join(near)}" if near else f"kg list {folder} names those that are"
    return GraphError(folder, f"there is no article {one!r} in it", hint)
