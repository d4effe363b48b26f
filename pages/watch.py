"""监测预警: the hints to check, or with ?alert= one of them with its evidence and its disposal."""

from dashboard.sections.section_page import SectionPage
from dashboard.sections.watch.evidence import EVIDENCE
from dashboard.sections.watch.faces import PARAMS
from dashboard.sections.watch.headline import HEADLINE
from dashboard.sections.watch.methods import METHODS_SAID
from dashboard.sections.watch.worklist import WORKLIST

PAGE = SectionPage(
    sections=(HEADLINE, WORKLIST, METHODS_SAID, EVIDENCE), controls=("district",), params=PARAMS
)
