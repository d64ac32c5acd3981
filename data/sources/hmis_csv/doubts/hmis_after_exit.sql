-- What was done after the enrolment ended; events are counted by themselves.
with done as (
    select s.enrollmentid, hmis.day(s.dateprovided) as on_date, s.source_file, s.source_row
    from hmis.services s
    union all
    select c.enrollmentid, hmis.day(c.informationdate), c.source_file, c.source_row
    from hmis.currentlivingsituation c
    union all
    select a.enrollmentid, hmis.day(a.assessmentdate), a.source_file, a.source_row from hmis.assessment a
)

select d.source_file, d.source_row
from done d
inner join hmis.closing x on x.enrollmentid = d.enrollmentid
where d.on_date > hmis.day(x.exitdate)
