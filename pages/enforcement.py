"""enforcement."""

from dashboard.surfaces.screen.page import draw

draw("enforcement", ())
