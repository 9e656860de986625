"""What is known, as RDF: each article in a graph of its own, and what all of them say together.

Each kind of node is written in one function. No blank node, no clock, no random value: every IRI is a function of what was
read (`kg.iris`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from urllib.parse import quote

from rdflib import OWL, PROV, RDF, RDFS, SKOS, XSD, Literal, Namespace, URIRef

from kg import iris
from kg.iris import BASE, article_iri, claim_iri, local_iri, quotation_iri, slug, span_iri
from kg.link import LocalThing, Proposal, Reason, Thing, local_things
from kg.model import Amount, Article, Chain, Claim, Evidence, Extraction, Fact
from kg.reprints import signature

Term = URIRef | Literal
Triple = tuple[URIRef, URIRef, Term]
Quad = tuple[URIRef, URIRef, Term, URIRef | None]
"""Subject, predicate, object and graph; the graph None is the default graph."""

NEWS = Namespace(iris.NEWS)
SCHEMA = Namespace(iris.SCHEMA)
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
ITSRDF = Namespace("http://www.w3.org/2005/11/its/rdf#")
VOID = Namespace("http://rdfs.org/ns/void#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = Namespace("http://purl.org/dc/terms/")

NON_NEGATIVE = frozenset({NIF.beginIndex, NIF.endIndex, VOID.documents, VOID.entities, VOID.triples})
"""Offsets and counts: their values are xsd:nonNegativeInteger."""
NEWS_ONTOLOGY = iris.NEWS.rstrip("#")
"""The IRI of kg's own ontology: a graph that names no other was built with it."""
STORE_FORMAT = "1"
"""Raised when graphs written before can no longer be merged with graphs written now."""
KINDS, USUAL, prefixes = iris.KINDS, iris.USUAL, iris.prefixes


def resolution_graph(base: str = BASE) -> URIRef:
    """The graph that says who is who."""
    return URIRef(f"{base}graph/resolution")


def about_graph(base: str = BASE) -> URIRef:
    """The graph that describes the dataset."""
    return URIRef(f"{base}graph/about")


ENTAILED = "graph/entailed"
"""The end of the IRI of the graph that holds what follows from the merged graph: derived, and no part of what is merged."""


def entailed_graph(base: str = BASE) -> URIRef:
    """The graph that says what follows from the merged graph by the ontology."""
    return URIRef(base + ENTAILED)


def of_extraction(extraction: Extraction, *, base: str = BASE, no_text: bool = False) -> Iterator[Quad]:
    """One article's named graph: the article, its things, mentions, claims and quotations, each triple once.

    `no_text` leaves out the article's whole text; the words of mentions, claims and their sentences stay, and the text's signature.
    """
    article = article_iri(extraction.article.id, base)
    parts = (
        _article(extraction.article, article),
        _context(extraction.article, article, no_text),
        *(_local_thing(thing) for thing in local_things(extraction, base)),
        *(_mentions(chain, extraction.article, article) for chain in extraction.chains),
        *(_claim(iri, claim, extraction.article, article, base) for iri, claim in _claims(extraction, article, base)),
        _quotations(extraction, article),
    )
    for s, p, o in dict.fromkeys(triple for part in parts for triple in part):
        yield s, p, o, article


def of_thing(thing: Thing) -> Iterator[Triple]:
    """A thing of the merged graph: its class, a label for each language it was read in, other names, identities."""
    for cls in thing.classes:
        yield thing.iri, RDF.type, cls
    by_language = _names_by_language(thing)
    decided = not any(thing.name in names for names in by_language.values())  # no article calls it so: a person does, in any language
    for lang, names in sorted(by_language.items()):
        label = thing.name if decided or thing.name in names else min(names, key=lambda name: (-len(name), name))
        yield thing.iri, RDFS.label, Literal(label, lang=lang)
        for name in sorted(names - {label}):
            yield thing.iri, SKOS.altLabel, Literal(name, lang=lang)
    for same in thing.identities:
        yield thing.iri, OWL.sameAs, same


def of_fact(fact: Fact, lang: str, *, plain: bool) -> Iterator[Triple]:
    """A fact under its claim's IRI with status, sentence and source; where `plain`, the bare triple as well."""
    if plain:
        yield fact.subject, fact.predicate, fact.object
    yield fact.claim, RDF.type, NEWS.Claim
    yield fact.claim, RDF.subject, fact.subject
    yield fact.claim, RDF.predicate, fact.predicate
    yield fact.claim, RDF.object, fact.object
    yield from _circumstances(fact.claim, fact.status.value, fact.confidence, fact.sense, fact.speaker, fact.as_of)
    yield fact.claim, PROV.hadPrimarySource, fact.article
    yield fact.claim, NEWS.sentence, Literal(fact.sentence, lang=lang)
    if fact.said is not None:
        yield fact.claim, SCHEMA.datePublished, fact.said


