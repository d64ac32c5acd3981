-- Through which stages did a case go, and for how long did it stay in each?
-- Grain: one row a stay in a stage, the newest first.
select
    t.case_id, t.stage, l.label as stage_label, t.entered_on, t.left_on, t.is_current,
    date_diff('day', t.entered_on, coalesce(t.left_on, $as_of)) as days_there, o.label as left_to_label, t.recorded_on
from stage_spell t
inner join cases c on c.case_id = t.case_id
inner join code_list l on l.kind = 'stage' and l.code = t.stage
left join code_list o on o.kind = 'left_to' and o.code = t.left_to
order by t.case_id, t.entered_on desc, t.seq desc
