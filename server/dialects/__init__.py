"""One module a wire dialect: what happened → what goes over the wire."""
