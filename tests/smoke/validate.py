#!/usr/bin/env python3
"""Holds templates against AWS's own validator.

Usage: validate.py TEMPLATE...

Prints warnings and worse, one per line, and leaves with 1 if there are any. Informations are advice that no template
could follow everywhere, such as to give every resource tags.
"""

import sys

from cloudformation_validate import RegoEngine, Severity


def main(paths):
    engine = RegoEngine()
    bad = 0
    for path in paths:
        for found in engine.validate_template(path).diagnostics:
            if found.severity.value >= Severity.WARN.value:
                bad += 1
                print(f"{path}:{found.start_line}: {found.rule_id} {found.message}")
    print(f"{bad or 'no'} findings in {len(paths)} templates")
    return 1 if bad else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
