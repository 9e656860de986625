"""Who says what stands between quotation marks: the words beside them tell, the tree often does not.

« C'est tard », a déclaré la ministre. → la ministre; Pour elle, c'est « un échec total ». → elle
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.attribution import Report, mouthpiece, speaker_of
from kg.extract.mentions import tokens
from kg.extract.syntax import SUBJECTS, Parse, case, children, fillers, has, is_verb, lemma, surface_subjects
from kg.extract.typing import Typed
from kg.iris import NEWS, SCHEMA, interned
from kg.languages.reference import Pointing, Reference
from kg.model import Mention, MentionKind
from kg.ontology import Ontology
from kg.tokens import Token

BESIDE = 5
"""Most tokens between a quotation and the verb that says whose it is."""
BEHIND = 14
"""Most tokens between such a verb and the one who speaks: "a déclaré, mardi soir à Lyon, la ministre"."""
LONG = 7
"""Words of a quotation that is more than a phrase."""
VOICES = tuple(
    interned(iri) for iri in (*(SCHEMA + n for n in ("Person", "Organization", "CreativeWork", "Place")), NEWS + "Group", NEWS + "Service")
)
"""Kinds of things whose words can be quoted."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch between quotation marks: where, and its first and last token."""

    begin: int
    end: int
    first: int
    last: int

    def holds(self, token: int) -> bool:
        """Whether a token stands in it."""
        return self.first <= token <= self.last


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """A reading's quotations, with what tells their speakers."""

    parse: Parse
    ref: Reference
    quotes: tuple[Quote, ...]
    reports: tuple[Report, ...]
    types: Mapping[Mention, Typed]
    ontology: Ontology

    def token(self, i: int) -> Token | None:
        """The token at an index, None beyond the text."""
        doc = self.parse.reading.doc
        return doc[i] if 0 <= i < len(doc) else None

    def beside(self, one: int, other: int) -> bool:
        """Whether two tokens stand in one block."""
        blocks = self.parse.reading.blocks
        return blocks[one] == blocks[other]

    def quoted(self, i: int) -> bool:
        """Whether a token stands in a quotation."""
        at = bisect_left(self.quotes, i, key=lambda q: q.last)
        return at < len(self.quotes) and self.quotes[at].holds(i)

    def reports_speech(self, verb: Token) -> bool:
        """Whether a verb says that something is said: "affirmer"; or how: "ironiser", "qualifier de"."""
        word = lemma(verb)
        return is_verb(verb) and (word in self.parse.language.reporting_verbs or word in self.ref.inquits or word in self.ref.wordings)

    def voice(self, mention: Mention | None) -> bool:
        """Whether it can be somebody's voice: a person, a body, a paper, or of no known kind."""
        if mention is None or mention.kind is MentionKind.VALUE:
            return False
        typed = self.types.get(mention)
        known = typed is not None and typed.cls is not None and mention.kind is not MentionKind.PRONOUN
        return not known or any(self.ontology.is_a(typed.cls, kind) for kind in VOICES)  # type: ignore[union-attr,arg-type]


def speaker(speech: Speech, quote: Quote) -> Mention | None:
    """The one who says it, by the first rule that finds somebody; None where it is nobody's word."""
    rules: tuple[Callable[[Speech, Quote], Mention | None], ...] = (after, _inside, _source_behind, _introduced, _governed, _in_sentence)
    return next((found for rule in rules if (found := rule(speech, quote)) is not None), None)


def after(speech: Speech, quote: Quote) -> Mention | None:
    """ "« … », a déclaré hier la ministre", "« … » (Ada Lune)"."""
    for i in range(quote.last + 1, quote.last + 1 + BESIDE):
        token = speech.token(i)
        if token is None or not speech.beside(i, quote.last) or speech.quoted(i) or token.text in {".", ";", ":", "?", "!"}:
            return None
        if token.text == "(":
            return _in_brackets(speech, i)
        if is_verb(token):
            return _behind(speech, token)
        if i in speech.parse.at and speech.parse.at[i].kind is not MentionKind.PRONOUN:
            return None
    return None


