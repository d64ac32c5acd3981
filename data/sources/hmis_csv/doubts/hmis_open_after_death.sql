-- Enrolments without an exit of somebody who died in another one.
select 'Enrollment.csv' as source_file, e.source_row
from hmis.enrollment e
left join hmis.closing x on x.enrollmentid = e.enrollmentid
where
    x.enrollmentid is null
    and e.personalid in (
        select o.personalid
        from hmis.closing d
        inner join hmis.enrollment o on o.enrollmentid = d.enrollmentid
        where d.destination = '24' or d.cmexitreason = '12'
    )
