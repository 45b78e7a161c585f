"""Faulty servers that ``features/conversation/`` must see."""
