"""Wire dialects: the frames that users send and receive, in the words of one server."""
