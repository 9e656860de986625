"""Who vouches for a clause, and how firmly: status from polarity, mood, tense and what governs it; the speaker from reports.

"Selon la presse, X aurait racheté Y" → Conditional, by la presse.
"X va racheter Y, a annoncé le groupe" → Planned, by le groupe.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.extract.syntax import SUBJECTS, Parse, case, children, fillers, has, is_controlling, is_participle, is_verb, lemma, surface_subjects
from kg.model import Mention, MentionKind, PredicateKind, Predication, Status
from kg.parse import RECENT
from kg.tokens import Token

RANK = tuple(Status)
"""From the firmest to the most doubtful; where two apply, the later wins."""


@dataclass(frozen=True, slots=True)
class Stance:
    """A clause's status and the one whose word it is."""

    status: Status = Status.ASSERTED
    speaker: Mention | None = None

    def under(self, other: Stance) -> Stance:
        """This stance inside another: the stronger doubt, the nearer speaker."""
        return Stance(max(self.status, other.status, key=RANK.index), self.speaker or other.speaker)


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting verb or source phrase: whose word it is, and the tokens `[first, last]` that it covers, its own phrase `within` aside."""

    head: int
    speaker: Mention | None
    first: int
    last: int
    within: range = range(0)


def stance(parse: Parse, token: Token, reports: tuple[Report, ...]) -> Stance:
    """The stance of the clause that a token heads or stands in."""
    verb = clause_head(token)
    own = _envisaged(parse, token, _governed(parse, verb) if verb is not None else Stance())
    covering = [report for report in reports if _covers(report, token) and report.head != (verb.i if verb is not None else -1)]
    if covering:
        nearest = min(covering, key=lambda report: (report.last - report.first, report.head))
        own = own.under(Stance(Status.REPORTED, nearest.speaker))
    return own


def _envisaged(parse: Parse, token: Token, clause: Stance) -> Stance:
    """What a noun's act takes from the verb or noun that it is the object of: "envisage la fermeture de X", "le projet de rachat de X"."""
    while token.dep_ == "conj" and token.head.pos_ == "NOUN":
        token = token.head
    head, preposition = token.head, case(parse, token)
    plain = preposition in ("", parse.language.genitive, parse.language.recipient)
    status = None
    if token.pos_ == "NOUN" and is_verb(head) and plain and token.dep_ in ("obj", "nsubj:pass", "obl:arg", "obl:mod"):
        if lemma(head) in parse.language.attesting and clause.status is Status.NEGATED:
            return Stance(Status.CONDITIONAL, clause.speaker)
        status = parse.language.envisaging.get(lemma(head))
    elif token.pos_ == "NOUN" and token.dep_ == "nsubj" and lemma(head) in parse.language.failing:
        status = Status.NEGATED
    elif token.pos_ == "NOUN" and token.dep_ == "nmod" and preposition == parse.language.genitive and not children(token, "det"):
        status = parse.language.governing_nouns.get(lemma(head))
    return _governing(status, clause) if status is not None else clause


def _governing(status: Status, clause: Stance) -> Stance:
    """What is governed by a verb in a clause; who does not rule something out leaves it open."""
    if status is clause.status is Status.NEGATED:
        return Stance(Status.CONDITIONAL, clause.speaker)
    return Stance(status).under(clause)


def _covers(report: Report, token: Token) -> bool:
    return report.first <= token.i <= report.last and token.i not in report.within


def presupposed(parse: Parse, predication: Predication) -> bool:
    """Whether a noun's phrase takes for granted what it says: "l'assassinat de X", "son alliance avec Y"."""
    noun = parse.reading.doc[predication.head]
    return (
        predication.kind is PredicateKind.NOUN
        and not predication.states
        and any(has(det, "Definite", "Def") or has(det, "Poss", "Yes") or has(det, "PronType", "Dem") for det in children(noun, "det"))
    )


def clause_head(token: Token) -> Token | None:
    """The nearest verb, or nominal predicate with a copula, at or above a token."""
    for candidate in (token, *token.ancestors):
        if is_verb(candidate) or children(candidate, "cop"):
            return candidate
    return None


@lru_cache(maxsize=RECENT)
def _governed(parse: Parse, verb: Token, depth: int = 0) -> Stance:
    own = Stance(_own_status(parse, verb))
    if depth > 6 or verb.dep_ == "ROOT":
        return own
    return own.under(_from_governor(parse, verb, verb.head, depth))


