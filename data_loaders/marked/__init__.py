"""Back to the sender: the workbook handed in, every bad cell coloured and explained."""
