"""Faulty servers that ``features/announcements/`` must catch."""
