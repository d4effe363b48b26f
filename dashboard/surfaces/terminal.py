"""The terminal: figures and checks as text a person reads and as JSON a program reads."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from dashboard import units
from dashboard.clock import dated

if TYPE_CHECKING:
    from dashboard.metrics.checks import CheckOutcome

_GAP: Final = "  "
_STATES: Final = {"agrees": "与通报一致", "differs": "与通报不一致", "no_ledger": "台账无记录"}
_HEADS: Final = ("指标", "数值", "分子", "分母", "台账行数", "与通报核对", "来源", "口径；不含")
_STATED_HEADS: Final = (
    *("文件", "章节", "通报中的数字", "范围", "期间", "通报数", "台账数", "核对", "口径日"),
)
_RIGHT: Final = frozenset({1, 2, 3, 4})


def as_json(document: Mapping[str, Any]) -> str:
    """The document as JSON: UTF-8, two spaces, keys in their own order, so that it can be diffed.

    A whole number is written without a fraction.
    """
    return json.dumps(_plain(document), ensure_ascii=False, indent=2, allow_nan=False)


def figures_table(document: Mapping[str, Any]) -> str:
    """All figures of `oversight figures`, family by family, aligned also where text is Chinese."""
    demo = "【演示数据，非真实情况】" if document["dataset"] == "demo" else ""
    lines = [f"{demo}{_day(document)}；范围：{document['scope']}；数据版本 {document['revision']}"]
    families: dict[str, list[Sequence[str]]] = {}
    for figure in document["figures"]:
        families.setdefault(figure["family_label"], []).append(_figure_row(figure))
    widths = _widths([_HEADS, *(row for rows in families.values() for row in rows)])
    for family, rows in families.items():
        lines += ["", f"{family}（{len(rows)}项）", _line(_HEADS, widths)]
        lines += [_line(row, widths) for row in rows]
    return "\n".join([*lines, *_stated(document["published"])])


def _day(document: Mapping[str, Any]) -> str:
    until = document["data_until"]
    return dated(
        date.fromisoformat(document["as_of"]), until=date.fromisoformat(until) if until else None
    )


def checks_text(outcomes: Sequence[CheckOutcome]) -> str:
    """What `oversight check` found: a line each, and under a broken one its example rows."""
    width = max(_width(one.title) for one in outcomes)
    lines: list[str] = []
    for one in outcomes:
        looked = f"核对{one.checked:,}项" if one.checked else "无记录"
        verdict = "通过" if one.passed else f"不通过 {one.failures:,}处"
        mark = "  " if one.passed else "× "
        lines.append(f"{mark}{_padded(one.title, width)}  {verdict}（{looked}）")
        lines += [f"      {example}" for example in one.examples]
        if one.failures > len(one.examples):
            lines.append(f"      …… 另有{one.failures - len(one.examples):,}处")
    failed = sum(not one.passed for one in outcomes)
    lines += [
        "",
        f"共{len(outcomes)}项核对，{failed}项不通过"
        if failed
        else f"共{len(outcomes)}项核对，全部通过",
    ]
    return "\n".join(lines)


def checks_document(outcomes: Sequence[CheckOutcome], *, until: date | None) -> dict[str, Any]:
    """The same for programs: `passed`, `data_until`, and `checks` in the order of the text."""
    return {
        "schema": "oversight-check/1",
        "passed": all(one.passed for one in outcomes),
        "data_until": until.isoformat() if until else None,
        "checks": [
            {
                "key": one.key,
                "title": one.title,
                "passed": one.passed,
                "checked": one.checked,
                "failures": one.failures,
                "examples": list(one.examples),
            }
            for one in outcomes
        ],
    }


def _stated(published: Sequence[Mapping[str, Any]]) -> list[str]:
    """What documents state, each figure in its own scope and period beside the ledgers' of it."""
    if not published:
        return []
    rows = [
        (
            one["document"],
            one["section"],
            one["label"],
            "，".join(filter(None, (one["scope"], one["campaign"]))),
            one["period"],
            one["text"],
            one["ledger_text"],
            _STATES[one["state"]],
            one["as_of"],
        )
        for one in published
    ]
    widths = _widths([_STATED_HEADS, *rows])
    head = f"通报数字（{len(rows)}项；台账数按各自的范围、期间和口径日）"
    return ["", head, *(_line(row, widths, right=frozenset()) for row in (_STATED_HEADS, *rows))]


def _figure_row(figure: Mapping[str, Any]) -> Sequence[str]:
    mark = "（通报）" if figure["stands_for"] == "published" else ""
    return (
        _named(figure),
        f"{figure['text']}{mark}",
        _number(figure["numerator"]),
        _number(figure["denominator"]),
        units.MISSING if figure["rows"] is None else f"{figure['rows']:,}",
        _verdict(figure["published"]),
        _source(figure["source"]),
        f"{figure['definition']}；不含：{figure['excludes']}",
    )


def _named(figure: Mapping[str, Any]) -> str:
    of = f"（{figure['campaign']}）" if figure["campaign"] else ""
    return f"{figure['label']} {figure['key']} {of}".rstrip()


def _verdict(published: Mapping[str, Any] | None) -> str:
    if published is None:
        return units.MISSING
    stated = f"通报{published['section']} {published['scope']}{published['text']}"
    return f"{_STATES[published['state']]}（{stated}）"


def _source(source: Mapping[str, Any]) -> str:
    batches = source["batches"]
    if not batches:
        return f"{source['ledger_label']}{'（未导入）' if source['ledger'] else ''}"
    return f"{source['ledger_label']}（批次{'、'.join(str(one['id']) for one in batches)}）"


def _number(value: float | None) -> str:
    return units.MISSING if value is None else f"{value:,.0f}"


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def _widths(rows: Iterable[Sequence[str]]) -> list[int]:
    return [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]


def _line(cells: Sequence[str], widths: Sequence[int], *, right: frozenset[int] = _RIGHT) -> str:
    padded = (
        _padded(cell, width, right=at in right)
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return _GAP.join(padded).rstrip()


def _padded(text: str, width: int, *, right: bool = False) -> str:
    spaces = " " * (width - _width(text))
    return spaces + text if right else text + spaces


def _width(text: str) -> int:
    """Columns a terminal needs: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
