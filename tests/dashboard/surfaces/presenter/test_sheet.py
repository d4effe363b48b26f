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
    assert cut.columns == tuple(range(len(cut.columns)))
    assert len(cut.columns) < 12
    assert f"另有{12 - len(cut.columns)}列" in sheet_html(wide, cut=cut)


def test_missing_is_a_dash_and_names_are_text() -> None:
    made = sheet_html(TABLE, cut=fitted(TABLE))
    assert "—" in made
    assert "<b>机构" not in made


def test_columns_that_decide_stand_there_before_the_others() -> None:
    wide = replace(
        TABLE,
        columns=tuple(
            Column(label=f"第{number}列名称很长很长", decides=number in (7, 11))
            for number in range(12)
        ),
        rows=(tuple(f"内容也很长的一个单元格{number}" for number in range(12)),),
    )
    cut = fitted(wide)
    assert {7, 11} <= set(cut.columns)
    assert cut.columns == tuple(sorted(cut.columns))
    assert cut.columns[0] == 0
    made = sheet_html(wide, cut=cut)
    assert "内容也很长的一个单元格11" in made
    assert "内容也很长的一个单元格6" not in made


def test_one_that_decides_and_is_too_wide_leaves_room_for_the_next() -> None:
    wide = replace(
        TABLE,
        columns=tuple(Column(label=f"{number}", decides=True) for number in range(4)),
        rows=(("很长" * 40, "很长" * 40, "很长" * 40, "短"),),
    )
    assert 3 in fitted(wide).columns
