"""What the lexicon does not say yet: predicates that link two known things and that no sense covers, and senses that were refused.

"Vernay courtise Mobix", where no entry knows courtiser → courtiser, verb, (subject Company, object Company), "no sense"
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from rdflib import Literal, URIRef

from kg.extract.attribution import reports
from kg.extract.bridging import EVENT
from kg.extract.candidates import Candidate
from kg.extract.decide import Context, Refusal, class_of
from kg.extract.syntax import children, lemma
from kg.iris import SCHEMA, interned
from kg.model import Amount, Chain, Claim, Evidence, Filled, Gap, Mention, MentionKind, PredicateKind, Predication
from kg.tokens import Token

NO_SENSE = "no sense"
"""The reason of a gap that no sense covers."""
ARGUMENTS = frozenset({"obl:arg", "iobj"})
"""How the parser marks a phrase that a verb asks for; others say where, when and how."""
PLACE = interned(SCHEMA + "Place")

Known = Chain | Amount | Literal
Said = tuple[int, frozenset[str]]
"""Where a sentence begins, and two things of which it says something."""


@dataclass(frozen=True, slots=True)
class _Link:
    """Two known things, and the roles in which a predication links them."""

    predication: Predication
    roles: tuple[str, str]
    fillers: tuple[Mention, Mention]
    ends: tuple[Known, Known]

    @property
    def rank(self) -> int:
        """Of several predications that link two things, the one to list: what one does to the other first, an adjective's last."""
        if self.predication.kind is PredicateKind.VERB and self.roles == ("subject", "object"):
            return -1
        return _LISTED.index(self.predication.kind)


_LISTED = (PredicateKind.LIGHT, PredicateKind.VERB, PredicateKind.NOUN, PredicateKind.ADJECTIVE)


def gaps(
    refused: Iterable[Refusal],
    predications: Iterable[Predication],
    proposed: Iterable[Candidate],
    claims: Iterable[Claim],
    context: Context,
) -> tuple[Gap, ...]:
    """All gaps of a reading, each once: candidates that were refused, then what no sense covers."""
    said = {(claim.evidence.sentence_begin, _pair((claim.subject, claim.object))) for claim in claims}
    return tuple(dict.fromkeys((*_refused(refused, said, context), *_uncovered(predications, proposed, said, context))))


def _refused(refused: Iterable[Refusal], said: Collection[Said], context: Context) -> Iterator[Gap]:
    """Each refusal; with the classes of both ends where these are known things, and the sentence says nothing else of them."""
    for refusal in refused:
        candidate = refusal.candidate
        mentions = [mention for mention in (candidate.subject, candidate.object) if mention is not None]
        ends = [_known(mention, context) for mention in mentions]
        where = context.parse.reading.sentence(candidate.predication.head)[0]
        told = len(_pair(ends)) < 2 or (where, _pair(ends)) in said
        known = refusal.by_class and not told and all(isinstance(end, Chain | Amount) for end in ends)
        roles = [Filled(_role(candidate.predication, m), class_of(e) if known and e else None) for m, e in zip(mentions, ends, strict=True)]
        yield _gap(candidate.predication, roles, refusal.reason, context, candidate.sense)


def _role(predication: Predication, mention: Mention) -> str:
    return next((role.name for role in predication.roles if role.filler == mention), "self")


def _gap(predication: Predication, roles: Iterable[Filled], reason: str, context: Context, sense: URIRef | None = None) -> Gap:
    reading = context.parse.reading
    first, last = reading.sentence(predication.head)
    begin, end, word = predication.begin, predication.end, predication.forms[0]
    if predication.kind is PredicateKind.NOUN:  # its forms run on into the words after it
        listed = (form for form in predication.forms if context.resources.lexicon.has(predication.kind, form))
        word, (begin, end) = next(listed, lemma(reading.doc[predication.head])), reading.span(predication.head, predication.head)
    evidence = Evidence(max(begin, first), min(end, last), first, last)
    return Gap(word, predication.kind, tuple(roles), evidence, reason, predication.reflexive, sense)


def _uncovered(
    predications: Iterable[Predication], proposed: Iterable[Candidate], said: Collection[Said], context: Context
) -> Iterator[Gap]:
    """The best link of each two things that one sentence links and no sense speaks of."""
    tried = {(c.predication, frozenset((c.subject, c.object))) for c in proposed if c.subject is not None and c.object is not None}
    best: dict[tuple[int, frozenset[str]], _Link] = {}
    beside = {report.head for report in reports(context.parse)}
    for predication in predications:
        if predication.head in beside or _reports(context.parse.reading.doc.tokens[predication.head], context):
            continue
        for link in _links(predication, context) if _tells(predication, context) else ():
            pair = context.parse.reading.sentence(predication.head)[0], _pair(link.ends)
            if (predication, frozenset(link.fillers)) not in tried and pair not in said:
                best[pair] = min(best.get(pair, link), link, key=lambda one: one.rank)
                break
    for predication, link in {link.predication: link for link in best.values()}.items():
        roles = [Filled(role, class_of(end)) for role, end in zip(link.roles, link.ends, strict=True)]
        transitive = predication.kind is PredicateKind.VERB and predication.fillers("object") and "object" not in link.roles
        yield _gap(predication, [*roles, Filled("object")] if transitive else roles, NO_SENSE, context)


