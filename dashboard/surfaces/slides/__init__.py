"""A snapshot as slides: titles are findings, charts, tables and the map can be edited."""
