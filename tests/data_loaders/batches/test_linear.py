"""Twice as many lines are twice the work, however they repeat: counted in steps, not seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice, product

import pytest
from sqlalchemy import Engine
from stdnum.cn import uscc

from dashboard.store.models.publicity import PublicityActivity
from data_loaders.batches import Upload, commit
from data_loaders.batches.write import rows as writing
from tests.handed_in import INSTITUTIONS, SCHOOL, UNIT, look, put, sheet
from tests.work import Work, work_counted

SIZES = (15, 90, 180, 360)
"""Lines; the first only lets statements be compiled and caches be filled."""
MOST = 2.6
"""Most that the last size may add for what the one before added: a square adds four times that."""
NOISE = 5_000
"""Steps that are no sign of anything: where the database has hardly anything to do."""
Made = tuple[Sequence[Upload], Sequence[Upload]]
"""What the store holds already, and what is looked at."""


def _day(number: int) -> str:
    return str(date(2021, 1, 1) + timedelta(days=number % 1_000))


def _activity(number: int, **more: str) -> dict[str, str]:
    return {**UNIT, "渠道": "宣传资料", "名称": f"发放{number}", "日期": "2024-09-01", **more}


def _visit(number: str, day: str, **more: str) -> dict[str, str]:
    row = {"检查编号": number, "被检单位": SCHOOL, "检查方式": "明查", "检查日期": day}
    return {**UNIT, **row, **more}


def _finding(number: str, day: str, **more: str) -> dict[str, str]:
    row = {
        "问题编号": number,
        "被检单位": SCHOOL,
        "问题类别": "培训档案",
        "问题描述": f"缺{number}",
    }
    return {**UNIT, **row, "发现日期": day, **more}


def _case(number: str, day: str, **more: str) -> dict[str, str]:
    row = {"案件编号": number, "当事人": SCHOOL, "当事人类型": "培训机构", "案由": "培训造假"}
    return {**UNIT, **row, "阶段": "立案", "立案日期": day, **more}


def _school(name: str, **more: str) -> dict[str, str]:
    return {**UNIT, "机构名称": name, "机构类型": "企业", **more}


def _code(number: int) -> str:
    """A sound credit code."""
    bare = f"52500112{number:09d}"
    return bare + uscc.calc_check_digit(bare)


def _names() -> Iterator[str]:
    """Names that differ in a few letters without numerals: all of them like each other."""
    letters = "安康泰和平顺达通利民兴业华夏明德博文"
    for some in product(letters, repeat=3):
        yield f"渝北{''.join(some)}职业技能培训学校有限公司"


def all_equal(lines: int) -> Made:
    return [], [sheet("publicity", [_activity(1) for _ in range(lines)])]


def all_cases_equal(lines: int) -> Made:
    said = {"罚款金额（元）": "5000", "处罚日期": "2024-12-02", "阶段": "处罚", "涉及人数": "3"}
    rows = [_case("案1", "2024-11-09", **said) for _ in range(lines)]
    return [sheet("institutions", INSTITUTIONS)], [sheet("cases", rows)]


def keys_equal_content_different(lines: int) -> Made:
    return [], [sheet("publicity", [_activity(1, 份数=str(n)) for n in range(lines)])]


def pairs(lines: int) -> Made:
    return [], [sheet("publicity", [_activity(n // 2) for n in range(lines)])]


def pairs_that_disagree(lines: int) -> Made:
    return [], [sheet("publicity", [_activity(n // 2, 份数=str(n)) for n in range(lines)])]


def chain(lines: int) -> Made:
    """Each line is the next one's by number, and that the one's after it by day and body."""
    rows = []
    for n in range(lines // 3):
        rows += [_visit(f"检{n}", _day(n)), _visit(f"检{n}", _day(n + 1)), _visit("", _day(n))]
    return [sheet("institutions", INSTITUTIONS)], [sheet("inspections", rows)]


def chain_from_its_end(lines: int) -> Made:
    before, (upload,) = chain(lines)
    head, *rows = upload.content.decode("utf-8-sig").splitlines(keepends=True)
    return before, [Upload(name=upload.name, content="".join((head, *reversed(rows))).encode())]


def known_and_changed(lines: int) -> Made:
    rows = [_finding(f"题{n}", "2024-11-06") for n in range(lines)]
    again = [{**row, "问题描述": f"另{n}"} for n, row in enumerate(rows)]
    return [sheet("institutions", INSTITUTIONS), sheet("findings", rows)], [
        sheet("findings", again)
    ]


def nearly_known(lines: int) -> Made:
    """All of one unit, channel and day, each like every other of them."""
    rows = [_activity(n) for n in range(lines)]
    again = [{**row, "名称": f"{row['名称']}完毕"} for row in rows]
    return [sheet("publicity", rows)], [sheet("publicity", again)]


def known_on_another_day(lines: int) -> Made:
    rows = [_finding("", _day(n), 问题描述=f"缺{n}") for n in range(lines)]
    again = [{**row, "发现日期": _day(n + 1)} for n, row in enumerate(rows)]
    return [sheet("institutions", INSTITUTIONS), sheet("findings", rows)], [
        sheet("findings", again)
    ]


def left_out(lines: int) -> Made:
    rows = [_activity(n) for n in range(lines)]
    return [sheet("publicity", rows)], [sheet("publicity", rows[::2])]


def each_with_an_order(lines: int) -> Made:
    rows = [_finding(f"题{n}", "2024-11-06", 整改书编号=f"令{n}") for n in range(lines)]
    return [sheet("institutions", INSTITUTIONS)], [sheet("findings", rows)]


def orders_all_refused(lines: int) -> Made:
    said = [{"整改书编号": f"令{n}", "检查编号": "无此检查"} for n in range(lines)]
    rows = [_finding(f"题{n}", "2024-11-06", **one) for n, one in enumerate(said)]
    return [sheet("institutions", INSTITUTIONS)], [sheet("findings", rows)]


def bodies_that_disagree(lines: int) -> Made:
    rows = [_school(f"渝北第{n // 2}安全学校", 理论座位数=str(n)) for n in range(lines)]
    return [], [sheet("institutions", rows)]


def one_body_that_disagrees(lines: int) -> Made:
    return [], [sheet("institutions", [_school(SCHOOL, 理论座位数=str(n)) for n in range(lines)])]


def fits_several_rows(lines: int) -> Made:
    known = [_visit(f"检{n}", "2024-11-06") for n in range(lines)]
    return [sheet("institutions", INSTITUTIONS), sheet("inspections", known)], [
        sheet("inspections", [_visit("", "2024-11-06") for _ in range(lines)])
    ]


def visits_of_one_day_without_number(lines: int) -> Made:
    rows = [_visit("" if n == lines - 1 else f"检{n}", "2024-11-06") for n in range(lines)]
    return [sheet("institutions", INSTITUTIONS)], [sheet("inspections", rows)]


def contradicting_its_visit(lines: int) -> Made:
    visits = [_visit(f"检{n}", "2024-11-06") for n in range(lines)]
    rows = [_finding(f"题{n}", "2023-11-06", 检查编号=f"检{n}") for n in range(lines)]
    return [sheet("institutions", INSTITUTIONS)], [
        sheet("inspections", visits),
        sheet("findings", rows),
    ]


def contradicted_by_the_store(lines: int) -> Made:
    visits = [_visit(f"检{n}", "2023-11-06") for n in range(lines)]
    rows = [_finding(f"题{n}", "2023-11-06", 检查编号=f"检{n}") for n in range(lines)]
    later = [_visit(f"检{n}", "2024-11-06") for n in range(lines)]
    return [
        sheet("institutions", INSTITUTIONS),
        sheet("inspections", visits),
        sheet("findings", rows),
    ], [sheet("inspections", later)]


def eliminated_in_many_rounds(lines: int) -> Made:
    said = {"机构名称": SCHOOL, "阶段": "区县检查", "结论": "淘汰"}
    decisions = [
        {**UNIT, **said, "复核轮次": f"第{n}轮", "结论日期": "2021-01-01"} for n in range(lines)
    ]
    classes = [
        {**UNIT, "班次编号": f"班{n}", "机构名称": SCHOOL, "工种": "低压电工作业"}
        | {"开班日期": "2024-10-08", "学员人数": "30"}
        for n in range(lines)
    ]
    return [sheet("institutions", INSTITUTIONS)], [
        sheet("reviews", decisions),
        sheet("classes", classes),
    ]


def many_bodies_alike(lines: int) -> Made:
    return [], [sheet("institutions", [_school(name) for name in islice(_names(), lines)])]


def many_unknown_bodies_alike(lines: int) -> Made:
    names = list(islice(_names(), lines))
    known = [_school(name, 统一社会信用代码=_code(n)) for n, name in enumerate(names)]
    rows = [_visit(f"检{n}", "2024-11-06", 被检单位=name[:-4]) for n, name in enumerate(names)]
    return [], [sheet("institutions", known), sheet("inspections", rows)]


def one_unknown_body(lines: int) -> Made:
    known = [_school(name) for name in islice(_names(), lines)]
    rows = [_visit(f"检{n}", "2024-11-06", 被检单位="渝北安培训学校有限公司") for n in range(lines)]
    return [], [sheet("institutions", known), sheet("inspections", rows)]


def unlike_bodies(lines: int) -> Made:
    rows = [_school(f"渝北第{n}安全学校") for n in range(lines)]
    return [], [sheet("institutions", rows)]


def refused_rows_all_of_one_kind(lines: int) -> Made:
    return [], [sheet("publicity", [_activity(1, 日期="去年", 份数="很多") for _ in range(lines)])]


SHAPES: tuple[Callable[[int], Made], ...] = (
    all_equal,
    all_cases_equal,
    keys_equal_content_different,
    pairs,
    pairs_that_disagree,
    chain,
    chain_from_its_end,
    known_and_changed,
    nearly_known,
    known_on_another_day,
    left_out,
    each_with_an_order,
    orders_all_refused,
    bodies_that_disagree,
    one_body_that_disagrees,
    fits_several_rows,
    visits_of_one_day_without_number,
    contradicting_its_visit,
    contradicted_by_the_store,
    eliminated_in_many_rounds,
    many_bodies_alike,
    many_unknown_bodies_alike,
    one_unknown_body,
    unlike_bodies,
    refused_rows_all_of_one_kind,
)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda one: one.__name__)
def test_twice_the_lines_are_twice_the_work(ready: Engine, shape: Callable[[int], Made]) -> None:
    assert_linear([_looked_at(ready, shape, lines) for lines in SIZES])


def test_writing_twice_the_changes_is_twice_the_work(
    ready: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_CHUNK", 20)
    assert_linear([_written(ready, lines) for lines in SIZES])


def test_a_ledger_counted_while_it_was_empty_is_matched_as_quickly(ready: Engine) -> None:
    """As after all of it was undone: the server goes on believing that there is nothing."""
    if ready.dialect.name != "postgresql":
        pytest.skip("SQLite asks nobody how large a table is")
    believed = "UPDATE pg_class SET relpages = 5, reltuples = 0 WHERE relname = %s"
    with ready.begin() as connection:
        connection.exec_driver_sql(believed, (PublicityActivity.__tablename__,))
    assert_linear([_looked_at(ready, nearly_known, lines) for lines in SIZES])


def assert_linear(works: Sequence[Work]) -> None:
    """The last size adds to the one before twice what that added to the one before it."""
    for name in ("calls", "database"):
        _, some, more, most = (getattr(work, name) for work in works)
        assert most - more <= MOST * (more - some) + NOISE, (name, some, more, most)


def _looked_at(engine: Engine, shape: Callable[[int], Made], lines: int) -> Work:
    before, files = shape(lines)
    if before:
        put(engine, before)
    with work_counted(engine) as work:
        look(engine, files)
    return work


def _written(engine: Engine, lines: int) -> Work:
    before, files = known_and_changed(lines)
    put(engine, before)
    found = look(engine, files)
    with work_counted(engine) as work:
        commit(engine, found, by="测试")
    return work
