"""Amounts and dates in running text: "11 milliards de dollars", "16 %", "520 postes", "5 pouces", "6-1, 5-7, 6-2", "fin juin"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from itertools import chain

from babel.numbers import get_currency_name, get_currency_symbol, list_currencies
from babel.units import format_unit
from rdflib import Literal
from text_to_num import text2num

from kg.extract import dates
from kg.extract.dates import either
from kg.languages.quantities import Quantities, quantities
from kg.model import Amount, Article

SPACE = r"[ \u00a0\u2009\u202f]"
_FORMS = (1, 2, 1_000_000)  # numbers whose plural forms CLDR may tell apart


@dataclass(frozen=True, slots=True)
class Value:
    """An amount or date and where it stands; `noun` is what a count counts, as written, in lower case."""

    begin: int
    end: int
    value: Amount | Literal
    noun: str = ""


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as read: `bare` unless a magnitude (10 to the `power`) or its grouping shows that it can only be an amount."""

    begin: int
    end: int
    value: Decimal
    bare: bool = True
    one: bool = False
    power: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class _Grammar:
    """One language's patterns, compiled once; tables from a word as written, in lower case, to a code or unit."""

    words: Quantities
    currencies: Mapping[str, str]
    units: Mapping[str, str]
    number: re.Pattern[str]
    about: re.Pattern[str]
    magnitude: re.Pattern[str]
    money: re.Pattern[str]
    percent: re.Pattern[str]
    unit: re.Pattern[str]
    minutes: re.Pattern[str]
    to: re.Pattern[str]
    noun: re.Pattern[str]
    whole: re.Pattern[str]
    alone: re.Pattern[str]
    adverb: re.Pattern[str]
    clock: tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]
    size: re.Pattern[str]
    clocked: frozenset[str]
    score: re.Pattern[str]


@lru_cache(maxsize=2)
def of(article: Article) -> tuple[Value, ...]:
    """The amounts and dates of an article, in order; "le lendemain" finds its day in an earlier paragraph."""
    return find(article.text, date=article.date, lang=article.lang)


def find(text: str, *, begin: int = 0, date: str | None = None, lang: str = "fr") -> tuple[Value, ...]:
    """The amounts and dates of a text, none within another; `begin` is added to every offset.

    >>> [(v.value.number, v.value.unit) for v in find("Netflix a réalisé 11 milliards de dollars, soit 16 % de plus.")]
    [('11000000000', 'USD'), ('16', '%')]

    Give a whole article rather than its blocks: no value runs over a line's end, and "le lendemain" counts from a day named before.
    `date` is the article's, ISO 8601: without it "28 juillet" has no year and is no value. Ordinals, times of day and
    numbers that name something ("page 12", "Airbus A380") are none either.
    """
    g = _grammar(lang)
    told = (Value(b, e, literal) for b, e, literal in dates.find(text, date, lang))
    found = sorted(chain(told, _written(text, g), _amounts(text, g)), key=lambda v: (v.begin - v.end, v.begin))
    kept: list[Value] = []
    for value in found:
        if all(value.end <= other.begin or other.end <= value.begin for other in kept):
            kept.append(value)
    return tuple(replace(v, begin=v.begin + begin, end=v.end + begin) for v in sorted(kept, key=lambda v: v.begin))


def canonical(number: Decimal) -> str:
    """A number in canonical decimal form.

    >>> canonical(Decimal("1.30E+6")), canonical(Decimal("3.50"))
    ('1300000', '3.5')
    """
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


@cache
def dimension(unit: str, lang: str) -> str:
    """What a unit of the graph measures, as CLDR sorts units: "duration", "length", "mass" …; "" where it is none.

    >>> dimension("années", "fr"), dimension("km", "fr"), dimension("pages", "fr")
    ('duration', 'length', '')
    """
    q = quantities(lang)
    kinds = {symbol: cldr.partition("-")[0] for cldr, symbol in q.units.items()}
    kinds |= {written: cldr.partition("-")[0] for cldr in q.in_words for written in _unit_words(cldr, q)}
    return kinds.get(unit) or q.kinds.get(unit, "")


