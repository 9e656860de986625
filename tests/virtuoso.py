"""A Virtuoso of one's own, as Debian packages it: in a folder that goes when it is closed, its ports free ones of this machine alone."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path
from types import TracebackType

MERGED = "urn:kg:merged"
"""Where the default graph is put: Virtuoso has none of its own."""
_SETTINGS = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 1000000
"""
_PATIENCE = 60
"""Seconds that it may take to start."""


def there() -> bool:
    """Whether it is installed."""
    return all(map(shutil.which, ("virtuoso-t", "isql-vt")))


class Virtuoso:
    """`with Virtuoso() as store: store.load(path); store.rows("SELECT …")`."""

    def __enter__(self) -> Virtuoso:
        self._folder = Path(tempfile.mkdtemp())
        self._sql, self._http = _port(), _port()
        settings = self._folder / "virtuoso.ini"
        settings.write_text(_SETTINGS.format(folder=self._folder, sql=self._sql, http=self._http), encoding="utf-8")
        self._server = subprocess.Popen(
            ["virtuoso-t", "+configfile", str(settings), "+foreground"],
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + _PATIENCE
        while self._isql("SELECT 1;").returncode:
            assert self._server.poll() is None, (self._folder / "virtuoso.log").read_text(encoding="utf-8")
            assert time.monotonic() < deadline, "Virtuoso does not start"
            time.sleep(0.2)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.terminate()
        self._server.wait(_PATIENCE)
        shutil.rmtree(self._folder)

    def load(self, file: Path) -> None:
        """Its bulk loader: what is in no graph goes into `MERGED`."""
        place = self._folder / "in"
        place.mkdir()
        shutil.copy(file, place)
        done = self._isql(f"ld_dir('{place}', '{file.name}', '{MERGED}'); rdf_loader_run(); checkpoint;")
        assert done.returncode == 0, done.stderr
        errors = self._isql("SELECT ll_error FROM DB.DBA.LOAD_LIST WHERE ll_error IS NOT NULL;").stdout
        assert not errors.strip(), errors

    def rows(self, query: str) -> list[tuple[str, ...]]:
        """What a SELECT finds, as text, sorted; its default graph is `MERGED`, and not, as Virtuoso has it unasked, all graphs."""
        asked = {"query": query, "default-graph-uri": MERGED, "format": "application/sparql-results+json"}
        form = urllib.parse.urlencode(asked)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"http://127.0.0.1:{self._http}/sparql?{form}") as answer:
            found = json.load(answer)
        names = found["head"]["vars"]
        return sorted(tuple(row[name]["value"] if name in row else "" for name in names) for row in found["results"]["bindings"])

    def _isql(self, statement: str) -> subprocess.CompletedProcess[str]:
        command = ["isql-vt", f"127.0.0.1:{self._sql}", "dba", "dba", "VERBOSE=OFF", "BANNER=OFF", f"EXEC={statement}"]
        return subprocess.run(command, capture_output=True, text=True, check=False)


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
