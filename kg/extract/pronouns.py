"""What a pronoun goes back to: the relative to its noun, the possessive to who has it, "elle" to the most present that agrees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.extract.discourse import SUBJECTS, Discourse, Thing
from kg.extract.family import is_kin, kin_of
from kg.extract.nouns import PERSON
from kg.extract.roles import headed
from kg.iris import NEWS, SCHEMA, interned
from kg.languages.reference import Pointing
from kg.model import Mention, MentionKind
from kg.tokens import Token

Found = tuple[Thing, str] | None

REACH = 3
"""Sentences over which a pronoun reaches back."""
WORK = interned(SCHEMA + "CreativeWork")
UNEXPECTED = 1.0
"""How much less what the verb does not expect is meant: a verb has more senses than the lexicon."""
BOUND = 2.0
"""How much more the subject of its own clause has what a possessive speaks of."""
AGENTS = (PERSON, interned(SCHEMA + "Organization"), interned(NEWS + "Group"), interned(NEWS + "Service"))
"""Kinds of things that act: pronouns and possessives mostly stand for them."""


def pronoun(talk: Discourse, mention: Mention) -> Found:
    """What a pronoun or possessive goes back to."""
    word = talk.reading.doc[mention.head]
    form = word.text.lower()
    if form in talk.ref.speaking:
        return _first_person(talk, word)
    if word.pos_ == "DET":
        return _possessor(talk, mention, word)
    known = talk.ref.pronouns[form]
    if known.pointing in (Pointing.RELATIVE, Pointing.PLACE):
        return _relative(talk, word)
    if known.pointing is Pointing.NEUTER:
        return None
    if known.pointing is Pointing.DEMONSTRATIVE:
        return _last_named(talk, mention, known.gender, known.number == "p")
    emphatic = _emphatic(talk, word)
    if emphatic is not None:
        return emphatic, "stresses the subject"
    return salient(talk, mention, known.gender, known.number == "p", "agrees, most salient")


def _first_person(talk: Discourse, word: Token) -> Found:
    """ "je" and "mon" in a quotation are its speaker's; "nous" and "notre" are those of a body that speaks, or of the one it heads."""
    thing = talk.speaker(word.i)
    plural = talk.ref.speaking[word.text.lower()] == "p"
    if thing is not None and plural and talk.person(thing):
        body = headed(talk, thing)
        return (body, "speaks for it") if body is not None else (thing, "speaks")
    if thing is None or (plural and not talk.alike(AGENTS, talk.cls(thing))):
        return None
    return thing, "speaks of itself" if plural else "speaks"


def _emphatic(talk: Discourse, word: Token) -> Thing | None:
    """ "Ada Lune a elle refusé", "lui a pu partir": a strong pronoun beside the subject that it stresses."""
    if word.text.lower() not in talk.ref.stressed or word.i == 0 or word.nbor(-1).pos_ != "AUX":
        return None
    subjects = [c for c in word.head.children if c.dep_ in SUBJECTS and c.i < word.i - 1]
    mention = talk.at.get(subjects[0].i) if subjects else None
    return talk.owner.get(mention) if mention is not None else None


def _relative(talk: Discourse, word: Token) -> Found:
    """The noun that the relative clause hangs from; where the verb's number says another, the nearest before that agrees."""
    clause = next((a for a in word.ancestors if a.dep_ == "acl:relcl"), None)
    head = clause.head.i if clause is not None and clause.head.i < word.i else None
    mention = (talk.at.get(head) if head is not None else None) or _just_before(talk, word)
    thing = talk.owner.get(mention) if mention is not None else None
    many = _verb_number(word)
    if thing is not None and many is not None and talk.several(thing) != many:
        thing = _nearest(talk, word, many) or thing
    if thing is not None and talk.ref.pronouns[word.text.lower()].pointing is Pointing.PLACE and talk.person(thing):
        return None
    return (thing, "relative clause") if thing is not None else None


def _verb_number(word: Token) -> bool | None:
    """Whether the verb of which a relative is the subject is plural; None where it is no subject or the verb does not show."""
    finite = [t for t in (word.head, *word.head.children) if t.i > word.i and "Fin" in t.morph.get("VerbForm")]
    number = finite[0].morph.get("Number") if finite and word.dep_ in SUBJECTS else []
    return number[0] == "Plur" if number else None


def _nearest(talk: Discourse, word: Token, many: bool) -> Thing | None:
    """The last thing before a relative in its sentence, of that number."""
    for i in range(word.i - 1, word.sent.start - 1, -1):
        mention = talk.at.get(i)
        thing = talk.owner.get(mention) if mention is not None and mention.head == i else None
        if thing is not None and mention is not None and mention.kind is not MentionKind.PRONOUN and talk.several(thing) == many:
            return thing
    return None


