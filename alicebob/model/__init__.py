"""Messages and events that users send and receive, independent of the wire format."""
