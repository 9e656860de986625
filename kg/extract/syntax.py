"""The dependency tree as the clause layer asks about it: who fills a place, under which preposition, who is understood."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rdflib import XSD, Literal

from kg.extract.attachment import bearer, behind, included_in, list_item, place_before
from kg.extract.values import Value
from kg.languages.base import Language
from kg.lexicon import Lexicon
from kg.model import Mention, MentionKind
from kg.parse import RECENT, Reading
from kg.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
OBLIQUES = frozenset({"obl", "obl:arg", "obl:mod", "obl:agent", "iobj", "nmod"})
DEEP = 6
"""Most verbs to climb for a subject that is understood."""
NAME = 8
"""How many tokens back the first word of a name may stand: the preposition may hang from there."""
SET_OFF = frozenset({",", ":"})
"""What may stand between a noun and the names that it counts."""
DATES = frozenset({XSD.date, XSD.gYearMonth, XSD.gYear})


@dataclass(frozen=True, slots=True, eq=False)
class Parse:
    """A reading with its mentions: `at` maps every covered token to its mention, `values` a VALUE mention to what it is worth."""

    reading: Reading
    language: Language
    lexicon: Lexicon
    mentions: tuple[Mention, ...]
    at: Mapping[int, Mention]
    values: Mapping[Mention, Value]

    def mention(self, token: Token) -> Mention | None:
        """The mention whose head a token is, or that covers it."""
        return self.at.get(token.i)

    def is_date(self, mention: Mention) -> bool:
        """Whether a mention is a day, month or year."""
        value = self.values.get(mention)
        return value is not None and isinstance(value.value, Literal) and value.value.datatype in DATES

    def head(self, mention: Mention) -> Token:
        """A mention's head token."""
        return self.reading.doc.tokens[mention.head]


def lemma(token: Token) -> str:
    """A token's lemma in lower case."""
    return (token.lemma_ or token.text).lower()


def has(token: Token, feature: str, value: str) -> bool:
    """Whether a token's morphology says so: `has(token, "Mood", "Cnd")`."""
    return value in token.morph.get(feature)


def children(token: Token, *deps: str) -> list[Token]:
    """A token's dependents of the given relations, in order of the text; without any, all of them."""
    return [child for child in token.children if child.dep_ in deps] if deps else list(token.children)


@lru_cache(maxsize=RECENT)
def case(parse: Parse, token: Token) -> str:
    """The preposition of a nominal or infinitive as a lexicon lists it: "de", "grâce à", "d'après"; "" for none.

    A contraction counts as its preposition where it ends one: "des" → "de", "au sein du" → "au sein de".
    """
    if token.lower_ in parse.language.oblique_relatives:
        return parse.language.oblique_relatives[token.lower_]
    marks = _marks(token, parse.language.prepositional)
    mention = parse.at.get(token.i) if not marks else None
    if mention is not None and mention.kind is MentionKind.NAME:
        first = next((t for t in parse.reading.doc[max(0, token.i - NAME) : token.i + 1] if parse.at.get(t.i) == mention), token)
        marks = _marks(first, parse.language.prepositional)
    return _joined(parse, [word for mark in marks for word in (mark, *children(mark, "fixed"))])


def _marks(token: Token, opening: Collection[str]) -> list[Token]:
    """The words of a nominal's preposition, the adverb that opens it among them: "près de"."""
    found = [child for child in token.lefts if child.dep_ in ("case", "mark") and child.pos_ in ("ADP", "SCONJ", "ADV", "NOUN")]
    return [*(c for c in token.lefts if found and c.dep_ == "advmod" and c.i + 1 == found[0].i and lemma(c) in opening), *found]


def _joined(parse: Parse, marks: list[Token]) -> str:
    """The words of a preposition, the last one by its lemma."""
    words = [mark.text.lower() for mark in marks[:-1]] + [_bare(parse, mark) for mark in marks[-1:]]
    if len(words) == 2 and words[0] in parse.language.takes_partitive and words[1] == parse.language.genitive:  # "avec du maïs"
        words.pop()
    return " ".join(words).replace("' ", "'")


