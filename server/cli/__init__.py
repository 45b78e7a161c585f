"""The command line: serve the chat, or make a token."""
