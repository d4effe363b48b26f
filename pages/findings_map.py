"""问题地图."""

from dashboard.sections.findings_map.fairness import FAIRNESS
from dashboard.sections.findings_map.kinds import KINDS
from dashboard.sections.findings_map.lookbacks import LOOKBACKS
from dashboard.sections.findings_map.unclosed import UNCLOSED
from dashboard.sections.findings_map.where import WHERE
from dashboard.sections.section_page import SectionPage

PAGE = SectionPage(
    sections=(WHERE, UNCLOSED, FAIRNESS, KINDS, LOOKBACKS), params=("measure", "page")
)
