"""How a language refers: its pronouns, determiners, titles and the marks by which a name shows its kind; one frozen value a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kg.errors import LanguageError


class Pointing(StrEnum):
    """What a pronoun points at."""

    PERSONAL = "personal"  # "elle": something already named
    RELATIVE = "relative"  # "qui": the noun before it
    DEMONSTRATIVE = "demonstrative"  # "celle-ci", "ce dernier": the last thing named
    SPEAKER = "speaker"  # "je", "nous": who says so
    NEUTER = "neuter"  # "cela": what was said, hardly ever a thing
    PLACE = "place"  # "où"


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun's kind and what it agrees with: gender "m" or "f", number "s" or "p", "" where it does not show."""

    pointing: Pointing
    gender: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """The closed classes by which a language refers; surface forms in lower case with straight apostrophes."""

    code: str
    pronouns: Mapping[str, Pronoun]
    possessives: Mapping[str, str]
    """Possessive determiner → number of the possessor: "son" → "s", "leurs" → "p"."""
    speaking: Mapping[str, str]
    """Pronouns and possessives of the first person → number: "je" → "s", "notre" → "p"."""
    definite: frozenset[str]
    demonstrative: frozenset[str]
    indefinite: frozenset[str]
    articles: frozenset[str]
    """Articles that open a title in capitals: "L'", "La"."""
    contractions: frozenset[str]
    """A preposition and the definite article in one token: "du", "aux"."""
    genitives: frozenset[str]
    """The tokens that tie a complement to its noun."""
    belonging: frozenset[str]
    """Prepositions behind a noun whose complement is part of what one calls the thing: "la loi sur le climat"."""
    topical: frozenset[str]
    """Those of them that a parser may hang from the verb: "soutient la loi sur le climat"."""
    stressed: frozenset[str]
    """Strong pronouns: "elle a, elle, refusé"."""
    datives: frozenset[str]
    """Clitics for whom something is done: mostly somebody."""
    last: frozenset[str]
    """"ce dernier", "cette dernière": adjectives that make a demonstrative point at the last thing named."""
    one_of: frozenset[str]
    """"l'un des patrons", "l'une des filiales"."""
    titles: Mapping[str, str]
    """Title before a person's name → gender."""
    connectors: frozenset[str]
    """Small words inside foreign names: "Bank of America", "Crown and Sons"."""
    legal_forms: frozenset[str]
    """Last words of a company's name that say what it is in law; it goes without them as well."""
    trades: frozenset[str]
    """Other last words of a company's name."""
    enclosing: frozenset[str]
    """First words of a company's name that it goes without as well: "Groupe X"."""
    small: frozenset[str]
    """Words of a name that its acronym passes over: "Union pour un mouvement populaire"."""
    organisations: frozenset[str]
    """Words that make the name they stand in an organisation's."""
    teams: frozenset[str]
    """First words of a team's name."""
    collectives: frozenset[str]
    """Nouns that gather or count the people behind them: "une équipe de chercheurs"."""
    plurals: frozenset[str]
    """Determiners and contractions of the plural."""
    impersonal: frozenset[str]
    """Lemmas of verbs whose "il" stands for nothing."""
    impersonal_passive: frozenset[str]
    """Lemmas of verbs whose passive with a clause behind it has such an "il": "il est prévu de"."""
    place_prepositions: frozenset[str]
    """What stands before a place, hardly before a person."""
    other: frozenset[str]
    """"un autre projet": certainly not the one spoken of."""
    called_of: frozenset[str]
    """Nouns whose complement is their name: "la ville de Gand" is Gand."""
    landmarks: frozenset[str]
    """Nouns that are the first word of a place's name, though without a capital: "place X", "mont X", "gare X"."""
    takes_up: frozenset[str]
    """Nouns that take up a person already named: "le responsable", "la joueuse"."""
    inquits: frozenset[str]
    """Verbs that beside a quotation say whose it is, though they govern no clause: "ironise-t-il"; lemmas."""
    likening: frozenset[str]
    """Verbs that do so with "comme" alone: "se présente comme « … »"; lemmas."""
    wordings: frozenset[str]
    """Verbs whose object or complement may be somebody's own words: "qualifie de « … »", "parle d'un « … »"; lemmas."""
    takes_up_event: frozenset[str]
    """Nouns that take up an event of their kind already told: "l'accident", "le scrutin"."""
    any_event: frozenset[str]
    """Those that take up an event of any kind: "l'incident", "le drame"."""


def _forms(text: str) -> frozenset[str]:
    return frozenset(text.split())


