"""Runs the tests in a real browser and says how many passed: `run.py [PART OF A NAME]...`."""

import sys
import unittest
from pathlib import Path


def flattened(suite):
    """The single tests of a suite."""
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from flattened(test)
        else:
            yield test


class Result(unittest.TextTestResult):
    """Says of each test how it went, on a line of its own."""

    passed = 0

    def getDescription(self, test):
        return test.id()

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1


def main(parts):
    loader = unittest.TestLoader()
    loaded = loader.discover(str(Path(__file__).parent), pattern="test_*.py")
    tests = {test.id(): test for test in flattened(loaded)}.values()
    chosen = [test for test in tests if not parts or any(part in test.id() for part in parts)]
    if not chosen:
        print("test-browser: no test has such a name", file=sys.stderr)
        return 2
    # Tests of a class stay together, for they share a server and a browser.
    chosen.sort(key=lambda test: test.id().rpartition(".")[0])
    runner = unittest.TextTestRunner(sys.stdout, verbosity=2, resultclass=Result)
    result = runner.run(unittest.TestSuite(chosen))
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    skipped = len(result.skipped)
    if skipped:
        print("#" * 72)
        for test, reason in result.skipped:
            print(f"NOT RUN: {test.id() if hasattr(test, 'id') else test}: {reason}")
        print("#" * 72)
    print(f"{result.passed} passed, {failed} failed" + (f", {skipped} NOT RUN" if skipped else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
