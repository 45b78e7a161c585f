"""The unit tests: ``server`` for the chat server, ``suite`` for the acceptance suite's engine."""
