"""Finding out how an unknown chat works: a first talk, and the profile that it suggests."""
