"""Oversight of Chongqing's work-safety training institutions and exam sites."""
