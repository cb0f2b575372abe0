"""Tell me about new results: a search kept by an address, told by mail once a day at most, or read as a feed."""
