"""The rules of the chat, pure: no socket, no JSON, no clock of its own."""
