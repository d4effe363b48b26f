from lxml import etree
from pptx.oxml.ns import qn

from dashboard.surfaces.office.chart_xml import east_asian, every_label, spans, without_ends
from tests.dashboard.surfaces.office.test_chart import native


def test_error_bars_stand_before_the_categories_and_skip_gaps() -> None:
    series = etree.Element(qn("c:ser"))
    etree.SubElement(series, qn("c:cat"))
    spans(series, native("interval"))
    assert [one.tag for one in series] == [qn("c:errBars"), qn("c:cat")]
    points = series.findall(f".//{qn('c:minus')}//{qn('c:pt')}")
    assert [one.get("idx") for one in points] == ["0", "2"]


def test_hidden_entries_follow_the_position_in_order() -> None:
    legend = etree.Element(qn("c:legend"))
    etree.SubElement(legend, qn("c:legendPos"))
    without_ends(legend)
    assert [one.get("val") for one in legend.iterfind(f".//{qn('c:idx')}")] == ["1", "2"]


def test_labels_are_not_skipped_and_chinese_has_its_face() -> None:
    axis = etree.Element(qn("c:catAx"))
    etree.SubElement(axis, qn("c:noMultiLvlLbl"))
    every_label(axis)
    assert [one.tag for one in axis] == [qn("c:tickLblSkip"), qn("c:noMultiLvlLbl")]
    properties = etree.Element(qn("a:defRPr"))
    east_asian(properties, "宋体")
    assert properties[0].get("typeface") == "宋体"
