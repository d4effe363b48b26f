"""The gazetteer: all places of the store, read whole."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session, aliased

from dashboard.store.models.places import (
    District,
    DistrictAlias,
    DistrictHost,
    DistrictSuccession,
)
from dashboard.store.places import Place, Places, Succession

_UNIT: Final = (
    District.id,
    District.code,
    District.name,
    District.short_name,
    District.kind,
    District.position,
    District.valid_from,
    District.valid_to,
)
_STEP: Final = (
    DistrictSuccession.predecessor_id,
    DistrictSuccession.successor_id,
    DistrictSuccession.on_date,
    DistrictSuccession.coded_on,
    DistrictSuccession.in_office_on,
    DistrictSuccession.extent,
    DistrictSuccession.note,
)


def read_places(source: Session | Connection) -> Places:
    """Read all places in three statements."""
    host = aliased(District)
    zones = source.execute(
        select(*_UNIT, host.code.label("host"))
        .outerjoin(DistrictHost, DistrictHost.zone_id == District.id)
        .outerjoin(host, host.id == DistrictHost.host_id)
        .order_by(District.position, host.position)
    ).all()
    hosts: dict[int, list[str]] = {}
    for row in zones:
        hosts.setdefault(row.id, []).extend([row.host] if row.host else [])
    units = {row.id: row._mapping for row in zones}
    names = select(DistrictAlias.name, DistrictAlias.district_id).order_by(DistrictAlias.id)
    steps = select(*_STEP).order_by(DistrictSuccession.on_date, *_STEP[:2])
    return Places(
        units=tuple(
            Place(
                **{name: value for name, value in unit.items() if name != "host"},
                hosts=tuple(hosts[key]),
            )
            for key, unit in units.items()
        ),
        other_names=tuple((name, key) for name, key in source.execute(names)),
        successions=tuple(Succession(**row._mapping) for row in source.execute(steps)),
    )
