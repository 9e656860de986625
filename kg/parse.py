"""Article → Reading: the text as the parser understood it, each token still tied to its place in the article.

The only module that loads a model. The parser sees a plainer typography than the reader (no guillemets, straight
apostrophes, ordinary spaces); offsets always count in the article's own text. Each block is parsed by itself, so a
heading is never glued to a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IS_PUNCT, LEMMA, LIKE_NUM, MORPH, ORTH, POS
from spacy.language import Language as Pipeline
from spacy.tokens import Doc, DocBin, Token
from spacy.vocab import Vocab

from kg import tokens, trees
from kg.languages import language, model_version
from kg.languages.base import Language
from kg.model import Article, Block, BlockKind

KICKER = 5
"""Most words, the colon among them, of the place or topic that opens a headline."""
SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
OPENING, CLOSING = ("«", "“"), ("»", "”")
"""Quotation marks that belong to the sentence that they open or close, though the parser does not see them."""
RECENT = 1 << 13
"""How many answers about the words of a reading are kept, those of an article or two: later stages ask again what earlier ones asked."""
FLAGS = (IS_PUNCT, LIKE_NUM)
"""What a language's rules say of a word; a model's vocabulary alone does not know them."""
KEPT = (HEAD, DEP, ENT_IOB, ENT_TYPE, LEMMA, MORPH, POS, *FLAGS)
"""What `tokens.Doc` copies, as spaCy names it."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """Text for the parser; `offsets[i]` is where its character `i` stands in the article."""

    text: str
    offsets: tuple[int, ...]


def normalise(text: str, begin: int, end: int, lang: Language) -> Normalised:
    """The stretch `[begin, end)` in the parser's typography, with offsets that map back.

    >>> normalise("s’agit d’ « une", 0, 15, language("fr")).text
    "s'agit d'une"
    """
    kept = [(c, at) for at in range(begin, end) for c in lang.characters.get(text[at], text[at])]
    plain = _accented("".join(c for c, _ in kept), lang)
    dropped = {at for gap in _gaps(lang.elisions).finditer(plain) for at in range(gap.start(), gap.end())}
    return Normalised(
        "".join(c for i, c in enumerate(plain) if i not in dropped), tuple(at for i, (_, at) in enumerate(kept) if i not in dropped)
    )


def _accented(text: str, lang: Language) -> str:
    """A text of the same length with the accents that are often left out.

    >>> _accented("A Lille, l'Etat paie. A-t-il payé ? A Lyon, on connait la vitamine A.", language("fr"))
    "À Lille, l'État paie. A-t-il payé ? À Lyon, on connaît la vitamine A."
    """
    for word, written in lang.accents:
        text = re.sub(word, written, text)
    return text


@lru_cache(maxsize=4)
def _gaps(elisions: tuple[str, ...]) -> re.Pattern[str]:
    """White space that the parser stumbles over (doubled, at the ends, after an elision, inside a number), and omission marks."""
    elided = "|".join(rf"(?<=\b{word}') " for word in elisions)
    return re.compile(
        rf"^ +| +$|(?<= ) +|{elided}|(?:(?<=\b\d)|(?<=\b\d\d)|(?<=\b\d\d\d)) (?=\d{{3}}\b)|(?:\.\.\.|…) (?=\w)", re.IGNORECASE
    )


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """An article with its parse: one text of all blocks in order, `begins[i]` and `ends[i]` the article offsets of token `i`.

    `blocks[i]` is the index of token `i`'s block in the article.
    """

    article: Article
    doc: tokens.Doc
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    blocks: tuple[int, ...]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Article offsets of the tokens `first` to `last`, both included."""
        return self.begins[first], self.ends[last]

    def sentence(self, token: int) -> tuple[int, int]:
        """Article offsets of the sentence around a token; a headline is one, what stands before its colon too."""
        if self.block(token).kind is BlockKind.TITLE:
            return self.block(token).begin, self.block(token).end
        sent = self.doc[token].sent
        begin, end = self.span(sent.start, sent.end - 1)
        block, text = self.block(token), self.article.text
        before, after = text[block.begin : begin].rstrip(SPACES), text[end : block.end].lstrip(SPACES)
        begin = block.begin + len(before) - 1 if before.endswith(OPENING) else begin
        return begin, block.end - len(after) + 1 if after.startswith(CLOSING) else end

    def words(self, begin: int, end: int) -> str:
        """The article's own words of a span, white space made plain."""
        return " ".join(self.article.text[begin:end].split())

    def block(self, token: int) -> Block:
        """The block that a token stands in."""
        return self.article.blocks[self.blocks[token]]

    def quoted_before(self, token: int) -> bool:
        """Whether a quotation mark stands between a token and the one before it."""
        before = self.ends[token - 1] if token else 0
        after = self.begins[token] if token < len(self.begins) else len(self.article.text)
        return any(mark in self.article.text[before:after] for mark in '«»“”"')


