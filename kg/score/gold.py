"""What articles say as people annotated it by hand: one JSON file an article, checked field by field as it is read.

    {"id": "brest", "source": "brest.txt", "lang": "fr", "date": "2024-05-02",
     "entities": [{"id": "e1", "class": "news:Company", "names": ["Vernay", "le groupe"]}, …],
     "facts": [{"s": "e1", "p": "news:revenue", "o": {"value": "11000000 EUR", "text": "11 millions d'euros"},
                "status": "reported", "by": "e2", "evidence": "Vernay a réalisé un chiffre d'affaires de …"}, …],
     "quotes": [{"speaker": "e2", "text": "une bonne année"}]}

An object is an entity's id, or a value. `status_also` is a second status that is right as well; an `optional` fact is neither missed
when it is absent nor wrong when it is said. Files beside these are left alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rdflib import URIRef

from kg.errors import GoldError
from kg.iris import slug
from kg.model import Status
from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing of one article: its class, and every name the article uses for it."""

    cls: URIRef
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact of one article; subject, object and speakers are keys of its entities, an object that is a `value` is text.

    A fact may be right with more than one status, or be said with more than one.
    """

    subject: str
    predicate: URIRef
    object: str
    value: bool
    statuses: frozenset[Status]
    speakers: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()
    optional: bool = False

    @property
    def status(self) -> Status:
        """The one to count it under: the strongest doubt."""
        return max(self.statuses, key=tuple(Status).index)


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that one article says: by hand where it is gold, by extraction where it is to be scored. Quotes are (speaker, text)."""

    id: str
    entities: Mapping[str, Entity]
    facts: tuple[Statement, ...]
    quotes: tuple[tuple[str, str], ...] = ()
    file: Path | None = None
    source: str = ""


def read(folder: Path, ontology: Ontology) -> tuple[Annotation, ...]:
    """Every annotation of a folder, by file name.

    Raises GoldError with the file and the place in it where one is not as it must be, and where there is none.
    """
    if not folder.is_dir():
        raise GoldError(folder, "it is a file" if folder.exists() else "there is no such folder", "give the folder of the JSON files")
    found: dict[str, Annotation] = {}
    for path in sorted(folder.glob("*.json")):
        annotation = _annotation(path, ontology)
        key = _key(annotation.id, path)
        if key in found:
            raise GoldError(f"{path}, id", f"it is {annotation.id!r}, and so is that of {found[key].file}", "rename one")
        found[key] = annotation
    if not found:
        raise GoldError(folder, "no gold in this folder", "it holds one .json file for each article")
    return tuple(found.values())


def _key(name: str, path: Path) -> str:
    try:
        return slug(name)
    except ValueError:
        raise GoldError(f"{path}, id", f"{name!r} holds no letter or digit", "give the article's id") from None


def _annotation(path: Path, ontology: Ontology) -> Annotation:
    record = _Record(_parsed(path), path, "")
    entities = {entry.text("id"): entry for entry in record.records("entities")}
    facts = record.records("facts")
    return Annotation(
        id=record.text("id"),
        entities={key: Entity(entry.term("class", ontology.classes, ontology), entry.texts("names")) for key, entry in entities.items()},
        facts=tuple(_statement(fact, entities, ontology) for fact in facts),
        quotes=tuple((quote.one_of("speaker", entities), quote.text("text")) for quote in record.records("quotes", needed=False)),
        file=path,
        source=record.text("source", ""),
    )


