-- Whose case opened, moved forward, was reassessed, ended or changed teams after the comparison date?
-- Grain: one row a person and a kind of event: the latest one. All kinds where none is chosen.
with lately as (
    select
        m.*,
        row_number() over (partition by m.person_id, m.kind order by m.on_date desc, m.case_id, m.seq desc) as place,
        count(*) over (partition by m.person_id, m.kind) - 1 as more_moves
    from case_move m
    where m.on_date > $compare and ($any_only or m.kind in (select unnest(cast($only as varchar[]))))
)

select
    m.person_id, m.case_id, m.kind, m.on_date, b.label as from_label, a.label as to_label, r.label as reason_label,
    n.recorded_on, f.flag_words, coalesce(f.comes_first, false) as comes_first, m.more_moves, m.is_co_worked, t.name as team_name
from lately m
left join stage_spell p on p.case_id = m.case_id and p.seq = m.seq
left join stage_spell n on n.case_id = m.case_id and n.seq = m.seq + 1
left join code_list b on b.kind = 'stage' and b.code = p.stage
left join code_list a on a.kind = 'stage' and a.code = n.stage
left join code_list r on r.kind = 'close_reason' and r.code = m.reason
left join person_flags f on f.person_id = m.person_id
left join team t on t.team_id = m.team_id
where m.place = 1
order by m.kind, coalesce(f.comes_first, false) desc, m.on_date desc, m.case_id
