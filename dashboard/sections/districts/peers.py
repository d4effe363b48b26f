"""Units of a like size, so that a district is not held against one ten times its own."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from dashboard.metrics.comparison import Compared
from dashboard.sections.answer import Cell, Column, Table
from dashboard.sections.comparison_groups import Grouped, grouped
from dashboard.sections.comparison_measures import PARAM, Measure, chosen
from dashboard.sections.view import View
from dashboard.store.places import Place

_PEERS: Final = 5


def peers_table(view: View, compared: Mapping[str, Compared], place: Place) -> Table:
    """Units of a like size on the chosen measure, by closeness of size and not by value."""
    measure, _ = chosen(view)
    members = [one for one in grouped(view, compared[measure.key]) if one.position is not None]
    mine = next((one for one in members if one.place.id == place.id), None)
    near: list[Grouped] = []
    if mine is not None and mine.position is not None:
        size = mine.position.unit.size
        others = [one for one in members if one is not mine and one.position]
        near = sorted(others, key=lambda one: _apart(one, size))[:_PEERS]
        near = [one for one in members if one is mine or one in near]
    return Table(
        key="peers",
        title=f"规模相近的单位：{measure.label}",
        columns=(
            Column(label="区县（开发区）"),
            Column(label=measure.size, unit=measure.size_unit),
            Column(label=measure.label, unit=measure.unit),
            Column(label="95%区间"),
            Column(label="与其余单位比较"),
        ),
        rows=[_peer(view, measure, one) for one in near],
        note=f"按{measure.size}多少取最接近的{_PEERS}个，按惯用顺序排列"
        + ("。" if view.is_still else "；换指标见下方“比较哪项指标”。"),
        empty=f"{place.name}的{measure.label}样本不足或无记录，不列相近单位",
        scope=f"{view.sentence()} · {measure.label}",
    )


def _apart(one: Grouped, size: float) -> float:
    return abs(math.log(one.position.unit.size / size)) if one.position else math.inf


def _peer(view: View, measure: Measure, one: Grouped) -> list[Cell]:
    at = one.position
    assert at is not None
    name: Cell = one.name
    if one.place.code != view.filters.district:
        name = view.link(one.name, "districts", district=one.place.code, **{PARAM: measure.label})
    return [name, at.unit.size, at.value, measure.span(at.interval), one.said]
