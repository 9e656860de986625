"""The values that travel along the line: what was read, what it says, and what is then known.

Offsets count code points of `Article.text`; a span is `[begin, end)`. Every value is frozen and comparable, so that a
stage can be cached, sorted and tested alone. rdflib's `URIRef` and `Literal` are the RDF terms.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from rdflib import Literal, URIRef


class BlockKind(StrEnum):
    """What a stretch of an article is; a block never runs into the next, so a heading is never glued to a sentence."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Block:
    """One title, heading, paragraph or list item: a span of the article's text without surrounding white space."""

    kind: BlockKind
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """What was read from one source.

    `date` is ISO 8601 and as precise as the source: `2025-07-03`, `2025-07` or `2025`. `lang` is a BCP 47 primary
    subtag. `source` says where the text came from, for messages only: it is never written to an output.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    lang: str
    title: str | None = None
    date: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The shortest stretch of the article that states something, inside its sentence."""

    begin: int
    end: int
    sentence_begin: int
    sentence_end: int


class MentionKind(StrEnum):
    """How a mention refers."""

    __hash__ = str.__hash__  # an enumeration's own is slow

    NAME = "name"  # "Ted Sarandos", "L'Éternaute"
    TERM = "term"  # a concept of the gazetteer or ontology: "IA générative"
    DESCRIPTION = "description"  # a noun phrase: "la plateforme de streaming", "de nombreux artistes"
    PRONOUN = "pronoun"  # "elle", "celle-ci", "qui", the "sa" of "sa série"
    EVENT = "event"  # a verb that tells a happening: "s'est écrasé", "ont été tués"
    VALUE = "value"  # an amount or a date: "11 milliards de dollars", "fin juin"
    TASK = "task"  # what is to be done, named by an infinitive: "aider les voyageurs à s'orienter"


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A stretch of text that stands for a thing or a value; `head` is the index of its head token in the Reading's Doc."""

    begin: int
    end: int
    kind: MentionKind
    head: int

    def __hash__(self) -> int:
        return self.head  # hardly two mentions share one, and they are looked up all the time


@dataclass(frozen=True, slots=True, order=True)
class Amount:
    """A quantity: numbers in canonical decimal form, and what they count.

    `unit` is an ISO 4217 code where `money`, "%" for percent, a unit's symbol for a measure, "" for a count.
    A range has `low` and `high` and no `number`.
    """

    number: str | None
    unit: str = ""
    money: bool = False
    low: str | None = None
    high: str | None = None

    def __str__(self) -> str:
        """ "11000000000 USD", "31 %", "3 - 5 h", "2100"."""
        number = self.number if self.number is not None else f"{self.low or ''} - {self.high or ''}"
        return f"{number} {self.unit}".strip()


class Status(StrEnum):
    """How the article vouches for a claim; the stronger doubt comes later and wins."""

    ASSERTED = "Asserted"
    REPORTED = "Reported"
    PLANNED = "Planned"
    CONDITIONAL = "Conditional"
    NEGATED = "Negated"


class PredicateKind(StrEnum):
    """What a predication's head is."""

    __hash__ = str.__hash__

    VERB = "verb"  # "Netflix utilise l'IA"
    LIGHT = "light verb"  # "Netflix a recours à l'IA": lemma "avoir recours"
    NOUN = "noun"  # "le rachat de Y par X"; "X, co-directeur de Y": what the noun is said of is the role `self`
    ADJECTIVE = "adjective"  # "favorable à X"
    PREPOSITION = "preposition"  # "l'usine de X en Indonésie": `self` is what the phrase attaches to


@dataclass(frozen=True, slots=True)
class Role:
    """A part in a predication and who or what plays it.

    Names are language-neutral: `subject`, `object`, `obl:<preposition's lemma>`, `possessor`, `self` (what a noun,
    adjective or preposition is said of), `event` (the happening that a verb tells), `label` (the initials behind a noun, its own
    or its bearer's party's), `time`, `change` (a percentage, of a quantity noun), `amount` (a figure beside a verb),
    `inf:<preposition>` (a task). Passives, participles, relatives and control are undone: the agent of a passive is the `subject`.
    """

    name: str
    filler: Mention


