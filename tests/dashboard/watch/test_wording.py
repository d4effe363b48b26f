"""What officers read: a hint is never a verdict, and nobody is accused by a sentence of ours."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.watch import wording
from dashboard.watch.engine import Watch, read_watch
from dashboard.watch.indicators import INDICATORS
from dashboard.watch.wording import REASONS, against, level_word, period_words, say
from tests.conftest import load_whole_demo
from tests.stores import Stores

ACCUSING = re.compile("违规|违法|作弊|舞弊|造假|弄虚|替考|处罚(?!无对应)")


@pytest.fixture(scope="module")
def found(stores: Stores) -> Watch:
    engine: Engine = stores.shared("sqlite", "circular and demo", fill=load_whole_demo)
    with Session(engine) as session:
        return read_watch(session, as_of=date(2024, 12, 31))


def test_no_word_of_ours_accuses() -> None:
    told = [
        text for name in dir(wording) if name.isupper() for text in _texts(getattr(wording, name))
    ]
    told += [text for one in INDICATORS.values() for text in (one.label, one.reading, one.counts)]
    assert len(told) > 40
    assert [text for text in told if ACCUSING.search(text)] == []


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [one for one in value if isinstance(one, str)]
    return [one for one in dict(value).values() if isinstance(one, str)]


def test_every_alert_of_the_demo_is_said_in_full(found: Watch) -> None:
    assert len(found.alerts) > 200
    for alert in found.alerts:
        text = say(alert)
        assert not ACCUSING.search(text), text
        assert not re.search(r"None|nan|\b0\.0%（", text), text
        assert text.endswith("。")
        assert all(REASONS[reason] in text for reason in alert.reasons)
        assert len(text) < 260
        assert against(alert)


def test_a_quarter_is_said_as_one(found: Watch) -> None:
    month = replace(found.alerts[0], indicator="hours", period=date(2024, 9, 1))
    assert period_words(month) == "2024年9月"
    assert period_words(replace(month, indicator="training_capacity")) == "2024年7—9月"


def test_grey_says_what_it_means() -> None:
    assert level_word("grey") == "灰（样本不足）"
    assert level_word("red") == "红"
