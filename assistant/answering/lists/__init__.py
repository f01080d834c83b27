"""Sets of tasks: their conditions, their subject, and what is told of them."""
