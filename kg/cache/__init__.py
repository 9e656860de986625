"""What was read and understood before, kept on disk: the line's two cuts, after `parse` and after `extract`.

    DIR/readings/ab/ab12….spacy         what parsing made of a text: spaCy's DocBin, some 8 KB an article of 300 words
    DIR/extractions/cd/cd34….json.gz    what the article was found to say, some 3 KB

A file is called by the hash of all that it depends on (`keys`), so none is ever out of date: what is not there is made
and written, whole or not at all. A file that is damaged, or not what its name says, counts as not there. kg deletes nothing here;
the folder may be deleted at any time.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kg.cache import forms, keys
from kg.model import Article, Extraction
from kg.store import whole

if TYPE_CHECKING:
    from kg.extract import Resources
    from kg.parse import Reading

UNUSABLE = (OSError, EOFError, zlib.error, ValueError, LookupError, TypeError)
"""What a file that is not there, is damaged or was never kg's can raise when it is read."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of readings and extractions: `Cache(Path("cache")).extractions(articles, folder)`."""

    folder: Path

    def readings(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """`kg.parse.parse` of what was not parsed before; what was is read with the model's words alone, in a fraction of the time."""
        return map(self._reading, articles)

    def extractions(self, articles: Iterable[Article], ontology: Path, *, min_confidence: float | None = None) -> Iterator[Extraction]:
        """What articles say by the ontology of a folder; spaCy is imported where one says what is not known yet.

        Raises OntologyError, and OutputError where the folder cannot be written to.
        """
        files = cache(partial(keys.ontology, ontology))
        resources = cache(partial(_resources, ontology, min_confidence))
        for article in articles:
            key = keys.extraction(article, files(article.lang), min_confidence)
            path = self._path("extractions", key, ".json.gz")
            known = _recalled(path, partial(forms.unpacked, article=article, key=key))
            if known is None:
                known = _extracted(self._reading(article), resources(article.lang))
                _keep(path, forms.packed(known, key))
            yield known

    def _reading(self, article: Article) -> Reading:
        from kg.parse import packed, parse, unpacked

        key = keys.reading(article)
        path = self._path("readings", key, ".spacy")
        known = _recalled(path, partial(unpacked, article=article, key=key))
        if known is None:
            known = next(parse([article]))
            _keep(path, packed(known, key))
        return known

    def _path(self, cut: str, key: str, suffix: str) -> Path:
        return self.folder / cut / key[:2] / f"{key}{suffix}"


def _resources(ontology: Path, min_confidence: float | None, lang: str) -> Resources:
    from kg.extract import load

    return load(ontology, lang, min_confidence=min_confidence)


def _extracted(reading: Reading, resources: Resources) -> Extraction:
    from kg.extract import extract

    return extract(reading, resources)


def _recalled(path: Path, read: Callable[[bytes], T]) -> T | None:
    try:
        return read(path.read_bytes())
    except UNUSABLE:
        return None


def _keep(path: Path, content: bytes) -> None:
    with whole(path, mend="choose another folder for the cache, or do without") as beside:
        beside.write_bytes(content)