def _bare(parse: Parse, mark: Token) -> str:
    """A preposition without the article that it swallowed; the tagger's lemma of "entre" is at times "entrer"."""
    plain = mark.text.lower() if mark.pos_ == "ADP" and mark.text[-1] not in "'’" else lemma(mark)
    return parse.language.contractions.get(plain, parse.language.contractions.get(lemma(mark), plain))


def is_verb(token: Token) -> bool:
    """A verb that predicates: not an auxiliary of another."""
    return token.pos_ in ("VERB", "AUX") and not token.dep_.startswith(("aux", "cop"))


def is_participle(token: Token) -> bool:
    """A past participle without its auxiliary, whatever the tagger calls it: "défendue par", "basée à"."""
    past = has(token, "VerbForm", "Part") and has(token, "Tense", "Past")
    return past and not children(token, "aux:tense", "aux:pass", "cop")


def is_passive(token: Token) -> bool:
    """ "est racheté", "racheté par": what looks like the subject is the object.

    A subject that the parser calls passive beside the auxiliary of an active tense is none: "n'a pas racheté".
    """
    if children(token, "nsubj:pass") and not children(token, "aux:pass"):
        return not children(token, "aux:tense")
    return bool(children(token, "aux:pass")) or has(token, "Voice", "Pass")


def is_reflexive(token: Token) -> bool:
    """ "s'oppose", "se félicite"."""
    return any(lemma(child) in ("se", "s'") or has(child, "Reflex", "Yes") for child in token.children if child.pos_ == "PRON")


def conjuncts(token: Token) -> Iterator[Token]:
    """A token and what is coordinated with it, however the parser nests it."""
    yield token
    for other in [*list_item(token), *(other for part in (token, *children(token, "flat:name")) for other in children(part, "conj"))]:
        if other.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "X", "ADJ", "SYM") and not children(other, *SUBJECTS):
            yield from conjuncts(other)


def fillers(parse: Parse, token: Token, word: Token | None = None) -> list[Mention]:
    """Who or what a nominal stands for: coordination spread out, relatives replaced, transparent nouns looked through.

    "l'un des patrons de X" → patrons; "X et Y" → X, Y; "qui" → its antecedent; "les firmes X et Y" → X, Y. Of a `word` between
    them, who it is said of: "les rebelles maliens et l'armée" → rebelles.
    """
    found: list[Mention] = []
    for nominal in conjuncts(token):
        if word is not None and token.i < word.i < nominal.i:
            continue
        for meant in listed(parse, nominal) or (_meant(parse, nominal),):
            if meant is not None and meant not in found:
                found.append(meant)
    return found


@lru_cache(maxsize=RECENT)
def listed(parse: Parse, noun: Token) -> tuple[Mention, ...]:
    """The names that a plural noun stands before, two or more: "les peintres X, Y et Z", "deux élus, X et Y, …" → X, Y, Z; X, Y."""
    at, end = _behind_group(parse, noun), noun.sent.end
    if called := _called(parse, noun):
        return called
    names, after = _list_at(parse, at, end)
    if not names and at < end and noun.doc[at].text in SET_OFF:
        names, after = _list_at(parse, at + 1, end)
        names = names if noun.doc[at].text == ":" or after >= end or noun.doc[after].pos_ == "PUNCT" else []
    return tuple(names) if len(names) > 1 else ()


def _called(parse: Parse, noun: Token) -> tuple[Mention, ...]:
    """ "les villes de X, de Y et Z": of some nouns the complement says which they are."""
    if lemma(noun) not in parse.language.called_of or not has(noun, "Number", "Plur"):
        return ()
    names: list[Mention] = []
    at, end = noun.i + 1, noun.sent.end
    while at < end:
        while at < end and _links(parse, noun.doc[at]):
            at += 1
        name = _name_at(parse, at) if at < end else None
        if name is None:
            break
        names.append(name)
        _, at = _next_item(parse, name, end)
    return tuple(names) if len(names) > 1 and case(parse, parse.head(names[0])) == parse.language.genitive else ()


