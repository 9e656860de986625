"""When a claim holds: the date beside it, which lies ahead for what is to come, and the status that a date gives it.

"aura lieu samedi" → the coming Saturday; "débute demain" → planned; "fondera la firme en 1902" → asserted
"""

from __future__ import annotations

from rdflib import XSD, Literal

from kg.extract.candidates import Candidate
from kg.extract.dates import ahead, is_future
from kg.extract.syntax import Parse, children, has
from kg.model import Amount, Chain, Mention, Status

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
    elif itself and status in (Status.ASSERTED, Status.REPORTED) and is_future(date, article.date):
        status = Status.PLANNED
    return (date, status, None) if itself else (obj, status, date)


def _beside(candidate: Candidate, parse: Parse) -> Mention | None:
    """The date beside a figure or an act."""
    if candidate.aside:
        return None
    beside = [] if candidate.object is None else [parse.at[t.i] for t in parse.head(candidate.object).subtree if t.i in parse.at]
    return next((mention for mention in (*candidate.predication.fillers("time"), *beside) if parse.is_date(mention)), None)


def _is_history(candidate: Candidate, date: Literal, parse: Parse) -> bool:
    """ "Elle fondera la firme en 1902": the future in which history is told; the date lies years before the article's."""
    today = parse.reading.article.date
    if today is None or not date[:4].isdigit():
        return False
    head = parse.reading.doc[candidate.predication.head]
    clause = (token for above in (head, *head.ancestors) for token in (above, *children(above, "aux:tense", "aux:pass", "cop")))
    return date[:4] < today[:4] and any(has(token, "Tense", "Fut") for token in clause)
