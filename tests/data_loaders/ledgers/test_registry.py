"""The declarations agree with the store, with each other and with what they say."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import CheckConstraint, Table

from dashboard.store.models import Base
from dashboard.store.models.operation import SHEETS as STORED
from dashboard.units import UNITS
from data_loaders.ledgers import explain
from data_loaders.ledgers.declaration import CellKind
from data_loaders.ledgers.registry import SHEETS
from data_loaders.reading.text import folded
from tests.data_loaders.workbooks import good, read_rows

TABLES = {
    "institutions": ("institution",),
    "exam_sites": ("exam_site",),
    "reviews": ("review_decision", "review_round"),
    "inspections": ("inspection", "campaign"),
    "findings": ("finding",),
    "cases": ("enforcement_case", "penalty"),
    "publicity": ("publicity_activity",),
    "classes": ("training_class",),
    "exam_months": ("exam_month",),
    "documents": ("source_document",),
    "document_figures": ("published_figure",),
    "document_mentions": ("published_mention",),
    "document_practices": ("good_practice",),
    "document_tasks": ("requirement",),
    "document_gaps": ("source_gap",),
}
STORED_AS = {"penalty": {"decided_on": "penalised_on"}, "review_round": {}, "campaign": {}}
PREFIXES = {"review_round": "round_", "campaign": "campaign_"}

each = pytest.mark.parametrize("key", SHEETS)


def test_the_ledgers_are_those_of_the_store_by_key_and_label() -> None:
    assert {key: ledger.label for key, ledger in SHEETS.items()} == STORED
    assert list(SHEETS)[0] == "institutions"


@each
def test_columns_are_told_apart_and_explained(key: str) -> None:
    ledger = SHEETS[key]
    counts = Counter(column.key for column in ledger.columns)
    assert set(counts.values()) == {1}
    labels = Counter(folded(column.label) for column in ledger.columns)
    assert set(labels.values()) == {1}
    for column in ledger.columns:
        assert column.help.endswith("。"), column.label
        assert column.unit is None or column.unit in UNITS
        assert (column.kind is CellKind.CHOICE) == bool(column.choices)
        assert (column.unit is not None) == (
            column.kind in (CellKind.COUNT, CellKind.MONEY, CellKind.NUMBER)
        ), column.label


@each
def test_an_alias_means_one_column_unless_its_unit_tells(key: str) -> None:
    counts = Counter(
        folded(name) for column in SHEETS[key].columns for name in set(column.headings)
    )
    assert {name for name, count in counts.items() if count > 1} <= {
        *("罚款金额", "罚款", "行政罚款", "罚款数额")
    }


@each
def test_keys_and_rules_are_of_fields_the_ledger_has(key: str) -> None:
    ledger = SHEETS[key]
    fields = {column.field for column in ledger.columns}
    for names in ledger.keys:
        assert set(names) <= fields
    for rule in ledger.rules:
        assert rule.reads <= fields, rule.words
    required = {column.field for column in ledger.columns if column.required}
    assert set(ledger.keys[-1]) <= required, "a row always has a key"


@each
def test_every_check_of_the_store_over_two_columns_is_a_rule_of_the_ledger(key: str) -> None:
    ledger = SHEETS[key]
    ruled = {frozenset(rule.reads) for rule in ledger.rules}
    for name in TABLES[key]:
        for pair in _pairs(Base.metadata.tables[name]):
            told = frozenset(_field(name, column) for column in pair)
            assert told in ruled, f"{name}: {sorted(pair)}"


@each
def test_no_value_is_longer_than_its_column_of_the_store(key: str) -> None:
    stored = {
        column.name: column.type.length  # type: ignore[attr-defined]
        for name in TABLES[key]
        for column in Base.metadata.tables[name].columns
        if getattr(column.type, "length", None)
    }
    for column in SHEETS[key].columns:
        if column.kind in (CellKind.NAME, CellKind.TEXT, CellKind.CODE):
            assert column.most is not None, column.label
            assert column.most <= stored.get(column.key, column.most)


def test_a_case_that_only_knows_its_stage_takes_its_day_and_says_so() -> None:
    found = read_rows("cases", good("cases", 阶段="移送公安"))
    assert found.values[0]["referred_on"] == date(2024, 11, 8)
    assert found.said == [("warn", "derived", 2, "阶段")]
    assert "暂以立案日期2024-11-08计" in found.problem().message
    told = read_rows("cases", good("cases", 阶段="移送公安", 移送公安日期="2024-11-20"))
    assert told.said == []
    assert told.values[0]["referred_on"] == date(2024, 11, 20)


def test_a_withdrawn_case_takes_the_day_it_ended() -> None:
    found = read_rows("cases", good("cases", 阶段="撤案", 结案日期="2024-12-01"))
    assert found.values[0]["withdrawn_on"] == date(2024, 12, 1)


def test_a_fine_is_a_penalty() -> None:
    found = read_rows(
        "cases", good("cases", 阶段="查实", 查实日期="2024-11-10", **{"罚款金额（元）": 5000})
    )
    assert found.values[0]["penalty_kind"] == "fine"
    assert found.values[0]["penalised_on"] == date(2024, 11, 10)
    assert found.said == [("warn", "derived", 2, "阶段")]


def test_counts_of_persons_have_a_day() -> None:
    row = good("cases", 阶段="结案", 结案日期="2024-12-20", 刑事拘留人数=2)
    assert read_rows("cases", row).values[0]["counted_on"] == date(2024, 12, 20)
    assert "counted_on" not in read_rows("cases", good("cases")).values[0]


def test_a_finding_checked_and_passed_is_closed_where_nobody_keeps_the_day() -> None:
    row = good("findings", 整改完成日期="2024-11-20", 复查日期="2024-11-25", 复查结果="通过")
    assert read_rows("findings", row).values[0]["closed_on"] == date(2024, 11, 25)
    kept = read_rows("findings", row | {"销号日期": None}).values[0]
    assert kept["closed_on"] is None
    failed = read_rows("findings", row | {"复查结果": "不通过"}).values[0]
    assert failed["reopened_on"] == date(2024, 11, 25)
    assert "closed_on" not in failed


def test_a_finding_cannot_be_opened_anew_without_a_failed_check() -> None:
    row = good("findings", 复查日期="2024-11-25", 复查结果="通过", 重新打开日期="2024-11-26")
    found = read_rows("findings", row)
    assert [one[1] for one in found.said] == ["reopened-without-failure"]


@pytest.mark.parametrize(
    ("party", "kind", "refused"),
    [("张三", "个人", False), ("张三", None, True), ("张三", "用工企业", False)],
)
def test_a_persons_name_is_kept_nowhere(party: str, kind: str | None, refused: bool) -> None:
    found = read_rows("cases", good("cases", 当事人=party, 当事人类型=kind))
    assert bool(found.said) == refused
    if kind != "用工企业":
        assert party not in str([line.problems for line in found.lines])
        for line in found.lines:
            if line.record is not None:
                assert line.record.values["subject"] is None
                assert line.record.cells["当事人"] == "（不保存）"


def test_a_name_too_long_is_hidden_in_its_problem_too() -> None:
    found = read_rows("cases", good("cases", 当事人="张三" * 80, 当事人类型="个人"))
    assert found.said == [("refuse", "too-long", 2, "当事人")]
    assert "张三" not in str(found.problems)


def test_a_person_needs_a_case_number() -> None:
    found = read_rows("cases", good("cases", 当事人="个人", 当事人类型="个人", 案件编号=None))
    assert [one[1] for one in found.said] == ["person-needs-number"]


@each
def test_people_are_told_key_kind_and_rules(key: str) -> None:
    ledger = SHEETS[key]
    assert explain.key(ledger)
    assert len(explain.rules(ledger)) == len(ledger.rules) + len(ledger.derivations)
    for column in ledger.columns:
        told = explain.comment(column)
        assert ("【必填】" in told) == column.required
        assert all(choice in told for choice in explain.choices(column))


def _pairs(table: Table) -> list[tuple[str, str]]:
    """Pairs of columns that a check of the table compares."""
    pairs = []
    for one in table.constraints:
        name = str(getattr(one, "name", ""))
        if isinstance(one, CheckConstraint):
            for word in ("_not_before_", "_within_"):
                if word in name:
                    left, right = name.split(word)
                    pairs.append((left.removeprefix(f"ck_{table.name}_"), right))
    return pairs


def _field(table: str, column: str) -> str:
    return STORED_AS.get(table, {}).get(column, PREFIXES.get(table, "") + column)
