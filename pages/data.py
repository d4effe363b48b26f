"""数据与口径: whether figures can be trusted; with ?metric= the very rows behind one of them."""

from dashboard.sections.data.circular import CIRCULAR_FIGURES
from dashboard.sections.data.definitions import DEFINITION_LIST
from dashboard.sections.data.holdings import HOLDING_LIST
from dashboard.sections.data.parts import OVERVIEW, PARAMS
from dashboard.sections.data.rows import ROWS
from dashboard.sections.data.standards import STANDARD_LIST
from dashboard.sections.data.unsaid import TASKS, UNSAID
from dashboard.surfaces.screen.page import draw

SECTIONS = (
    OVERVIEW,
    CIRCULAR_FIGURES,
    DEFINITION_LIST,
    UNSAID,
    TASKS,
    STANDARD_LIST,
    HOLDING_LIST,
    ROWS,
)

if __name__ == "__main__":
    draw("data", SECTIONS, params=PARAMS)
