"""A relay between the suite and a server that changes no meaning: a network, slow or odd, but
right."""
