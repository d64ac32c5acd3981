-- Enrolments without an exit of somebody who, by another one, has died.
select e.source_file, e.source_row
from hmis.enrollment e
left join hmis.closing x on x.enrollmentid = e.enrollmentid
where
    x.enrollmentid is null
    and e.personalid in (
        select coalesce(o.personalid, d.personalid)
        from hmis.exit d
        left join hmis.enrollment o on o.enrollmentid = d.enrollmentid
        where d.destination = '24' or d.cmexitreason = '12'
    )
