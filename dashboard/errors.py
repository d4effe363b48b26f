"""Every error a reader may meet: each says in Chinese and English what is wrong and how to mend it.

Messages of places, workbooks and figures are Chinese (their readers are clerks); messages of the
store are bilingual (their readers are also administrators).
"""

from __future__ import annotations


class OversightError(Exception):
    """Base of all errors the product raises on purpose.

    `error_id` is stable and kebab-case, so that logs and tests can name the kind of error.
    """

    error_id = "oversight"

    def __init__(self, zh: str, en: str = "") -> None:
        super().__init__(f"{zh} / {en}" if en else zh)
        self.zh = zh
        self.en = en


class StoreError(OversightError):
    """The shared store cannot be used as it is."""

    error_id = "store"


class StoreUnreachableError(StoreError):
    """Nothing answers at the store's address, or it refuses us."""

    error_id = "store-unreachable"


class StoreLostError(StoreUnreachableError):
    """The connection broke off in the middle of something."""

    error_id = "store-lost"


class StoreDeniedError(StoreUnreachableError):
    """The account or its password is refused, or may not do what was asked."""

    error_id = "store-denied"


class StoreCrowdedError(StoreUnreachableError):
    """All connections of the store are taken."""

    error_id = "store-crowded"


class StoreForeignError(StoreUnreachableError):
    """The file at the store's address is no database."""

    error_id = "store-foreign"


class StoreBusyError(StoreError):
    """Something else holds the store for longer than we wait."""

    error_id = "store-busy"


class StoreSlowError(StoreError):
    """A statement took longer than it may."""

    error_id = "store-slow"


class StoreFullError(StoreError):
    """There is no room left where the store lives."""

    error_id = "store-full"


class StoreDamagedError(StoreError):
    """Pages, tables or the version of the store are broken or gone."""

    error_id = "store-damaged"


class StoreReadOnlyError(StoreError):
    """The store can be read and not written."""

    error_id = "store-read-only"


class StoreNotMigratedError(StoreError):
    """The store has no tables, or those of an older version."""

    error_id = "store-not-migrated"


class StoreTooOldError(StoreNotMigratedError):
    """The store was migrated by an older version of this program."""

    error_id = "store-too-old"


class StoreTooNewError(StoreError):
    """The store was migrated by a newer version of this program."""

    error_id = "store-too-new"


class StoreNotEmptyError(StoreError):
    """A backup goes only where nothing is."""

    error_id = "store-not-empty"


class BackupError(OversightError):
    """A backup cannot be written, read or trusted; the store is as it was."""

    error_id = "backup"


class DatasetMismatchError(StoreError):
    """Demo data and production data must never meet in one store."""

    error_id = "dataset-mismatch"


class UnknownPlaceError(OversightError):
    """A district's name fits no reporting unit on the day asked, or fits more than one."""

    error_id = "unknown-place"


class AssetError(OversightError):
    """A file shipped in assets/ is not as its reader needs it."""

    error_id = "asset"


class BoundaryError(AssetError):
    """A boundary file cannot be drawn."""

    error_id = "boundary"


class TemplateError(AssetError):
    """A template of slides lacks what slides are made from."""

    error_id = "template"


class UnknownMetricError(OversightError):
    """No metric, dimension or filter of that name is defined."""

    error_id = "unknown-metric"


class BadFilterError(OversightError):
    """A filter in the URL or on the command line cannot be read."""

    error_id = "bad-filter"


class SnapshotError(OversightError):
    """A snapshot cannot be made, read or trusted."""

    error_id = "snapshot"


class BriefingError(OversightError):
    """A briefing is not there, or cannot be kept as it was edited."""

    error_id = "briefing"


class ServerError(OversightError):
    """The server cannot listen where it is asked to."""

    error_id = "server"


class DisposalError(OversightError):
    """A verdict on an alert cannot be written as it is."""

    error_id = "disposal"


class LoadError(OversightError):
    """A file handed in cannot be taken as it is; nothing of it is loaded."""

    error_id = "load"


class FileTooLargeError(LoadError):
    """A file, or what it unpacks to, is larger than the stated limit."""

    error_id = "file-too-large"


class FileEmptyError(LoadError):
    """A file holds nothing at all."""

    error_id = "file-empty"


class FileKindError(LoadError):
    """A file's content is no workbook and no table, whatever its name says."""

    error_id = "file-kind"


class FileEncryptedError(LoadError):
    """A workbook is locked with a password to open it."""

    error_id = "file-encrypted"


class FileBrokenError(LoadError):
    """A file is cut short or damaged."""

    error_id = "file-broken"


class FileUnsafeError(LoadError):
    """A file is built to exhaust its reader, as a zip bomb or with XML entities."""

    error_id = "file-unsafe"


class FileEncodingError(LoadError):
    """A text file is in none of the encodings that are read."""

    error_id = "file-encoding"


class DemoFileError(LoadError):
    """A workbook of a demo store is handed to a production store."""

    error_id = "demo-data"


class RealFileError(LoadError):
    """A workbook that is not marked as a demo's is handed to a demo store."""

    error_id = "no-demo-mark"


class LoadRefusedError(OversightError):
    """Rows of a load are refused or wait for an answer; nothing was written."""

    error_id = "load-refused"


class LoadConflictError(OversightError):
    """The database itself refused a row that every rule had let pass; nothing was written."""

    error_id = "load-conflict"


class UndoRefusedError(OversightError):
    """A batch cannot be undone as it stands; nothing was changed."""

    error_id = "undo-refused"


class ExportError(OversightError):
    """The store's ledgers cannot be written out as asked."""

    error_id = "export"