def of_resolution(member: LocalThing, reason: Reason, thing: URIRef, base: str = BASE) -> Iterator[Triple]:
    """Which thing of the merged graph an article's thing stands for, and why."""
    iri = URIRef(f"{base}resolution/{str(member.iri).removeprefix(f'{base}article/').replace('#', '/')}")
    yield member.iri, OWL.sameAs, thing
    yield iri, RDF.type, NEWS.Resolution
    yield iri, RDF.subject, member.iri
    yield iri, RDF.predicate, OWL.sameAs
    yield iri, RDF.object, thing
    yield iri, NEWS.reason, Literal(reason.value, lang="en")


def of_reprint(article: URIRef, earliest: URIRef) -> Iterator[Triple]:
    """An article that prints what another had before."""
    yield article, NEWS.reprintOf, earliest


def of_proposal(proposal: Proposal, base: str = BASE) -> Iterator[Triple]:
    """Two things of the merged graph that may be one, and why."""
    iri = iris.proposal_iri(proposal.one, proposal.other, base)
    yield iri, RDF.type, NEWS.Proposal
    yield iri, RDF.subject, proposal.one
    yield iri, RDF.predicate, OWL.sameAs
    yield iri, RDF.object, proposal.other
    yield iri, NEWS.reason, Literal(proposal.reason, lang="en")


def of_dataset(
    counts: Mapping[URIRef, int], versions: Mapping[str, str], base: str = BASE, ontology: str = NEWS_ONTOLOGY
) -> Iterator[Quad]:
    """The dataset's description: VoID counts, and the versions of what made it; without a clock.

    `{VOID.documents: 12}, {"kg": "0.1.0", "fr_core_news_md": "3.8.0"}` → what was counted, and an activity that used both.
    An `ontology` that is not kg's own is named, by its IRI.
    """
    graph = about_graph(base)
    build = URIRef(f"{graph}#build")
    triples: list[Triple] = [(graph, RDF.type, VOID.Dataset), (graph, RDF.type, DCAT.Dataset), (graph, PROV.wasGeneratedBy, build)]
    triples += [(graph, key, _integer(count)) for key, count in sorted(counts.items())]
    triples += [(graph, VOID.vocabulary, URIRef(space)) for space in (iris.NEWS, iris.SCHEMA, str(NIF), str(PROV), str(SKOS))]
    triples += [(build, RDF.type, PROV.Activity)]
    for name, version in sorted({**versions, "store format": STORE_FORMAT}.items()):
        used = URIRef(f"{graph}#{slug(name)}")
        triples += [(build, PROV.used, used), (used, RDF.type, PROV.Entity)]
        triples += [(used, SCHEMA.name, Literal(name)), (used, SCHEMA.version, Literal(version))]
    if str(ontology) != NEWS_ONTOLOGY:  # of an IRI of rdflib's no text is an equal
        triples += [(URIRef(f"{graph}#ontology"), DCTERMS.isVersionOf, URIRef(ontology))]
    for s, p, o in triples:
        yield s, p, o, graph


def facts(triples: Iterable[Triple]) -> set[tuple[Term, Term, Term]]:
    """What the claims among these triples state: a fact is one however many claims state it, and of whatever status."""
    parts: dict[Term, dict[Term, Term]] = defaultdict(dict)
    for s, p, o in triples:
        if p in _STATED:
            parts[s][p] = o
    s, p, o = _STATED
    return {(part[s], part[p], part[o]) for part in parts.values() if len(part) == len(_STATED)}


_STATED = (RDF.subject, RDF.predicate, RDF.object)


def order(quad: Quad) -> tuple[str, ...]:
    """Sorts quads for a reader: by graph; things before the articles that speak of them; what a node is before what is said of it."""
    s, p, o, g = quad
    kind = (str(o.datatype or ""), o.language or "") if isinstance(o, Literal) else ("", "")
    return str(g or ""), str("/article/" in s), str(s), LEADING.get(p, str(p)), type(o).__name__, str(o), *kind


LEADING = {p: f" {rank}" for rank, p in enumerate((RDF.type, RDFS.label, RDF.subject, RDF.predicate, RDF.object))}


