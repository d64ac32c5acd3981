-- Stages that the export shows: an assessment, then work on the case (a service given, a meeting, an event that is a
-- service). Goal setting, planning and evaluation stand nowhere in it. Grain: one row a change of stage.
with shown as (
    select a.enrollmentid, 'assessment' as stage, 1 as position, hmis.day(a.assessmentdate) as entered_on,
        hmis.day(a.datecreated) as recorded_on, 'Assessment.csv' as source_file, a.source_row
    from hmis.assessment a
    union all
    select s.enrollmentid, 'implementation', 4, hmis.day(s.dateprovided), hmis.day(s.datecreated), 'Services.csv',
        s.source_row
    from hmis.services s
    inner join hmis.service_kind k on k.recordtype = s.recordtype and k.is_work
    union all
    select c.enrollmentid, 'implementation', 4, hmis.day(c.informationdate), hmis.day(c.datecreated),
        'CurrentLivingSituation.csv', c.source_row
    from hmis.currentlivingsituation c
    union all
    select v.enrollmentid, 'implementation', 4, hmis.day(v.eventdate), hmis.day(v.datecreated), 'Event.csv', v.source_row
    from hmis.event v
    inner join hmis.event_kind k on k.event = v.event and k.kind = 'service'
),

in_order as (
    select s.*, lag(s.stage) over (partition by s.enrollmentid order by s.entered_on, s.position, s.source_row) as before
    from shown s
    where s.entered_on is not null and s.enrollmentid is not null
)

select
    i.enrollmentid as case_id,
    cast(row_number() over (
        partition by i.enrollmentid order by i.entered_on, i.position, i.source_row
    ) as varchar) as seq,
    i.stage, cast(i.entered_on as varchar) as entered_on, cast(i.recorded_on as varchar) as recorded_on, 'moved' as kind,
    i.source_file, i.source_row
from in_order i
where i.stage is distinct from i.before
