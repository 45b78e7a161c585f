"""Faulty pages, and servers of pages, that ``features/page/`` must catch."""
