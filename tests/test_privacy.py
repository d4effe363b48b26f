"""What only the case role may read, looked for on every surface: none of it for anybody else.

Every test of what is absent has its twin, which finds it there for the case role.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Table, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dashboard import cli
from dashboard.access.restricted import WITHHELD
from dashboard.access.restriction import restriction_of
from dashboard.briefings.briefing import Briefing, Item
from dashboard.briefings.catalogue import CATALOGUE
from dashboard.incidents import log_to, record
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, measure
from dashboard.navigation import PAGES
from dashboard.sections.answer import Answer, Block, Book, Row
from dashboard.sections.answer import Table as Listed
from dashboard.sections.data.rows import ROWS
from dashboard.sections.institutions.dossier import DOSSIER
from dashboard.sections.section import Section
from dashboard.settings import settings
from dashboard.store.models import Base
from dashboard.store.models.enforcement import EnforcementCase
from dashboard.store.models.institutions import Institution
from dashboard.store.models.operation import AuditEvent, ImportAnswer, ImportProblem
from dashboard.surfaces.presenter.present_page import present_bytes
from dashboard.surfaces.screen.importing.review import marked_copy
from data_loaders.batches import (
    Preview,
    history,
    problems_of,
    told_to_uploader,
)
from data_loaders.batches.diff.ledger_words import column_words
from data_loaders.ledgers.registry import SHEETS
from data_loaders.marked.listing import problems_csv
from tests.exports import file_of, frozen, squeezed, text_in
from tests.handed_in import SCHOOL, TODAY, look, sheet
from tests.ledger import Ledger
from tests.screen import Screen, screen_on, url_of
from tests.secrets_store import BY_NUMBER, NAME, OWN, fill, names_held
from tests.stores import Stores
from tests.views import answer_of, view_on

ROLES = {"anybody": False, "case role": True}
SURFACES: Mapping[str, Mapping[str, str]] = (
    {
        f"{page.path} {query}": {"path": page.path, **dict([query.split("=")] if query else [])}
        for page in PAGES
        for query in ("", "category=违法违规", "district=渝北区")
    }
    | {
        f"rows of {metric}": {"path": "data", "metric": metric}
        for metric in ("cases_leads", "cases_referred", "findings", "lookback_persons_wanted")
    }
    | {
        "a dossier": {"path": "institutions", "institution": "1"},
        "open findings": {"path": "rectification", "term": "全部未销号"},
    }
)
"""Pages with parameters that bring restricted rows up."""
BRIEFED = Briefing(
    title="简报",
    items=tuple(
        Item(section=key, filters=one)
        for one in (Filters(), Filters(district="500112"))
        for key in CATALOGUE
    ),
)


@pytest.fixture
def secrets(dialect: str, stores: Stores) -> Engine:
    """A store with a name in every restricted column; shared, so only read it."""
    return stores.shared(dialect, "secrets", fill=fill)


@pytest.fixture
def on_sqlite(stores: Stores) -> Engine:
    return stores.shared("sqlite", "secrets", fill=fill)


def test_a_name_stands_in_every_restricted_column(secrets: Engine) -> None:
    held = names_held(secrets)
    assert {column for column, rows in held.items() if not rows} == set()
    assert "enforcement_case.subject_name" in held


def test_a_ledgers_column_is_as_restricted_as_the_stores() -> None:
    """Cells of a row whose stored value is restricted are restricted as they were written."""
    from data_loaders.batches.stage.target_tables import MAIN, SHARED, SIDES

    for ledger, main in MAIN.items():
        for target in (main, *SIDES.get(ledger, ()), *SHARED.get(ledger, ())):
            for name in target.columns:
                if restriction_of(target.table.c[name]) is None:
                    continue
                assert SHEETS[ledger].restricted is not None, (ledger, name)
                assert name == "finding_id" or column_words(
                    ledger, target.table.name, name, kind="involved"
                )


@pytest.mark.parametrize("case_role", ROLES.values(), ids=ROLES)
def test_pages(on_sqlite: Engine, *, case_role: bool) -> None:
    with _screen(on_sqlite, case_role=case_role) as screen:
        naming = {
            name for name, query in SURFACES.items() if NAME.encode() in _sent(screen.open(**query))
        }
    assert (naming == set()) is not case_role
    if case_role:
        assert {
            "rows of cases_leads",
            "rows of findings",
            "enforcement ",
            "open findings",
        } <= naming


@pytest.mark.parametrize("case_role", ROLES.values(), ids=ROLES)
def test_sections_and_their_files(secrets: Engine, *, case_role: bool) -> None:
    params = {"institution": "1", "term": "全部未销号"}
    every: list[tuple[Section, Mapping[str, str]]] = [
        *((entry.section, params) for entry in CATALOGUE.values()),
        (DOSSIER, params),
        *((ROWS, {"metric": metric}) for metric in METRICS),
    ]
    naming = set()
    for section, given in every:
        view = view_on(secrets, params=given, case_role=case_role)
        if section.when(view):
            told = _whole(answer_of(section, view, engine=secrets), secrets)
            naming |= {section.key} if NAME in told else set()
    assert (naming == set()) is not case_role
    if case_role:
        assert {"data-rows", "enforcement-cases", "enforcement-named"} <= naming


def test_frozen_briefings_and_their_files_name_nobody_whoever_freezes(
    on_sqlite: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OVERSIGHT_CASE_ROLE", "true")
    settings.cache_clear()
    snapshot = frozen(on_sqlite, BRIEFED)
    settings.cache_clear()
    told = {
        kind: text_in(kind, file_of(kind, snapshot)) for kind in ("json", "xlsx", "docx", "pptx")
    }
    told["present"] = squeezed(present_bytes(snapshot).decode())
    for kind, text in told.items():
        assert "涉嫌" in text, kind
        assert NAME not in text, kind


@pytest.mark.parametrize("case_role", ROLES.values(), ids=ROLES)
def test_preview_of_a_sheet_of_case_numbers(secrets: Engine, *, case_role: bool) -> None:
    """Stored party and persons of open cases, asked for by number alone."""
    found = look(secrets, [sheet("cases", BY_NUMBER)])
    told = told_to_uploader(found, case_role=case_role)
    before = {
        (cell.column, cell.before)
        for one in told.batches
        for row in one.changes
        for cell in row.cells
    }
    assert {column for column, _ in before} == {"当事人", "涉及人数"}
    if case_role:
        assert ("涉及人数", "2") in before
        assert ("当事人", f"{NAME}机械有限公司") in before
    else:
        assert {said for _, said in before} == {WITHHELD}
        assert NAME not in repr(told)
    assert OWN in repr(told.problems), "what he wrote himself is told him again"
    assert NAME not in repr(found) + repr(_documented(found)), "what nobody opened is withheld"
    assert OWN not in repr([(one.value, one.message) for one in found.problems])


@pytest.mark.parametrize("case_role", ROLES.values(), ids=ROLES)
def test_the_page_of_a_preview(on_sqlite: Engine, *, case_role: bool) -> None:
    with _screen(on_sqlite, case_role=case_role) as screen:
        screen.open("data-import")
        upload = sheet("cases", BY_NUMBER)
        screen.app.file_uploader[0].set_value((upload.name, upload.content, "text/csv"))
        sent = _sent(screen.rerun())
    assert "库中现为".encode() in sent
    assert OWN.encode() in sent
    assert (NAME.encode() in sent) is case_role


def test_files_to_send_back(secrets: Engine) -> None:
    (upload,) = files = [sheet("cases", BY_NUMBER)]
    found = told_to_uploader(look(secrets, files), case_role=False)
    marked = text_in("xlsx", marked_copy(found, upload))
    listed = problems_csv(found.problems).decode("utf-8-sig")
    for text in (marked, listed):
        assert OWN in text
        assert NAME not in text


@pytest.mark.parametrize("case_role", ROLES.values(), ids=ROLES)
def test_histories(secrets: Engine, *, case_role: bool) -> None:
    """Of new loads nothing is kept; what older versions kept is for the case role."""
    with Session(secrets) as session:
        kept = [
            problem
            for batch in history(session)
            for problem in problems_of(session, batch.id, case_role=case_role)
        ]
        told = repr(kept) + repr(history(session))
    assert len(kept) > 5
    assert told.count(f"{NAME}老版本学校") == (2 if case_role else 0)
    assert told.count(NAME) == told.count(f"{NAME}老版本学校")


@pytest.mark.parametrize("case_role", ROLES.values(), ids=ROLES)
def test_the_page_of_histories(on_sqlite: Engine, *, case_role: bool) -> None:
    with _screen(on_sqlite, case_role=case_role) as screen:
        screen.open("data-import")
        box = screen.app.selectbox("import-batch")
        naming = []
        for label in box.options:
            screen.app.selectbox("import-batch").set_value(label)
            naming.append(NAME.encode() in _sent(screen.rerun()))
    assert any(naming) is case_role


def test_what_a_load_remembers_names_nobody(secrets: Engine) -> None:
    with Session(secrets) as session:
        kept = [
            *session.execute(select(AuditEvent.object_name)),
            *session.execute(select(ImportAnswer.question, ImportAnswer.asked)),
            *session.execute(
                select(ImportProblem.value, ImportProblem.message).where(
                    ImportProblem.row_number.is_not(None)
                )
            ),
        ]
    told = [text for row in kept for text in row if text and "老版本" not in text]
    assert WITHHELD in "".join(told)
    assert not [text for text in told if NAME in text]


def test_a_name_decided_on_for_a_party_is_not_in_the_audit(empty_engine: Engine) -> None:
    from tests.conftest import load_circular_alone
    from tests.handed_in import CASES, changed, put, sheets

    load_circular_alone(empty_engine)
    put(empty_engine, sheets())
    files = [sheet("cases", changed(CASES, 0, 案件编号="案7", 当事人=f"{SCHOOL}{NAME}"))]
    asked = look(empty_engine, files)
    ((question, _),) = asked.questions
    put(empty_engine, files, decisions={question.key: question.options[0].answer}, earlier=asked)
    with Session(empty_engine) as session:
        told = session.scalars(select(AuditEvent.object_name).where(AuditEvent.action == "decide"))
        assert list(told) == [WITHHELD]
        case = session.scalars(select(EnforcementCase).where(EnforcementCase.number == "案7")).one()
        assert case.institution_id == session.scalar(
            select(Institution.id).where(Institution.name == SCHOOL)
        )


COMMANDS = {
    "figures": ("figures",),
    "figures of a district": ("figures", "--district", "渝北区"),
    "check": ("check",),
    "batches": ("batches",),
    "briefings": ("briefing", "list"),
}


@pytest.mark.parametrize("case_role", ROLES.values(), ids=ROLES)
@pytest.mark.parametrize("format_", ["table", "json"])
def test_commands(
    secrets: Engine,
    run: Callable[..., tuple[int, str]],
    format_: str,
    tmp_path: Path,
    *,
    case_role: bool,
) -> None:
    upload = sheet("cases", BY_NUMBER)
    assert isinstance(upload.content, bytes)
    path = tmp_path / upload.name
    path.write_bytes(upload.content)
    told = {
        name: run(*command, "--format", format_, case_role=case_role)[1]
        for name, command in COMMANDS.items()
    }
    assert all(told.values())
    load = ("load", str(path), "--dry-run", "--marked", str(tmp_path / "标注"))
    loaded = run(*load, "--format", format_, case_role=case_role)[1]
    assert "当事人" in loaded
    assert OWN in loaded
    assert (NAME in loaded) is case_role
    assert not [name for name, text in told.items() if NAME in text]


def test_an_export_is_for_the_case_role(
    secrets: Engine, run: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    code, said = run("export", str(tmp_path / "导出"), case_role=False)
    assert (code, "只有案件角色可以导出" in said) == (2, True)
    assert not (tmp_path / "导出").exists()
    assert run("export", str(tmp_path / "导出"), case_role=True)[0] == 0
    files = [path.read_bytes() for path in (tmp_path / "导出").iterdir()]
    assert NAME in "".join(text_in("xlsx", one) for one in files)


def test_the_log(secrets: Engine, tmp_path: Path, clean_log: None) -> None:
    """A row that the database refuses is not repeated in the trace of the incident."""
    path = tmp_path / "oversight.log"
    assert log_to(path)
    with Session(secrets) as session:
        row = Ledger(session).row(
            "enforcement_case",
            number="案2",
            subject_name=f"{NAME}公司",
            batch_id=1,
            district_id=1,
            subject_kind="没有的类型",
        )
        with pytest.raises(IntegrityError) as refused:
            session.execute(insert(EnforcementCase.__table__), row)
        session.rollback()
    number = record(refused.value)
    logged = path.read_text(encoding="utf-8")
    assert number in logged
    assert "IntegrityError" in logged
    assert NAME not in logged


def test_persons_by_district(secrets: Engine) -> None:
    """With the city's number told, no place tells whether somebody is there."""
    day = date(2024, 12, 31)
    with Session(secrets) as session:
        (known,) = measure(session, [_asked("exam_violators_handled", day, case_role=True)])
        (told,) = measure(session, [_asked("exam_violators_handled", day)])
        table: Table = Base.metadata.tables["district"]
        places = list(session.scalars(select(table.c.id)))
    assert [figure.value for figure in known.of("exam_violators_handled")] == [1]
    assert told.of("exam_violators_handled") == ()
    texts = {
        view_on(secrets).show(told.get("exam_violators_handled", place)).text for place in places
    }
    assert texts == {"不分列"}


