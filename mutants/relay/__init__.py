"""Faulty relays: they stand between the suite and any server, and break what a promise says."""
