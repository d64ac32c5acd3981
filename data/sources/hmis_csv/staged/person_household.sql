-- Households: who entered together, from entry to exit. Grain: one row a person, household and stay.
select
    e.personalid as person_id, e.householdid as household_id, hmis.as_written(e.entrydate) as from_on,
    x.closed_on as to_on, 'Enrollment.csv' as source_file, min(e.source_row) as source_row
from hmis.enrollment e
left join hmis.closing x on x.enrollmentid = e.enrollmentid
where e.householdid is not null
group by all
