"""Out again: the store as the workbooks that districts hand in, to load into another store."""
