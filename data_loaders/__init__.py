"""Bringing data into the store: published documents, places, the demo ledger."""
