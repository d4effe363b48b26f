"""What a figure is: facts, metrics, filters, and `measure`, the only way to a number."""
