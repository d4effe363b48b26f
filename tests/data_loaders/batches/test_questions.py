"""Names that are merely alike: asked about, decided by a person, remembered, and forgotten."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, func, select

from dashboard.errors import LoadRefusedError
from dashboard.store.engine import reading
from dashboard.store.models.institutions import Institution, ReviewDecision
from dashboard.store.models.operation import AuditEvent, BodyAlias, ImportAnswer
from data_loaders.batches import commit, undo
from tests.handed_in import CLASSES, INSTITUTIONS, REVIEWS, SCHOOL, changed, look, put, sheet

MISSPELT = "渝北安全学校有限公司"


def test_a_name_like_a_known_one_is_asked_about_and_remembered(ready: Engine) -> None:
    put(ready, [sheet("institutions", INSTITUTIONS)])
    files = [sheet("reviews", changed(REVIEWS, 0, 机构名称=MISSPELT))]
    found = look(ready, files)
    ((question, times),) = found.questions
    assert times == 1
    assert MISSPELT in question.text
    assert [one.label for one in question.options] == [
        f"就是培训机构“{SCHOOL}”（渝北区）",
        "都不是",
    ]
    with pytest.raises(LoadRefusedError):
        commit(ready, found, by="测试")
    decided = look(
        ready, files, decisions={question.key: question.options[0].answer}, earlier=found
    )
    assert decided.questions == ()
    done = commit(ready, decided, by="张三")
    with reading(ready) as session:
        alias = session.scalars(select(BodyAlias)).one()
        assert (alias.name, alias.decided_by, alias.batch_id) == (
            MISSPELT,
            "张三",
            done.batch_ids[0],
        )
        decision = session.scalars(select(ReviewDecision)).one()
        assert decision.institution_id == alias.institution_id
        assert session.scalar(
            select(func.count()).select_from(AuditEvent).where(AuditEvent.action == "decide")
        )
    later = look(ready, [sheet("classes", changed(CLASSES, 0, 机构名称=MISSPELT))])
    assert (later.questions, later.rows_added) == ((), 1), "the name is known from now on"
    undo(ready, done.batch_ids[0], by="测试")
    assert look(ready, files).questions, "an answer is forgotten with the load that asked"


def test_a_register_asks_before_it_makes_a_second_institution_of_one(ready: Engine) -> None:
    put(ready, [sheet("institutions", INSTITUTIONS)])
    files = [sheet("institutions", changed(INSTITUTIONS[:1], 0, 机构名称=MISSPELT, 理论座位数="8"))]
    found = look(ready, files)
    ((question, _),) = found.questions
    same, new, none = (one.answer for one in question.options)
    as_same = look(ready, files, decisions={question.key: same}, earlier=found)
    assert (as_same.rows_updated, as_same.rows_added) == (1, 0)
    (change,) = as_same.batches[0].changes
    assert [cell.column for cell in change.cells] == ["理论座位数"], "the registered name stays"
    as_new = look(ready, files, decisions={question.key: new}, earlier=found)
    assert (as_new.rows_updated, as_new.rows_added) == (0, 1)
    as_none = look(ready, files, decisions={question.key: none}, earlier=found)
    assert (as_none.rows_refused, as_none.questions) == (1, ())
    commit(ready, as_new, by="测试")
    assert look(ready, files).rows_unchanged == 1
    with reading(ready) as session:
        assert session.scalar(select(func.count()).select_from(Institution)) == 3


def test_what_a_word_means_is_answered_once_for_all(ready: Engine) -> None:
    put(ready, [sheet("institutions", INSTITUTIONS)])
    files = [sheet("reviews", changed(REVIEWS, 0, 结论="限期整改"))]
    found = look(ready, files)
    ((question, _),) = found.questions
    answer = next(one.answer for one in question.options if "整改" in one.label)
    done = commit(
        ready, look(ready, files, decisions={question.key: answer}, earlier=found), by="张三"
    )
    with reading(ready) as session:
        kept = session.scalars(select(ImportAnswer)).one()
        assert (kept.question, kept.answer, kept.decided_by) == (question.key, answer, "张三")
        assert kept.asked == question.text
    assert look(ready, files).questions == ()
    undo(ready, done.batch_ids[0], by="测试")
    assert [one.key for one, _ in look(ready, files).questions] == [question.key]
