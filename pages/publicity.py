"""宣传成效."""

from dashboard.sections.publicity.activities import ACTIVITIES
from dashboard.sections.publicity.channels import BY_CHANNEL
from dashboard.sections.publicity.circular import TOLD
from dashboard.sections.publicity.districts import DISTRICTS
from dashboard.sections.publicity.jumps import JUMPS
from dashboard.sections.publicity.months import MONTHS
from dashboard.sections.section_page import SectionPage

PAGE = SectionPage(
    sections=(TOLD, BY_CHANNEL, MONTHS, DISTRICTS, JUMPS, ACTIVITIES),
    controls=("district", "period"),
    params=("channel", "activity", "activities"),
)
