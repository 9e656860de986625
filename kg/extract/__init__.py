"""Reading → Extraction: who is spoken of, what is said of them, and in which words. The order is written here, once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract import candidates, clauses, coreference, decide, gaps, happenings, mentions, quotations, tasks, typing, values
from kg.extract.attribution import reports
from kg.extract.bridging import Topics
from kg.extract.resources import Resources, load
from kg.extract.syntax import Parse
from kg.model import Chain, Claim, Extraction, MentionKind, Predication, Quotation
from kg.parse import Reading

__all__ = ["Considered", "Resources", "conclude", "consider", "extract", "extract_all", "load"]


@dataclass(frozen=True, slots=True, eq=False)
class Considered:
    """What an article could say: its things, and the claims proposed of them, before it is decided which are made."""

    context: decide.Context
    predications: tuple[Predication, ...]
    candidates: tuple[candidates.Candidate, ...]
    proposals: tuple[decide.Proposal, ...]
    refused: tuple[decide.Refusal, ...]


def extract(reading: Reading, resources: Resources) -> Extraction:
    """All that one article says."""
    return conclude(consider(reading, resources))


def consider(reading: Reading, resources: Resources) -> Considered:
    """What an article could say.

    mentions → clauses → candidates → typing → quotations → coreference → proposals
    """
    parse = parsed(reading, resources)
    predications = happenings.evoked(clauses.predications(parse), resources)
    found = candidates.candidates(predications, resources)
    types = typing.types(reading, parse.mentions, candidates.expectations(found, resources), resources)
    quoted = quotations.quotations(parse, reports(parse), types, resources)
    nominal = tuple(mention for mention in parse.mentions if mention.kind is not MentionKind.TASK)
    named = (*coreference.chains(reading, nominal, types, resources, quoted), *tasks.chains(reading, parse.mentions, resources))
    chains = happenings.with_verbs(named, happenings.told(reading, predications, named, resources))
    chain_of = {mention: chain for chain in chains for mention in chain.mentions}
    context = decide.Context(parse, resources, chain_of, quoted, Topics(reading, chains, resources), types)
    return Considered(context, predications, found, *decide.proposals(found, context))


def conclude(considered: Considered) -> Extraction:
    """What an article says: the proposals that are likely enough, and the gaps that are left."""
    context = considered.context
    claims = decide.settled(considered.proposals, context)
    missing = gaps.gaps(considered.refused, considered.predications, considered.candidates, claims, context)
    spoken = tuple(Quotation(q.begin, q.end, context.chain_of.get(q.speaker) if q.speaker else None) for q in context.quoted)
    chains = _spoken_of(context.topics.chains, claims, spoken)
    return Extraction(context.parse.reading.article, chains, claims, spoken, missing)


def extract_all(readings: Iterable[Reading], resources: Resources) -> Iterator[Extraction]:
    """`extract`, from iterable to iterable."""
    return (extract(reading, resources) for reading in readings)


def parsed(reading: Reading, resources: Resources) -> Parse:
    """A reading with its mentions found and its amounts and dates understood."""
    found = mentions.mentions(reading, resources)
    worth = {(value.begin, value.end): value for value in values.of(reading.article)}
    known = {mention: worth[mention.begin, mention.end] for mention in found if (mention.begin, mention.end) in worth}
    return Parse(reading, resources.language, resources.lexicon, found, mentions.at(found, reading), known)


def _is_named(chain: Chain) -> bool:
    """Whether a name, and not only a term, stands for it."""
    return bool(chain.names) and any(mention.kind is MentionKind.NAME for mention in chain.mentions)


def _spoken_of(chains: Iterable[Chain], claims: Iterable[Claim], spoken: Iterable[Quotation]) -> tuple[Chain, ...]:
    """The chains worth keeping: those with a name, and those that a claim or a quotation needs."""
    needed = {end.key for claim in claims for end in (claim.subject, claim.object, claim.speaker) if isinstance(end, Chain)}
    needed |= {quotation.speaker.key for quotation in spoken if quotation.speaker}
    known = {chain.key for chain in chains}
    added = {end.key: end for claim in claims for end in (claim.subject, claim.object) if isinstance(end, Chain) and end.key not in known}
    return (*(chain for chain in chains if chain.key in needed or _is_named(chain)), *(added[key] for key in sorted(added)))
