"""How far a load is, at the terminal: a bar on standard error, never in what programs read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from data_loaders.batches import Progress, ProgressRate, Watch, said


@contextmanager
def watched() -> Iterator[Watch]:
    """A bar that shows what it is told; plain lines where there is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}", markup=False),
    )
    pace = ProgressRate()
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("准备", total=None, left="")

        def show(progress: Progress) -> None:
            bars.update(
                task,
                description=f"{progress.label} {said(progress)}",
                completed=100 * (progress.whole or 0.0),
                total=None if progress.whole is None else 100,
                left=pace.words(progress),
            )

        yield show
