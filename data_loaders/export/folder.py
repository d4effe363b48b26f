"""The store as a folder of workbooks: one per reporting unit, or one of the whole city."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from dashboard.errors import ExportError
from dashboard.store.engine import reading
from dashboard.store.models.enforcement import Penalty
from dashboard.store.places import Place, Places, read_places
from dashboard.store.state import State, read_state
from data_loaders.export.book import Book, Heading
from data_loaders.export.rows import rows_of, units_with_rows
from data_loaders.files.names import shown_name
from data_loaders.ledgers.registry import LEDGERS

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
    say: Say = lambda _line: None,
) -> list[Exported]:
    """Write the nine ledgers as workbooks that load into another store as they are.

    Args:
        engine: The store.
        folder: Where to; made if it is not there. A file of the same name is replaced.
        district: Only this 区县 or 开发区, by full or short name or code; default: each with rows.
        whole_city: One workbook of all units instead of one each.
        say: Told the name of each workbook when it is written.

    Raises:
        UnknownPlaceError: there is no such unit.
        ExportError: there is nothing to write, a case has several penalties, the folder cannot be
            written to, or a load came in between.
    """
    state = read_state(engine)
    with reading(engine) as session:
        _check_cases(session)
        places = read_places(session)
        filled = units_with_rows(session)
        asked = [None] if whole_city else _meant(places, district, state=state)
        units = [unit for unit in asked if (unit.id in filled if unit else filled)]
        written = [
            _write(session, folder / _file_name(unit, places), unit=unit, state=state, say=say)
            for unit in units
        ]
    if not written:
        raise ExportError("没有可导出的台账数据。")
    if read_state(engine).revision != state.revision:
        raise ExportError("导出期间有新的数据导入，各表可能不一致，请重新导出。")
    return written


def _meant(places: Places, district: str, *, state: State) -> Sequence[Place]:
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


def _write(session: Session, path: Path, *, unit: Place | None, state: State, say: Say) -> Exported:
    """Write one workbook, under another name first, so that no half of it is ever met."""
    unfinished = path.with_name(f"~${path.name}")
    heading = Heading(
        unit=unit.name if unit else CITY,
        until=state.data_until,
        demo=state.is_demo,
        whole_city=unit is None,
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        book = Book(unfinished, heading=heading)
        rows = {
            key: book.add(ledger, rows_of(session, key, district_id=unit.id if unit else None))
            for key, ledger in LEDGERS.items()
        }
        book.close()
        unfinished.replace(path)
    except OSError as error:
        raise ExportError(
            f"不能写入{path.parent}：请检查文件夹的权限和磁盘空间", str(error)
        ) from error
    say(path.name)
    return Exported(path=path, rows=rows)


def _check_cases(session: Session) -> None:
    """The ledger has one line per case, and so one penalty."""
    several = select(Penalty.case_id).group_by(Penalty.case_id).having(func.count() > 1)
    found = session.scalar(select(func.count()).select_from(several.subquery()))
    if found:
        raise ExportError(
            f"有{found}个案件有一件以上的处罚决定，台账一行只能写一件，无法完整导出。"
        )
