"""The draft says what the snapshot tells, figure by figure, and nothing it does not."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from dashboard.briefings.briefing import Briefing, Item
from dashboard.briefings.figures import told
from dashboard.briefings.freeze import computed
from dashboard.briefings.sentences import Field, change_said, draft, fielded, plain
from dashboard.briefings.templates import TEMPLATES, Template


@pytest.mark.parametrize(
    ("difference", "said"),
    [
        ("+3项", "增加3项"),
        ("−1家", "减少1家"),
        ("+5.3万元", "增加5.3万元"),
        ("+3.2个百分点", "上升3.2个百分点"),
        ("−0.4个百分点", "下降0.4个百分点"),
        ("持平", "持平"),
        ("—", "—"),
    ],
)
def test_a_difference_is_said_in_words(difference: str, said: str) -> None:
    assert change_said(difference) == said


def test_every_figure_of_a_sentence_is_a_field_with_its_unit() -> None:
    sentence = fielded("发放资料15万余份，覆盖100万余人次，合格率84.7%，罚款5.3万元，2024年11月。")
    fields = [part.text for part in sentence if isinstance(part, Field)]
    assert fields == ["15万余份", "100万余人次", "84.7%", "5.3万元"]
    assert plain(sentence).endswith("2024年11月。")


@pytest.mark.parametrize("one", TEMPLATES, ids=lambda one: one.key)
def test_every_figure_of_the_draft_stands_in_the_snapshot(demo: Engine, one: Template) -> None:
    snapshot = computed(demo, one.briefing())
    said = "\n".join(part.text for part in told(snapshot))
    chapters = draft(snapshot)
    assert [chapter.title for chapter in chapters][-1] == "工作要求"
    for chapter in chapters:
        for sentence in chapter.sentences:
            assert plain(sentence).endswith(("。", "）"))
            for part in sentence:
                if isinstance(part, Field) and not part.text.startswith(("增", "减", "上", "下")):
                    assert part.text in said, plain(sentence)


def test_the_leaders_draft_has_review_problems_and_change(demo: Engine) -> None:
    snapshot = computed(demo, TEMPLATES[0].briefing())
    text = "\n".join(plain(one) for chapter in draft(snapshot) for one in chapter.sentences)
    assert "全市复核安全培训机构98家，其中合格83家，淘汰9家，6家正在整改中。" in text
    assert "与2024年12月1日相比，" in text
    assert "（工作要求由起草处室补充。）" in text


def test_requirements_are_those_of_the_circular_where_the_briefing_has_them(demo: Engine) -> None:
    snapshot = computed(demo, TEMPLATES[2].briefing())
    requirements = draft(snapshot)[-1]
    assert len(requirements.sentences) == 16


def test_a_sentence_whose_figure_is_missing_is_left_out(circular_engine: Engine) -> None:
    briefing = Briefing(title="x", items=(Item.of("overview/headline"),))
    text = "".join(
        plain(one)
        for chapter in draft(computed(circular_engine, briefing))
        for one in chapter.sentences
    )
    assert "复核安全培训机构98家" in text, "the circular's figure stands in"
    assert "—" not in text
    assert "检查" not in text.replace("区县检查", "")


def test_a_districts_briefing_speaks_of_the_district(demo: Engine) -> None:
    briefing = Briefing(title="x", items=(Item.of("overview/headline", query="district=北碚区"),))
    text = plain(draft(computed(demo, briefing))[0].sentences[0])
    assert text.startswith("北碚区复核安全培训机构")
