-- In whose hands is a case, and in whose was it before?
-- Grain: one row a part that a worker has or had in the case, the newest first.
select
    a.case_id, l.label as role_label, a.role, t.name as team_name, a.worker_id, a.from_on, a.to_on,
    a.to_on is null as is_now
from assignment a
inner join cases c on c.case_id = a.case_id
inner join code_list l on l.kind = 'assignment_role' and l.code = a.role
left join team t on t.team_id = a.team_id
order by a.case_id, is_now desc, a.from_on desc, l.position, t.name, a.worker_id
