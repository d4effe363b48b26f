"""findings_map."""

from dashboard.surfaces.screen.page import draw

draw("findings-map", ())
