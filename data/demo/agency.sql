-- The agency: four teams, their programmes, 24 workers, 12 places, people's own communities, services, what was done.
insert into team values ('T-NORTH', 'Team North'), ('T-SOUTH', 'Team South'), ('T-EAST', 'Team East'), ('T-WEST', 'Team West');

create temporary table team_number as
select t.team_id, replace(t.name, 'Team ', '') as short_name, cast(row_number() over (order by t.rowid) - 1 as integer) as number
from team t;

insert into programme
select 'P-' || upper(t.short_name) || '-' || k.code, t.short_name || ' ' || k.name, t.team_id, k.aftercare_offered_from, k.pathway
from team_number t
cross join (values
    (0, 'FAMILY', 'family support', date '2021-01-01', 'short'),
    (1, 'LONG', 'long-term support', date '2024-07-01', 'long_term'),
    (2, 'PROTECT', 'child protection', date '2022-01-01', 'statutory'),
    (3, 'CRISIS', 'crisis response', null, 'crisis')
) k (position, code, name, aftercare_offered_from, pathway)
order by t.number, k.position;

-- Worker 5 is on leave now, worker 11 left a month ago with cases still in hand, worker 17 began this year.
insert into worker
select
    key_of(900000000 + n.number), t.team_id,
    case when n.number % 6 = 5 then 'support_worker' when n.number % 6 = 4 then 'case_manager' else 'social_worker' end,
    case when n.number % 6 in (2, 5) then 0.6 else 1.0 end,
    case when n.number % 6 in (2, 5) then 12 else 20 end,
    case when n.number = 17 then date '2026-02-02' else date '2020-01-06' end,
    case when n.number = 11 then date '2026-10-17' end
from range(24) n (number)
inner join team_number t on t.number = n.number // 6
order by n.number;

insert into worker_absence values
    (key_of(900000005), date '2026-10-26', date '2026-12-07', key_of(900000004)),
    (key_of(900000008), date '2025-07-07', date '2025-07-28', null),
    (key_of(900000020), date '2026-08-03', date '2026-08-24', key_of(900000019));

insert into community values
    ('C-ASH', 'Ashgrove', 'place', null, 61000, 'POLYGON((0 0,3 0,3 2,1 3,0 2,0 0))'),
    ('C-BRO', 'Brookside', 'place', null, 48000, 'POLYGON((3 0,6 0,6 2,3 2,3 0))'),
    ('C-CAS', 'Castle Hill', 'place', null, 39000, 'POLYGON((6 0,9 0,9 3,7 3,6 2,6 0))'),
    ('C-DUN', 'Dunmore', 'place', null, 52000, 'POLYGON((0 2,1 3,3 2,4 4,2 5,0 5,0 2))'),
    ('C-EAS', 'Eastfield', 'place', null, 44000, 'POLYGON((9 0,12 0,12 4,10 4,9 3,9 0))'),
    ('C-FAI', 'Fairwater', 'place', null, 57000, 'POLYGON((3 2,6 2,7 3,6 5,4 4,3 2))'),
    ('C-GLE', 'Glenside', 'place', null, 27000, 'POLYGON((7 3,9 3,10 4,9 6,6 5,7 3))'),
    ('C-HAR', 'Harbour', 'place', null, 33000, 'POLYGON((10 4,12 4,12 8,10 8,9 6,10 4))'),
    ('C-IVY', 'Ivybridge', 'place', null, 21000, 'POLYGON((0 5,2 5,3 8,0 8,0 5))'),
    ('C-KIN', 'Kingsmead', 'place', null, 9000, 'POLYGON((2 5,4 4,6 5,5 8,3 8,2 5))'),
    ('C-NFP', 'No fixed place', 'no_fixed_place', null, null, null),
    ('C-OUT', 'Out of area', 'out_of_area', null, null, null),
    ('S-ROM', 'Roma and Traveller', 'ethnicity', null, null, null),
    ('S-SOM', 'Somali', 'ethnicity', null, null, null),
    ('S-DEAF', 'Deaf', 'disability', null, null, null),
    ('S-LGBT', 'LGBTQ+', 'lgbtq', null, null, null);

-- Harbour Legal never answers; nobody in the area serves legal needs in Kingsmead.
insert into provider values
    ('V-01', 'Ashgrove Housing Trust', 'C-ASH', 'housing', 'open', 'waitlist', date '2026-11-02', 10, 'business'),
    ('V-02', 'Brook Community Kitchen', 'C-BRO', 'food', 'open', 'capacity', date '2026-10-19', 5, 'business'),
    ('V-03', 'Castle Hill Clinic', 'C-CAS', 'health mental_health', 'open', 'waitlist', date '2026-11-09', 10, 'business'),
    ('V-04', 'Dunmore Work Centre', 'C-DUN', 'work income', 'open', 'capacity', date '2026-09-28', 10, 'business'),
    ('V-05', 'Eastfield Recovery', 'C-EAS', 'substance_use', 'open', 'no_capacity', date '2026-11-12', 10, 'business'),
    ('V-06', 'Fairwater Families', 'C-FAI', 'parenting isolation', 'open', 'capacity', date '2026-11-05', 5, 'business'),
    ('V-07', 'Harbour Legal', 'C-HAR', 'legal', 'open', null, null, 10, 'business'),
    ('V-08', 'Riverside Refuge', 'C-GLE', 'safety', 'open', 'capacity', date '2026-11-14', 2, 'calendar'),
    ('V-09', 'Town Language School', 'C-FAI', 'language education', 'open', 'capacity', date '2026-09-01', 14, 'calendar'),
    ('V-10', 'Ivybridge Transport', 'C-IVY', 'transport', 'closed', null, date '2025-03-31', 10, 'business');

-- The campaign in Dunmore helped, the one in Eastfield did nothing.
insert into community_action values
    ('A-1', 'C-DUN', 'education_campaign', date '2025-01-13', date '2025-06-27', 'Talking helps', 2300, 41),
    ('A-2', 'C-EAS', 'education_campaign', date '2025-03-03', date '2025-07-25', 'Open door', 1900, 36),
    ('A-3', 'C-HAR', 'community_programme', date '2025-09-01', null, 'Harbour breakfast', 140, 52);
