#!/usr/bin/env python3
"""Runs unittest files and prints TAP: tap.py FILE...; tap.py --list names those beside it."""

import importlib.util
import os
import sys
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))


class TapResult(unittest.TestResult):
    """One line a test; what went wrong follows as "# ..." lines."""

    def __init__(self):
        super().__init__()
        self.count = 0

    def line(self, ok, test, more=''):
        self.count += 1
        print(f'{"ok" if ok else "not ok"} {self.count} - {test.id().split(".", 1)[-1]}{more}')

    def trouble(self, test, err):
        for text in self._exc_info_to_string(err, test).rstrip().split('\n'):
            print('# ' + text)

    def addSuccess(self, test):
        self.line(True, test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.trouble(test, err)
        self.line(False, test)

    addError = addFailure

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self.addFailure(subtest, err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.line(True, test, f' # SKIP {reason}')

    def addExpectedFailure(self, test, err):
        self.line(True, test)

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.failures.append((test, 'succeeded'))
        self.line(False, test)


def load(path):
    name = os.path.splitext(os.path.basename(path))[0]
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return unittest.defaultTestLoader.loadTestsFromModule(module)


def main(paths):
    if paths == ['--list']:
        print('\n'.join(sorted(n for n in os.listdir(HERE) if n.endswith('_test.py'))))
        return 0
    sys.stdout.reconfigure(line_buffering=True)
    result = TapResult()
    unittest.TestSuite(load(p) for p in paths).run(result)
    print(f'1..{result.count}')
    return 0 if result.count and result.wasSuccessful() else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
