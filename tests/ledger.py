"""Rows by hand: whatever a test does not care about is filled in with something sound."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.orm import Session

from dashboard.store.models import Base

_DAY = date(2024, 6, 1)
_REFERRED = {
    "batch_id": "import_batch",
    "before_batch_id": "import_batch",
    "district_id": "district",
    "zone_id": "district",
    "host_id": "district",
    "predecessor_id": "district",
    "successor_id": "district",
    "document_id": "source_document",
    "round_id": "review_round",
    "briefing_id": "briefing",
    "case_id": "enforcement_case",
    "standard_id": "standard",
}
"""Columns that must lead somewhere, and the table they lead to."""

_SOUND: dict[str, dict[str, Any]] = {
    "alert_disposal": {"alert_key": "键{}", "indicator": "hours", "period": _DAY,
                       "method": "rule/1", "entity": "示例机构", "level": "red",
                       "said": "提示核查", "evidence": "0",
                       "verdict": "explained", "officer": "示例经办人",
                       "decided_at": datetime(2024, 6, 1, tzinfo=UTC)},
    "audit_event": {"at": datetime(2024, 6, 1, tzinfo=UTC), "actor": "测试", "action": "load",
                    "object_name": "台账", "result": "ok"},
    "body_alias": {"name": "别名{}", "decided_by": "测试",
                   "decided_at": datetime(2024, 6, 1, tzinfo=UTC)},
    "briefing": {"title": "简报{}", "edition": 1, "created_by": "测试", "changed_by": "测试",
                 "created_at": datetime(2024, 6, 1, tzinfo=UTC),
                 "changed_at": datetime(2024, 6, 1, tzinfo=UTC)},
    "briefing_item": {"position": 1, "section": "overview/headline", "query": "", "title": "",
                      "notes": "", "hidden": False},
    "briefing_version": {"version": 1, "number": "JB-{}", "title": "简报", "dataset": "demo",
                         "revision": 1, "as_of": _DAY, "frozen_by": "测试", "sections": 1,
                         "frozen_at": datetime(2024, 6, 1, tzinfo=UTC), "sha256": "0" * 64,
                         "content": "{}"},
    "campaign": {"name": "行动{}", "level": "municipal", "kind": "special"},
    "case_person_count": {"kind": "involved", "persons": 1, "counted_on": _DAY},
    "clause": {"number": "4.{}", "subject": "场地", "kind": "bool"},
    "district": {"code": "X{}", "name": "示例{}区", "short_name": "示例{}", "kind": "district",
                 "position": 1},
    "district_alias": {"name": "别名{}", "kind": "former"},
    "district_host": {},
    "district_succession": {"on_date": _DAY, "extent": "whole"},
    "enforcement_case": {"number": "案{}", "subject_kind": "employer", "subject_name": "示例公司{}",
                         "cause": "other", "lead_on": _DAY},
    "exam_month": {"trade": "低压电工作业", "month": _DAY},
    "exam_site": {"name": "示例考试点{}"},
    "finding": {"category": "facility", "description": "示例问题", "found_on": _DAY},
    "good_practice": {"section": "一（二）", "theme": "主题{}", "summary": "做法"},
    "import_batch": {"ledger": "findings", "file_name": "示例.xlsx", "sha256": "0" * 64,
                     "loaded_by": "测试", "loaded_at": datetime(2024, 6, 1, tzinfo=UTC),
                     "rows_added": 1, "rows_updated": 0, "rows_unchanged": 0, "rows_refused": 0,
                     "load_number": 1, "mode": "whole", "status": "loaded"},
    "import_change": {"table_name": "finding", "row_id": 1, "before": "{}"},
    "import_answer": {"question": "choice|{}", "answer": "qualified", "asked": "何意？",
                      "decided_by": "测试", "decided_at": datetime(2024, 6, 1, tzinfo=UTC)},
    "import_problem": {"level": "warn", "rule": "rule", "message": "说明"},
    "inspection": {"inspected_on": _DAY},
    "institution": {"name": "示例机构{}"},
    "penalty": {"kind": "fine", "amount_fen": 100, "decided_on": _DAY},
    "publicity_activity": {"channel": "event", "name": "活动{}", "held_on": _DAY,
                           "copies_qualifier": "exact", "reach_qualifier": "exact"},
    "published_figure": {"key": "findings{}", "label": "问题", "value": 1, "unit": "findings",
                         "qualifier": "exact", "scope": "全市", "entity": "机构",
                         "period_label": "未注明", "section": "二", "position": 1},
    "published_mention": {"section": "二", "topic": "facility", "status": "named",
                          "list_is_open": False, "content": "内容"},
    "rectification_order": {"number": "令{}", "issued_on": _DAY},
    "reported_through": {"ledger": "findings", "until": _DAY},
    "requirement": {"position": 1, "section": "三", "theme": "主题", "summary": "要求",
                    "responsible": "区县"},
    "review_decision": {"stage": "self", "outcome": "qualified", "decided_on": _DAY},
    "review_round": {"name": "复核{}"},
    "source_document": {"number": "文号{}", "title": "通报", "issuer": "局", "refers_until": _DAY},
    "source_gap": {"position": 1, "section": "二", "question": "问题", "consequence": "不显示"},
    "standard": {"code": "AQ {}", "title": "标准", "subject": "培训机构"},
    "standard_alias": {"name": "别名{}"},
    "store_state": {"id": 1, "dataset": "production", "revision": 1,
                    "changed_at": datetime(2024, 6, 1, tzinfo=UTC)},
    "training_class": {"number": "班{}", "trade": "低压电工作业", "started_on": _DAY},
}  # fmt: skip
"""A sound row of every table; `{}` is replaced by a running number."""


class Ledger:
    """Writes rows through `session`; every row it needs to refer to is made on the way."""

    def __init__(self, session: Session | Connection) -> None:
        self._session = session
        self._numbers = count(1)
        self._first: dict[str, int] = {}

    def add(self, name: str, /, **values: Any) -> int:
        """Add a row of table `name` and return its key (0 where it has no single one)."""
        table = Base.metadata.tables[name]
        row = self.row(name, **values)
        key: int = self._session.execute(insert(table).values(row)).inserted_primary_key[0]
        return key

    def row(self, name: str, /, **values: Any) -> dict[str, Any]:
        """A sound row of table `name` with `values` in it."""
        number = next(self._numbers)
        sound = {
            column: value.replace("{}", str(number)) if isinstance(value, str) else value
            for column, value in _SOUND[name].items()
        }
        return {**sound, **self._references(Base.metadata.tables[name], values), **values}

    def _references(self, table: Table, values: dict[str, Any]) -> dict[str, int]:
        wanted = {
            column: target
            for column, target in _REFERRED.items()
            if column in table.columns and not table.columns[column].nullable
        }
        if table.name in ("review_decision", "training_class"):
            wanted["institution_id"] = "institution"
        found = {
            column: self._one(target) for column, target in wanted.items() if column not in values
        }
        if len(found) == 2 and table.name in ("district_host", "district_succession"):
            found[list(found)[-1]] = self.add("district")
        return found

    def _one(self, name: str) -> int:
        if name not in self._first:
            self._first[name] = self.add(name)
        return self._first[name]
