from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session, aliased

from dashboard.errors import AssetError
from dashboard.store.models.places import (
    District,
    DistrictAlias,
    DistrictHost,
    DistrictSuccession,
)
from dashboard.store.state import loading
from data_loaders.places import FOLDER, load_places
from tests.data_loaders.assets import contents, spoilt

IN_2024 = [
    *("万州区", "涪陵区", "渝中区", "大渡口区", "江北区", "沙坪坝区", "九龙坡区", "南岸区"),
    *("北碚区", "綦江区", "大足区", "渝北区", "巴南区", "黔江区", "长寿区", "江津区", "合川区"),
    *("永川区", "南川区", "璧山区", "铜梁区", "潼南区", "荣昌区", "开州区", "梁平区", "武隆区"),
    *("城口县", "丰都县", "垫江县", "忠县", "云阳县", "奉节县", "巫山县", "巫溪县"),
    *("石柱土家族自治县", "秀山土家族苗族自治县"),
    *("酉阳土家族苗族自治县", "彭水苗族土家族自治县"),
]


def test_38_districts_and_counties_of_2024_in_order_of_their_codes(circular_engine: Engine) -> None:
    in_order = (
        select(District.code, District.name)
        .where(District.kind != "zone", District.valid_from.is_(None))
        .order_by(District.position)
    )
    with Session(circular_engine) as session:
        rows = session.execute(in_order).all()
    assert [name for _, name in rows] == IN_2024
    assert [code for code, _ in rows] == sorted(code for code, _ in rows)


def test_kinds_before_and_after_2025_11(circular_engine: Engine) -> None:
    with Session(circular_engine) as session:
        units = session.scalars(select(District)).all()
    before = Counter(unit.kind for unit in units if not unit.valid_from or unit.kind == "zone")
    after = Counter(unit.kind for unit in units if unit.valid_to is None)
    assert before == {"district": 26, "county": 8, "autonomous": 4, "zone": 4}
    assert after == {"district": 25, "county": 8, "autonomous": 4, "zone": 3}


def test_three_units_end_the_day_before_the_announcement(circular_engine: Engine) -> None:
    with Session(circular_engine) as session:
        ended = select(District.code, District.valid_to).where(District.valid_to.is_not(None))
        begun = select(District.code).where(District.valid_from == date(2025, 11, 6))
        assert dict(session.execute(ended).all()) == dict.fromkeys(
            ("500105", "500112", "CQ-LJ"), date(2025, 11, 5)
        )
        assert session.scalars(begun).all() == ["500157"]


def test_hosts_of_the_zones(circular_engine: Engine) -> None:
    zone, host = aliased(District), aliased(District)
    pairs = (
        select(zone.code, host.name)
        .select_from(DistrictHost)
        .join(zone, zone.id == DistrictHost.zone_id)
        .join(host, host.id == DistrictHost.host_id)
    )
    with Session(circular_engine) as session:
        assert set(session.execute(pairs)) == {
            ("CQ-LJ", "江北区"),
            ("CQ-LJ", "渝北区"),
            ("CQ-LJ", "北碚区"),
            ("CQ-GX", "沙坪坝区"),
            ("CQ-GX", "九龙坡区"),
            ("CQ-WS", "綦江区"),
            ("CQ-SQ", "大足区"),
        }


def test_towns_exchanged_with_beibei_are_named(circular_engine: Engine) -> None:
    before, after = aliased(District), aliased(District)
    steps = (
        select(before.code, after.code, DistrictSuccession.extent, DistrictSuccession.note)
        .join(before, before.id == DistrictSuccession.predecessor_id)
        .join(after, after.id == DistrictSuccession.successor_id)
    )
    with Session(circular_engine) as session:
        rows = {(old, new): (extent, note) for old, new, extent, note in session.execute(steps)}
    beibei_gains, beibei_gives = rows["500112", "500109"][1], rows["500109", "500157"][1]
    assert {pair: extent for pair, (extent, _) in rows.items()} == {
        ("500105", "500157"): "whole",
        ("CQ-LJ", "500157"): "whole",
        ("500112", "500157"): "part",
        ("500112", "500109"): "part",
        ("500109", "500157"): "part",
    }
    for town in ("大湾镇", "统景镇", "大盛镇", "兴隆镇", "茨竹镇"):
        assert town in str(beibei_gains)
    for town in ("水土街道", "复兴街道", "蔡家岗街道", "施家梁镇", "童家溪镇"):
        assert town in str(beibei_gives)


