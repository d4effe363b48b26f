"""Rules over the values of one row: days in order, parts within their whole, what needs what."""

from __future__ import annotations

from data_loaders.ledgers.declaration import Fault, LedgerColumn, RowRule, Values


def in_order(earlier: LedgerColumn, later: LedgerColumn) -> RowRule:
    """The later day is not before the earlier one; either may be missing."""
    begins, ends = earlier.field, later.field

    def check(values: Values) -> Fault | None:
        first, last = values.get(begins), values.get(ends)
        if first is None or last is None or last >= first:
            return None
        return Fault(
            column=later.key,
            message=f"{later.label}{last}早于{earlier.label}{first}，请核对这两个日期",
        )

    return RowRule(
        key="date-order",
        words=f"{later.label}不早于{earlier.label}",
        reads=frozenset({earlier.field, later.field}),
        check=check,
    )


def within(whole: LedgerColumn, *parts: LedgerColumn) -> RowRule:
    """The parts together are not above the whole; with the whole or a part missing, it passes."""
    label = "、".join(part.label for part in parts) + ("之和" if len(parts) > 1 else "")

    total, fields = whole.field, tuple(part.field for part in parts)

    def check(values: Values) -> Fault | None:
        most = values.get(total)
        if most is None:
            return None
        summed = 0
        for name in fields:
            summed += values.get(name) or 0
        return None if summed <= most else fault(values, most)

    def fault(values: Values, most: float) -> Fault:
        known = [(part, values[part.field]) for part in parts if values.get(part.field)]
        written = "+".join(f"{number:.12g}" for _, number in known)
        return Fault(
            column=known[0][0].key,
            message=f"{label}（{written}）大于{whole.label}（{most:.12g}），请核对",
        )

    return RowRule(
        key="part-above-total",
        words=f"{label}不大于{whole.label}",
        reads=frozenset({whole.field, *(part.field for part in parts)}),
        check=check,
    )


def needs(column: LedgerColumn, needed: LedgerColumn, *, when: str | None = None) -> RowRule:
    """A row that fills `column` (with the stored choice `when`) also fills `needed`."""
    said = next((label for label, key in column.choices.items() if key == when), "")
    told = f"{column.label}为“{said}”" if said else f"填了{column.label}"

    def check(values: Values) -> Fault | None:
        value = values.get(column.field)
        asked = value is not None if when is None else value == when
        if not asked or values.get(needed.field) is not None:
            return None
        # Where the file lacks the column, the fault stands where the need arises.
        shown = needed.key if needed.field in values else column.key
        return Fault(column=shown, message=f"{told}，应同时填写{needed.label}")

    return RowRule(
        key="needs-column",
        words=f"{told}时须有{needed.label}",
        reads=frozenset({column.field, needed.field}),
        check=check,
    )
