"""宣传成效: what was put out through which channel, and who says how far it reached."""
