"""Faulty servers that ``features/announcements/`` must see."""
