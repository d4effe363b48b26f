"""A snapshot as one workbook: a sheet per section, numbers as numbers, charts of Excel's own."""
