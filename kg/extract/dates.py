"""Dates in running text, told against the article's own date: "fin juin" is 2025-06 in an article of July 2025.

Names of months and weekdays are CLDR's. A small grammar and no general date parser: of "début 2014", "mi-juin" or
"les 21, 22 et 23 novembre" dateparser makes a day that the text does not give, and it asks the clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta
from functools import cache

from babel.dates import get_day_names, get_month_names
from rdflib import XSD, Literal
from text_to_num import text2num

from kg.languages.quantities import Quantities, quantities

AHEAD = timedelta(days=150)
"""A day and month without a year are at most so far ahead of the article, else they are past."""

Span = tuple[int, int, Literal]


@dataclass(frozen=True, slots=True)
class Reference:
    """The article's date, as precise as it is known."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, iso: str | None) -> Reference | None:
        """`2025-07` → `Reference(2025, 7)`; None where there is no date."""
        return cls(*(int(part) for part in iso[:10].split("-"))) if iso else None

    @property
    def middle(self) -> Day:
        """One day to count from: the day itself, or the middle of the month or year."""
        return Day(self.year, self.month or 7, self.day or (15 if self.month else 1))


@dataclass(frozen=True, slots=True)
class Names:
    """CLDR's names of months and weekdays, wide and abbreviated, and the rules made of them."""

    words: Quantities
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    rules: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Reference | None, Names], Literal | None]], ...] = ()


def find(text: str, date: str | None = None, lang: str = "fr") -> tuple[Span, ...]:
    """The dates of a text: begin, end and a literal as precise as the words.

    >>> [(text[b:e], str(v)) for text in ["Fin juin, puis en 2006."] for b, e, v in find(text, "2025-07")]
    [('Fin juin', '2025-06'), ('2006', '2006')]
    """
    names, reference = grammar(lang), Reference.of(date)
    spans: list[Span] = []
    for pattern, read in names.rules:
        for match in pattern.finditer(text):
            if (value := read(match, reference, names)) is not None:
                spans.append((match.start("span"), match.end("span"), value))
    plain = longest(spans)
    return longest([*plain, *_anaphoric(text, plain, reference, names.words)])


def ahead(value: Literal, words: str, date: str | None, lang: str = "fr") -> Literal:
    """A date told of what is to come: "aura lieu samedi" is the next Saturday, "en mars", said in May, next year's.

    >>> str(ahead(Literal("2024-05-11", datatype=XSD.date), "samedi", "2024-05-14"))
    '2024-05-18'
    """
    names, reference = grammar(lang), Reference.of(date)
    said = set(re.findall(r"[^\W_]+", words.lower()))
    if reference is None or reference.day is None or not is_past(value, date) or any(len(word) == 4 and word.isdigit() for word in said):
        return value
    if said & {*names.months}:
        year, _, rest = str(value).partition("-")
        return Literal(f"{int(year) + 1:04}-{rest}", datatype=value.datatype)
    here, day = reference.middle, Day.fromisoformat(str(value)) if value.datatype == XSD.date else None
    near = day is not None and said & {*names.weekdays} and not said & {*names.words.last} and here - day < timedelta(days=7)
    return _of_day(day + timedelta(days=7)) or value if day is not None and near else value


def back(value: Literal, date: str | None) -> Literal:
    """A date told of what has held since then: "depuis samedi", said on a Tuesday, is the Saturday before, "depuis juillet" last year's.

    >>> str(back(Literal("2024-07", datatype=XSD.gYearMonth), "2024-05-14"))
    '2023-07'
    """
    if not is_future(value, date):
        return value
    if value.datatype == XSD.date and (day := Day.fromisoformat(str(value))) - Day.fromisoformat(str(date)[:10]) <= timedelta(days=7):
        return _of_day(day - timedelta(days=7)) or value
    year, _, rest = str(value).partition("-")
    return Literal(f"{int(year) - 1:04}-{rest}", datatype=value.datatype) if rest else value