def _written(text: str, g: _Grammar) -> Iterator[Value]:
    """What is kept as written: sizes ("93 mm x 156 mm") and scores ("6-1, 5-7, 6-2")."""
    for match in chain(g.size.finditer(text), g.score.finditer(text)):
        if not _names_something(text, match.start(), g, called=match.re is not g.score):  # "a battu Lille 3-1"
            yield Value(match.start(), match.end(), Literal(re.sub(r"\s", " ", match[0])))


def _amounts(text: str, g: _Grammar) -> Iterator[Value]:
    for number in _numbers(text, g):
        if not _names_something(text, number.begin, g):
            high = _high(text, number, g)
            ranged = _tail(text, high, g, number) if high else None
            single = ranged or _tail(text, number, g)
            if single:
                yield single


def _numbers(text: str, g: _Grammar) -> Iterator[_Number]:
    for match in g.number.finditer(text):
        if number := _number(match, g):
            yield number


def _number(match: re.Match[str], g: _Grammar) -> _Number | None:
    """The number at a match, with the magnitude behind it: "1,3 millions", "une quarantaine", "deux mille"."""
    written, text, end = match[0], match.string, match.end()
    value = _digits(written) if match["digits"] else _spelt(match, g.words)
    if value is None:
        return None
    grouped, one = bool(re.search(r"\d\D\d{3}(?!\d)", written)) and "," not in written, written.lower() in g.words.one
    if about := g.about.match(text, end):
        value, end, grouped, one = value * g.words.about[about[1].lower()], about.end(), True, False
    if magnitude := g.magnitude.match(text, end):
        power = g.words.magnitudes.get(magnitude["word"].lower(), 0) if magnitude["word"] else g.words.abbreviations[magnitude["short"]]
        value = (value + (Decimal("0.5") if magnitude["half"] else 0)) * 10**power
        return _Number(match.start(), magnitude.end(), value, bare=False, power=power)
    return _Number(match.start(), end, value, bare=not grouped, one=one)


def _digits(written: str) -> Decimal:
    """ "27 000", "1.300", "3,5", "-3"."""
    plain = re.sub(r"[ \u00a0\u2009\u202f]", "", written).replace("−", "-")
    plain = re.sub(r"(?<=\d)\.(?=\d{3}(?:\D|$))", "", plain)
    return Decimal(plain.replace(",", "."))


def _spelt(match: re.Match[str], q: Quantities) -> Decimal | None:
    """ "deux mille"; None for a word that opens a name ("Les Douze Salopards") or a row of words that is no number."""
    written, before = match[0], match.string[: match.start()]
    if written[0].isupper() and not re.search(r"(?:^|[.!?:;«»\n–—(]\s*)$", before):
        return None
    try:
        return Decimal(text2num(re.sub(r"\s", " ", written.lower()), q.locale))
    except ValueError:
        return None


def _names_something(text: str, begin: int, g: _Grammar, *, called: bool = True) -> bool:
    """Whether the number names what stands before it: "page 12"; where that may be `called` so, by its capital alone: "Boeing 747"."""
    before = text[max(0, begin - 40) : begin]
    word = re.search(rf"(?P<word>[^\W\d_]+|n°){SPACE}?$", before)
    if before.endswith("-"):
        return True
    if not word or word["word"].lower() in g.words.openers:
        return False
    if word["word"].lower() in g.words.designators:
        return True
    return called and word["word"][0].isupper() and text[begin].isdigit()


def _high(text: str, low: _Number, g: _Grammar) -> _Number | None:
    """The upper end of a range that starts here, the unit between the two remembered: "3 h 30 à 6 h 30", "5 à 10"."""
    inner = _measure(text, low, g)
    end = inner[1] if inner else low.end
    if not (to := g.to.match(text, end)) or (to[0] == "-" and inner):
        return None
    match = g.number.match(text, to.end())
    high = _number(match, g) if match else None
    return replace(high, unit=inner[2] if inner else "") if high and not high.one else None


def _tail(text: str, number: _Number, g: _Grammar, low: _Number | None = None) -> Value | None:
    """What follows a number makes it money, a percentage, a measure or a count, in this order."""
    counted = () if _measure(text, number, g) else (_counted,)
    for read in (_money, _percentage, _measured, *counted):
        if value := read(text, number, g):
            return _ranged(text, value, number, low, g) if low else value
    return None


