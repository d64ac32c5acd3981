-- What does each code mean, and where does its list come from?
-- Grain: one row a code.
select c.kind, c.code, c.label, c.note, c.source
from code_list c
order by c.kind, c.position, c.code
