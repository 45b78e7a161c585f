"""Authentication by signed tokens."""