def _ranged(text: str, value: Value, high: _Number, low: _Number, g: _Grammar) -> Value | None:
    """The value from low to high; the low end takes the unit, and the magnitude where it has none of its own."""
    amount = value.value
    if not isinstance(amount, Amount) or amount.number is None or (high.unit and high.unit != amount.unit):
        return None
    start = low.value
    if high.unit and (inner := _measure(text, low, g)):
        start = inner[0]
    elif not low.power:
        start *= 10**high.power
    if start >= Decimal(amount.number):
        return None
    ends = replace(amount, number=None, low=canonical(start), high=amount.number)
    return Value(low.begin, value.end, ends, value.noun)


def _money(text: str, number: _Number, g: _Grammar) -> Value | None:
    match = g.money.match(text, number.end)
    if not match or (match["vague"] and not number.power):
        return None
    code = g.currencies[re.sub(r"\s", " ", match["vague"] or match["name"]).lower()]
    return Value(number.begin, match.end(), Amount(canonical(number.value), code, money=True))


def _percentage(text: str, number: _Number, g: _Grammar) -> Value | None:
    match = g.percent.match(text, number.end)
    return Value(number.begin, match.end(), Amount(canonical(number.value), "%")) if match else None


def _measured(text: str, number: _Number, g: _Grammar) -> Value | None:
    """A measure that is no time of day: "à 3 heures du matin" is none, "jusqu'à 10 h" is one."""
    if not (measure := _measure(text, number, g)):
        return None
    value, end, unit = measure
    at, after, lasting = g.clock
    before = text[: number.begin]
    if unit in g.clocked and not number.unit:
        timed = g.minutes.match(text, number.end) is not None
        if after.match(text, end) or at.search(before) or (timed and not lasting.search(before)):
            return None
    return Value(number.begin, end, Amount(canonical(value), unit))


def _measure(text: str, number: _Number, g: _Grammar) -> tuple[Decimal, int, str] | None:
    """Number, end and unit; hours and minutes become hours, or minutes where hours would not come out even."""
    if match := g.minutes.match(text, number.end):
        minutes = number.value * 60 + int(match["minutes"])
        return (minutes / 60, match.end(), g.units["h"]) if minutes % 3 == 0 else (minutes, match.end(), g.units["min"])
    match = g.unit.match(text, number.end)
    if not match or (number.one and match["unit"].lower() not in g.words.by_one):
        return None
    written = re.sub(r"\s", " ", match["unit"])
    return number.value, match.end(), g.units.get(written) or g.units[written.lower()]


def _counted(text: str, number: _Number, g: _Grammar) -> Value | None:
    """A count, with the plural noun behind it; a number alone counts only after an adverb or if nothing else is written so."""
    q, after = g.words, text[number.end : number.end + 1]
    if number.one:
        alone = g.alone.match(text, number.end)
        return Value(number.begin, alone.end(), Amount("1"), alone["noun"].lower()) if alone else None
    if number.value != int(number.value):
        return None
    match = g.noun.match(text, number.end) or g.whole.match(text, number.end)
    if match and match["noun"].lower() not in q.no_noun:
        return Value(number.begin, match.end(), Amount(canonical(number.value)), match["noun"].lower())
    if after.isalpha() or (number.bare and not g.adverb.search(text[: number.begin])):
        return None
    return Value(number.begin, number.end, Amount(canonical(number.value)))


