-- Cases: one an enrolment; an exit closes it. Where the person went does not say why the work ended: the reason is
-- what Project completion status or the case manager says, else not recorded. Grain: one row an enrolment.
select
    e.enrollmentid as case_id, e.personalid as person_id, e.projectid as programme_id,
    hmis.as_written(e.entrydate) as opened_on, x.closed_on,
    case
        when x.closed_on is null then null
        when x.destination = '24' or x.cmexitreason = '12' then 'died'
        when x.projectcompletionstatus = '1' then 'planned_ending'
        when x.projectcompletionstatus = '2' then 'declined'
        when x.projectcompletionstatus = '3' then 'ended_early'
        when x.cmexitreason = '1' then 'planned_ending'
        when x.cmexitreason = '8' then 'declined'
        when x.cmexitreason in ('4', '9') then 'ended_early'
        else 'not_recorded'
    end as close_reason,
    e.source_file, e.source_row
from hmis.enrollment e
left join hmis.closing x on x.enrollmentid = e.enrollmentid
