"""The notation in which a profile describes any chat's wire (``docs/wires.md``); pure."""
