"""Users as WebSocket clients: connect options, receiver, inbox."""
