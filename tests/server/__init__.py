"""The reference server, from its pure parts to its process."""
