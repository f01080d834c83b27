"""The command line: commands parse, call the service and print; nothing else."""

from assistant.cli.main import main

__all__ = ["main"]
