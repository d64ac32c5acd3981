-- Who is in the stage that was opened, and since when?
-- Grain: one row a person: of their cases in the chosen stages the one that entered first. All stages where none is chosen.
with chosen as (
    select
        s.*,
        row_number() over (partition by s.person_id order by s.entered_on nulls last, s.opened_on, s.case_id) as place,
        count(*) over (partition by s.person_id) - 1 as more_cases
    from case_stage s
    where $any_only or s.stage in (select unnest(cast($only as varchar[])))
)

select
    c.person_id, c.case_id, c.stage, coalesce(g.label, 'Stage not recorded') as stage_label, w.label as pathway_label,
    c.opened_on, c.entered_on, c.days_in_stage, c.moved_on, c.days_unmoved, c.standard_days, c.is_by_review,
    case when c.is_beyond then c.days_beyond end as days_beyond, coalesce(f.comes_first, false) as comes_first,
    f.flag_words, c.more_cases, c.has_died, c.is_co_worked, t.name as team_name, c.lead_worker_id
from chosen c
left join code_list g on g.kind = 'stage' and g.code = c.stage
left join code_list w on w.kind = 'pathway' and w.code = c.pathway
left join person_flags f on f.person_id = c.person_id
left join team t on t.team_id = c.team_id
where c.place = 1
order by coalesce(f.comes_first, false) desc, c.entered_on nulls last, c.opened_on, c.case_id
