"""What the comparison and the early warning do on invented stores whose truth is known."""
