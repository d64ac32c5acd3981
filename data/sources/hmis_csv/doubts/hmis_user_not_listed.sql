-- Enrolments whose user is not in User.csv, where it lists anybody.
select e.source_file, e.source_row
from hmis.enrollment e
where
    e.userid is not null and e.userid not in (select u.userid from hmis.users u where u.userid is not null)
    and exists (select 1 from hmis.users)
