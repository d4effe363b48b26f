"""Write the truth file of the planted anomalies anew: `python -m dashboard.demo`."""

from dashboard.demo.anomalies import TRUTH_FILE
from dashboard.demo.story import tell

TRUTH_FILE.parent.mkdir(parents=True, exist_ok=True)
TRUTH_FILE.write_text(tell().truth, encoding="utf-8", newline="\n")
