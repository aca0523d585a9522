"""The version of the program: read by the build, the cache and the command line."""

__version__ = "0.1.0"
