"""Speed and memory beside what a user would pick instead, in one run on the same files.

`make bench` = `python -m eval.bench`. Each reader runs as a process of its own, so that its time
and memory are its own; a library that is not installed is named with the command that brings it.
"""
