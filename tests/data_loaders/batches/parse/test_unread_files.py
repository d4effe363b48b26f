"""A file of which no row is read is refused with what was seen in it."""

from __future__ import annotations

from sqlalchemy import Engine

from data_loaders.batches import Preview, Upload, preview
from tests.data_loaders.corpus.broken import saved
from tests.handed_in import INSTITUTIONS, TODAY, sheet


def test_the_first_lines_of_each_sheet_are_told(circular_engine: Engine) -> None:
    sheets = {
        f"第{n}页": [[f"小结{n}", None, "一"], [], ["二"], ["三"], ["四"]] for n in range(1, 6)
    }
    (message,) = _refusals(_seen(circular_engine, Upload(name="小结.xlsx", content=saved(sheets))))
    assert "工作表“第1页”第1行“小结1 | 一”，第3行“二”，第4行“三”" in message
    assert ("第3页" in message, "第4页" in message, "另有2张工作表" in message) == (
        True,
        False,
        True,
    )


def test_long_lines_are_cut(circular_engine: Engine) -> None:
    (message,) = _refusals(_seen(circular_engine, Upload(name="a.csv", content=b"x" * 5_000)))
    assert "x" * 60 + "…" in message
    assert "x" * 61 not in message


def test_a_good_file_beside_it_waits(circular_engine: Engine) -> None:
    bad = Upload(name="附注.csv", content="以上数据已核对。\n".encode())
    found = _seen(circular_engine, sheet("institutions", INSTITUTIONS), bad)
    assert (len(_refusals(found)), found.rows_added, found.loadable) == (1, 2, False)


def test_a_sheet_that_a_person_leaves_out_is_settled(circular_engine: Engine) -> None:
    table = Upload(name="花名册.csv", content="甲,20人\n乙,30人\n".encode())
    found = _seen(circular_engine, table)
    assert [one.text for one, _ in found.questions] == ["文件“花名册.csv”是哪种台账？"]
    answers = {one.key: "-" for one, _ in found.questions}
    again = preview(circular_engine, [table], today=TODAY, decisions=answers, earlier=found)
    assert (_refusals(again), again.loadable) == ([], True)


def _seen(engine: Engine, *files: Upload) -> Preview:
    return preview(engine, files, today=TODAY)


def _refusals(found: Preview) -> list[str]:
    return [one.message for one in found.problems if one.rule == "nothing-read"]
