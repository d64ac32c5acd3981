-- What was promised in a case, and how does each promise stand?
-- Grain: one row a follow-up: what is past its date first, then what comes next, then what is over, the newest first.
select
    f.case_id, f.kind, k.label as kind_label, b.label as basis_label, f.rung, f.due_from, f.due_by, f.done_on, f.status,
    f.void_reason, f.days_past_due, o.label as outcome_label, x.label as exempt_reason_label, f.exempt_until, f.recorded_on,
    case f.status when 'overdue' then 1 when 'not_yet_due' then 2 else 3 end as turn
from follow_up_status f
inner join code_list k on k.kind = 'follow_up_kind' and k.code = f.kind
left join code_list b on b.kind = 'basis' and b.code = f.basis
left join code_list o on o.kind = 'follow_up_outcome' and o.code = f.outcome
left join code_list x on x.kind = 'exempt_reason' and x.code = f.exempt_reason
order by
    f.case_id, turn, case when f.status in ('overdue', 'not_yet_due') then f.due_by end, f.due_by desc, f.kind, f.rung
