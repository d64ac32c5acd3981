-- Exits dated after the end of the period that the export says it covers.
select x.source_file, x.source_row
from hmis.exit x
cross join hmis.export e
where hmis.day(x.exitdate) > hmis.day(e.exportenddate)
