"""Pages: a title and a list of sections each."""
