from dataclasses import replace

from dashboard.sections.answer import Column
from dashboard.surfaces.presenter.measures import BODY_LINES
from dashboard.surfaces.presenter.sheet import fitted, sheet_html
from tests.briefings import TABLE

LONG = replace(TABLE, rows=tuple(("示例机构", None, number, 0.5) for number in range(60)))


def test_what_does_not_fit_is_said_and_not_cut_in_silence() -> None:
    cut = fitted(LONG)
    assert 5 <= cut.rows < 13
    assert cut.lines <= BODY_LINES
    assert f"共60行，此处列前{cut.rows}行" in sheet_html(LONG, cut=cut)


def test_columns_beyond_the_width_are_counted() -> None:
    wide = replace(
        TABLE,
        columns=tuple(Column(label=f"第{number}列名称很长很长") for number in range(12)),
        rows=(("内容也很长的一个单元格",) * 12,),
    )
    cut = fitted(wide)
    assert cut.columns < 12
    assert f"另有{12 - cut.columns}列" in sheet_html(wide, cut=cut)


def test_missing_is_a_dash_and_names_are_text() -> None:
    made = sheet_html(TABLE, cut=fitted(TABLE))
    assert "—" in made
    assert "<b>机构" not in made
