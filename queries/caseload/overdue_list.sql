-- Who is waiting for something promised in an open case, and who has something due soon?
-- Grain: one row a person: what binds by law first, then what is longest past its date; `more` counts the rest.
with wanted as (
    select unnest(cast($only as varchar[])) as code
),

item as materialized (
    select
        f.follow_up_id, f.person_id, f.case_id, f.kind, f.basis, f.basis in ('statutory', 'court') as is_binding,
        f.due_by, f.days_past_due, f.status, f.contact_rule, f.is_dead_at_data_date, f.closed_on, f.team_id,
        f.lead_worker_id, f.is_co_worked
    from follow_up_status f
    where f.part = 'open_cases' and (f.is_open or f.status = 'overdue')
),

chosen as (
    select i.*, b.band
    from item i
    left join waiting_band b on i.days_past_due between b.from_days and b.to_days
    where
        case
            when 'show:due-7' in (select w.code from wanted w) then i.status = 'not_yet_due' and i.days_past_due >= -7
            when 'show:due-14' in (select w.code from wanted w) then i.status = 'not_yet_due' and i.days_past_due >= -14
            else i.status = 'overdue'
        end
        and (i.contact_rule is null or i.contact_rule <> 'no_contact') and not i.is_dead_at_data_date
        and (
            not exists (select 1 from wanted w where w.code like 'waiting:%')
            or concat('waiting:', b.band) in (select w.code from wanted w)
        )
        and (
            not exists (select 1 from wanted w where w.code like 'kind:%')
            or concat('kind:', i.kind) in (select w.code from wanted w)
        )
        and (
            not exists (select 1 from wanted w where w.code like 'basis:%')
            or concat('basis:', i.basis) in (select w.code from wanted w)
            or i.is_binding and 'basis:binding' in (select w.code from wanted w)
        )
),

ranked as (
    select
        c.*, count(*) over (partition by c.person_id) - 1 as more,
        row_number() over (
            partition by c.person_id order by c.is_binding desc, c.days_past_due desc, c.follow_up_id
        ) as place
    from chosen c
),

-- What passed in a row before it: undone windows of the same kind since it was last done.
last_done as (
    select i.case_id, i.kind, max(i.due_by) as due_by
    from item i
    where i.status in ('done_on_time', 'done_late')
    group by i.case_id, i.kind
),

passed_before as (
    select i.case_id, i.kind, count(*) as windows
    from item i
    left join last_done d on d.case_id = i.case_id and d.kind = i.kind
    where i.status = 'lapsed' and i.due_by > coalesce(d.due_by, date '1900-01-01')
    group by i.case_id, i.kind
),

shared as (
    select distinct a.case_id from assignment a where a.role = 'co_worker' and a.to_on is null
)

select
    r.person_id, r.case_id, r.follow_up_id, r.kind, k.label as kind_label, r.basis, l.label as basis_label,
    r.is_binding, r.due_by, r.days_past_due, r.band, r.more, coalesce(b.windows, 0) as passed_before, c.last_contact_on,
    coalesce(c.attempt_days, 0) as attempt_days, coalesce(g.comes_first, false) as comes_first, g.flag_words,
    r.contact_rule, r.closed_on, t.name as team_name, r.is_co_worked, r.is_co_worked or s.case_id is not null as is_shared,
    case when r.is_co_worked or s.case_id is not null then r.lead_worker_id end as lead_worker_id
from ranked r
inner join code_list k on k.kind = 'follow_up_kind' and k.code = r.kind
inner join code_list l on l.kind = 'basis' and l.code = r.basis
left join passed_before b on b.case_id = r.case_id and b.kind = r.kind
left join last_contact c on c.person_id = r.person_id
left join person_flags g on g.person_id = r.person_id
left join team t on t.team_id = r.team_id
left join shared s on s.case_id = r.case_id
where r.place = 1
order by
    r.is_binding or coalesce(g.comes_first, false) desc, r.days_past_due > 0 and c.last_contact_on is null desc,
    r.days_past_due desc, r.person_id
