"""总览."""

from dashboard.sections.overview.changes import CHANGES
from dashboard.sections.overview.headline import HEADLINE
from dashboard.sections.overview.where import WHERE
from dashboard.sections.section_page import SectionPage

PAGE = SectionPage(sections=(HEADLINE, WHERE, CHANGES))
