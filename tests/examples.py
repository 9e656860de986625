"""Extractions made by hand and by chance, for the tests of everything right of `Extraction`."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st
from rdflib import XSD, Literal, URIRef

from kg.iris import NEWS, SCHEMA, slug
from kg.model import Amount, Article, Block, BlockKind, Chain, Claim, Evidence, Extraction, Mention, MentionKind, Quotation, Status

LEXICON = "https://example.org/lexicon/fr#"
KINDS = {
    "schema:Person": "person",
    "schema:Organization": "organization",
    "news:Company": "organization",
    "schema:SportsTeam": "organization",
    "schema:City": "place",
    "schema:TVSeries": "work",
    "news:Technology": "technology",
    "news:Group": "group",
    "schema:Event": "event",
    "schema:Thing": "thing",
}


def term(name: str) -> URIRef:
    """`news:uses` → its IRI."""
    prefix, local = name.split(":")
    return URIRef({"news": NEWS, "schema": SCHEMA, "lex": LEXICON}[prefix] + local)


def article(id: str, text: str, **options: Any) -> Article:
    """An article of one paragraph."""
    return Article(id=id, text=text, blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),), lang=options.pop("lang", "fr"), **options)


def chain(text: str, name: str, cls: str, *others: str, named: bool = True, same_as: str | None = None, nth: int = 1) -> Chain:
    """A thing mentioned wherever one of its names stands in the text; `nth` tells namesakes of one article apart."""
    kind = MentionKind.NAME if named else MentionKind.DESCRIPTION
    spans = sorted({found.span() for said in (name, *others) for found in re.finditer(re.escape(said), text)})
    key = f"{KINDS[cls]}/{slug(name)}" + (f"-{nth}" if nth > 1 else "")
    mentions = tuple(Mention(begin, end, kind, 0) for begin, end in spans)
    names = (name, *others) if named else ()
    wikidata = URIRef(f"http://www.wikidata.org/entity/{same_as}") if same_as else None
    return Chain(key, name, term(cls), names, mentions, ("same words",) * len(mentions), wikidata)


def claim(text: str, s: Chain, p: str, o: Chain | Amount | Literal, words: str, **options: Any) -> Claim:
    """What `words` of the text say, in the sentence they stand in."""
    begin = text.index(words)
    sentence = next(m for m in re.finditer(r"[^.]+\.?", text) if m.start() <= begin < m.end())
    lead = len(sentence[0]) - len(sentence[0].lstrip())
    evidence = Evidence(begin, begin + len(words), sentence.start() + lead, max(sentence.end(), begin + len(words)))
    status = options.pop("status", Status.ASSERTED)
    return Claim(s, term(p), o, status, evidence, options.pop("sense", term("lex:exemple.sens")), **options)


def bakery(id: str = "fournil", date: str | None = "2024-03-05", **options: Any) -> Extraction:
    """A small article with a little of everything."""
    text = (
        "Le Fournil Bleu utilise la levure lente. La boulangerie a réalisé 2,5 millions d’euros de chiffre d’affaires, selon Le Courrier. "
        "Des apprentis s’opposent à la levure lente. Anne Le Goff, directrice du Fournil Bleu, répond : « Le pain y gagne »."
    )
    firm = chain(text, "Le Fournil Bleu", "news:Company", "Fournil Bleu")
    yeast = chain(text, "levure lente", "news:Technology")
    paper = chain(text, "Le Courrier", "schema:Organization")
    anne = chain(text, "Anne Le Goff", "schema:Person")
    group = chain(text, "Des apprentis", "news:Group", named=False)
    takings = Amount("2500000", "EUR", money=True)
    begin = text.index("Le pain")
    claims = (
        claim(text, firm, "news:uses", yeast, "Le Fournil Bleu utilise la levure lente", confidence=0.9),
        claim(text, firm, "news:revenue", takings, "2,5 millions d’euros de chiffre d’affaires", status=Status.REPORTED, speaker=paper),
        claim(text, group, "news:opposes", yeast, "Des apprentis s’opposent à la levure lente"),
        claim(text, anne, "news:leads", firm, "Anne Le Goff, directrice du Fournil Bleu"),
        claim(text, anne, "schema:jobTitle", Literal("directrice"), "Anne Le Goff, directrice"),
    )
    quotation = Quotation(begin, begin + len("Le pain y gagne"), anne)
    return Extraction(
        article(id, text, date=date, title="Le pain bleu", publisher="Le Courrier", url="https://courrier.example/pain?a=1", **options),
        (firm, yeast, paper, anne, group),
        claims,
        (quotation,),
    )


def renamed(extraction: Extraction, name: str) -> Extraction:
    """The same article in which the firm and the headline are called otherwise, and what is said is a hostile job title."""
    firm = extraction.chains[0]
    other = dataclasses.replace(firm, label=name, names=(name, "Fournil Bleu"))

    def end(value: Chain | Amount | Literal) -> Chain | Amount | Literal:
        return other if value == firm else Literal(name) if isinstance(value, Literal) else value

    claims = tuple(
        dataclasses.replace(c, subject=other if c.subject == firm else c.subject, object=end(c.object)) for c in extraction.claims
    )
    article = dataclasses.replace(extraction.article, title=name, publisher=name, author=name, url=f"https://x.example/{name}")
    return dataclasses.replace(extraction, article=article, chains=(other, *extraction.chains[1:]), claims=claims)


def mention_of(id: str, name: str, cls: str, *others: str, date: str | None = "2024-01-01", **options: Any) -> Extraction:
    """An article that names one thing and says nothing of it."""
    text = f"{name} est là, et {' et '.join(others)} aussi." if others else f"{name} est là."
    return Extraction(article(id, text, date=date), (chain(text, name, cls, *others, **options),), ())


def two_namesakes(id: str, name: str, first: str, second: str, date: str = "2024-01-01") -> Extraction:
    """An article in which two things have one name."""
    text = f"{name} a rencontré {name}."
    return Extraction(article(id, text, date=date), (chain(text, name, first), chain(text, name, second, nth=2)), ())


def disputed() -> list[Extraction]:
    """Articles on one fire and one sale: the second prints the first's text, the third contradicts it, the last comes a week later."""
    return [
        _fire("courrier", "2024-05-02", "Le Courrier", "Alba rachète Brisac", "1970", "12", 0),
        _fire("echo", "2024-05-03", "L’Écho", "Alba rachète Brisac", "1970", "12", 0),
        _fire("gazette", "2024-05-02", "La Gazette", "Alba n’a pas racheté Brisac", "1971", "15", 500, sold=Status.NEGATED),
        _fire("revue", "2024-05-09", "La Revue", "Brisac est vendue à Alba", "1970-06-03", "20", 1000, sold=Status.REPORTED),
    ]