def parse(articles: Iterable[Article]) -> Iterator[Reading]:
    """Articles → readings, in order; articles of one language in a row share one pass of the model."""
    for code, group in groupby(articles, key=lambda article: article.lang):
        yield from _parse(group, language(code))


def _parse(articles: Iterable[Article], lang: Language) -> Iterator[Reading]:
    nlp = load(lang.code)
    for article in articles:
        pieces = [
            (index, normalise(article.text, *span, lang)) for index, block in enumerate(article.blocks) for span in _pieces(article, block)
        ]
        docs = list(nlp.pipe(piece.text for _, piece in pieces))
        yield _reading(article, docs, pieces, nlp)


def _pieces(article: Article, block: Block) -> Iterator[tuple[int, int]]:
    """A block's span; of a headline, what stands before the colon by itself: "France : Airbus va embaucher"."""
    kicker = re.match(r"[^:.!?]{1,40}?\s?:\s", article.text[block.begin : block.end]) if block.kind is BlockKind.TITLE else None
    if kicker and len(kicker[0].split()) <= KICKER:
        yield block.begin, block.begin + len(kicker[0].rstrip(" :\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"))
        yield block.begin + kicker.end(), block.end
    else:
        yield block.begin, block.end


def _reading(article: Article, docs: list[Doc], pieces: list[tuple[int, Normalised]], nlp: Pipeline) -> Reading:
    begins: list[int] = []
    ends: list[int] = []
    blocks: list[int] = []
    for doc, (index, piece) in zip(docs, pieces, strict=True):
        for token in doc:
            begins.append(piece.offsets[token.idx])
            ends.append(piece.offsets[token.idx + len(token) - 1] + 1)
            blocks.append(index)
    whole = Doc.from_docs([doc for doc in docs if len(doc)]) or Doc(nlp.vocab)
    return Reading(article, tokens.Doc(whole), tuple(begins), tuple(ends), tuple(blocks))


def reading_of(doc: Doc) -> Reading:
    """A Doc that someone else parsed, as a Reading of an article with one paragraph and no metadata."""
    block = Block(BlockKind.PARAGRAPH, 0, len(doc.text))
    article = Article(id="doc", text=doc.text, blocks=(block,), lang=doc.lang_)
    begins = tuple(token.idx for token in doc)
    return Reading(article, tokens.Doc(doc), begins, tuple(t.idx + len(t) for t in doc), (0,) * len(doc))


@lru_cache(maxsize=4)
def load(code: str) -> Pipeline:
    """The pipeline of a language: its spaCy model, hyphenated names kept whole, sentences ended by punctuation alone."""
    lang = language(code)
    nlp = spacy.load(lang.model)
    _keep_hyphens(nlp)
    nlp.add_pipe("kg_sentences", before="parser", config={"abbreviations": sorted(lang.abbreviations)})
    nlp.add_pipe("kg_trees", after="lemmatizer")
    return nlp


