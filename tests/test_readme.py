"""What the README shows is what happens: its commands are run, and what it prints of them is what they print.

`python -m tests.test_readme` writes the outputs anew.
"""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from contextlib import chdir
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import COMMANDS, app

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
FLOORS = {
    "precision": 0.70,
    "recall": 0.48,
    "F1": 0.58,
    "F1 with the status required": 0.56,
    "evidence of the facts found": 0.90,
    "quotations with their speaker": 0.70,
    "entities found by a name": 0.78,
}
"""A little under what is measured, so that a better rule may cost a fact or two; what loses facts or says wrong ones shows here."""
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(kind: str) -> Iterator[str]:
    return (body for name, body in BLOCK.findall(README.read_text(encoding="utf-8")) if name == kind)


def sessions() -> list[tuple[str, str]]:
    """Each `$ command` of the README and the output shown under it."""
    parts = (part.partition("\n") for body in blocks("console") for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:])
    return [(command, output) for command, _, output in parts]


def installs() -> list[str]:
    """The two lines that set everything up."""
    return [line for body in blocks("bash") for line in body.splitlines() if line.startswith("python3 -m venv")]


@cache
def run(command: str, where: Path) -> str:
    """A line's `kg …` in a folder of its own; what it printed."""
    _, *arguments = shlex.split(command)
    with chdir(where):
        done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    return done.stdout


def built(where: Path) -> Path:
    """A folder in which the README's first line has just been run."""
    for folder in ("ontologies", "tests"):
        (where / folder).symlink_to(ROOT / folder)
    run(installs()[0].rpartition("&&")[2].strip(), where)
    return where


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("readme"))


def test_the_first_line_writes_the_files_that_the_table_names(folder: Path) -> None:
    named = re.findall(r"^\| `([\w.-]+)` \|", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(path.name for path in (folder / "outputs").iterdir())


@pytest.mark.parametrize(("command", "output"), sessions(), ids=[command[:60] for command, _ in sessions()])
def test_a_command_prints_what_the_readme_shows(folder: Path, command: str, output: str) -> None:
    assert run(command, folder).split() == output.split(), "if this is as it should be: python -m tests.test_readme"


@pytest.mark.parametrize("figure", sorted(FLOORS))
def test_the_figures_on_the_articles_it_was_made_with_do_not_fall(figure: str, folder: Path) -> None:
    (command,) = (command for command, _ in sessions() if command.startswith("kg score tests/gold/dev"))
    (measured,) = re.findall(rf"^{figure}(?::.*?)?  +(\d\.\d+)", run(command, folder), re.MULTILINE)
    assert float(measured) >= FLOORS[figure]


def test_the_python_example_runs_as_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = blocks("python")
    with chdir(folder):
        exec(example, {})
    assert "Ted Sarandos" in capsys.readouterr().out


def test_the_set_up_lines_name_what_the_project_has() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    first, second = installs()
    assert (ROOT / first.split()[-1]).is_file()
    assert set(re.findall(r"\.\[(\w+)\]", first + second)) <= set(project["optional-dependencies"])
    assert set(re.findall(r"\.venv/bin/(\w+)", first + second)) == {"pip", "pytest", *project["scripts"]}


def test_each_command_is_in_the_readme_and_each_option_shown_there_is_one() -> None:
    text = README.read_text(encoding="utf-8")
    names = [command.__name__.rstrip("_") for command, _ in COMMANDS]
    shown = {name: re.findall(rf"\bkg {name}\b([^`\n]*)", text) for name in names}
    options = {command: set(re.findall(r"--[\w-]+", " ".join(lines))) for command, lines in shown.items()}
    assert all(shown.values()), shown
    assert "--min-confidence" in options["build"] and "--why" in options["explain"]
    for command, named in options.items():
        page = CliRunner().invoke(app, [command, "--help"]).stdout
        assert {option for option in named if option not in page} == set(), command


def test_every_link_of_the_readme_leads_to_a_file() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README.read_text(encoding="utf-8"))
    assert links and all((ROOT / link).exists() for link in links)


def refresh(where: Path) -> None:
    """The README with the outputs that its commands have now."""
    text = README.read_text(encoding="utf-8")
    for command, output in sessions():
        text = text.replace(f"$ {command}\n{output}```", f"$ {command}\n{run(command, where).rstrip()}\n```")
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as fresh:
        refresh(built(Path(fresh)))