def _fire(id: str, date: str, publisher: str, sale: str, birth: str, dead: str, at: int, sold: Status = Status.ASSERTED) -> Extraction:
    born, toll = f"Anne Le Goff est née en {birth}", f"L’incendie a fait {dead} morts"
    text = f"{sale}. {born}. {toll}. {cut(at)}."
    firm, mill = chain(text, "Alba", "news:Company"), chain(text, "Brisac", "news:Company")
    anne, fire = chain(text, "Anne Le Goff", "schema:Person", same_as="Q5"), chain(text, "L’incendie", "schema:Event")
    day = Literal(birth, datatype=XSD.date if "-" in birth else XSD.gYear)
    claims = (
        claim(text, firm, "news:acquires", mill, sale, status=sold, speaker=mill if sold is Status.REPORTED else None, confidence=0.75),
        claim(text, anne, "schema:birthDate", day, born),
        claim(text, fire, "news:deathToll", Amount(dead), toll, as_of=Literal("2024-05-08", datatype=XSD.date) if dead == "20" else None),
    )
    return Extraction(article(id, text, date=date, publisher=publisher), (firm, mill, anne, fire), claims)


def cut(begin: int, length: int = 120) -> str:
    """Words out of one long text: two cuts are alike where they overlap by two thirds."""
    return " ".join(f"mot{i}" for i in range(begin, begin + length))


def printed(id: str, begin: int, date: str | None = "2024-01-01") -> Extraction:
    """An article that names one thing and goes on with a cut of the long text."""
    text = f"Alba est là. {cut(begin)}."
    return Extraction(article(id, text, date=date), (chain(text, "Alba", "news:Company"),), ())


# What chance makes: names with all that can stand in an article once read.py has seen it.

SHAPES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "news:uses": (("news:Company", "schema:Organization"), "news:Technology"),
    "news:leads": (("schema:Person",), "news:Company"),
    "news:opposes": (("news:Group", "schema:Person"), "news:Technology"),
    "schema:worksFor": (("schema:Person",), "schema:Organization"),
    "news:produces": (("news:Company",), "schema:TVSeries"),
    "news:revenue": (("news:Company",), "amount"),
    "schema:jobTitle": (("schema:Person",), "text"),
    "schema:birthDate": (("schema:Person",), "date"),
}
HOSTILE = (
    '" . <a> <b> <c> . #',
    "</script><!--",
    "}\n} @prefix : <x>",
    "\u202eelgnoT",
    "\ufffd\ufffd",
    "a\\u0041\\n",
    "'''\"\"\"",
    "x" * 3000,
    "%s{}$1",
)


