"""Early warning: alerts computed from the ledgers as of a day; metrics' rows, analysis' methods."""
