import json
from datetime import date

from sqlalchemy import Engine

from dashboard.commands.figures import figures
from dashboard.metrics.checks import CheckOutcome
from dashboard.metrics.definitions import METRICS
from dashboard.surfaces.terminal import as_json, checks_document, checks_text, figures_table

GOOD = CheckOutcome(key="good", title="都对", checked=1200)
BAD = CheckOutcome(key="bad", title="有错的一项", checked=9, failures=7, examples=("甲", "乙"))


def test_json_reads_back_and_whole_numbers_have_no_fraction(demo_engine: Engine) -> None:
    document = figures(demo_engine, params={})
    text = as_json(document)
    assert json.loads(text) == document
    assert '"value": 98,' in text
    assert "机构复核" in text


def test_the_same_store_gives_the_same_json(demo_engine: Engine) -> None:
    assert as_json(figures(demo_engine, params={})) == as_json(figures(demo_engine, params={}))


def test_the_table_has_every_metric_once_and_says_that_it_is_a_demo(demo_engine: Engine) -> None:
    lines = figures_table(figures(demo_engine, params={})).splitlines()
    assert "演示数据" in lines[0]
    for key, metric in METRICS.items():
        assert sum(line.startswith(f"{metric.label} {key} ") for line in lines) == 1
    assert any(line.startswith("通报数字（25项") for line in lines)
    (found,) = (line for line in lines if " lookback_problems_found " in line)
    assert "（2024年11月“回头看”）" in found


def test_columns_stand_below_each_other_though_chinese_is_wide(demo_engine: Engine) -> None:
    lines = figures_table(figures(demo_engine, params={})).splitlines()
    starts = {
        sum(2 if ord(letter) > 0x2E7F else 1 for letter in line[: line.index("复核结果（")])
        for line in lines
        if "复核结果（" in line and "“" not in line.split("复核结果（")[0]
    }
    assert len(starts) == 1


def test_a_published_figure_that_stands_in_is_marked(circular_engine: Engine) -> None:
    table = figures_table(figures(circular_engine, params={}))
    assert "98家（通报）" in table
    assert "演示数据" not in table


def test_checks_are_told_with_counts_and_examples() -> None:
    text = checks_text([GOOD, BAD])
    assert "都对" in text
    assert "通过（核对1,200项）" in text
    assert "× 有错的一项  不通过 7处（核对9项）" in text
    assert "      甲\n      乙\n      …… 另有5处" in text
    assert text.endswith("共2项核对，1项不通过")


def test_checks_that_all_hold_say_so() -> None:
    assert checks_text([GOOD]).endswith("共1项核对，全部通过")


def test_checks_as_a_document_say_whether_all_passed() -> None:
    document = checks_document([GOOD, BAD], until=date(2024, 12, 31))
    assert document["passed"] is False
    assert document["data_until"] == "2024-12-31"
    assert [one["passed"] for one in document["checks"]] == [True, False]
