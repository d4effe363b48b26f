"""The store as a folder of workbooks: one per reporting unit, or one of the whole city."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, func, select, true
from sqlalchemy.orm import Session

from dashboard import private
from dashboard.errors import ExportError
from dashboard.store.engine import reading
from dashboard.store.gazetteer import read_places
from dashboard.store.models.enforcement import Penalty
from dashboard.store.places import Place, Places
from dashboard.store.state import StoreStatus, read_state
from data_loaders.batches.stage.target_tables import MAIN
from data_loaders.export.book import BookHeading, BookWriter
from data_loaders.export.documents import document_rows, has_documents, names_suspected
from data_loaders.export.rows import rows_of, units_with_rows
from data_loaders.files.names import shown_name
from data_loaders.ledgers.declaration import Ledger
from data_loaders.ledgers.registry import DOCUMENT_SHEETS, LEDGERS

CITY: Final = "重庆市"
Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Exported:
    """A workbook written: its path, and by ledger how many rows it holds."""

    path: Path
    rows: dict[str, int]


def export(
    engine: Engine,
    folder: Path,
    *,
    district: str = "",
    whole_city: bool = False,
    case_role: bool = False,
    say: Say = lambda _line: None,
) -> list[Exported]:
    """Write the nine ledgers as workbooks that load into another store as they are.

    With those of all units goes one of the published documents; where they name suspects, for the
    case role alone.

    Args:
        engine: The store.
        folder: Where to; made if it is not there. A file of the same name is replaced.
        district: Only this 区县 or 开发区, by full or short name or code; default: each with rows.
        whole_city: One workbook of all units instead of one each.
        case_role: Whether the case role asks; the ledgers are whole or not written, as a copy that
            lacks what others may not read would be loaded for the whole.
        say: Told the name of each workbook when it is written.

    Raises:
        UnknownPlaceError: there is no such unit.
        ExportError: there is nothing to write, a case has several penalties, the folder cannot be
            written to, what is written would be for the case role, or a load came in between.
    """
    state = read_state(engine)
    with reading(engine) as session:
        if not case_role:
            _refuse_restricted(session)
        _check_cases(session)
        places = read_places(session)
        filled = units_with_rows(session)
        asked = [None] if whole_city else _meant(places, district, state=state)
        units = [unit for unit in asked if (unit.id in filled if unit else filled)]
        written = [
            _write(session, folder / _file_name(unit, places), unit=unit, state=state, say=say)
            for unit in units
        ]
        if not district:
            written += _documents(session, folder, state=state, case_role=case_role, say=say)
    if not written:
        raise ExportError("没有可导出的台账数据。")
    if read_state(engine).revision != state.revision:
        raise ExportError("导出期间有新的数据导入，各表可能不一致，请重新导出。")
    return written


def _meant(places: Places, district: str, *, state: StoreStatus) -> Sequence[Place]:
    """The units asked for, one name of several times meaning all of them."""
    if not district:
        return places.units
    named = [unit for unit in places.units if district in (unit.name, unit.short_name, unit.code)]
    if named:
        return named
    if state.data_until is None:
        raise ExportError("没有可导出的台账数据。")
    return [places.resolve(district, on=state.data_until)]


def _file_name(unit: Place | None, places: Places) -> str:
    """The workbook's name; units of one name are told apart by their codes."""
    if unit is None:
        return f"{CITY}台账.xlsx"
    namesakes = [other for other in places.units if other.name == unit.name]
    code = f"（{unit.code}）" if len(namesakes) > 1 else ""
    return shown_name(f"{unit.name}{code}台账.xlsx")


def _write(
    session: Session, path: Path, *, unit: Place | None, state: StoreStatus, say: Say
) -> Exported:
    """Write one workbook, under another name first, so that no half of it is ever met."""
    heading = BookHeading(
        unit=unit.name if unit else CITY,
        until=state.data_until,
        demo=state.is_demo,
        whole_city=unit is None,
    )
    key_of_unit = unit.id if unit else None
    sheets = {
        key: (ledger, rows_of(session, key, district_id=key_of_unit))
        for key, ledger in LEDGERS.items()
    }
    return _book(path, heading, sheets, say=say)


def _documents(
    session: Session, folder: Path, *, state: StoreStatus, case_role: bool, say: Say
) -> list[Exported]:
    """The workbook of the published documents, if there are any that may be written."""
    if not has_documents(session):
        return []
    if names_suspected(session) and not case_role:
        say("通报点名了涉嫌单位，只有案件角色可以导出，未写通报工作簿")
        return []
    heading = BookHeading(unit=CITY, until=state.data_until, demo=state.is_demo, whole_city=True)
    sheets = {key: (sheet, document_rows(session, key)) for key, sheet in DOCUMENT_SHEETS.items()}
    return [_book(folder / f"{CITY}通报.xlsx", heading, sheets, say=say)]


def _book(
    path: Path,
    heading: BookHeading,
    sheets: Mapping[str, tuple[Ledger, Iterator[dict[str, Any]]]],
    *,
    say: Say,
) -> Exported:
    unfinished = path.with_name(f"~${path.name}")
    try:
        # Made before the workbook's writer would make it for everybody.
        private.write(unfinished, b"")
        book = BookWriter(unfinished, heading=heading)
        rows = {key: book.add(ledger, found) for key, (ledger, found) in sheets.items()}
        book.close()
        unfinished.replace(path)
    except OSError as error:
        raise ExportError(
            f"不能写入{path.parent}：请检查文件夹的权限和磁盘空间", str(error)
        ) from error
    say(path.name)
    return Exported(path=path, rows=rows)


def _refuse_restricted(session: Session) -> None:
    """Cases name their parties, and findings of 违法违规 may."""
    for ledger, declared in LEDGERS.items():
        if declared.restricted is None:
            continue
        table = MAIN[ledger].table
        held = true() if declared.restricted.always else declared.restricted.condition(table.c)
        if session.scalar(select(func.count()).select_from(table).where(held)):
            raise ExportError(
                "台账含案件当事人或违法违规问题的描述，只有案件角色可以导出；"
                "有权的请设置 OVERSIGHT_CASE_ROLE=true 后再运行。",
                "cases and violations are for the case role; set OVERSIGHT_CASE_ROLE=true",
            )


def _check_cases(session: Session) -> None:
    """The ledger has one line per case, and so one penalty."""
    several = select(Penalty.case_id).group_by(Penalty.case_id).having(func.count() > 1)
    found = session.scalar(select(func.count()).select_from(several.subquery()))
    if found:
        raise ExportError(
            f"有{found}个案件有一件以上的处罚决定，台账一行只能写一件，无法完整导出。"
        )
