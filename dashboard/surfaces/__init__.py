"""Surfaces: where answers are drawn."""