_P = Pointing.PERSONAL
FRENCH = Reference(
    code="fr",
    pronouns={
        "il": Pronoun(_P, "m", "s"),
        "-il": Pronoun(_P, "m", "s"),
        "-t-il": Pronoun(_P, "m", "s"),
        "elle": Pronoun(_P, "f", "s"),
        "-elle": Pronoun(_P, "f", "s"),
        "-t-elle": Pronoun(_P, "f", "s"),
        "ils": Pronoun(_P, "m", "p"),
        "-ils": Pronoun(_P, "m", "p"),
        "-t-ils": Pronoun(_P, "m", "p"),
        "elles": Pronoun(_P, "f", "p"),
        "-elles": Pronoun(_P, "f", "p"),
        "-t-elles": Pronoun(_P, "f", "p"),
        "lui": Pronoun(_P, "", "s"),
        "leur": Pronoun(_P, "", "p"),
        "eux": Pronoun(_P, "m", "p"),
        "la": Pronoun(_P, "f", "s"),
        "l'": Pronoun(_P, "", "s"),
        "les": Pronoun(_P, "", "p"),
        "lui-même": Pronoun(_P, "m", "s"),
        "elle-même": Pronoun(_P, "f", "s"),
        "celui-ci": Pronoun(Pointing.DEMONSTRATIVE, "m", "s"),
        "celle-ci": Pronoun(Pointing.DEMONSTRATIVE, "f", "s"),
        "ceux-ci": Pronoun(Pointing.DEMONSTRATIVE, "m", "p"),
        "celles-ci": Pronoun(Pointing.DEMONSTRATIVE, "f", "p"),
        "dernier": Pronoun(Pointing.DEMONSTRATIVE, "m", "s"),
        "dernière": Pronoun(Pointing.DEMONSTRATIVE, "f", "s"),
        "derniers": Pronoun(Pointing.DEMONSTRATIVE, "m", "p"),
        "dernières": Pronoun(Pointing.DEMONSTRATIVE, "f", "p"),
        "qui": Pronoun(Pointing.RELATIVE),
        "que": Pronoun(Pointing.RELATIVE),
        "qu'": Pronoun(Pointing.RELATIVE),
        "dont": Pronoun(Pointing.RELATIVE),
        "où": Pronoun(Pointing.PLACE),
        "lequel": Pronoun(Pointing.RELATIVE, "m", "s"),
        "laquelle": Pronoun(Pointing.RELATIVE, "f", "s"),
        "lesquels": Pronoun(Pointing.RELATIVE, "m", "p"),
        "lesquelles": Pronoun(Pointing.RELATIVE, "f", "p"),
        "auquel": Pronoun(Pointing.RELATIVE, "m", "s"),
        "duquel": Pronoun(Pointing.RELATIVE, "m", "s"),
        "auxquels": Pronoun(Pointing.RELATIVE, "m", "p"),
        "auxquelles": Pronoun(Pointing.RELATIVE, "f", "p"),
        "desquels": Pronoun(Pointing.RELATIVE, "m", "p"),
        "desquelles": Pronoun(Pointing.RELATIVE, "f", "p"),
        **dict.fromkeys(("je", "j'", "-je", "me", "m'", "moi"), Pronoun(Pointing.SPEAKER, "", "s")),
        **dict.fromkeys(("nous", "-nous"), Pronoun(Pointing.SPEAKER, "", "p")),
        "ce": Pronoun(Pointing.NEUTER),
        "c'": Pronoun(Pointing.NEUTER),
        "cela": Pronoun(Pointing.NEUTER),
        "ceci": Pronoun(Pointing.NEUTER),
        "ça": Pronoun(Pointing.NEUTER),
    },
    possessives={
        **{"son": "s", "sa": "s", "ses": "s", "leur": "p", "leurs": "p"},
        **{"mon": "s", "ma": "s", "mes": "s", "notre": "p", "nos": "p"},
    },
    speaking={
        **dict.fromkeys("je j' me m' moi -je mon ma mes".split(), "s"),
        **dict.fromkeys("nous -nous notre nos".split(), "p"),
    },
    definite=_forms("le la les l' du au aux"),
    demonstrative=_forms("ce cet cette ces"),
    indefinite=_forms(
        "un une des de d' plusieurs certains certaines quelques aucun aucune chaque différents différentes divers "
        "diverses tout toute tous toutes"
    ),
    articles=_forms("le la les l' un une the"),
    contractions=_forms("du des au aux"),
    genitives=_forms("de d' du des"),
    belonging=frozenset(
        {*"à au aux en sur contre pour entre envers".split(), "au sein", "en faveur", "en matière", "à propos", "à l'encontre"}
    ),
    topical=_forms("sur contre"),
    stressed=_forms("lui elle eux elles"),
    datives=_forms("lui leur"),
    last=_forms("dernier dernière derniers dernières"),
    one_of=_forms("un une"),
    titles={
        "m.": "m",
        "mm.": "m",
        "mme": "f",
        "mmes": "f",
        "mlle": "f",
        "mlles": "f",
        "dr": "",
        "pr": "",
        "me": "",
        "mgr": "m",
        "sir": "m",
        "lord": "m",
        "lady": "f",
    },
    connectors=_forms("of and for the & / de du des d' la von van der den bin al el"),
    legal_forms=_forms("sa sas sarl se spa ag gmbh nv bv plc ltd limited llc inc inc. corp corp. corporation co group cie"),
    trades=_forms("holding holdings & electronics motors airlines"),
    enclosing=_forms("groupe group"),
    small=_forms("un une pour par sur dans et à au aux en"),
    organisations=_forms(
        "foundation fondation institute institut association fédération federation ligue comité committee council conseil "
        "union organisation organization agence agency banque bank commission coalition syndicat confédération société "
        "company compagnie groupe university université école college academy académie ministère parlement sénat "
        "gouvernement parti party observatoire centre center fonds fond fund orchestre club securities school hospital "
        "museum théâtre musée hôpital rassemblement mouvement front alliance congrès"
    ),
    teams=_forms("fc as us rc ac sc ec asse racing olympique"),
    collectives=_forms(
        "équipe groupe bande foule poignée majorité plupart partie dizaine douzaine vingtaine trentaine centaine millier "
        "million duo trio couple ensemble collectif nombre quart tiers moitié vague succession série"
    ),
    plurals=_forms("les des ces ses leurs aux plusieurs quelques certains certaines"),
    impersonal_passive=_forms(
        "prévoir interdire décider convenir envisager permettre recommander conseiller rappeler préciser demander indiquer estimer "
        "reprocher proposer exiger constater admettre établir conclure ajouter souligner craindre espérer prouver montrer"
    ),
    impersonal=_forms("agir falloir pleuvoir neiger suffire importer convenir valoir sembler"),
    place_prepositions=_forms("à en au aux dans"),
    other=_forms(
        "autre autres précédent précédente précédents précédentes ancien ancienne anciens anciennes futur future second seconde deuxième"
    ),
    called_of=_forms(
        "ville commune région province département île village pays canton principauté royaume archipel comté municipalité localité "
        "état etat"
    ),
    landmarks=_forms(
        "place rue avenue boulevard quai square allée impasse esplanade rond-point porte faubourg pont tunnel mont pic col massif "
        "aiguille glacier volcan lac étang canal rivière fleuve baie cap golfe détroit île îlot atoll archipel péninsule forêt parc "
        "plage vallée désert plateau grotte gare aéroport aérodrome stade gymnase piscine vélodrome hippodrome théâtre cinéma opéra "
        "musée palais château tour cathédrale basilique église chapelle abbaye mosquée synagogue temple hôpital clinique lycée "
        "collège prison hôtel"
    ),
    takes_up=_forms(
        "organisation organisme institution homme femme responsable intéressé intéressée dirigeant dirigeante patron "
        "patronne chef cheffe leader élu élue jeune quadragénaire quinquagénaire sexagénaire joueur joueuse champion "
        "championne tenant tenante sportif sportive athlète artiste chanteur chanteuse acteur actrice comédien comédienne "
        "auteur autrice auteure écrivain écrivaine cinéaste réalisateur réalisatrice victime suspect suspecte accusé "
        "accusée prévenu prévenue candidat candidate défunt défunte militant militante"
    ),
    inquits=_forms(
        "abonder agacer alerter amuser asséner avertir balayer bougonner chuchoter clamer commenter compléter conclure "
        "continuer corriger crier décrypter défendre demander désoler élever embrayer émouvoir emporter enchaîner "
        "énerver ériger espérer étonner exclamer exiger expliciter féliciter fulminer glisser gronder hurler impatienter "
        "indigner inquiéter insurger interroger ironiser lâcher lancer lire marteler murmurer nuancer offusquer persifler "
        "philosopher plaindre plaisanter poster pester poursuivre prédire préconiser promettre protester questionner "
        "railler rassurer réagir réclamer recommander récapituler rectifier réjouir renchérir reprendre résumer "
        "rétorquer rire rugir scander soupirer souffler sourire souvenir tacler tempérer temporiser terminer théoriser "
        "tonner tranche trancher tweeter twitter vanter vitupérer"
    ),
    likening=_forms("présenter voir considérer percevoir"),
    wordings=_forms(
        "accueillir appeler applaudir approuver baptiser blâmer brocarder caractériser comparer condamner contester craindre "
        "critiquer débattre décrire définir demander dénier désigner dépeindre dire douter écarter espérer évoquer exalter "
        "exiger féliciter fustiger inquiéter invoquer juger louer nier nommer parler pointer pourfendre préconiser "
        "promettre qualifier réclamer récuser redouter réfuter rejeter réjouir revendiquer saluer souhaiter stigmatiser "
        "surnommer taxer traiter vanter vilipender"
    ),
    takes_up_event=_forms(
        "accident catastrophe sinistre désastre tempête cyclone séisme secousse attaque attentat tuerie massacre carnage agression "
        "fusillade scrutin vote élection consultation rencontre match compétition épreuve tournoi course duel partie édition "
        "manifestation rassemblement mobilisation mouvement cortège défilé réunion sommet conférence congrès conflit festival"
    ),
    any_event=_forms("incident drame tragédie événement évènement rendez-vous"),
)

_TABLE: Mapping[str, Reference] = {value.code: value for value in (FRENCH,)}


def reference(code: str) -> Reference:
    """How the language of a BCP 47 code refers.

    >>> reference("fr").pronouns["elle"].gender
    'f'
    """
    if code not in _TABLE:
        raise LanguageError(code, _TABLE)
    return _TABLE[code]
