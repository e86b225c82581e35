"""核查: is this card reported lost? A second process that answers from a local file and knows the law alone."""
