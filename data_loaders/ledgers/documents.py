"""通报文件: published documents, and the columns by which their other sheets belong to them."""

from __future__ import annotations

from typing import Any, Final

from dashboard.store.models.sources import SourceDocument
from data_loaders.ledgers.declaration import CellKind, Fault, Ledger, LedgerColumn, RowRule
from data_loaders.ledgers.recurring import count, day, length

_NUMBER: Final = "渝应急办发〔2024〕8号"
_ISSUED = day(
    "issued_on", "成文日期", "印发日期", says="落款日期；原文没有请留空。", example="2024-07-10"
)


def document() -> LedgerColumn:
    """The document a row is of."""
    return LedgerColumn(
        key="document",
        label="发文字号",
        aliases=("文号",),
        kind=CellKind.CODE,
        required=True,
        most=length(SourceDocument.number),
        help="所属通报的发文字号，与“通报文件”表一致。",
        example=_NUMBER,
    )


def position(*, of: str) -> LedgerColumn:
    """The place of a row in its document, which tells it apart there."""
    return count(
        "position",
        "顺序号",
        unit="items",
        says=f"{of}在文件中的次序，从1起，同一文件内不重复；按它认出是同一条。",
        example="1",
        required=True,
    )


def section(column: Any) -> LedgerColumn:
    """Where in the document it stands."""
    return LedgerColumn(
        key="section",
        label="章节",
        aliases=("所在章节",),
        required=True,
        most=length(column),
        help="在文件的哪一部分，如一（二）。",
        example="一（二）",
    )


def words(key: str, label: str, *aliases: str, of: Any, says: str, **more: Any) -> LedgerColumn:
    """A column of text as long as the store's column `of`."""
    return LedgerColumn(key=key, label=label, aliases=aliases, most=length(of), help=says, **more)


DOCUMENTS = Ledger(
    key="documents",
    label="通报文件",
    aliases=("文件",),
    model=SourceDocument,
    resolved=frozenset({"refers_until"}),
    columns=(
        LedgerColumn(
            key="number",
            label="发文字号",
            aliases=("文号",),
            kind=CellKind.CODE,
            required=True,
            most=length(SourceDocument.number),
            help="文件的发文字号，其他各表按它归到本文件；同一字号再次导入即为更新。",
            example=_NUMBER,
        ),
        words(
            "title",
            "标题",
            "文件标题",
            of=SourceDocument.title,
            says="文件的标题。",
            required=True,
            example="关于2024年上半年安全生产培训考试工作情况的通报",
        ),
        words(
            "issuer",
            "发文机关",
            "印发单位",
            of=SourceDocument.issuer,
            says="发文机关的名称。",
            required=True,
            example="重庆市应急管理局办公室",
        ),
        _ISSUED,
        day(
            "refers_until",
            "数字截至",
            "数据截至",
            says="文中数字最晚说到哪一天，这一天之前的页面不显示本文件；不填按成文日期计。",
            example="2024-06-30",
        ),
        words("date_note", "日期说明", of=SourceDocument.date_note, says="成文日期不明时的说明。"),
        words("access_note", "公开说明", of=SourceDocument.access_note, says="是否可以对外展示。"),
    ),
    keys=(("number",),),
    rules=(
        RowRule(
            key="document-without-day",
            words="成文日期和数字截至至少填一个",
            reads=frozenset({"issued_on", "refers_until"}),
            check=lambda values: (
                None
                if values.get("issued_on") or values.get("refers_until")
                else Fault(column="refers_until", message="成文日期和数字截至至少填一个")
            ),
        ),
    ),
    help="一份通报一行。",
)
