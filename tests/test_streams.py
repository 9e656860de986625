"""What the shell gives to a command: streams that are closed, full or narrow, and words that are not UTF-8."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from reading import ROOT
from typer.testing import CliRunner

from kg.cli import app
from kg.cli.streams import streams
from kg.read import read

pytestmark = pytest.mark.process

LITTLE = ROOT / "tests" / "cases" / "little.trig"
COMMAND = f"{sys.executable} -m kg"


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["/bin/sh", "-c", line], capture_output=True, check=False, cwd=ROOT, env={**os.environ, **environment})


posix = pytest.mark.skipif(os.name != "posix", reason="a shell that closes streams")
full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without /dev/full")


@full
@pytest.mark.parametrize("command", ["--version", "--help", f"list {LITTLE}", f"query {LITTLE} 'CONSTRUCT WHERE {{ ?s ?p ?o }}'"])
def test_where_there_is_no_room_for_what_is_printed_a_line_says_so(command: str) -> None:
    done = shell(f"{COMMAND} {command} > /dev/full")
    assert done.returncode == 2
    assert done.stderr.decode() == "kg: error: the output cannot be written: No space left on device; send it elsewhere, or make room\n"


@posix
def test_a_closed_stream_is_an_empty_one() -> None:
    assert (done := shell(f"{COMMAND} list {LITTLE} >&-")).returncode == 0, done.stderr
    done = shell(f"{COMMAND} build - <&-")
    assert (done.returncode, done.stderr.decode()[:16]) == (2, "kg: error: -: it")


@posix
def test_what_an_encoding_lacks_is_a_question_mark() -> None:
    done = shell(f"{COMMAND} explain {LITTLE} lumio", PYTHONIOENCODING="latin-1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Lumio ? voix de synthèse" in done.stdout.decode("latin-1")


def test_stopping_a_command_before_it_runs_is_no_fault() -> None:
    with pytest.raises(SystemExit) as ended, streams():
        raise KeyboardInterrupt
    assert ended.value.code == 130


def test_a_fault_of_a_file_is_not_taken_for_one_of_a_stream() -> None:
    with pytest.raises(FileNotFoundError), streams():
        Path("there is none").read_bytes()


def test_a_word_that_is_not_utf_8_is_read_as_an_article_is() -> None:
    done = CliRunner().invoke(app, ["query", str(LITTLE), "SELECT ('\udce9t\udce9' AS ?word) {}", "--format", "csv"])
    assert (done.exit_code, done.stdout.split()) == (0, ["word", "été"]), done.output


@pytest.mark.skipif(sys.platform != "linux", reason="a file system that takes any bytes for a name")
def test_a_file_whose_name_is_not_utf_8_has_an_id_all_the_same(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe9t\xe9.txt")).write_text(
        "Le port de Brest est fermé depuis lundi matin.", encoding="utf-8"
    )
    assert [article.id for article in read([tmp_path])] == ["été"]
