"""A small HMIS CSV export of our own making, in the standard's headings: people, places and days are invented."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.findings import BlockedError, Findings
from data.sources.hmis_csv.export import HmisCsv
from data.sources.opened import Opened
from data.sources.source import Staged
from tests.world import rows_of

MADE = "DateCreated DateUpdated UserID DateDeleted ExportID"
HEADINGS = {
    "Export": "ExportID SourceType SourceID SourceName SourceContactFirst SourceContactLast SourceContactPhone "
    "SourceContactExtension SourceContactEmail ExportDate ExportStartDate ExportEndDate SoftwareName SoftwareVersion "
    "CSVVersion ExportPeriodType ExportDirective HashStatus ImplementationID",
    "Client": "PersonalID FirstName MiddleName LastName NameSuffix NameDataQuality SSN SSNDataQuality DOB "
    f"DOBDataQuality AmIndAKNative Asian White RaceNone AdditionalRaceEthnicity VeteranStatus {MADE} Sex",
    "Enrollment": "EnrollmentID PersonalID ProjectID EntryDate HouseholdID RelationshipToHoH EnrollmentCoC "
    f"LivingSituation DisablingCondition DateOfEngagement MoveInDate ReferralSource {MADE} MentalHealthConsultation",
    "Exit": "ExitID EnrollmentID PersonalID ExitDate Destination DestinationSubsidyType OtherDestination "
    "ProjectCompletionStatus EarlyExitReason PostExitCounselingPlan SessionsInPlan AftercareDate AftercareProvided "
    f"EmailSocialMedia Telephone InPersonIndividual InPersonGroup CMExitReason {MADE}",
    "Project": f"ProjectID OrganizationID ProjectName ProjectCommonName OperatingStartDate ProjectType {MADE}",
    "Organization": f"OrganizationID OrganizationName VictimServiceProvider OrganizationCommonName {MADE}",
    "ProjectCoC": f"ProjectCoCID ProjectID CoCCode Geocode Address1 City State ZIP GeographyType {MADE}",
    "User": "UserID UserFirstName UserLastName UserPhone UserExtension UserEmail DateCreated DateUpdated DateDeleted "
    "ExportID",
    "Assessment": "AssessmentID EnrollmentID PersonalID AssessmentDate AssessmentLocation AssessmentType "
    f"AssessmentLevel PrioritizationStatus {MADE}",
    "Services": "ServicesID EnrollmentID PersonalID DateProvided RecordType TypeProvided OtherTypeProvided "
    f"MovingOnOtherType SubTypeProvided FAAmount FAStartDate FAEndDate ReferralOutcome {MADE}",
    "CurrentLivingSituation": "CurrentLivingSitID EnrollmentID PersonalID InformationDate CurrentLivingSituation "
    f"VerifiedBy LocationDetails {MADE}",
    "Event": "EventID EnrollmentID PersonalID EventDate Event ProbSolDivRRResult ReferralCaseManageAfter "
    f"LocationCrisisOrPHHousing ReferralResult ResultDate {MADE}",
    "HealthAndDV": "HealthAndDVID EnrollmentID PersonalID InformationDate DomesticViolenceSurvivor WhenOccurred "
    f"CurrentlyFleeing GeneralHealthStatus PregnancyStatus DueDate DataCollectionStage {MADE}",
}
HEADINGS_2024 = HEADINGS | {
    "Client": "PersonalID FirstName MiddleName LastName NameSuffix NameDataQuality SSN SSNDataQuality DOB "
    "DOBDataQuality AmIndAKNative Asian HispanicLatinaeo White RaceNone AdditionalRaceEthnicity Woman Man NonBinary "
    "CulturallySpecific Transgender Questioning DifferentIdentity GenderNone DifferentIdentityText VeteranStatus "
    f"{MADE}",
    "Enrollment": "EnrollmentID PersonalID ProjectID EntryDate HouseholdID RelationshipToHoH EnrollmentCoC "
    "LivingSituation DisablingCondition DateOfEngagement MoveInDate ReferralSource SexualOrientation "
    f"TranslationNeeded PreferredLanguage PreferredLanguageDifferent {MADE}",
}
PERSONAL = {
    "FirstName": "Nevernamed", "MiddleName": "Neverheard", "LastName": "Neverwritten", "SSN": "219-09-9999",
    "DOB": "1987-03-04", "UserFirstName": "Neverasked", "UserLastName": "Nevertold", "UserPhone": "555-0100-199",
    "UserEmail": "never@example.org", "SourceContactLast": "Nevercalled", "OtherDestination": "with Nevermet",
    "LocationDetails": "behind the Neverthere", "Address1": "7 Neverfound Street", "ZIP": "00499",
    "DifferentIdentityText": "Neverput", "AdditionalRaceEthnicity": "Neverclassed",
}  # fmt: skip
"""Stands in every row under headings that are never read; none of it may be anywhere afterwards."""
USUAL = {
    "Export": "ExportID|ExportDate|ExportStartDate|ExportEndDate|CSVVersion|ExportPeriodType|ExportDirective\n"
    "x1|2026-06-30 08:00:00|2025-07-01|2026-06-30|2026 v1|3|2",
    "Client": "PersonalID|Sex\n1|0",
    "Enrollment": "EnrollmentID|PersonalID|ProjectID|EntryDate|HouseholdID|EnrollmentCoC|UserID\n"
    "e1|1|p1|2026-01-05|h1|ZZ-500|u1",
    "Exit": "ExitID|EnrollmentID|PersonalID|ExitDate|Destination",
    "Project": "ProjectID|OrganizationID|ProjectName\np1|o1|Harbour outreach",
    "Organization": "OrganizationID|OrganizationName|VictimServiceProvider\no1|Harbour|0",
    "ProjectCoC": "ProjectCoCID|ProjectID|CoCCode\nk1|p1|ZZ-500",
    "User": "UserID\nu1",
    "Assessment": "AssessmentID|EnrollmentID|AssessmentDate",
    "Services": "ServicesID|EnrollmentID|DateProvided|RecordType|TypeProvided",
    "CurrentLivingSituation": "CurrentLivingSitID|EnrollmentID|InformationDate",
    "Event": "EventID|EnrollmentID|EventDate|Event|ReferralResult|ResultDate",
    "HealthAndDV": "HealthAndDVID|EnrollmentID|PersonalID|InformationDate|CurrentlyFleeing",
}


def small_export(folder: Path, *, year: int = 2026, without: tuple[str, ...] = (), **files: str) -> Path:
    """A folder with one person, one enrolment and one project, but for the files given as text tables.

    year: the layout. without: files left out. Cells that a table does not give are empty, or `PERSONAL`.
    """
    given = USUAL | ({"Client": "PersonalID|Woman\n1|1"} if year == 2024 else {}) | files
    target = folder / "export"
    target.mkdir()
    for name, headings in (HEADINGS if year == 2026 else HEADINGS_2024).items():
        if name in without:
            continue
        rows = rows_of(given[name])
        unknown = {heading for row in rows for heading in row} - set(headings.split())
        assert not unknown, f"{name}.csv has no {unknown} in {year}"
        with (target / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            written = csv.DictWriter(file, headings.split(), restval="")
            written.writeheader()
            stamp = {"CSVVersion": f"{year} v1"} if name == "Export" and "Export" not in files else {}
            written.writerows(
                {**{key: PERSONAL[key] for key in headings.split() if key in PERSONAL}, **row, **stamp} for row in rows
            )
    return target


@dataclass(frozen=True)
class Staging:
    """What a source staged, and what it found."""

    con: duckdb.DuckDBPyConnection
    findings: Findings
    said: Staged | None

    def rows(self, table: str, columns: str) -> list[tuple[str | None, ...]]:
        """The given columns of a staged table (separated by blanks), in their order."""
        named = ", ".join(columns.split())
        return self.con.execute(f"select {named} from staged.{table} order by all").fetchall()

    def count(self, check_id: str) -> int:
        """How many rows a check found."""
        return sum(one.count for one in self.findings.found if one.check_id == check_id)

    def places(self, check_id: str) -> list[tuple[str | None, int | None]]:
        """File and row of what a check found."""
        return [(one.source_file, one.row_number) for one in self.findings.found if one.check_id == check_id]

    @property
    def is_blocked(self) -> bool:
        return self.said is None and self.findings.is_blocked


def staged(source: Path, how: HmisCsv | None = None) -> Staging:
    """Stage an export as the import does; blocked or not."""
    con = duckdb.connect()
    con.execute("attach ':memory:' as staged")
    findings = Findings()
    scratch = source.parent / "scratch"
    scratch.mkdir(exist_ok=True)
    said = None
    try:
        with Opened(source, scratch, findings) as opened:
            said = (how or HmisCsv()).stage(con, opened, findings, None)
    except BlockedError:
        assert findings.is_blocked
    return Staging(con, findings, said)