def _in_brackets(speech: Speech, i: int) -> Mention | None:
    """A name alone in brackets."""
    mention = speech.parse.at.get(i + 1)
    after = speech.token(tokens(speech.parse.reading, mention)[-1] + 1) if mention is not None else None
    named = mention is not None and mention.kind is MentionKind.NAME and after is not None and after.text in {")", ","}
    return mention if named and speech.voice(mention) else None


def _behind(speech: Speech, verb: Token) -> Mention | None:
    """The inverted subject of a verb beside a quotation: a clitic of any verb, else a nominal behind one that reports."""
    if not (has(verb, "VerbForm", "Fin") or children(verb, "aux:tense", "aux:pass", "aux")) and not verb.nbor().text.startswith("-"):
        return None
    for i in range(verb.i + 1, min(verb.i + BEHIND, verb.sent.end)):
        token = verb.doc[i]
        mention = speech.parse.at.get(i)
        if speech.quoted(i) or token.text in {".", ";", ":", "(", "?", "!"}:
            return None
        if token.text.startswith("-") and mention is not None:
            return mention
        if not speech.reports_speech(verb) or (is_verb(token) and has(token, "VerbForm", "Fin")):
            return None
        if mention is not None and _stands_free(speech, mention, i):
            return mention
    return None


def _stands_free(speech: Speech, mention: Mention, i: int) -> bool:
    """Whether a nominal begins here that no preposition governs: not the "AFP" of "à l'AFP", nor a date."""
    if mention.kind in (MentionKind.VALUE, MentionKind.PRONOUN):
        return False
    return tokens(speech.parse.reading, mention)[0] == i and not _in_phrase(speech, mention) and speech.voice(mention)


def _inside(speech: Speech, quote: Quote) -> Mention | None:
    """ "« Moi, dit-il, je reste »": a verb of saying between commas with its inverted subject."""
    for i in range(quote.first + 1, quote.last):
        verb = speech.parse.reading.doc[i]
        if not speech.reports_speech(verb) or (verb.nbor(-1).text not in {",", "–"} and verb.nbor(-1).pos_ != "AUX"):
            continue
        after = speech.parse.at.get(i + 1)
        if verb.nbor().text.startswith("-") and after is not None:
            return after
        if verb.nbor(-1).text == "," and after is not None and _stands_free(speech, after, i + 1):
            closing = speech.token(tokens(speech.parse.reading, after)[-1] + 1)
            if closing is not None and closing.text == ",":
                return after
    return None


def _source_behind(speech: Speech, quote: Quote) -> Mention | None:
    """ "« … » selon Ada Lune"."""
    reach = range(quote.last + 1, quote.last + BESIDE + 2)
    return next((r.speaker for r in speech.reports if _is_source(speech, r) and r.head in reach and r.first <= quote.last), None)


def _is_source(speech: Speech, report: Report) -> bool:
    return not is_verb(speech.parse.reading.doc[report.head])


def _introduced(speech: Speech, quote: Quote) -> Mention | None:
    """What stands before a colon: "La ministre ajoute : « … »", "Pour Ada Lune : « … »", "Ada Lune : « … »"."""
    text, begins = speech.parse.reading.article.text, speech.parse.reading.begins
    before = text[max(0, begins[quote.first] - 8) : begins[quote.first]].rstrip(' «»“”"[(\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}…')
    at = quote.first - 1
    if not before.endswith(":") or at < 0 or not speech.beside(at, quote.first):
        return None
    while at > 0 and speech.parse.reading.doc[at].is_punct:
        at -= 1
    sent = speech.parse.reading.doc[at].sent
    return _before(speech, sent.start, at) or _subject(speech, sent.root, at) or _name_alone(speech, sent.start, at)


def _subject(speech: Speech, root: Token, last: int) -> Mention | None:
    """Who does what the sentence before a colon says: "Le maire prend la parole : « … »"."""
    named = [m for c in children(root, *SUBJECTS) if c.i <= last for m in fillers(speech.parse, c)]
    return next((m for m in named if _surely(speech, m)), None)


def _surely(speech: Speech, mention: Mention) -> bool:
    """Whether it is known to be somebody's voice."""
    typed = speech.types.get(mention)
    pronoun = speech.ref.pronouns.get(speech.parse.head(mention).text.lower()) if mention.kind is MentionKind.PRONOUN else None
    personal = pronoun is not None and pronoun.pointing is Pointing.PERSONAL
    return personal or (typed is not None and typed.cls is not None and mention.kind is not MentionKind.PRONOUN and speech.voice(mention))