@pytest.fixture
def run(
    secrets: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Run `oversight` on the store: exit code, and all that it printed."""

    def call(*arguments: str, case_role: bool) -> tuple[int, str]:
        monkeypatch.setenv("OVERSIGHT_DATABASE_URL", url_of(secrets))
        monkeypatch.setenv("OVERSIGHT_CASE_ROLE", str(case_role).lower())
        monkeypatch.setenv("OVERSIGHT_TODAY", TODAY.isoformat())
        monkeypatch.setattr(sys, "argv", ["oversight", *arguments])
        settings.cache_clear()
        with pytest.raises(SystemExit) as ended:
            cli.run()
        settings.cache_clear()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out + printed.err

    return call


@pytest.fixture
def clean_log() -> Iterator[None]:
    loggers = [logging.getLogger(name) for name in ("", "oversight", "streamlit", "uvicorn")]
    before = [list(logger.handlers) for logger in loggers]
    yield
    for logger, handlers in zip(loggers, before, strict=True):
        for handler in set(logger.handlers) - set(handlers):
            logger.removeHandler(handler)
            handler.close()


def _screen(engine: Engine, *, case_role: bool) -> Any:
    return screen_on(url_of(engine), OVERSIGHT_CASE_ROLE=str(case_role).lower())


def _sent(screen: Screen) -> bytes:
    """Everything that the browser is sent of a page."""
    assert len(screen.app.exception) == 0, screen.app.exception
    return b"\n".join(
        one.proto.SerializeToString() for one in screen.elements if hasattr(one.proto, "DESCRIPTOR")
    )


def _whole(answer: Answer, engine: Engine) -> str:
    """An answer with all rows of its tables and sheets, as files hold them."""
    with Session(engine) as session:
        return repr(answer) + "".join(_files(answer.blocks, session))


def _files(blocks: tuple[Block, ...], session: Session) -> Iterator[str]:
    for block in blocks:
        match block:
            case Row():
                for _, inner in block.columns:
                    yield from _files(inner, session)
            case Listed() if block.whole is not None:
                yield repr(block.whole(session))
            case Book():
                for one in block.sheets(session):
                    yield repr(one)
                    yield repr(one.whole(session)) if one.whole is not None else ""


def _documented(found: Preview) -> str:
    from dashboard.commands import load_report

    return json.dumps(load_report.document(found), ensure_ascii=False)


def _asked(metric: str, day: date, *, case_role: bool = False) -> FigureQuery:
    return FigureQuery(metrics=(metric,), as_of=day, by=("district",), case_role=case_role)
