"""Streamlit's entry: draws the page asked for."""

from dashboard.surfaces.screen.frame import draw

draw()
