"""执法成效."""

from dashboard.sections.enforcement.cases import LISTED_CASES
from dashboard.sections.enforcement.chain import CHAIN
from dashboard.sections.enforcement.circular import TOLD
from dashboard.sections.enforcement.contradictions import CONTRADICTIONS
from dashboard.sections.enforcement.named import NAMED
from dashboard.sections.enforcement.penalties import PENALTIES
from dashboard.sections.enforcement.who import WHO
from dashboard.sections.section_page import SectionPage

PAGE = SectionPage(
    sections=(TOLD, CHAIN, WHO, PENALTIES, NAMED, CONTRADICTIONS, LISTED_CASES),
    controls=("district", "period", "kind", "campaign"),
    params=("step", "cases"),
)
