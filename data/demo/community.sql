-- Needs and strengths, referrals to services, what keeps people away, goals and what people say of us.
create temporary table drawn_need as
select
    h.i, h.i * 4 + n.k as need, h.place, h.ends_on, h.opened_on + 4 + cast(draw(h.i * 4 + n.k, 120, 20) as integer) as identified_on,
    (['housing', 'income', 'mental_health', 'food', 'parenting', 'health', 'legal', 'work', 'isolation', 'substance_use', 'safety', 'education', 'language', 'transport'])[
        1 + least(draw(h.i * 4 + n.k, 121, 14), draw(h.i * 4 + n.k, 122, 14))] as domain
from happened h
inner join range(0, 3) n (k) on n.k <= draw(h.i, 123, 3);

insert into need
select n.need + 1, key_of(700000000 + n.i), n.domain, n.identified_on,
    case when draw(n.need, 124, 5) < 2 and n.identified_on + 90 <= getvariable('data_date') then n.identified_on + 90 end
from drawn_need n
where n.identified_on <= getvariable('data_date') and n.identified_on < n.ends_on
order by n.need;

insert into strength
select key_of(700000000 + h.i), (['isolation', 'parenting', 'work', 'education', 'health', 'language'])[1 + draw(h.i, 125, 6)], h.opened_on + 12,
    case when draw(h.i, 126, 3) > 0 then 'client' else 'worker' end
from happened h
where h.opened_on + 12 <= getvariable('data_date') and draw(h.i, 127, 4) > 0
order by h.i;

create temporary table offered_referral as
with service as (
    select p.provider_id, unnest(string_split(p.services, ' ')) as domain from provider p
),

offered as (
    select n.*, n.identified_on + 2 + cast(draw(n.need, 130, 9) as integer) as offered_on,
        case when n.place = 9 and n.domain = 'legal' then null else s.provider_id end as provider_id,
        draw(n.need, 131, 100) as luck
    from drawn_need n
    left join service s on s.domain = n.domain
    where draw(n.need, 132, 10) < 7
),

said as (
    select o.*, case when o.luck < 84 then 'yes' when o.luck < 94 then 'no' else 'not_recorded' end as agreed,
        case when o.luck < 82 and o.provider_id is not null then o.offered_on + 1 + cast(draw(o.need, 133, 6) as integer) end as sent_on
    from offered o
),

replied as (
    select s.*, case when s.provider_id <> 'V-07' and draw(s.need, 134, 12) > 0 then s.sent_on + 2 + cast(draw(s.need, 135, 24) as integer) end as answered_on,
        case
            when s.provider_id in ('V-05', 'V-01') and draw(s.need, 136, 10) < 4 then case when draw(s.need, 137, 2) = 0 then 'waiting_list' else 'rejected' end
            when draw(s.need, 136, 10) = 9 then 'rejected'
            when draw(s.need, 136, 20) = 1 then 'declined'
            else 'accepted'
        end as decision
    from said s
)

select r.*, case when r.decision = 'accepted' and draw(r.need, 138, 6) > 0 then r.answered_on + 3 + cast(draw(r.need, 139, 40) as integer) end as first_service_on
from replied r
where r.offered_on <= getvariable('data_date') and r.offered_on < r.ends_on;

