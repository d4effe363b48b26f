"""Analysis: pure functions over numbers; no I/O, no SQL, no frames."""
