-- Who works a case: the user on the enrolment, who may be its last editor, in the team of its project.
-- Grain: one row an enrolment.
select
    e.enrollmentid as case_id, e.userid as worker_id, t.team_id, 'lead' as role,
    hmis.as_written(e.entrydate) as from_on, e.source_file, e.source_row
from hmis.enrollment e
left join hmis.team_of t on t.projectid = e.projectid
