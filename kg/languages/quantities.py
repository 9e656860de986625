"""How a language writes amounts and dates, where CLDR (through Babel) does not say it.

Names of currencies, units, months and weekdays are CLDR's and are written down nowhere here. A language is one value
of `Quantities` in `QUANTITIES`; the code that reads by it is `kg/extract/values.py` and `kg/extract/dates.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import LanguageError


@dataclass(frozen=True, slots=True)
class Quantities:
    """The words of one language around numbers and dates; all in lower case, without surrounding space."""

    locale: str
    # numbers
    number_words: tuple[str, ...]  # which words may make up a number; text2num says what they come to
    one: frozenset[str]  # numbers that are articles as well: they count nothing but magnitudes and units
    magnitudes: Mapping[str, int]  # a word or abbreviation → power of ten
    abbreviations: Mapping[str, int]  # the same, only before a currency's symbol or name: "12 M$"
    about: Mapping[str, int]  # "une quarantaine" → 40
    half: str  # "2 millions et demi"
    percent: tuple[str, ...]
    # currencies and units
    currencies: Mapping[str, str]  # everyday names and symbols that CLDR lacks → ISO 4217
    vague_currencies: Mapping[str, str]  # everyday names that mean something else too: only after a magnitude
    units: Mapping[str, str]  # CLDR unit → how the graph writes it
    in_words: tuple[str, ...]  # CLDR units whose words the graph keeps as written: "20 minutes", "2 années"
    unit_words: Mapping[str, str]  # further words and symbols → how the graph writes it
    kinds: Mapping[str, str]  # what the further units measure, as CLDR sorts them
    by_one: frozenset[str]  # words of units that "un", "une" may count ("un mois", never "un jour": one day)
    alone: frozenset[str]  # what "un", "une" counts, rather than tells of: "un mort"
    # what stands round an amount
    of: str  # the preposition between an amount and what it is of, as a regular expression
    whole: str  # what joins a number to a known whole: "8 000 de ces suppressions"
    to: str  # between the ends of a range
    adverbs: tuple[str, ...]  # after these a bare number is an amount
    before_noun: tuple[str, ...]  # adjectives between a number and its noun
    no_noun: frozenset[str]  # plural-looking words that a number does not count
    plural: str  # how a counted noun ends
    designators: frozenset[str]  # nouns that a following number names: "page 12"
    openers: frozenset[str]  # words that stand capitalised before an amount and are not names
    hours: str
    minutes: str
    clock_before: tuple[str, ...]  # before "3 heures" they make it a time of day
    clock_after: str
    lasting: tuple[str, ...]  # before "3 h 30" they make it a duration
    # dates
    published: frozenset[str]  # words in a line about the day of publication alone: "Mis à jour le 14 mars 2025 à 10 h, par Léa Roy"
    first: str  # "1er"
    part: tuple[str, ...]  # part of a month or year: "fin juin", "mi-juin"
    season: tuple[str, ...]
    into_year: tuple[str, ...]  # before a bare year
    decade: tuple[str, ...]  # before a number that is no year: "les années 1990"
    days: Mapping[str, int]  # "hier" → -1
    months: Mapping[str, int]
    years: Mapping[str, int]
    ago: tuple[str, Mapping[str, str]]  # "il y a trois jours": what stands before the number, the nouns behind it
    same_day: tuple[str, ...]
    from_same_day: Mapping[str, int]  # "le lendemain" → +1, counted from the last date of the text
    last: tuple[str, ...]
    next: tuple[str, ...]
    times_of_day: tuple[str, ...]
    night: str  # "dans la nuit de vendredi à samedi": the group `end` is the second day
    every: tuple[str, ...]  # before a weekday they make it a habit
    list_and: tuple[str, ...]


FRENCH = Quantities(
    locale="fr",
    number_words=tuple(
        "un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts trente quarante "
        "cinquante soixante septante huitante octante nonante cent cents mille".split()
    ),
    one=frozenset({"un", "une"}),
    magnitudes={"millier": 3, "milliers": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9, "billion": 12, "billions": 12},
    abbreviations={"k": 3, "M": 6, "Md": 9, "Mds": 9, "Mrd": 9, "Mrds": 9},
    about={
        "huitaine": 8, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
        "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
    },
    half="et demi",
    percent=("%", "pour cent", "pourcent"),
    currencies={
        "$": "USD", "dollar": "USD", "dollars": "USD", "dollar américain": "USD", "dollars américains": "USD", "£": "GBP", "¥": "JPY",
        "yen": "JPY", "yens": "JPY", "yuan": "CNY", "yuans": "CNY", "rouble": "RUB", "roubles": "RUB", "roupie": "INR", "roupies": "INR",
        "franc cfa": "XOF", "francs cfa": "XOF",
    },
    vague_currencies={"livre": "GBP", "livres": "GBP", "won": "KRW", "wons": "KRW"},
    units={
        "length-inch": "in", "length-foot": "ft", "length-millimeter": "mm", "length-centimeter": "cm", "length-meter": "m",
        "length-kilometer": "km", "length-mile": "mi", "area-square-meter": "m²", "area-square-kilometer": "km²", "area-hectare": "ha",
        "volume-cubic-meter": "m³", "volume-liter": "l", "mass-gram": "g", "mass-kilogram": "kg", "mass-tonne": "t",
        "temperature-celsius": "°C", "speed-kilometer-per-hour": "km/h", "digital-kilobyte": "Ko", "digital-megabyte": "Mo",
        "digital-gigabyte": "Go", "digital-terabyte": "To", "frequency-megahertz": "MHz", "frequency-gigahertz": "GHz",
        "power-watt": "W", "power-kilowatt": "kW", "power-megawatt": "MW", "power-gigawatt": "GW", "energy-kilowatt-hour": "kWh",
        "graphics-megapixel": "Mpx", "graphics-pixel": "px", "duration-second": "s", "duration-minute": "min", "duration-hour": "h",
        "duration-day": "jours", "duration-week": "semaines", "duration-month": "mois", "duration-year": "ans",
        "duration-century": "siècles",
    },
    in_words=(
        "duration-second", "duration-minute", "duration-hour", "duration-day", "duration-week", "duration-month", "duration-year",
        "duration-century", "mass-tonne",
    ),
    unit_words={
        "kilo": "kg", "kilos": "kg", "mn": "min", "degré": "°C", "degrés": "°C", "kilomètre-heure": "km/h", "kilomètres-heure": "km/h",
        "octet": "octets", "octets": "octets", "année": "année", "années": "années", "milles": "milles",
        "mille nautique": "milles", "milles nautiques": "milles", "mille marin": "milles", "milles marins": "milles", "nœuds": "nœuds",
        "pieds": "ft", "mètres carrés": "m²", "kilomètres carrés": "km²", "mètres cubes": "m³", "hectopascals": "hPa", "hPa": "hPa",
    },
    kinds={"année": "duration", "années": "duration", "milles": "length"},
    by_one=frozenset("mois an année semaine heure minute siècle kilomètre mètre kilo kilogramme litre hectare".split()),
    alone=frozenset("mort morte blessé blessée tué tuée décès".split()),
    of=r"(?:de |d['’] ?)",
    whole=r"(?:d['’] ?entre|des|de ces|de ses|de leurs)",
    to="à|et|ou",
    adverbs=(
        "plus de", "plus d'", "moins de", "environ", "près de", "au moins", "au plus", "presque", "quelque", "quelques", "à peu près",
        "autour de", "jusqu'à", "au total", "pas moins de", "au maximum", "au minimum",
    ),
    before_noun=tuple(
        "autres nouveaux nouvelles jeunes grands grandes petits petites premiers premières derniers dernières prochains prochaines "
        "principaux principales anciens anciennes gros grosses bons bonnes mêmes hauts hautes vieux vieilles seuls seules différents "
        "différentes longs longues mauvais mauvaises simples vrais vraies".split()
    ),
    no_noun=frozenset(
        "dans sans sous vers mais puis depuis après dès très plus moins pas jamais toujours alors hors lors les des ses ces mes tes nos "
        "vos leurs aux ceux celles eux tous toutes plusieurs fois nous vous ils elles lesquels lesquelles quels quelles es suis êtes chez "
        "assez ailleurs quelques parfois désormais auprès près selon tandis cas voix-là".split()
    ),
    plural=r"[sxz]",
    designators=frozenset(
        "page pages article articles chapitre numéro numéros n° vol route chaîne saison épisode tome volume ligne groupe "
        "boeing airbus version étape journée phase niveau "
        "catégorie force formule position place rang alinéa loi résolution chambre quai".split()
    ),
    openers=frozenset(
        "les des ces ses leurs nos au aux un une deux quelque quelques environ près plus moins de du dont avec parmi en à sur sous par "
        "pour et ou mais sont ont il y a le la dans presque seuls seules ainsi selon soit après depuis pendant pas autour jusqu tous "
        "toutes contre ce cette entre notre votre est comme car avant dès vers total durant près".split()
    ),
    hours="h|heures?",
    minutes="min|mn|minutes",
    clock_before=("à", "vers", "dès", "avant", "depuis", "il est"),
    clock_after=r"(?:et demie )?du matin|du soir|de l['’]après-midi|locales?|heures? locales?|GMT|UTC|précises",
    lasting=("en", "pendant", "durant", "dure", "durera", "duré", "durée de", "moins de", "plus de", "environ", "autonomie de"),
    published=frozenset(
        "date publié publiée paru parue posté postée mis mise en ligne à jour modifié modifiée actualisé le ce du par".split()
    ),
    first="1er",
    part=("fin", "début", "mi", "courant", "milieu"),
    season=("printemps", "été", "automne", "hiver"),
    into_year=("en", "dès", "depuis", "avant", "vers", "année", "an", "édition", "saison", "depuis l'an", "jusqu'en", "d'ici"),
    decade=("années",),
    days={
        "avant-hier": -2, "hier": -1, "aujourd'hui": 0, "ce jour": 0, "ce matin": 0, "ce midi": 0, "cet après-midi": 0, "ce soir": 0,
        "cette nuit": 0, "la nuit dernière": 0, "la nuit passée": 0, "demain": 1, "après-demain": 2,
    },
    months={"le mois dernier": -1, "le mois passé": -1, "ce mois-ci": 0, "le mois prochain": 1},
    years={
        "l'an dernier": -1, "l'année dernière": -1, "l'an passé": -1, "l'année passée": -1, "cette année": 0, "l'an prochain": 1,
        "l'année prochaine": 1,
    },
    ago=("il y a", {"jour": "d", "jours": "d", "mois": "m", "an": "y", "ans": "y", "année": "y", "années": "y"}),
    same_day=("le même jour", "ce jour-là"),
    from_same_day={"la veille": -1, "l'avant-veille": -2, "le lendemain": 1, "le surlendemain": 2},
    last=("dernier", "passé"),
    next=("prochain",),
    times_of_day=("matin", "midi", "après-midi", "soir", "nuit", "matinée", "soirée"),
    night="nuit",
    every=("chaque", "tous les", "le"),
    list_and=("et", "au", "à", "ou"),
)  # fmt: skip

QUANTITIES: Mapping[str, Quantities] = {"fr": FRENCH}


def quantities(lang: str) -> Quantities:
    """The words of `lang` round numbers and dates.

    >>> quantities("fr").about["quarantaine"]
    40
    """
    try:
        return QUANTITIES[lang]
    except KeyError:
        raise LanguageError(lang, QUANTITIES) from None
