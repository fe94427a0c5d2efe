"""What the server does between Streamlit and the browser: policy, early files, memory, farewell."""
