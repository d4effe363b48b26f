"""Loading districts' ledgers: preview, decide, commit, history, undo.

The whole of it, for the command line and the page alike:

    files = [Upload(name="渝北区.xlsx", content=data_or_path)]      # or gather([Path(…)]).files
    found = preview(engine, files, today=date.today(), watch=show)  # writes nothing
    found = preview(engine, files, today=..., decisions={key: answer}, earlier=found)
    done = commit(engine, found, by="account", partial=False)       # one transaction
    told_to_uploader(found, case_role=False)                        # the preview, to be shown
    history(session, limit=50)                                      # batches, newest first
    problems_of(session, batch_id, case_role=False)                 # what it was loaded with
    undo(engine, batch_id, by="account", whole_load=True)

`Preview` holds per file and ledger the rows added, updated, unchanged and refused with the updates
cell by cell, the first and the unusual rows as they will be stored, the columns added up and, of
units handed in again, their `resubmissions` (`batches`), every problem in the order of the rows
(`problems`, for the marked workbook too), the open `questions` with their options, `notes` on what
was left aside, `loadable` (nothing refused or unanswered) and `changes_nothing`. A decision maps a
question's key to the `answer` of one of its options; pass the preview that asked as `earlier`, so
that lasting answers can be remembered. `commit` reads the files again under the store's lock; if
the store has moved on and the load would now do something else, it raises `PreviewOutdatedError`
with the new `preview`.
`Loaded.number` is None where everything was in the store already: then nothing was written.
`watch` is called with `Progress(label, done, total)` from the calling thread; `said` puts it in
words and a `ProgressRate` the time left.

What the store keeps of a problem is the batch's own; a refused load leaves no trace.
"""

from data_loaders.batches.diff.resubmission import OverwrittenCells, Resubmission
from data_loaders.batches.diff.shown_rows import ColumnSum, ShownCell, ShownRow
from data_loaders.batches.history import Batch, KeptProblem, history, problems_of
from data_loaders.batches.load import commit, preview
from data_loaders.batches.preview import (
    BatchPreview,
    CellChange,
    Loaded,
    Preview,
    PreviewOutdatedError,
    Progress,
    RowChange,
    Watch,
    told_to_uploader,
)
from data_loaders.batches.progress import ProgressRate, said
from data_loaders.batches.undo import Undone, undo
from data_loaders.batches.uploads import GatheredFiles, Upload, gather

__all__ = [
    "Batch",
    "BatchPreview",
    "CellChange",
    "ColumnSum",
    "GatheredFiles",
    "KeptProblem",
    "Loaded",
    "OverwrittenCells",
    "ProgressRate",
    "Preview",
    "PreviewOutdatedError",
    "Progress",
    "Resubmission",
    "RowChange",
    "ShownCell",
    "ShownRow",
    "Undone",
    "Upload",
    "Watch",
    "commit",
    "gather",
    "history",
    "preview",
    "problems_of",
    "said",
    "told_to_uploader",
    "undo",
]
