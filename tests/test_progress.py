"""What `make` says while pip works: some lines of many, and how far it is."""

from __future__ import annotations

import subprocess

from dashboard.paths import ROOT


def test_a_long_installation_is_told_in_a_few_lines() -> None:
    talk = [f"Collecting package{number}>=1 (from x)" for number in range(1, 65)]
    talk += ["  Downloading a.whl (1 MB)"] * 64
    talk += ["Installing collected packages: a, b", "Successfully installed a b"]
    done = subprocess.run(
        [ROOT / ".ci" / "progress"],
        input="\n".join(talk) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert [line.rpartition(" ")[2] for line in lines[:4]] == [
        f"package{number}>=1" for number in (1, 21, 41, 61)
    ]
    assert "共 64 个包，正在安装" in lines[4]
    assert "installed" in lines[5]
    assert len(lines) == 6
