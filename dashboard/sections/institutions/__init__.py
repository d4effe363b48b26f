"""机构复核: the questions of review, and one institution's own page."""
