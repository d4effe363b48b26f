"""Every figure of a store for programs and for readers without a browser.

The records are the contract of `oversight figures --format json`; see `SCHEMA`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard import units
from dashboard.clock import today
from dashboard.errors import BadFilterError
from dashboard.metrics.campaigns import looks_back
from dashboard.metrics.definitions import FAMILIES, METRICS
from dashboard.metrics.figure import Figure
from dashboard.metrics.filter_query import from_query, read_day
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import measure
from dashboard.metrics.metric import Metric
from dashboard.metrics.reconcile import ReconciledFigure, reconcile
from dashboard.sections.published import whose
from dashboard.sections.view import View
from dashboard.store.engine import reachable
from dashboard.store.models.operation import LEDGERS
from dashboard.store.reference import Reference, read_reference
from dashboard.store.state import StoreStatus, read_state

SCHEMA: Final = "oversight-figures/1"
"""Version of the records; grows when a key is renamed or removed, not when one is added."""


def figures(engine: Engine, *, as_of: str = "", params: Mapping[str, str]) -> dict[str, Any]:
    """All metrics under the filters, as one document of plain values, always in the same order.

    Keys of the document: `schema`, `dataset` (demo or production), `revision`, `data_until`,
    `as_of`, `scope` (the filters in words), `filters` (as in the URL), `figures` (one per metric),
    `published` (what documents state by that day, each compared in its own scope and period, with
    its `key` and `label`).

    Keys of a figure: `key`, `label`, `campaign` (which 回头看 it is of, or null), `family`,
    `family_label`; `value` (in `unit`: money in fen,
    a share 0 to 1; null where missing, and for persons of any part of the city), `text` (as on
    screen, — where missing), `at_least` (余), `thin` (denominator below the minimum),
    `stands_for` (`ledger`, or `published` where only the circular has it), `numerator`,
    `denominator`, `rows` (null where withheld); `unit`, `unit_symbol`; `definition`, `excludes`,
    `good`, `min_denominator`, `comparable`, `ignores` (filters it does not know);
    `source` (`ledger`, `ledger_label`, `batches`) and `published` (null, or what a document states
    for this very scope, with `document`, `section`, `scope`, `campaign`, `period`, `value`, `text`,
    `at_least`, and beside
    it `ledger_value`, `ledger_text`, `as_of`, `difference`, `state`: agrees, differs, no_ledger).

    Raises:
        OversightError: the store cannot be read, or a filter or day is not one of it.
    """
    state = read_state(engine)
    with reachable(engine), Session(engine) as session:
        reference = read_reference(session, case_role=False)
        day = _day(as_of, state=state, reference=reference)
        verdicts = reconcile(session, reference, data_until=state.data_until)
        view = View(
            state=state,
            reference=reference,
            reconciled=lambda: verdicts,
            filters=_filters(params, on=day, reference=reference),
            as_of=day,
            earlier=day,
        )
        (measured,) = measure(session, [view.ask(*METRICS)])
    return {
        "schema": SCHEMA,
        "dataset": state.dataset,
        "revision": state.revision,
        "data_until": _iso(state.data_until),
        "as_of": _iso(day),
        "scope": view.sentence(),
        "filters": view.filters.query(),
        "figures": [_record(view, METRICS[key], measured.get(key)) for key in METRICS],
        "published": [
            {"key": one.metric, "label": one.published.label, **_published(view, one)}
            for one in view.verdicts
        ],
    }


def _day(asked: str, *, state: StoreStatus, reference: Reference) -> date:
    """The as-of day: as asked, up to today, else 数据截至, else the last the documents speak of."""
    newest = state.data_until or reference.refers_until
    day = read_day(asked, name="as-of") or newest
    if newest is None or day is None:
        raise BadFilterError(
            "数据库里还没有台账和通报，请先运行 oversight init",
            "the store holds neither ledgers nor documents; run `oversight init`",
        )
    last = max(newest, today())
    if day > last:
        raise BadFilterError(f"{day}晚于今天（{last}）", f"{day} lies after today, {last}")
    return day


def _filters(params: Mapping[str, str], *, on: date, reference: Reference) -> Filters:
    given = {name: value for name, value in params.items() if value}
    campaign = given.get("campaign")
    names = [one.name for one in reference.campaigns]
    if campaign and campaign not in names:
        known = "、".join(names) or "无"
        raise BadFilterError(
            f"没有名为“{campaign}”的专项行动；现有：{known}",
            f"no campaign is named {campaign!r}",
        )
    return from_query(given).settled(reference.places, on=on)


def _record(view: View, metric: Metric, figure: Figure) -> dict[str, Any]:
    shown = view.show(figure)
    return {
        "key": metric.key,
        "label": metric.label,
        "campaign": _campaign(view, metric),
        "family": metric.family,
        "family_label": FAMILIES[metric.family],
        "value": shown.value,
        "text": shown.text,
        "at_least": "余" in shown.written.digits,
        "thin": figure.thin,
        "stands_for": "published" if shown.from_published else "ledger",
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "rows": None if figure.withheld else figure.rows,
        "unit": metric.unit,
        "unit_symbol": units.UNITS[metric.unit].symbol,
        "definition": metric.definition,
        "excludes": metric.excludes,
        "nature": metric.nature.name.lower(),
        "population": metric.population.says,
        "population_rows": None if figure.withheld else figure.population,
        "state": figure.state.name.lower(),
        "good": metric.good.value,
        "min_denominator": metric.min_denominator,
        "comparable": metric.comparable,
        "ignores": metric.ignores(view.filters),
        "source": _source(view, metric),
        "published": None if shown.published is None else _published(view, shown.published),
    }


def _campaign(view: View, metric: Metric) -> str | None:
    """Which look-back a figure is of; None for every other figure."""
    action = view.lookback if looks_back(metric) else None
    return None if action is None else action.title


def _source(view: View, metric: Metric) -> dict[str, Any]:
    ledger = metric.fact.ledger
    return {
        "ledger": ledger,
        "ledger_label": LEDGERS[ledger] if ledger else "标准目录",
        "batches": [
            {
                "id": batch.id,
                "file_name": batch.file_name,
                "loaded_at": _utc(batch.loaded_at),
                "data_until": _iso(batch.data_until),
            }
            for batch in view.reference.batches_of(ledger)
        ],
    }


def _published(view: View, verdict: ReconciledFigure) -> dict[str, Any]:
    stated = verdict.published
    at_least = stated.qualifier == "at_least"
    ledger = verdict.ledger.value
    return {
        "document": view.reference.document_of(stated).number,
        "section": stated.section,
        "scope": stated.scope,
        "campaign": whose(view, stated) if stated.campaign else None,
        "period": stated.period_label,
        "value": stated.value,
        "text": units.text(stated.value, unit=stated.unit, at_least=at_least),
        "at_least": at_least,
        "ledger_value": ledger,
        "ledger_text": units.text(ledger, unit=stated.unit),
        "as_of": _iso(verdict.as_of),
        "difference": verdict.difference,
        "state": verdict.agreement.name.lower(),
    }


def _utc(moment: datetime) -> str:
    """The moment in UTC, also where the database forgets the zone."""
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return aware.isoformat()


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
