"""What stands under and behind frozen figures on every surface: foot lines and definitions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dashboard.briefings.snapshot import FrozenSection, Snapshot
from dashboard.briefings.typed_figures import caption
from dashboard.sections.answer import Table
from dashboard.sections.cell_text import written
from dashboard.sections.definition import Definition

DEMO: Final = "演示数据，非真实情况"


def footing(snapshot: Snapshot, section: FrozenSection | None = None) -> str:
    """One line for the foot: demo mark, day, filters, number of the snapshot."""
    if section is None:
        return snapshot.footer
    demo = (DEMO,) if snapshot.is_demo else ()
    said = f"数据截至 {section.as_of.isoformat()}", f"筛选：{caption(section)}"
    return "　·　".join((*demo, *said, f"快照 {snapshot.number}"))


def head(definition: Definition) -> str:
    """What is defined: label with unit, or with the figure as it stands."""
    if not definition.text:
        return f"{definition.label}（{definition.unit}）"
    mark = f"（{definition.mark}）" if definition.mark else ""
    return f"{definition.label} {definition.text}{mark}"


def pairs(definition: Definition) -> Iterator[tuple[str, str]]:
    """Name and text of everything said of one figure; what does not apply is left out."""
    day = definition.as_of.isoformat() if definition.as_of else ""
    said = (
        ("口径", definition.formula),
        ("不含", definition.excludes),
        ("期间", definition.period),
        ("零与空", definition.zero),
        ("分子", definition.numerator),
        ("分母", definition.denominator),
        ("95%区间", definition.interval),
        ("台账行数", f"{definition.rows}行，{definition.ended}" if definition.ended else ""),
        ("范围", definition.scope),
        ("数据截至", day),
        ("来源", definition.source),
        ("通报", definition.published),
        ("核对", definition.agreement),
    )
    return ((name, text) for name, text in said if text)


def sentence(definition: Definition) -> str:
    """Everything said of one figure as one paragraph."""
    return f"{head(definition)}——{'；'.join(f'{name}：{text}' for name, text in pairs(definition))}"


def rows_of(table: Table) -> Iterator[str]:
    """A table as lines of text, for where it is only to be looked up."""
    heads = "｜".join(column.heading for column in table.columns)
    yield f"数据表：{table.title}（{heads}）"
    for row in table.rows:
        cells = (written(cell, column) for cell, column in zip(row, table.columns, strict=True))
        yield "｜".join(cells)


def behind(snapshot: Snapshot, section: FrozenSection) -> tuple[str, ...]:
    """Paragraphs of a section's origin: speaker notes apart, definitions, sources, snapshot."""
    compared = section.earlier.isoformat()
    return (
        f"范围：{caption(section)}；数据截至 {section.as_of.isoformat()}；上期截至 {compared}",
        *map(sentence, section.definitions),
        *(f"来源：{source}" for source in section.sources),
        f"快照 {snapshot.number}（数据版本 {snapshot.revision}，校验值 {snapshot.sha256[:12]}）",
    )
