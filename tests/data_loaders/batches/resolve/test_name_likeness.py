"""What tells names apart is compared, and not what all names of the field share."""

from __future__ import annotations

from itertools import islice, product

import pytest

from data_loaders.batches.resolve.name_likeness import are_alike, core
from data_loaders.batches.resolve.organisations import Organisation, Organisations, plain

KNOWN_WORDS = ("安全技术培训学校", "职业技能培训学校", "安全培训中心", "安全培训有限公司")
FIRST = "渝创金山川江嘉华恒泰瑞祥凯诺博智宏鑫天龙鼎盛立同"
SECOND = "源宏达顺通盛世邦信德业兴荣科远安泰康和平利民才友"
MISSPELT = (
    *(("渝创永安培训学校", other) for other in ("渝创永按培训学校", "渝创永培训学校")),
    ("渝创永安培训学校", "渝创永安培洲学校"),
    ("渝创永安培训学校", "渝创水安培训学校"),
    ("渝创永安培训学校", "渝创永安培训学较"),
    ("渝创永安培训学校", "渝创永安安全培训学校"),
    ("渝创永安培训学校", "渝创永安职业培训学校有限公司"),
    ("渝创永安培训学校", "渝创永安培训学校（沙坪坝校区）"),
    ("宏达安全培训有限公司", "鸿达安全培训有限公司"),
    ("宏达安全培训有限公司", "宏大安全培训有限公司"),
    ("宏达安全培训有限公司", "宏达安全培训有限责任公司"),
    ("宏达安全培训有限公司", "宏达安全生产培训有限公司"),
    ("宏达安全培训有限公司", "重庆宏达安全培训有限公司"),
    ("宏达安全培训有限公司", "重庆市宏达安全培训公司"),
    ("宏达安全培训有限公司", "宏达安全培圳有限公司"),
    ("宏达安全培训有限公司", "宏达通安全培训有限公司"),
    ("嘉陵（重庆）安全技术咨询有限公司", "嘉陵重庆安全技术咨询有限公司"),
    ("嘉陵（重庆）安全技术咨询有限公司", "嘉凌（重庆）安全技术咨询有限公司"),
    ("嘉陵（重庆）安全技术咨询有限公司", "嘉陵安全技术咨询有限公司"),
    ("嘉陵（重庆）安全技术咨询有限公司", "嘉陵（重庆）安全枝术咨询有限公司"),
    ("三峡建筑安全培训学校", "三峡建铸安全培训学校"),
    ("三峡建筑安全培训学校", "三峡建筑安全培训学院"),
    ("三峡建筑安全培训学校", "三峡建安全培训学校"),
    ("三峡建筑安全培训学校", "万州三峡建筑安全培训学校"),
    ("三峡建筑安全培训学校", "三峡建筑培训学校"),
    ("渝北第一安全培训学校", "渝北第一安金培训学校"),
    ("渝北第一安全培训学校", "渝北区第一安全培训学校"),
    ("渝北第一安全培训学校", "渝北第一安全培训学校有限公司"),
    ("渝北安全培训学校", "渝北安全培训学校（龙溪教学点）"),
    ("九龙坡明德职业技术学院", "明德职业技术学院"),
    ("九龙坡明德职业技术学院", "九龙坡明得职业技术学院"),
    ("华光计算机职业学校", "华光计算机职业技术学校"),
    ("华光计算机职业学校", "华光计祘机职业学校"),
)


@pytest.mark.parametrize(("one", "other"), MISSPELT)
def test_a_misspelt_name_is_asked_about(one: str, other: str) -> None:
    assert are_alike(plain(one), plain(other))
    assert are_alike(plain(other), plain(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("渝创戊培训学校", "渝创辛培训学校"),
        ("渝创卯学校", "渝创寅学校"),
        ("渝创东培训学校", "渝创西培训学校"),
        ("宏达安全培训有限公司", "宏远安全培训有限公司"),
        ("金科安全培训学校", "金信安全培训学校"),
        ("渝北第一安全培训学校", "渝北第二安全培训学校"),
        ("渝北第六安全培训学校", "渝北第六职业技术学院"),
        ("重庆瑞祥职业技能培训学校", "重庆恒泰职业技能培训学校"),
        ("渝北安全培训学校", "江北安全培训学校"),
        ("渝北安全培训学校", "渝北永安安全培训学校"),
        ("永川精工职业培训学校", "永川精诚职业培训学校"),
    ],
)
def test_names_that_only_share_the_words_of_the_field_are_two(one: str, other: str) -> None:
    assert not are_alike(plain(one), plain(other))


def test_the_core_is_what_is_left_of_a_name() -> None:
    assert core(plain("重庆市沙坪坝区渝创（永安）职业技能培训学校有限责任公司")) == "渝创永安"


def test_hardly_any_of_two_hundred_new_institutions_is_asked_about() -> None:
    """Ten in each of twenty units, beside ten that are there already."""
    names = [
        f"{first}{second}{KNOWN_WORDS[n % 4]}"
        for n, (first, second) in enumerate(product(FIRST, SECOND))
    ]
    # Drawn evenly over all pairs of letters, so that both halves share many.
    drawn = [names[n * 37 % len(names)] for n in range(400)]
    there, new = drawn[:200], drawn[200:]
    known = [
        Organisation(kind="institution", id=n, district_id=n % 20, name=name, uscc=None)
        for n, name in enumerate(there)
    ]
    bodies = Organisations(known=known, aliases={})
    asked = [
        name
        for n, name in enumerate(new)
        if bodies.like(["institution"], n % 20, name, near=frozenset())
    ]
    assert len(set(drawn)) == 400
    assert len(asked) <= 10, asked


def test_schools_numbered_in_any_way_are_never_asked_about() -> None:
    letters = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    names = [f"渝创{letter}培训学校" for letter in letters]
    bodies = Organisations(
        known=[
            Organisation(kind="institution", id=n, district_id=1, name=name, uscc=None)
            for n, name in enumerate(islice(names, 10))
        ],
        aliases={},
    )
    for name in names[10:]:
        assert bodies.like(["institution"], 1, name, near=frozenset()) == [], name


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("渝北安全学校", "渝北安全学校有限公司", True),
        ("渝北安全培训学校", "渝北安全培训学院", True),
        ("渝北第一安全培训学校", "渝北第二安全培训学校", False),
        ("渝北安全培训学校", "万州职业技术学院", False),
        ("安全", "安全学校", False),
    ],
)
def test_names_are_alike_but_for_their_numerals(one: str, other: str, alike: bool) -> None:
    assert bool(are_alike(one, other)) is alike
    assert are_alike(one, other) == pytest.approx(are_alike(other, one), abs=0.2)