def _name_alone(speech: Speech, first: int, last: int) -> Mention | None:
    """A name that is all that stands before the colon."""
    mention = speech.parse.at.get(last)
    alone = mention is not None and mention.kind is MentionKind.NAME and tokens(speech.parse.reading, mention)[0] == first
    return mention if alone and speech.voice(mention) else None


def _governed(speech: Speech, quote: Quote) -> Mention | None:
    """The nearest before it in its sentence: "La ministre estime que … « … »", "Selon Ada Lune, c'est « … »"."""
    doc = speech.parse.reading.doc
    at = quote.first - 1
    if at < 0 or not speech.beside(at, quote.first) or doc[quote.first].is_sent_start:
        return None
    return _before(speech, doc[quote.first].sent.start, at)


def _before(speech: Speech, first: int, last: int) -> Mention | None:
    """Whose word the last source or verb of saying between two tokens gives, outside of other quotations."""
    sources = {report.head: report.speaker for report in speech.reports if _is_source(speech, report)}
    for i in range(last, first - 1, -1):
        token = speech.parse.reading.doc[i]
        if speech.quoted(i):
            continue
        if sources.get(i) is not None:
            return sources[i]
        if (who := _opinion(speech, i, first)) is not None:
            return who
        likens = is_verb(token) and lemma(token) in speech.ref.likening and lemma(speech.parse.reading.doc[last]) == "comme"
        who = said_by(speech, token) if likens or speech.reports_speech(token) else None
        if who is not None and not speech.quoted(who.head) and speech.voice(who):
            return who
    return None


def said_by(speech: Speech, verb: Token, depth: int = 0) -> Mention | None:
    """Whose word a verb of saying gives, by the words around it before the tree: "X l'a appelé", "comme le dit X", "avant d'ajouter"."""
    if (through := mouthpiece(speech.parse, verb)) is not None:
        return through
    if children(verb, "aux:pass"):
        agents = (c for c in verb.children if case(speech.parse, c) == speech.parse.language.agent_preposition)
        return next((m for agent in agents for m in fillers(speech.parse, agent)), None)
    group = _group(verb)
    if group > verb.sent.start and lemma(verb.doc[group - 1]) == "comme":
        return _behind(speech, verb)
    right_before = _subject_before(speech, verb, group)
    if right_before is not None:
        return right_before
    tree = next((m for m in surface_subjects(speech.parse, verb) if not _in_phrase(speech, m) and not _hollow(speech, m)), None)
    if tree is not None and children(verb, *SUBJECTS):
        return tree
    above = verb.head
    if has(verb, "VerbForm", "Inf") and above.i != verb.i and speech.reports_speech(above) and depth < BESIDE:
        return _behind(speech, above) or said_by(speech, above, depth + 1)
    who = tree or speaker_of(speech.parse, verb)
    return who if who is not None and not _in_phrase(speech, who) else None


def _hollow(speech: Speech, mention: Mention) -> bool:
    """ "cela", "on": nobody's word; an adjective of nationality speaks for nobody either."""
    head = speech.parse.head(mention)
    pronoun = speech.ref.pronouns.get(head.text.lower())
    return (pronoun is not None and pronoun.pointing is Pointing.NEUTER) or lemma(head) == "on" or head.pos_ == "ADJ"


def _group(verb: Token) -> int:
    """Where a verb begins with its auxiliaries, clitics and negation: "ne l'a pas dit"."""
    at = min([verb.i, *(c.i for c in children(verb, "aux:tense", "aux:pass"))])
    while at > verb.sent.start and (
        verb.doc[at - 1].pos_ == "AUX" or (verb.doc[at - 1].pos_ in {"PRON", "ADV"} and not verb.doc[at - 1].dep_.startswith("nsubj"))
    ):
        at -= 1
    return at