def _from_governor(parse: Parse, verb: Token, head: Token, depth: int) -> Stance:
    """What a clause takes from the verb, noun or conjunction that it hangs from."""
    if verb.dep_ == "conj":
        head = _coordinated_with(verb, head)
        return _governed(parse, head, depth + 1) if _same_mood(verb, head) else _governed_from_above(parse, head, depth)
    if verb.dep_ == "acl" and has(verb, "VerbForm", "Inf") and is_controlling(parse, head):
        return _under_verb(parse, verb, head.head, depth)
    if verb.dep_ in ("acl", "obl:arg", "obl:mod", "nmod") and not is_verb(head):
        noun = parse.language.governing_nouns.get(lemma(head)) if has(verb, "VerbForm", "Inf") else None
        return Stance(noun) if noun else Stance()
    if verb.dep_ in ("xcomp", "ccomp") or (verb.dep_ in ("obj", "obl:arg", "dep") and is_verb(head)):
        return _under_verb(parse, verb, head, depth)
    if verb.dep_ == "advcl" and is_verb(head) and not _is_finite(verb):
        if is_participle(verb) and verb.i < head.i:  # "Élu en 2019, X ne briguera pas …": what has happened has happened
            return Stance()
        aim = case(parse, verb) in parse.language.purpose and not children(verb, "aux:tense", "aux:pass")  # not "pour avoir menti"
        above = _governed(parse, head, depth + 1)
        return Stance(Status.PLANNED).under(above) if aim else above
    return Stance()


def _governed_from_above(parse: Parse, head: Token, depth: int) -> Stance:
    return _from_governor(parse, head, head.head, depth + 1) if head.dep_ != "ROOT" else Stance()


def _coordinated_with(verb: Token, head: Token) -> Token:
    """What a clause is coordinated with: of "a promis de partir et s'oppose à X" the promise, not what is promised."""
    while _is_finite(verb) and has(head, "VerbForm", "Inf") and is_verb(head.head) and head.head.i != head.i:
        head = head.head
    return head


def _is_finite(verb: Token) -> bool:
    """Whether a verb or its auxiliary has a tense of its own."""
    return any(has(token, "VerbForm", "Fin") for token in (verb, *children(verb, "aux:tense", "aux:pass")))


def _same_mood(verb: Token, head: Token) -> bool:
    """A bare infinitive or participle shares the mood of the verb it is coordinated with."""
    return not has(verb, "VerbForm", "Fin") and not children(verb, "aux:tense", "aux:pass") and is_verb(head)


def _under_verb(parse: Parse, verb: Token, head: Token, depth: int) -> Stance:
    above = _governed(parse, head, depth + 1)
    if lemma(head) in parse.language.deontic and children(head, "aux:tense"):
        return above  # who "a dû partir" has left
    if lemma(head) in parse.language.governing and verb.dep_ != "ccomp":
        speaker = speaker_of(parse, head) if lemma(head) in parse.language.reporting_verbs else None
        how = Stance(above.status, speaker or above.speaker)
        planned = parse.language.governing[lemma(head)] is Status.PLANNED
        return how if planned and lemma(verb) in parse.language.staying else _governing(parse.language.governing[lemma(head)], how)
    if lemma(head) in parse.language.governing and parse.language.governing[lemma(head)] is Status.PLANNED:
        return Stance(Status.PLANNED).under(above)
    if lemma(head) in parse.language.reporting_verbs:
        return Stance(Status.REPORTED, speaker_of(parse, head)).under(Stance(Status.ASSERTED, above.speaker))
    return above


def _own_status(parse: Parse, verb: Token) -> Status:
    """Polarity, mood and tense of one verb."""
    if _negated(parse, verb):
        return Status.NEGATED
    finite = [verb, *children(verb, "aux:tense", "aux:pass", "cop", "aux")]
    moods = {mood for token in finite if _mood_is_real(parse, token) for mood in token.morph.get("Mood")}
    tenses = {tense for token in finite for tense in token.morph.get("Tense")}
    if "Cnd" in moods and lemma(verb) not in parse.language.deontic:
        return Status.CONDITIONAL
    if any(lemma(mark) in parse.language.conditionals for mark in children(verb, "mark")):
        return Status.CONDITIONAL
    return Status.PLANNED if "Fut" in tenses and lemma(verb) not in parse.language.staying else Status.ASSERTED


def _mood_is_real(parse: Parse, token: Token) -> bool:
    """Whether a token's mood can be believed: "transportait" is no conditional."""
    return not has(token, "Mood", "Cnd") or token.text.lower().endswith(parse.language.conditional_endings)