insert into referral
select
    o.need + 1, key_of(700000000 + o.i), o.need + 1, o.domain, 'referral', o.provider_id, o.identified_on, o.offered_on, o.agreed, o.offered_on,
    case when o.provider_id is null then 'none_exists' when o.sent_on is null and draw(o.need, 140, 3) = 0 then 'not_searched' else 'found' end,
    case when o.sent_on <= getvariable('data_date') then o.sent_on end,
    case when o.answered_on <= getvariable('data_date') then o.answered_on end,
    case when o.answered_on <= getvariable('data_date') then o.decision end,
    case when o.answered_on <= getvariable('data_date') and o.decision = 'rejected' then (['no_place', 'not_eligible', 'service_closed', 'other'])[1 + draw(o.need, 141, 4)] end,
    case when o.answered_on <= getvariable('data_date') and o.decision = 'accepted' then o.answered_on end,
    case when draw(o.need, 142, 30) = 0 and o.answered_on + 5 <= getvariable('data_date') then o.answered_on + 5 end,
    case when draw(o.need, 142, 30) = 0 and o.answered_on + 35 <= getvariable('data_date') then o.answered_on + 35 end,
    case when o.first_service_on <= getvariable('data_date') then o.first_service_on end,
    case when o.first_service_on + 60 <= getvariable('data_date') and draw(o.need, 143, 4) > 0 then o.first_service_on + 60 end,
    case when o.first_service_on + 60 <= getvariable('data_date') and draw(o.need, 143, 4) > 0 then 'connected' end,
    case when o.first_service_on + 60 <= getvariable('data_date') and draw(o.need, 143, 4) > 1 then o.first_service_on + 60 end,
    case when draw(o.need, 144, 40) = 0 and o.sent_on + 9 <= getvariable('data_date') and o.answered_on is null then o.sent_on + 9 end,
    case when draw(o.need, 144, 40) = 0 and o.sent_on + 9 <= getvariable('data_date') and o.answered_on is null then 'client' end,
    o.offered_on
from offered_referral o
order by o.need;

-- Asked at the start and again after half a year. Few are asked in Kingsmead; many in Dunmore and Eastfield tell of
-- fear of judgement, in Dunmore fewer since the campaign.
create temporary table asked as
select
    h.i, h.i * 2 + n.k as ask, h.place, h.person, h.opened_on + 10 + cast(draw(h.i * 2 + n.k, 150, 40) + n.k * 180 as integer) as asked_on,
    draw(h.i * 2 + n.k, 151, 100) as luck, h.ends_on
from happened h
cross join range(0, 2) n (k)
where draw(h.i * 2 + n.k, 152, 100) < (case when h.place = 9 then 38 else 80 end);

insert into barrier_report
with feared as (
    select a.*, case
            when a.place = 3 then case when a.asked_on < date '2025-07-01' then 46 else 24 end
            when a.place = 4 then 44
            else 21
        end as fear
    from asked a
    where a.asked_on <= getvariable('data_date') and a.asked_on < a.ends_on
),

told as (
    select f.*, (['stg_shame', 'stg_family', 'stg_foundout', 'stg_label', 'stg_weak', 'stg_parent', 'stg_job', 'stg_friends', 'stg_substance'])[1 + least(draw(f.ask, 153, 9), draw(f.ask, 154, 9))] as answer
    from feared f where f.luck < f.fear
    union all
    select f.*, (['ins_wait', 'ins_transport', 'ins_cost', 'ins_where', 'ins_childcare', 'ins_digital', 'att_self', 'att_nohelp', 'att_badexp', 'ins_worktime', 'stg_custody', 'stg_provider', 'stg_policy', 'stg_record', 'dis_race', 'dis_disability', 'dis_poverty', 'fear_authorities', 'partner_control'])[
        1 + least(draw(f.ask, 155, 19), draw(f.ask, 156, 19))]
    from feared f where draw(f.ask, 157, 100) < 38
    union all
    select f.*, 'ins_culture' from feared f where draw(f.ask, 158, 30) = 0
)

select
    x.ask + 1, key_of(700000000 + x.i), key_of(x.person), x.asked_on,
    (['housing', 'mental_health', 'health', 'income', 'substance_use'])[1 + draw(x.ask, 159, 5)], x.answer,
    case when x.answer not in ('none', 'would_not_say') then (['none', 'delayed', 'delayed', 'declined', 'contact_ended_early'])[1 + draw(x.ask, 160, 5)] end,
    case when draw(x.ask, 161, 12) = 0 then 'worker' when draw(x.ask, 161, 25) = 1 then 'carer' else 'client' end
