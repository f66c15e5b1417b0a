"""Ambitiemonitor: from spend files to promises kept or not. No Streamlit in here."""