def nearer(one: Literal, other: Literal, date: str | None) -> Literal:
    """Of two days the one nearer to a third; the first where they are none."""
    here = Reference.of(date)
    if here is None or {one.datatype, other.datatype} != {XSD.date}:
        return one
    return min((one, other), key=lambda day: abs(Day.fromisoformat(str(day)) - here.middle))


def is_past(value: Literal, date: str | None) -> bool:
    """Whether a date lies before another, as far as both are precise."""
    return date is not None and str(value) < date[: len(str(value))]


def is_future(value: Literal, date: str | None) -> bool:
    """Whether a date lies after another, as far as both are precise."""
    return date is not None and str(value) > date[: len(str(value))]


def longest(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Of spans that overlap the longest, then the first; in order of the text."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if all(span[1] <= other[0] or other[1] <= span[0] for other in kept):
            kept.append(span)
    return tuple(sorted(kept, key=lambda s: s[0]))


def either(words: Iterable[str]) -> str:
    """A regular expression for any of these words, the longest first, however their apostrophes and spaces are set."""
    escaped = (re.escape(w).replace("'", "['’]").replace("\\ ", r"\s").replace("\\-", "[-‑]") for w in words)
    return "(?:" + "|".join(sorted(escaped, key=lambda w: (-len(w), w))) + ")"


@cache
def grammar(lang: str) -> Names:
    """The rules of one language, compiled once."""
    words = quantities(lang)
    wide = {name: n for n, name in get_month_names("wide", locale=words.locale).items()}
    short = {name: n for n, name in get_month_names("abbreviated", locale=words.locale).items()}
    weekdays = {name: n for n, name in get_day_names("wide", locale=words.locale).items()}
    return Names(words, short | wide, weekdays, tuple(_rules(words, either(wide), either(short | wide), either(weekdays))))


def _rules(
    q: Quantities, wide: str, month: str, weekday: str
) -> Iterator[tuple[re.Pattern[str], Callable[[re.Match[str], Reference | None, Names], Literal | None]]]:
    """The grammar: each rule a pattern whose group `span` is the date, and what it says."""
    day, year = rf"(?:{re.escape(q.first)}|[0-3]?\d)", r"(?P<y>1[5-9]\d\d|20\d\d)(?![\w-]|[.,]\d)"
    start, near = r"(?<![\w/-])(?<!\d[.,])", rf"(?:\s(?:(?P<last>{either(q.last)})|(?P<next>{either(q.next)}))\b)?"
    more = rf"(?:(?:,\s?|\s{either(q.list_and)}\s)(?:le\s)?(?:{weekday}\s)?{day})*"
    part = rf"(?:{either(q.part)}(?:\s|-)(?:du\smois\s)?(?:d['’]|de\s|des\s)?)?"
    into, every = either(q.into_year), either(q.every)
    hours = rf"(?:\s(?:dans la\s|en\s)?{either(q.times_of_day)})?"

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern.replace(" ", r"\s").replace(r"\s", r"[^\S\n]"), re.IGNORECASE)  # no date runs over a line's end

    yield compiled(rf"{start}(?P<span>(?P<d>\d{{1,2}})(?P<sep>[/.-])(?P<m>\d{{1,2}})(?P=sep){year})"), _numeric
    yield compiled(rf"{start}(?P<span>(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d))(?![\w-])"), _numeric
    yield compiled(rf"{start}(?P<span>{q.night} du {day} au (?P<d>{day}) (?P<mon>{month})(?: {year})?)(?!\w)"), _calendar
    yield (
        compiled(rf"{start}(?P<span>(?:(?P<w>{weekday}) (?:le )?)?(?P<d>{day}){more} (?P<mon>{month})(?!\w)(?: {year})?{near})"),
        _calendar,
    )
    yield compiled(rf"{start}(?<!\d )(?P<span>{part}(?P<mon>{wide})(?!\w)(?: {year})?{near})"), _month
    yield compiled(rf"{start}(?P<cue>{into} |\()?(?P<span>(?:{either(q.part)}(?:\s|-)|{either(q.season)} )?{year})"), _year
    yield compiled(rf"{start}(?P<span>{q.night} (?:de|du) {weekday} (?:à|au) (?P<w>{weekday}))(?!\w)"), _weekday
    yield compiled(rf"{start}(?P<every>{every} )?(?P<span>(?P<w>{weekday}){hours}{near})(?! \d)(?!\w)"), _weekday
    amount = rf"(?P<n>\d{{1,3}}|{either(q.number_words)})"
    yield compiled(rf"{start}(?P<span>{q.ago[0]} {amount} (?P<u>{either(q.ago[1])}))(?!\w)"), _ago
    for table, unit in ((q.days, "d"), (q.months, "m"), (q.years, "y")):
        yield compiled(rf"{start}(?P<span>(?P<{unit}>{either(table)}))(?!\w|(?: |-)là(?!\w))"), _relative


