"""The benchmark: large synthetic stores, and how fast the product answers from them."""
