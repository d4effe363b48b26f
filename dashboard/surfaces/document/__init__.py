"""A snapshot as a draft circular: its text, and the Word file in the layout of GB/T 9704-2012."""
