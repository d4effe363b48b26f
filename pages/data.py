"""data."""

from dashboard.surfaces.screen.page import draw

draw("data", ())
