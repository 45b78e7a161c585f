"""How a user reaches the chat."""
