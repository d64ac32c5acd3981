-- What was done before the enrolment began.
with done as (
    select s.enrollmentid, hmis.day(s.dateprovided) as on_date, s.source_file, s.source_row
    from hmis.services s
    union all
    select c.enrollmentid, hmis.day(c.informationdate), c.source_file, c.source_row
    from hmis.currentlivingsituation c
    union all
    select a.enrollmentid, hmis.day(a.assessmentdate), a.source_file, a.source_row from hmis.assessment a
    union all
    select v.enrollmentid, hmis.day(v.eventdate), v.source_file, v.source_row from hmis.event v
)

select d.source_file, d.source_row
from done d
inner join hmis.enrollment e on e.enrollmentid = d.enrollmentid
where d.on_date < hmis.day(e.entrydate)
