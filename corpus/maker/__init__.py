"""Makes documents from YAML sources: the file as an office would issue it, and the rows it holds.

The expected rows come from the source's facts alone; nothing here reads a made file back, so that
what the assistant reads can be compared with what was really written.
"""