def _just_before(talk: Discourse, word: Token) -> Mention | None:
    """The nominal right before a relative pronoun, over a comma and a preposition."""
    for i in range(word.i - 1, max(word.sent.start, word.i - 4) - 1, -1):
        if i in talk.at:
            return talk.at[i]
        if talk.reading.doc[i].text not in {",", ")"} and talk.reading.doc[i].pos_ != "ADP":
            return None
    return None


def _possessor(talk: Discourse, mention: Mention, word: Token) -> Found:
    many = talk.ref.possessives[word.text.lower()] == "p"
    beside = _paired(talk, word, many)
    if beside is not None:
        return beside, "named beside it"
    subject = clause_subject(talk, word)
    thing = talk.owner.get(subject) if subject is not None else None
    bound = thing if thing is not None and talk.several(thing) == many and _expected(talk, mention, thing) else None
    if not many and is_kin(talk, word.head):
        found = kin_of(talk, mention, word.head, bound)
        return (found, "the one it can be") if found is not None else None
    if bound is not None and subject is not None and subject.head > mention.head:
        return bound, "subject of the sentence"
    possessed = talk.at.get(word.head.i)
    apart = {id(talk.owner[possessed])} if possessed in talk.owner else set()
    return salient(talk, mention, "", many, "possessor", apart, own=True, bound=bound) or _subject_ahead(talk, word)


def _paired(talk: Discourse, word: Token, many: bool) -> Thing | None:
    """ "Ada Lune et son frère": the one before the "et"."""
    noun = word.head
    first = talk.at.get(noun.head.i) if noun.dep_ == "conj" and noun.head.i < word.i else None
    thing = talk.owner.get(first) if first is not None else None
    agent = thing is not None and (talk.named(thing) or talk.alike(AGENTS, talk.cls(thing)))
    return thing if thing is not None and agent and talk.several(thing) == many else None


def clause_subject(talk: Discourse, word: Token) -> Mention | None:
    """The subject of the clause in which a possessive stands, other than the phrase that it stands in itself.

    "Le maire veut garder sa place" → Le maire; "Sa place est prise" → None
    """
    inside = word
    for above in word.ancestors:
        subjects = [c for c in above.children if c.dep_ in SUBJECTS]
        if inside in subjects:
            return None
        for subject in subjects:
            if subject.i in talk.at:
                return talk.at[subject.i]
        if inside.dep_ in {"acl:relcl", "ccomp", "parataxis"}:
            return None
        inside = above
    return None


def _subject_ahead(talk: Discourse, word: Token) -> Found:
    """ "Après son rachat, Ariel …": the subject of the sentence that goes on."""
    subject = next((c for c in word.sent.root.children if c.dep_ in SUBJECTS and c.i > word.i), None)
    mention = talk.at.get(subject.i) if subject is not None else None
    thing = talk.owner.get(mention) if mention is not None else None
    return (thing, "subject of the sentence") if thing is not None else None


def _last_named(talk: Discourse, mention: Mention, gender: str, many: bool) -> Found:
    """ "celle-ci", "ce dernier": the last thing named that agrees, sooner another than the subject."""
    fitting = [
        (not talk.subject(m), m.head, t) for t in talk.things if _agrees(talk, t, gender, many) for m in talk.before(t, mention.head)[-1:]
    ]
    near = [f for f in fitting if talk.distance(f[1], mention.head) <= 1]
    return (max(near, key=lambda f: f[:2])[2], "last one named") if near else None


def _agrees(talk: Discourse, thing: Thing, gender: str, many: bool) -> bool:
    return talk.several(thing) == many and (not gender or gender in (talk.genders(thing) or gender))


def salient(
    talk: Discourse,
    mention: Mention,
    gender: str,
    many: bool,
    reason: str,
    apart: Iterable[int] = (),
    *,
    own: bool = False,
    bound: Thing | None = None,
) -> Found:
    """The most present thing that agrees; `own` where it may be an argument of the same verb, as with possessives."""
    speaker = talk.speaker(mention.head)
    avoid = set(apart) | ({id(speaker)} if speaker is not None else set()) | (set() if own else _co_arguments(talk, mention))
    fitting = [t for t in talk.things if id(t) not in avoid and _agrees(talk, t, gender, many)]
    scored = [(score + (BOUND if t is bound else 0.0), -t.order, t) for t in fitting if (score := _salience(talk, mention, t, own)) > 0]
    return (max(scored, key=lambda s: s[:2])[2], reason) if scored else None


