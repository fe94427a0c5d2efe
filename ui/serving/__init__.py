"""What the server does beside Streamlit: policy, early files, memory, farewell, shared work."""
