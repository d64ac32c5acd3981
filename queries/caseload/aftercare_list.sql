-- Who is waiting for something promised for the time after their case closed?
-- Grain: one row a person: the newest open window; `more` counts other open ones, `passed_before` windows that passed.
with wanted as (
    select unnest(cast($only as varchar[])) as code
),

item as materialized (
    select
        f.follow_up_id, f.person_id, f.case_id, f.kind, f.rung, f.basis, f.basis in ('statutory', 'court') as is_binding,
        f.due_by, f.days_past_due, f.status, f.contact_rule, f.is_dead_at_data_date, f.closed_on, f.close_reason, f.team_id,
        coalesce(cast(f.rung as varchar), f.kind) as window_code, substr(cast(f.closed_on as varchar), 1, 7) as month_code
    from follow_up_status f
    where f.part = 'after_closing' and f.status in ('overdue', 'not_yet_due', 'lapsed')
),

chosen as (
    select i.*
    from item i
    where
        case
            when 'show:due-7' in (select w.code from wanted w) then i.status = 'not_yet_due' and i.days_past_due >= -7
            when 'show:due-14' in (select w.code from wanted w) then i.status = 'not_yet_due' and i.days_past_due >= -14
            else i.status = 'overdue'
        end
        and (i.contact_rule is null or i.contact_rule <> 'no_contact') and not i.is_dead_at_data_date
        and (
            not exists (select 1 from wanted w where w.code like 'window:%')
            or concat('window:', i.window_code) in (select w.code from wanted w)
        )
        and (
            not exists (select 1 from wanted w where w.code like 'ended:%')
            or concat('ended:', i.month_code) in (select w.code from wanted w)
        )
),

ranked as (
    select
        c.*, count(*) over (partition by c.person_id) - 1 as more,
        row_number() over (
            partition by c.person_id order by c.is_binding desc, c.due_by desc, c.follow_up_id
        ) as place
    from chosen c
),

-- Days since the ending, and since they were last reached after it, on which somebody tried.
tried as (
    select r.person_id, count(distinct t.on_date) as attempt_days
    from ranked r
    inner join touch t on t.person_id = r.person_id
    left join last_contact c on c.person_id = r.person_id
    where r.place = 1 and not t.is_reached and t.on_date > r.closed_on and t.on_date > coalesce(c.last_contact_on, r.closed_on)
    group by r.person_id
),

passed_before as (
    select i.case_id, count(*) as windows from item i where i.status = 'lapsed' and i.kind = 'aftercare' group by i.case_id
)

select
    r.person_id, r.case_id, r.follow_up_id, r.kind, k.label as kind_label, r.rung, r.basis, l.label as basis_label,
    r.is_binding, r.due_by, r.days_past_due, r.more, coalesce(b.windows, 0) as passed_before, r.closed_on,
    e.label as close_label, case when c.last_contact_on > r.closed_on then c.last_contact_on end as last_contact_on,
    coalesce(d.attempt_days, 0) as attempt_days, coalesce(g.comes_first, false) as comes_first, g.flag_words, r.contact_rule,
    t.name as team_name
from ranked r
inner join code_list k on k.kind = 'follow_up_kind' and k.code = r.kind
inner join code_list l on l.kind = 'basis' and l.code = r.basis
left join code_list e on e.kind = 'close_reason' and e.code = r.close_reason
left join passed_before b on b.case_id = r.case_id
left join last_contact c on c.person_id = r.person_id
left join tried d on d.person_id = r.person_id
left join person_flags g on g.person_id = r.person_id
left join team t on t.team_id = r.team_id
where r.place = 1
order by
    r.is_binding or coalesce(g.comes_first, false) desc,
    r.kind <> 'handover' and r.days_past_due > 0 and coalesce(c.last_contact_on, date '1900-01-01') <= r.closed_on desc,
    r.days_past_due desc, r.person_id
