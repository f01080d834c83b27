"""The sample plans: their sources, the files made from them, and the maker that makes them."""
