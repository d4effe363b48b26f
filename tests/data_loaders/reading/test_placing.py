"""What is said of a heading: its question, and what a figure hangs on."""

from __future__ import annotations

from tests.data_loaders.workbooks import good, read_rows


def test_what_is_ours_alone_blocks_only_a_heading_that_speaks_of_it() -> None:
    row = good(
        "findings",
        整改完成日期="2024-12-01",
        复查日期="2024-12-02",
        复查结果="通过",
    )
    assert read_rows("findings", row | {"陪同单位": "甲"}).said[0][:2] == ("warn", "unknown-column")
    assert read_rows("findings", row | {"核销时间": "是"}).said[0][0] == "ask"
    assert read_rows("findings", row | {"是否办结": "是"}).said[0][0] == "ask"


def test_the_question_names_what_is_still_free() -> None:
    problem = read_rows("reviews", {**good("reviews"), "盖章": "是"}).problem()
    assert problem.question is None or not problem.question.needed
    lacking = {name: cell for name, cell in good("reviews").items() if name != "整改期限"}
    problem = read_rows("reviews", lacking | {"盖章": "是"}).problem()
    assert "“整改期限”" in problem.message
    assert problem.question is not None
    assert problem.question.needed
