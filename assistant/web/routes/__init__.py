"""The paths of the HTTP interface, one module for each thing that they are about."""
