"""When a claim holds: the date beside it, which lies ahead for what is to come, and the status that a date gives it.

"aura lieu samedi" → the coming Saturday; "débute demain" → planned; "fondera la firme en 1902" → asserted
"""

from __future__ import annotations

from rdflib import XSD, Literal

from kg.extract.candidates import Candidate
from kg.extract.dates import ahead, back, is_future, nearer
from kg.extract.syntax import Parse, case, children, has, lemma
from kg.model import Amount, BlockKind, Chain, Mention, PredicateKind, Status

DATES = (XSD.date, XSD.gYearMonth, XSD.gYear)


def timed(
    candidate: Candidate, obj: Chain | Amount | Literal, status: Status, parse: Parse
) -> tuple[Chain | Amount | Literal, Status, Literal | None]:
    """A claim's object and status as its date has them, and the date at which it holds, where the text gives one beside it."""
    itself = isinstance(obj, Literal) and obj.datatype in DATES
    told = candidate.object if itself else None if isinstance(obj, Literal) else _beside(candidate, parse)
    date = parse.values[told].value if told is not None and told in parse.values else None
    if told is None or not isinstance(date, Literal):
        return obj, status, None
    article = parse.reading.article
    if status is Status.PLANNED:
        date = ahead(date, article.text[told.begin : told.end], article.date, article.lang)
        status = Status.ASSERTED if _is_history(candidate, date, parse) else status
    elif itself and status in (Status.ASSERTED, Status.REPORTED):
        date = _coming(candidate, date, article.text[told.begin : told.end], parse)
        status = Status.PLANNED if is_future(date, article.date) else status
    return (date, status, None) if itself else (obj, status, date)


def _beside(candidate: Candidate, parse: Parse) -> Mention | None:
    """The date beside a figure or an act."""
    if candidate.aside:
        return None
    beside = [] if candidate.object is None else [parse.at[t.i] for t in parse.head(candidate.object).subtree if t.i in parse.at]
    return next((mention for mention in (*candidate.predication.fillers("time"), *beside) if parse.is_date(mention)), None)


def _coming(candidate: Candidate, date: Literal, words: str, parse: Parse) -> Literal:
    """ "débute samedi", told of an event in the present, is the coming Saturday; "est fixé au 20 octobre" the nearer 20th of October."""
    article, head = parse.reading.article, parse.reading.doc[candidate.predication.head]
    if candidate.object is not None and case(parse, parse.head(candidate.object)) in parse.language.since:
        return back(date, article.date)
    if lemma(head) in parse.language.scheduling:
        return nearer(date, ahead(date, words, article.date, article.lang), article.date)
    if candidate.predication.kind not in (PredicateKind.VERB, PredicateKind.LIGHT) or parse.reading.block(head.i).kind is BlockKind.TITLE:
        return date
    present = has(head, "Tense", "Pres") and has(head, "VerbForm", "Fin")
    return ahead(date, words, article.date, article.lang) if present and not any(c.isdigit() for c in words) else date


def _is_history(candidate: Candidate, date: Literal, parse: Parse) -> bool:
    """ "Elle fondera la firme en 1902": the future in which history is told; the date lies years before the article's."""
    today = parse.reading.article.date
    if today is None or not date[:4].isdigit():
        return False
    head = parse.reading.doc[candidate.predication.head]
    clause = (token for above in (head, *head.ancestors) for token in (above, *children(above, "aux:tense", "aux:pass", "cop")))
    return date[:4] < today[:4] and any(has(token, "Tense", "Fut") for token in clause)
