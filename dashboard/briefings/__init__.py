"""Briefings: an ordered choice of sections, frozen into a snapshot that never changes."""
