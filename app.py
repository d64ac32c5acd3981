"""The server on one screen: the gate round everything, the two addresses for signing in and out, and a warm start."""

import streamlit as st
from starlette.middleware import Middleware

from pages.shared import here
from pages.shared.gate import Gate
from pages.shared.icon import icon
from pages.shared.open_doors import OpenDoors
from pages.shared.open_page import Sessions
from pages.shared.running import hosts, said_politely, warm
from pages.shared.session_routes import session_routes

doors = OpenDoors()
sessions = Sessions(
    is_open=lambda token: here.signed_in(token, is_used=False) is not None,
    is_used=lambda token: here.signed_in(token) is not None,
    takes=here.took,
)

app = st.App(
    "pages/shared/menu.py",
    middleware=[Middleware(Gate, sessions=sessions, doors=doors, hosts=hosts)],
    routes=[*session_routes(doors), icon()],
    lifespan=warm,
    on_script_error=said_politely,
)
