"""Places: reporting units with validity dates, their other names, hosts and successions."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped

from dashboard.store.models.base import Base, column, not_before, one_of

DISTRICT_KINDS = {"district": "区", "county": "县", "autonomous": "自治县", "zone": "开发区"}
ALIAS_KINDS = {"short": "简称", "former": "旧称", "variant": "写法"}
SUCCESSION_EXTENTS = {"whole": "全部", "part": "部分"}


class District(Base):
    """A unit that reports: a district, county, autonomous county or development zone."""

    __tablename__ = "district"
    __table_args__ = (
        one_of("kind", DISTRICT_KINDS),
        not_before("valid_to", "valid_from"),
        {"comment": "One row per reporting unit and its time of validity"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    code: Mapped[str] = column(
        String(6), unique=True, says="GB/T 2260 code; development zones have private codes CQ-xx"
    )
    name: Mapped[str] = column(String(40), says="Full name, as 沙坪坝区")
    short_name: Mapped[str] = column(String(20), says="Short name for labels, as 沙坪坝")
    kind: Mapped[str] = column(String(12), says="district, county, autonomous or zone")
    position: Mapped[int] = column(says="Customary order in lists (GB/T 2260, zones last)")
    valid_from: Mapped[date | None] = column(says="First day of validity; null: before any record")
    valid_to: Mapped[date | None] = column(says="Last day of validity; null: still valid")
    note: Mapped[str | None] = column(String(200), says="What a reader should know of the unit")


class DistrictAlias(Base):
    """Another name under which workbooks know a unit."""

    __tablename__ = "district_alias"
    __table_args__ = (
        one_of("kind", ALIAS_KINDS),
        UniqueConstraint("name", "district_id"),
        {"comment": "One row per other name of a unit; one name may stand for several units"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    district_id: Mapped[int] = column(ForeignKey("district.id"), index=True, says="Unit meant")
    name: Mapped[str] = column(String(40), says="The other name, as 开县")
    kind: Mapped[str] = column(String(12), says="short, former or variant")


class DistrictHost(Base):
    """On whose ground a development zone lies; a zone may lie in several districts."""

    __tablename__ = "district_host"
    __table_args__ = (
        CheckConstraint("zone_id <> host_id", name="not_its_own_host"),
        {"comment": "One row per zone and district it lies in; counts belong to the zone alone"},
    )

    zone_id: Mapped[int] = column(
        ForeignKey("district.id"), primary_key=True, says="Development zone"
    )
    host_id: Mapped[int] = column(
        ForeignKey("district.id"), primary_key=True, says="District on whose ground it lies"
    )


class DistrictSuccession(Base):
    """What became of a unit: wholly or in part another one, from a day on."""

    __tablename__ = "district_succession"
    __table_args__ = (
        one_of("extent", SUCCESSION_EXTENTS),
        CheckConstraint("predecessor_id <> successor_id", name="not_itself"),
        not_before("coded_on", "on_date"),
        not_before("in_office_on", "on_date"),
        {"comment": "One row per predecessor and successor"},
    )

    predecessor_id: Mapped[int] = column(
        ForeignKey("district.id"), primary_key=True, says="Unit that gave ground"
    )
    successor_id: Mapped[int] = column(
        ForeignKey("district.id"), primary_key=True, says="Unit that took it"
    )
    on_date: Mapped[date] = column(says="First day of the new order, as announced")
    coded_on: Mapped[date | None] = column(says="First day of the new codes; null: not known")
    in_office_on: Mapped[date | None] = column(
        says="First day of the new organs, until which rows may carry the old name; null: at once"
    )
    extent: Mapped[str] = column(String(8), says="whole or part of the predecessor")
    note: Mapped[str | None] = column(String(300), says="Which towns, and how sure that is")
