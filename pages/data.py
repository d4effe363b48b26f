"""数据与口径: whether figures can be trusted; with ?metric= the very rows behind one of them."""

from dashboard.sections.data.circular import CIRCULAR_FIGURES
from dashboard.sections.data.definitions import DEFINITION_LIST
from dashboard.sections.data.holdings import HOLDING_LIST
from dashboard.sections.data.parts import OVERVIEW, PARAMS
from dashboard.sections.data.rows import ROWS
from dashboard.sections.data.standards import STANDARD_LIST
from dashboard.sections.data.unsaid import TASKS, UNSAID
from dashboard.sections.section_page import SectionPage

PAGE = SectionPage(
    sections=(
        OVERVIEW,
        CIRCULAR_FIGURES,
        DEFINITION_LIST,
        UNSAID,
        TASKS,
        STANDARD_LIST,
        HOLDING_LIST,
        ROWS,
    ),
    params=PARAMS,
)
