-- Which other cases of the same person are within reach?
-- Grain: one row a case, open ones first; the module asks it of the person whose case is looked at.
select
    c.case_id, c.person_id, g.name as programme_name, t.name as team_name, c.opened_on, c.closed_on, c.is_open,
    r.label as close_reason_label, c.is_reopening, c.is_co_worked
from cases c
left join programme g on g.programme_id = c.programme_id
left join team t on t.team_id = c.team_id
left join code_list r on r.kind = 'close_reason' and r.code = c.close_reason
order by c.is_open desc, c.opened_on desc, c.case_id
