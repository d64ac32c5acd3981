"""Everything an import looks for, whatever the source: its id, how grave it is, and what it says. Never a value."""

from __future__ import annotations

from data.findings import Check, checks_in

SOURCE_UNKNOWN = Check(
    "source_unknown",
    "blocks",
    "This is neither a folder nor a zip of files that Caseboard knows. Name the folder or zip of Caseboard's tables "
    "(python -m data template DIR writes empty ones) or of an HMIS CSV export.",
)
SOURCE_UNREADABLE = Check(
    "source_unreadable", "blocks", "The folder cannot be looked into. Check who may read it and that its disk is there."
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
NO_CASES = Check(
    "no_cases", "blocks", "There is not a single sound case. Caseboard needs at least the people and their cases."
)
TABLES_NOT_GIVEN = Check(
    "tables_not_given", "note", "No file for {tables}; what they would hold counts as not recorded."
)
SPEC_VERSION_UNKNOWN = Check(
    "spec_version_unknown",
    "blocks",
    "snapshot.csv says another version of these tables than {version}, which this Caseboard reads. Update Caseboard "
    "or write the tables anew from python -m data template DIR.",
)
DATA_DATE_UNREADABLE = Check(
    "data_date_unreadable",
    "blocks",
    "The data date is not a day written as 2026-11-16. Correct it, or give --data-date.",
)
DATA_DATE_INFERRED = Check(
    "data_date_inferred",
    "note",
    "Nothing says for which day the data is true; {day} was taken, the latest day on which something happened. "
    "Give --data-date or a file snapshot.csv with a column data_date.",
)
DATA_DATE_UNKNOWN = Check(
    "data_date_unknown",
    "blocks",
    "Nothing says for which day the data is true, and no row has a date. Give --data-date.",
)
DATA_DATE_AHEAD = Check(
    "data_date_ahead", "warning", "The data date {day} lies ahead of today by this machine's clock."
)

VALUE_MISSING = Check("value_missing", "error", "A value is needed here.")
DATE_UNREADABLE = Check("date_unreadable", "error", "Not a date. Write dates as 2026-11-16: year, month, day.")
DATE_IMPOSSIBLE = Check("date_impossible", "error", "No calendar has this date.")
DATE_TOO_EARLY = Check("date_too_early", "error", "A date before 1900.")
DATE_TOO_LATE = Check("date_too_late", "error", "A date after 2199. Leave the end empty of what has not ended.")
DATE_AHEAD = Check(
    "date_ahead", "warning", "The date lies after the data date: it has not happened yet, and counts from its day on."
)
NUMBER_UNREADABLE = Check("number_unreadable", "error", "Not a number; a point, not a comma, stands before decimals.")
NUMBER_NOT_WHOLE = Check("number_not_whole", "error", "Not a whole number.")
NUMBER_BEYOND = Check("number_beyond", "error", "The number lies outside {least} to {most}.")
TRUTH_UNREADABLE = Check("truth_unreadable", "error", "Neither yes nor no (also: true, false, 1, 0).")
CODE_UNKNOWN = Check("code_unknown", "error", "Not one of the codes of {kind}: {codes}.")
TEXT_TOO_LONG = Check(
    "text_too_long",
    "error",
    "Longer than {most} characters. Free text is not stored; a short name or key belongs here.",
)
TEXT_MALFORMED = Check("text_malformed", "error", "Must be {form}.")
CONTROL_CHARACTER = Check("control_character", "error", "Holds a character that cannot be seen.")

KEY_TWICE = Check(
    "key_twice",
    "error",
    "An earlier row has the same {columns} (capitals make no difference); the earlier one was kept.",
)
ROW_ORPHANED = Check("row_orphaned", "error", "Belongs to a row of {parent} that is not there or was left out.")
REFERENCE_UNKNOWN = Check(
    "reference_unknown", "warning", "Names a row of {parent} that is not there or was left out; kept without it."
)
MOST_LEFT_OUT = Check(
    "most_left_out",
    "blocks",
    "{left_out} of {rows} rows would be left out: figures without them would mislead. Correct the errors above.",
)
END_BEFORE_START = Check("end_before_start", "error", "Lies before {start}.")
RESULT_BEFORE_REFERRAL = Check("result_before_referral", "error", "Lies before the day the referral was sent.")
RECORDED_BEFORE = Check("recorded_before", "warning", "Recorded before the day on which it happened.")
REASON_WITHOUT_CLOSING = Check(
    "reason_without_closing", "warning", "Says how the case ended, but not when; it counts as open."
)
OUTCOME_WITHOUT_DAY = Check(
    "outcome_without_day", "warning", "Says what came of it, but not when it was done; it counts as not done."
)
EXEMPTION_NOT_COUNTED = Check(
    "exemption_not_counted",
    "warning",
    "An exemption counts only with its first and last day, at most 90 days apart, with who approved it, and never for "
    "what a statute or a court demands; this one does not.",
)
RUNG_WITHOUT_AFTERCARE = Check("rung_without_aftercare", "error", "Only aftercare has rungs.")
STAGE_TWICE = Check("stage_twice", "error", "The case has an earlier row with the same number in the order of stages.")
STAGES_DISORDERED = Check(
    "stages_disordered",
    "warning",
    "By its number this stage came later, by its day earlier than another, so that stays overlap; the days count.",
)
AFTER_CASE_END = Check("after_case_end", "warning", "Lies after the closing of its case.")
BEFORE_CASE_START = Check(
    "before_case_start", "warning", "Lies before the opening of its case; counts from the opening."
)
REOPENED_LATER = Check(
    "reopened_later", "warning", "The case it reopens did not open before it; kept as a case of its own."
)
AFTERCARE_CONTRADICTED = Check(
    "aftercare_contradicted",
    "error",
    "Aftercare due by the closing day or before, or after an ending that has none (died, chose not to, moved inside).",
)
IDENTIFIER_IN_TEXT = Check(
    "identifier_in_text",
    "blocks",
    "Looks like {kind}. Identifiers of people may not enter the store: correct the text at the source, or leave the "
    "column out.",
)
TEXT_NEARLY_ALL_DIFFERENT = Check(
    "text_nearly_all_different",
    "blocks",
    "Nearly every row has a text of its own, as names, addresses or notes have. A short list of values belongs here.",
)
SCHEME_CHANGED = Check(
    "scheme_changed",
    "warning",
    "Pseudonyms are now made by another scheme ({scheme}, before: {before}): everybody has a new key, and decisions, "
    "key sheets and reviews of before no longer match.",
)
SECRET_CHANGED = Check(
    "secret_changed",
    "warning",
    "The secret key is not that of the import before: everybody has a new key, and decisions, key sheets and reviews "
    "of before no longer match.",
)
ROWS_CONTRADICT = Check(
    "rows_contradict",
    "blocks",
    "The rows contradict each other in a way that no other check names ({check}). Please report this check's name.",
)
BARRIER_BESIDE_NONE = Check(
    "barrier_beside_none", "warning", "One ask says both that there is no barrier and names one; both were kept."
)


def common_checks() -> tuple[Check, ...]:
    """Every check of this module, as they stand here."""
    return checks_in(globals())
