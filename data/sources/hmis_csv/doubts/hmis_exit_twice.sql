-- Exits beyond the one that counts for their enrolment.
select x.source_file, x.source_row
from hmis.exit x
inner join hmis.closing c on c.enrollmentid = x.enrollmentid
where c.source_row <> x.source_row
