"""整改跟踪."""

from dashboard.sections.rectification.board import BOARD
from dashboard.sections.rectification.clock import CLOCK
from dashboard.sections.rectification.closing import CLOSING
from dashboard.sections.rectification.flow import FLOW
from dashboard.sections.rectification.parts import PARAMS
from dashboard.sections.rectification.terms import TERMS
from dashboard.sections.rectification.worklist import WORKLIST
from dashboard.sections.section_page import SectionPage

PAGE = SectionPage(sections=(CLOCK, BOARD, WORKLIST, TERMS, CLOSING, FLOW), params=PARAMS)