@lru_cache(maxsize=4)
def vocabulary(code: str) -> Vocab:
    """The words of a language's model with their vectors, for readings that were parsed before: the parser takes several times as long."""
    package = spacy.util.get_package_path(language(code).model)
    return Vocab().from_disk(package / model_version(code) / "vocab", exclude=["lookups"])


def packed(reading: Reading, key: str) -> bytes:
    """A reading but for its article as a DocBin, with the key that it is kept under; `unpacked` makes the same reading of it."""
    doc = Doc(
        reading.doc.vocab,
        words=[t.text for t in reading.doc],
        spaces=[bool(t.whitespace_) for t in reading.doc],
        lemmas=[t.lemma_ for t in reading.doc],
        pos=[t.pos_ for t in reading.doc],
        morphs=[str(t.morph) for t in reading.doc],
        heads=[t.head.i for t in reading.doc],
        deps=[t.dep_ for t in reading.doc],
        ents=[f"{t.ent_iob_}-{t.ent_type_}".rstrip("-") for t in reading.doc],
        sent_starts=[t.is_sent_start for t in reading.doc],
    )
    doc.user_data = {"key": key, "begins": reading.begins, "ends": reading.ends, "blocks": reading.blocks}
    return DocBin(KEPT, store_user_data=True, docs=[doc]).to_bytes()


def unpacked(content: bytes, article: Article, key: str) -> Reading:
    """An article's reading again; of what was never packed under this key, whatever error it runs into."""
    kept, vocab = DocBin().from_bytes(content), vocabulary(article.lang)
    (doc,) = kept.get_docs(vocab)
    said = doc.user_data
    if said["key"] != key:
        raise ValueError(f"kept under another key, {said['key']}")
    for flag in FLAGS:
        for word, has in kept.tokens[0][:, [kept.attrs.index(ORTH), kept.attrs.index(flag)]]:
            vocab[int(word)].set_flag(flag, bool(has))
    return Reading(article, tokens.Doc(doc), said["begins"], said["ends"], said["blocks"])


def _keep_hyphens(nlp: Pipeline) -> None:
    """Drop the infix rule that splits "Chi-Fou-Mi" and "start-up": the model never saw such halves."""
    defaults: Any = nlp.Defaults
    infixes = [rule.replace("(?:-|–|", "(?:–|") if "(?:-|–|" in rule else rule for rule in defaults.infixes]
    nlp.tokenizer.infix_finditer = spacy.util.compile_infix_regex(infixes).finditer  # type: ignore[union-attr]


@Pipeline.factory("kg_sentences", default_config={"abbreviations": []})
def _sentences(nlp: Pipeline, name: str, abbreviations: list[str]) -> Any:
    """A pipe before the parser that says where sentences can end, since the model also splits at ’, « and [."""
    short = frozenset(abbreviations)

    def mark(doc: Doc) -> Doc:
        for token in doc[1:]:
            token.is_sent_start = _starts_sentence(doc, token, short)
        return doc

    return mark


@Pipeline.factory("kg_trees")
def _trees(nlp: Pipeline, name: str) -> Any:
    """A pipe at the end that mends what the parser tags and hangs wrongly."""
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    lang = language(str(nlp.lang))

    def mend(doc: Doc) -> Doc:
        known = lemmatizer.lookups  # there only once the pipeline is loaded whole
        trees.mend(doc, lang, known.get_table("lemma_index", {}), known.get_table("lemma_exc", {}).get("verb", {}))
        return doc

    return mend


def _starts_sentence(doc: Doc, token: Token, abbreviations: frozenset[str]) -> bool:
    before = doc[token.i - 1]
    if not re.fullmatch(r"[.!?…]+|\.\.\.", before.text):
        return False
    if before.text == "." and before.i and (doc[before.i - 1].text + ".").lower() in abbreviations:
        return False
    return bool(before.whitespace_) and not token.is_punct and not token.is_lower