@dataclass(frozen=True, slots=True)
class Predication:
    """One normalised predicate-argument structure, grammar and meaning kept apart.

    `forms` are the ways a lexicon may list the predicate, longest first ("directeur général", "directeur"), in lower
    case. `head` is its token, `begin` and `end` the span of its own words; `status` comes from polarity, modality and
    tense of it and of what governs it; `plural` is a noun's number; `derivation` names the constructions undone on the way.
    """

    forms: tuple[str, ...]
    kind: PredicateKind
    roles: tuple[Role, ...]
    head: int
    begin: int
    end: int
    reflexive: bool = False
    plural: bool = False
    status: Status = Status.ASSERTED
    speaker: Mention | None = None
    derivation: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash((self.kind, self.head, self.begin, self.end))

    @property
    def states(self) -> bool:
        """Whether the clause is about this ("X serait PDG"), so that its doubt is the predication's own; else it is said in passing."""
        return not {"copula", "attribute", "venue"}.isdisjoint(self.derivation)

    def fillers(self, *names: str) -> tuple[Mention, ...]:
        """Who plays any of these roles, in the order in which they were found."""
        return tuple([role.filler for role in self.roles if role.name in names])


@dataclass(frozen=True, slots=True)
class Chain:
    """One thing in one article: its mentions, its names, its class, and why each mention belongs to it.

    `key` is the local name, `<kind>/<slug>`, unique in the article. `names` holds the proper names, the canonical one
    first; `label` is what one would call the thing in print. `mentions` has the spans that refer to it by more than a
    pronoun as well as the pronouns, in order of the text; `reasons` runs parallel to it. `guessed` says that nothing but
    guesses speaks for its class, `common` that its name is a noun of the dictionary, which many things bear: "le Sénat".
    """

    key: str
    label: str
    cls: URIRef
    names: tuple[str, ...]
    mentions: tuple[Mention, ...]
    reasons: tuple[str, ...]
    same_as: URIRef | None = None
    guessed: bool = False
    common: bool = False

    def __str__(self) -> str:
        """What one would call it, as an amount or a text is said by `str`, too."""
        return self.label


@dataclass(frozen=True, slots=True)
class Claim:
    """What one stretch of text says: subject, predicate and object, with the sense of the lexicon that found it.

    `confidence` is in (0, 1], and `because` what made it so, from "start +1.00" on the weightiest first: "subject is a name +0.24";
    `as_of` is the date at which it is said to hold, where the text gives one.
    """

    subject: Chain
    predicate: URIRef
    object: Chain | Amount | Literal
    status: Status
    evidence: Evidence
    sense: URIRef
    speaker: Chain | None = None
    confidence: float = 1.0
    because: tuple[str, ...] = ()
    as_of: Literal | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks that someone is said to have said."""

    begin: int
    end: int
    speaker: Chain | None


@dataclass(frozen=True, slots=True)
class Filled:
    """A role of a predication, and the class of who or what plays it; None where it is nothing that the article makes known."""

    role: str
    cls: URIRef | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """What the lexicon did not say, and the reason: a predicate that links two known things, or a sense that would not have them.

    "X courtise Y" → courtiser, verb, (subject Company, object Company), "no sense". `roles` begin with the two ends that it links;
    `evidence` is the predicate's own words; `sense` is the one that was refused.
    """

    predicate: str
    kind: PredicateKind
    roles: tuple[Filled, ...]
    evidence: Evidence
    reason: str
    reflexive: bool = False
    sense: URIRef | None = None

    @property
    def begin(self) -> int:
        """Where the predicate's own words begin."""
        return self.evidence.begin

    @property
    def end(self) -> int:
        """Where they end."""
        return self.evidence.end


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article says; needs no spaCy from here on."""

    article: Article
    chains: tuple[Chain, ...]
    claims: tuple[Claim, ...]
    quotations: tuple[Quotation, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim once it is known who is meant: canonical IRIs in place of the article's own things.

    `claim` is the claim's IRI, `article` the graph that says it, `sentence` the words.
    """

    claim: URIRef
    subject: URIRef
    predicate: URIRef
    object: URIRef | Literal
    status: Status
    article: URIRef
    sentence: str
    sense: URIRef
    speaker: URIRef | None = None
    confidence: float = 1.0
    as_of: Literal | None = None
    said: Literal | None = None
