from __future__ import annotations

import copy
import pickle
from collections import Counter
from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from dashboard.errors import UnknownPlaceError
from dashboard.store.places import Places, read_places

BEFORE = date(2024, 11, 20)
LAST_DAY = date(2025, 11, 5)
FIRST_DAY = date(2025, 11, 6)


@pytest.fixture
def places(circular_engine: Engine) -> Places:
    with circular_engine.connect() as connection:
        return read_places(connection)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("沙坪坝区", "500106"),
        ("沙坪坝", "500106"),
        ("忠县", "500233"),
        ("石柱土家族自治县", "500240"),
        ("石柱县", "500240"),
        ("石柱", "500240"),
        ("重庆市九龙坡区", "500107"),
        ("　九 龙 坡　", "500107"),  # U+3000 and spaces as clerks centre two-letter names
        ("忠\u3000县", "500233"),
        ("忠县\u200b\ufeff", "500233"),  # invisible characters copied from a web page
        ("ＣＱ", None),  # full-width letters are folded, not dropped
        ("高新区", "CQ-GX"),
        ("重庆高新区", "CQ-GX"),
        ("西部科学城重庆高新区", "CQ-GX"),
        ("万盛", "CQ-WS"),
        ("万盛经济技术开发区", "CQ-WS"),
        ("双桥", "CQ-SQ"),
        ("重庆市双桥经开区", "CQ-SQ"),
        ("两江", "CQ-LJ"),
        ("开县", "500154"),
        ("江津市", "500116"),
        ("巴县", "500113"),
    ],
)
def test_names_as_workbooks_write_them(places: Places, name: str, code: str | None) -> None:
    if code is None:
        with pytest.raises(UnknownPlaceError):
            places.resolve(name, on=BEFORE)
    else:
        assert places.resolve(name, on=BEFORE).code == code


def test_every_full_and_short_name_means_its_unit_while_it_is_valid(places: Places) -> None:
    for day in (BEFORE, LAST_DAY, FIRST_DAY, date(2026, 11, 1)):
        for place in places.valid_on(day):
            assert places.resolve(place.name, on=day) == place
            assert places.resolve(place.short_name, on=day) == place


@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("两江新区", LAST_DAY, "CQ-LJ"),
        ("两江新区", FIRST_DAY, "500157"),
        ("两江", FIRST_DAY, "500157"),
        ("江北区", LAST_DAY, "500105"),
        ("渝北", LAST_DAY, "500112"),
        ("北碚区", LAST_DAY, "500109"),
        ("北碚区", FIRST_DAY, "500109"),
    ],
)
def test_the_change_of_2025_11(places: Places, name: str, day: date, code: str) -> None:
    assert places.resolve(name, on=day).code == code


@pytest.mark.parametrize(
    ("name", "day", "says"),
    [
        ("江北区", FIRST_DAY, ("江北区（500105）", "2025年11月5日", "两江新区（全部）")),
        ("渝北", FIRST_DAY, ("两江新区（部分）", "北碚区（部分）")),
        ("两江新区", date(2010, 6, 17), ("2010年6月18日", "2025年11月6日", "尚无")),
        # abolished in 2011: the code went to one unit, the ground is another's
        ("万盛区", BEFORE, ("綦江区（500110）", "万盛经开区（CQ-WS）")),
        ("双桥区", BEFORE, ("大足区（500111）", "双桥经开区（CQ-SQ）")),
        ("沙坪霸区", BEFORE, ("沙坪霸区", "相近的有", "沙坪坝区")),
        ("朝阳区", BEFORE, ("朝阳区", "不在区县和开发区名单中")),
        ("涪陵市", BEFORE, ("涪陵市",)),
        ("重庆市", BEFORE, ("重庆市",)),
        ("全市", BEFORE, ("全市",)),
        ("　", BEFORE, ("为空",)),
        ("", BEFORE, ("为空",)),
    ],
)
def test_a_name_is_never_guessed(
    places: Places, name: str, day: date, says: tuple[str, ...]
) -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        places.resolve(name, on=day)
    for words in says:
        assert words in caught.value.zh


def test_units_of_a_day_in_their_order(places: Places) -> None:
    before, after = places.valid_on(LAST_DAY), places.valid_on(FIRST_DAY)
    assert Counter(place.kind for place in before) == {
        "district": 26,
        "county": 8,
        "autonomous": 4,
        "zone": 4,
    }
    assert Counter(place.kind for place in after) == {
        "district": 25,
        "county": 8,
        "autonomous": 4,
        "zone": 3,
    }
    assert [place.code for place in before[:2]] == ["500101", "500102"]
    assert [place.code for place in before[-4:]] == ["CQ-LJ", "CQ-GX", "CQ-WS", "CQ-SQ"]
    assert [place.position for place in after] == sorted(place.position for place in after)


def test_no_two_units_of_a_day_share_a_name(places: Places) -> None:
    day = BEFORE
    while day < date(2026, 1, 1):
        names = Counter(place.name for place in places.valid_on(day))
        assert max(names.values()) == 1
        day += timedelta(days=7)


def test_hosts_are_codes_and_districts_have_none(places: Places) -> None:
    assert places.by_code("CQ-LJ").hosts == ("500105", "500109", "500112")
    assert places.by_code("CQ-GX").hosts == ("500106", "500107")
    assert places.by_code("CQ-SQ").hosts == ("500111",)
    assert all(bool(place.hosts) == (place.kind == "zone") for place in places.units)


def test_by_id_and_by_code(places: Places) -> None:
    place = places.by_code("500106")
    assert places.by_id(place.id) is place
    with pytest.raises(UnknownPlaceError, match="500199"):
        places.by_code("500199")
    with pytest.raises(UnknownPlaceError, match="-1"):
        places.by_id(-1)


def test_successors_say_whole_or_part(places: Places) -> None:
    heirs = places.successors(places.by_code("500112"))
    assert {(heir.code, step.extent) for heir, step in heirs} == {
        ("500157", "part"),
        ("500109", "part"),
    }
    assert places.successors(places.by_code("500106")) == ()


def test_read_in_three_statements_from_a_session_or_a_connection(circular_engine: Engine) -> None:
    statements: list[str] = []

    def count(*args: object) -> None:
        statements.append(str(args[2]))

    event.listen(circular_engine, "before_cursor_execute", count)
    try:
        with Session(circular_engine) as session:
            from_session = read_places(session)
        assert len(statements) == 3
    finally:
        event.remove(circular_engine, "before_cursor_execute", count)
    with circular_engine.connect() as connection:
        assert read_places(connection) == from_session


def test_places_cannot_be_changed_and_can_be_cached(places: Places) -> None:
    assert places.resolve("万州", on=BEFORE).code == "500101"
    with pytest.raises(FrozenInstanceError):
        places.units = ()  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        places.units[0].name = "別"  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(places)) == places
    assert copy.deepcopy(places) == places
    assert hash(places) == hash(copy.deepcopy(places))


def test_an_empty_store_has_no_places(empty_engine: Engine) -> None:
    with empty_engine.connect() as connection:
        nowhere = read_places(connection)
    assert nowhere.valid_on(BEFORE) == ()
    with pytest.raises(UnknownPlaceError):
        nowhere.resolve("万州区", on=BEFORE)