def _subject_before(speech: Speech, verb: Token, group: int) -> Mention | None:
    """The nominal right before a finite verb with its clitics, whatever the parser makes of it."""
    mention = speech.parse.at.get(group - 1) if group > verb.sent.start else None
    if group > verb.sent.start and verb.doc[group - 1].text == ",":
        mention = _set_off(speech, verb.sent.start, group - 1)
    if not any(has(verb.doc[i], "VerbForm", "Fin") for i in range(group, verb.i + 1)):
        return None
    for _ in range(3):
        if mention is None or mention.kind in (MentionKind.PRONOUN, MentionKind.VALUE):
            return None
        if not _in_phrase(speech, mention) and not _hollow(speech, mention):
            return mention if speech.voice(mention) and mention.head < group else None
        mention = speech.parse.at.get(speech.parse.head(mention).head.i)
    return None


def _set_off(speech: Speech, first: int, comma: int) -> Mention | None:
    """The name before a verb over commas: "Ada Lune, de la Ligue, a dit …", "La ministre, Ada Lune, a dit …"."""
    beside = speech.parse.at.get(comma - 1)
    if beside is not None and beside.kind is MentionKind.NAME and speech.parse.head(beside).ent_type_ == "PER":
        before = speech.token(tokens(speech.parse.reading, beside)[0] - 1)
        if before is not None and before.text == ",":
            return beside
    name = speech.parse.at.get(first)
    after = speech.token(tokens(speech.parse.reading, name)[-1] + 1) if name is not None else None
    return name if name is not None and name.kind is MentionKind.NAME and after is not None and after.text == "," else None


def _in_phrase(speech: Speech, mention: Mention) -> bool:
    """Whether a preposition governs a mention."""
    first = tokens(speech.parse.reading, mention)[0]
    before = speech.token(first - 1)
    if before is not None and before.pos_ == "DET":
        before = speech.token(first - 2)
    return before is not None and before.pos_ == "ADP" and lemma(before) != "comme" and speech.beside(before.i, first)


def _opinion(speech: Speech, i: int, first: int) -> Mention | None:
    """ "Mais pour le syndicat, c'est « un recul »": at the head of its clause, or with a comma or colon right behind."""
    doc = speech.parse.reading.doc
    if doc[i].text.lower() not in speech.parse.language.opinion_prepositions:
        return None
    who = speech.parse.at.get(i + 1) or speech.parse.at.get(i + 2)
    after = speech.token(tokens(speech.parse.reading, who)[-1] + 1) if who is not None else None
    apart = i == first or doc[i - 1].is_punct or doc[i - 1].pos_ == "CCONJ"
    closed = i == first or (after is not None and after.text in {",", ":"})
    return who if who is not None and apart and closed and _surely(speech, who) else None


def _in_sentence(speech: Speech, quote: Quote) -> Mention | None:
    """A verb of saying, or a source, behind it in its sentence: "Le « grand bond » est salué, dit la ministre"."""
    doc = speech.parse.reading.doc
    rest: Iterator[int] = (i for i in range(quote.last + 1, doc[quote.last].sent.end) if not speech.quoted(i))
    sources = {report.head: report.speaker for report in speech.reports if _is_source(speech, report)}
    for i in rest:
        if sources.get(i) is not None:
            return sources[i]
        if lemma(doc[i]) in speech.parse.language.reporting_verbs and is_verb(doc[i]):
            who = said_by(speech, doc[i])
            if who is not None and who.head > quote.last and speech.voice(who) and not speech.quoted(who.head):
                return who
    return None


def carried_on(speech: Speech, quote: Quote, said: Sequence[tuple[Quote, Mention]]) -> Mention | None:
    """Speech that nobody is said to speak goes on: "« Non », dit Ada Lune. « Je reste. »", also in the next paragraph."""
    if not said:
        return None
    last, who = said[-1]
    doc, blocks = speech.parse.reading.doc, speech.parse.reading.blocks
    opens = doc[quote.first].is_sent_start or not speech.beside(max(quote.first - 1, 0), quote.first)
    between = sum(1 for i in range(last.last + 1, quote.first) if doc[i].is_sent_start)
    near = blocks[quote.first] - blocks[last.last] <= (1 if opens else 0) and between <= 2
    finite = any(doc[i].pos_ == "AUX" or (is_verb(doc[i]) and has(doc[i], "VerbForm", "Fin")) for i in range(quote.first, quote.last + 1))
    return who if near and (finite or quote.last - quote.first >= LONG) else None
