"""The engine of the acceptance suite: what it judges, what it tells, what it starts."""