def literal(year: int, month: int | None = None, day: int | None = None) -> Literal | None:
    """A date as precise as it is given; None where the calendar has no such day.

    >>> literal(2025, 6).n3()
    '"2025-06"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    """
    if month is None:
        return Literal(f"{year:04}", datatype=XSD.gYear)
    if day is None:
        return Literal(f"{year:04}-{month:02}", datatype=XSD.gYearMonth) if 1 <= month <= 12 else None
    return _of_day(_day(year, month, day))


def _of_day(day: Day | None) -> Literal | None:
    return Literal(day.isoformat(), datatype=XSD.date) if day else None


def _day(year: int, month: int, day: int) -> Day | None:
    try:
        return Day(year, month, day)
    except ValueError:
        return None


def _numeric(match: re.Match[str], reference: Reference | None, names: Names) -> Literal | None:
    """ "21/06/2012"."""
    return literal(int(match["y"]), int(match["m"]), int(match["d"]))


def _calendar(match: re.Match[str], reference: Reference | None, names: Names) -> Literal | None:
    """ "dimanche 17 juin", "les 21, 22 et 23 novembre": the first day."""
    month, day = names.months[match["mon"].lower()], int(re.sub(r"\D", "", match["d"]))
    group = match.groupdict()
    if group["y"]:
        return literal(int(group["y"]), month, day)
    if reference is None:
        return None
    weekday = names.weekdays[group["w"].lower()] if group.get("w") else None
    return _of_day(_nearest(reference, month, day, weekday, group.get("last"), group.get("next")))


def _nearest(reference: Reference, month: int, day: int, weekday: int | None, last: str | None, next_: str | None) -> Day | None:
    """The year that a day and month without one belong to: the weekday decides where it is given and can be right."""
    if reference.month is None:
        return _day(reference.year, month, day)
    here = reference.middle
    days = [d for y in range(here.year - 4, here.year + 5) if (d := _day(y, month, day))]
    if next_:
        return next((d for d in days if d > here), None)
    fitting = [d for d in days if d.weekday() == weekday and abs(d - here) < timedelta(days=370) and not (last and d >= here)]
    past = [d for d in days if (d < here if last else d <= here + AHEAD)]
    days = fitting or past
    return days[-1] if days else None


def _month(match: re.Match[str], reference: Reference | None, names: Names) -> Literal | None:
    """ "décembre 2006", "mi-juin", "mai dernier"; a capitalised name without a year is the planet, not the month."""
    month = names.months[match["mon"].lower()]
    if match["y"]:
        return literal(int(match["y"]), month)
    if reference is None or match["mon"][0].isupper():
        return None
    if reference.month is None:
        return literal(reference.year, month)
    here = Day(reference.year, reference.month, 1)
    day = here if month == here.month and not (match["last"] or match["next"]) else None
    day = day or _nearest(Reference(here.year, here.month, 1), month, 1, None, match["last"], match["next"])
    return literal(day.year, month) if day else None


