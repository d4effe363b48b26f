"""宣传成效."""

from dashboard.sections.publicity.activities import ACTIVITIES
from dashboard.sections.publicity.channels import BY_CHANNEL
from dashboard.sections.publicity.circular import TOLD
from dashboard.sections.publicity.districts import DISTRICTS
from dashboard.sections.publicity.jumps import JUMPS
from dashboard.sections.publicity.months import MONTHS
from dashboard.surfaces.screen.page import draw

SECTIONS = (TOLD, BY_CHANNEL, MONTHS, DISTRICTS, JUMPS, ACTIVITIES)

if __name__ == "__main__":
    draw(
        "publicity",
        SECTIONS,
        controls=("district", "period"),
        params=("channel", "activity", "activities"),
    )
