-- How long people have waited past the date: missed one weekly review, two, four, twelve, or more.
-- Grain: one row a band; both ends belong to it.
select '1-7' as band, '1 to 7 days' as label, 1 as from_days, 7 as to_days
union all
select '8-14' as band, '8 to 14 days' as label, 8 as from_days, 14 as to_days
union all
select '15-28' as band, '15 to 28 days' as label, 15 as from_days, 28 as to_days
union all
select '29-84' as band, '29 to 84 days' as label, 29 as from_days, 84 as to_days
union all
select '85-' as band, '85 days or more' as label, 85 as from_days, 1000000 as to_days
