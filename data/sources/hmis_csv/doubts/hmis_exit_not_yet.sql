-- Exits dated after the data date.
select x.source_file, x.source_row
from hmis.exit x
where hmis.day(x.exitdate) > getvariable('data_date')
