"""Charts: one shape per module, frames in, Vega-Lite dictionaries out; no SQL, no Streamlit."""
