"""Present mode: a snapshot as one self-contained page that needs no server once it is there."""
