"""One module a file format; each turns its files into the same Layout."""
