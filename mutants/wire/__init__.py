"""Faulty servers that ``features/wire/`` must see."""
