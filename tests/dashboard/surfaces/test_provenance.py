from dataclasses import replace

from dashboard.surfaces.provenance import behind, footing, head, rows_of, sentence
from tests.briefings import DEFINITION, TABLE, snapshot_of

SNAPSHOT = snapshot_of()


def test_the_foot_says_demo_day_filters_and_number() -> None:
    said = footing(SNAPSHOT, SNAPSHOT.sections[0])
    assert said == (
        "演示数据，非真实情况　·　数据截至 2024-12-31　·　筛选：万州区　·　快照 JB-20241231-001-v1"
    )
    real = replace(SNAPSHOT, dataset="production")
    assert "演示" not in footing(real, real.sections[0])


def test_a_figure_is_told_with_its_parts_and_a_metric_with_its_unit() -> None:
    assert head(DEFINITION) == "复核合格率 19.9%（与通报一致）"
    assert "分子：36（合格的机构数）；分母：181（已有结论的机构数）" in sentence(DEFINITION)
    assert head(replace(DEFINITION, text="")) == "复核合格率（%）"


def test_what_does_not_apply_is_left_out() -> None:
    bare = replace(DEFINITION, numerator="", denominator="", published="", as_of=None)
    assert "分子" not in sentence(bare)
    assert "数据截至" not in sentence(bare)


def test_everything_behind_a_section_ends_with_the_snapshot() -> None:
    said = behind(SNAPSHOT, SNAPSHOT.sections[0])
    assert said[0].startswith("范围：万州区；数据截至 2024-12-31；上期截至 2024-11-30")
    assert SNAPSHOT.sha256[:12] in said[-1]


def test_a_table_can_be_read_as_lines() -> None:
    assert list(rows_of(TABLE))[1] == "=示例<b>机构</b>｜2024-12-31｜3｜50.0"
