"""Refusals that a person can act on: one sentence each, never a traceback at the command line."""


class FoiError(Exception):
    """Anything that stops a letter, a label file or a bundle from being used."""


class UnreadableLetter(FoiError):
    """A letter's file holds nothing that can be read as text."""


class BadLabels(FoiError):
    """A labelled letter breaks the format; the message names file, line and remedy."""


class BadBundle(FoiError):
    """A bundle is missing, was changed on disk, or does not fit the installed libraries."""
