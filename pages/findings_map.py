"""问题地图."""

from dashboard.sections.findings_map.fairness import FAIRNESS
from dashboard.sections.findings_map.kinds import KINDS
from dashboard.sections.findings_map.lookbacks import LOOKBACKS
from dashboard.sections.findings_map.unclosed import UNCLOSED
from dashboard.sections.findings_map.where import WHERE
from dashboard.surfaces.screen.page import draw

draw("findings-map", (WHERE, UNCLOSED, FAIRNESS, KINDS, LOOKBACKS), params=("measure", "page"))
