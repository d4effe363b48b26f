"""总览: the questions of the front page."""
