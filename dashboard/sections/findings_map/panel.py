"""The panel beside the map: the chosen unit's figures, or the city's, and what is said of it."""

from __future__ import annotations

from dashboard import units
from dashboard.analysis.intervals import wilson
from dashboard.metrics.comparison import Compared
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.figure import Figure
from dashboard.metrics.measure import Measured
from dashboard.sections.answer import Block, Card, Cards, Links, Notice, in_rows
from dashboard.sections.figure_cell import FigureCell
from dashboard.sections.findings_map.comparison import RATE_METRIC, standing_text
from dashboard.sections.findings_map.measures import has_ledger
from dashboard.sections.findings_map.naming import said_of
from dashboard.sections.published import source_of, told
from dashboard.sections.view import View
from dashboard.store.models.places import SUCCESSION_EXTENTS
from dashboard.store.places import Place

COUNTS = ("findings", "inspections", "findings_open", "findings_overdue", "findings_critical")
SHARES = ("rectification_completion_rate", "orders_closed_share", "on_time_share")
LOOKBACK = ("lookback_problems_found", "lookback_districts_inspected")
HERE = (*COUNTS, RATE_METRIC, *SHARES, *LOOKBACK)
_STATED_FAMILIES = ("inspections", "findings", "rectification")


def panel(view: View, here: Measured, *, compared: Compared, leading: str) -> tuple[Block, ...]:
    """The blocks of the panel.

    Args:
        view: What is looked at.
        here: The figures `HERE` under the view's filters.
        compared: All units on findings per inspection, without the district filter.
        leading: The metric the map shows, put first and large.
    """
    place = view.place
    # Whose the numbers are is said by their cards; the head is how to come to others.
    blocks: list[Block] = [] if view.is_still else [_head(view, place)]
    if has_ledger(view):
        blocks += [_counts(view, here, compared=compared, leading=leading), _shares(view, here)]
    else:
        blocks.append(Notice(text="检查记录和问题台账尚未导入，只显示通报所述。"))
    blocks += _stated(view, place)
    if place is not None:
        said = Card(title="通报怎么说", figures=(), lines=said_of(view, place))
        blocks.append(Cards(cards=(said,)))
        blocks += [Notice(text=note) for note in place_notes(view, place)]
    return tuple(blocks)


def place_notes(view: View, place: Place) -> tuple[str, ...]:
    """What became of a unit, what it came from, and for a zone where it lies."""
    places = view.reference.places
    notes = [
        f"{step.on_date.isoformat()}起，{view.named(place.id)}{SUCCESSION_EXTENTS[step.extent]}划入"
        f"{view.named(heir.id)}{_said_more(step.note)}。"
        for heir, step in places.successors(place)
    ]
    notes += [
        f"{step.on_date.isoformat()}起，{view.named(step.predecessor_id)}"
        f"{SUCCESSION_EXTENTS[step.extent]}划入{view.named(place.id)}{_said_more(step.note)}。"
        for step in places.successions
        if step.successor_id == place.id
    ]
    if notes:
        notes = ["".join(notes) + "调整前的记录仍在原单位名下，前后数据不可直接相比。"]
    if place.hosts:
        hosts = "、".join(places.by_code(code).name for code in place.hosts)
        notes.append(f"{view.named(place.id)}位于{hosts}，单独填报，不计入所在区县。")
    return tuple(notes)


def _said_more(note: str | None) -> str:
    return f"（{note}）" if note else ""


def _head(view: View, place: Place | None) -> Block:
    if place is None:
        return Notice(text="点击区县或开发区，这里换成它的数字和通报所述，下方清单随之筛选。")
    back = view.link("取消选择，回到全市", "findings-map", district="", **_kept(view))
    return Links(items=(back,), empty="")


def _kept(view: View) -> dict[str, str]:
    """The page's own parameters, which a link to the same page must not lose."""
    return {name: value for name, value in view.params.items() if name == "measure"}


def _counts(view: View, here: Measured, *, compared: Compared, leading: str) -> Block:
    ordered = dict.fromkeys((leading, *COUNTS, RATE_METRIC))
    keys = [*ordered, *([] if view.filters.district else LOOKBACK)]
    figures = tuple(_shown(view, here.get(key)) for key in keys)
    place = view.place
    stands = standing_text(view, compared, place) if place else ""
    return Cards(cards=(Card(title=view.whose, figures=figures, note=stands),))


def _shares(view: View, here: Measured) -> Block:
    figures = tuple(_shown(view, here.get(key)) for key in SHARES)
    parts = [text for key in SHARES if (text := _share_note(here.get(key)))]
    note = "；".join(parts)
    return Cards(cards=(Card(title=f"{view.whose}·整改", figures=figures, note=note),))


def _share_note(figure: Figure) -> str:
    """The interval of a share, or that there is too little for one."""
    if figure.numerator is None or not figure.denominator:
        return ""
    short = _short_label(figure)
    if figure.thin:
        return f"{short}样本不足（分母{figure.denominator:.0f}）"
    interval = wilson(hits=round(figure.numerator), trials=round(figure.denominator))
    low = units.number(interval.low, unit="share")
    return f"{short}95%区间{low}–{units.text(interval.high, unit='share')}"


def _short_label(figure: Figure) -> str:
    """按问题 for 整改完成率（按问题）, the label itself otherwise."""
    label = METRICS[figure.metric].label
    return label.partition("（")[2].rstrip("）") or label


def _shown(view: View, figure: Figure) -> FigureCell:
    shown = view.show(figure)
    if figure.thin and figure.value is not None:
        return view.show(figure, label=f"{shown.label}（样本不足）")
    return shown


def _stated(view: View, place: Place | None) -> list[Block]:
    """The circulars' own figures of the unit; of the city those that no ledger stands beside."""
    if place is None and has_ledger(view):
        return []
    keys = (*LOOKBACK, *(key for key, one in METRICS.items() if one.family in _STATED_FAMILIES))
    unit = place.id if place else None
    cards = tuple(
        Card(
            title=f"{one.whose}：通报所列数字",
            figures=one.figures,
            note="；".join(
                filter(None, (f"期间原文{one.periods()}", source_of(view, one.document)))
            ),
        )
        for one in told(view, *dict.fromkeys(keys))
        if one.verdicts[0].published.district_id == unit
    )
    return [*in_rows(cards)]
