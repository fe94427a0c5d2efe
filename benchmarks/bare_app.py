"""The least Streamlit app that answers a slider: what the player is measured against."""

import streamlit as st

value = st.slider("value", 0, 100, 0)
st.write(f"the value is {value}")
