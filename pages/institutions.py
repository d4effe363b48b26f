"""institutions."""

from dashboard.surfaces.screen.page import draw

draw("institutions", ())
