"""What can go wrong with an archive, each said in one line with what to do."""


class ArchiveError(Exception):
    """An archive cannot be used as it was meant to be; the message says what to do."""


class NotAnArchive(ArchiveError):
    """There is no archive at that path, or one of a format that this version does not know."""


class ArchiveLocked(ArchiveError):
    """Another process is writing to the archive."""


class WorkerDied(ArchiveError):
    """A process that parses ended before its time: killed, or out of memory."""
