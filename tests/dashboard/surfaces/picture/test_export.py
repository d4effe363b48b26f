"""Pictures carry title, source, day and number, and are the same every time."""

from __future__ import annotations

import io

import pytest
from lxml import etree
from PIL import Image

from dashboard.briefings.snapshot import Snapshot
from dashboard.sections.answer import Chart, Map
from dashboard.surfaces.picture.export import SCALE, WIDTH, Signed, png, signed, svg
from dashboard.surfaces.static_blocks import static_blocks
from tests.exports import HOSTILE, squeezed


@pytest.fixture(scope="module")
def made(varied: Snapshot) -> tuple[Chart, Signed]:
    section = varied.sections[0]
    (chart,) = [one for one in static_blocks(section.answer.blocks) if isinstance(one, Chart)]
    return chart, signed(chart, varied, section)


def test_a_picture_says_title_source_day_and_number(made: tuple[Chart, Signed]) -> None:
    text = squeezed("".join(etree.fromstring(svg(made[0], around=made[1]).encode()).itertext()))
    for said in (made[0].title, "来源：", "数据截至 2024-12-31", "JB-20241231-001-v1", "演示数据"):
        assert squeezed(said) in text


def test_a_png_is_twice_as_large_and_holds_no_time(made: tuple[Chart, Signed]) -> None:
    data = png(made[0], around=made[1])
    image = Image.open(io.BytesIO(data))
    assert image.width == SCALE * WIDTH
    assert data == png(made[0], around=made[1])


def test_chinese_is_drawn_and_not_empty_boxes(made: tuple[Chart, Signed]) -> None:
    """Two titles of as many characters differ in more than boxes would."""
    seen = {
        png(made[0], around=Signed(title=title, foot=()))
        for title in ("重庆市綦江区", "示例培训机构")
    }
    assert len(seen) == 2


def test_a_map_carries_its_caption(varied: Snapshot) -> None:
    section = varied.sections[3]
    (block,) = [one for one in static_blocks(section.answer.blocks) if isinstance(one, Map)]
    assert any("示意图" in line for line in signed(block, varied, section).foot)


def test_any_title_can_stand_above(made: tuple[Chart, Signed]) -> None:
    around = Signed(title="".join(HOSTILE), foot=HOSTILE)
    root = etree.fromstring(svg(made[0], around=around).encode())
    assert root.find("{*}b") is None
