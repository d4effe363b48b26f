from sqlalchemy import Engine

from dashboard.sections.answer import Table
from dashboard.sections.data.unsaid import TASKS, UNREPORTED, UNSAID
from dashboard.sections.section import Section
from tests.views import answer_of, view_on


def _tables(section: Section, engine: Engine) -> tuple[str, list[Table]]:
    answer = answer_of(section, view_on(engine), engine=engine)
    return answer.title, [block for block in answer.blocks if isinstance(block, Table)]


def test_every_gap_says_what_is_therefore_not_shown(circular_engine: Engine) -> None:
    title, (gaps,) = _tables(UNSAID, circular_engine)
    assert title.startswith(f"通报有{len(gaps.rows)}处没有说明")
    assert all(row[2] and row[3] for row in gaps.rows)


def test_a_task_nobody_reported_on_is_unreported_not_open(circular_engine: Engine) -> None:
    title, (tasks, practices) = _tables(TASKS, circular_engine)
    assert "均未登记进展" in title
    assert {row[6] for row in tasks.rows} == {UNREPORTED}
    assert {row[5] for row in tasks.rows} == {"原文未定"}
    assert {row[2] for row in practices.rows} == {"万州区", "江北区", "沙坪坝区", "双桥经开区"}
