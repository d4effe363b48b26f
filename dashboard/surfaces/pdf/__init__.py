"""The draft circular as pages that print the same everywhere, text selectable, fonts embedded."""
