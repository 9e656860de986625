"""Posts: of what one is the head, who gets or holds the post that a sentence speaks of, and what somebody is charged with.

"le président chilien" → obl:de Chili; "Roy occupe le poste de ministre" → self Roy; "chargée de l'Énergie" → obl:de Énergie
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.syntax import Parse, case, children, fillers, has, is_passive, is_verb, lemma, surface_subjects
from kg.iris import SCHEMA, interned
from kg.lexicon.source import ACTING_BODY, REALM, SOVEREIGN
from kg.model import Chain, Mention, MentionKind, Predication, Role
from kg.ontology import Ontology
from kg.tokens import Token

MEDIA, PERSON = interned(SCHEMA + "NewsMediaOrganization"), interned(SCHEMA + "Person")
DEPUTY = 4
"""Most words from a role to what makes a deputy of who has it: "rédacteur en chef adjoint"."""
ANY_REALM = "realm"
"""The role of a word for whatever country the text speaks of: the Republic of "le président de la République"."""


def deputised(parse: Parse, noun: Token, forms: tuple[str, ...]) -> tuple[str, ...]:
    """The forms of a role, where it is a deputy's those that say so and the deputy's own: "chef adjoint" is no form of "chef"."""
    deputy = deputy_of(parse, noun)
    if deputy is None:
        return forms
    return (*(form for form in forms if form.endswith(deputy.lower_)), deputy.lower_)


def deputy_of(parse: Parse, noun: Token) -> Token | None:
    """The word right behind a role, or behind the words that make one with it, that makes a deputy of who has it."""
    for word in noun.doc[noun.i + 1 : min(noun.i + DEPUTY, noun.sent.end)]:
        if word.is_punct or not (word.head.i == noun.i or noun.is_ancestor(word) or word.dep_ == "case"):
            return None
        if word.lower_ in parse.language.deputies and not children(word, "case", "det"):
            return word
    return None


def with_realm(parse: Parse, noun: Token, forms: Sequence[str], roles: Sequence[Role]) -> list[Role]:
    """The roles of a head of state or government, with the country that an adjective or "la République" stands for.

    "le président chilien" → obl:de Chili; "le chef de l'État chilien" too; "le ministre chilien de la Pêche" heads no country.
    """
    if not is_sovereign(parse, forms):
        return list(roles)
    genitive = f"obl:{parse.language.genitive}"
    kept: list[Role] = []
    for role in roles:
        if role.name == genitive and _is_realm(parse, role):
            named = [Role(genitive, o.filler) for child in children(parse.head(role.filler), "amod") for o in origin(parse, child)]
            kept += named or [Role(ANY_REALM, role.filler)]
        else:
            kept.append(role)
    if has(noun, "Number", "Plur") or any(role.name == genitive for role in kept):
        return kept
    return kept + [Role(genitive, role.filler) for child in children(noun, "amod") for role in origin(parse, child)]


def is_sovereign(parse: Parse, forms: Sequence[str]) -> bool:
    """Whether a role noun is one by which states call their heads: "premier ministre", not "ministre"."""
    return parse.lexicon.is_a(SOVEREIGN, *forms)


def _is_realm(parse: Parse, role: Role) -> bool:
    """ "la République", "l'État": by itself the name of no country; "la République tchèque" is one."""
    head = parse.head(role.filler)
    return parse.lexicon.is_a(REALM, lemma(head)) and (
        role.filler.kind is MentionKind.DESCRIPTION or role.filler.end - role.filler.begin == len(head.text)
    )


def origin(parse: Parse, adjective: Token) -> tuple[Role, ...]:
    """An adjective that itself stands for a thing: "belge" for its country."""
    mention = parse.mention(adjective)
    return (Role("object", mention),) if mention is not None and mention.head == adjective.i and adjective.dep_ == "amod" else ()


def is_post(parse: Parse, noun: Token) -> bool:
    """Whether a role noun names a post that somebody gets, holds or leaves: the ministre of "hérite du poste de ministre"."""
    return noun.head.i != noun.i and case(parse, noun) == parse.language.genitive and lemma(noun.head) in parse.language.posts


def holders_of_post(parse: Parse, noun: Token) -> Iterator[Role]:
    """Who a clause says has the post that a role noun names.

    "Roy quitte son poste de directeur" → Roy; "le poste de ministre est confié à Roy" → Roy; "brigue le poste de maire" → nobody
    """
    if not is_post(parse, noun):
        return
    post, verb = noun.head, noun.head.head
    word = lemma(verb)
    if word in parse.language.giving_verbs:
        for other in children(verb, "obl:arg", "obl:mod", "iobj"):
            if case(parse, other) == parse.language.recipient:
                yield from (Role("self", m) for m in fillers(parse, other))
    elif word in parse.language.appointing and post.dep_ not in ("nsubj", "nsubj:pass"):
        patients = [m for c in children(verb, "obj") if c.i != post.i for m in fillers(parse, c)]
        yield from (Role("self", m) for m in patients or surface_subjects(parse, verb))
    elif word in parse.language.holding_verbs and is_verb(verb) and not is_passive(verb) and post.dep_ not in ("nsubj", "nsubj:pass"):
        yield from (Role("self", m) for m in surface_subjects(parse, verb))


def is_left(parse: Parse, predication: Predication) -> bool:
    """Whether a post is spoken of as one that somebody leaves, will leave or may not leave: until then, it is had.

    "Roy quittera la direction de Quartz", "Roy ne démissionnera pas de son poste de directeur"
    """
    word = parse.reading.doc[predication.head]
    verb = word.head.head if is_post(parse, word) else word
    return lemma(verb) in parse.language.leaving_verbs


def body(parse: Parse, mention: Mention) -> Mention | None:
    """Whom somebody acts for: the firm of "la direction de Quartz", nobody that is named of "la direction"; else who is meant."""
    noun = parse.head(mention)
    if mention.kind is not MentionKind.DESCRIPTION or not parse.lexicon.is_a(ACTING_BODY, lemma(noun)):
        return mention
    of = (m for child in children(noun, "nmod") if case(parse, child) == parse.language.genitive for m in fillers(parse, child))
    return next(of, None)


def charged_with(parse: Parse, noun: Token) -> Iterator[Role]:
    """ "la ministre chargée de l'Énergie", "la commissaire en charge du climat": what one is charged with is what one is that of."""
    genitive = parse.language.genitive
    for child in children(noun, "acl", "amod", "nmod"):
        if lemma(child) in parse.language.charged and case(parse, child) in ("", "en"):
            for inner in children(child, "obl:arg", "obl:mod", "nmod"):
                if case(parse, inner) == genitive:
                    yield from (Role(f"obl:{genitive}", mention) for mention in fillers(parse, inner))


def opens_sentence(parse: Parse, noun: Token) -> bool:
    """Whether a sentence begins with a noun, or with the participle of an appointment before it: "Nommé ministre, X …"."""
    opening = noun.sent[0]
    text = opening.text.lower()
    stems = {text.removesuffix(ending) + infinitive for ending, infinitive in parse.language.participles if text.endswith(ending)}
    return noun.i == opening.i or (noun.i == opening.i + 1 and bool(stems & parse.language.appointing))


def one_of(parse: Parse, noun: Token) -> Iterator[Mention]:
    """ "l'un des organisateurs", "Ada Lune, l'un des organisateurs": of whom a noun is said that is said of one, and the name beside."""
    head = noun.head
    one = parse.mention(head)
    named = one is not None and one.head == head.i < noun.i and head.pos_ in ("PRON", "NUM") and parse.reading.ends[noun.i] <= one.end
    if one is not None and named and case(parse, noun) == parse.language.genitive:
        yield one
        before, after = head.left_edge.i - 1, next((t.i for t in head.doc[noun.i :] if parse.reading.begins[t.i] >= one.end), -1)
        places = ((before, before - 1), (after, after + 1))
        beside = [parse.at.get(at) for comma, at in places if comma > 0 and head.doc[comma].text == ","]
        yield from (mention for mention in beside if mention is not None and mention.kind is MentionKind.NAME)


def is_anybody(mention: Mention | None, whole: Chain, parse: Parse, ontology: Ontology) -> bool:
    """Whether a nameless medium or somebody without an office is meant: "la télévision belge", "un touriste belge"."""
    if mention is None or whole.cls != PERSON:
        return ontology.is_a(whole.cls, MEDIA)
    noun = parse.head(mention)
    return any(sense.cls == PERSON for sense in parse.lexicon.classes(lemma(noun), noun.text.lower())[:1])
