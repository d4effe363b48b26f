"""Days and months as the calendar has them: in words, in steps, over or not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta


def day_words(day: date) -> str:
    """A day as a sentence has it: 2024年12月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


class Month(int):
    """A month as the number YYYYMM, by which figures are grouped and stored.

    It equals that number wherever one is given or looked up. Steps go by `serial` and `shifted`,
    since 202412 + 1 is no month.
    """

    __slots__ = ()

    @classmethod
    def of(cls, day: date) -> Month:
        """The month of a day."""
        return cls(day.year * 100 + day.month)

    @classmethod
    def at(cls, serial: int) -> Month:
        """The month of a running number."""
        return cls(serial // 12 * 100 + serial % 12 + 1)

    @property
    def serial(self) -> int:
        """The running number: one more for each month, across years."""
        return int(self) // 100 * 12 + int(self) % 100 - 1

    @property
    def first(self) -> date:
        """Its first day."""
        return date(int(self) // 100, int(self) % 100, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.shifted(1).first - timedelta(days=1)

    @property
    def label(self) -> str:
        """As an axis has it: 2024-11."""
        return f"{self.first:%Y-%m}"

    @property
    def words(self) -> str:
        """As a sentence has it: 2024年11月."""
        return f"{self.first.year}年{self.first.month}月"

    def shifted(self, by: int) -> Month:
        """The month `by` months later, earlier for a negative number."""
        return Month.at(self.serial + by)

    def is_over(self, *, as_of: date) -> bool:
        """Whether its last day is not after the day."""
        return self.last <= as_of

    def is_unfinished(self, *, as_of: date) -> bool:
        """Whether the day lies in it, before its last day."""
        return self == Month.of(as_of) and not self.is_over(as_of=as_of)


def months_between(first: Month, last: Month) -> tuple[Month, ...]:
    """Every month from the first to the last; none where the last lies before the first."""
    return tuple(Month.at(serial) for serial in range(first.serial, last.serial + 1))


def months_spanned(found: Iterable[int]) -> tuple[Month, ...]:
    """Every month from the first to the last of some; none where there are none."""
    every = sorted(set(found))
    return months_between(Month(every[0]), Month(every[-1])) if every else ()


def last_month_over(as_of: date) -> Month:
    """The last month that has ended by the day, the day itself included."""
    return Month.of(as_of + timedelta(days=1)).shifted(-1)
