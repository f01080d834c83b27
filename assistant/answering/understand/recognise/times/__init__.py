"""Times of a question: how each way of telling one is read."""
