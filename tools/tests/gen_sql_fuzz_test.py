#!/usr/bin/env python3
"""SQL files at random: tools/gen_sql refuses them with a reason, or writes C that compiles."""
import contextlib
import importlib.machinery
import importlib.util
import io
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time
import unittest

sys.dont_write_bytecode = True

ROOT = pathlib.Path(__file__).resolve().parents[2]
SECONDS = 20
COMPILED_MOST = 12  # a compiler call takes as long as a hundred generations

PIECES = ["-- name: ", "-> many ", "-> maybe ", "-> one ", "-> none", "-> count", "-- sqlite:",
          "-- postgresql:", ":person", ":nobody", "?", "$1", "[]", "IN (:ids)", "'", '"', ";", "(",
          ")", ",", "--", "/*", "DROP TABLE answer", "RETURNING id", "ORDER BY 1", "SELECT",
          "DELETE FROM answer", "PRIMARY KEY", "UNIQUE", "text", "bytes", "id", "langmap", "\\",
          "\n", "\t", "\0", "é", "%s", "{}", "*/", "return", "int"]


def load_generator():
    loader = importlib.machinery.SourceFileLoader("gen_sql", str(ROOT / "tools" / "gen_sql"))
    spec = importlib.util.spec_from_loader("gen_sql", loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def mutated(text, choose):
    """Cuts, doubles, moves and inserts, at places of any kind."""
    for _ in range(choose.randrange(1, 4)):
        at, end = sorted(choose.randrange(len(text) + 1) for _ in range(2))
        end = min(end, at + choose.choice((1, 4, 30, 200)))
        what = choose.randrange(4)
        if what == 0:
            text = text[:at] + text[end:]
        elif what == 1:
            text = text[:end] + text[at:end] + text[end:]
        elif what == 2:
            text = text[:at] + choose.choice(PIECES) + text[at:]
        else:
            other = choose.randrange(len(text) + 1)
            text = text[:other] + text[at:end] + text[other:]
    return text


class GenSqlFuzz(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.generator = load_generator()
        seeds = sorted((ROOT / "src" / "db" / "testdata").glob("*.sql"))
        self.seeds = {path.name: path.read_text(encoding="utf-8") for path in seeds}

    def generate(self, files):
        """Exit status and what was said; the outputs stand in the folder."""
        folder = pathlib.Path(self.folder.name)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        said = io.StringIO()
        with contextlib.redirect_stderr(said):
            status = self.generator.main([
                "--store", "fixture", "--ledger", str(ROOT / "src" / "db" / "ledger"),
                "--header", str(folder / "fixture.h"), "--source", str(folder / "fixture.c"),
                *(str(folder / name) for name in files)])
        return status, said.getvalue()

    def compiles(self):
        folder = pathlib.Path(self.folder.name)
        (folder / "db").mkdir(exist_ok=True)
        (folder / "db" / "fixture.h").write_bytes((folder / "fixture.h").read_bytes())
        return subprocess.run(
            ["cc", "-std=gnu17", "-fsyntax-only", "-Wall", "-Wextra", "-Werror",
             "-Wno-missing-field-initializers", f"-I{folder}", f"-I{ROOT / 'src'}",
             str(folder / "fixture.c")], capture_output=True, text=True, check=False)

    def test_refused_with_a_reason_or_compiled(self):
        self.assertEqual(self.generate(self.seeds), (0, ""))
        accepted, runs, end = 0, 0, time.monotonic() + SECONDS
        while time.monotonic() < end or not accepted:
            runs += 1
            choose = random.Random(runs)
            files = dict(self.seeds)
            name = choose.choice(sorted(files))
            files[name] = mutated(files[name], choose)
            status, said = self.generate(files)
            if status:
                self.assertRegex(said, r"^gen_sql: [^\n]+: \S", f"seed {runs}: {said!r}")
                self.assertNotRegex(said, r"Traceback", f"seed {runs}")
                continue
            accepted += 1
            if accepted <= COMPILED_MOST and files != self.seeds:
                result = self.compiles()
                self.assertEqual(result.returncode, 0, f"seed {runs}: {result.stderr[:2000]}")
        print(f"# {runs} mutated sets, {accepted} accepted")


if __name__ == "__main__":
    unittest.main()
