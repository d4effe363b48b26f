"""Streamlit's browser files as this product sends them: compressed once, whole, at a new address.

Streamlit leaves compression to a proxy, which a bureau's server often does not have; a first visit
then costs three times the bytes. The files are prepared from disk before anybody is answered, so
that no reader's broken connection can leave half of one behind. Their address holds a digest of
all their contents: what a browser keeps for years under it is whole, and changes with an upgrade.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from wsgiref.headers import Headers

from servestatic import ServeStaticASGI
from servestatic.compress import Compressor
from starlette.types import ASGIApp

from dashboard import private
from dashboard.errors import ServerError
from dashboard.incidents import LOG

INDEX: Final = "index.html"
_DIGITS: Final = 16
_COMPRESSED: Final = ".gz"


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """The browser files, prepared."""

    folder: Path
    address: str
    """First segment of their address, which changes with any of their contents."""
    index: str
    """Streamlit's own document, as it came."""

    def served(self) -> ASGIApp:
        """An application that answers with the files, and with 404 elsewhere."""
        return ServeStaticASGI(  # type: ignore[no-any-return]
            None,
            root=self.folder,
            prefix=self.address,
            allow_all_origins=False,
            immutable_file_test=lambda _path, _url: True,
            add_headers_function=_tag,
        )


def prepare(source: Path, *, keep: Path) -> Bundle:
    """Copy the files of `source` and compress them, unless an earlier start has.

    Args:
        source: Folder of the files as Streamlit ships them.
        keep: Where prepared files stay for the next start; a temporary folder serves for this
            start alone where it cannot be written.

    Raises:
        ServerError: there is nothing to serve, or nowhere to prepare it.
    """
    files = _files(source)
    if INDEX not in files:
        raise ServerError(
            "缺少界面文件，请重新安装本程序",
            f"Streamlit's browser files are not in {source}; install the program anew",
        )
    address = f"ui-{_digest(source, files)}"
    folder = keep / address
    if not _whole(source, folder, files):
        folder = _made(source, folder, files)
    return Bundle(
        folder=folder,
        address=address,
        index=(source / INDEX).read_text(encoding="utf-8"),
    )


def _made(source: Path, folder: Path, files: list[str]) -> Path:
    """Prepare `folder`; somewhere temporary where it cannot be written."""
    try:
        try:
            private.make_folder(folder.parent)
            made = _filled(source, Path(tempfile.mkdtemp(dir=folder.parent, prefix="making-")))
            made = _named(made, folder)
        except OSError as error:
            LOG.warning("browser files are prepared in a temporary folder: %s", error)
            made = _filled(source, Path(tempfile.mkdtemp(prefix="oversight-ui-")))
    except OSError as error:
        raise ServerError(
            "无法准备界面文件：磁盘已满或没有写入权限",
            f"the browser files cannot be prepared: {error.strerror or error}",
        ) from error
    if not _whole(source, made, files):
        raise ServerError(
            "界面文件准备不完整，请检查磁盘后重新启动", f"the files in {made} are not whole"
        )
    return made


def _filled(source: Path, folder: Path) -> Path:
    """Copy and compress into `folder`; nothing is left of it where that fails."""
    try:
        shutil.copytree(source, folder, dirs_exist_ok=True)
        compressor = Compressor(use_brotli=False, use_zstd=False, quiet=True)
        paths = [folder / name for name in _files(folder) if compressor.should_compress(name)]
        with ThreadPoolExecutor() as threads:
            list(threads.map(compressor.compress, paths))
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def _named(made: Path, folder: Path) -> Path:
    """Give a finished folder its name in one step.

    What stands there is not whole, or another server has made it meanwhile; it is moved aside
    rather than emptied, so that nobody reads half of it.
    """
    if folder.exists():
        folder.rename(Path(tempfile.mkdtemp(dir=folder.parent, prefix="old-")) / folder.name)
    made.rename(folder)
    return folder


def _whole(source: Path, folder: Path, files: list[str]) -> bool:
    """Whether every file is there as it came, and unpacks to the same where it is compressed."""
    try:
        return all(
            (folder / name).read_bytes() == (source / name).read_bytes() == _unpacked(folder, name)
            for name in files
        )
    except (OSError, EOFError, zlib.error):
        return False


def _unpacked(folder: Path, name: str) -> bytes:
    """What the compressed file holds, the file itself where it is not compressed."""
    compressed = folder / f"{name}{_COMPRESSED}"
    path = compressed if compressed.exists() else folder / name
    return gzip.decompress(path.read_bytes()) if path is compressed else path.read_bytes()


def _files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def _digest(folder: Path, files: list[str]) -> str:
    whole = hashlib.sha256()
    for part in _parts(folder, files):
        whole.update(len(part).to_bytes(8, "little"))
        whole.update(part)
    return whole.hexdigest()[:_DIGITS]


def _parts(folder: Path, files: list[str]) -> Iterator[bytes]:
    for name in files:
        yield name.encode()
        yield (folder / name).read_bytes()


def _tag(headers: Headers, path: str, _url: str) -> None:
    """Name the contents; weakly, for the plain and the compressed file have one name."""
    digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()[:_DIGITS]
    headers["ETag"] = f'W/"{digest}"'
