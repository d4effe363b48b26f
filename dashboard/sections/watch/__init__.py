"""监测预警: the questions of the page of alerts."""
