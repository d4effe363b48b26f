"""The same content as a Dash page: `python -m tests.bench.lean_dash PORT`."""

from __future__ import annotations

import os
import sys

import plotly.express as px
from dash import Dash, Input, Output, dcc, html
from sqlalchemy import create_engine

from tests.bench.content import FIGURES, by_month, by_unit, districts

engine = create_engine(os.environ["BENCH_URL"])
units = districts(engine)
app = Dash(__name__)
app.layout = html.Div(
    [
        html.H1("问题"),
        dcc.Dropdown(list(units), id="district"),
        html.Div(id="figures"),
        dcc.Graph(id="kinds"),
        dcc.Graph(id="severities"),
        dcc.Graph(id="months"),
        html.Table(id="table"),
    ]
)


@app.callback(
    Output("figures", "children"),
    Output("kinds", "figure"),
    Output("severities", "figure"),
    Output("months", "figure"),
    Output("table", "children"),
    Input("district", "value"),
)
def draw(chosen: str | None) -> tuple[object, ...]:
    """The page of a unit, or of all."""
    district = units[chosen] if chosen else None
    table, months = by_unit(engine, district=district), by_month(engine, district=district)
    months["月份"] = months["年"].astype(int) * 100 + months["月"].astype(int)
    bars = [
        px.bar(table.groupby(by, as_index=False)["问题"].sum(), x="问题", y=by)
        for by in ("类别", "程度")
    ]
    rows = table.groupby("区县", as_index=False)[list(FIGURES)].sum()
    return (
        [html.P(f"{name} {int(table[name].sum())}") for name in FIGURES],
        *bars,
        px.line(months, x="月份", y="问题"),
        [html.Tr([html.Td(str(cell)) for cell in row]) for row in rows.to_numpy()],
    )


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), threaded=True)
