"""Scripts that the documents show run as they stand there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.documents import DOCUMENTS
from dashboard.paths import ROOT
from dashboard.settings import settings
from tests.screen import url_of

EXAMPLES = [
    pytest.param(code, id=str(path.relative_to(ROOT)))
    for path in DOCUMENTS
    for code in re.findall(r"^```python\n(.*?)^```", path.read_text(encoding="utf-8"), re.M | re.S)
]


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_prints_what_it_promises(
    code: str, demo_engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setenv("OVERSIGHT_DATABASE_URL", url_of(demo_engine))
    settings.cache_clear()
    names: dict[str, Any] = {}
    exec(compile(code, "example", "exec"), names)
    names["engine"].dispose()
    settings.cache_clear()
    assert capsys.readouterr().out.strip()
    frame = names["figures"]
    assert frame["value"].sum() == sum(one.value or 0 for one in names["answer"].figures)
    assert names["counts"]["findings"].sum() > 0


def test_there_is_an_example_for_analysts() -> None:
    assert len(EXAMPLES) == 1
