"""The straight line: sources are read, parsed, extracted, written as RDF, linked and merged; nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from rdflib import RDF, Dataset

from kg import ontology as ontologies
from kg.errors import SourceError, UserError
from kg.gaps import items
from kg.iris import BASE
from kg.languages import model_version
from kg.link import NONE, Decisions
from kg.merge import merge
from kg.model import Article, Extraction, Status
from kg.notebook import Graph
from kg.ontology import Ontology
from kg.rdf import NEWS, SCHEMA, VOID, Quad, about_graph, facts, of_extraction
from kg.read import read
from kg.store import dataset_of
from kg.version import kg_version

if TYPE_CHECKING:
    from kg.extract import Resources

Progress = Callable[[Extraction], None]
"""Called with each article's extraction as it is done."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build read and found: how many different `facts`, the `claims` that state them by status,
    `gaps` as `kg gaps` lists them, by what they want, and the sources passed over.
    """

    articles: int
    entities: int
    facts: int
    claims: Mapping[Status, int]
    quotations: int
    gaps: Mapping[str, int]
    skipped: tuple[SourceError, ...]


@dataclass(frozen=True)
class Built:
    """A graph as quads, and what it was built of."""

    quads: tuple[Quad, ...]
    report: Report
    ontology: Ontology
    base: str = BASE
    languages: tuple[str, ...] = ()

    def dataset(self) -> Dataset:
        """The graph as an rdflib Dataset, which a notebook displays: its default graph is the merged one, each article has its own."""
        graph = Graph()
        graph.ontology, graph.lang = self.ontology.folder, self.languages[0] if self.languages else "fr"
        return dataset_of(self.quads, self.base, into=graph)


@dataclass
class _Tally:
    """What passes by while the line runs; of the extractions their gaps are kept."""

    wanting: list[Extraction] = field(default_factory=list)
    languages: dict[str, str] = field(default_factory=dict)


def dataset(sources: str | PathLike[str] | Iterable[str | PathLike[str]], **options: Any) -> Dataset:
    """Articles → an rdflib Dataset; the options are those of `build_graph`."""
    return build_graph(sources, **options).dataset()


def build_graph(
    sources: str | PathLike[str] | Iterable[str | PathLike[str]],
    *,
    ontology: str | Path = "news",
    base: str = BASE,
    lang: str | None = None,
    include: Collection[Status] = (),
    no_text: bool = False,
    min_confidence: float | None = None,
    ids: Literal["stem", "path"] = "stem",
    keep_going: bool = False,
    progress: Progress | None = None,
    cache: str | Path | None = None,
    decisions: Decisions = NONE,
) -> Built:
    """Articles → graph: `build_graph(["article.txt"]).quads`.

    `include` names the statuses whose claims are bare triples of the merged graph too, besides asserted and reported;
    `no_text` leaves the articles' whole texts out; `min_confidence`, in [0, 1], is what a claim needs to be said, instead of the ontology's
    own threshold; `keep_going` passes over sources that cannot be read, as long as one can; `cache` is a folder that keeps what was read,
    so that the next build reads only what is new or changed; `decisions` are people's, of who is whom (`kg.link.decisions.read`).

    Raises UserError where an option cannot be, SourceError, LanguageError, OntologyError, or OutputError where the cache cannot be
    written.
    """
    checked_base(base)
    _possible(include, min_confidence)
    loaded = ontologies.load(ontology)
    skipped: list[SourceError] = []
    given = [sources] if isinstance(sources, (str, PathLike)) else sources
    articles = read(
        [source if isinstance(source, str) else Path(source) for source in given],
        lang=lang,
        ids=ids,
        skipped=skipped if keep_going else None,
    )
    tally = _Tally()
    quads = graph_of(
        _told(_extracted(articles, loaded, tally, min_confidence, cache), progress),
        loaded,
        base=base,
        include=include,
        no_text=no_text,
        tally=tally,
        decisions=decisions,
    )
    if skipped and not tally.languages:
        raise skipped[0]
    return Built(quads, _report(quads, tally, skipped, base), loaded, base, tuple(sorted(tally.languages)))


def checked_base(base: str, option: str = "base ") -> None:
    """Make sure that IRIs can begin so; a UserError calls it what the user did."""
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`#?]+/", base):
        raise UserError(f"{option}{base}: not an address that ends in /; say one such as {BASE}")


def _possible(include: Collection[Status], min_confidence: float | None) -> None:
    """Make sure of what Python's callers may get wrong, and the command line cannot."""
    if isinstance(include, str) or (strange := [one for one in include if one not in list(Status)]):
        said = include if isinstance(include, str) else strange[0]
        raise UserError(f"include {said!r}: not statuses in a list; say some of {', '.join(map(repr, map(str, Status)))}, as ['Planned']")
    if min_confidence is not None and not 0 <= min_confidence <= 1:
        raise UserError(f"min_confidence {min_confidence}: not a probability; say a number from 0 to 1")


