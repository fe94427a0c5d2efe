"""What the server does to an answer on its way to the browser: policy, announcement, memory."""
