"""帮助: what each page answers, how things are done, what the words mean."""

from dashboard.surfaces.screen.help_page import draw_help

draw = draw_help