def _reports(head: Token, context: Context) -> bool:
    """Whether a verb only says that something is said: "X raconte à Y que …"."""
    return lemma(head) in context.parse.language.reporting_verbs and bool(children(head, "ccomp", "xcomp"))


def _pair(ends: Iterable[Known | None]) -> frozenset[str]:
    return frozenset(end.key if isinstance(end, Chain) else str(end) for end in ends)


def _tells(predication: Predication, context: Context) -> bool:
    """Whether a predicate says something by itself: no copula or auxiliary, no noun that the lexicon knows or that is part of a name."""
    parse, head = context.parse, context.parse.reading.doc.tokens[predication.head]
    if predication.kind is PredicateKind.VERB:
        return head.pos_ != "AUX" and lemma(head) not in parse.language.copulas
    if predication.kind is PredicateKind.NOUN:
        lexicon = context.resources.lexicon
        return not _is_named(parse.at.get(head.i)) and not lexicon.longest_of(predication.forms, predication.kind)
    if predication.kind is PredicateKind.LIGHT:
        return _is_bare(parse.reading.doc[parse.reading.ends.index(predication.end)], predication, context)
    return predication.kind is PredicateKind.ADJECTIVE and head.pos_ == "ADJ"  # a participle is a verb's predication as well


def _is_bare(noun: Token, predication: Predication, context: Context) -> bool:
    """Whether a noun may make one predicate with its verb: no thing by itself, and behind a preposition only without an article."""
    language, phrase = context.parse.language, len(predication.forms[0].split()) > 2
    article = children(noun, "det") or any(mark.lower_ in language.contractions for mark in children(noun, "case"))
    return (
        noun.pos_ == "NOUN"
        and lemma(noun) not in language.transparent_nouns
        and not (phrase and article)
        and _known(context.parse.at.get(noun.i), context) is None
    )


def _is_named(mention: Mention | None) -> bool:
    return mention is not None and mention.kind in (MentionKind.NAME, MentionKind.TERM)


def _known(mention: Mention | None, context: Context) -> Known | None:
    """The thing with a name, or the amount or date, that a mention stands for; what is counted ("41 règles") is neither."""
    value = context.parse.values.get(mention) if mention is not None else None
    if value is not None:
        return value.value if not value.noun else None
    chain = context.chain_of.get(mention) if mention is not None else None
    return chain if chain is not None and any(map(_is_named, chain.mentions)) else None


def _links(predication: Predication, context: Context) -> Iterator[_Link]:
    """The pairs of roles that an entry could map, the likeliest first, where known things fill both."""
    known: dict[str, tuple[Mention, Known]] = {}
    for role in predication.roles:
        meant = _known(role.filler, context) if role.filler.head != predication.head else None
        if meant is not None:
            known.setdefault(role.name, (role.filler, meant))
    phrases = [role for role in known if role.startswith("obl:") and _is_complement(predication, role, *known[role], context)]
    for roles in _pairs(predication, phrases, context):
        if all(role in known for role in roles) and set(roles) & {*phrases, "object", "time", "possessor"}:
            fillers, ends = zip(*(known[role] for role in roles), strict=True)
            link = _Link(predication, roles, (fillers[0], fillers[1]), (ends[0], ends[1]))
            if ends[0] != ends[1] and _can_be_said(link, context):
                yield link


def _pairs(predication: Predication, phrases: list[str], context: Context) -> Iterator[tuple[str, str]]:
    """Which roles an entry of this kind could map, the likeliest first: of a noun what it is said of, and who does what it names."""
    if predication.kind in (PredicateKind.VERB, PredicateKind.LIGHT):
        yield "subject", "object"
        yield from (("subject" if predication.fillers("subject") else "object", phrase) for phrase in phrases)
        yield from (("subject", "time"), ("object", "time"))
    elif predication.kind is PredicateKind.NOUN:
        whose, by = f"obl:{context.parse.language.genitive}", f"obl:{context.parse.language.agent_preposition}"
        yield from (("self", whose), ("self", "possessor"), (whose, by), ("possessor", by))
        yield from (("subject", phrase) for phrase in phrases)
    else:
        yield from (("self", phrase) for phrase in phrases)


def _is_complement(predication: Predication, role: str, filler: Mention, end: Known, context: Context) -> bool:
    """Whether a phrase belongs to what the predicate says: not a source, not where it happens, not a preposition made of other words."""
    preposition = role.removeprefix("obl:")
    language, lexicon = context.parse.language, context.resources.lexicon
    if preposition in language.source_prepositions or (" " in preposition and not lexicon.has(PredicateKind.PREPOSITION, preposition)):
        return False
    if predication.kind is PredicateKind.VERB and context.parse.head(filler).dep_ in ARGUMENTS:
        return True
    return isinstance(end, Chain) and not any(PLACE in sense.range for sense in lexicon.senses(PredicateKind.PREPOSITION, preposition))


def _can_be_said(link: _Link, context: Context) -> bool:
    """Whether the ontology has a property for two such things; amounts are worth a fact beside a verb, a date beside an event."""
    verb = link.predication.kind is PredicateKind.VERB
    ontology, (one, other) = context.resources.ontology, link.ends
    if not isinstance(one, Chain) or (isinstance(other, Amount) and not verb):
        return False
    if isinstance(other, Literal) and not ontology.is_a(one.cls, EVENT):
        return False
    return bool(ontology.linking(one.cls, class_of(other)))
