"""How far a load is, at the terminal: a bar on standard error, never in what programs read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from data_loaders.batches import Progress, Watch


@contextmanager
def watched() -> Iterator[Watch]:
    """A bar that shows what it is told; plain lines where there is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("准备", total=None)

        def show(progress: Progress) -> None:
            bars.update(
                task,
                description=progress.label,
                completed=progress.done,
                total=progress.total,
            )

        yield show
