from dashboard.sections.answer import Chart, Choice, Links, Map, Row, Sentences, Table, Timeline
from dashboard.surfaces.static_blocks import data_tables, paragraphs, static_blocks
from tests.briefings import ALL_BLOCKS, CHART, MAP, TABLE


def test_blocks_side_by_side_follow_each_other_and_controls_go() -> None:
    choice = Choice(name="c", label="选", options=("甲",), default="甲")
    kinds = [type(one) for one in static_blocks((*ALL_BLOCKS, choice))]
    assert Row not in kinds
    assert Choice not in kinds
    assert kinds.index(Chart) < kinds.index(Map)


def test_text_has_lines_and_what_is_drawn_has_none() -> None:
    assert paragraphs(Sentences(items=("一。", "二。"))) == ("一。", "二。")
    assert paragraphs(Links(items=(), empty="无")) == ("无",)
    assert paragraphs(Timeline(key="t", events=())) == ("没有记录",)
    assert [paragraphs(one) for one in (TABLE, CHART, MAP)] == [None, None, None]


def test_every_chart_and_map_has_its_twin() -> None:
    assert list(data_tables(ALL_BLOCKS)) == [CHART.table, MAP.table]
    assert all(isinstance(one, Table) for one in data_tables(ALL_BLOCKS))
