"""What stands between the network and Streamlit: who is let in, what is answered, and how."""
