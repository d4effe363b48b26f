"""The panel beside the map: the chosen unit's figures, or the city's, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import units
from dashboard.analysis.intervals import wilson
from dashboard.metrics.comparison import Compared
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filters import ALL
from dashboard.metrics.measure import Figure, Measured
from dashboard.sections.answer import Block, Card, Cards, Links, Notice
from dashboard.sections.findings_map.comparison import RATE_METRIC, standing_text
from dashboard.sections.findings_map.measures import has_ledger
from dashboard.sections.findings_map.naming import said_of
from dashboard.sections.view import Shown, View
from dashboard.store.models.places import SUCCESSION_EXTENTS
from dashboard.store.places import Place

COUNTS = ("findings", "inspections", "findings_open", "findings_overdue", "findings_critical")
SHARES = ("rectification_completion_rate", "orders_closed_share", "on_time_share")
LOOKBACK = ("lookback_problems_found", "lookback_districts_inspected")
HERE = (*COUNTS, RATE_METRIC, *SHARES, *LOOKBACK)
_STATED_FAMILIES = ("inspections", "findings", "rectification")


def chosen_place(view: View) -> Place | None:
    """The unit of the filter as of the day; None for the whole city."""
    if not view.filters.district:
        return None
    named = [one for one in view.reference.places.units if one.name == view.filters.district]
    valid = [one for one in named if one.is_valid(on=view.as_of)]
    return next(iter(valid or named), None)


def panel(view: View, here: Measured, *, compared: Compared, leading: str) -> tuple[Block, ...]:
    """The blocks of the panel.

    Args:
        view: What is looked at.
        here: The figures `HERE` under the view's filters.
        compared: All units on findings per inspection, without the district filter.
        leading: The metric the map shows, put first and large.
    """
    place = chosen_place(view)
    blocks: list[Block] = [_head(view, place)]
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
        f"{step.on_date.isoformat()}起，{place.name}{SUCCESSION_EXTENTS[step.extent]}划入"
        f"{heir.name}{_said_more(step.note)}。"
        for heir, step in places.successors(place)
    ]
    notes += [
        f"{step.on_date.isoformat()}起，{places.by_id(step.predecessor_id).name}"
        f"{SUCCESSION_EXTENTS[step.extent]}划入{place.name}{_said_more(step.note)}。"
        for step in places.successions
        if step.successor_id == place.id
    ]
    if notes:
        notes = ["".join(notes) + "调整前的记录仍在原单位名下，前后数据不可直接相比。"]
    if place.hosts:
        hosts = "、".join(places.by_code(code).name for code in place.hosts)
        notes.append(f"{place.name}位于{hosts}，单独填报，不计入所在区县。")
    return tuple(notes)


def _said_more(note: str | None) -> str:
    return f"（{note}）" if note else ""


def _head(view: View, place: Place | None) -> Block:
    if view.is_still:
        return Notice(text=f"以下为{place.name if place else ALL}的数字。")
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
    place = chosen_place(view)
    stands = standing_text(view, compared, place) if place else ""
    note = stands + _ignored(view, keys)
    return Cards(cards=(Card(title=_scope(view), figures=figures, note=note),))


def _shares(view: View, here: Measured) -> Block:
    figures = tuple(_shown(view, here.get(key)) for key in SHARES)
    parts = [text for key in SHARES if (text := _share_note(here.get(key)))]
    note = "；".join(parts) + ("。" if parts else "") + _ignored(view, SHARES)
    return Cards(cards=(Card(title=f"{_scope(view)}·整改", figures=figures, note=note),))


def _ignored(view: View, keys: Sequence[str]) -> str:
    """Which figures a chosen filter does not reach, as orders have no category."""
    said = {key: view.filters.ignored_by(METRICS[key].fact) for key in keys}
    return "".join(
        f"{METRICS[key].label}不受{'、'.join(names)}筛选影响。"
        for key, names in said.items()
        if names
    )


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


def _shown(view: View, figure: Figure) -> Shown:
    label = METRICS[figure.metric].label
    if figure.thin and figure.value is not None:
        label += "（样本不足）"
    return view.show(figure, label=label)


def _scope(view: View) -> str:
    return view.filters.district or "全市"


def _stated(view: View, place: Place | None) -> list[Block]:
    """The circular's own figures of the unit; of the city those that no ledger stands beside."""
    if place is None and has_ledger(view):
        return []
    keys = [
        key
        for key, verdict in view.verdicts.items()
        if verdict.published.district_id == (place.id if place else None)
        and METRICS[key].family in _STATED_FAMILIES
    ]
    keys.sort(key=lambda key: LOOKBACK.index(key) if key in LOOKBACK else len(LOOKBACK))
    figures = [
        shown
        for key in keys
        if (shown := view.show_stated(key, label=view.verdicts[key].published.label))
    ]
    if not figures:
        return []
    note = "期间原文" + "、".join(
        dict.fromkeys(view.verdicts[key].published.period_label for key in keys)
    )
    return [Cards(cards=(Card(title="通报所列数字", figures=tuple(figures), note=note),))]
