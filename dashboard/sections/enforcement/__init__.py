"""执法成效: from lead to outcome, what it cost, whom it concerned, and what does not fit."""