def _negated(parse: Parse, verb: Token) -> bool:
    """ "ne … pas/plus/jamais", "ni X ni Y ne …", "aucun …", "sans"; a bare "ne … que" restricts and does not deny."""
    below = [child for child in verb.children if child.dep_ in ("advmod", "obj", "nsubj", "nsubj:pass", "obl:mod", "obl:arg", "iobj")]
    words = {lemma(child) for child in below} | {lemma(det) for child in below for det in children(child, "det", "advmod")}
    words |= {lemma(part) for aux in children(verb, "aux:tense", "aux:pass", "cop") for part in children(aux, "advmod")}
    words |= {lemma(joint) for child in below for other in children(child, "conj") for joint in children(other, "cc")}
    ne = {"ne", "n'"} & (words | {child.text.lower() for child in verb.children})
    if ne and (words & parse.language.negations) - {"ne", "n'"}:
        return True
    return any(lemma(mark) in parse.language.privatives for mark in children(verb, "mark", "case"))


@lru_cache(maxsize=2)
def reports(parse: Parse) -> tuple[Report, ...]:
    """The reporting verbs and source phrases that cover a stretch beside them, rather than govern it in the tree."""
    found = []
    for sent in parse.reading.doc.sents:
        for token in sent:
            report = _verb_report(parse, token, sent.start, sent.end - 1) or _source_report(parse, token, sent.start, sent.end - 1)
            if report is not None:
                found.append(report)
    return tuple(found)


def _verb_report(parse: Parse, token: Token, first: int, last: int) -> Report | None:
    """ "…, précise X" and "Comme le révèle X, …": the verb stands beside what it reports."""
    if not is_verb(token) or lemma(token) not in parse.language.reporting_verbs:
        return None
    speaker = speaker_of(parse, token)
    if speaker is None:
        return None
    if token.dep_ == "advcl" and any(lemma(mark) == "comme" for mark in children(token, "mark")):
        return Report(token.i, speaker, first, last)
    relative = token.dep_ == "acl:relcl" or any(child.dep_ == "obj" and child.i < token.i for child in token.children)
    inverted = parse.head(speaker).i > token.i and not relative  # "la loi que soutient X" reports nothing
    if inverted and not children(token, "ccomp", "xcomp") and token.i > first:
        return Report(token.i, speaker, first, token.i - 1)
    return None


def _source_report(parse: Parse, token: Token, first: int, last: int) -> Report | None:
    """ "Selon X, …", "…, d'après X"."""
    preposition = case(parse, token)
    opens = preposition in parse.language.opinion_prepositions and token.left_edge.i == first and _is_name(parse, token)
    if preposition not in parse.language.source_prepositions and not opens:
        return None
    who = fillers(parse, token)
    return Report(token.i, who[0], first, last, range(token.left_edge.i, token.right_edge.i + 1)) if who else None


def _is_name(parse: Parse, token: Token) -> bool:
    """Whether a person's name stands here with a comma behind it."""
    mention = parse.mention(token)
    after = parse.reading.article.text[mention.end : mention.end + 1] if mention is not None else ""
    return mention is not None and mention.kind is MentionKind.NAME and after == "," and token.ent_type_ == "PER"


def speaker_of(parse: Parse, verb: Token) -> Mention | None:
    """Whose word a reporting verb gives: through whom it is said, its subject, or the inverted subject after it."""
    through = mouthpiece(parse, verb)
    if through is not None:
        return through
    named = [m for m in surface_subjects(parse, verb) if not _is_dummy(parse, m)]
    return named[0] if named else _clitic(parse, verb) or _inverted(parse, verb)


def mouthpiece(parse: Parse, verb: Token) -> Mention | None:
    """ "déclare par la voix de X": X."""
    through = (c for c in children(verb, "obl:arg", "obl:mod", "obl:agent") if lemma(c) in parse.language.mouthpieces)
    return next((mention for child in through for part in children(child, "nmod") for mention in fillers(parse, part)), None)


def _clitic(parse: Parse, verb: Token) -> Mention | None:
    """ "a-t-elle ajouté": whoever says something is somebody, whatever the parser thinks of the pronoun."""
    after = (parse.at.get(child.i) for child in children(verb, "expl:subj"))
    return next((mention for mention in after if mention is not None), None)


def _inverted(parse: Parse, verb: Token) -> Mention | None:
    """ "a annoncé le groupe": the parser takes the inverted subject for an object, an oblique or a stray."""
    infinite = {"Inf", "Part"} & set(verb.morph.get("VerbForm")) and not children(verb, "aux:tense")
    if children(verb, *SUBJECTS) or infinite:
        return None
    after = [
        c
        for c in children(verb, "obj", "dep", "obl:arg", "obl:mod", "conj", "nmod", "appos", "xcomp", "iobj")
        if c.i > verb.i and not case(parse, c)
    ]
    for child in after:
        mention = parse.mention(child)
        if mention is not None and mention.kind is not MentionKind.VALUE and child.i - verb.i <= 4:
            return mention
    return None


def _is_dummy(parse: Parse, mention: Mention) -> bool:
    return mention.kind is MentionKind.PRONOUN and lemma(parse.head(mention)) in ("ce", "cela", "ça", "on")
