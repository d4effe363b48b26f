"""数据导入: districts' ledgers in, with a preview before and an undo after."""

from dashboard.surfaces.screen.importing.page import draw_import

draw = draw_import
