"""WebSocket transport: handshake, frames, connections and fan-out. Knows nothing of chat."""
