"""The nine ledgers districts hand in, each a declaration."""
