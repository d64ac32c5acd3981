"""A small agency as Caseboard CSV in which nothing is wrong, and what an import finds once something is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb

from data.findings import BlockedError, Finding, Findings
from data.linter import lint
from data.sources.caseboard import CaseboardCsv
from data.sources.opened import Opened
from data.validation.tables import Sound
from data.validation.values import add_normal_form
from tests.data.sources.sources import folder_of

DATA = Path(__file__).resolve().parents[3] / "data"
DATA_DATE = date(2026, 11, 16)
AGENCY = {
    "snapshot": "data_date,spec_version\n2026-11-16,1\n",
    "team": "team_id,name\nN,Team North\nS,Team South\n",
    "programme": "programme_id,name,team_id,aftercare_offered_from,pathway\nP,Family support,N,2025-01-01,short\n",
    "community": "community_id,name,kind,parent_id,population\nC1,Ashgrove,place,,21000\nC2,Brook,place,C1,\n",
    "provider": "provider_id,name,community_id,services,response_days,response_days_kind\n"
    "V1,Housing Trust,C1,housing food,5,business\n",
    "worker": "worker_id,team_id,role,fte,active_from,active_to\nW1,N,social_worker,0.8,2020-01-01,\n"
    "W2,S,supervisor,1,2020-01-01,2026-01-01\n",
    "worker_absence": "worker_id,from_on,to_on,cover_worker_id\nW1,2026-12-01,2026-12-10,W2\n",
    "person": "person_id,age_band,gender,language,interpreter_need,died_on\nQ1,30-39,woman,en,no,\nQ2,40-49,,so,,\n",
    "person_household": "person_id,household_id,from_on,to_on\nQ1,H1,2026-01-01,\nQ2,H1,2026-01-01,2026-03-01\n",
    "person_community": "person_id,community_id,from_on\nQ1,C1,2026-01-01\n",
    "consent": "person_id,kind,given,given_by,on_date\nQ1,contact_after_closing,yes,self,2026-01-05\n",
    "cases": "case_id,person_id,programme_id,opened_on,closed_on,close_reason,reopened_from,restricted\n"
    "K1,Q1,P,2026-01-05,2026-06-01,goals_met,,no\nK2,Q1,P,2026-08-01,,,K1,\nK3,Q2,P,2026-02-01,,,,\n",
    "request": "request_id,received_on,source,programme_id,decided_on,outcome,case_id\n"
    "R1,2026-01-02,self,P,2026-01-03,accepted,K1\n",
    "case_flag": "case_id,kind,from_on,to_on,review_by\nK1,safeguarding,2026-01-05,2026-02-05,2027-01-01\n",
    "case_rating": "case_id,element,score,from_on\nK1,risk,2,2026-01-05\n",
    "assignment": "case_id,worker_id,team_id,role,from_on,to_on\nK1,W1,N,lead,2026-01-06,\nK2,W1,N,lead,2026-08-01,\n",
    "stage_event": "case_id,seq,stage,entered_on,recorded_on,kind\nK1,1,assessment,2026-01-05,2026-01-06,moved\n"
    "K1,2,planning,2026-02-05,2026-02-06,moved\n",
    "contact": "contact_id,case_id,worker_id,kind,channel,on_date,with_whom,reached,recorded_on\n"
    "1,K1,W1,visit,in_person,2026-01-10,client,yes,2026-01-11\n2,K1,,call,phone,2026-06-05,client,1,\n"
    "3,K3,,call,phone,2026-11-16,client,no,2026-11-16\n",
    "follow_up": "follow_up_id,case_id,person_id,kind,basis,rung,due_from,due_by,done_on,outcome,exempt_from,"
    "exempt_until,exempt_reason,exempt_by,survives_closure,recorded_on,lapses_on\n"
    "1,K1,,contact,policy,,2026-01-15,2026-01-20,2026-01-19,reached,,,,,no,2026-01-19,\n"
    "2,K1,Q1,aftercare,agreed,7,2026-06-02,2026-06-08,,,2026-06-02,2026-07-02,away,W2,yes,,2026-07-01\n",
    "need": "need_id,case_id,domain,identified_on,resolved_on\nD1,K1,housing,2026-01-06,2026-05-01\n",
    "strength": "case_id,domain,noted_on,noted_by\nK1,work,2026-01-06,client\n",
    "referral": "referral_id,case_id,need_id,domain,kind,provider_id,identified_on,sent_on,answered_on,decision,"
    "first_service_on,on_hold_from,on_hold_to\nF1,K1,D1,housing,opening,V1,2026-01-06,2026-01-10,2026-01-20,accepted,2026-02-01,,\n",
    "referral_event": "referral_id,status,on_date,by_party\nF1,requested,2026-01-10,worker\n",
    "barrier_report": "ask_id,case_id,person_id,asked_on,about_service,answer,effect,reported_by\n"
    "A1,K1,,2026-01-06,housing,stg_shame,delayed,client\nA1,K1,,2026-01-06,housing,ins_cost,delayed,client\n"
    ",K2,,2026-08-06,,none,,client\n",
    "goal": "goal_id,case_id,level,domain,set_on,target_on,measure,co_written,status,attainment,reviewed_on\n"
    "G1,K1,individual,housing,2026-02-05,2027-05-01,attainment_scale,yes,reached,2,2026-05-01\n",
    "service_session": "session_id,worker_id,modality,on_date,minutes,partner_disciplines,interpreter\n"
    "S1,W1,cbt,2026-03-01,60,nursing law,not_needed\n",
    "session_participant": "session_id,case_id\nS1,K1\nS1,K3\n",
    "outcome_score": "case_id,instrument,level,taken_on,point,score\nK1,CORE-10,individual,2026-01-10,baseline,21.5\n",
    "client_feedback": "case_id,given_on,given_by,heard,respected,involved,satisfied\nK1,2026-06-01,self,5,4,,3\n",
    "ending_plan": "case_id,planned_on,supports_named,relapse_plan,celebrated,handover_accepted_on\n"
    "K1,2026-05-01,yes,no,,\n",
    "community_action": "action_id,community_id,kind,started_on,ended_on,label,people_reached,sessions\n"
    "X1,C1,education_campaign,2026-03-01,2026-04-01,Talking helps,120,4\n",
}


def agency(changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """The agency's files, with some replaced or (None) left out. A value that begins with + is added as a row."""
    tables: dict[str, str] = dict(AGENCY)
    for table, text in (changes or {}).items():
        if text is None:
            del tables[table]
        else:
            tables[table] = tables[table] + text[1:] + "\n" if text.startswith("+") else text
    return {f"{table}.csv": text for table, text in tables.items()}


def found(folder: Path, changes: Mapping[str, str | None] | None = None) -> list[Finding]:
    """What reading, looking for identifiers and validating find in the agency with these changes."""
    findings, scratch = Findings(), folder / "scratch"
    source = folder_of(folder / "in", agency(changes))
    scratch.mkdir()
    with duckdb.connect() as con, Opened(source, scratch, findings) as opened:
        con.execute((DATA / "schema.sql").read_text(encoding="utf-8"))
        con.execute(
            f"insert into code_list select kind, code, label, position, note, source from '{DATA / 'codes.csv'}'"
        )
        con.execute("attach ':memory:' as staged")
        add_normal_form(con)
        try:
            CaseboardCsv().stage(con, opened, findings, DATA_DATE)
            lint(con, findings)
            Sound(con, findings, DATA_DATE).make(lambda table: None)
        except BlockedError:
            pass
    return findings.found
