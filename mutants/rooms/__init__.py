"""Faulty servers that ``features/rooms/`` must see."""
