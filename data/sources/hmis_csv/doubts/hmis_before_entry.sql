-- What was done before the enrolment began.
with done as (
    select s.enrollmentid, hmis.day(s.dateprovided) as on_date, 'Services.csv' as source_file, s.source_row
    from hmis.services s
    union all
    select c.enrollmentid, hmis.day(c.informationdate), 'CurrentLivingSituation.csv', c.source_row
    from hmis.currentlivingsituation c
    union all
    select a.enrollmentid, hmis.day(a.assessmentdate), 'Assessment.csv', a.source_row from hmis.assessment a
    union all
    select v.enrollmentid, hmis.day(v.eventdate), 'Event.csv', v.source_row from hmis.event v
)

select d.source_file, d.source_row
from done d
inner join hmis.enrollment e on e.enrollmentid = d.enrollmentid
where d.on_date < hmis.day(e.entrydate)
