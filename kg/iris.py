"""The same thing read twice gets the same IRI: every IRI that kg mints is a function of what was read."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from rdflib import DCAT, DCTERMS, OWL, PROV, RDF, RDFS, SKOS, VOID, XSD, Literal, URIRef

from kg.model import Amount, Status

BASE = "https://kg.example.org/"
NEWS = "https://kg.example.org/ontology/news#"
SCHEMA = "https://schema.org/"
KINDS = (
    *("activity", "event", "group", "organization", "person", "place"),
    *("product", "service", "technology", "thing", "topic", "value", "work"),
)
"""What the IRIs of things begin with, by the kind of their class."""
USUAL = {
    "dcat": str(DCAT),
    "dcterms": str(DCTERMS),
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "news": NEWS,
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": SCHEMA,
    "skos": str(SKOS),
    "void": str(VOID),
    "wd": "http://www.wikidata.org/entity/",
    "xsd": str(XSD),
}
"""The prefixes that nobody need write."""

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"})


def prefixes(base: str = BASE) -> dict[str, str]:
    """The usual prefixes, and one for each kind of thing: `person:ted-sarandos`."""
    return USUAL | {kind: f"{base}{kind}/" for kind in KINDS}


@lru_cache(maxsize=1 << 17)
def interned(value: str) -> URIRef:
    """The URIRef of a value, one for all who ask: rdflib checks each that it makes and is slow to compare two, and files say many often."""
    return URIRef(value)


@lru_cache(maxsize=1 << 16)
def slug(name: str) -> str:
    """A name as a path segment: NFKD, marks removed, ligatures opened, letters of other scripts kept.

    >>> slug("L’Éternaute"), slug("Œuvres & Cie"), slug("Война и мир")
    ('l-eternaute', 'oeuvres-cie', 'воина-и-мир')

    Raises ValueError where nothing is left: a thing needs a name.
    """
    folded = unicodedata.normalize("NFKD", name.translate(_LIGATURES).casefold())
    kept = "".join(c for c in folded if not unicodedata.combining(c))
    out = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", kept)).strip("-")
    if not out:
        raise ValueError(f"no letter or digit in the name {name!r}")
    return out


def article_iri(article_id: str, base: str = BASE) -> URIRef:
    """`44292` → `<base>article/44292`."""
    return URIRef(f"{base}article/{slug(article_id)}")


def local_iri(article: URIRef, key: str) -> URIRef:
    """A thing as one article alone knows it: `<article>#person/ted-sarandos`."""
    return URIRef(f"{article}#{key}")


def canonical_iri(kind: str, name_slug: str, base: str = BASE) -> URIRef:
    """A thing of the merged graph: `<base>person/ted-sarandos`."""
    return URIRef(f"{base}{kind}/{name_slug}")


def span_iri(article: URIRef, begin: int, end: int) -> URIRef:
    """A stretch of text, RFC 5147: `<article>#char=151,158`."""
    return URIRef(f"{article}#char={begin},{end}")


def quotation_iri(article: URIRef, begin: int, end: int) -> URIRef:
    """`<article>#quote-<begin>-<end>`."""
    return URIRef(f"{article}#quote-{begin}-{end}")


def claim_iri(article: URIRef, subject: URIRef, predicate: URIRef, obj: URIRef | Literal, status: Status, begin: int, end: int) -> URIRef:
    """`<article>#claim-<first 16 hex of sha256 of s|p|o|status|span>`; a literal goes in as N-Triples writes it."""
    said = "|".join((str(subject), str(predicate), obj.n3(), status.value, f"{begin},{end}"))
    return URIRef(f"{article}#claim-{hashlib.sha256(said.encode()).hexdigest()[:16]}")


def proposal_iri(one: URIRef, other: URIRef, base: str = BASE) -> URIRef:
    """`<base>proposal/<first 8 hex of sha256 of one|other>`."""
    return URIRef(f"{base}proposal/{hashlib.sha256(f'{one}|{other}'.encode()).hexdigest()[:8]}")


def amount_iri(amount: Amount, base: str = BASE) -> URIRef:
    """An amount under its own value: `value/11000000000-usd`, `value/16-percent`, `value/3-to-5-h`."""
    number = amount.number if amount.number is not None else f"{amount.low or ''}-to-{amount.high or ''}"
    unit = "percent" if amount.unit == "%" else slug(amount.unit) if amount.unit else ""
    return URIRef(f"{base}value/{number.replace('-', 'minus-', 1) if number.startswith('-') else number}" + (f"-{unit}" if unit else ""))
