from __future__ import annotations

import copy
import pickle
from collections import Counter
from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from dashboard.errors import UnknownPlaceError
from dashboard.store.gazetteer import read_places
from dashboard.store.places import Places

BEFORE = date(2024, 11, 20)
LAST_DAY = date(2025, 11, 5)
FIRST_DAY = date(2025, 11, 6)
IN_OFFICE = date(2026, 1, 25)


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
        # the old organs acted until the new ones were in office
        ("江北区", FIRST_DAY, "500105"),
        ("渝北", date(2025, 12, 20), "500112"),
        ("渝北区", date(2026, 1, 24), "500112"),
        # of two that share a name, the new one is meant from its first day
        ("两江新区", date(2025, 12, 20), "500157"),
    ],
)
def test_the_change_of_2025_11(places: Places, name: str, day: date, code: str) -> None:
    assert places.resolve(name, on=day).code == code


@pytest.mark.parametrize(
    ("name", "day", "says"),
    [
        ("江北区", IN_OFFICE, ("江北区（500105）", "2025年11月5日", "两江新区（全部）")),
        ("渝北", IN_OFFICE, ("两江新区（部分）", "北碚区（部分）")),
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


def test_places_cannot_be_changed_and_can_be_cached(places: Places) -> None:
    assert places.resolve("万州", on=BEFORE).code == "500101"
    with pytest.raises(FrozenInstanceError):
        places.units = ()  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        places.units[0].name = "別"  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(places)) == places
    assert copy.deepcopy(places) == places
    assert hash(places) == hash(copy.deepcopy(places))


@pytest.mark.parametrize(
    ("word", "day", "code"),
    [
        ("500106", BEFORE, "500106"),
        ("CQ-LJ", date(2026, 5, 1), "CQ-LJ"),
        ("500157", BEFORE, "500157"),
        ("两江新区", BEFORE, "CQ-LJ"),
        ("两江新区", date(2026, 5, 1), "500157"),
        ("渝北区", date(2026, 5, 1), "500112"),
        ("江北", date(2027, 1, 1), "500105"),
        ("开县", BEFORE, "500154"),
    ],
)
def test_a_link_means_a_unit_by_code_or_by_name_as_of_the_day(
    places: Places, word: str, day: date, code: str
) -> None:
    assert places.meant(word, on=day).code == code


@pytest.mark.parametrize(("word", "day"), [("万盛区", BEFORE), ("两江新区", date(2000, 1, 1))])
def test_a_link_is_never_guessed(places: Places, word: str, day: date) -> None:
    with pytest.raises(UnknownPlaceError):
        places.meant(word, on=day)


def test_no_two_units_of_any_time_are_told_alike(places: Places) -> None:
    for day in (BEFORE, LAST_DAY, FIRST_DAY, date(2026, 11, 1)):
        told = [places.name_on(one, on=day) for one in places.units]
        assert len(set(told)) == len(told)


@pytest.mark.parametrize(
    ("code", "day", "said"),
    [
        ("500105", LAST_DAY, "江北区"),
        ("500105", FIRST_DAY, "原江北区"),
        ("CQ-LJ", LAST_DAY, "两江新区"),
        ("CQ-LJ", FIRST_DAY, "原两江新区（开发区）"),
        ("500157", FIRST_DAY, "两江新区"),
        ("500157", LAST_DAY, "两江新区（2025年11月6日起）"),
    ],
)
def test_a_unit_is_told_as_of_the_day(places: Places, code: str, day: date, said: str) -> None:
    assert places.name_on(places.by_code(code), on=day) == said


def test_a_sum_runs_over_the_units_of_the_day_and_those_that_hold_rows(places: Places) -> None:
    former, heir = places.by_code("500105"), places.by_code("500157")
    assert places.of_sum(on=FIRST_DAY, held=()) == places.valid_on(FIRST_DAY)
    after = places.of_sum(on=FIRST_DAY, held={former.id, heir.id})
    assert after == (*places.valid_on(FIRST_DAY), former)
    before = places.of_sum(on=LAST_DAY, held={former.id, heir.id})
    assert before == (*places.valid_on(LAST_DAY), heir)


def test_a_change_has_three_days(places: Places) -> None:
    days = {(one.on_date, one.coded_on, one.in_office_on) for one in places.successions}
    assert days == {(FIRST_DAY, date(2025, 12, 5), IN_OFFICE)}


def test_who_acts(places: Places) -> None:
    for code, day, acts in (
        ("500112", LAST_DAY, True),
        ("500112", date(2026, 1, 24), True),
        ("500112", IN_OFFICE, False),
        ("500157", FIRST_DAY, True),
        ("500157", LAST_DAY, False),
        ("500106", IN_OFFICE, True),
    ):
        assert places.acts(places.by_code(code), on=day) is acts
