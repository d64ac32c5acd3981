-- What is known of a case: whose it is, where it stands, and what must be known before anything is done?
-- Grain: one row a case.
with living as (
    select m.person_id, min(c.name) as place_name
    from person_community m
    inner join community c on c.community_id = m.community_id
    where c.kind in ('place', 'no_fixed_place', 'out_of_area') and $as_of < coalesce(m.to_on, date '2199-12-31')
    group by m.person_id
),

promised as (
    select
        f.case_id, count(*) filter (where f.status = 'overdue') as overdue,
        max(f.days_past_due) filter (where f.status = 'overdue') as longest_overdue_days,
        min(f.due_by) filter (where f.status = 'not_yet_due') as next_due_by
    from follow_up_status f
    group by f.case_id
),

ended as (
    select e.case_id, max(e.planned_on) as ending_planned_on
    from ending_plan e
    group by e.case_id
)

select
    c.case_id, c.person_id, t.name as team_name, c.lead_worker_id, g.name as programme_name, w.label as pathway_label,
    c.opened_on, c.closed_on, r.label as close_reason_label, c.is_open, c.is_reopening, c.is_co_worked, c.restricted,
    date_diff('day', c.opened_on, coalesce(c.closed_on, $as_of)) as days_open,
    date_diff('day', c.closed_on, $as_of) as days_closed,
    s.stage, l.label as stage_label, s.entered_on, s.days_in_stage, s.is_by_review, s.standard_days, s.days_unmoved,
    s.days_beyond, coalesce(s.is_beyond, false) as is_beyond,
    f.overdue, f.longest_overdue_days, f.next_due_by,
    k.last_contact_on, date_diff('day', k.last_contact_on, $as_of) as days_since_contact,
    coalesce(k.attempt_days, 0) as attempt_days,
    a.label as age_band_label, n.label as gender_label, p.language, p.interpreter_need, p.is_dead_at_data_date, v.place_name,
    x.flag_words,
    coalesce(x.comes_first, false) or c.person_id in (select y.person_id from person_safety y) as is_grave, e.ending_planned_on
from cases c
inner join person p on p.person_id = c.person_id
left join team t on t.team_id = c.team_id
left join programme g on g.programme_id = c.programme_id
left join case_stage s on s.case_id = c.case_id
left join promised f on f.case_id = c.case_id
left join last_contact k on k.person_id = c.person_id
left join person_flags x on x.person_id = c.person_id
left join living v on v.person_id = c.person_id
left join ended e on e.case_id = c.case_id
left join code_list w on w.kind = 'pathway' and w.code = c.pathway
left join code_list r on r.kind = 'close_reason' and r.code = c.close_reason
left join code_list l on l.kind = 'stage' and l.code = s.stage
left join code_list a on a.kind = 'age_band' and a.code = p.age_band
left join code_list n on n.kind = 'gender' and n.code = p.gender
order by c.case_id
