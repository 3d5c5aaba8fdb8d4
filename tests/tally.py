"""Adds up the results of all test runs: tally.py JUNIT_XML...

Names what failed or was skipped, and counts the skipped; the last line is "N passed, N failed".
"""

import sys
import xml.etree.ElementTree as xml


def cases(path):
    for case in xml.parse(path).getroot().iter("testcase"):
        name = f"{case.get('classname', '')}: {case.get('name', '')}"
        if case.find("failure") is not None or case.find("error") is not None:
            yield "failed", name
        elif case.find("skipped") is not None:
            yield "skipped", name
        else:
            yield "passed", name


def main(paths):
    count = {"passed": 0, "failed": 0, "skipped": 0}
    for path in paths:
        for outcome, name in cases(path):
            count[outcome] += 1
            if outcome != "passed":
                print(f"{outcome}: {name}")
    print(f"{count['skipped']} skipped")
    print(f"{count['passed']} passed, {count['failed']} failed")
    return count["failed"] > 0 or count["passed"] == 0


sys.exit(main(sys.argv[1:]))
