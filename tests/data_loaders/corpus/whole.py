"""Broken files that are refused whole, beside a good one."""

from __future__ import annotations

from tests.data_loaders.corpus.broken import FILE, GOOD, Broken, Expected, book, saved
from tests.data_loaders.files import hostile

REFUSE, WARN, ASK = "refuse", "warn", "ask"
BAD = "附件.xlsx"
CSV = "渠道,名称,日期,区县\n其他,讲座,2024-09-01,万州区\n"
CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def _beside(name: str, data: bytes, rule: str, *, file: str = BAD) -> Broken:
    """A file that cannot be read, handed in with one that can."""
    return Broken(
        name=name,
        files=lambda: {FILE: book({"publicity": [GOOD["publicity"]]}), file: data},
        more=((file, "", REFUSE, rule, None, ""),),
    )


def _sheet(name: str, data: bytes, sheet: str, *bad: Expected, unread: bool = False) -> Broken:
    """A workbook whose sheet is wrong; `unread`: no row of it is read and nobody is asked."""
    more = ((FILE, "", REFUSE, "nothing-read", None, ""),) if unread else ()
    return Broken(name=name, files=lambda: {FILE: data}, sheet=sheet, bad=bad, more=more)


WHOLE: tuple[Broken, ...] = (
    _beside("an empty file", b"", "file-empty"),
    _beside("a page of the web named as a workbook", b"<html><table>", "file-kind", file="a.xls"),
    _beside("a locked workbook", hostile.ole(stream="EncryptedPackage"), "file-encrypted"),
    _beside("a workbook cut short", hostile.xlsx(CELL)[:-100], "file-broken"),
    _beside(
        "a workbook with entities",
        hostile.xlsx(parts={hostile.SHEET: hostile.sheet_xml(CELL, before=hostile.LAUGHS)}),
        "file-unsafe",
    ),
    _beside("a zip bomb", hostile.bomb(megabytes=30), "file-unsafe"),
    _beside(
        "text in no encoding", CSV.encode() + b"\xff\xfe\n", "file-encoding", file="宣传活动.csv"
    ),
    _beside(
        "a quote without its pair",
        CSV.encode() + '"其他"x,讲座,2024-09-02,万州区\n'.encode(),
        "file-broken",
        file="宣传活动.csv",
    ),
    _beside(
        "a demo's ledger, though nothing else in it says so",
        saved(
            {
                "说明": [["甲"]],
                "宣传活动": [
                    ["【演示数据，非真实情况】万州区宣传活动"],
                    ["区县", "渠道", "名称", "日期"],
                    ["万州区", "其他", "讲座", "2024-09-01"],
                ],
            }
        ),
        "demo-data",
    ),
    _sheet(
        "a ledger without a header",
        saved({"培训班": [["甲", "20人"], ["乙", "30人"]]}),
        "培训班",
        (ASK, "no-header", None, ""),
        unread=True,
    ),
    _sheet(
        "prose where a ledger should be",
        saved({"培训班": [["本月没有开班。"], ["特此说明。"]]}),
        "培训班",
        (WARN, "not-a-ledger", None, ""),
        unread=True,
    ),
    _sheet(
        "a header above nothing",
        saved({"宣传活动": [["区县", "渠道", "名称", "日期"]]}),
        "宣传活动",
        unread=True,
    ),
    _beside("a workbook without a word", saved({"表": []}), "nothing-read"),
)