from (
    select t.ask, t.i, t.person, t.asked_on, t.answer from told t
    union all
    select f.ask, f.i, f.person, f.asked_on, case when draw(f.ask, 162, 12) = 0 then 'would_not_say' else 'none' end
    from feared f where f.ask not in (select t.ask from told t)
) x
order by x.ask, x.answer;

insert into goal
select
    row_number() over (order by h.i, n.k), key_of(700000000 + h.i), (['individual', 'individual', 'family', 'group', 'community'])[1 + draw(h.i * 4 + n.k, 170, 5)],
    (['housing', 'income', 'mental_health', 'parenting', 'health', 'work'])[1 + draw(h.i * 4 + n.k, 171, 6)], h.opened_on + 30, h.opened_on + 150, 'attainment_scale',
    draw(h.i * 4 + n.k, 172, 100) < 72,
    case when h.closed_on is null then 'active' else (['reached', 'reached', 'reached', 'partly_reached', 'partly_reached', 'not_reached', 'dropped'])[1 + draw(h.i * 4 + n.k, 173, 7)] end,
    case when h.closed_on is not null then ([2, 1, 0, -1, 0, -2, -1])[1 + draw(h.i * 4 + n.k, 173, 7)] end, h.closed_on
from happened h
inner join range(0, 3) n (k) on n.k <= draw(h.i, 174, 3)
where h.opened_on + 30 <= getvariable('data_date') and h.opened_on + 30 < h.ends_on
order by h.i, n.k;

insert into client_feedback
select key_of(700000000 + h.i), h.closed_on, case when h.age = 0 then 'carer' else 'self' end,
    5 - least(draw(h.i, 180, 5), draw(h.i, 181, 5)), 5 - least(draw(h.i, 182, 5), draw(h.i, 183, 5)), 5 - draw(h.i, 184, 4),
    case when draw(h.i, 185, 8) > 0 then 5 - least(draw(h.i, 186, 5), draw(h.i, 187, 5)) end
from happened h
where h.closed_on is not null and h.end_reason in ('goals_met', 'planned_ending', 'ended_early') and draw(h.i, 188, 10) < 4
order by h.i;

insert into outcome_score
select key_of(700000000 + h.i), 'CORE-10', 'individual', h.opened_on + 15, 'baseline', 14 + draw(h.i, 190, 16)
from happened h where draw(h.i, 191, 3) > 0 and h.opened_on + 15 <= getvariable('data_date') and h.opened_on + 15 < h.ends_on
union all
select key_of(700000000 + h.i), 'CORE-10', 'individual', h.closed_on, 'ending', greatest(0, 6 + draw(h.i, 190, 16) - draw(h.i, 192, 9))
from happened h where draw(h.i, 191, 3) > 0 and h.closed_on is not null and h.end_reason in ('goals_met', 'planned_ending')
order by 1, 4;

create temporary table held_session as
select h.i, h.i * 16 + n.k as session, h.team, h.opened_on + 40 + cast(n.k * 21 as integer) as on_date
from happened h
inner join range(0, 12) n (k) on h.opened_on + 40 + cast(n.k * 21 as integer) < h.ends_on and h.opened_on + 40 + cast(n.k * 21 as integer) <= getvariable('data_date');

insert into service_session
select s.session + 1, key_of(900000000 + s.team * 6 + draw(s.i, 195, 5)),
    (['person_centred', 'case_management', 'family_systems', 'cbt', 'trauma_informed', 'group', 'peer_support', 'advocacy', 'education'])[1 + draw(s.session, 196, 9)],
    s.on_date, 30 + 15 * draw(s.session, 197, 4), case when draw(s.session, 198, 6) = 0 then 'nursing' when draw(s.session, 198, 9) = 1 then 'teaching housing' end,
    case when draw(s.session, 199, 20) = 0 then 'unmet' when draw(s.session, 199, 8) = 1 then 'met' else 'not_needed' end
from held_session s
order by s.session;

insert into session_participant
select s.session + 1, key_of(700000000 + s.i) from held_session s order by s.session;
