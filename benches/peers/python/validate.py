"""Validates templates with AWS's own validator, for benchmarks: prints how much it found in each."""

import sys

from cloudformation_validate import CompositeEngine

engine = CompositeEngine()
for file in sys.argv[1:]:
    print(file, len(engine.validate_template(file).diagnostics))
