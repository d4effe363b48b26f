import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import theme
from dashboard.maps.steps import fill, is_hatched, legend, steps
from dashboard.maps.unit_value import State, UnitValue


def unit(value: float | None, *, state: State = "value", why: str = "") -> UnitValue:
    return UnitValue(
        code="500106",
        name="沙坪坝区",
        short_name="沙坪坝",
        value=value,
        text="…",
        state=state,
        why=why,
    )


@pytest.mark.parametrize(
    ("values", "bounds"),
    [
        ([], ()),
        ([None, None], ()),
        ([0, 0], ()),  # zero is never in a class
        ([7], (5.0,)),
        ([3, 3, 3], (3.0,)),
        ([0, None, 4], (3.0,)),
        (list(range(1, 39)), (1.0, 8.0, 15.0, 20.0, 30.0)),
        ([1, 2, 3, 4, 5], (1.0, 2.0, 3.0, 5.0)),
        ([53_249, 120_000, 1_200_000], (50_000.0, 100_000.0, 1_000_000.0)),
    ],
)
def test_bounds_are_few_and_round(values: list[float | None], bounds: tuple[float, ...]) -> None:
    assert steps(values, unit="findings").bounds == bounds


def test_shares_are_cut_in_percent() -> None:
    assert steps([0.026, 0.2, 0.31, 0.5, 0.85], unit="share").bounds == (2, 20, 30, 50, 80)


def test_negative_values_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        steps([-1], unit="findings")


@given(st.lists(st.integers(min_value=0, max_value=10**7), max_size=45))
def test_every_value_is_in_the_class_that_the_legend_says(values: list[int]) -> None:
    found = steps(values, unit="person_times")
    assert len(found.bounds) <= len(theme.SEQUENTIAL)
    assert list(found.bounds) == sorted(set(found.bounds))
    units = [unit(value, state="value" if value else "zero") for value in values]
    entries = legend(units, steps=found)
    assert sum(entry.count for entry in entries) == len(values)
    assert all(entry.count for entry in entries)  # no empty class


@pytest.mark.parametrize(
    ("values", "unit_key", "texts"),
    [
        ([1, 2, 3, 4, 5, 9], "findings", ["1项", "2项", "3–4项", "5项及以上"]),
        (
            [0.026, 0.2, 0.31, 0.5, 0.85],
            "share",
            ["2.0–19.9%", "20.0–29.9%", "30.0–49.9%", "50.0–79.9%", "80.0%及以上"],
        ),
        (
            [9_000, 10_000, 53_249],
            "person_times",
            ["8000–9999人次", "1万–4.99万人次", "5万人次及以上"],
        ),
    ],
)
def test_legend_ranges_touch_but_never_overlap(
    values: list[float], unit_key: str, texts: list[str]
) -> None:
    found = steps(values, unit=unit_key)
    assert [entry.text for entry in legend([], steps=found)] == texts


def test_value_is_classed_as_it_is_shown() -> None:
    # 19.96 % is read as 20.0%, so it belongs to the class from 20.0%.
    found = steps([0.05, 0.2, 0.2, 0.2, 0.2], unit="share")
    assert found.bounds == (5, 20)
    assert found.index(0.1996) == 1


def test_legend_lists_zero_and_the_two_greys_apart() -> None:
    units = [
        unit(5),
        unit(0, state="zero"),
        unit(None, state="not_inspected", why="未检查"),
        unit(None, state="no_data", why="未填报"),
        unit(None, state="no_data", why="未填报"),
        unit(None, state="no_data"),
    ]
    entries = legend(units, steps=steps([5, 0, None], unit="findings"))
    assert [(entry.text, entry.count, entry.hatched) for entry in entries] == [
        ("0项", 1, False),
        ("5项及以上", 1, False),
        ("无数据", 1, False),
        ("未填报", 2, False),
        ("未检查", 1, True),
    ]
    assert [entry.colour for entry in entries] == [
        theme.ZERO,
        theme.SEQUENTIAL[2],
        *[theme.NO_DATA] * 3,
    ]


def test_legend_of_nothing_is_empty() -> None:
    assert legend([], steps=steps([], unit="findings")) == ()


def test_fill_tells_zero_from_not_inspected() -> None:
    found = steps([1, 10, 100], unit="findings")
    assert fill(unit(0, state="zero"), steps=found) == theme.ZERO
    assert fill(unit(None, state="not_inspected"), steps=found) == theme.NO_DATA
    assert is_hatched(unit(None, state="not_inspected"))
    assert not is_hatched(unit(None, state="no_data"))


def test_colours_run_from_light_to_dark() -> None:
    found = steps([1, 10, 100], unit="findings")
    assert [fill(unit(value), steps=found) for value in (1, 10, 100)] == [
        theme.SEQUENTIAL[0],
        theme.SEQUENTIAL[2],
        theme.SEQUENTIAL[4],
    ]


def test_value_without_classes_is_grey() -> None:
    assert fill(unit(3), steps=steps([], unit="findings")) == theme.NO_DATA


@pytest.mark.parametrize(
    ("value", "state"),
    [
        (None, "value"),
        (0, "value"),
        (1, "zero"),
        (None, "zero"),
        (0, "no_data"),
        (1, "not_inspected"),
    ],
)
def test_state_must_agree_with_value(value: float | None, state: State) -> None:
    with pytest.raises(ValueError, match="contradicts"):
        unit(value, state=state)
