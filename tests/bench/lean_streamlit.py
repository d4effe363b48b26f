"""A lean Streamlit page of the content, for comparison: made as Streamlit's guide shows."""

from __future__ import annotations

import os

import altair as alt
import streamlit as st
from sqlalchemy import Engine, create_engine

from tests.bench.content import FIGURES, by_month, by_unit, districts


@st.cache_resource
def _engine() -> Engine:
    return create_engine(os.environ["BENCH_URL"])


@st.cache_data
def _districts() -> dict[str, int]:
    return districts(_engine())


st.title("问题")
units = _districts()
chosen = st.selectbox("区县", list(units), index=None, key="district")
district = units[chosen] if chosen else None
table, months = by_unit(_engine(), district=district), by_month(_engine(), district=district)
for column, name in zip(st.columns(len(FIGURES)), FIGURES, strict=True):
    column.metric(name, int(table[name].sum()))
for by in ("类别", "程度"):
    counted = table.groupby(by, as_index=False)["问题"].sum()
    st.altair_chart(alt.Chart(counted).mark_bar().encode(x="问题", y=by))
months["月份"] = months["年"].astype(int) * 100 + months["月"].astype(int)
st.altair_chart(alt.Chart(months).mark_line().encode(x="月份:O", y="问题"))
st.dataframe(table.groupby("区县", as_index=False)[list(FIGURES)].sum())