def _links(parse: Parse, token: Token) -> bool:
    """Whether a token is an article or the preposition of a genitive."""
    genitive = parse.language.contractions.get(lemma(token), lemma(token)) == parse.language.genitive
    return genitive or token.pos_ == "DET"


def included(parse: Parse, noun: Token) -> tuple[Mention, ...]:
    """Those of several who are named: "plusieurs ministres, dont X et Y"."""
    at, end = _behind_group(parse, noun), noun.sent.end
    at += 1 if at < end and noun.doc[at].text in SET_OFF else 0
    first = at
    while at < end and at < first + 2 and noun.doc[at].text.lower() in parse.language.including:
        at += 1
    return tuple(_list_at(parse, at, end)[0]) if at > first else ()


def _behind_group(parse: Parse, noun: Token) -> int:
    """The token behind a plural noun's phrase; the sentence's end where it is none."""
    group = parse.at.get(noun.i)
    several = noun.pos_ in ("NOUN", "PROPN") and any(has(t, "Number", "Plur") for t in (noun, *children(noun, "det", "nummod")))
    if not several or group is None or group.kind not in (MentionKind.DESCRIPTION, MentionKind.VALUE) or group.head != noun.i:
        return noun.sent.end
    at = noun.i
    while at < noun.sent.end and (parse.reading.begins[at] < group.end or (noun.doc[at].dep_ == "amod" and noun.doc[at].head.i == noun.i)):
        at += 1
    return at


def _list_at(parse: Parse, at: int, end: int) -> tuple[list[Mention], int]:
    """The names of a list that begins at a token, and the token behind the last."""
    names: list[Mention] = []
    after = at
    while at < end and (name := _name_at(parse, at)) is not None:
        names.append(name)
        after, at = _next_item(parse, name, end)
    return names, after


def _name_at(parse: Parse, at: int) -> Mention | None:
    """The name that begins at a token."""
    found = parse.at.get(at)
    return found if found is not None and found.kind is MentionKind.NAME and found.begin == parse.reading.begins[at] else None


def _next_item(parse: Parse, name: Mention, end: int) -> tuple[int, int]:
    """The token behind a name and what stands in parentheses there; and where the next item begins, `end` where there is none."""
    doc, at = parse.reading.doc, name.head
    while at < end and parse.reading.begins[at] < name.end:
        at += 1
    if at < end and doc[at].text == "(":
        at = next((i + 1 for i in range(at, min(at + NAME, end)) if doc[i].text == ")"), end)
    joined = at < end and (doc[at].text == "," or doc[at].pos_ == "CCONJ")
    return at, at + 1 if joined else end


def _meant(parse: Parse, token: Token) -> Mention | None:
    if has(token, "PronType", "Rel"):
        beside = is_where(parse, token) or lemma(token) == "dont"
        antecedent = (None if is_where(parse, token) else _antecedent(token)) or (place_before(token) if beside else None)
        return _meant(parse, antecedent) if antecedent is not None and antecedent.i != token.i else None
    mention = parse.mention(token)
    if mention is not None and mention.kind in (MentionKind.NAME, MentionKind.TERM, MentionKind.VALUE):
        return mention
    if mention is None and token.pos_ == "X":  # "L'ONG Human Aid": words that the tagger does not know
        named = [m for child in children(token, "nmod", "flat:name", "appos") if (m := parse.mention(child)) and not case(parse, child)]
        return named[0] if named else None
    if lemma(token) in parse.language.transparent_nouns:
        inner = [child for child in children(token, "nmod", "obl:arg", "obl:mod") if case(parse, child) == parse.language.genitive]
        if inner:
            return _meant(parse, inner[0]) or mention
    return mention


def is_where(parse: Parse, token: Token) -> bool:
    """A relative of place: "où"."""
    return token.pos_ in ("PRON", "ADV") and lemma(token) in parse.language.where