@cache
def _grammar(lang: str) -> _Grammar:
    q = quantities(lang)
    currencies, units = _currencies(q), _units(q)
    grouped = rf"\d{{1,3}}(?:{SPACE}\d{{3}})+(?!\d)|\d{{1,3}}(?:\.\d{{3}})+(?!\d)"
    digits = rf"(?<![\w°#/])(?<!\d[.,:])(?:(?<=[\s(])[-−])?(?:{grouped}|\d+(?!\d))(?:[,.]\d+)?"
    spelt = rf"(?<![\w-]){either(q.number_words)}(?:(?:-|\s(?:et\s)?){either(q.number_words)})*"
    adjective = rf"(?:{either(q.before_noun)}{SPACE})*"
    noun = rf"(?P<noun>(?!(?:{either(q.no_noun)})\b)[^\W\d_](?:[^\W\d_]|[-‑](?=\w))*{q.plural})(?![\w’'-])"
    names, vague = either(c for c in currencies if c not in q.vague_currencies), either(q.vague_currencies)
    unit = "(?:" + "|".join(sorted(map(re.escape, units), key=lambda u: (-len(u), u))) + ")"
    side = rf"\d+(?:,\d+)?(?:{SPACE}?{unit})?"
    point = r"\d{1,2}-\d{1,2}(?:\s?\(\d{1,2}(?:[-/]\d{1,2})?\))?"
    short = either(q.abbreviations)
    return _Grammar(
        words=q,
        currencies=currencies,
        units=units,
        number=re.compile(rf"(?P<digits>{digits})(?![\d/])|(?P<words>(?i:{spelt}))(?![\w-])"),
        about=re.compile(rf"\s((?i:{either(q.about)}))s?(?!\w)"),
        magnitude=re.compile(
            rf"{SPACE}?(?:(?P<word>(?i:{either(q.magnitudes)}))(?P<half>\s{q.half})?|(?P<short>{short})(?={SPACE}?{q.of}?(?i:{names})))(?!\w)"
        ),
        money=re.compile(rf"{SPACE}?(?:{q.of})?(?i:(?P<name>{names})|(?P<vague>{vague}))(?!\w)"),
        percent=re.compile(rf"{SPACE}?(?i:{either(q.percent)})(?!\w)"),
        unit=re.compile(rf"{SPACE}?(?:{q.of})?{adjective}(?P<unit>{unit})(?![\w-])"),
        minutes=re.compile(rf"{SPACE}?(?:{q.hours}){SPACE}?(?P<minutes>[0-5]\d)(?:{SPACE}?(?:{q.minutes}))?(?!\w)"),
        to=re.compile(rf"{SPACE}(?:{q.to}){SPACE}|-"),
        noun=re.compile(rf"{SPACE}(?:{q.of})?{adjective}{noun}"),
        whole=re.compile(rf"{SPACE}{q.whole}{SPACE}{adjective}{noun}"),
        alone=re.compile(rf"{SPACE}(?P<noun>{either(q.alone)})(?![\w’'-])"),
        adverb=re.compile(rf"(?<!\w)(?i:{either(q.adverbs)}){SPACE}?$"),
        clock=(
            re.compile(rf"(?<!jusqu['’])(?<!\w)(?i:{either(q.clock_before)})\s$"),
            re.compile(rf"{SPACE}(?:{q.clock_after})(?!\w)"),
            re.compile(rf"(?<!\w)(?i:{either(q.lasting)})\s$"),
        ),
        clocked=frozenset(units[w] for cldr in ("duration-hour", "duration-minute") for w in (q.units[cldr], *_unit_words(cldr, q))),
        size=re.compile(rf"(?<![\w,.]){side}(?:{SPACE}?[x×]{SPACE}?{side})+(?!\w)"),
        score=re.compile(rf"(?<![\w/-]){point}(?:(?:,|;|{SPACE}et)?{SPACE}{point})*(?![\w/-])"),
    )


def _currencies(q: Quantities) -> Mapping[str, str]:
    """Names, symbols and codes of the currencies, from CLDR; the everyday ones of the language's table come last."""
    table: dict[str, str] = {}
    for code in sorted(list_currencies(q.locale)):
        names = {get_currency_name(code, n, locale=q.locale) for n in _FORMS} | {get_currency_symbol(code, locale=q.locale), code}
        table |= {re.sub(r"\s", " ", name).lower(): code for name in sorted(names) if len(name) > 1 or not name.isalpha()}
    return table | dict(q.currencies) | dict(q.vague_currencies)


def _units(q: Quantities) -> Mapping[str, str]:
    """Words and symbols of the units, from CLDR, → how the graph writes the unit."""
    table: dict[str, str] = {}
    for unit, symbol in q.units.items():
        table |= {w: w if unit in q.in_words else symbol for w in _unit_words(unit, q)} | {symbol: symbol}
    return table | dict(q.unit_words)


def _unit_words(unit: str, q: Quantities) -> tuple[str, ...]:
    """How print writes a unit of CLDR's, in words and short."""
    written = {format_unit(n, unit, length, locale=q.locale) for n in _FORMS[:2] for length in ("long", "short")}
    return tuple(sorted(re.sub(r"\s", " ", re.sub(r"^\d+\s*", "", w)) for w in written))
