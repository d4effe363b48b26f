"""A view can be sent as a link: what is chosen stands in the URL, and the URL brings it back."""

from __future__ import annotations

import pytest

from dashboard.navigation import PAGES
from tests.screen import Screen, target

NOISE = "![图](http://elsewhere.example/x.png)<img src=x onerror=alert(1)>"


def _choose(screen: Screen, label: str, value: str) -> None:
    (widget,) = [one for one in screen.app.selectbox if one.label == label]
    widget.set_value(value)
    screen.rerun()


def test_a_chosen_filter_and_its_link_give_the_same_page(demo_screen: Screen) -> None:
    """That the choice reaches the address bar is the browser's work: see tests/browser."""
    demo_screen.open("overview")
    _choose(demo_screen, "区县（开发区）", "500106")
    _choose(demo_screen, "问题类别", "培训档案")
    chosen = demo_screen.text
    said = "沙坪坝区 · 本年（2024年1月1日至2024年12月31日） · 培训档案"
    assert f"数据截至 2024-12-31，距今695天 · {said}" in _spaced(chosen)
    kept = {"district": "500106", "category": "培训档案"}
    assert [target(one) for one in demo_screen.menu] == [(page.path, kept) for page in PAGES]
    demo_screen.open("overview", district="沙坪坝区", category="培训档案")
    assert demo_screen.text == chosen


def test_a_unit_is_in_the_url_by_its_code_however_the_link_told_it(demo_screen: Screen) -> None:
    for told in ("沙坪坝区", "沙坪坝", "500106"):
        demo_screen.open("overview", district=told)
        assert demo_screen.query["district"] == "500106"
        assert "数据截至 2024-12-31，距今695天 · 沙坪坝区" in _spaced(demo_screen.text)


def test_a_name_of_two_units_is_the_one_of_the_day(demo_screen: Screen) -> None:
    demo_screen.open("overview", district="两江新区")
    assert demo_screen.query["district"] == "CQ-LJ"
    demo_screen.open("overview", district="500157")
    assert "两江新区（2025年11月6日起）" in demo_screen.text


def test_a_filter_taken_away_leaves_the_url(demo_screen: Screen) -> None:
    demo_screen.open("overview", district="沙坪坝区", asof="2024-06-30")
    (clear,) = [one for one in demo_screen.app.button if "清除" in one.label]
    clear.click()
    demo_screen.rerun()
    assert demo_screen.query == {}
    assert "数据截至 2024-12-31，距今695天 · 全市" in _spaced(demo_screen.text)


def test_links_and_menu_keep_the_filters(demo_screen: Screen) -> None:
    demo_screen.open("overview", district="沙坪坝区", asof="2024-09-30")
    kept = {"district": "500106", "asof": "2024-09-30"}
    (more,) = [one for one in demo_screen.links if target(one) == ("institutions", kept)][:1]
    assert more
    assert [target(one) for one in demo_screen.menu] == [(page.path, kept) for page in PAGES]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("district", "火星区"),
        ("district", NOISE),
        ("kind", "company"),
        ("campaign", "无此行动"),
        ("category", "facility"),
        ("from", "yesterday"),
        ("to", "2024-02-30"),
        ("asof", "31.12.2024"),
        ("asof", "2999-01-01"),
        ("since", "x"),
    ],
)
def test_a_value_nobody_can_read_is_named_and_left_out(
    demo_screen: Screen, name: str, value: str
) -> None:
    demo_screen.open("overview", **{name: value})
    assert 'class="failure"' not in demo_screen.html
    assert f"{name}={value}" in demo_screen.text
    assert "<img" not in demo_screen.html
    assert "数据截至 2024-12-31，距今695天 · 全市" in _spaced(demo_screen.text)
    assert name not in demo_screen.query


def test_a_period_the_wrong_way_round_is_named(demo_screen: Screen) -> None:
    demo_screen.open("overview", **{"from": "2024-06-01", "to": "2024-01-01"})
    assert "起始日期 2024-06-01 晚于截止日期 2024-01-01" in demo_screen.text
    assert 'class="failure"' not in demo_screen.html


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_parameters_of_other_programs_do_no_harm(page: object, demo_screen: Screen) -> None:
    path = page.path  # type: ignore[attr-defined]
    for name in ("utm_source", "measure", "page", "metric", "institution", "state", "q"):
        demo_screen.open(path, **{name: NOISE})
        assert len(demo_screen.app.exception) == 0
        assert "页面出错" not in demo_screen.text, name
        assert "<img" not in demo_screen.html


def _spaced(text: str) -> str:
    return text.replace("\u3000·\u3000", " · ")
