"""Wheels made of what is installed, so that the archive is built and installed without a registry.

They are as small as can be: each names its package and version and holds nothing, but one that
leads to the packages of the environment the tests run in.
"""

from __future__ import annotations

import base64
import hashlib
import sysconfig
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

from dashboard.paths import ROOT

LEADING = "typer"
"""The wheel that makes all others' packages importable."""

_METADATA = """Metadata-Version: 2.1
Name: {name}
Version: {version}
Provides-Extra: binary
"""
_WHEEL = b"""Wheel-Version: 1.0
Root-Is-Purelib: true
Tag: py3-none-any
"""


def write_wheels(folder: Path) -> None:
    """Write a wheel for every requirement of the product, and pip's own whole."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for told in project["dependencies"]:
        name = Requirement(told).name
        files = {"borrowed.pth": _packages()} if name == LEADING else {}
        _write(folder, name, distribution(name).version, files)
    _write_pip(folder)


def _packages() -> bytes:
    paths = sysconfig.get_paths()
    return "\n".join(dict.fromkeys((paths["purelib"], paths["platlib"]))).encode()


def _write_pip(folder: Path) -> None:
    try:
        pip = distribution("pip")
    except PackageNotFoundError as error:
        raise AssertionError("make's environment has pip, which installs it") from error
    files = {
        str(path): Path(str(path.locate())).read_bytes()
        for path in pip.files or ()
        if path.parts[0] == "pip" and path.suffix != ".pyc"
    }
    _write(folder, "pip", pip.version, files)


def _write(folder: Path, name: str, version: str, files: dict[str, bytes]) -> None:
    stem = f"{name.replace('-', '_')}-{version}"
    told = {
        **files,
        f"{stem}.dist-info/METADATA": _METADATA.format(name=name, version=version).encode(),
        f"{stem}.dist-info/WHEEL": _WHEEL,
    }
    record = "".join(f"{path},sha256={_digest(body)},{len(body)}\n" for path, body in told.items())
    told[f"{stem}.dist-info/RECORD"] = f"{record}{stem}.dist-info/RECORD,,\n".encode()
    with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as wheel:
        for path, body in told.items():
            wheel.writestr(path, body)


def _digest(body: bytes) -> str:
    digest = hashlib.sha256(body).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
