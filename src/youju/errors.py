"""Errors that a user may see: one Chinese sentence, one remedy.

    YoujuError
      BadSetting          a dial has a value that it cannot have
      BadInput            what the user gave cannot be used
        UnreadableFile      a file cannot become text
        BadQuestion         empty, or too long
        BadSuite            an evaluation suite breaks its schema
        NotFound            a document or model of that name does not exist
      LibraryBusy         another process is writing
      LibraryBroken       the record cannot be read or written: the disk is full, or it is damaged
      LibraryEmpty        there is no document to answer from
      ModelUnavailable    a model cannot be had
        DownloadFailed      its files cannot be fetched
        WrongHash           its files are not the ones that were published
        NoSpace             the disk cannot hold it
      EndpointFailed      a configured endpoint does not answer as it should
      PortBusy            the page's port is taken

They are raised where the cause is known and caught at the rim: `cli.main` and `web/`.
"""


class YoujuError(Exception):
    """A failure with a sentence for the user and what they can do about it."""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class BadSetting(YoujuError): ...


class BadInput(YoujuError): ...


class UnreadableFile(BadInput): ...


class BadQuestion(BadInput): ...


class BadSuite(BadInput): ...


class NotFound(BadInput): ...


class LibraryBusy(YoujuError): ...


class LibraryBroken(YoujuError): ...


class LibraryEmpty(YoujuError): ...


class ModelUnavailable(YoujuError): ...


class DownloadFailed(ModelUnavailable): ...


class WrongHash(ModelUnavailable): ...


class NoSpace(ModelUnavailable): ...


class EndpointFailed(YoujuError): ...


class PortBusy(YoujuError): ...
