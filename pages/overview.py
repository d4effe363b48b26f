"""总览."""

from dashboard.sections.overview.changes import CHANGES
from dashboard.sections.overview.headline import HEADLINE
from dashboard.sections.overview.where import WHERE
from dashboard.surfaces.screen.page import draw

SECTIONS = (HEADLINE, WHERE, CHANGES)

if __name__ == "__main__":
    draw("overview", SECTIONS)
