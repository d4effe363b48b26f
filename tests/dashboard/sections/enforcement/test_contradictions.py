from __future__ import annotations

from sqlalchemy import Engine

from dashboard.metrics.hint_rules import RULES
from dashboard.sections.answer import Answer, Table
from dashboard.sections.enforcement.contradictions import CONTRADICTIONS
from dashboard.sections.figure_cell import Link
from tests.views import answer_of, view_on


def _answer(engine: Engine) -> tuple[Answer, list[Table]]:
    answer = answer_of(CONTRADICTIONS, view_on(engine), engine=engine)
    return answer, [block for block in answer.blocks if isinstance(block, Table)]


def test_every_rule_is_stated_with_its_count(demo_engine: Engine) -> None:
    _, (rules, _) = _answer(demo_engine)
    assert [row[0] for row in rules.rows] == [rule.label for rule in RULES]
    assert rules.rows[0][2] == "2件"
    assert rules.rows[1][2] == "1家"


def test_planted_contradictions_link_to_the_institution(demo_engine: Engine) -> None:
    _, (_, rows) = _answer(demo_engine)
    links = [row[2] for row in rows.rows if row[0] in ("处罚无对应问题", "淘汰后仍开班")]
    assert {link.label for link in links if isinstance(link, Link)} == {
        "示例南岸第一安全培训学校",
        "示例江北第二安全技术培训有限公司",
        "示例开州第一安全培训学校",
    }
    for link in links:
        assert isinstance(link, Link)
        assert link.page == "institutions"
        assert link.params["institution"].isdigit()


def test_hints_are_to_be_checked_and_no_guilt(demo_engine: Engine) -> None:
    answer, tables = _answer(demo_engine)
    assert answer.title.startswith("提示核查：")
    assert "违规" not in repr((answer, tables))


def test_employers_are_told_by_kind(demo_engine: Engine) -> None:
    _, (_, rows) = _answer(demo_engine)
    assert "用工企业" in {row[2] for row in rows.rows if isinstance(row[2], str)}


def test_without_ledgers_nothing_can_be_judged(circular_engine: Engine) -> None:
    answer, (rules,) = _answer(circular_engine)
    assert "无法判断" in answer.title
    assert {row[2] for row in rules.rows} == {None}
