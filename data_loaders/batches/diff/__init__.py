"""Diff: staged rows against the store, cell by cell, and what a person is shown and asked of it."""
