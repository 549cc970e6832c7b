#!/usr/bin/env python3
"""Shows the faulty templates of tests/corpus to cfn-lint and to AWS's validator; writes docs/check-witnesses.md.

Usage: tests/witnesses/corpus.py        (in an environment with benches/peers/python/requirements.txt)

A witness finds a fault when it reports a rule for the faulty template, as an error or a warning, that it reports for
none of the clean ones. Which rules those are stands in the table: whether they mean the fault is for the reader to judge.
"""

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from cloudformation_validate import CompositeEngine

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "tests" / "corpus"
DOCS = ROOT / "docs"
PAGE = DOCS / "check-witnesses.md"
HEAD = """# The same faults, shown to other checkers

Each line is a template of `tests/corpus`: a clean one with one fault. `gatewright check` finds all of them, which is a test. Beside
it stand the rules that cfn-lint {lint} and AWS's validator (cloudformation-validate {validate}) report as an error or a warning
for the faulty template and for none of the clean ones; informational rules do not count. Of {total} faults, cfn-lint finds {by_lint}
and the validator {by_validator}.

This page is written by `tests/witnesses/corpus.py`.

| fault | gatewright | cfn-lint | AWS validator |
|---|---|---|---|
"""


def cfn_lint(files):
    """Rules by file, errors and warnings only."""
    said = subprocess.run(
        [Path(sys.executable).parent / "cfn-lint", "--format", "json", "--", *files], capture_output=True, text=True
    )
    rules = defaultdict(set)
    for match in json.loads(said.stdout or "[]"):
        if match["Level"] in ("Error", "Warning"):
            rules[Path(match["Filename"])].add(match["Rule"]["Id"])
    return rules


def validator(files):
    engine = CompositeEngine()
    rules = defaultdict(set)
    for file in files:
        for finding in engine.validate_template(str(file)).diagnostics:
            if finding.severity.name in ("ERROR", "FATAL", "WARN", "WARNING"):
                rules[file].add(finding.rule_id)
    return rules


def title(code):
    page = (DOCS / "checks" / f"{code}.md").read_text()
    return page.splitlines()[0].removeprefix(f"# {code}: ")


def version(package):
    said = subprocess.run([sys.executable, "-m", "pip", "show", package], capture_output=True, text=True, check=True)
    return next(line for line in said.stdout.splitlines() if line.startswith("Version: ")).removeprefix("Version: ")


def main():
    faulty, clean = sorted(FOLDER.glob("GW*.yaml")), sorted((FOLDER / "clean").glob("*.yaml"))
    columns = []
    for rules in (cfn_lint([*faulty, *clean]), validator([*faulty, *clean])):
        usual = set().union(*(rules[file] for file in clean))
        columns.append({file: sorted(rules[file] - usual) for file in faulty})
    rows = [
        f"| `{file.name}`: {title(code)} | [{code}](checks/{code}.md) | " + " | ".join(", ".join(column[file]) or "-" for column in columns) + " |\n"
        for file in faulty
        for code in [file.name[:5]]
    ]
    lint, validate = (sum(bool(found) for found in column.values()) for column in columns)
    head = HEAD.format(
        lint=version("cfn-lint"), validate=version("cloudformation-validate"), total=len(faulty), by_lint=lint, by_validator=validate
    )
    PAGE.write_text(head + "".join(rows))
    print(f"{PAGE.name}: of {len(faulty)} faults cfn-lint finds {lint}, the validator {validate}")


if __name__ == "__main__":
    main()
