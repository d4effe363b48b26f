"""Units in groups: the one grouping rule in the words of the screen, never a rank."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from dashboard import theme
from dashboard.analysis.grouping import Position, Standing
from dashboard.metrics.comparison import Compared
from dashboard.metrics.figure import Figure
from dashboard.metrics.measure import Measured
from dashboard.metrics.states import FigureState
from dashboard.sections.district_values import THIN, name_on, reporting
from dashboard.sections.view import View
from dashboard.store.places import Place

ABOVE, SAME, BELOW = "明显偏高", "无法区分", "明显偏低"
TOO_FEW = "机构太少，看不出"
_LISTED: Final = 12
"""Members of a group that is not apart, up to which a sentence names them."""
_UNKNOWN: Final = tuple(state.word for state in FigureState if not state.has_number)
GROUPS: Final = (ABOVE, BELOW, SAME, THIN, *_UNKNOWN)
"""Those that stand apart come first: they are what the reader looks for."""
APART: Final = (ABOVE, BELOW)
WORDS: Final = MappingProxyType({Standing.ABOVE: ABOVE, Standing.SAME: SAME, Standing.BELOW: BELOW})
HINTS: Final = MappingProxyType(
    {Standing.ABOVE: "95%提示偏高", Standing.SAME: "", Standing.BELOW: "95%提示偏低"}
)
MARKS: Final = MappingProxyType(
    {
        ABOVE: (theme.NAVY, "triangle-up"),
        SAME: (theme.MUTED, "circle"),
        BELOW: (theme.STATE["qualified"], "triangle-down"),
        THIN: (theme.MUTED, "circle"),
        **dict.fromkeys(_UNKNOWN, (theme.MUTED, "circle")),
    }
)
"""Colour and shape by group; neither says good or bad."""


@dataclass(frozen=True, kw_only=True)
class Grouped:
    """One unit with its figure and where it stands; no position where it cannot be compared."""

    place: Place
    name: str
    figure: Figure
    position: Position | None
    group: str
    blind: bool = False
    """Whether it has so few institutions that not even a large difference would be seen."""

    @property
    def said(self) -> str:
        """The group, with what must be said beside it."""
        beside = self.hint or (TOO_FEW if self.blind else "")
        return f"{self.group}（{beside}）" if beside else self.group

    @property
    def hint(self) -> str:
        """What 95 % of deals would say of a unit that 99 % cannot tell from the rest."""
        if self.position is None or self.group != SAME:
            return ""
        return HINTS[self.position.hint]


def grouped(
    view: View, compared: Compared, *, among: Measured | None = None
) -> tuple[Grouped, ...]:
    """Every reporting unit, in customary order; of former ones those with rows `among` figures."""
    blind = compared.power.blind if compared.power else frozenset()
    return tuple(
        Grouped(
            place=place,
            name=name_on(view, place),
            figure=compared.figure(place.id),
            position=compared.at(place.id),
            group=_group(compared.figure(place.id), compared.at(place.id)),
            blind=place.id in blind,
        )
        for place in reporting(view, among or compared.by_unit)
    )


def _group(figure: Figure, position: Position | None) -> str:
    if position is not None:
        return WORDS[position.standing]
    return THIN if figure.state.has_number else figure.state.word


def in_groups(members: Iterable[Grouped]) -> dict[str, list[Grouped]]:
    """The members of each group that has any, groups in their order, members in theirs."""
    kept = list(members)
    found = {group: [one for one in kept if one.group == group] for group in GROUPS}
    return {group: those for group, those in found.items() if those}


def group_sentences(members: Iterable[Grouped]) -> tuple[str, ...]:
    """Each group with its members; of those alike the hints by name, and how many are too small."""
    sentences = []
    for group, those in in_groups(members).items():
        listed = [one.name for one in those]
        said = f"：{'、'.join(listed)}" if len(those) <= _LISTED or group in APART else ""
        if group == SAME:
            hints = [f"{one.name}（{one.hint[-2:]}）" for one in those if one.hint]
            blind = sum(one.blind for one in those)
            parts = [f"{blind}个机构太少，差到四倍也多半看不出"] if blind else []
            parts += [f"只达到95%提示的{len(hints)}个：{'、'.join(hints)}"] if hints else []
            said = f"，其中{'，'.join(parts)}" if parts else ""
        sentences.append(f"{group}{len(those)}个{said}")
    return tuple(sentences)
