"""The network: WebSocket and HTTP clients, raw frames and handshakes, Prometheus text."""