def _antecedent(relative: Token) -> Token | None:
    """The noun that a relative clause hangs from."""
    for ancestor in relative.ancestors:
        if ancestor.dep_ == "acl:relcl":
            return ancestor.head
    return None


def surface_subjects(parse: Parse, verb: Token, depth: int = 0) -> list[Mention]:
    """Who stands, or is understood, in the subject's place of a verb, before voice is undone.

    Infinitives, gerunds and coordinated verbs borrow the subject of what governs them, or its object where that verb
    controls it: "permet à X de vendre" → X.
    """
    own = own_subjects(verb) or subject_behind(parse, verb)
    if own:
        listed = [mention for child in own for mention in fillers(parse, child)]
        return list(dict.fromkeys(_coordinated_before(parse, verb, own[0]) + listed))
    if depth > DEEP or children(verb, "expl:subj"):
        return []
    return _borrowed(parse, verb, verb.head, depth) or _misplaced(parse, verb)


def subject_behind(parse: Parse, verb: Token) -> list[Token]:
    """ "où vit X", "à Lyon s'est ouvert le procès": the subject behind a verb that has none before it."""
    if not _is_finite(verb) or verb.dep_ == "conj":
        return []
    where = any(child.i < verb.i and is_where(parse, child) for child in verb.children)
    return behind(verb) if where or is_reflexive(verb) else []


def own_subjects(verb: Token) -> list[Token]:
    """The subjects that the parser gives a verb: of several, those before it as a list, or the nearest.

    "X, Y et Z soutiennent …": the parser calls X and Y subjects; "X remplace Y": both too, but Y stands behind.
    """
    found = [child for child in children(verb, *SUBJECTS) if not included_in(child)] or children(verb, *SUBJECTS)
    before = [child for child in found if child.i < verb.i]
    if len(before) > 1:
        names = [child for child in before if child.pos_ in ("PROPN", "X")]
        return names if len(names) == len(before) else before[-1:]
    return before or found[:1]


def _coordinated_before(parse: Parse, verb: Token, subject: Token) -> list[Mention]:
    """The first of "X et Y ont …" where the parser coordinates the verb with X and leaves it Y alone."""
    joins = [mark for mark in children(verb, "cc") if mark.i == subject.left_edge.i - 1]
    nominal = verb.head.pos_ in ("NOUN", "PROPN", "X") and not case(parse, verb.head)
    return fillers(parse, verb.head) if verb.dep_ == "conj" and joins and nominal and verb.head.i < joins[0].i else []


def _borrowed(parse: Parse, verb: Token, head: Token, depth: int) -> list[Mention]:
    """The subject that a verb has from what it hangs from."""
    if verb.dep_ == "ROOT":
        return []
    if verb.dep_ in ("acl", "amod") or (verb.dep_ == "parataxis" and is_participle(verb) and head.pos_ in ("NOUN", "PROPN")):
        return _noun_subjects(parse, verb, bearer(verb) if is_participle(verb) else head)
    if verb.dep_ == "acl:relcl":
        return []
    if verb.dep_ == "conj" and not is_verb(head) and not is_participle(head):
        return surface_subjects(parse, head, depth + 1) if children(head, "nsubj") else []
    if verb.dep_ == "advcl" and is_participle(verb) and verb.doc[verb.i - 1].text == "," and (noun := bearer(verb)) is not head:
        return fillers(parse, noun, verb)  # "par un repas, organisé par X"
    if _borrows(verb):
        return _controlled(parse, verb, head, depth)
    return []


def _misplaced(parse: Parse, verb: Token) -> list[Mention]:
    """A subject that the parser hung elsewhere: before a finite verb, or after the comma of a participle that opens its sentence."""
    if verb.i == verb.sent.start and (is_participle(verb) or verb.pos_ == "ADJ"):
        comma = next((t for t in verb.sent if t.text == "," and t.i > verb.i), None)
        after = range(comma.i + 1, min(comma.i + NAME, verb.sent.end)) if comma is not None else range(0)
        return [m for m in [next((parse.at[i] for i in after if i in parse.at), None)] if m is not None and m not in parse.values]
    return _before(parse, verb) if _is_finite(verb) else []


