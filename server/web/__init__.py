"""The HTTP side: the application, its endpoints, and where it listens."""
