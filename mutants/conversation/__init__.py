"""Faulty servers that ``features/conversation/`` must catch."""
