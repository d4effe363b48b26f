"""A chart declared once, over the columns of its table: every surface draws what the table says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard import units
from dashboard.sections.answer import Cell, Chart, Column, Table
from dashboard.sections.chart_shapes import ChartShape, DrawnPart, DrawnRow, Look
from dashboard.sections.office_chart import axis_value, cell_name, native_of


@dataclass(frozen=True, kw_only=True)
class TableChart:
    """Columns of a table drawn over its first one.

    Screen, office programs, the text that stands for the picture and the title follow from it.

    Args:
        table: The figures; what the chart does not show may stand in it, too.
        shape: How it is drawn.
        colours: Colour by label of a column, in the order of the stack or the lines.
        axis: Title of the value axis with its unit.
        looks: How each row is drawn beyond its cells, in the order of the rows; empty: all plain.
        words: What a column's part is called where that is not the column's label.
        title: As it stands above the chart; empty: the table's.
        alt: What stands for the picture; empty: said from title, rows, columns and shape.
        screen_axis: Title of the axis on a screen, where it is another one.
        per: What a value is divided by on the screen's axis, as 10,000 for 万.
        selects: The URL parameter that a click sets to the row's pick.
    """

    table: Table
    shape: ChartShape
    colours: Mapping[str, str]
    axis: str
    looks: Sequence[Look] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    alt: str = ""
    screen_axis: str = ""
    per: float = 1
    selects: str = ""

    def chart(self) -> Chart:
        """The chart as a block."""
        table = self.table
        title = self.title or table.title
        return Chart(
            key=table.key,
            title=title,
            spec=self.shape.draw(
                list(self._rows()),
                head=table.columns[0].label,
                axis=self.screen_axis or self.axis,
                colours={self._word(label): colour for label, colour in self.colours.items()},
            ),
            table=table,
            alt=self.alt or self._said(title),
            selects=self.selects,
            field="pick" if self.selects else "",
            native=native_of(table, kind=self.shape.kind, colours=self.colours, axis=self.axis),
        )

    def _word(self, label: str) -> str:
        return self.words.get(label, label)

    def _said(self, title: str) -> str:
        parts = "、".join(self._word(label) for label in self.colours)
        divided = f"，分{parts}" if len(self.colours) > 1 else ""
        return (
            f"{title}的{self.shape.words}，按{self.table.columns[0].label}{divided}，数值见数据表"
        )

    def _rows(self) -> Iterator[DrawnRow]:
        labels = [column.label for column in self.table.columns]
        drawn = [(label, labels.index(label)) for label in self.colours]
        looks = self.looks or [Look()] * len(self.table.rows)
        for row, look in zip(self.table.rows, looks, strict=True):
            yield DrawnRow(
                name=look.name or cell_name(row[0]),
                look=look,
                parts=tuple(
                    self._part(label, row[at], self.table.columns[at], look) for label, at in drawn
                ),
            )

    def _part(self, label: str, cell: Cell, column: Column, look: Look) -> DrawnPart:
        value = axis_value(cell, column)
        number = cell if isinstance(cell, int | float) else None
        return DrawnPart(
            part=self._word(label),
            hollow=label in look.hollow,
            value=value / self.per if value is not None and self.per != 1 else value,
            text=units.text(number, unit=column.unit),
        )
