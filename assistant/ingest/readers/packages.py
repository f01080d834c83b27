"""What goes wrong in damaged Office files.

They are packages of compressed XML: damage shows up wherever the libraries happen to stumble over
it, from the package's directory down to a missing attribute.
"""

import zlib
from zipfile import BadZipFile

PACKAGE_ERRORS: tuple[type[Exception], ...] = (
    BadZipFile,
    zlib.error,
    NotImplementedError,  # a zip version or compression that is no real one
    SyntaxError,  # what lxml and the standard library raise for broken XML
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    RuntimeError,  # a part that is locked with a password
)
