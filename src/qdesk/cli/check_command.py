"""qdesk check: a store's open report, or a document of any make, with the findings told or as JSON."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from qdesk.actions.check_document import check_document
from qdesk.actions.export_protocol import export_protocol
from qdesk.actions.gather_findings import SEVERITY_TITLES
from qdesk.actions.new_report import period_from
from qdesk.actions.run_checks import finding_form, run_checks
from qdesk.cli.opened import opened
from qdesk.cli.output import print_json, say
from qdesk.cli.status import checked_status
from qdesk.model.finding import Finding
from qdesk.model.report_view import ReportView
from qdesk.places import STORE_SUFFIX


def check(arguments: argparse.Namespace) -> int:
    """Check and tell; a document is read as an import would, and nothing is stored."""
    path: Path = arguments.store
    if path.suffix.lower() == STORE_SUFFIX:
        with opened(path) as workspace:
            view = workspace.view()
            findings = run_checks(view)
            return _tell(arguments, view, findings)
    period = period_from(arguments.period) if arguments.period else None
    checked = check_document(path, period)
    return _tell(arguments, checked.view, checked.findings, checked.what_was_read)


def _tell(
    arguments: argparse.Namespace, view: ReportView, findings: Sequence[Finding], read: str = ""
) -> int:
    if arguments.protocol:
        export_protocol(view, arguments.protocol, findings=findings)
    if arguments.json:
        told = {"findings": [finding_form(view, one) for one in findings]}
        print_json({**told, "read": read} if read else told)
    else:
        for one in findings:
            kept = f"（保留：{one.explanation}）" if one.explanation else ""
            say(f"[{SEVERITY_TITLES[one.severity]}] {one.message}{kept}")
        say(f"共 {len(findings)} 条{f'（{read}）' if read else ''}")
    return checked_status(findings)
