"""Rules over rows and files that need no store."""
