"""The benchmark: our server and its peers, measured in one run, with every delivery checked."""
