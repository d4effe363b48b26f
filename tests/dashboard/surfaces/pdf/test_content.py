from dashboard.briefings.snapshot import Snapshot
from dashboard.surfaces.document.outline import outline
from dashboard.surfaces.document.passages import Exhibit
from dashboard.surfaces.pdf.content import content, passage, texts
from tests.briefings import CHART, TABLE
from tests.exports import hostile


def test_a_table_is_told_as_the_screen_writes_it() -> None:
    made = passage(Exhibit(title="机构", block=TABLE))
    assert made["columns"] == ["机构", "发现日期", "问题（项）", "合格率（%）"]
    assert made["rows"][0] == ["=示例<b>机构</b>", "2024-12-31", "3", "50.0"]
    assert made["numbers"] == [False, False, True, True]


def test_a_chart_is_a_drawing_whose_text_is_seen(varied: Snapshot) -> None:
    made = content(varied, outline(varied))
    drawings = [one for one in made["passages"] if one["kind"] == "picture"]
    assert drawings
    assert all(one["high"] <= 205 and one["alt"] for one in drawings)
    assert any("万州" in text for one in drawings for text in texts({"svg": one["svg"]}))


def test_text_is_data_and_never_markup() -> None:
    said = "".join(texts(content(hostile(), outline(hostile()))))
    assert "#set text(red) $x^2$ *粗* _斜_ \\ #import" in said
    assert "\x00" not in said


def test_a_chart_without_rows_still_has_words() -> None:
    assert passage(Exhibit(title="图", block=CHART))["alt"] == "条形图"