def _year(match: re.Match[str], reference: Reference | None, names: Names) -> Literal | None:
    """ "en 2006", "début 2014"; without such a word a year is neither part of a name ("Mondial 2018") nor counts anything."""
    q, text = names.words, match.string
    before, after = text[: match.start("span")].rstrip(" \u00a0\u202f"), text[match.end() : match.end() + 30]
    word = re.search(r"[\w-]+$", before)
    if word and word[0].lower() in q.decade:
        return None
    if match["cue"] or match.start("y") > match.start("span"):
        return literal(int(match["y"]))
    of_name = word and word[0][0].isupper() and word[0].lower() not in q.openers
    counts = re.match(rf"\s?(?:[%$€£]|\w{{3,}}{q.plural}\b)", after) and not re.match(rf"\s{either(q.no_noun)}\b", after)
    return None if of_name or counts else literal(int(match["y"]))


def _weekday(match: re.Match[str], reference: Reference | None, names: Names) -> Literal | None:
    """ "samedi", "lundi soir": the last one, as news tell the past week; "le lundi" is a habit."""
    group = match.groupdict()
    if reference is None or reference.day is None or group.get("every"):
        return None
    here, weekday = reference.middle, names.weekdays[match["w"].lower()]
    if group.get("next"):
        return _of_day(here + timedelta(days=(weekday - here.weekday() - 1) % 7 + 1))
    return _of_day(here - timedelta(days=(here.weekday() - weekday) % 7))


def _relative(match: re.Match[str], reference: Reference | None, names: Names) -> Literal | None:
    """ "hier", "le mois dernier", "cette année"."""
    q, said = names.words, match["span"].lower().replace("’", "'")
    said = re.sub(r"\s", " ", said).replace("‑", "-")
    if reference is None:
        return None
    if said in q.years:
        return literal(reference.year + q.years[said])
    if reference.month and said in q.months:
        months = reference.year * 12 + reference.month - 1 + q.months[said]
        return literal(months // 12, months % 12 + 1)
    return _of_day(reference.middle + timedelta(days=q.days[said])) if reference.day and said in q.days else None


def _ago(match: re.Match[str], reference: Reference | None, names: Names) -> Literal | None:
    """ "il y a trois jours", "il y a dix ans": as precise as the unit that is counted."""
    q, said = names.words, match["n"].lower()
    try:
        number = int(said) if said.isdigit() else int(text2num(said, q.locale))
    except ValueError:
        return None
    unit = q.ago[1][match["u"].lower()]
    if reference is None or (unit != "y" and reference.month is None) or (unit == "d" and reference.day is None):
        return None
    if unit == "d":
        return _of_day(reference.middle - timedelta(days=number))
    months = reference.year * 12 + (reference.month or 1) - 1 - number * (12 if unit == "y" else 1)
    return literal(months // 12, months % 12 + 1 if unit == "m" else None) if months > 0 else None


def _anaphoric(text: str, dates: tuple[Span, ...], reference: Reference | None, q: Quantities) -> Iterator[Span]:
    """ "le même jour", "le lendemain", counted from the last day that the text named; "la veille" also from the article's."""
    shifts = dict.fromkeys(q.same_day, 0) | dict(q.from_same_day)
    for match in re.finditer(rf"(?<!\w){either(shifts)}(?!\w)", text, re.IGNORECASE):
        shift = shifts[re.sub(r"\s", " ", match[0].lower().replace("’", "'"))]
        named = [Day.fromisoformat(str(v)) for _, end, v in dates if end <= match.start() and v.datatype == XSD.date]
        if not named and shift < 0 and reference and reference.day:
            named = [reference.middle]
        if named:
            yield match.start(), match.end(), Literal((named[-1] + timedelta(days=shift)).isoformat(), datatype=XSD.date)
