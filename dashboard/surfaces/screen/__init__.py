"""The screen: Streamlit draws answers; the only surface with widgets."""
