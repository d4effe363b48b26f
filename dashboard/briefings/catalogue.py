"""The catalogue: every section a briefing may hold, under a key that stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from dashboard.metrics.choice_filters import CONTROLS
from dashboard.metrics.institutions import SORTS, STATES
from dashboard.navigation import PAGES
from dashboard.sections.data.circular import CIRCULAR_FIGURES
from dashboard.sections.data.unsaid import TASKS, UNSAID
from dashboard.sections.districts.around import AROUND
from dashboard.sections.districts.comparison import COMPARISON
from dashboard.sections.districts.measures import DEFAULT, MEASURES
from dashboard.sections.districts.measures import OPTIONS as INDICATORS
from dashboard.sections.districts.practices import PRACTICES
from dashboard.sections.districts.standings import STANDINGS
from dashboard.sections.enforcement.cases import LISTED_CASES
from dashboard.sections.enforcement.chain import CHAIN
from dashboard.sections.enforcement.circular import TOLD as ENFORCEMENT_TOLD
from dashboard.sections.enforcement.contradictions import CONTRADICTIONS
from dashboard.sections.enforcement.named import NAMED
from dashboard.sections.enforcement.penalties import PENALTIES
from dashboard.sections.enforcement.who import WHO
from dashboard.sections.findings_map.fairness import FAIRNESS
from dashboard.sections.findings_map.kinds import KINDS
from dashboard.sections.findings_map.lookbacks import LOOKBACKS
from dashboard.sections.findings_map.measures import OPTIONS
from dashboard.sections.findings_map.unclosed import UNCLOSED
from dashboard.sections.findings_map.where import WHERE as ON_THE_MAP
from dashboard.sections.institutions.districts import DISTRICTS as REVIEW_DISTRICTS
from dashboard.sections.institutions.history import HISTORY
from dashboard.sections.institutions.register import REGISTER
from dashboard.sections.institutions.stages import STAGES
from dashboard.sections.overview.changes import CHANGES
from dashboard.sections.overview.headline import HEADLINE
from dashboard.sections.overview.where import WHERE as POINTS
from dashboard.sections.publicity.activities import ACTIVITIES
from dashboard.sections.publicity.channels import BY_CHANNEL
from dashboard.sections.publicity.circular import TOLD as PUBLICITY_TOLD
from dashboard.sections.publicity.districts import DISTRICTS as PUBLICITY_DISTRICTS
from dashboard.sections.publicity.jumps import JUMPS
from dashboard.sections.publicity.months import MONTHS
from dashboard.sections.rectification.board import BOARD
from dashboard.sections.rectification.clock import CLOCK
from dashboard.sections.rectification.closing import CLOSING
from dashboard.sections.rectification.closing import OPTIONS as SPLITS
from dashboard.sections.rectification.flow import FLOW
from dashboard.sections.rectification.terms import TERMS
from dashboard.sections.rectification.worklist import CHOICES as PRESSED
from dashboard.sections.rectification.worklist import WORKLIST
from dashboard.sections.section import Section
from dashboard.sections.watch.faces import CHOICES as HINTED
from dashboard.sections.watch.headline import HEADLINE as WATCH_HEADLINE
from dashboard.sections.watch.methods import METHODS_SAID
from dashboard.sections.watch.worklist import WORKLIST as HINTS

_REVIEW: Final = ("district", "kind")
_CASES: Final = ("district", "period", "kind", "campaign")
_REACH: Final = ("district", "period")
_FINDINGS: Final = "导入问题台账后才有内容"
_INDICATORS: Final = (
    MEASURES[DEFAULT].label,
    *(one for one in INDICATORS if one != MEASURES[DEFAULT].label),
)


@dataclass(frozen=True, kw_only=True)
class CatalogueSection:
    """One section with the page it belongs to.

    `controls` are the filters it understands, as on its page; `choices` its page's own parameters
    with what each may be, the first being what is shown unasked; `needs` says in words when it is
    asked at all, for a section that is not always.
    """

    page: str
    section: Section
    controls: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: str = ""

    @property
    def key(self) -> str:
        """Page and section, by which a briefing names it."""
        return f"{self.page}/{self.section.key}"

    @property
    def label(self) -> str:
        """How a reader knows it: the page's title and the section's question."""
        title = next(page.title for page in PAGES if page.path == self.page)
        return f"{title}：{self.section.question}"


def _entries(
    page: str,
    *sections: Section,
    controls: tuple[str, ...] = (),
    choices: Mapping[str, tuple[str, ...]] | None = None,
    needs: str = "",
) -> tuple[CatalogueSection, ...]:
    return tuple(
        CatalogueSection(
            page=page, section=one, controls=controls, choices=choices or {}, needs=needs
        )
        for one in sections
    )


CATALOGUE: Final[Mapping[str, CatalogueSection]] = MappingProxyType(
    {
        entry.key: entry
        for entry in (
            *_entries("overview", HEADLINE, CHANGES, POINTS, controls=CONTROLS),
            *_entries("institutions", STAGES, REVIEW_DISTRICTS, HISTORY, controls=_REVIEW),
            *_entries(
                "institutions",
                REGISTER,
                controls=_REVIEW,
                choices={"state": ("全部", *STATES), "sort": tuple(SORTS)},
            ),
            *_entries("findings-map", ON_THE_MAP, controls=CONTROLS, choices={"measure": OPTIONS}),
            *_entries("findings-map", UNCLOSED, FAIRNESS, KINDS, controls=CONTROLS),
            *_entries(
                "findings-map", LOOKBACKS, controls=CONTROLS, needs="有两次以上“回头看”才有内容"
            ),
            *_entries("rectification", CLOCK, controls=CONTROLS),
            *_entries("rectification", BOARD, TERMS, FLOW, controls=CONTROLS, needs=_FINDINGS),
            *_entries(
                "rectification", WORKLIST, controls=CONTROLS, choices=PRESSED, needs=_FINDINGS
            ),
            *_entries(
                "rectification", CLOSING, controls=CONTROLS, choices={"by": SPLITS}, needs=_FINDINGS
            ),
            *_entries(
                "districts",
                STANDINGS,
                controls=CONTROLS,
                choices={"indicator": _INDICATORS},
                needs="在筛选中选定一个区县后才有内容",
            ),
            *_entries(
                "districts", COMPARISON, controls=CONTROLS, choices={"indicator": _INDICATORS}
            ),
            *_entries(
                "districts", AROUND, controls=CONTROLS, needs="导入载明“回头看”时间的通报后才有内容"
            ),
            *_entries(
                "districts", PRACTICES, controls=CONTROLS, needs="导入列有经验做法的通报后才有内容"
            ),
            *_entries("watch", WATCH_HEADLINE, METHODS_SAID, controls=("district",)),
            *_entries("watch", HINTS, controls=("district",), choices=HINTED),
            *_entries(
                "publicity",
                PUBLICITY_TOLD,
                BY_CHANNEL,
                MONTHS,
                PUBLICITY_DISTRICTS,
                JUMPS,
                ACTIVITIES,
                controls=_REACH,
            ),
            *_entries(
                "enforcement",
                ENFORCEMENT_TOLD,
                CHAIN,
                WHO,
                PENALTIES,
                NAMED,
                CONTRADICTIONS,
                LISTED_CASES,
                controls=_CASES,
            ),
            *_entries("data", CIRCULAR_FIGURES, UNSAID, TASKS),
        )
    }
)
"""Every section by its key, in the order of the pages. Keys stay: stored briefings name them."""

LEFT_OUT: Final = MappingProxyType(
    {
        "data-parts": "a choice of parts of its own page, with nothing to say elsewhere",
        "data-rows": "the rows behind one figure of a page, reached from that figure",
        "data-definitions": "every briefing carries the definitions of its own figures",
        "data-standards": "a reference to look things up in",
        "data-holdings": "what is loaded now; a briefing says it of its own figures",
        "dossier": "one institution's own page, which is a file and not a briefing",
        "watch-alert": "one hint's own page, where it is disposed of and not presented",
    }
)
"""Sections that no briefing holds, each with the reason."""
