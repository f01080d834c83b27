"""The names that the store holds (units, plans, provinces), with every way of writing them."""
