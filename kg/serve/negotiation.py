"""Which of the formats there are answers a request best: the Accept header of RFC 9110, with its q-values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import QueryResultsFormat, RdfFormat

from kg.serve.problems import Problem

_Q = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


@dataclass(frozen=True, slots=True)
class Media:
    """A format under the names that a request may call it by: the first is the one that it is sent as."""

    name: str
    types: tuple[str, ...]
    suffix: str

    @property
    def type(self) -> str:
        """The Content-Type of an answer."""
        return f"{self.types[0]}; charset=utf-8" if self.types[0].startswith("text/") else self.types[0]


JSON = Media("json", ("application/sparql-results+json", "application/json"), ".json")
XML = Media("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), ".xml")
CSV = Media("csv", ("text/csv",), ".csv")
TSV = Media("tsv", ("text/tab-separated-values",), ".tsv")
TURTLE = Media("turtle", ("text/turtle", "application/x-turtle"), ".ttl")
NTRIPLES = Media("ntriples", ("application/n-triples", "text/plain"), ".nt")
JSONLD = Media("jsonld", ("application/ld+json", "application/json"), ".jsonld")
RDFXML = Media("rdfxml", ("application/rdf+xml", "application/xml", "text/xml"), ".rdf")
PROBLEM = Media("problem", ("application/problem+json", "application/json"), ".json")
HTML = Media("html", ("text/html", "application/xhtml+xml"), ".html")

ROWS = (JSON, XML, CSV, TSV)
"""What rows, and a yes or no, are written as; the first where a request does not mind."""
TRIPLES = (TURTLE, NTRIPLES, JSONLD, RDFXML)
DOCUMENTS = (HTML, *TRIPLES)
"""What a page about one thing comes as."""

OF_ROWS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
OF_TRIPLES = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}


def best(accept: str | None, offered: Sequence[Media]) -> Media | None:
    """The format that a request wants most of those offered; of several that it wants alike, the first.

    >>> best("text/csv;q=0.5, application/*;q=0.9", ROWS).name
    'json'
    >>> best("text/html, application/xml;q=0", ROWS) is None
    True
    """
    ranges = dict(_ranges(accept or "*/*"))
    wanted = {media: _quality(media, ranges) for media in offered}
    found = max(offered, key=lambda media: wanted[media])
    return found if wanted[found] else None


def chosen(accept: str | None, offered: Sequence[Media]) -> Media:
    """The same, where there must be one: a Problem (406) says what there is."""
    if found := best(accept, offered):
        return found
    raise unacceptable(offered)


def unacceptable(offered: Sequence[Media]) -> Problem:
    """That none of what a request accepts is offered."""
    return Problem("unacceptable", f"there are {', '.join(media.types[0] for media in offered)}")


def of_type(content: str, offered: Sequence[Media]) -> Media | None:
    """The format that a body is said to be in.

    >>> of_type("text/turtle; charset=utf-8", TRIPLES).name
    'turtle'
    """
    said = content.partition(";")[0].strip().lower()
    return next((media for media in offered if said in media.types), None)


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    """What a header accepts, and how much; what is malformed is left out."""
    for one in accept.split(","):
        name, *parameters = (part.strip().lower() for part in one.split(";"))
        said = [part[2:].strip() for part in parameters if part.startswith("q=")]
        if "/" in name and all(_Q.fullmatch(q) for q in said):
            yield name, float(said[0]) if said else 1.0


def _quality(media: Media, ranges: dict[str, float]) -> float:
    """What the most exact of the ranges that fit says: one of its names, else what fits the first of them."""
    if named := [ranges[name] for name in media.types if name in ranges]:
        return max(named)
    return ranges.get(f"{media.types[0].partition('/')[0]}/*", ranges.get("*/*", 0.0))
