"""The menu: six pages, each with an address, a file and a purpose."""

from __future__ import annotations

import re

import pytest

from dashboard.navigation import PAGES, Page

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)


def test_the_pages_stand_in_reading_order() -> None:
    titles = [page.title for page in PAGES]
    assert titles == ["总览", "机构复核", "问题地图", "宣传成效", "执法成效", "简报", "数据与口径"]


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
