"""Servers under test: processes, the pool, profiles with their promises and settings."""