def _is_finite(verb: Token) -> bool:
    return any(has(token, "VerbForm", "Fin") for token in (verb, *children(verb, "aux:tense", "aux:pass", "cop")))


def _before(parse: Parse, verb: Token) -> list[Mention]:
    """The nominal right before a finite verb, where only adverbs, clitics and auxiliaries stand between."""
    at = verb.i - 1
    while at >= verb.sent.start and verb.doc[at].pos_ in ("AUX", "ADV", "PRON") and parse.at.get(at) is None:
        at -= 1
    mention = parse.at.get(at) if at >= verb.sent.start else None
    if mention is None or mention in parse.values or mention.kind is MentionKind.PRONOUN:
        return []
    head = parse.head(mention)
    free = not case(parse, head) and head.dep_ not in SUBJECTS and (mention.end <= parse.reading.begins[verb.i])
    return [mention] if free else []


def _borrows(verb: Token) -> bool:
    infinite = not has(verb, "VerbForm", "Fin")
    return verb.dep_ == "conj" or (infinite and verb.dep_ not in ("parataxis", "nsubj", "csubj"))


def _noun_subjects(parse: Parse, verb: Token, noun: Token) -> list[Mention]:
    """ "une entreprise fondée …" → the noun; "la volonté du groupe de réduire" → le groupe."""
    if not has(verb, "VerbForm", "Inf"):
        return fillers(parse, noun, verb)
    if is_controlling(parse, noun):
        return fillers(parse, noun)
    if noun.dep_ == "obj" and is_verb(noun.head):  # "a l'intention de fermer"
        return surface_subjects(parse, noun.head, 1)
    owners = [child for child in children(noun, "nmod") if case(parse, child) == parse.language.genitive]
    return [mention for owner in owners for mention in fillers(parse, owner)] or possessors(parse, noun)


def is_controlling(parse: Parse, noun: Token) -> bool:
    """Whether an infinitive that hangs from a noun is what a verb would have that noun do: "aide X à vendre", "demande à X de vendre"."""
    addressed = noun.dep_ == "obj" or (noun.dep_ in ("iobj", "obl:arg") and case(parse, noun) == "à")
    return addressed and is_verb(noun.head) and lemma(noun.head) in parse.language.object_control


def _controlled(parse: Parse, verb: Token, head: Token, depth: int) -> list[Mention]:
    if not is_verb(head) and not is_participle(head) and head.pos_ not in ("ADJ", "NOUN", "PROPN"):
        return _controlled(parse, verb, head.head, depth + 1) if head.head.i != head.i and depth < DEEP else []
    purpose = verb.dep_ == "advcl" and case(parse, verb) in parse.language.purpose  # "demande à X un prêt pour construire"
    closing = verb.dep_ == "advcl" and has(verb, "VerbForm", "Part") and verb.doc[verb.i - 1].text == ","  # "X a appelé Y, dénonçant …"
    if verb.dep_ in ("xcomp", "advcl", "obl:arg") and not (purpose or closing) and lemma(head) in parse.language.object_control:
        objects = [child for child in children(head, "obj", "iobj", "obl:arg") if parse.mention(child) and child.i < verb.i]
        if objects:
            return [mention for child in objects[:1] for mention in fillers(parse, child)]
    return surface_subjects(parse, head, depth + 1)


def possessors(parse: Parse, noun: Token) -> list[Mention]:
    """Who "son", "sa", "leur" or "dont" says has the noun."""
    found = [child for child in children(noun, "det") if has(child, "Poss", "Yes")]
    mentions = [mention for child in found if (mention := parse.at.get(child.i)) is not None]
    beside = [c for c in noun.head.children if noun.dep_ in SUBJECTS and c.i + 1 == noun.left_edge.i]  # "dont la fille est partie"
    return mentions + [m for c in (*noun.children, *beside) if lemma(c) == "dont" and (m := _meant(parse, c)) is not None]
