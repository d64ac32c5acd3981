"""What is looked for in an HMIS CSV export beside what holds for every source: each doubt is a select in doubts/."""

from __future__ import annotations

from data.findings import Check

FILE_MISSING = Check(
    "hmis_file_missing",
    "blocks",
    "Not in the export: {files}. Without that there are no cases; export again with all files of the HMIS CSV format.",
)
FILE_NOT_GIVEN = Check(
    "hmis_file_not_given", "note", "The export has no such file, so what it would tell is not recorded."
)
VERSION_UNKNOWN = Check(
    "hmis_version_unknown",
    "blocks",
    "The export's CSVVersion is neither 2024 nor 2026. Ask your HMIS for an export in one of these layouts: earlier "
    "ones mean other things by the same codes.",
)
EXPORT_ROWS = Check(
    "hmis_export_rows", "blocks", "Export.csv must have exactly one row; it has {rows}. Export again in one piece."
)
CHANGES_ONLY = Check(
    "hmis_changes_only",
    "blocks",
    "The export holds changes since an earlier one, not everything of its period, so all unchanged cases would be "
    "gone. Ask your HMIS for a full refresh of a reporting period.",
)
EXPORT_DATE = Check(
    "hmis_export_date",
    "blocks",
    "ExportDate cannot be read as yyyy-mm-dd, so nobody knows the day the figures are true for. Correct it, or say the "
    "day with --data-date.",
)
VICTIM_SERVICE = Check(
    "hmis_victim_service",
    "blocks",
    "Cases with a victim service provider: {cases}. Its clients' records must not go into anybody else's store. "
    "If this store is that provider's own, say so with --own-victim-service; otherwise export without it.",
)
VICTIM_SERVICE_LEFT_OUT = Check(
    "hmis_victim_service_left_out",
    "note",
    "Projects of victim service providers, in which nobody of this export is enrolled, are left out.",
)
VICTIM_SERVICE_OWN = Check(
    "hmis_victim_service_own",
    "note",
    "Projects of victim service providers are read, because this store was declared to be that provider's own.",
)
NO_ORGANISATIONS = Check(
    "hmis_no_organisations",
    "blocks",
    "Organizations are to be the teams, but the export has no Organization.csv. Add it, or make each project a team.",
)
DELETED = Check("hmis_deleted", "note", "Deleted in the HMIS, or hanging on what was deleted: left out.")
LAST_EDITOR = Check(
    "hmis_worker_is_last_editor",
    "note",
    "The worker of a case is the user on its enrolment, who may be whoever edited it last and not who works with the "
    "person.",
)
PERIOD = Check(
    "hmis_period",
    "note",
    "An export holds what was open in its period. Cases that had closed before it are not here, so earlier days are "
    "incomplete.",
)
NO_SOURCE = Check(
    "hmis_no_source",
    "note",
    "Goal setting, planning, evaluation, goals, barriers, feedback and what was promised by when are in no HMIS file: "
    "not recorded, never inferred. Age needs the birth date, which is never read.",
)
STATED = (
    FILE_MISSING, FILE_NOT_GIVEN, VERSION_UNKNOWN, EXPORT_ROWS, CHANGES_ONLY, EXPORT_DATE, VICTIM_SERVICE,
    VICTIM_SERVICE_LEFT_OUT, VICTIM_SERVICE_OWN, NO_ORGANISATIONS, DELETED, LAST_EDITOR, PERIOD, NO_SOURCE,
)  # fmt: skip
"""Found by the source itself, not by a select."""
