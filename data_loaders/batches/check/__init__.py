"""Check: rules between ledgers and between lines, found by statements over whole tables."""
