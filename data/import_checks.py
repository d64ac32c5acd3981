"""Everything an import looks for, whatever the source: its id, how grave it is, and what it says. Never a value."""

from __future__ import annotations

from data.findings import Check

SOURCE_UNKNOWN = Check(
    "source_unknown",
    "blocks",
    "This is neither a folder nor a zip of files that Caseboard knows. Name the folder or zip of Caseboard's tables "
    "(python -m data template DIR writes empty ones) or of an HMIS CSV export.",
)
ARCHIVE_UNREADABLE = Check(
    "archive_unreadable", "blocks", "The zip is incomplete or damaged. Export or copy it again; its size may tell."
)
ARCHIVE_ENCRYPTED = Check(
    "archive_encrypted", "blocks", "The zip is locked with a password. Unpack it into a folder and name the folder."
)
ARCHIVE_NAMES = Check(
    "archive_names", "blocks", "The zip has names that lead out of its folder. Pack it again from the export's files."
)
ARCHIVE_INFLATES = Check(
    "archive_inflates",
    "blocks",
    "Unpacked, the zip would be beyond all measure. If it is honest, unpack it into a folder and name the folder.",
)
ARCHIVE_INSIDE = Check(
    "archive_inside", "blocks", "The zip holds only further archives. Unpack it and name the inner one."
)
FILE_TWICE = Check(
    "file_twice", "blocks", "A file of this name is there more than once, in several folders. Keep the right one."
)
FILE_IS_A_LINK = Check(
    "file_is_a_link", "blocks", "This is a link to a file elsewhere, and links are not followed. Copy the file here."
)
FILE_UNREADABLE = Check("file_unreadable", "blocks", "The file cannot be read to its end. Export or copy it again.")
FILE_CHANGED = Check(
    "file_changed", "blocks", "The file was written to while it was read. Import again when the export has ended."
)
FILE_NOT_TEXT = Check(
    "file_not_text",
    "blocks",
    "The file is not text that can be told apart from damage. Save it as CSV in UTF-8 (a spreadsheet's own format, "
    "renamed, is not CSV).",
)
QUOTES_BROKEN = Check(
    "quotes_broken",
    "blocks",
    "From this row on it is uncertain where a field ends: a quotation mark is not closed or stands inside a field, or "
    "a field has more than a million characters. Correct the row and import again.",
)
READ_AS_WINDOWS_1252 = Check(
    "read_as_windows_1252", "note", "Some letters are not UTF-8; they were read as Windows-1252. Look at a name or two."
)
FILES_NEVER_OPENED = Check("files_never_opened", "note", "{files} other files were never opened.")
COLUMN_NEVER_READ = Check("column_never_read", "note", "Never read, because not on the list of columns: {columns}.")
COLUMNS_MISSING = Check(
    "columns_missing",
    "blocks",
    "The headings lack {columns}. The first row of the file must name its columns; python -m data template DIR shows "
    "how.",
)
COLUMN_TWICE = Check("column_twice", "blocks", "The heading {column} stands there more than once. Keep the right one.")
FILE_EMPTY = Check("file_empty", "warning", "The file is empty, without even headings; it counts as not given.")
ROW_RAGGED = Check(
    "row_ragged",
    "error",
    "The row has more or fewer fields than there are headings, so it is uncertain which is which. A field that "
    "holds the separator must stand in quotation marks.",
)
