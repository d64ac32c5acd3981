-- Exits of an enrolment that is not in the export.
select x.source_file, x.source_row
from hmis.exit x
left join hmis.enrollment e on e.enrollmentid = x.enrollmentid
where e.enrollmentid is null
