"""The archive for a network without registries: what is in it, and what its installer does.

It is the product's true wheel and installer; the packages it needs are lent by the environment that
the tests run in (tests/wheels.py).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard.paths import ROOT
from dashboard.store.engine import make_engine
from tests import requirements
from tests.old_stores import OLDER, RELEASED, fill_at
from tests.wheels import write_wheels

PACKAGED = ("dashboard", "data_loaders", "pages", "assets", ".streamlit")
LEFT_OUT = ("assets/screenshots/", "assets/architecture.svg", "assets/install/")

SERVING = """
import fcntl, socket, struct, subprocess, sys, urllib.request
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
    fcntl.ioctl(one, 0x8914, struct.pack("16sh", b"lo", 0x41))  # SIOCSIFFLAGS: up, running
with subprocess.Popen([sys.argv[1], "serve"], stdout=subprocess.PIPE, text=True) as server:
    try:
        server.stdout.readline()
        for path in ("overview", "_stcore/health"):
            with urllib.request.urlopen(f"http://127.0.0.1:8649/{path}", timeout=60) as answer:
                print(path, answer.status)
    finally:
        server.terminate()
"""
"""Serves inside a network of its own, where loopback is all there is, and fetches a page."""

SECONDS = 300
"""Whatever takes longer hangs."""


@dataclass(frozen=True, kw_only=True)
class Installation:
    """Where a test installs to, and from."""

    bundle: Path
    folder: Path

    @property
    def current(self) -> Path:
        """The version in use."""
        return (self.folder / "opt" / "current").resolve(strict=True)

    def install(
        self, *options: str, before: Sequence[str] = ()
    ) -> subprocess.CompletedProcess[str]:
        """Run the installer for whoever runs the tests: no user, no service."""
        places = {"--prefix": "opt", "--data": "data", "--settings": "oversight.env"}
        where = [part for key, name in places.items() for part in (key, str(self.folder / name))]
        script = str(self.bundle / "install.sh")
        told = [*where, "--python", sys.executable, "--no-service", *options]
        return _run([*before, "sh", script, *told])

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the installed command."""
        return _run([str(self.folder / "opt" / "bin" / "oversight"), *arguments])

    def seal(self) -> None:
        """Write the list of checksums anew, as for another version."""
        files = sorted(
            path for path in self.bundle.rglob("*") if path.is_file() and path.name != "SHA256SUMS"
        )
        lines = [f"{_sha256(path)}  ./{path.relative_to(self.bundle)}\n" for path in files]
        (self.bundle / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive as `make bundle` writes it, from wheels at hand."""
    folder = tmp_path_factory.mktemp("bundle")
    (folder / "wheels").mkdir()
    write_wheels(folder / "wheels")
    offline = {
        "PYTHON": sys.executable,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(folder / "wheels"),
        "PIP_NO_BUILD_ISOLATION": "0",  # which is pip's way to say that there is none
    }
    done = _run([str(ROOT / ".ci" / "bundle"), str(folder)], **offline)
    assert done.returncode == 0, done.stderr
    (made,) = folder.glob("oversight-*.tar")
    assert _sha256(made) in done.stdout
    return made


@pytest.fixture
def here(archive: Path, tmp_path: Path) -> Installation:
    """The archive unpacked, and nothing installed yet."""
    with tarfile.open(archive) as opened:
        opened.extractall(tmp_path, filter="data")
    (bundle,) = tmp_path.iterdir()
    return Installation(bundle=bundle, folder=tmp_path)


def test_the_wheel_holds_everything_a_checkout_serves_from(here: Installation) -> None:
    (wheel,) = (here.bundle / "wheels").glob("chongqing_training_oversight-*.whl")
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    served = {
        path.relative_to(ROOT).as_posix()
        for name in PACKAGED
        for path in (ROOT / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == {name for name in served if not name.startswith(LEFT_OUT)}


def test_without_any_network_it_is_installed_and_serves(here: Installation) -> None:
    cut_off = requirements.without_network()
    done = here.install("--port", "8649", before=cut_off)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "数据版本1" in done.stdout
    served = _run([*cut_off, sys.executable, "-c", SERVING, str(here.folder / "opt/bin/oversight")])
    assert served.stdout.splitlines() == ["overview 200", "_stcore/health 200"], served.stderr


def test_the_program_is_the_wheels_and_keeps_its_data_apart(here: Installation) -> None:
    assert here.install().returncode == 0
    asked = "from dashboard import paths; print(paths.ROOT, paths.DATA)"
    told = _run([str(here.current / "bin" / "python"), "-P", "-c", asked]).stdout.split()
    assert Path(told[0]).is_relative_to(here.current)
    assert Path(told[1]) == Path.home() / ".local" / "share" / "oversight"
    assert "复核培训机构总数" in here.run("figures").stdout
    assert (here.folder / "data").stat().st_mode & 0o777 == 0o700
    assert (here.folder / "oversight.env").stat().st_mode & 0o777 == 0o600


def test_settings_are_taken_as_they_stand(here: Installation) -> None:
    assert here.install().returncode == 0
    with (here.folder / "oversight.env").open("a", encoding="utf-8") as settings:
        settings.write("OVERSIGHT_MAP_APPROVAL_NUMBER=$(touch x) `y` & \"z\" 'w'\n# end")
    asked = "import os; print(os.environ['OVERSIGHT_MAP_APPROVAL_NUMBER'])"
    program = here.current / "bin" / "oversight"
    program.write_text(f"#!{sys.executable}\n{asked}\n", encoding="utf-8")
    assert here.run().stdout == "$(touch x) `y` & \"z\" 'w'\n"


def test_again_it_changes_nothing_and_another_version_takes_over(here: Installation) -> None:
    assert here.install().returncode == 0
    first = here.current
    again = here.install()
    assert again.returncode == 0, again.stdout + again.stderr
    assert "此版本已安装" in again.stdout
    assert here.current == first
    for name in ("second", "third"):
        (here.bundle / "LICENSE").write_text(name, encoding="utf-8")
        here.seal()
        before = here.current
        done = here.install("--port", "8648")
        assert done.returncode == 0, done.stdout + done.stderr
        assert here.current != before
        assert {here.current, before} == set((here.folder / "opt" / "versions").iterdir())
    assert (here.folder / "oversight.env").read_text(encoding="utf-8").count("_PORT=8648") == 1
    assert "数据版本 1" in here.run("figures").stdout


def test_an_older_store_is_backed_up_and_upgraded(here: Installation) -> None:
    data = here.folder / "data"
    data.mkdir()
    engine = make_engine(f"sqlite:///{data / 'oversight.db'}")
    fill_at(engine, OLDER[-1])
    engine.dispose()
    done = here.install()
    assert done.returncode == 0, done.stdout + done.stderr
    (backup,) = (data / "backups").iterdir()
    assert f"升级前已备份：{backup}" in done.stdout
    assert f"数据库结构已升级到{RELEASED[-1]}" in done.stdout


def test_what_fails_half_way_leaves_the_version_in_use(here: Installation) -> None:
    assert here.install().returncode == 0
    first = here.current
    next((here.bundle / "wheels").glob("xlrd-*.whl")).unlink()
    here.seal()
    done = here.install("--port", "8648")
    assert done.returncode != 0
    assert "现用版本没有改动" in done.stderr + done.stdout
    assert list((here.folder / "opt" / "versions").iterdir()) == [first]
    assert here.current == first
    assert "8648" not in (here.folder / "oversight.env").read_text(encoding="utf-8")


def test_a_file_that_differs_is_refused_before_anything(here: Installation) -> None:
    wheel = next((here.bundle / "wheels").glob("pandas-*.whl"))
    wheel.write_bytes(wheel.read_bytes() + b"\0")
    _refused(here, "pandas")


def test_a_file_that_the_list_does_not_name_is_refused(here: Installation) -> None:
    shutil.copyfile(here.bundle / "LICENSE", here.bundle / "wheels" / "pandas-99-py3-none-any.whl")
    _refused(here, "不在校验清单")


@pytest.mark.parametrize(
    ("line", "told"), [("PYTHONS=3.99", "需要 Python 3.99"), ("MACHINE=vax", "适用于 vax")]
)
def test_a_machine_it_is_not_for_is_told_so(here: Installation, line: str, told: str) -> None:
    with (here.bundle / "about").open("a", encoding="utf-8") as about:
        about.write(f"{line}\n")
    here.seal()
    _refused(here, told)


@pytest.mark.parametrize(
    "options",
    [
        ("--prefix", "relative"),
        ("--data", "/srv/a b"),
        ("--port", "http"),
        ("--what",),
        ("--host",),
    ],
)
def test_an_option_that_cannot_be_is_refused(here: Installation, options: tuple[str, ...]) -> None:
    _refused(here, "错误：", *options)


def test_data_stay_where_they_are(here: Installation) -> None:
    assert here.install().returncode == 0
    done = here.install("--data", str(here.folder / "elsewhere"))
    assert done.returncode == 1
    assert f"中数据在 {here.folder}/data" in done.stderr


def test_a_dry_run_says_what_it_would_do_and_does_nothing(here: Installation) -> None:
    places = ("--prefix", str(here.folder / "opt"), "--data", str(here.folder / "data"))
    script = str(here.bundle / "install.sh")
    done = _run(["sh", script, *places, "--python", sys.executable, "--dry-run"])
    assert done.returncode == 0, done.stderr
    assert sorted(here.folder.iterdir()) == [here.bundle]
    for line in (
        f"ExecStart={here.folder}/opt/current/oversight serve",
        f"ReadWritePaths={here.folder}/data",
        "User=oversight",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "PrivateTmp=yes",
    ):
        assert line in done.stdout.splitlines()
    assert "@" not in done.stdout.replace("@system-service", "")


def _refused(here: Installation, told: str, *options: str) -> None:
    done = here.install(*options)
    assert done.returncode == 1
    assert told in done.stderr
    assert sorted(here.folder.iterdir()) == [here.bundle]


def _run(command: Sequence[str], **environment: str) -> subprocess.CompletedProcess[str]:
    # What the tests run with would win over what is installed.
    own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    own = {name: value for name, value in own.items() if not name.startswith("OVERSIGHT_")}
    return subprocess.run(
        command, env=own | environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
