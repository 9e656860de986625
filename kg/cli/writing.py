"""`kg build` and `kg merge`: what writes graphs."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import CacheFolder, Console, Ontology, with_ontology
from kg.cli.sources import Naming, no_archive, spare_archive, unheard
from kg.errors import KgError, OutputError, UserError
from kg.shell import as_text

if TYPE_CHECKING:
    from kg.build import Built
    from kg.ontology import Ontology as Known
    from kg.rdf import Quad

LONGEST = 240
"""Bytes of the name of a graph's files: file systems take 255, and the suffix is one of several."""
BASE = "https://kg.example.org/"  # kg.iris has it too, and brings rdflib


Decided = Annotated[Path | None, typer.Option("--decisions", help="A file of who is whom, as kg review writes it.", show_default=False)]


class Included(StrEnum):
    """A status whose facts can stand as plain triples besides what is asserted or reported."""

    PLANNED = "planned"
    CONDITIONAL = "conditional"
    NEGATED = "negated"


class Preferred(StrEnum):
    """Which graph an article is taken from that several have."""

    FIRST = "first"
    LAST = "last"


def build(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Articles: text, Markdown, HTML or JSON lines, folders of them, or - for the standard input.", show_default=False
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="The folder to write into; by default outputs.", show_default=False),
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option("--store", help="Keep the articles in this folder, an archive that kg add adds to.", show_default=False),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="With --store: take out what the sources do not have.")] = False,
    name: Annotated[
        str | None,
        typer.Option("--name", help="What to call the files; by default the source's stem, or graph for several.", show_default=False),
    ] = None,
    ontology: Ontology = "news",
    lang: Annotated[
        str | None, typer.Option("--lang", help="The articles' language, where the guess is wrong.", show_default=False)
    ] = None,
    base: Annotated[str, typer.Option("--base", help="What the IRIs of the graph begin with.")] = BASE,
    ids: Annotated[Naming, typer.Option("--id", help="Call articles by their file's stem, or by their path.")] = Naming.STEM,
    include: Annotated[
        list[Included] | None,
        typer.Option("--include", help="Give facts of this status plain triples too; may be repeated.", show_default=False),
    ] = None,
    min_confidence: Annotated[
        float | None,
        typer.Option(
            "--min-confidence",
            min=0,
            max=1,
            help="Say only what is right with this probability, as 0.8; by default the threshold in weights.toml.",
            show_default=False,
        ),
    ] = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave the articles' whole texts out.")] = False,
    title: Annotated[
        str | None, typer.Option("--title", help="What the page is called; by default as the files.", show_default=False)
    ] = None,
    console: Console = None,
    entail: Annotated[
        bool, typer.Option("--entail", help="Write what follows by the ontology, too, in a graph of its own, as kg reason does.")
    ] = False,
    cache: CacheFolder = None,
    decided: Decided = None,
) -> None:
    """Build a graph out of articles: the record (.trig), the merged graph (.ttl) and a page (.html).

    An article that cannot be read is passed over and reported at the end, with exit code 1; where none can be read, nothing
    is written, with exit code 2. With --store, the articles go into an archive instead: what it has already as it is is passed
    over, and kg add, remove, list, info, query, explain and render work on its folder.
    """
    no_archive(sources)
    statuses = [one.value.capitalize() for one in include or ()]
    if store is not None:
        _alone({"--out": out, "--name": name, "--title": title, "--cache": cache, "--decisions": decided, "--console": console})
        _checked("graph", base)
        _keep(store, sources, ontology, base, statuses, no_text, min_confidence, replace=replace, lang=lang, ids=ids)
        return
    if replace:
        raise UserError("--replace: it is for an archive; say --store too")
    out = out or Path("outputs")
    stem = _checked(name or (_stem(sources[0]) if len(sources) == 1 else "graph"), base)
    from dataclasses import replace as replaced

    from kg.build import build_graph
    from kg.console import progress, summary
    from kg.link.decisions import NONE, read
    from kg.model import Status
    from kg.reason import entail as entailed
    from kg.reason import equipped
    from kg.store import store_of

    if entail:
        equipped()
    with _place(out), progress() as seen:
        built = build_graph(
            sources,
            ontology=ontology,
            base=base,
            lang=lang,
            include=[Status(one) for one in statuses],
            no_text=no_text,
            min_confidence=min_confidence,
            ids=ids.value,
            keep_going=True,
            progress=seen,
            cache=cache,
            decisions=NONE if decided is None else read(decided, base),
        )
        if entail:
            built = replaced(built, quads=(*built.quads, *entailed(store_of(built.quads), built.ontology).quads))
        files = _write(built, out, stem, title=title or stem, lang=lang, asks=console)
    for line in summary(built, files, with_ontology(ontology)):
        print(line)
    if decided is not None:
        _unheard(decided, built.quads, built.base)
    for error in built.report.skipped:
        print(f"kg: error: {error}", file=sys.stderr)
    if built.report.skipped:
        raise typer.Exit(KgError.exit_code)


def _unheard(decided: Path, quads: Sequence[Quad], base: str) -> None:
    from kg.link.decisions import read
    from kg.review import idle
    from kg.store import store_of

    unheard(decided, idle(store_of(quads), read(decided, base)))


