-- Which contacts and attempts are recorded in a case?
-- Grain: one row a contact or an attempt, the newest first.
select
    t.case_id, t.on_date, k.label as kind_label, h.label as channel_label, w.label as with_whom_label, t.reached,
    t.recorded_on, date_diff('day', t.on_date, t.recorded_on) as days_until_written
from contact t
inner join cases c on c.case_id = t.case_id
left join code_list k on k.kind = 'contact_kind' and k.code = t.kind
left join code_list h on h.kind = 'channel' and h.code = t.channel
left join code_list w on w.kind = 'with_whom' and w.code = t.with_whom
order by t.case_id, t.on_date desc, t.contact_id desc
