-- Stages that the export shows: an assessment, then work on the case (a service given, a meeting, an event that is a
-- service), within its days. Goal setting, planning and evaluation stand nowhere in it. Grain: one row a change of stage.
with shown as (
    select a.enrollmentid, 'assessment' as stage, 1 as position, hmis.day(a.assessmentdate) as entered_on,
        hmis.day(a.datecreated) as recorded_on, a.source_file, a.source_row
    from hmis.assessment a
    union all
    select s.enrollmentid, 'implementation', 4, hmis.day(s.dateprovided), hmis.day(s.datecreated), s.source_file,
        s.source_row
    from hmis.services s
    inner join hmis.service_kind k on k.recordtype = s.recordtype and k.is_work
    union all
    select c.enrollmentid, 'implementation', 4, hmis.day(c.informationdate), hmis.day(c.datecreated),
        c.source_file, c.source_row
    from hmis.currentlivingsituation c
    union all
    select v.enrollmentid, 'implementation', 4, hmis.day(v.eventdate), hmis.day(v.datecreated), v.source_file, v.source_row
    from hmis.event v
    inner join hmis.event_kind k on k.event = v.event and k.kind = 'service'
),

within_the_case as (
    select
        s.* replace (
            greatest(s.entered_on, coalesce(hmis.day(e.entrydate), s.entered_on)) as entered_on,
            case when s.entered_on < hmis.day(e.entrydate) then null else s.recorded_on end as recorded_on
        )
    from shown s
    inner join hmis.enrollment e on e.enrollmentid = s.enrollmentid
    left join hmis.closing x on x.enrollmentid = s.enrollmentid
    where s.entered_on <= coalesce(hmis.day(x.closed_on), getvariable('data_date'))
),

in_order as (
    select w.*, lag(w.stage) over (partition by w.enrollmentid order by w.entered_on, w.position, w.source_row) as before
    from within_the_case w
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
