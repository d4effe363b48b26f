"""The menu: pages in groups, each with an address, a file and a purpose."""

from __future__ import annotations

import re
from itertools import groupby

import pytest

from dashboard.navigation import GROUPS, PAGES, Page

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)


def test_the_pages_stand_in_reading_order() -> None:
    assert [page.title for page in PAGES] == [
        "总览",
        "机构复核",
        "问题地图",
        "整改跟踪",
        "监测预警",
        "区县对比",
        "宣传成效",
        "执法成效",
        "简报",
        "数据导入",
        "数据与口径",
        "帮助",
    ]


def test_a_group_is_one_run_of_pages_in_the_order_of_the_headings() -> None:
    met = [group for group, _ in groupby(PAGES, key=lambda page: page.group)]
    assert met == [group for group in GROUPS if group in met]


@every_page
def test_an_address_is_readable(page: Page) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", page.path)
    assert page.file == f"{page.path.replace('-', '_')}.py"


@every_page
def test_an_icon_is_a_material_one(page: Page) -> None:
    assert re.fullmatch(r":material/[a-z_]+:", page.icon)


@every_page
def test_a_purpose_is_one_chinese_sentence(page: Page) -> None:
    assert page.purpose.endswith("。")
    assert 10 <= len(page.purpose) <= 60
    assert page.purpose.count("。") == 1


def test_addresses_and_titles_are_unique() -> None:
    assert len({page.path for page in PAGES}) == len({page.title for page in PAGES}) == len(PAGES)
