"""The page's two faces, the list and one alert, and what both know of choices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dashboard import theme
from dashboard.sections.answer import Toned
from dashboard.sections.figure_cell import Link
from dashboard.sections.section import Listing
from dashboard.sections.view import View
from dashboard.store.models.watch import LEVELS, VERDICTS
from dashboard.watch.alert import Alert
from dashboard.watch.engine import Watch, read_watch
from dashboard.watch.indicators import INDICATORS
from dashboard.watch.series import CITY
from dashboard.watch.wording import CHANGED, entity_words

PAGE: Final = "watch"
LIST_PARAMS: Final = ("level", "indicator", "disposal", "page")
"""URL parameters of the list's own controls."""
PARAMS: Final = (*LIST_PARAMS, "alert")
"""All URL parameters of the page."""

ALL: Final = "全部"
PRESSING: Final = "红和橙"
LEVEL_CHOICES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        PRESSING: ("red", "orange"),
        **{word: (level,) for level, word in LEVELS.items()},
        ALL: tuple(LEVELS),
    }
)
"""Word of each choice to the levels it shows."""
DISPOSAL_CHOICES: Final = (*VERDICTS.values(), CHANGED, ALL)
INDICATOR_CHOICES: Final = (ALL, *(one.label for one in INDICATORS.values()))
CHOICES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "level": tuple(LEVEL_CHOICES),
        "indicator": INDICATOR_CHOICES,
        "disposal": DISPOSAL_CHOICES,
    }
)
"""The list's own controls, what is shown unasked first."""

TONES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{level: theme.ALERT[word] for level, word in LEVELS.items() if word in theme.ALERT},
        "grey": theme.NO_DATA,
    }
)
"""Colour of each level."""


def of_list(view: View) -> bool:
    """Whether the page is the list."""
    return not view.params.get("alert")


def of_alert(view: View) -> bool:
    """Whether the page is one alert's own."""
    return not of_list(view)


def asked(view: View) -> Mapping[str, Listing]:
    """All alerts as of the day, the same for every reader and filter."""
    return {"watch": Listing.of(read_watch, as_of=view.as_of)}


def level_cell(level: str) -> Toned:
    """A level as a cell."""
    return Toned(LEVELS[level], tone=TONES[level])


def verdict_words(alert: Alert) -> str:
    """The verdict in force, and whether the data has changed since."""
    word = VERDICTS[alert.verdict]
    return f"{word}（{CHANGED}）" if alert.has_changed else word


def alert_link(view: View, alert: Alert) -> Link:
    """The link to an alert's own page; it remembers where in the list it was."""
    kept = {name: view.params.get(name, "") for name in LIST_PARAMS}
    return view.link(entity_words(alert.entity), PAGE, **kept, alert=alert.key)


def district_words(view: View, alert: Alert) -> str:
    """The reporting unit of the alert's body, or the whole city."""
    if alert.entity.kind == CITY or alert.entity.district is None:
        return "全市"
    return view.named(alert.entity.district)


def in_district(view: View, watch: Watch) -> tuple[Alert, ...]:
    """The alerts of the district looked at, or all."""
    if view.place is None:
        return watch.alerts
    return tuple(one for one in watch.alerts if one.entity.district == view.place.id)


def waiting_links(view: View, watch: Watch) -> tuple[Link, ...]:
    """The red and orange alerts that wait for an officer, by level, for the front page."""
    waiting = Counter(one.level for one in in_district(view, watch) if one.verdict == "pending")
    return tuple(
        view.link(f"{LEVELS[level]}色预警线索待核查 {waiting[level]}条", PAGE, level=LEVELS[level])
        for level in LEVEL_CHOICES[PRESSING]
        if waiting[level]
    )


def no_data(view: View, watch: Watch) -> str:
    """Why nothing can be said, in words; empty where something can."""
    if watch.has_data:
        return ""
    if not view.state.data_until:
        return "尚无台账：考试月报和培训班台账导入后，这里自动给出提示核查的线索"
    return "截至当日没有考试月报和培训班记录，无从判断"
