"""The options of `hjemad law diff`, apart from the command: it loads arrays, and the parser need not."""

import argparse


def add_diff(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command's options stand among those of `hjemad law`."""
    parser = commands.add_parser(
        "diff",
        help="the same stays under changed parameters or settings: who, how much, from which day",
        description="What a change of the law would move. Files as for `hjemad refund`.",
        epilog="Exit: 0, 2 wrong usage, 3 a file is rejected, 130 stopped (nothing is written then).",
    )
    parser.add_argument(
        "stays", metavar="STAYS", help="person_id, facility_id, check_in, check_out, payer_code"
    )
    parser.add_argument("--rates", required=True, help="facility_id, from, to, rate_dkk, registered")
    parser.add_argument("--payments", required=True, help="person_id, from, to, per_day_dkk")
    parser.add_argument("--change", required=True, metavar="CHANGE.yaml", help="what is tried")
    parser.add_argument(
        "--as-of", metavar="DATE", help="nights from this day on are not seen; without it as_of of the change"
    )
    parser.add_argument(
        "--out", metavar="LINES.csv", help="every night that changes, with its reasons; takes longer"
    )
    parser.add_argument("--json", action="store_true")
