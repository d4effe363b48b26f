"""问题地图: where findings are."""
