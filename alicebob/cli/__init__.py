"""The command ``alicebob``: one module for each of its subcommands."""
