"""`kg` on the command line: the only module that prints.

Nothing but the names of things is imported here; each command brings what it needs, so that `kg --help` is there at once
and a command that reads no text never loads a model.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

import kg
from kg.errors import KgError, OutputError, QueryError, UserError

if TYPE_CHECKING:
    from kg.build import Built
    from kg.query import Result

BASE = "https://kg.example.org/"  # kg.iris has it too, and brings rdflib
INTERRUPTED = 130
"""What a shell reports of a process that was stopped from the keyboard."""


class Form(StrEnum):
    """How a query's result is written."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"


class Naming(StrEnum):
    """What an article is called by."""

    STEM = "stem"
    PATH = "path"


class Included(StrEnum):
    """A status whose facts can stand as plain triples besides what is asserted or reported."""

    PLANNED = "planned"
    CONDITIONAL = "conditional"
    NEGATED = "negated"


class _Group(TyperGroup):
    """The one place where an error becomes a line, and its class the exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
            return done
        except KgError as error:
            print(f"kg: error: {error}", file=sys.stderr)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:  # who reads has seen enough, as in `kg query … | head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


def _examples(*lines: str) -> str:
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))


app = typer.Typer(
    name="kg",
    cls=_Group,
    help="A knowledge graph out of news articles: build it, ask it, and see the words behind each fact.",
    epilog=_examples(
        "kg build article.txt", 'kg explain outputs/article.trig "Zoé Marchetti"', "kg query outputs/article.trig who-uses-what"
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # a help page laid out by rich takes three times as long
    context_settings={"help_option_names": ["-h", "--help"]},
)

Graph = Annotated[Path, typer.Argument(help="A graph that kg build wrote: its .trig, or an export such as .ttl.", show_default=False)]
Ontology = Annotated[str, typer.Option("--ontology", help="An ontology by name, or the folder it is in.")]


def _version(asked: bool) -> None:
    if asked:
        print(f"kg {kg.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which kg this is, and stop.")] = False,
) -> None:
    pass


@app.command(
    epilog=_examples(
        "kg build article.txt",
        "kg build press/ --out graphs --name press",
        "cat page.html | kg build - --lang fr",
        "kg build press/ --include planned --base https://press.example/",
    )
)
def build(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Articles: text, Markdown, HTML or JSON lines, folders of them, or - for the standard input.", show_default=False
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write into.")] = Path("outputs"),
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
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave the articles' whole texts out.")] = False,
    title: Annotated[
        str | None, typer.Option("--title", help="What the page is called; by default as the files.", show_default=False)
    ] = None,
) -> None:
    """Build a graph out of articles: the record (.trig), the merged graph (.ttl) and a page (.html).

    An article that cannot be read is passed over and reported at the end, with exit code 1; where none can be read, nothing
    is written, with exit code 2.
    """
    stem = _checked(name or (_stem(sources[0]) if len(sources) == 1 else "graph"), base)
    from kg.build import build_graph
    from kg.console import progress, summary
    from kg.model import Status

    statuses = [Status(one.value.capitalize()) for one in include or ()]
    with _place(out), progress() as seen:
        built = build_graph(
            sources,
            ontology=ontology,
            base=base,
            lang=lang,
            include=statuses,
            no_text=no_text,
            ids=ids.value,
            keep_going=True,
            progress=seen,
        )
        files = _write(built, out, stem, title=title or stem, lang=lang)
    for line in summary(built, files):
        print(line)
    for error in built.report.skipped:
        print(f"kg: error: {error}", file=sys.stderr)
    if built.report.skipped:
        raise typer.Exit(KgError.exit_code)


def _stem(source: str) -> str:
    return "graph" if source == "-" else Path(source).resolve().stem or "graph"


def _checked(name: str, base: str) -> str:
    """The name, where it and the base are such as can be written."""
    if Path(name).name != name or name.startswith("."):
        raise OutputError(name, "not the name of a file", "choose another with --name")
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`#?]+/", base):
        raise UserError(f"--base {base}: not an address that ends in /; say one such as {BASE}")
    return name


@contextmanager
def _place(out: Path) -> Iterator[None]:
    """A folder that can be written to, made sure of before the work; folders made for nothing go again."""
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


def _write(built: Built, out: Path, name: str, *, title: str, lang: str | None) -> list[Path]:
    """All three files or none."""
    from kg.export import format_of, page, written
    from kg.store import store_of, whole

    spoken = lang or (built.languages[0].partition("_")[0] if built.languages else "fr")
    paths = [out / f"{name}{suffix}" for suffix in (".trig", ".ttl", ".html")]
    texts = [written(built.quads, format_of(path), base=built.base) for path in paths[:2]]
    texts.append(page.render(store_of(built.quads), ontology=built.ontology, title=title, lang=spoken).encode())
    with ExitStack() as stack:
        for path, text in zip([stack.enter_context(whole(path)) for path in paths], texts, strict=True):
            path.write_bytes(text)
    return paths


@app.command(
    epilog=_examples(
        "kg query g.trig",
        "kg query g.trig who-uses-what",
        'kg query g.trig everything-about "Zoé Marchetti"',
        'kg query g.trig "SELECT ?who { ?who news:opposes ?what }" --format csv',
        "kg query g.trig -f mine.rq",
    )
)
def query(
    graph: Graph,
    text: Annotated[
        str | None, typer.Argument(help="SPARQL, or the name of a saved query; without it, the saved queries.", show_default=False)
    ] = None,
    values: Annotated[list[str] | None, typer.Argument(help="A saved query's parameters, in order.", show_default=False)] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="A file with the query.")] = None,
    given: Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A saved query's parameter by name.")] = None,
    form: Annotated[Form, typer.Option("--format", help="How to write the result; triples come as turtle.")] = Form.TABLE,
    ontology: Ontology = "news",
) -> None:
    """Ask a graph in SPARQL, or by a saved query.

    The usual prefixes need not be written: news, schema, rdf, rdfs, skos, owl, prov, nif, xsd, and one for each kind of
    thing (person:, organization:, work: …). Names are matched without regard to case and accents.
    """
    from kg.ontology import find
    from kg.query import query as ask
    from kg.store import open_dataset

    folder, store = find(ontology), open_dataset(graph)
    if file is None and text is None:
        _list_saved(folder)
        return
    if file is not None:
        if text is not None:
            raise QueryError(f"both {file} and {text!r} are given; give one of the two")
        result = ask(store, _read(file), ontology=folder, where=str(file))
    else:
        result = ask(store, text or "", ontology=folder, given=_given(given or (), values or ()))
    _show(result, form)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise QueryError(f"{file}: {error.strerror or error}; give a file with a SPARQL query") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{file}: not UTF-8 at byte {error.start}; give a text file with a SPARQL query") from error


def _given(pairs: Sequence[str], values: Sequence[str]) -> Mapping[str, str] | Sequence[str]:
    if not pairs:
        return values
    if values:
        raise QueryError(f"parameters are given by name and in order; say --set for {values[0]!r} too")
    if wrong := [pair for pair in pairs if "=" not in pair]:
        raise QueryError(f"--set {wrong[0]}: no = in it; say --set name={wrong[0]}")
    return {name.strip(): value for name, _, value in (pair.partition("=") for pair in pairs)}


def _list_saved(folder: Path) -> None:
    from kg.query import saved

    rows = (
        (one.name, " ".join(p.name for p in one.parameters if p.needed), one.titles.get("fr", ""), one.titles.get("en", ""))
        for one in saved(folder)
    )
    _table(("query", "parameters", "titre", "title"), rows)


def _show(result: Result, form: Form) -> None:
    if form is not Form.TABLE:
        sys.stdout.buffer.write(result.written(form.value))
    elif result.columns:
        _table(result.columns, result.rows())
    else:
        sys.stdout.buffer.write(result.written("turtle" if result.triples else "csv").rstrip() + b"\n")


@app.command(
    epilog=_examples(
        'kg explain g.trig "Zoé Marchetti"', 'kg explain g.trig "la marée haute" --lang en', "kg explain g.trig work:la-maree-haute"
    )
)
def explain(
    graph: Graph,
    name: Annotated[str, typer.Argument(help="A thing by any of its names, or by its IRI.", show_default=False)],
    lang: Annotated[str | None, typer.Option("--lang", help="fr or en; by default the language of the thing's own label.")] = None,
    ontology: Ontology = "news",
) -> None:
    """Show each fact about a thing with the sentence that says it, the words marked."""
    from rich.console import Console

    from kg.console import told
    from kg.explain import explain as why
    from kg.ontology import load
    from kg.store import open_dataset

    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty(), emoji=False)
    with console.capture() as said:  # rich would end the process where a pipe does
        for about in why(open_dataset(graph), name, ontology=load(ontology), lang=lang):
            for line in told(about, marked=not sys.stdout.isatty()):
                console.print(line)
    sys.stdout.write(said.get())


@app.command(epilog=_examples("kg render outputs/article.trig", 'kg render g.trig -o page.html --title "Ma revue"'))
def render(
    graph: Graph,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="The page; by default beside the graph.", show_default=False)] = None,
    title: Annotated[
        str | None, typer.Option("--title", help="What the page is called; by default the graph's name.", show_default=False)
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="The page's language: fr or en.")] = "fr",
    ontology: Ontology = "news",
) -> None:
    """Draw a graph as one HTML page that opens from disk."""
    from kg.export import page
    from kg.ontology import load
    from kg.store import open_dataset, whole

    out = out or graph.with_suffix(".html")
    text = page.render(open_dataset(graph), ontology=load(ontology), title=title or graph.stem, lang=lang)
    with whole(out) as beside:
        beside.write_text(text, encoding="utf-8", newline="\n")
    print(out)


@app.command(epilog=_examples("kg ontology", "kg ontology --properties", "kg ontology ./mine --senses --lang fr"))
def ontology(
    name: Annotated[str, typer.Argument(metavar="[NAME|DIR]", help="An ontology by name, or the folder it is in.")] = "news",
    classes: Annotated[bool, typer.Option("--classes", help="List the classes.")] = False,
    properties: Annotated[bool, typer.Option("--properties", help="List the properties with what they link.")] = False,
    senses: Annotated[bool, typer.Option("--senses", help="List the lexicon's senses: which words say what.")] = False,
    lang: Annotated[str, typer.Option("--lang", help="The language of labels and of the lexicon.")] = "fr",
) -> None:
    """Show what an ontology can say, and by which words; without a list, how much of each there is."""
    from kg import console, lexicon
    from kg.ontology import load

    known = load(name)
    if classes:
        _table(("class", "label", "is a", "kind"), console.classes(known, lang))
    if properties:
        _table(("property", "label", "from", "to", "is a"), console.properties(known, lang))
    words = lexicon.load(known.folder, lang, known) if senses or not (classes or properties) else None
    if words and senses:
        _table(("word", "kind", "frame", "says", "sense"), console.senses(known, words))
    elif words:
        counts = {"classes": len(known.classes), "properties": len(known.properties), **words.counts()}
        _table(("", known.short(known.iri), ""), ((what, str(count), "") for what, count in counts.items()))


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich.console import Console

    from kg.console import table

    terminal = Console()
    look, width = table(columns, rows, width=terminal.width if terminal.is_terminal else None)
    Console(highlight=False, emoji=False, width=width).print(look)
    if terminal.is_terminal and not look.row_count:
        print("nothing found", file=sys.stderr)


def main() -> None:
    """Run the command line."""
    app()
