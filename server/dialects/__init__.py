"""The wire dialects: each decodes texts to commands and encodes events as texts."""