def graph_of(
    extractions: Iterable[Extraction],
    ontology: Ontology,
    *,
    base: str = BASE,
    include: Collection[Status] = (),
    no_text: bool = False,
    tally: _Tally | None = None,
    decisions: Decisions = NONE,
) -> tuple[Quad, ...]:
    """What lies right of `Extraction`: each article's graph, then who is meant, the merged graph and the description."""
    articles = [quad for extraction in extractions for quad in of_extraction(extraction, base=base, no_text=no_text)]
    models = {f"{lang} model": model for lang, model in tally.languages.items()} if tally else {}
    versions = {"kg": kg_version(), "ontology": ontology.version, **models}
    return (*articles, *merge(articles, ontology, base=base, include=include, versions=versions, decisions=decisions))


def extractions(
    articles: Iterable[Article], ontology: Ontology, *, progress: Progress | None = None, cache: str | Path | None = None
) -> Iterator[Extraction]:
    """What articles say, one after the other, without a graph; `progress` is called with each, `cache` is that of `build_graph`.

    Raises OntologyError.
    """
    return _told(_extracted(articles, ontology, _Tally(), cache=cache), progress)


def extracted(
    articles: Iterable[Article], ontology: Ontology, min_confidence: float | None = None, cache: str | Path | None = None
) -> Iterator[Extraction]:
    """Articles → extractions, out of the cache where they are known."""
    return _kept(articles, ontology, min_confidence, cache) if cache else _made(articles, ontology, min_confidence)


def _extracted(
    articles: Iterable[Article], ontology: Ontology, tally: _Tally, min_confidence: float | None = None, cache: str | Path | None = None
) -> Iterator[Extraction]:
    """Articles → extractions, each taken down in the tally."""
    for extraction in extracted(articles, ontology, min_confidence, cache):
        tally.languages[extraction.article.lang] = model_version(extraction.article.lang)
        tally.wanting.append(replace(extraction, chains=(), claims=(), quotations=()))
        yield extraction


def _kept(articles: Iterable[Article], ontology: Ontology, min_confidence: float | None, cache: str | Path) -> Iterator[Extraction]:
    from kg.cache import Cache

    return Cache(Path(cache)).extractions(articles, ontology.folder, min_confidence=min_confidence)


def _made(articles: Iterable[Article], ontology: Ontology, min_confidence: float | None) -> Iterator[Extraction]:
    """Here, where there is something to read, spaCy is imported."""
    from kg.extract import extract, load
    from kg.parse import parse

    resources: dict[str, Resources] = {}
    for reading in parse(articles):
        lang = reading.article.lang
        if lang not in resources:
            resources[lang] = load(ontology.folder, lang, min_confidence=min_confidence)
        yield extract(reading, resources[lang])


def _told(extractions: Iterable[Extraction], progress: Progress | None) -> Iterator[Extraction]:
    for extraction in extractions:
        yield extraction
        if progress:
            progress(extraction)


def _report(quads: Iterable[Quad], tally: _Tally, skipped: list[SourceError], base: str) -> Report:
    """Counts of the merged graph, taken from the graph itself."""
    merged = [(s, p, o) for s, p, o, g in quads if g is None]
    statuses = Counter(Status(str(o).rpartition("#")[2]) for _, p, o in merged if p == NEWS.status)
    about = {p: int(str(o)) for s, p, o, g in quads if g == s == about_graph(base) and p in (VOID.documents, VOID.entities)}
    return Report(
        articles=about[VOID.documents],
        entities=about[VOID.entities],
        facts=len(facts(merged)),
        claims={status: statuses[status] for status in Status if statuses[status]},
        quotations=sum(p == RDF.type and o == SCHEMA.Quotation for _, p, o in merged),
        gaps=Counter("refused" if item.refused else "without a sense" for item in items(tally.wanting, examples=0)),
        skipped=tuple(skipped),
    )
