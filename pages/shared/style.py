"""The style of the parts: a good letter, readable across a table, on a phone and on paper."""

from __future__ import annotations

from pages.shared.charts.look import FIXED_WIDTH, Palette


def style(look: Palette) -> str:
    """One style element for the whole page, made from the palette of the reader's theme."""
    return f"""<style>
.block-container {{ max-width: 1180px; padding-top: 2.5rem; }}
h1 {{ font-size: 28px !important; font-weight: 600 !important; padding: 0 !important; }}
.cb-answer {{ font-size: 20px; line-height: 1.45; margin: 0 0 .25rem; max-width: 60em; }}
.cb-quiet, .cb-counted p, .cb-counted summary {{ color: {look.quiet}; font-size: 14px; margin: 0 0 .25rem; }}
.cb-counted {{ border-top: 1px solid {look.line}; padding-top: .5rem; }}
.cb-synthetic {{ color: {look.quiet}; font-size: 14px; margin: 0; }}
.cb-figures {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(160px, 1fr)); gap: 1rem;
  border-top: 1px solid {look.line}; border-bottom: 1px solid {look.line}; padding: .75rem 0; }}
.cb-value {{ font-size: 28px; font-weight: 600; font-variant-numeric: tabular-nums; }}
.cb-label {{ font-size: 16px; }}
.cb-change {{ display: block; color: {look.quiet}; font-size: 14px; }}
.cb-late .cb-value {{ color: {look.late}; }}
.cb-serious .cb-value {{ color: {look.serious}; }}
.cb-met .cb-value {{ color: {look.met}; }}
h2.cb-section {{ font-size: 20px; font-weight: 600; padding: 0; margin: 0; }}
.cb-table {{ width: 100%; border-collapse: collapse; font-size: 16px; }}
.cb-table th {{ text-align: left; font-weight: 600; font-size: 14px; color: {look.quiet}; border-bottom: 1px solid {look.line};
  padding: .35rem .75rem .35rem 0; vertical-align: bottom; }}
.cb-table td {{ border: 0; border-bottom: 1px solid {look.line}; padding: .45rem .75rem .45rem 0; vertical-align: top; }}
.cb-table tr:hover td {{ background: {look.line}55; }}
.cb-number {{ text-align: right !important; font-variant-numeric: tabular-nums; white-space: nowrap; }}
.cb-key {{ font-family: {FIXED_WIDTH}; white-space: nowrap; }}
.cb-strong {{ font-weight: 600; }}
.cb-open a {{ color: {look.control}; white-space: nowrap; }}
.cb-open a::before {{ content: "▸ "; }}
.cb-scroll {{ overflow-x: auto; }}
.cb-unseen {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }}
@media (max-width: 640px) {{
  .block-container {{ padding: 3.5rem 1rem 2rem; }}
  .cb-figures {{ grid-template-columns: 1fr 1fr; }}
  .cb-table thead {{ display: none; }}
  .cb-table, .cb-table tbody, .cb-table tr, .cb-table td {{ display: block; }}
  .cb-table tr {{ border-bottom: 1px solid {look.line}; padding: .6rem 0; }}
  .cb-table td {{ border: 0; padding: .1rem 0; text-align: left !important; }}
  .cb-table td[data-label]::before {{ content: attr(data-label) ": "; color: {look.quiet}; font: 14px sans-serif; }}
  .cb-table td.cb-key::before {{ content: none; }}
}}
@media print {{
  section[data-testid="stSidebar"], header, .stPopover, [data-testid="stToolbar"], .stPagination {{ display: none !important; }}
  body, .stApp {{ background: #fff !important; color: #000 !important; }}
  thead {{ display: table-header-group; }}
  tr {{ break-inside: avoid; }}
}}
</style>"""
