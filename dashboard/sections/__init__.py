"""Sections: one question each, answered from figures, drawn on any surface."""