def _parsed(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise GoldError(path, f"it cannot be opened ({error.strerror})", "look at its permissions") from error
    except UnicodeDecodeError as error:
        raise GoldError(path, f"not UTF-8 at byte {error.start}", "save it as UTF-8") from error
    except json.JSONDecodeError as error:
        raise GoldError(f"{path}, line {error.lineno}, column {error.colno}", f"not JSON: {error.msg}", "mend it there") from error


def _statement(fact: _Record, entities: Mapping[str, object], ontology: Ontology) -> Statement:
    value = isinstance(fact.content.get("o"), dict)
    both = [fact.one_of("status", _STATUSES), *([fact.one_of("status_also", _STATUSES)] if fact.content.get("status_also") else [])]
    return Statement(
        subject=fact.one_of("s", entities),
        predicate=fact.term("p", ontology.properties, ontology),
        object=fact.inside("o").text("value") if value else fact.one_of("o", entities),
        value=value,
        statuses=frozenset(_STATUSES[status] for status in both),
        speakers=frozenset([fact.one_of("by", entities)] if fact.content.get("by") else []),
        evidence=frozenset({fact.text("evidence")}),
        optional=bool(fact.content.get("optional")),
    )


_STATUSES = {status.value.lower(): status for status in Status}


@dataclass(frozen=True, slots=True)
class _Record:
    """A JSON object, the file it is in and where in it: what is wrong with a field is said of `facts[3].status`."""

    content: Any
    path: Path
    where: str

    def __post_init__(self) -> None:
        if not isinstance(self.content, dict):
            raise GoldError(f"{self.path}, {self.where or 'line 1'}", f"{_kind(self.content)}, not an object", 'write {"…": …}')

    def wrong(self, name: str, what: str, mend: str) -> GoldError:
        return GoldError(f"{self.path}, {self.at(name)}", what, mend)

    def at(self, name: str) -> str:
        return f"{self.where}.{name}" if self.where else name

    def inside(self, name: str) -> _Record:
        return _Record(self.content[name], self.path, self.at(name))

    def text(self, name: str, default: str | None = None) -> str:
        """A field that holds words, or a number written as such."""
        said = self.content.get(name, default)
        if isinstance(said, bool) or not isinstance(said, (str, int, float)) or (said == "" and default is None):
            raise self.wrong(name, "it is missing" if name not in self.content else f"{_kind(said)}, not a text", "write it there")
        return str(said)

    def texts(self, name: str) -> tuple[str, ...]:
        said = self.content.get(name)
        if not isinstance(said, list) or not said or not all(isinstance(one, str) and one for one in said):
            raise self.wrong(name, "it is missing" if said is None else "not a list of texts", 'write ["…", "…"]')
        return tuple(said)

    def one_of(self, name: str, known: Mapping[str, object]) -> str:
        """A field that holds one of the words known: an entity's id, a status."""
        said = self.text(name)
        if said not in known:
            raise self.wrong(name, f"there is no {said!r}", f"there are {', '.join(known) or 'none'}")
        return said

    def term(self, name: str, known: Mapping[URIRef, object], ontology: Ontology) -> URIRef:
        """A class or property by its short name, `news:uses`, or in full."""
        said = self.text(name)
        prefix, _, local = said.partition(":")
        iri = URIRef(ontology.prefixes.get(prefix, f"{prefix}:") + local)
        if iri not in known:
            raise self.wrong(name, f"the ontology {ontology.folder.name} has no {said}", "see kg ontology --classes and --properties")
        return iri

    def records(self, name: str, *, needed: bool = True) -> list[_Record]:
        """A field that holds a list of objects; ids inside it stand once."""
        said = self.content.get(name, None if needed else [])
        if not isinstance(said, list):
            raise self.wrong(name, "it is missing" if said is None else f"{_kind(said)}, not a list", "write [{…}, {…}]")
        found = [_Record(one, self.path, f"{self.at(name)}[{n}]") for n, one in enumerate(said)]
        return list(_once(found))


def _once(records: list[_Record]) -> Iterator[_Record]:
    seen: dict[object, str] = {}
    for record in records:
        key = record.content.get("id")
        if key is not None and str(key) in seen:
            raise record.wrong("id", f"it is {key!r}, and so is that of {seen[str(key)]}", "rename one")
        seen[str(key)] = record.where
        yield record


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return next((name for cls, name in names.items() if isinstance(value, cls)), "a number")
