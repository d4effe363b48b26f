"""The server that begins anew when a file of the program changes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

from dashboard.develop import changes_seen
from dashboard.paths import ROOT


def test_a_change_of_any_part_is_seen_and_of_nothing_else(tmp_path: Path) -> None:
    for name in ("dashboard/a.py", "assets/css/b.css", "tests/c.py", "dashboard/d.pyc"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    before = changes_seen(tmp_path)
    assert set(before) == {"dashboard/a.py", "assets/css/b.css"}
    os.utime(tmp_path / "dashboard/a.py", ns=(1, 1))
    after = changes_seen(tmp_path)
    assert {name for name in before if before[name] != after[name]} == {"dashboard/a.py"}


def test_what_is_changed_is_what_runs_next(tmp_path: Path) -> None:
    for name in ("dashboard", "data_loaders", "pages", "assets", ".streamlit", "pyproject.toml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, tmp_path / name)
    command = tmp_path / "dashboard" / "cli.py"
    with subprocess.Popen(
        [sys.executable, "-m", "dashboard.develop", "--help"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        late = threading.Timer(120, process.kill)
        late.start()
        told = iter(process.stdout)
        assert any("Prepare a production store" in line for line in told)
        command.write_text(
            command.read_text(encoding="utf-8").replace("Prepare a production", "Make another"),
            encoding="utf-8",
        )
        assert any("dashboard/cli.py" in line for line in told)
        assert any("Make another store" in line for line in told)
        process.send_signal(signal.SIGINT)
        late.cancel()
        assert process.wait(timeout=20) == 0
