-- Every case that a team holds at the data date is within some team's reach. A case that was reopened goes where its
-- newest one is, which may be with nobody yet: then managers alone see both.
select s.case_id
from case_spell s
where
    s.from_on <= getvariable('data_date') and getvariable('data_date') < s.to_on and s.team_id is not null
    and s.case_id not in (select r.case_id from case_reach r)
    and s.case_id not in (select c.reopened_from from cases c where c.reopened_from is not null)
