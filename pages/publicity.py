"""publicity."""

from dashboard.surfaces.screen.page import draw

draw("publicity", ())