def date_literal(date: str) -> Literal:
    """A date as precise as it is known.

    >>> date_literal("2025-07").datatype.rsplit("#")[-1], date_literal("2025").datatype.rsplit("#")[-1]
    ('gYearMonth', 'gYear')
    """
    return Literal(date, datatype={4: XSD.gYear, 7: XSD.gYearMonth}.get(len(date), XSD.date))


def decimal_literal(number: float | str) -> Literal:
    """A number in the canonical form of XML Schema 1.1: no sign of plus, no exponent, no zero that says nothing.

    >>> str(decimal_literal("16.50")), str(decimal_literal(1.0)), str(decimal_literal("1E+3"))
    ('16.5', '1', '1000')
    """
    value = Decimal(str(number))
    plain = f"{value:f}" if value else "0"
    return Literal(plain.rstrip("0").rstrip(".") if "." in plain else plain, datatype=XSD.decimal)


def _article(article: Article, iri: URIRef) -> Iterator[Triple]:
    yield iri, RDF.type, SCHEMA.NewsArticle
    yield iri, SCHEMA.identifier, Literal(article.id)
    yield iri, SCHEMA.inLanguage, Literal(article.lang)
    if article.title:
        yield iri, SCHEMA.headline, Literal(article.title, lang=article.lang)
    if article.date:
        yield iri, SCHEMA.datePublished, date_literal(article.date)
    if article.url:
        yield iri, SCHEMA.url, _address(article.url)
    for predicate, part, name in ((SCHEMA.author, "author", article.author), (SCHEMA.publisher, "publisher", article.publisher)):
        if name:
            yield iri, predicate, local_iri(iri, part)
            yield local_iri(iri, part), SCHEMA.name, Literal(name)


