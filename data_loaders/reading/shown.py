"""Cells that show something else than they hold: what counts, or who must say so.

Words count as they are shown. A number or a day counts where what is shown means the same as what
is held; else a person says once for the column which of the two it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from data_loaders.files.day_words import shows_day, shows_month
from data_loaders.files.format_number import exact
from data_loaders.files.sheet import CellValue, FormattedCell
from data_loaders.ledgers.declaration import CellKind, LedgerColumn
from data_loaders.problems import Option, Question, question_key
from data_loaders.reading.asking import Asking
from data_loaders.reading.quantities import Amount, NotANumberError, amount
from data_loaders.reading.records import plain
from data_loaders.rules.faults import decided

_SHOWN = Option(answer="shown", label="按显示的计")
_STORED = Option(answer="stored", label="按单元格里存的计")
_BLANK = Option(answer="blank", label="留空，作为未填报")


def meant(cell: FormattedCell, *, column: LedgerColumn, asking: Asking) -> CellValue:
    """What a cell counts as, as if it had been written so.

    Raises:
        CellError: a question that has no answer yet.
    """
    stored = cell.stored
    if cell.text is not None and not cell.text.strip():
        return _hidden(cell, column=column, asking=asking)
    if column.kind in _SHOWING and isinstance(stored, date):
        return _day(cell, stored, column=column, asking=asking)
    if column.kind in _COUNTED and not isinstance(stored, str):
        if isinstance(stored, int | float):
            return _number(cell, stored, column=column, asking=asking)
        return stored
    if cell.text is not None:
        return cell.text
    if column.kind not in _SHOWING or not _is_written_day(stored):
        said = f"单元格的数字格式不能识别，存的是“{plain(stored)}”，看不出显示的是什么"
        _ask("unknown", said, [_STORED], column=column, asking=asking)
    return stored


def _is_written_day(stored: object) -> bool:
    """Whether a number is a day by its digits, as 20241103, which no format of days can show."""
    return isinstance(stored, int) and len(str(stored)) == len("20241103")


def _hidden(cell: FormattedCell, *, column: LedgerColumn, asking: Asking) -> CellValue:
    said = f"单元格显示为空白，里面存的却是“{plain(cell.stored)}”"
    answer = _ask("hidden", said, [_BLANK, _STORED], column=column, asking=asking)
    return cell.stored if answer == _STORED else None


def _day(cell: FormattedCell, stored: date, *, column: LedgerColumn, asking: Asking) -> CellValue:
    """The day held, if all of it that the column needs is shown."""
    if cell.text is not None and _SHOWING[column.kind](cell.text, stored):
        return stored
    lacking = "日期" if column.kind is CellKind.DATE else "年月"
    said = (
        f"单元格显示“{plain(cell)}”，没有显示完整的{lacking}，"
        f"里面存的是“{plain(stored)}”（可能是Excel自己补的）"
    )
    options = [_STORED] if column.required else [_STORED, _BLANK]
    answer = _ask("day", said, options, column=column, asking=asking)
    return stored if answer == _STORED else None


def _number(
    cell: FormattedCell, stored: int | float, *, column: LedgerColumn, asking: Asking
) -> CellValue:
    """The number shown, if it is the one held: as it stands, or in the unit of the heading."""
    held, text = exact(stored), (cell.text or "").strip()
    found, unit = _amount(text), column.scale * asking.scale
    counted = None if found is None else _in_ones(found, unit=unit)
    if found is not None and held in (found.value, counted):
        return text
    if found is not None and counted is not None:
        # Formats that count in 万 hold the number in ones, whatever they round away.
        ones = unit > 1 and abs(counted - held) < abs(found.value - held)
        held_told = f"{held / unit:f}" if ones else plain(stored)
        kind = "number"
    else:
        held_told, kind = plain(stored), "words" if cell.text else "unknown"
    said = f"单元格显示“{plain(cell)}”，里面存的却是“{plain(stored)}”，两个数不一样"
    options = [_STORED] if found is None else [_SHOWN, _STORED]
    if not column.required:
        options.append(_BLANK)
    answer = _ask(kind, said, options, column=column, asking=asking)
    return {_SHOWN: text, _STORED: held_told}.get(answer)


def _in_ones(found: Amount, *, unit: int) -> Decimal:
    """What a shown number counts under its heading; one that says 万 or 元 itself does so."""
    return found.value if found.money or found.magnitude > 1 else found.value * unit


def _amount(text: str) -> Amount | None:
    try:
        return amount(text)
    except NotANumberError:
        return None


def _ask(
    kind: str, said: str, options: Sequence[Option], *, column: LedgerColumn, asking: Asking
) -> Option:
    """The answer to a question of a whole column.

    Raises:
        CellError: there is none yet.
    """
    question = Question(
        key=question_key("shown", asking.ledger, *asking.place, kind),
        text=f"“{column.label}”一列有{said}，怎样计？",
        options=tuple(options),
        lasting=False,
    )
    message = f"{said}；请改成显示与实际一致，或确认怎样计"
    answer = decided(question, asking.decisions, rule="shown-otherwise", message=message)
    return next(one for one in options if one.answer == answer)


_SHOWING: Final[dict[CellKind, Callable[[str, date], bool]]] = {
    CellKind.DATE: shows_day,
    CellKind.MONTH: shows_month,
}
_COUNTED: Final = frozenset({CellKind.COUNT, CellKind.MONEY, CellKind.NUMBER})
