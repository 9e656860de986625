"""What the parser found, token by token, as plain Python: read by every stage a hundred times over.

A spaCy Token looks each of its attributes up when it is asked, which costs more than all that is done with them here. So a
parsed text is copied once. Names and meanings are spaCy's (https://spacy.io/api/token), so that whoever knows one knows the other;
what is not here is not used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from spacy import tokens as spacy

NOWHERE: tuple[str, ...] = ()
"""What a feature says of a token that does not have it."""


class Morph:
    """Universal features of a token: `{"Number": ("Plur",)}`; the same word form shares one."""

    __slots__ = ("_features", "_written")

    def __init__(self, written: str) -> None:
        pairs = (feature.partition("=")[::2] for feature in written.split("|") if feature)
        self._written, self._features = written, {name: tuple(values.split(",")) for name, values in pairs}

    def get(self, feature: str) -> tuple[str, ...]:
        """The values of a feature, none if it does not have it."""
        return self._features.get(feature, NOWHERE)

    def __str__(self) -> str:
        return self._written


class Token:
    """One word or mark: what it is, and what it depends on. Two tokens are equal if they are the same."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_iob_",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_lower",
        "is_punct",
        "is_sent_start",
        "left_edge",
        "lefts",
        "lemma_",
        "like_num",
        "lower_",
        "morph",
        "pos_",
        "right_edge",
        "rights",
        "sent",
        "text",
        "whitespace_",
    )

    doc: Doc
    i: int
    idx: int
    """Where it begins in the Doc's own text, in characters."""
    text: str
    whitespace_: str
    lower_: str
    lemma_: str
    pos_: str
    dep_: str
    morph: Morph
    ent_type_: str
    ent_iob_: str
    is_lower: bool
    is_punct: bool
    like_num: bool
    is_sent_start: bool
    head: Token
    """What it depends on: itself at the root."""
    lefts: tuple[Token, ...]
    """Its dependents before it, in order of the text."""
    rights: tuple[Token, ...]
    """Its dependents after it."""
    children: tuple[Token, ...]
    """All its dependents, in order of the text."""
    left_edge: Token
    """The first token of its subtree."""
    right_edge: Token
    """The last token of its subtree."""
    sent: Span

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    def nbor(self, by: int = 1) -> Token:
        """The token so many further on; IndexError beyond either end."""
        if not 0 <= self.i + by < len(self.doc):
            raise IndexError(f"no token {by:+d} from {self.text!r}")
        return self.doc.tokens[self.i + by]

    @property
    def n_rights(self) -> int:
        """How many dependents stand after it."""
        return len(self.rights)

    @property
    def ancestors(self) -> Iterator[Token]:
        """What it depends on, what that depends on, and so on up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def is_ancestor(self, other: Token) -> bool:
        """Whether another token depends on this one, directly or not."""
        return any(above is self for above in other.ancestors)

    @property
    def subtree(self) -> Iterator[Token]:
        """Itself and all that depends on it, in order of the text where the tree is projective."""
        for child in self.lefts:
            yield from child.subtree
        yield self
        for child in self.rights:
            yield from child.subtree


class _Stretch(Sequence[Token]):
    """Tokens in a row, from the `start`th of a Doc on."""

    __slots__ = ("doc", "start", "tokens")

    doc: Doc
    start: int
    tokens: tuple[Token, ...]

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, int):
            return self.tokens[at]
        start, end, _ = at.indices(len(self.tokens))
        return Span(self.doc, self.start + start, self.start + end)

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)


class Span(_Stretch):
    """The tokens from `start` up to `end`, which is not one of them; `label_` is what the entity recogniser calls a name."""

    __slots__ = ("end", "label_")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, max(start, end), label
        self.tokens = doc.tokens[start : self.end]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span) and (self.doc, self.start, self.end) == (other.doc, other.start, other.end)

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    @property
    def text(self) -> str:
        """Its words as the parser saw them, without the white space after the last one."""
        return self.doc.text[self.tokens[0].idx : self.tokens[-1].idx + len(self.tokens[-1].text)] if self.tokens else ""

    @property
    def root(self) -> Token:
        """The highest of its tokens, the first of several."""
        return next((t for t in self if t.head is t), None) or min(self, key=lambda t: sum(1 for _ in t.ancestors))

    @property
    def ents(self) -> tuple[Span, ...]:
        """The names that lie in it whole."""
        return tuple(ent for ent in self.doc.ents if self.start <= ent.start and ent.end <= self.end)


class Doc(_Stretch):
    """A parsed text: its tokens, sentences, the names that the model saw, and the vocabulary that knows their vectors."""

    __slots__ = ("ents", "sents", "text", "vocab")

    def __init__(self, parsed: spacy.Doc) -> None:
        """Copy a spaCy Doc."""
        self.doc, self.start = self, 0
        self.vocab = parsed.vocab
        self.text: str = parsed.text
        self.tokens = tuple(map(_token, parsed))
        _hang(self.tokens, [token.head.i for token in parsed])
        self.ents = tuple(Span(self, ent.start, ent.end, ent.label_) for ent in parsed.ents)
        ends = [token.i for token in parsed if token.i and token.is_sent_start] + [len(parsed)]
        self.sents = tuple(Span(self, start, end) for start, end in pairwise((0, *ends)) if start < end)
        for sent in self.sents:
            for token in sent:
                token.doc, token.sent = self, sent

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


_MORPHS: dict[str, Morph] = {}


def _token(parsed: spacy.Token) -> Token:
    token = Token()
    token.i, token.idx, token.text, token.whitespace_ = parsed.i, parsed.idx, parsed.text, parsed.whitespace_
    token.lower_, token.lemma_, token.pos_, token.dep_ = token.text.lower(), parsed.lemma_, parsed.pos_, parsed.dep_
    token.ent_type_, token.ent_iob_ = parsed.ent_type_, parsed.ent_iob_
    token.is_lower, token.is_punct, token.like_num = token.text.islower(), parsed.is_punct, parsed.like_num
    token.is_sent_start = bool(parsed.is_sent_start)
    written = str(parsed.morph)
    token.morph = _MORPHS.get(written) or _MORPHS.setdefault(written, Morph(written))
    return token


def _hang(tokens: Sequence[Token], heads: Sequence[int]) -> None:
    """Tie every token to its head and to its dependents."""
    lefts: list[list[Token]] = [[] for _ in tokens]
    rights: list[list[Token]] = [[] for _ in tokens]
    for token, head in zip(tokens, heads, strict=True):
        token.head = tokens[head]
        if head != token.i:
            (lefts if token.i < head else rights)[head].append(token)
    for token, before, after in zip(tokens, lefts, rights, strict=True):
        token.lefts, token.rights = tuple(before), tuple(after)
        token.children = token.lefts + token.rights
        token.left_edge = token.right_edge = token
    for token in tokens:
        for above in token.ancestors:
            if token.i < above.left_edge.i:
                above.left_edge = token
            elif token.i > above.right_edge.i:
                above.right_edge = token
