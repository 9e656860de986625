"""The graph as one HTML page that opens from disk: networkx lays it out, pyvis draws it, and nothing leaves it.

pyvis renders the template of this folder in place of its own, which links two files from the network; its copy of
vis-network goes into the page. A content security policy allows the two scripts and the style by their hashes and nothing else,
so that whatever an article contains stays text.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import WordsError
from kg.export.page.block import block
from kg.export.page.console import console_of
from kg.export.page.content import Json, of_store
from kg.export.page.drawing import SHAPES, network
from kg.export.page.opening import WHOLE, Opening, open_on
from kg.export.page.texts import texts_of
from kg.prefixes import prefixes

if TYPE_CHECKING:
    from jinja2 import Environment
    from pyoxigraph import Store

    from kg.ontology import Ontology

_HERE = Path(__file__).parent
_SCRIPTS = [
    *("dom.js", "data.js", "address.js", "words.js", "views.js", "sifting.js", "legend.js", "timeline.js", "filters.js", "sheet.js"),
    *("shown.js", "placing.js", "stage.js", "painting.js", "evidence.js", "telling.js", "search.js", "table.js"),
    *("turtle.js", "saving.js", "ask.js", "reader.js", "take.js", "page.js"),
]
"""In this order: what one does when the address changes comes before what the next does."""

_WASM, _THREAD = " 'wasm-unsafe-eval'", "; worker-src blob:"
_PARTS = {
    "style": ["page.css", "stage.css", "panel.css", "ask.css", "reader.css", "take.css"],
    "library": ["lib/vis-9.1.2/vis-network.min.js"],
    "script": _SCRIPTS,
}


def render(store: Store, *, ontology: Ontology, title: str, lang: str = "fr", asks: bool | None = None) -> str:
    """The merged graph of `store` as the text of a self-contained HTML page; write it as UTF-8.

    >>> from pyoxigraph import Store
    >>> from kg import ontology
    >>> render(Store(), ontology=ontology.load("news"), title="Rien").startswith("<!DOCTYPE html>")
    True

    The page speaks the reader's language, French or English, and `lang` where the browser asks for neither. The articles' own
    graphs, where the store has them, say which words of a sentence to mark. `asks` says whether the page has a SPARQL console,
    which is two megabytes; by default all but the largest have. Raises WordsError for a language that it does not speak.
    """
    words = _words(lang)
    told = of_store(store, ontology, lang)
    first = open_on(told["facts"])
    net = network(told, first.places)
    net.heading = title
    net.path, net.templateEnv = "template.html", _environment(net.template_dir)
    asked = console_of(store, ontology, asks)
    net.templateEnv.globals.update(_parts(net.templateEnv, asks=asked is not None), lang=lang, words=words[lang], console=asked)
    texts = texts_of(store, {thing["iri"]: key for key, thing in told["things"].items()})
    net.templateEnv.globals["texts"] = block(texts) if texts else None
    readable = [i for i, found in enumerate(texts) if found]
    more = {"prefixes": prefixes(store, ontology.folder), "readable": readable, "words": words, "lang": lang, "shapes": SHAPES}
    net.templateEnv.globals["block"] = block({**told, **_opening(first, told["things"]), **more})
    return str(net.generate_html())


def _opening(first: Opening, things: Iterable[str]) -> Json:
    """Each thing of each group by its number among the things: twenty thousand names twice would be a megabyte."""
    number = {key: i for i, key in enumerate(things)}
    groups = [[number[key] for key in group] for group in first.groups]
    tall = {key: {"x": x, "y": y} for key, (x, y) in sorted(first.tall.items())}
    return {"groups": groups, "islands": first.islands, "whole": WHOLE, "tall": tall}


def _words(lang: str) -> Json:
    """What the page itself says, by language; it can be switched, so all of them go into it."""
    languages: dict[str, Json] = json.loads((_HERE / "words.json").read_text("utf-8"))
    if lang not in languages:
        raise WordsError(lang, languages)
    return languages


def _environment(pyvis_templates: str) -> Environment:
    """Templates of this folder and files of pyvis's; everything is escaped unless it is said to be safe."""
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader([str(_HERE), pyvis_templates]), autoescape=True)
    environment.policies["json.dumps_kwargs"] = {"sort_keys": False, "ensure_ascii": False, "separators": (",", ":")}
    return environment


def _parts(environment: Environment, *, asks: bool) -> dict[str, Any]:
    """Style and scripts as they stand in the page, and the policy that names them by their hashes."""
    from markupsafe import Markup

    assert environment.loader is not None
    read = partial(environment.loader.get_source, environment)
    parts = {part: "\n".join(read(name)[0] for name in names).replace("\r\n", "\n") for part, names in _PARTS.items()}
    # The console's WebAssembly is compiled in a thread made of a text of the page. That text can only be handed over as a blob:
    # address, which scripts alone can make; so this opens nothing to markup, and 'wasm-unsafe-eval' no eval().
    policy = (
        f"default-src 'none'; script-src {_hash(parts['library'])} {_hash(parts['script'])}{asks * _WASM}; "
        f"style-src {_hash(parts['style'])}; img-src data:; base-uri 'none'; form-action 'none'{asks * _THREAD}"
    )
    # Markup is for what comes with the packages; whatever comes from an article is escaped.
    return {**{part: Markup(text) for part, text in parts.items()}, "policy": policy}


def _hash(text: str) -> str:
    """A source expression of a content security policy (CSP level 3, section 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
