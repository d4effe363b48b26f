"""简报: briefings to edit, and with ?briefing= and ?version= what was frozen."""

from dashboard.surfaces.screen.briefing_page import draw_briefings

draw = draw_briefings
