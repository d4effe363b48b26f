"""The benchmark's results as Markdown tables of times and ratios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.bench.crowd import Outcome
from tests.bench.pages import Cost


def pages_table(stores: Mapping[str, Sequence[Cost]]) -> str:
    """Every page of the largest store, and by how much it grew from the smallest."""
    least, most = next(iter(stores)), list(stores)[-1]
    head = (
        f"| page, at {most} | started ms | after a load ms | warm ms | new filter ms "
        f"| asked before ms | kB | load ÷ warm | new ÷ asked | load {most} ÷ {least} "
        f"| warm {most} ÷ {least} | new {most} ÷ {least} |\n"
        f"|---|{'---:|' * 11}\n"
    )
    rows = zip(stores[least], stores[most], strict=True)
    return head + "".join(_row(small, large) for small, large in rows)


def _row(small: Cost, large: Cost) -> str:
    name = f"{large.page.title}（{large.failed} failed）" if large.failed else large.page.title
    times = (large.start, large.load, large.usual, large.filtered, large.filtered_again)
    ratios = (
        (large.load, large.usual),
        (large.filtered, large.filtered_again),
        (large.load, small.load),
        (large.usual, small.usual),
        (large.filtered, small.filtered),
    )
    cells = [
        *(_milliseconds(one) for one in times),
        f"{large.bytes / 1000:.0f}",
        *(_ratio(*pair) for pair in ratios),
    ]
    return f"| {name} | {' | '.join(cells)} |\n"


def crowds_table(outcomes: Mapping[str, Outcome], *, floor: str) -> str:
    """What became of each crowd, and its p95 to that of the crowd named `floor`."""
    head = (
        f"| crowd | done of wanted | errors | p50 ms | p95 ms | p95 ÷ {floor} | MB |\n"
        "|---|---:|---:|---:|---:|---:|---:|\n"
    )
    least = outcomes[floor].percentile(95)
    return head + "".join(
        f"| {name} | {one.done} of {one.wanted} | {one.errors} "
        f"| {_milliseconds(one.percentile(50))} | {_milliseconds(one.percentile(95))} "
        f"| {_ratio(one.percentile(95), least)} | {one.megabytes:.0f} |\n"
        for name, one in outcomes.items()
    )


def _milliseconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds * 1000:,.0f}"


def _ratio(one: float | None, other: float | None) -> str:
    return "" if one is None or not other else f"{one / other:.2f}"