def _address(url: str) -> Term:
    """A web address as an IRI, percent-encoded where it must be; what is none stays text, so that it cannot break the graph."""
    page, mark, part = url.strip().partition("#")
    pieces = (re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", quote(piece, safe="!$%&'()*+,/:;=?@~")) for piece in (page, part))
    address = mark.join(pieces) if mark else next(pieces)
    return URIRef(address) if re.match(r"https?://[\w.~-]+(:\d*)?([/?#]|$)", address) else Literal(url)


def _context(article: Article, iri: URIRef, no_text: bool) -> Iterator[Triple]:
    context = span_iri(iri, 0, len(article.text))
    yield context, RDF.type, NIF.Context
    yield context, RDF.type, NIF.RFC5147String
    yield context, NIF.beginIndex, _integer(0)
    yield context, NIF.endIndex, _integer(len(article.text))
    if sign := signature(article.text):
        yield context, NEWS.textSignature, Literal(sign, datatype=XSD.base64Binary, normalize=False)
    if not no_text:
        yield context, NIF.isString, Literal(article.text)


def _span(cls: URIRef, begin: int, end: int, article: Article, iri: URIRef) -> Iterator[Triple]:
    span, context = span_iri(iri, begin, end), span_iri(iri, 0, len(article.text))
    yield span, RDF.type, cls
    yield span, RDF.type, NIF.RFC5147String
    yield span, NIF.beginIndex, _integer(begin)
    yield span, NIF.endIndex, _integer(end)
    yield span, NIF.anchorOf, Literal(article.text[begin:end])
    if span != context:
        yield span, NIF.referenceContext, context


def _local_thing(thing: LocalThing) -> Iterator[Triple]:
    yield thing.iri, RDF.type, thing.cls
    yield thing.iri, RDFS.label, Literal(thing.label, lang=thing.lang)
    for name in thing.names:
        yield thing.iri, SCHEMA.name, Literal(name, lang=thing.lang)
    if thing.guessed:
        yield thing.iri, NEWS.classGuessed, Literal("true", datatype=XSD.boolean)
    if thing.common:
        yield thing.iri, NEWS.commonName, Literal("true", datatype=XSD.boolean)
    if thing.same_as:
        yield thing.iri, OWL.sameAs, thing.same_as


def _mentions(chain: Chain, article: Article, iri: URIRef) -> Iterator[Triple]:
    for mention in sorted(chain.mentions):
        yield from _span(NIF.Phrase, mention.begin, mention.end, article, iri)
        yield span_iri(iri, mention.begin, mention.end), ITSRDF.taIdentRef, local_iri(iri, chain.key)


def _claims(extraction: Extraction, iri: URIRef, base: str) -> list[tuple[URIRef, Claim]]:
    """Claims by IRI: where two senses find the same in the same words it is one claim, and the surest speaks."""
    found: dict[URIRef, Claim] = {}
    for claim in sorted(extraction.claims, key=_surest):
        s, o, span = local_iri(iri, claim.subject.key), _object(claim.object, iri, base), claim.evidence
        found.setdefault(claim_iri(iri, s, claim.predicate, o, claim.status, span.begin, span.end), claim)
    return sorted(found.items())


def _surest(claim: Claim) -> tuple[float, str, str, str]:
    return -claim.confidence, str(claim.sense), claim.speaker.key if claim.speaker else "~", str(claim.as_of or "~")


def _claim(node: URIRef, claim: Claim, article: Article, iri: URIRef, base: str) -> Iterator[Triple]:
    yield node, RDF.type, NEWS.Claim
    yield node, RDF.subject, local_iri(iri, claim.subject.key)
    yield node, RDF.predicate, claim.predicate
    yield node, RDF.object, _object(claim.object, iri, base)
    if isinstance(claim.object, Amount):
        yield from _amount(claim.object, base)
    speaker = local_iri(iri, claim.speaker.key) if claim.speaker else None
    yield from _circumstances(node, claim.status.value, claim.confidence, claim.sense, speaker, claim.as_of)
    if claim.because:
        yield node, NEWS.because, Literal("; ".join(claim.because), lang="en")
    yield node, PROV.wasDerivedFrom, span_iri(iri, claim.evidence.begin, claim.evidence.end)
    yield from _evidence(claim.evidence, article, iri)


def _circumstances(
    node: URIRef, status: str, confidence: float, sense: URIRef, speaker: URIRef | None, as_of: Literal | None
) -> Iterator[Triple]:
    yield node, NEWS.status, NEWS[status]
    yield node, NEWS.confidence, decimal_literal(round(confidence, 4))
    yield node, NEWS.sense, sense
    if speaker is not None:
        yield node, NEWS.statedBy, speaker
    if as_of is not None:
        yield node, NEWS.asOf, as_of


def _evidence(evidence: Evidence, article: Article, iri: URIRef) -> Iterator[Triple]:
    span, sentence = span_iri(iri, evidence.begin, evidence.end), span_iri(iri, evidence.sentence_begin, evidence.sentence_end)
    yield from _span(NIF.Sentence, evidence.sentence_begin, evidence.sentence_end, article, iri)
    if span != sentence:
        yield from _span(NIF.Phrase, evidence.begin, evidence.end, article, iri)
        yield span, NIF.superString, sentence


def _quotations(extraction: Extraction, iri: URIRef) -> Iterator[Triple]:
    article = extraction.article
    for quotation in sorted(extraction.quotations, key=lambda q: (q.begin, q.end, q.speaker.key if q.speaker else "")):
        node = quotation_iri(iri, quotation.begin, quotation.end)
        yield node, RDF.type, SCHEMA.Quotation
        yield node, SCHEMA.text, Literal(article.text[quotation.begin : quotation.end], lang=article.lang)
        if quotation.speaker:
            yield node, SCHEMA.creator, local_iri(iri, quotation.speaker.key)
        yield node, PROV.wasDerivedFrom, span_iri(iri, quotation.begin, quotation.end)
        yield from _span(NIF.Phrase, quotation.begin, quotation.end, article, iri)


def _object(value: Chain | Amount | Literal, iri: URIRef, base: str) -> Term:
    if isinstance(value, Chain):
        return local_iri(iri, value.key)
    if isinstance(value, Amount):
        return iris.amount_iri(value, base)
    return Literal(str(value)) if value.datatype == XSD.string else value


def _amount(amount: Amount, base: str) -> Iterator[Triple]:
    iri = iris.amount_iri(amount, base)
    yield iri, RDF.type, SCHEMA.MonetaryAmount if amount.money else SCHEMA.QuantitativeValue
    for predicate, number in ((SCHEMA.value, amount.number), (SCHEMA.minValue, amount.low), (SCHEMA.maxValue, amount.high)):
        if number is not None:
            yield iri, predicate, decimal_literal(number)
    if amount.unit:
        yield iri, SCHEMA.currency if amount.money else SCHEMA.unitText, Literal(amount.unit)


def _names_by_language(thing: Thing) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for member in thing.members:
        found.setdefault(member.lang, set()).update(member.names, (member.label,))
    return found


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.nonNegativeInteger)
