"""The command line (docs/command-line.md): the same service as the screens, for people and for other programs.

Exit codes: 0 done; 1 a fault of the program; 2 refused, nothing stored; 3 the store is open in the app; 130 stopped.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import sys
import traceback
import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Any

from kpi import intake, service
from kpi.example import build as example
from kpi.language import LANGUAGES, message
from kpi.model import YEAR_BASES, Message, Refusal, Role, Viewer

DONE, FAULT, REFUSED, STORE_IN_USE, STOPPED = 0, 1, 2, 3, 130
HOME_SETTING = "AMBITIEMONITOR_HOME"
DEFAULT_HOME = ".ambitiemonitor"


def main(arguments: Sequence[str]) -> int:
    """Runs one command and gives its exit code."""
    options = _parser().parse_args(arguments)
    try:
        done = options.run(options)
        sys.stdout.flush()
        return done
    except Refusal as refusal:
        _refuse(options, refusal.code, refusal.message)
        return STORE_IN_USE if refusal.code == "store_in_use" else REFUSED
    except KeyboardInterrupt:
        _refuse(options, "stopped", message("Stopped. What was not finished was not stored."))
        return STOPPED
    except BrokenPipeError:
        # Whoever read our output has had enough; what is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as fault:
        reference = _log_fault(fault)
        text = message(
            "Something went wrong in the program itself. What was not finished was not stored. Please report it with the "
            "reference {reference}.",
            reference=reference,
        )
        _refuse(options, "fault", text)
        return FAULT


def _log_fault(fault: Exception) -> str:
    """Logs where a fault arose, never what it was about: texts of errors can hold data of a row. Gives its reference."""
    reference = uuid.uuid4().hex[:8]
    steps = " < ".join(
        f"{Path(step.filename).name}:{step.lineno} {step.name}"
        for step in reversed(traceback.extract_tb(fault.__traceback__))
    )
    logging.getLogger("kpi.cli").error("fault %s: %s at %s", reference, type(fault).__name__, steps)
    return reference


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--home", type=Path, default=Path(os.environ.get(HOME_SETTING, DEFAULT_HOME)), help="the folder of the store"
    )
    common.add_argument("--json", action="store_true", help="print one JSON value")
    common.add_argument("--language", choices=LANGUAGES, default="nl", help="of the texts")
    common.add_argument("--by", default=None, metavar="NAME", help="who does this; kept in the audit trail")
    parser = argparse.ArgumentParser(prog="python -m kpi", description="Ambitiemonitor without screens")
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, run: Any, text: str, file: bool = False, body: bool = False) -> argparse.ArgumentParser:
        added = commands.add_parser(name, parents=[common], help=text, description=text)
        added.set_defaults(run=run)
        if file:
            added.add_argument("file", type=Path, metavar="FILE")
        if body:
            added.add_argument("--body", required=True, metavar="ID")
        return added

    _add_reading(command)
    _add_bodies(command)
    _add_words_and_registers(command)
    command("commit", _load, "adopt, change or end a commitment", file=True, body=True)
    exported = command("commitments", _commitments, "list the commitments of a body, or write their files", body=True)
    exported.add_argument("--out", type=Path, default=None, metavar="DIR", help="write one file a decision here")
    _add_indicator(command)
    statement = command("statement", _statement, "write a commitment as a statement to sign")
    statement.add_argument("commitment", metavar="COMMITMENT")
    statement.add_argument("--version", type=int, default=None, help="unsaid the latest")
    statement.add_argument("--out", type=Path, required=True, metavar="FILE.html")
    _add_documents(command)
    submit = command("submit", _submit, "store a spend file", file=True, body=True)
    _submit_options(submit)
    for name, run, text in (
        ("certify", _certify, "certify a year, or one part of it"),
        ("reopen", _reopen, "reopen a certified year"),
    ):
        added = command(name, run, text, body=True)
        added.add_argument("--year", type=_year, required=True)
        added.add_argument("--part", default=None)
        if name == "reopen":
            added.add_argument("--reason", required=True)
    withdraw = command("withdraw", _withdraw, "take a submission out of the figures", body=True)
    withdraw.add_argument("--submission", required=True, metavar="ID")
    withdraw.add_argument("--reason", required=True)
    status = command("status", _status, "print every figure with its status")
    status.add_argument("--body", default=None, metavar="ID")
    status.add_argument("--year", type=_year, default=None)
    status.add_argument("--by-department", action="store_true")
    status.add_argument(
        "--as", dest="role", choices=["body", "ministry", "public"], default="body", help="as whom to look"
    )
    _add_lists(command)
    _add_sample(command)
    command("rebuild", _rebuild, "make all lines and sums again from the records")
    command("example", _example, "build a store with fictional example data")
    command("check", _check, "validate all definitions")
    return parser


def _add_indicator(command: Callable[..., argparse.ArgumentParser]) -> None:
    own = command("indicator", _indicator, "add or change an indicator of a body's own", body=True)
    own.add_argument("--file", type=Path, required=True, metavar="FILE.toml", help="its definition")
    own.add_argument("--reason", default="", help="why it changes; needed for another measurement")
    own.add_argument("--preview", action="store_true", help="print what it would give as JSON; stores nothing")
    own.add_argument("--year", type=_year, default=None, help="of the preview; unsaid the latest final year")


def _add_bodies(command: Callable[..., argparse.ArgumentParser]) -> None:
    load = command("body", _body, "add or change a body from a TOML file, or its departments from a CSV file")
    load.add_argument("file", type=Path, metavar="FILE", nargs="?", default=None)
    load.add_argument("--body", default=None, metavar="ID", help="the id that the file must hold")
    load.add_argument(
        "--departments", type=Path, default=None, metavar="CSV", help="the list that replaces its departments"
    )
    meant = command(
        "departments", _departments, "texts of files that mean no department, and what was chosen", body=True
    )
    meant.add_argument("--choose", action="append", default=[], metavar="TEXT=ID", help="which department a text means")
    meant.add_argument("--undo", action="append", default=[], metavar="TEXT", help="take the choice for a text back")


def _add_lists(command: Callable[..., argparse.ArgumentParser]) -> None:
    suggest = command("suggest", _suggest, "say what category texts probably are; stores nothing")
    suggest.add_argument("texts", nargs="*", metavar="TEXT", help="texts; without any, one a line from standard input")
    left_out = command("exclusions", _exclusions, "list what is no procurement: left out, and proposed", body=True)
    left_out.add_argument("--year", type=_year, required=True)
    left_out.add_argument("--confirm", action="store_true", help="leave out the proposals that are sure")
    left_out.add_argument(
        "--accounts",
        nargs=3,
        metavar=("FIRST", "LAST", "REASON"),
        help="leave these accounts out, such as 40000 40999 salary",
    )
    named = command("suppliers", _suppliers, "list which suppliers were put together, and which may be one", body=True)
    for name, same, text in (
        ("same", True, "are one"),
        ("different", False, "are two"),
        ("undo", None, "are undecided"),
    ):
        named.add_argument(
            f"--{name}", nargs=2, metavar="KEY", dest="pair", type=str, help=f"these two {text}",
            action=_Pair, const=same,
        )  # fmt: skip


class _Pair(argparse.Action):
    """Two keys of suppliers, and what is said about them."""

    def __call__(
        self, parser: Any, namespace: argparse.Namespace, values: Any, option_string: str | None = None
    ) -> None:
        namespace.pair = (values[0], values[1], self.const)


def _add_words_and_registers(command: Any) -> None:
    words = command("map", _map, "load a body's own words, or write what was decided about them", body=True)
    words.add_argument("file", type=Path, nargs="?", metavar="FILE")
    words.add_argument("--filled-in", action="store_true", help="the file is a worksheet that was filled in")
    words.add_argument("--borrow", action="store_true", help="the file is of another body: suggestions, to confirm")
    words.add_argument("--export", type=Path, metavar="FILE.csv", help="write what was decided, without suppliers")
    words.add_argument("--worksheet", type=Path, metavar="FILE.xlsx", help="write the open texts of --year to fill in")
    words.add_argument("--year", type=_year, default=None)
    registers = command("evidence", _load, "load a register: evidence, contracts, certificates ...", True, True)
    registers.add_argument(
        "--register", choices=[*service.register_names()], help="which register; unsaid the columns say"
    )
    for added in (words, registers):
        added.add_argument(
            "--answer", type=_answer, action="append", default=[], metavar="KEY=VALUE",
            help="to what the file cannot tell, such as date_order=dmy",
        )  # fmt: skip
    registers.add_argument(
        "--notices", action="store_true", help="FILE holds public notices: OCDS (JSON) or eForms (XML)"
    )


def _add_reading(command: Callable[..., argparse.ArgumentParser]) -> None:
    reading = command("read", _read, "say what a spend file is; stores nothing", file=True)
    reply = command("reply", _reply, "give a spend file back with its findings marked in place", file=True)
    reply.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx", help="where to write the workbook")
    for one in (reading, reply):
        _add_answers(one)
        one.add_argument("--body", default=None, metavar="ID", help="use what this body answered before")


def _add_documents(command: Callable[..., argparse.ArgumentParser]) -> None:
    reported = command("report", _report, "write the board report of a body over a year", body=True)
    reported.add_argument("--year", type=_year, required=True)
    controlled = command("control-sheet", _control_sheet, "write the control sheet of a submission", body=True)
    controlled.add_argument("--submission", required=True, metavar="ID")
    for one in (reported, controlled):
        one.add_argument(
            "--out", type=Path, required=True, metavar="FILE.pdf", help="a name that ends in .html gives HTML"
        )


def _add_answers(command: argparse.ArgumentParser) -> None:
    command.add_argument("--answers", type=Path, metavar="FILE.json", help="answers to the questions of `read`")
    command.add_argument(
        "--answer", type=_answer, action="append", default=[], metavar="KEY=VALUE",
        help="one answer, such as date_order=dmy or column:Bedrag=amount; goes before the file",
    )  # fmt: skip


def _submit_options(submit: argparse.ArgumentParser) -> None:
    submit.add_argument("--year", type=_year, required=True)
    submit.add_argument(
        "--explain", type=_explanation, action="append", default=[], metavar="RULE=TEXT",
        help="why what a rule found is right; may be given again",
    )  # fmt: skip
    submit.add_argument("--part", default="all")
    submit.add_argument(
        "--ledger", default="", metavar="EUROS", help="the total according to the administration, such as 145217884.12"
    )
    _add_answers(submit)
    submit.add_argument(
        "--complete",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="with this part the year is whole; unsaid it is so for the part all",
    )
    submit.add_argument(
        "--year-basis",
        choices=YEAR_BASES,
        default=None,
        help="by which date its lines belong to the year; see the docs",
    )


def _add_sample(command: Callable[..., argparse.ArgumentParser]) -> None:
    sample = command(
        "sample", _sample, "draw an audit sample of what is claimed, or say what was found on it", body=True
    )
    sample.add_argument("--year", type=_year, required=True)
    sample.add_argument("--indicator", default=None, metavar="ID", help="unsaid all promises together")
    sample.add_argument("--seed", type=_seed, default=None, help="a whole number; unsaid a random one")
    sample.add_argument("--percent", type=_percent, default=service.USUAL_PART, help="of the claimed euros; unsaid 5")
    sample.add_argument("--verdicts", type=Path, default=None, metavar="FILE.json", help="what was found on its lines")
    sample.add_argument("--out", type=Path, default=None, metavar="FILE.xlsx", help="write the sample as a workbook")


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise argparse.ArgumentTypeError(f"{text!r} is no seed; expected a whole number")
    return int(text)


def _percent(text: str) -> Fraction:
    """A percentage above 0 and at most 100, as a fraction of one."""
    try:
        part = Fraction(text) / 100
    except (ValueError, ZeroDivisionError):
        part = Fraction(0)
    if not 0 < part <= 1 or len(text) > 10:
        raise argparse.ArgumentTypeError(f"{text!r} is no percentage above 0")
    return part


def _answer(text: str) -> tuple[str, str]:
    """Key and value. A header may hold the sign =, and so may the name of a column that is answered with."""
    key, sign, value = text.rpartition("=") if text.startswith("column:") else text.partition("=")
    if not sign or not key or not value:
        raise argparse.ArgumentTypeError(f"{text!r} is no answer; expected KEY=VALUE, such as date_order=dmy")
    return key, value


def _explanation(text: str) -> tuple[str, str]:
    rule, sign, why = text.partition("=")
    if not sign or not rule.strip() or not why.strip():
        raise argparse.ArgumentTypeError(f"{text!r} explains nothing; expected RULE=TEXT, such as date_missing=...")
    return rule.strip(), why


def _year(text: str) -> int:
    """Four digits: what is no year must not reach the store as a number that it cannot hold."""
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise argparse.ArgumentTypeError(f"{text!r} is no year")
    return int(text)


def _print(options: argparse.Namespace, value: Any, text: str) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1) if options.json else text)


def _refuse(options: argparse.Namespace, code: str, text: Message) -> None:
    if options.json:
        print(json.dumps({"refused": {"code": code, "message": text.nl, "message_en": text.en}}, ensure_ascii=False))
    print(text.in_language(options.language), file=sys.stderr)


def _need_store(options: argparse.Namespace) -> None:
    if not (options.home / "store.duckdb").exists():
        raise Refusal(
            "no_store",
            message(
                'There is no store in {home}. Expected: a folder that was filled before. Add a body first, or run "example".',
                home=str(options.home),
            ),
        )


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refusal(
            "no_such_file",
            message("The file {path} cannot be opened: {why}.", path=str(path), why=error.strerror or "?"),
        ) from None


def _answers(options: argparse.Namespace) -> dict[str, str]:
    """The answers of the file and those on the command line, which go before."""
    answers = _answer_file(options.answers)
    for key, value in options.answer:
        answers = intake.joined(answers, {key: value})
    return answers


def _answer_file(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        given = json.loads(_content(path))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        given = None
    if not isinstance(given, dict) or not all(isinstance(value, (str, int)) for value in given.values()):
        raise Refusal(
            "bad_answers",
            message(
                'The file {path} holds no answers. Expected: a JSON object such as {{"date_order": "dmy"}}.',
                path=str(path),
            ),
        )
    return {key: str(value) for key, value in given.items()}


def _viewer(options: argparse.Namespace, role: Role, body: str | None) -> Viewer:
    """The trusted user of this machine, in the role that the command asks."""
    return Viewer(options.by or role.value, role, body)


def _read(options: argparse.Namespace) -> int:
    name, content, answers = options.file.name, _content(options.file), _answers(options)
    if options.body is None:
        reading = intake.read_isolated(name, content, answers)
    else:
        monitor = _opened(options)
        try:
            viewer = _viewer(options, Role.BUYER, options.body)
            reading = service.read(viewer, monitor, options.body, name, content, answers)
        finally:
            monitor.close()
    print(json.dumps(intake.as_json(reading, options.language), ensure_ascii=False, indent=1))
    return DONE


def _suggest(options: argparse.Namespace) -> int:
    texts = options.texts or [line.rstrip("\r\n") for line in sys.stdin]
    found = [{"text": text, **asdict(service.suggest(text))} for text in texts]
    lines = (
        f"{one['text']}\t{one['cpv'] or one['exclusion'] or '-'}\t{'agreed' if one['agreed'] else ''}" for one in found
    )
    _print(options, found, "\n".join(lines))
    return DONE


def _reply(options: argparse.Namespace) -> int:
    name, content, answers = options.file.name, _content(options.file), _answers(options)
    if options.body is None:
        reading = intake.read_isolated(name, content, answers)
        found, asked = reading.findings, reading.questions
        reply = intake.make_reply_isolated(name, content, answers, found, asked, None, options.language)
    else:
        monitor = _opened(options)
        try:
            viewer = _viewer(options, Role.BUYER, options.body)
            reply = service.reply_to_file(viewer, monitor, options.body, name, content, answers, options.language)
        finally:
            monitor.close()
    _write(options.out, reply.content)
    described = {"written": str(options.out), "excerpt": reply.excerpt}
    _print(options, described, str(options.out))
    return DONE


def _exclusions(options: argparse.Namespace) -> int:
    monitor, viewer = _opened(options), _viewer(options, Role.BUYER, options.body)
    try:
        if options.accounts:
            service.leave_out_accounts(viewer, monitor, options.body, *options.accounts)
        found = service.exclusions(viewer, monitor, options.body, options.year)
        if options.confirm:
            sure = [one.proposal.decision for one in found.proposed if one.proposal.sure]
            service.confirm_exclusions(viewer, monitor, options.body, sure)
            found = service.exclusions(viewer, monitor, options.body, options.year)
    finally:
        monitor.close()
    described = service.exclusions_as_json(found)
    _print(options, described, json.dumps(described, ensure_ascii=False, indent=1))
    return DONE


def _suppliers(options: argparse.Namespace) -> int:
    monitor, viewer = _opened(options), _viewer(options, Role.BUYER, options.body)
    try:
        if options.pair:
            service.decide_supplier(viewer, monitor, options.body, *options.pair)
        found = service.suppliers(viewer, monitor, options.body)
    finally:
        monitor.close()
    described = service.suppliers_as_json(found)
    _print(options, described, json.dumps(described, ensure_ascii=False, indent=1))
    return DONE


def _opened(options: argparse.Namespace) -> service.Monitor:
    """The store that is there already: reading a file makes none."""
    _need_store(options)
    return service.open_monitor(options.home)


def _body(options: argparse.Namespace) -> int:
    listed = options.departments
    if options.file is None and (listed is None or options.body is None):
        raise Refusal(
            "no_such_file", message("Expected: a TOML file, or --departments with a CSV file and --body with an id.")
        )
    content = None if options.file is None else _content(options.file)
    departments = None if listed is None else _content(listed)
    monitor = service.open_monitor(options.home)
    try:
        viewer = _viewer(options, Role.BUYER, options.body)
        if content is not None:
            loaded = service.load_body_file(viewer, monitor, options.file.name, content, expected_id=options.body)
        if departments is not None:
            owner = options.body or loaded.body
            viewer = _viewer(options, Role.BUYER, owner)
            loaded = service.load_departments_file(viewer, monitor, owner, listed.name, departments)
    finally:
        monitor.close()
    text = loaded.message.in_language(options.language)
    _print(options, {"loaded": loaded.rows, "message": text}, text)
    return DONE


def _departments(options: argparse.Namespace) -> int:
    """Chooses and takes back what was asked, then lists what is open and what holds."""
    _need_store(options)
    chosen = dict(one.rpartition("=")[::2] for one in options.choose)
    monitor = service.open_monitor(options.home)
    try:
        viewer = _viewer(options, Role.BUYER, options.body)
        measured = sum(service.undo_department(viewer, monitor, options.body, text) for text in options.undo)
        if chosen:
            measured += service.choose_departments(viewer, monitor, options.body, chosen)
        work = service.department_work(viewer, monitor, options.body)
        choices = service.department_choices(viewer, monitor, options.body)
    finally:
        monitor.close()
    found = service.departments_as_json(work, choices, measured)
    lines = [f"{one['amount']}\t{one['text']}" for one in found["open"]]
    lines += [f"{one['text']} = {one['department']}" for one in found["chosen"]]
    _print(options, found, "\n".join(lines))
    return DONE


def _load(options: argparse.Namespace) -> int:
    content, name = _content(options.file), options.file.name
    monitor = service.open_monitor(options.home)
    try:
        viewer = _viewer(options, Role.BUYER, options.body)
        given = (viewer, monitor, options.body, name, content)
        if options.command == "commit":
            loaded = service.load_commitment_file(*given)
        elif options.notices:
            loaded = service.load_notices_file(*given)
        else:
            loaded = service.load_evidence_file(*given, options.register, dict(options.answer))
    finally:
        monitor.close()
    text = loaded.message.in_language(options.language)
    _print(options, {"loaded": loaded.rows, "message": text}, text)
    return DONE


def _map(options: argparse.Namespace) -> int:
    if [options.file, options.export, options.worksheet].count(None) != 2 or (options.worksheet and not options.year):
        raise Refusal(
            "arguments",
            message("Expected one of: a file to load, --export with a file, or --worksheet with a file and --year."),
        )
    if options.file is None:
        _need_store(options)
    content = _content(options.file) if options.file else b""
    monitor = service.open_monitor(options.home)
    try:
        viewer, answers = _viewer(options, Role.BUYER, options.body), dict(options.answer)
        if options.file is None:
            return _write_mapping(options, viewer, monitor)
        given = (viewer, monitor, options.body, options.file.name, content)
        if options.filled_in:
            loaded = service.apply_worksheet(*given)
        elif options.borrow:
            loaded = service.borrow_mapping(*given, answers)
        else:
            loaded = service.load_mapping_file(*given, answers)
    finally:
        monitor.close()
    text = loaded.message.in_language(options.language)
    _print(options, {"loaded": loaded.rows, "message": text}, text)
    return DONE


def _write_mapping(options: argparse.Namespace, viewer: Viewer, monitor: service.Monitor) -> int:
    out = options.export or options.worksheet
    if options.export:
        _write(out, service.export_mapping(viewer, monitor, options.body))
    else:
        _write(out, service.make_worksheet(viewer, monitor, options.body, options.year, None, options.language))
    _print(options, {"written": str(out)}, str(out))
    return DONE


def _indicator(options: argparse.Namespace) -> int:
    _need_store(options)
    content, name = _content(options.file), options.file.name
    monitor = service.open_monitor(options.home)
    try:
        viewer = _viewer(options, Role.BUYER, options.body)
        if options.preview:
            found = service.preview_own_indicator_file(viewer, monitor, options.body, name, content, options.year)
            described = service.own_preview_as_json(options.body, found)
            print(json.dumps(described, ensure_ascii=False, indent=1))
            return DONE
        made = service.load_own_indicator_file(viewer, monitor, options.body, name, content, options.reason)
    finally:
        monitor.close()
    text = message("{name}, version {version}.", name=made.name, version=made.version).in_language(options.language)
    _print(options, {"indicator": made.id, "version": made.version, "own": True, "message": text}, text)
    return DONE


def _commitments(options: argparse.Namespace) -> int:
    _need_store(options)
    monitor = service.open_monitor(options.home)
    try:
        viewer = _viewer(options, Role.BUYER, options.body)
        found = [service.commitment_as_json(one) for one in service.commitments(viewer, monitor, options.body)]
        files = service.commitment_files(viewer, monitor, options.body) if options.out else {}
    finally:
        monitor.close()
    for name, text in files.items():
        _write(options.out / name, text.encode())
    lines = [f"{one['id']}\t{one['state']}\t{one['versions'][-1]['text']}" for one in found]
    _print(options, found, "\n".join([*lines, *files]))
    return DONE


def _statement(options: argparse.Namespace) -> int:
    _need_store(options)
    monitor = service.open_monitor(options.home)
    try:
        owner = _owner(options, monitor)
        viewer = _viewer(options, Role.BUYER, owner)
        written = service.statement(viewer, monitor, owner, options.commitment, options.version, options.language)
    finally:
        monitor.close()
    _write(options.out, written.encode())
    _print(options, {"commitment": options.commitment, "file": str(options.out)}, str(options.out))
    return DONE


def _report(options: argparse.Namespace) -> int:
    monitor = _opened(options)
    try:
        viewer = _viewer(options, Role.ADMINISTRATOR, options.body)
        made = service.board_report(viewer, monitor, options.body, options.year, options.language, _form(options.out))
    finally:
        monitor.close()
    _write(options.out, made)
    _print(options, {"body": options.body, "year": options.year, "file": str(options.out)}, str(options.out))
    return DONE


def _control_sheet(options: argparse.Namespace) -> int:
    monitor = _opened(options)
    try:
        viewer = _viewer(options, Role.CONTROLLER, options.body)
        made = service.control_report(viewer, monitor, options.submission, options.language, _form(options.out))
    finally:
        monitor.close()
    _write(options.out, made)
    _print(options, {"submission": options.submission, "file": str(options.out)}, str(options.out))
    return DONE


def _form(out: Path) -> str:
    return "html" if out.suffix.casefold() in (".html", ".htm") else "pdf"


def _owner(options: argparse.Namespace, monitor: service.Monitor) -> str:
    """The body whose promise has the id that was asked."""
    for body in service.all_bodies(monitor):
        made = service.commitments(_viewer(options, Role.BUYER, body.id), monitor, body.id)
        if options.commitment in {one.id for one in made}:
            return body.id
    raise Refusal(
        "unknown_commitment",
        message(
            'There is no commitment "{found}". Expected the id of one that was adopted: "commitments" lists those of an '
            "organisation.",
            found=options.commitment,
        ),
    )


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise Refusal(
            "cannot_write",
            message("The file {path} cannot be written: {why}.", path=str(path), why=error.strerror or "?"),
        ) from None


def _submit(options: argparse.Namespace) -> int:
    answers = _answers(options)
    ledger_total = service.typed_amount(options.ledger)
    content = _content(options.file)
    monitor = service.open_monitor(options.home)
    try:
        viewer = _viewer(options, Role.BUYER, options.body)
        done = service.submit(
            viewer,
            monitor,
            options.body,
            options.year,
            options.file.name,
            content,
            part=options.part,
            answers=answers,
            complete=options.complete,
            ledger_total=ledger_total,
            explanations=dict(options.explain),
            year_basis=options.year_basis,
        )
        totals = service.control_totals(viewer, monitor, done.id)
    finally:
        monitor.close()
    described = service.submission_as_json(done, totals)
    _print(options, described, json.dumps(described, ensure_ascii=False, indent=1))
    return DONE


def _certify(options: argparse.Namespace) -> int:
    return _change(options, service.certify, {"part": options.part})


def _reopen(options: argparse.Namespace) -> int:
    return _change(options, service.reopen, {"part": options.part, "reason": options.reason})


def _change(options: argparse.Namespace, act: Any, values: dict[str, Any]) -> int:
    monitor = service.open_monitor(options.home)
    try:
        changed = act(_viewer(options, Role.CONTROLLER, options.body), monitor, options.body, options.year, **values)
    finally:
        monitor.close()
    described = [{"submission": one.id, "state": one.state.value} for one in changed]
    _print(options, described, "\n".join(f"{one['submission']}: {one['state']}" for one in described))
    return DONE


def _withdraw(options: argparse.Namespace) -> int:
    monitor = service.open_monitor(options.home)
    try:
        gone = service.withdraw(_viewer(options, Role.BUYER, options.body), monitor, options.submission, options.reason)
    finally:
        monitor.close()
    _print(options, {"submission": gone.id, "state": gone.state.value}, f"{gone.id}: {gone.state.value}")
    return DONE


def _status(options: argparse.Namespace) -> int:
    found = _figures(options)
    lines = [
        f"{one['body_name']}\t{one['year']}\t{one['indicator']}\t{one['department'] if one['department'] is not None else '*'}"
        f"\t{one['status']}\t{one['reason'] if options.language == 'nl' else one['reason_en']}"
        for one in found
    ]
    _print(options, found, "\n".join(lines))
    return DONE


def _sample(options: argparse.Namespace) -> int:
    _need_store(options)
    verdicts = (
        None if options.verdicts is None else service.read_verdicts(options.verdicts.name, _content(options.verdicts))
    )
    monitor = service.open_monitor(options.home)
    try:
        viewer = _viewer(options, Role.CONTROLLER, options.body)
        asked = (viewer, monitor, options.body)
        found = service.draw_sample(*asked, options.year, options.indicator, options.seed, options.percent)
        if verdicts is not None:
            found = service.judge_sample(*asked, found.sample.id, verdicts)
        if options.out:
            _write(options.out, service.sample_workbook(*asked, found.sample.id, options.language))
    finally:
        monitor.close()
    described = service.sample_as_json(found)
    _print(options, described, json.dumps(described, ensure_ascii=False, indent=1))
    return DONE


def _rebuild(options: argparse.Namespace) -> int:
    _need_store(options)
    monitor = service.open_monitor(options.home)
    try:
        made = service.rebuild(monitor)
    finally:
        monitor.close()
    text = message(
        "{submissions} submissions with {lines} lines were made again from their records.",
        submissions=made.submissions,
        lines=made.lines,
    )
    _print(options, {"submissions": made.submissions, "lines": made.lines}, text.in_language(options.language))
    return DONE


def _figures(options: argparse.Namespace) -> list[dict[str, Any]]:
    """From the store; while the app has it open, from what the app published."""
    _need_store(options)
    outside = None if options.role == "body" else Role(options.role)
    try:
        monitor = service.open_monitor(options.home)
    except Refusal as refusal:
        if refusal.code != "store_in_use" or outside:
            raise
        return service.published_figures(options.home, options.body, options.year, options.by_department)
    try:
        return service.status(monitor, options.body, options.year, options.by_department, outside)
    finally:
        monitor.close()


def _example(options: argparse.Namespace) -> int:
    def progress(done: int, total: int, text: Message) -> None:
        print(f"[{done}/{total}] {text.in_language(options.language)}", file=sys.stderr, flush=True)

    # Nothing here makes cycles; looking for them costs a fifth of the time.
    gc.disable()
    monitor = service.open_monitor(options.home, isolated=False, threads=1)
    try:
        if service.all_bodies(monitor):
            raise Refusal(
                "store_not_empty",
                message(
                    "The store {home} already holds organisations. The example is only built in an empty store. "
                    "Choose another folder.",
                    home=str(options.home),
                ),
            )
        example.build(monitor, progress=progress)
        count = len(service.all_bodies(monitor))
    finally:
        monitor.close()
        gc.enable()
    _print(options, {"bodies": count}, f"{count} x body")
    return DONE


def _check(options: argparse.Namespace) -> int:
    found = service.check_definitions()
    _print(options, found, "\n".join(f"{name}: {number}" for name, number in found.items()))
    return DONE
