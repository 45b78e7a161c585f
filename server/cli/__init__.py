"""The command line: serve the chat, or create a token."""
