"""The languages that kg reads: a table. To add one, write its value beside `fr` and a row here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version

from kg.errors import LanguageError
from kg.languages.base import Language
from kg.languages.fr import FRENCH

LANGUAGES: Mapping[str, Language] = {language.code: language for language in (FRENCH,)}
SUPPORTED: tuple[str, ...] = tuple(sorted(LANGUAGES))


def language(code: str) -> Language:
    """The language of a BCP 47 code; LanguageError names those there are.

    >>> language("fr").model
    'fr_core_news_md'
    """
    if code not in LANGUAGES:
        raise LanguageError(code, LANGUAGES)
    return LANGUAGES[code]


@cache
def model_version(code: str) -> str:
    """`fr_core_news_md-3.8.0`: what a language is read with, told without loading it."""
    model = language(code).model
    return f"{model}-{version(model)}"
