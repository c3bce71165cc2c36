"""Citations of an edition: what is known of where it comes from, and the forms in which it is cited.

Begin reading at `citable`. A citation is of an edition, not of a number, since each release has a place of its own.
"""