def _alone(given: Mapping[str, object]) -> None:
    """What an archive has no use for must not be said of it."""
    if wrong := [option for option, value in given.items() if value is not None]:
        raise UserError(f"{wrong[0]}: it is not for an archive; leave it out, or --store; kg render DIR draws an archive's page")


def _keep(
    store: Path,
    sources: list[str],
    ontology: str,
    base: str,
    statuses: list[str],
    no_text: bool,
    min_confidence: float | None,
    *,
    replace: bool,
    lang: str | None,
    ids: Naming,
) -> None:
    from kg.archive.disk import Settings
    from kg.cli.keeping import tell
    from kg.console import progress
    from kg.ontology import find
    from kg.upkeep import build as kept

    named = ontology if ontology == "news" else str(find(ontology).resolve())
    settings = Settings(named, base, tuple(sorted(set(statuses))), no_text, min_confidence)
    with progress() as seen:
        changes = kept(store, sources, settings, replace=replace, lang=lang, ids=ids.value, progress=seen)
    tell(store, changes)


def _stem(source: str) -> str:
    return "graph" if source == "-" else as_text(Path(source).resolve().stem) or "graph"


def _checked(name: str, base: str) -> str:
    """The name, where it and the base are such as can be written."""
    from kg.build import checked_base

    if Path(name).name != name or name.startswith("."):
        raise OutputError(name, "not the name of a file", "choose another with --name")
    if len(name.encode(errors="replace")) > LONGEST:
        raise OutputError(
            f"{name[:20]}…", f"longer than a file's name may be with its suffix, {LONGEST} bytes", "choose another with --name"
        )
    checked_base(base, "--base ")
    return name


@contextmanager
def _place(out: Path) -> Iterator[None]:
    """A folder that can be written to, made sure of before the work; folders made for nothing go again."""
    spare_archive(out)
    made = [folder for folder in (out, *out.parents) if not folder.exists()]
    try:
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=out):
            pass
    except OSError as error:
        what = "it is a file, not a folder" if out.is_file() else f"it cannot be written to: {error.strerror}"
        raise OutputError(out, what) from error
    try:
        yield
    finally:
        for folder in made:
            with suppress(OSError):  # not empty: what it was made for is in it
                folder.rmdir()


def _write(built: Built, out: Path, name: str, *, title: str, lang: str | None, asks: bool | None) -> list[Path]:
    """All three files or none."""
    spoken = lang or (built.languages[0].partition("_")[0] if built.languages else "fr")
    return write_graph(built.quads, out / name, base=built.base, ontology=built.ontology, title=title, lang=spoken, asks=asks)


def write_graph(quads: Sequence[Quad], stem: Path, *, base: str, ontology: Known, title: str, lang: str, asks: bool | None) -> list[Path]:
    """The record, the merged graph and the page: all three files or none."""
    from kg.export import format_of, page, written
    from kg.store import store_of, whole

    paths = [stem.with_name(f"{stem.name}{suffix}") for suffix in (".trig", ".ttl", ".html")]
    texts = [written(quads, format_of(path), base=base) for path in paths[:2]]
    texts.append(page.render(store_of(quads), ontology=ontology, title=title, lang=lang, asks=asks).encode())
    with ExitStack() as stack:
        for path, text in zip([stack.enter_context(whole(path)) for path in paths], texts, strict=True):
            path.write_bytes(text)
    return paths


def merge(
    graphs: Annotated[list[Path], typer.Argument(help="Graphs that kg build wrote: .trig or .nq, or archives.", show_default=False)],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="The record to write, a .trig; a .ttl and a .html are put beside it.", show_default=False)
    ],
    ontology: Ontology = "news",
    prefer: Annotated[
        Preferred | None,
        typer.Option("--prefer", help="Of an article that differs between graphs, take that of the first or last.", show_default=False),
    ] = None,
    include: Annotated[
        list[Included] | None,
        typer.Option("--include", help="Give facts of this status plain triples too; may be repeated.", show_default=False),
    ] = None,
    decided: Decided = None,
    title: Annotated[
        str | None, typer.Option("--title", help="What the page is called; by default as the files.", show_default=False)
    ] = None,
    console: Console = None,
) -> None:
    """Make one graph out of several: what kg build would have made of all their articles at once.

    Nothing is read again: the articles come as they are, each once, and who is whom is settled anew among all of them.
    """
    if out.suffix != ".trig":
        raise OutputError(out, "the record of a graph is a .trig", "give a name that ends so with --out")
    written = {out.with_suffix(suffix).resolve() for suffix in (".trig", ".ttl", ".html")}
    if over := next((graph for graph in graphs if graph.resolve() in written), None):
        raise OutputError(over, "it is one of the graphs to merge, and would be overwritten", "give another name with --out")
    from kg.console.comparison import merged
    from kg.gather import Prefer, gather
    from kg.model import Status
    from kg.ontology import load

    known, statuses = load(ontology), [Status(one.value.capitalize()) for one in include or ()]
    with _place(out.parent):
        made = gather(graphs, known, prefer=Prefer(prefer.value) if prefer else None, include=statuses, decided=decided)
        lang = made.languages[0].partition("_")[0] if made.languages else "fr"
        files = write_graph(
            made.quads, out.with_suffix(""), base=made.base, ontology=known, title=title or out.stem, lang=lang, asks=console
        )
    for line in merged(made, len(graphs), files):
        print(line)
    if decided is not None:
        _unheard(decided, made.quads, made.base)
