-- Which goals were set in a case, with whom, and were they reached?
-- Grain: one row a goal, the newest first.
select
    g.case_id, d.label as domain_label, v.label as level_label, g.set_on, g.target_on, g.co_written, g.status,
    s.label as status_label, g.attainment, g.reviewed_on, m.label as measure_label
from goal g
inner join cases c on c.case_id = g.case_id
left join code_list d on d.kind = 'domain' and d.code = g.domain
left join code_list v on v.kind = 'level' and v.code = g.level
left join code_list s on s.kind = 'goal_status' and s.code = g.status
left join code_list m on m.kind = 'goal_measure' and m.code = g.measure
order by g.case_id, g.set_on desc, g.goal_id desc