def _readable(c: str) -> bool:
    return ord(c) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(c) <= 0xFDEF


def names() -> st.SearchStrategy[str]:
    """Few and often the same, or anything at all; a thing's name has a letter, which is for extract to see to."""
    letters = st.characters(exclude_categories=("Cs", "Cc")).filter(_readable)
    wild = st.one_of(st.sampled_from(HOSTILE), st.text(letters, min_size=1, max_size=12))
    return st.one_of(st.sampled_from(("Alba", "Brisac", "Le Courrier", "Cœur d’Été", "Война")), wild.map(lambda name: f"N{name}z"))


@st.composite
def _claims(draw: st.DrawFn, text: list[str], things: dict[str, Chain]) -> Claim:
    """One more sentence at the end of the text, and the claim it makes."""
    predicate = draw(st.sampled_from(sorted(SHAPES)))
    subjects, range_ = SHAPES[predicate]
    begin = len(text[0])
    subject = _thing(text, things, draw(names()), draw(st.sampled_from(subjects)), draw(st.booleans()))
    text[0] += " fait avec "
    value = _value(draw, text, things, range_)
    text[0] += ".\n"
    status = draw(st.sampled_from(list(Status)))
    speaker = subject if status is Status.REPORTED else None
    evidence = Evidence(begin, len(text[0]) - 2, begin, len(text[0]) - 1)
    sense = term(draw(st.sampled_from(("lex:un", "lex:deux"))))
    return Claim(subject, term(predicate), value, status, evidence, sense, speaker, draw(st.sampled_from((0.5, 0.75, 1.0))))


def _thing(text: list[str], things: dict[str, Chain], name: str, cls: str, known: bool) -> Chain:
    key = f"{KINDS[cls]}/{slug(name)}"
    begin = len(text[0])
    text[0] += name
    named = cls != "news:Group"
    same = URIRef("http://www.wikidata.org/entity/Q1") if known and name == "Alba" and cls == "news:Company" else None
    mention = Mention(begin, len(text[0]), MentionKind.NAME if named else MentionKind.DESCRIPTION, 0)
    return things.setdefault(key, Chain(key, name, term(cls), (name,) if named else (), (mention,), ("first",), same))


def _value(draw: st.DrawFn, text: list[str], things: dict[str, Chain], range_: str) -> Chain | Amount | Literal:
    if range_ == "amount":
        number = draw(st.integers(0, 10**12))
        text[0] += f"{number} euros"
        return Amount(str(number), "EUR", money=True)
    if range_ == "date":
        text[0] += "en 1990"
        return Literal("1990", datatype=XSD.gYear)
    if range_ == "text":
        words = draw(names())
        text[0] += words
        return Literal(words)
    return _thing(text, things, draw(names()), range_, draw(st.booleans()))


@st.composite
def extractions(draw: st.DrawFn, id: str = "a") -> Extraction:
    """One article and what it says, by chance."""
    text, things = [""], dict[str, Chain]()
    claims = [draw(_claims(text, things)) for _ in range(draw(st.integers(0, 4)))]
    text[0] = text[0] or "Rien."
    dates = draw(st.sampled_from((None, "2020", "2021-05", "2021-05-06", "2022-01-01")))
    title, publisher = draw(st.one_of(st.none(), names())), draw(st.one_of(st.none(), names()))
    url = draw(st.sampled_from((None, "https://exemple.fr/é?q=a b", 'javascript:"<>', "http://[", "https://exemple.fr/x#y#z")))
    quotations = tuple(Quotation(c.evidence.begin, c.evidence.end, c.speaker) for c in claims[:1])
    made = article(id, text[0], date=dates, title=title, publisher=publisher, author=title, url=url)
    return Extraction(made, tuple(things.values()), tuple(claims), quotations)


def several(most: int = 4) -> st.SearchStrategy[list[Extraction]]:
    """Articles with an id each."""
    ids = ("alpha", "beta", "gamma", "delta")[:most]
    return st.lists(st.sampled_from(ids), unique=True, min_size=1, max_size=most).flatmap(
        lambda chosen: st.tuples(*(extractions(id) for id in chosen)).map(list)
    )


def reprinted(most: int = 6) -> st.SearchStrategy[list[Extraction]]:
    """Articles with an id each, of which some print much of what others do."""
    some = st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 6), st.sampled_from((None, "2023", "2024-05", "2024-05-06")))
    return st.lists(some, unique_by=lambda one: one[0], min_size=1, max_size=most).map(
        lambda chosen: [printed(id, 40 * at, date) for id, at, date in chosen]
    )
