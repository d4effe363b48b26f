"""What `oversight load` does and says, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine

from dashboard import private
from dashboard.commands import load_report
from dashboard.errors import LoadError, OversightError
from dashboard.settings import settings
from dashboard.store.models.operation import SHEETS
from data_loaders.batches import (
    Loaded,
    Preview,
    PreviewOutdatedError,
    Upload,
    Watch,
    commit,
    gather,
    preview,
    told_to_uploader,
)
from data_loaders.marked.book import marked_workbook
from data_loaders.marked.listing import problems_csv
from data_loaders.problems import Problem

SCHEMA: Final = "oversight-load/1"
"""Version of the JSON listing; grows when a key is renamed or removed, not when one is added."""
_LIST: Final = "问题清单.csv"


@dataclass(frozen=True, kw_only=True)
class Loading:
    """What is asked to be loaded."""

    files: tuple[Upload, ...]
    notes: tuple[str, ...]
    ledger: str | None
    decisions: Mapping[str, str]
    today: date

    @classmethod
    def of(
        cls, paths: Sequence[Path], *, ledger: str, answers: Path | None, today: date
    ) -> Loading:
        """Gather the files and read the answers.

        Raises:
            OversightError: a path does not exist, or the answers or the ledger cannot be read.
        """
        found = gather(paths)
        return cls(
            files=found.files,
            notes=found.notes,
            ledger=ledger_named(ledger) if ledger else None,
            decisions=_answers(answers),
            today=today,
        )


@dataclass(kw_only=True)
class LoadOutcome:
    """What became of a load."""

    preview: Preview
    loaded: Loaded | None
    dry_run: bool
    partial: bool
    notes: tuple[str, ...] = ()
    written: list[str] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether rules kept everything out, or something that had to go in with the rest."""
        found = self.preview
        good = found.rows_added + found.rows_updated + found.rows_unchanged
        return not found.loadable and (self.loaded is None or not good)

    def document(self) -> dict[str, Any]:
        """For programs: what was or would be done, every problem and every question."""
        loaded = self.loaded
        return {
            "schema": SCHEMA,
            "result": self._result(),
            "load": None if loaded is None else loaded.number,
            "batches": [] if loaded is None else list(loaded.batch_ids),
            "revision": self.preview.revision if loaded is None else loaded.revision,
            **load_report.document(self.preview, notes=self.notes),
            "marked": self.written,
        }

    def text(self) -> str:
        """For people: counts by file, differences, problems, questions, and what was done."""
        found = self.preview
        lines = load_report.lines(found, notes=self.notes)
        lines += [f"已写出：{path}" for path in self.written]
        return "\n".join([*lines, self._verdict()])

    def _result(self) -> str:
        if self.loaded is None:
            return "refused" if self.refused else "previewed"
        return "unchanged" if self.loaded.number is None else "loaded"

    def _verdict(self) -> str:
        found, loaded = self.preview, self.loaded
        if loaded is not None and loaded.number is not None:
            numbers = "、".join(map(str, loaded.batch_ids))
            left = f"，{found.rows_refused}行未导入" if found.rows_refused else ""
            return (
                f"已导入（第{loaded.number}次导入，批次{numbers}）：新增{found.rows_added}行，"
                f"更新{found.rows_updated}行{left}；数据版本{loaded.revision}"
            )
        if self.refused:
            return (
                f"没有导入：{found.rows_refused}行不能导入"
                f"{'，有文件或工作表不能读取' if found.closed else ''}；"
                f"改正后重新导入{'' if self.partial else '，或加 --partial 只导入无误的行'}"
            )
        if found.changes_nothing and found.rows_refused:
            return f"没有可以导入的新内容，{found.rows_refused}行不能导入；数据版本不变"
        if found.changes_nothing:
            return "内容与库中完全相同，没有变化，数据版本不变"
        return f"试运行，没有写入：将新增{found.rows_added}行，更新{found.rows_updated}行"


def finish(
    engine: Engine,
    asked: Loading,
    *,
    by: str,
    partial: bool,
    dry_run: bool,
    marked: Path | None,
    watch: Watch,
) -> LoadOutcome:
    """Preview, and unless that finds something against it, load."""
    found = _previewed(engine, asked, watch=watch)
    loaded = None
    if not dry_run and (partial or found.loadable):
        loaded = _committed(engine, found, by=by, partial=partial, watch=watch)
        found = loaded.preview
    found = told_to_uploader(found, case_role=settings().case_role)
    outcome = LoadOutcome(
        preview=found, loaded=loaded, dry_run=dry_run, partial=partial, notes=asked.notes
    )
    if marked is not None:
        outcome.written = _mark(found, marked)
    return outcome


def _previewed(engine: Engine, asked: Loading, *, watch: Watch) -> Preview:
    """What the load would do; round by round, as one answer leads to the next question.

    Only what was asked can be remembered: what a word means is asked when its column is known.
    """
    given: dict[str, str] = {}
    found: Preview | None = None
    while found is None or given != (met := _met(asked.decisions, found)):
        given = {} if found is None else met
        found = preview(
            engine,
            asked.files,
            decisions=given,
            today=asked.today,
            ledger=asked.ledger,
            earlier=found,
            watch=watch,
        )
    return found


def _met(decisions: Mapping[str, str], found: Preview) -> dict[str, str]:
    """The answers to questions that have been asked so far."""
    asked = {key for one in found.asked.values() for key in (one.key, one.formerly)}
    return {key: said for key, said in decisions.items() if key in asked}


def ledger_named(name: str) -> str:
    """The key of a ledger, by key or Chinese name.

    Raises:
        OversightError: there is none of that name.
    """
    for key, label in SHEETS.items():
        if name in (key, label):
            return key
    known = "、".join(f"{key}（{label}）" for key, label in SHEETS.items())
    raise OversightError(f"没有名为“{name}”的台账；现有：{known}", f"no ledger is named {name!r}")


def _committed(engine: Engine, found: Preview, *, by: str, partial: bool, watch: Watch) -> Loaded:
    """Load; if the store has moved on meanwhile, what the load does now is what was asked for."""
    try:
        return commit(engine, found, by=by, partial=partial, watch=watch)
    except PreviewOutdatedError as error:
        return commit(engine, error.preview, by=by, partial=partial, watch=watch)


def _answers(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise OversightError(f"答案文件无法读取：{path}", f"cannot read {path}: {error}") from error
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise OversightError(
            f"答案文件应是一个JSON对象，键是问题、值是答案：{path}",
            f"{path} must hold one JSON object of strings",
        )
    return found


def _mark(found: Preview, folder: Path) -> list[str]:
    """Write the files with their bad cells marked, and the list of all problems."""
    if not found.problems:
        return []
    written = []
    try:
        for upload in found.files:
            problems = [one for one in found.problems if one.file == upload.name]
            if problems:
                written += _marked_file(upload, problems, folder)
        listing = folder / _LIST
        private.write(listing, problems_csv(found.problems))
    except OSError as error:
        raise OversightError(f"无法写入{folder}", f"cannot write to {folder}: {error}") from error
    return [*written, str(listing)]


def _marked_file(upload: Upload, problems: Sequence[Problem], folder: Path) -> list[str]:
    """Nothing where the file cannot be opened at all: the list says why."""
    try:
        marked = marked_workbook(upload.content, name=upload.name, problems=problems)
    except LoadError:
        return []
    path = folder / marked.name
    private.write(path, marked.data)
    return [str(path)]