def _co_arguments(talk: Discourse, mention: Mention) -> set[int]:
    """The things beside a pronoun under the same verb: it is none of them."""
    verb = talk.reading.doc[mention.head].head
    beside = [talk.at[c.i] for c in verb.children if c.i in talk.at and c.i != mention.head and not _where(talk, c)]
    return {id(talk.owner[m]) for m in beside if m in talk.owner}


def _where(talk: Discourse, word: Token) -> bool:
    """A relative of place is no rival."""
    known = talk.ref.pronouns.get(word.text.lower())
    return known is not None and known.pointing is Pointing.PLACE


def _salience(talk: Discourse, mention: Mention, thing: Thing, own: bool) -> float:
    """How present a thing is where a pronoun stands: how recent, as what, how often, and whether it can be meant."""
    earlier = [m for m in talk.before(thing, mention.head) if not overlap(m, mention)]
    if mention.head not in talk.speech:  # what is only quoted is hardly taken up outside
        earlier = [m for m in earlier if m.head not in talk.speech] or earlier
    distance = talk.distance(earlier[-1].head, mention.head) if earlier else REACH + 1
    if distance > REACH:
        return 0.0
    last = [m for m in earlier if talk.distance(m.head, mention.head) == distance]
    score = 3.0 / (1 + distance) + 0.1 * min(len(thing.mentions), 5) + 0.5 / (1 + (mention.head - last[-1].head) / 20)
    score += (0.5 if talk.named(thing) else 0.0) - (0.0 if _expected(talk, mention, thing) else UNEXPECTED)
    acting = (*AGENTS, WORK) if _speaks(talk, mention) else AGENTS
    agent = talk.alike(acting, talk.cls(thing)) or (talk.cls(thing) is None and talk.named(thing))
    return score + (_as_object(talk, mention, last, agent) if _object(talk, mention) else _as_actor(talk, mention, thing, last, agent, own))


def _as_object(talk: Discourse, mention: Mention, last: Sequence[Mention], agent: bool) -> float:
    """What speaks for a thing where the pronoun is acted on, or given to."""
    given = agent and talk.reading.doc[mention.head].text.lower() in talk.ref.datives
    return (1.0 if given else 0.0) + (0.5 if any(talk.reading.doc[m.head].dep_ == "obj" for m in last) else 0.0)


def _as_actor(talk: Discourse, mention: Mention, thing: Thing, last: Sequence[Mention], agent: bool, own: bool) -> float:
    """What speaks for a thing where the pronoun acts, or has something: subjects, agents, persons, who speaks goes on speaking."""
    score = (1.5 if any(talk.subject(m) for m in last) else 0.0) + (1.0 if agent else 0.0)
    score += 0.4 if agent and talk.headline(thing) else 0.0
    score += 1.5 if talk.last_speaker(mention) is thing else 0.0
    if _speaks(talk, mention) and not agent:
        score -= 1.5
    if talk.person(thing) and talk.says_i(mention):
        score += 2.0
    if own and not agent and not talk.named(thing):
        score -= 1.0
    return score + (1.0 if not own and talk.named(thing) and talk.person(thing) else 0.0)


def _speaks(talk: Discourse, mention: Mention) -> bool:
    """Whether a pronoun is whose word something is: "explique-t-elle", "selon elle"."""
    word = talk.reading.doc[mention.head]
    verb, language = word.head.lemma_.lower(), talk.resources.language
    source = any(c.dep_ == "case" and c.text.lower() in language.source_prepositions for c in word.children)
    return source or (word.dep_ in {*SUBJECTS, "expl:subj"} and (verb in language.reporting_verbs or verb in talk.ref.inquits))


def _object(talk: Discourse, mention: Mention) -> bool:
    """Whether a pronoun is what is acted on or given to: "l'a ouverte", "lui accorde"; not "selon lui"."""
    word = talk.reading.doc[mention.head]
    return word.dep_ in {"obj", "iobj", "obl:arg"} and word.pos_ == "PRON" and not any(c.dep_ == "case" for c in word.children)


def _expected(talk: Discourse, mention: Mention, thing: Thing) -> bool:
    """Whether what the candidates expect of a pronoun leaves the thing possible."""
    typed = talk.types.get(mention)
    wanted = [cls for cls, _, _ in typed.votes] if typed else []
    cls = talk.cls(thing)
    return not wanted or cls is None or talk.alike(wanted, cls)


def overlap(a: Mention, b: Mention) -> bool:
    """Whether two mentions share text."""
    return a.begin < b.end and b.begin < a.end
