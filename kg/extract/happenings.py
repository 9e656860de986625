"""Happenings told by a verb: what it evokes, and which event of the article that is.

"Un avion s'est écrasé mardi à Brest. L'accident a fait trois morts." → the crash that the verb tells is "l'accident"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rdflib import Literal, URIRef

from kg.extract import values
from kg.extract.nouns import determiner, noun_classes, plural
from kg.extract.resources import Resources
from kg.iris import SCHEMA, interned
from kg.languages.reference import reference
from kg.model import BlockKind, Chain, Mention, MentionKind, PredicateKind, Predication, Role
from kg.parse import Reading

EVENT = interned(SCHEMA + "Event")
YEAR = 4
"""Digits of a year."""
BACK, AHEAD, OPENING = 3, 2, 6
"""Sentences over which a verb goes back to an event, or one taken up by a definite noun follows it; those that a headline announces."""
OBLIQUE = "obl:"
TOLD = "told by a verb"


def evoked(predications: Iterable[Predication], resources: Resources) -> tuple[Predication, ...]:
    """Predications with the happening that a verb tells, or a noun names, as one more role, and what stands beside it as of a noun.

    "s'est écrasé mardi à Brest" → s'écraser(event s'est écrasé, time mardi), à(self s'est écrasé, object Brest)
    """
    return tuple(p for predication in predications for p in _evoked(predication, resources))


def _evoked(predication: Predication, resources: Resources) -> Iterator[Predication]:
    if predication.kind is PredicateKind.NOUN:
        own = [Role("event", m) for m in predication.fillers("self") if m.head == predication.head and m.kind is not MentionKind.VALUE]
        yield replace(predication, roles=(*predication.roles, *own)) if own else predication
    elif _classes(predication, resources):
        event = Mention(predication.begin, predication.end, MentionKind.EVENT, predication.head)
        yield replace(predication, roles=(*predication.roles, Role("event", event)))
        yield from _beside(predication, event)
    else:
        yield predication
    if predication.kind in (PredicateKind.VERB, PredicateKind.LIGHT):
        yield from _occasions(predication, resources)


def _beside(predication: Predication, event: Mention) -> Iterator[Predication]:
    """The verb's prepositional phrases, each as if it stood beside the noun that names the event."""
    for role in predication.roles:
        if role.name.startswith(OBLIQUE):
            yield _phrase(predication, role, Role("self", event), Role("object", role.filler))


def _occasions(predication: Predication, resources: Resources) -> Iterator[Predication]:
    """ "a dit mardi lors du sommet": an occasion has the date and the people of what is done on it."""
    beside = tuple(role for role in predication.roles if role.name in ("subject", "time"))
    for role in predication.roles:
        if role.name.startswith(OBLIQUE) and beside:
            senses = resources.lexicon.senses(PredicateKind.PREPOSITION, role.name.removeprefix(OBLIQUE))
            if any({"subject", "time"} & {*sense.subject.roles, *sense.object.roles} for sense in senses):
                yield _phrase(predication, role, *beside)


def _phrase(predication: Predication, role: Role, *others: Role) -> Predication:
    form = role.name.removeprefix(OBLIQUE)
    return replace(predication, forms=(form,), kind=PredicateKind.PREPOSITION, roles=(*others, role), reflexive=False)


def _classes(predication: Predication, resources: Resources) -> tuple[URIRef, ...]:
    """The classes of what a verb tells, by its longest form that the lexicon has, of the entries whose frame is the predication's."""
    if predication.kind not in (PredicateKind.VERB, PredicateKind.LIGHT):
        return ()
    known = [form for form in predication.forms if resources.lexicon.has(predication.kind, form)]
    for _, forms in groupby(known, key=lambda form: len(form.split())):
        listed = tuple(forms)
        senses = (s for form in listed for s in resources.lexicon.senses(predication.kind, form) if s.reflexive == predication.reflexive)
        telling = {s.entry for s in senses if "event" in (*s.subject.roles, *s.object.roles)}
        said = (c for form in listed for c in resources.lexicon.classes(form, kind=predication.kind))
        if told := dict.fromkeys(c.cls for c in said if c.entry in telling):
            return tuple(told)
    return ()


@dataclass(frozen=True, slots=True, eq=False)
class _Happening:
    """An event of the article: its chain, the classes that its nouns denote, where it is spoken of, and whether it is several."""

    chain: Chain
    classes: tuple[URIRef, ...]
    mentions: tuple[Mention, ...]
    several: bool


def told(reading: Reading, predications: Sequence[Predication], chains: Sequence[Chain], resources: Resources) -> Mapping[Mention, Chain]:
    """Each verb's happening → the event of the article that it is; those that no noun names are left out."""
    events = tuple(_happenings(reading, chains, resources))
    numbers = _sentences(reading)
    found: dict[Mention, Chain] = {}
    for predication in predications if events else ():
        for mention in (m for m in predication.fillers("event") if m.kind is MentionKind.EVENT):  # a noun's own event is itself
            chain = _named(predication, _classes(predication, resources), events, reading, numbers, resources)
            if chain is not None:
                found[mention] = chain
    return found


def with_verbs(chains: Iterable[Chain], found: Mapping[Mention, Chain]) -> tuple[Chain, ...]:
    """Chains with the verbs that tell of them among their mentions."""
    verbs: dict[str, list[Mention]] = {}
    for mention, chain in found.items():
        verbs.setdefault(chain.key, []).append(mention)
    return tuple(_with(chain, verbs.get(chain.key, [])) for chain in chains)


def _with(chain: Chain, verbs: Sequence[Mention]) -> Chain:
    pairs = sorted([*zip(chain.mentions, chain.reasons, strict=True), *((mention, TOLD) for mention in verbs)])
    return replace(chain, mentions=tuple(m for m, _ in pairs), reasons=tuple(r for _, r in pairs)) if verbs else chain


def _happenings(reading: Reading, chains: Iterable[Chain], resources: Resources) -> Iterator[_Happening]:
    is_a, ref = resources.ontology.is_a, reference(resources.language.code)
    for chain in chains:
        if not is_a(chain.cls, EVENT):
            continue
        nouns = tuple(m for m in chain.mentions if m.kind is not MentionKind.PRONOUN)
        described = [m for m in nouns if m.kind is MentionKind.DESCRIPTION]
        if nouns:
            classes = [cls for m in described for cls, _ in noun_classes(reading, m, resources) if is_a(cls, EVENT)]
            several = any(plural(reading, m, ref) for m in described[:1])
            yield _Happening(chain, tuple(dict.fromkeys([chain.cls, *classes])), nouns, several)


def _sentences(reading: Reading) -> tuple[int, ...]:
    """The number of each token's sentence; what stands before a headline's colon belongs to it."""
    numbers: list[int] = []
    for token in reading.doc:
        other = token.i == 0 or reading.blocks[token.i] != reading.blocks[token.i - 1]
        begins = token.is_sent_start and reading.block(token.i).kind is not BlockKind.TITLE
        numbers.append((numbers[-1] if numbers else -1) + bool(other or begins))
    return tuple(numbers)


def _named(
    predication: Predication,
    classes: Sequence[URIRef],
    events: Sequence[_Happening],
    reading: Reading,
    numbers: Sequence[int],
    resources: Resources,
) -> Chain | None:
    """The event that a verb tells: the one that acts in it ("l'explosion a tué"), else the nearest of its kind."""
    parts = [m for m in predication.fillers("subject") if m.kind is not MentionKind.VALUE]
    acting = next((e for e in events if any(m in e.chain.mentions for m in parts)), None)
    if acting is not None:
        return acting.chain
    fitting = [e for e in events if not e.several and _alike(classes, e.classes, resources) and not _is_in(predication, e)]
    fitting = [e for e in fitting if not _is_past(predication, e, reading)]
    ranked = [(far, i) for i, e in enumerate(fitting) if (far := _distance(predication, e, reading, numbers, resources)) is not None]
    return fitting[min(ranked)[1]].chain if ranked else None


def _is_past(predication: Predication, event: _Happening, reading: Reading) -> bool:
    """Whether a verb tells of a year long past, which no sentence about the event has: "en 1998, un train avait déraillé"."""
    here, times = reading.article.date, predication.fillers("time")
    dated = {value.begin: str(value.value)[:YEAR] for value in values.of(reading.article) if isinstance(value.value, Literal)}
    begin, end = reading.sentence(predication.head) if "gerund" in predication.derivation else (0, 0)  # "en 1998, X a déraillé, tuant Y"
    told = {dated[m.begin] for m in times if m.begin in dated} | {year for at, year in dated.items() if begin <= at < end}
    if here is None or not told or not all(year.isdigit() and int(year) < int(here[:YEAR]) - 1 for year in told):
        return False
    spans = [reading.sentence(m.head) for m in event.mentions]
    beside = {year for begin, year in dated.items() if any(first <= begin < last for first, last in spans)}
    return not told & beside


def _is_in(predication: Predication, event: _Happening) -> bool:
    """Whether an event is named by the predicate's own noun alone: "a trouvé la mort"."""
    return all(predication.begin <= mention.begin and mention.end <= predication.end for mention in event.mentions)


def _alike(told: Sequence[URIRef], named: Sequence[URIRef], resources: Resources) -> bool:
    is_a = resources.ontology.is_a
    return any(is_a(n, t) or (n != EVENT and is_a(t, n)) for t in told for n in named)


def _distance(predication: Predication, event: _Happening, reading: Reading, numbers: Sequence[int], resources: Resources) -> float | None:
    """How far a verb is from where an event is named, in sentences; None where it is out of reach."""
    here = numbers[predication.head]
    found = [far for m in event.mentions if (far := _step(here, m, numbers[m.head], reading, resources)) is not None]
    return min(found, default=None)


def _step(here: int, mention: Mention, there: int, reading: Reading, resources: Resources) -> float | None:
    if reading.block(mention.head).kind is BlockKind.TITLE:
        return 1.0 if here - there <= OPENING else None
    if there <= here:
        return float(here - there) if here - there <= BACK else None
    ref = reference(resources.language.code)
    taken_up = mention.kind is MentionKind.DESCRIPTION and determiner(reading, mention, ref) in ("definite", "demonstrative")
    return there - here + 0.5 if taken_up and there - here <= AHEAD else None
