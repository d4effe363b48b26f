"""区县对比: every fair measure of all districts, and with ?district= one district's own view."""

from dashboard.sections.districts.around import AROUND
from dashboard.sections.districts.comparison import COMPARISON
from dashboard.sections.districts.practices import PRACTICES
from dashboard.sections.districts.standings import STANDINGS
from dashboard.sections.section_page import SectionPage

PAGE = SectionPage(sections=(STANDINGS, COMPARISON, AROUND, PRACTICES), params=("indicator",))
