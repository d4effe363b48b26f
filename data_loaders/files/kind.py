"""What a file is, by its content: names are often wrong, the first bytes seldom."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dashboard.errors import FileEmptyError, FileEncryptedError, FileKindError


class FileKind(StrEnum):
    """The makes of file that are read."""

    xlsx = "xlsx工作簿"
    ods = "ods工作簿"
    xls = "xls工作簿"
    csv = "CSV文本"


ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
USUAL: Final = {
    "xlsx": (FileKind.xlsx,),
    "xlsm": (FileKind.xlsx,),
    "xltx": (FileKind.xlsx,),
    "xls": (FileKind.xls,),
    "et": (FileKind.xls, FileKind.xlsx),
    "ett": (FileKind.xls, FileKind.xlsx),
    "ods": (FileKind.ods,),
    "csv": (FileKind.csv,),
    "txt": (FileKind.csv,),
    "tsv": (FileKind.csv,),
}
"""What a file of each ending should be; another ending says nothing."""

_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_SAVE: Final = "请用WPS或Excel打开后另存为xlsx再导入。"
_SAMPLE: Final = 4096


@dataclass(frozen=True, kw_only=True)
class _Other:
    """A make of file that is not read: its first bytes, what it is, and what to do."""

    start: bytes
    name: str
    mend: str = "请导入台账工作簿（xlsx、xls、et、ods）或CSV。"


_OTHERS: Final = (
    _Other(start=b"%PDF", name="PDF文件"),
    _Other(start=b"{\\rtf", name="RTF文档"),
    _Other(start=b"\xff\xd8\xff", name="图片"),
    _Other(start=b"\x89PNG", name="图片"),
    _Other(start=b"GIF8", name="图片"),
    _Other(start=b"Rar!", name="压缩包", mend="请解压后导入其中的台账。"),
    _Other(start=b"7z\xbc\xaf", name="压缩包", mend="请解压后导入其中的台账。"),
    _Other(start=b"\x1f\x8b", name="压缩包", mend="请解压后导入其中的台账。"),
    _Other(start=b"MZ", name="程序"),
    _Other(start=b"SQLite format 3", name="数据库文件"),
    _Other(start=b"\x09\x08", name="很旧的xls（Excel 5.0以前）", mend=_SAVE),
    _Other(start=b"\x09\x04", name="很旧的xls（Excel 5.0以前）", mend=_SAVE),
)
_HTML: Final = (b"<html", b"<!doctype html", b"<table", b"<head", b"<body", b"<meta", b"<style")


def kind_by_start(start: bytes, *, whole: bytes = b"") -> FileKind | None:
    """The kind by the first bytes; None for a zip file, whose parts decide.

    Args:
        start: the beginning of the file.
        whole: all of an OLE file, to tell an encrypted workbook.

    Raises:
        FileEmptyError: there is nothing.
        FileEncryptedError: a workbook locked with a password.
        FileKindError: something else than a table.
    """
    if not start.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise FileEmptyError("文件是空的，没有内容可读。请确认导出或复制是否完成。")
    if start.startswith(ZIP):
        return None
    if start.startswith(OLE):
        if _ENCRYPTED in whole:
            raise FileEncryptedError("文件加了打开密码，无法读取。请取消密码后另存再导入。")
        return FileKind.xls
    for other in _OTHERS:
        if start.startswith(other.start):
            raise FileKindError(f"文件实际是{other.name}，不是表格。{other.mend}")
    _refuse_markup(start)
    return FileKind.csv


def kind_by_parts(names: tuple[str, ...]) -> FileKind:
    """The kind of a zip file, by the names of its parts.

    Raises:
        FileKindError: no workbook.
    """
    folders = {name.replace("\\", "/").lstrip("/").split("/")[0].casefold() for name in names}
    if "xl" in folders:
        return FileKind.xlsx
    if "content.xml" in folders and "meta-inf" in folders:
        return FileKind.ods
    office = {"word": "Word文档", "ppt": "演示文稿"}
    found = next((name for folder, name in office.items() if folder in folders), "")
    if found:
        raise FileKindError(f"文件实际是{found}，不是表格。请导入台账工作簿或CSV。")
    raise FileKindError("文件实际是压缩包，不是工作簿。请解压后导入其中的台账。")


def remark_on_name(name: str, kind: FileKind) -> str:
    """What to say where a file's ending promises another kind; "" where it does not."""
    ending = name.rpartition(".")[2].casefold()
    usual = USUAL.get(ending)
    if usual is None or kind in usual:
        return ""
    return f"扩展名是.{ending}，内容实际是{kind}，已按内容读取；建议改正扩展名。"


def _refuse_markup(start: bytes) -> None:
    plain = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:_SAMPLE]
    if plain.startswith((b"\xff\xfe", b"\xfe\xff")):
        plain = plain[2:].replace(b"\x00", b"")
    lower = plain.lstrip().lower()
    if lower.startswith(_HTML) or (lower.startswith(b"<?xml") and b"<html" in lower):
        raise FileKindError(f"文件实际是网页（HTML），只是改了扩展名。{_SAVE}")
    if lower.startswith(b"mime-version") or b"content-type: multipart/related" in lower[:500]:
        raise FileKindError(f"文件实际是单个文件网页（MHT）。{_SAVE}")
    if lower.startswith((b"<?xml", b"<workbook", b"<!--")):
        raise FileKindError(f"文件实际是XML文本，不是工作簿。{_SAVE}")
