-- Enrolments whose user is not in User.csv.
select 'Enrollment.csv' as source_file, e.source_row
from hmis.enrollment e
where e.userid is not null and e.userid not in (select u.userid from hmis."user" u where u.userid is not null)
