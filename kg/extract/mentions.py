"""What an article mentions: names, terms, descriptions, pronouns and values, each with the token that stands for it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from kg.extract import values
from kg.extract.acronyms import spelt_out
from kg.extract.capitals import is_dated, is_numbered, is_zone, shouted
from kg.extract.names import called_after, names
from kg.extract.nested import places_within
from kg.extract.resources import Resources
from kg.extract.shapes import Stretch, capital, names_figure
from kg.extract.tasks import tasks
from kg.extract.terms import people, terms
from kg.languages.reference import Pointing, Reference, reference
from kg.model import Amount, Mention, MentionKind
from kg.parse import RECENT, Reading
from kg.tokens import Token


def mentions(reading: Reading, resources: Resources) -> tuple[Mention, ...]:
    """Every nominal that could fill a role, in order of the text, at most one for each head token.

    "La firme Ariel a vendu 3 usines" → La firme (description), Ariel (name), 3 usines (value)
    """
    ref = reference(resources.language.code)
    numbered = [stretch for stretch, _ in _values(reading) if is_numbered(reading, stretch)]
    amounts = {stretch: span for stretch, span in _values(reading) if stretch not in numbered}
    measured = {(value.begin, value.end) for value in values.of(reading.article) if isinstance(value.value, Amount)}
    free = frozenset(range(len(reading.doc))) - _covered(amounts)
    known = terms(reading, resources, free)
    free -= _covered(stretch for stretch, _ in known)
    capitals = [*shouted(reading, resources, free), *(s for s in numbered if free.issuperset(range(s.first, s.last + 1)))]
    free -= _covered(capitals)
    called = (*capitals, *spelt_out(reading, names(reading, resources, free - frozenset(people(reading, resources))), free))
    named = tuple(n for n in called if not _is_part_of_place(reading, n, ref, resources) and not is_zone(reading, n))
    fixed = {**dict.fromkeys(amounts, MentionKind.VALUE), **dict(known), **dict.fromkeys(named, MentionKind.NAME)}
    figures = frozenset(s.first for s, span in amounts.items() if span in measured)
    nominal = _descriptions(reading, ref, fixed, figures)
    pronouns = _pronouns(reading, ref, frozenset(range(len(reading.doc))) - _covered(fixed))
    found = [_mention(reading, s, kind, _head(reading, s)) for s, kind in fixed.items() if kind is not MentionKind.VALUE]
    found += _namesakes(reading, resources, named)
    found += [_mention(reading, s, MentionKind.NAME, _head(reading, s)) for s in places_within(reading, resources, named)]
    worth = [Mention(begin, end, MentionKind.VALUE, _head(reading, s)) for s, (begin, end) in amounts.items()]
    return _unique([*worth, *found, *nominal, *pronouns, *tasks(reading, resources.language)])


def at(found: Iterable[Mention], reading: Reading) -> Mapping[int, Mention]:
    """Every token that a mention covers → the smallest that covers it; a head token → its own mention."""
    by_token: dict[int, Mention] = {}
    for mention in sorted(found, key=lambda m: (m.begin - m.end, m)):
        for i in tokens(reading, mention) if mention.kind is not MentionKind.TASK else ():
            by_token[i] = mention
    return {**by_token, **{m.head: m for m in found}}


@lru_cache(maxsize=RECENT)
def tokens(reading: Reading, mention: Mention) -> range:
    """The indices of the tokens that a mention covers."""
    first = last = mention.head
    while first > 0 and reading.begins[first - 1] >= mention.begin:
        first -= 1
    while last + 1 < len(reading.doc) and reading.ends[last + 1] <= mention.end:
        last += 1
    return range(first, last + 1)


def _covered(stretches: Iterable[Stretch]) -> frozenset[int]:
    return frozenset(i for s in stretches for i in range(s.first, s.last + 1))


def _mention(reading: Reading, stretch: Stretch, kind: MentionKind, head: int) -> Mention:
    begin, end = reading.span(stretch.first, stretch.last)
    return Mention(begin, end, kind, head)


def _head(reading: Reading, stretch: Stretch) -> int:
    """The token by which the rest of the tree knows a stretch; in "M. Durand" that is the title, as the parser draws it."""
    return int(reading.doc[stretch.first : stretch.last + 1].root.i)


def _unique(found: Iterable[Mention]) -> tuple[Mention, ...]:
    """Sorted; of two mentions with one head token the surer kind stays."""
    ranks = {
        kind: rank
        for rank, kind in enumerate(
            (MentionKind.VALUE, MentionKind.TERM, MentionKind.NAME, MentionKind.DESCRIPTION, MentionKind.PRONOUN, MentionKind.TASK)
        )
    }
    best: dict[int, Mention] = {}
    for mention in sorted(found, key=lambda m: (ranks[m.kind], m)):
        best.setdefault(mention.head, mention)
    return tuple(sorted(best.values()))


def _values(reading: Reading) -> Iterator[tuple[Stretch, tuple[int, int]]]:
    """The tokens of amounts and dates."""
    for value in values.of(reading.article):
        inside = range(bisect_left(reading.begins, value.begin), bisect_right(reading.ends, value.end))
        if inside and not _edition(reading, inside) and not is_dated(reading, inside):
            yield Stretch(inside[0], inside[-1]), (value.begin, value.end)


def _edition(reading: Reading, inside: Sequence[int]) -> bool:
    """A year that is part of a name: "Mondial 2018"."""
    year, before = reading.doc[inside[-1]], inside[0] - 1
    bare = len(inside) == 1 and year.text.isdigit() and len(year.text) == 4 and before >= 0
    return (
        bare
        and capital(reading.doc[before])
        and year.head.i == before
        and reading.doc[before].pos_ in {"NOUN", "PROPN", "X"}
        and not year.is_sent_start
    )


def _descriptions(reading: Reading, ref: Reference, fixed: Mapping[Stretch, MentionKind], figures: frozenset[int]) -> Iterator[Mention]:
    """Noun phrases that are no name or term; a figure is said of them and no part of them: "un rapport de 81 pages" → un rapport."""
    taken = _covered(fixed)
    ends = {i: s.last if s.first not in figures else -1 for s in fixed for i in range(s.first, s.last + 1)}
    for token in reading.doc:
        if token.i in taken or not _nominal(token, ref):
            continue
        stretch = Stretch(_first(token, taken), _last(token, ref, ends))
        yield _mention(reading, stretch, MentionKind.DESCRIPTION, token.i)


def _nominal(token: Token, ref: Reference) -> bool:
    """A noun that stands for something: "firme", the "un" of "l'un des patrons"; not the "face" of "face à"."""
    if token.dep_ in {"case", "fixed", "mark", "cc"} or token.is_punct or token.text.lower() in ref.titles:
        return False
    if _one_of(token, ref):
        return True
    if token.dep_ in {"nmod", "obl:arg", "obl:mod"} and _one_of(token.head, ref) and token.i > token.head.i:
        return False  # "l'un des patrons" is one mention, of one
    return token.pos_ in {"NOUN", "PROPN"} and any(c.isalpha() for c in token.text) and token.text.lower() not in ref.pronouns


def _one_of(token: Token, ref: Reference) -> bool:
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    return (
        token.text.lower() in ref.one_of
        and after is not None
        and after.text.lower() in ref.genitives
        and token.pos_ in {"PRON", "NUM", "NOUN"}
    )


def _first(noun: Token, taken: frozenset[int]) -> int:
    """Where a noun phrase begins: its determiner, numeral and adjectives, without its preposition."""
    first, doc = noun.i, noun.doc
    while first > noun.sent.start and first - 1 not in taken:
        before = doc[first - 1]
        inside = first <= before.head.i <= noun.i
        if not inside or before.pos_ not in {"DET", "ADJ", "NUM", "ADV"} or before.dep_ in {"case", "mark", "cc"}:
            break
        if before.pos_ == "ADV" and before.head.pos_ != "ADJ":
            break
        first -= 1
    return first


def _last(noun: Token, ref: Reference, ends: Mapping[int, int]) -> int:
    """Where a noun phrase ends: behind its adjectives and the complements that "de" ties to it."""
    doc, last, end = noun.doc, noun.i, noun.sent.end
    while last + 1 < end:
        after = doc[last + 1]
        if ends.get(after.i) == -1 or (after.i in ends and (ends[after.i] != after.i or after.pos_ != "ADJ" or capital(after))):
            break
        if _adjectival(after, noun, last):
            last += 1
        elif _is_compound(after, noun, last):
            last += 2
        elif (
            after.dep_ in {"case", "det"} and after.text.lower() in ref.genitives and (inner := _complement(after, noun, last)) is not None
        ):
            if ends.get(inner.i) == -1 or names_figure(inner):
                break
            last = ends[inner.i] if inner.i in ends else _last(inner, ref, ends)
        else:
            break
    return last


def _adjectival(after: Token, noun: Token, last: int) -> bool:
    """An adjective right behind its noun, or the adverb before one: "très connue"."""
    if after.dep_ == "amod" and after.pos_ == "ADJ":
        shared = noun.dep_ == "conj" and after.head.i == noun.head.i and not capital(after)  # "l'actrice et chanteuse belge"
        return noun.i <= after.head.i <= last or shared
    bare = after.dep_ in {"nmod", "amod"} or (after.dep_ == "appos" and after.i + 1 < len(after.doc) and capital(after.nbor()))
    if bare and after.pos_ in {"NOUN", "PROPN"} and (after.text.islower() or after.text.isupper()):
        return (
            after.i == last + 1 and after.head.i == last and not any(c.dep_ in {"case", "det", "nummod"} for c in after.lefts)
        )  # "version grand public", "carte SD"
    return after.pos_ == "ADV" and after.head.i == after.i + 1 and after.head.dep_ == "amod" and after.head.head.i == noun.i


def _is_compound(after: Token, noun: Token, last: int) -> bool:
    """The adjective and noun that specify a noun without preposition: "version grand public"."""
    second = after.head
    bare = second.dep_ == "nmod" and second.text.islower() and not any(c.dep_ in {"case", "det"} for c in second.lefts)
    return (
        after.dep_ == "amod" and second.i == after.i + 1 == last + 2 and second.pos_ == "NOUN" and bare and second.head.i == noun.i == last
    )


def _complement(preposition: Token, noun: Token, last: int) -> Token | None:
    """The noun behind "de" where it hangs from what the phrase already holds."""
    inner = preposition.head
    tied = inner.i > preposition.i and noun.i <= inner.head.i <= last and inner.dep_ in {"nmod", "obl:arg", "obl:mod", "dep", "flat:name"}
    return inner if tied and inner.pos_ in {"NOUN", "PROPN", "X", "NUM"} else None


def _is_part_of_place(reading: Reading, name: Stretch, ref: Reference, resources: Resources) -> bool:
    """The "Est" of "l'Est de la Libye", which by itself is no name."""
    point, after = reading.doc[name.first], name.last + 1
    alone = name.first == name.last and point.text.lower() in resources.language.directions
    return alone and after < len(reading.doc) and reading.doc[after].text.lower() in ref.genitives


def _namesakes(reading: Reading, resources: Resources, named: Iterable[Stretch]) -> Iterator[Mention]:
    """Who gave a name: the Dubois of "le gouvernement Dubois"."""
    for stretch in named:
        if stretch.last == stretch.first + 1 and called_after(reading.doc[stretch.last], resources):
            yield _mention(reading, Stretch(stretch.last, stretch.last), MentionKind.NAME, stretch.last)


def _pronouns(reading: Reading, ref: Reference, free: frozenset[int]) -> Iterator[Mention]:
    for token in reading.doc:
        if token.i in free and _pronominal(token, ref):
            yield _mention(reading, Stretch(token.i, token.i), MentionKind.PRONOUN, token.i)


def _pronominal(token: Token, ref: Reference) -> bool:
    """A pronoun that can stand for a thing, or a possessive determiner; never the "il" of "il faut"."""
    form = token.text.lower()
    if form in ref.possessives and token.pos_ == "DET":
        return True
    if form in ref.last:
        return token.pos_ != "NOUN" and token.i > 0 and token.nbor(-1).text.lower() in ref.demonstrative | {"ce"} and token.dep_ != "amod"
    pronoun = ref.pronouns.get(form)
    if pronoun is None or token.dep_ in {"case", "fixed"} or (token.pos_ not in {"PRON", "PROPN", "NOUN"} and not form.startswith("-")):
        return False
    if pronoun.pointing is Pointing.RELATIVE:
        return "Rel" in token.morph.get("PronType") or token.dep_ in {"nsubj", "nsubj:pass", "obj"}
    return pronoun.pointing is not Pointing.PERSONAL or not impersonal(token, ref)


def impersonal(token: Token, ref: Reference) -> bool:
    """ "il faut", "il s'agit de", "il y a", "il est possible de"."""
    if token.text.lower().lstrip("-") not in {"il", "t-il"}:
        return False
    verb = token.head
    if verb.lemma_.lower() in ref.impersonal:
        return True
    there = any(c.text.lower() == "y" for c in verb.children) and verb.lemma_ == "avoir"
    clausal = [
        c
        for c in verb.children
        if c.i > verb.i and c.dep_ in {"csubj", "ccomp", "xcomp", "acl", "advcl", "dep"} and c.pos_ in {"VERB", "AUX"}
    ]
    if clausal and verb.lemma_.lower() in ref.impersonal_passive and any(c.dep_ in {"aux:pass", "cop"} for c in verb.children):
        return True
    copular = verb.pos_ in {"ADJ", "ADV", "NOUN"} and any(c.dep_ == "cop" for c in verb.children)
    return there or (copular and bool(clausal) and token.dep_ == "expl:subj")
