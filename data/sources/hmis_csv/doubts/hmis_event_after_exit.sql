-- Events dated after the exit of their enrolment.
select v.source_file, v.source_row
from hmis.event v
inner join hmis.closing x on x.enrollmentid = v.enrollmentid
where hmis.day(v.eventdate) > hmis.day(x.exitdate)