def test_loading_again_changes_nothing(empty_engine: Engine) -> None:
    with loading(empty_engine, dataset="production") as session:
        load_places(session)
    once = contents(empty_engine)
    with loading(empty_engine, dataset="production") as session:
        load_places(session)
    assert contents(empty_engine) == once
    assert len(once["district"]) == 43


def test_loading_again_mends_what_differs_and_keeps_the_keys(empty_engine: Engine) -> None:
    with loading(empty_engine, dataset="production") as session:
        load_places(session)
    once = contents(empty_engine)
    with loading(empty_engine, dataset="production") as session:
        session.execute(update(District).where(District.code == "500233").values(name="中县"))
        session.execute(
            update(DistrictAlias).where(DistrictAlias.name == "开县").values(kind="short")
        )
    with loading(empty_engine, dataset="production") as session:
        load_places(session)
    assert contents(empty_engine) == once


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)  # files, not stores, are at fault
@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        # the heading lacks a column
        ("districts.csv", "valid_to,note\n", "note\n", ("第1行", "valid_to")),
        # a cell is missing
        ("districts.csv", "500233,忠县,忠县,", "500233,忠县,", ("第32行", "应有8列")),
        # not a code of the city
        ("districts.csv", "500233,", "510233,", ("第32行", "code", "510233")),
        ("districts.csv", "500233,忠县,忠县,county", "500233,忠县,忠县,town", ("kind", "town")),
        ("districts.csv", "500233,忠县,忠县,county", "500233,忠县,忠县,zone", ("code", "CQ-xx")),
        # a name that a database with fixed lengths would cut
        ("districts.csv", "500233,忠县,", f"500233,{'忠' * 41},", ("name", "不能超过40个字")),
        ("districts.csv", "500233,忠县,", "500233, 忠县,", ("name", "空格")),
        ("districts.csv", "500233,忠县,忠县,county,31", "500231,忠县,忠县,county,31", ("重复",)),
        ("districts.csv", "27,2025-11-06,", "27,2025.11.06,", ("valid_from", "2025.11.06")),
        ("districts.csv", "27,2025-11-06,", "27,2025-11-31,", ("valid_from", "没有这一天")),
        ("districts.csv", "27,2025-11-06,,", "27,2025-11-06,2025-01-01,", ("valid_to",)),
        ("districts.csv", "500233,忠县,", '500233,"忠县,', ("districts.csv", "引号")),
        ("aliases.csv", "500154,开县", "500199,开县", ("第18行", "code", "500199")),
        ("hosts.csv", "CQ-SQ,500111", "500110,500111", ("zone", "开发区")),
        ("hosts.csv", "CQ-SQ,500111", "CQ-SQ,CQ-WS", ("host", "行政区")),
        # the predecessor would end twice
        ("successions.csv", "500105,500157,2025-11-06", "500105,500157,2025-11-07", ("on_date",)),
        ("successions.csv", "500109,500157,2025-11-06", "500109,500157,2025-11-05", ("on_date",)),
    ],
)
def test_a_broken_asset_is_named_and_nothing_is_loaded(
    empty_engine: Engine, tmp_path: Path, file: str, old: str, new: str, says: tuple[str, ...]
) -> None:
    empty = contents(empty_engine)
    folder = spoilt(FOLDER, into=tmp_path, file=file, old=old, new=new)
    with (
        pytest.raises(AssetError) as caught,
        loading(empty_engine, dataset="production") as session,
    ):
        load_places(session, folder=folder)
    assert f"places/{file}" in caught.value.zh
    for words in says:
        assert words in caught.value.zh
    assert contents(empty_engine) == empty


def test_a_missing_file_and_another_encoding_are_named(
    empty_engine: Engine, tmp_path: Path
) -> None:
    with Session(empty_engine) as session:
        with pytest.raises(AssetError, match="districts.csv：文件不存在"):
            load_places(session, folder=tmp_path)
        (tmp_path / "districts.csv").write_text("万州区", encoding="gb18030")
        with pytest.raises(AssetError, match="不是UTF-8"):
            load_places(session, folder=tmp_path)
