"""机构复核: the review of all institutions, or with ?institution= one institution's own page."""

from dashboard.sections.institutions.districts import DISTRICTS
from dashboard.sections.institutions.dossier import DOSSIER
from dashboard.sections.institutions.faces import PARAMS
from dashboard.sections.institutions.history import HISTORY
from dashboard.sections.institutions.register import REGISTER
from dashboard.sections.institutions.stages import STAGES
from dashboard.sections.section_page import SectionPage

PAGE = SectionPage(
    sections=(STAGES, DISTRICTS, HISTORY, REGISTER, DOSSIER),
    controls=("district", "kind"),
    params=PARAMS,
)
