#!/usr/bin/env python3
"""What tools/gen_sql makes of SQL files, and everything that it refuses."""
import importlib.machinery
import importlib.util
import os
import random
import sys
import tempfile
import unittest
from contextlib import redirect_stderr
from io import StringIO

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.dont_write_bytecode = True


def load(path):
    loader = importlib.machinery.SourceFileLoader("gen_sql", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("gen_sql", loader))
    sys.modules["gen_sql"] = module
    loader.exec_module(module)
    return module


gen_sql = load(os.path.join(ROOT, "tools", "gen_sql"))

TABLE = """
CREATE TABLE answer (
    person id NOT NULL,
    question text NOT NULL,
    body bytes NOT NULL,
    code public_id,
    done bool,
    title langmap,
    at time,
    born day,
    n int,
    PRIMARY KEY (person, question)
);
"""
READ = "-- name: answer_get(person id, question text) -> maybe bytes\n" \
       "SELECT body FROM answer WHERE person = :person AND question = :question;\n"


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def joined(source):
    """C with the pieces of its literals put together."""
    return source.replace('"\n\t\t\t\t"', "")


def generate(files, *options):
    """Exit status, message, header and source for a folder of the given files."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, text in files.items():
            paths.append(os.path.join(folder, name))
            with open(paths[-1], "w", encoding="utf-8") as f:
                f.write(text)
        header, source = os.path.join(folder, "x.h"), os.path.join(folder, "x.c")
        messages = StringIO()
        with redirect_stderr(messages):
            status = gen_sql.main(["--store", "x", "--ledger", os.path.join(ROOT, "src/db/ledger"),
                                   "--header", header, "--source", source, *options, *paths])
        texts = [read(path) if os.path.exists(path) else "" for path in (header, source)]
        return status, messages.getvalue(), *texts


def query(text, table=TABLE):
    return {"0001_first.sql": table, "q.sql": text}


def table(text):
    return {"0001_first.sql": text}


REFUSED = {
    # what is wrong: (files, part of the message)
    "unknown parameter": (
        query("-- name: f() -> one int\nSELECT count(*) FROM answer WHERE n = :x;"),
                          "unknown parameter :x"),
    "unused parameter": (query("-- name: f(x int) -> one int\nSELECT count(*) FROM answer;"),
                         "parameter :x is not used"),
    "unused parameter in one of two bodies": (
        query("-- name: f(x int) -> one int\n-- sqlite:\nSELECT :x AS n;\n"
              "-- postgresql:\nSELECT 1;"),
        "parameter :x is not used"),
    "numbered parameter": (query("-- name: f() -> one int\nSELECT ?1;"), "parameters are :name"),
    "dollar parameter": (query("-- name: f() -> one int\nSELECT $1;"), "parameters are :name"),
    "parameter inside a string": (
        query("-- name: f(x text) -> one int\nSELECT count(*) FROM answer WHERE question = '%:x%'"
              " OR question = :x;"), "a parameter inside quotes"),
    "parameter inside a quoted name": (
        query('-- name: f(x text) -> one int\nSELECT ":x" FROM answer WHERE question = :x;'),
        "a parameter inside quotes"),
    "parameter twice": (query("-- name: f(x int, x int) -> one int\nSELECT :x;"), "named twice"),
    "unknown parameter type": (query("-- name: f(x varchar) -> one int\nSELECT :x;"),
                               "unknown type 'varchar'"),
    "unknown column type": (query("-- name: f() -> one r(x number)\nSELECT 1 AS x;"),
                            "unknown type 'number'"),
    "unknown row": (query("-- name: f() -> one r\nSELECT 1 AS x;"), "unknown type or row 'r'"),
    "row described twice": (
        query("-- name: f() -> one r(x int)\nSELECT 1 AS x;\n"
              "-- name: g() -> one r(x int)\nSELECT 1 AS x;"), "described twice"),
    "row without columns": (query("-- name: f() -> one r()\nSELECT 1 AS x;"), "1 to 32 columns"),
    "too few columns": (query("-- name: f() -> one r(x int, y int)\nSELECT 1 AS x;"),
                        "2 columns described, the SQL has 1"),
    "too many columns": (query("-- name: f() -> one int\nSELECT 1, 2;"),
                         "1 columns described, the SQL has 2"),
    "other column name": (query("-- name: f() -> one r(x int)\nSELECT 1 AS y;"),
                          "described as x, the SQL has y"),
    "columns in another order": (
        query("-- name: f() -> one r(x int, y int)\nSELECT 1 AS y, 2 AS x;"),
                                 "described as x, y, the SQL has y, x"),
    "duplicate name": (query(READ + READ), "already the name of"),
    "no name": (query("SELECT 1;"), "SQL without a '-- name:'"),
    "SQL after a statement": (query(READ + "SELECT 1;"), "SQL without a '-- name:'"),
    "two statements in a line": (query("-- name: f() -> one int\nSELECT 1; SELECT 2;"),
                                 "more than one statement"),
    "name without SQL": (query("-- name: f() -> one int\n"), "f has no SQL"),
    "no semicolon": (query("-- name: f() -> one int\nSELECT 1"), "does not end in ';'"),
    "bad signature": (query("-- name: f -> one int\nSELECT 1;"), "a statement is named"),
    "no result": (query("-- name: f()\nSELECT 1;"), "a statement is named"),
    "name that C has": (query("-- name: switch() -> one int\nSELECT 1;"), "'switch' has a meaning"),
    "parameter that C has": (
        query("-- name: f(int int) -> one int\nSELECT :int;"), "has a meaning"),
    "parameter that the code has": (query("-- name: f(tx int) -> one int\nSELECT :tx;"),
                                    "has a meaning"),
    "change under a read": (
        query("-- name: f(n int) -> many id\nUPDATE answer SET n = :n;"), "needs RETURNING"),
    "change under one": (
        query("-- name: f(n int) -> one int\nUPDATE answer SET n = :n;"), "needs RETURNING"),
    "change under maybe": (
        query("-- name: f() -> maybe int\nDELETE FROM answer;"), "needs RETURNING"),
    "no change under none": (query("-- name: f() -> none\nANALYZE;"), "changes nothing"),
    "rows under none": (query("-- name: f() -> none\nSELECT 1 AS n;"), "but the SQL returns n"),
    "rows under count": (
        query("-- name: f() -> count\nDELETE FROM answer RETURNING person;"), "the SQL returns"),
    "result of none": (query("-- name: f() -> none int\nSELECT 1;"), "has no result"),
    "nullable maybe": (query("-- name: f() -> maybe int?\nSELECT 1;"), "could not be told apart"),
    "list of what has none": (query("-- name: f(x day[]) -> one int\nSELECT :x;"), "is no type"),
    "LISTS of no list": (query("-- name: f(x int) -> many int\n"
                               "SELECT l.x FROM LISTS(:x) AS l ORDER BY 1;"), "that is no list"),
    "list as a column": (query("-- name: f() -> one r(x id[])\nSELECT 1 AS x;"), "is no type"),
    "many of what has no list": (
        query("-- name: f() -> many bool\nSELECT 1;"), "no list of bool"),
    "list outside IN": (query("-- name: f(x id[]) -> one int\nSELECT count(*) WHERE 1 = :x;"),
                        "may only stand in"),
    "list inside a longer IN": (
        query("-- name: f(x id[]) -> one int\nSELECT 1 WHERE 1 IN (2, :x);"),
                                "may only stand in"),
    "many without order": (query("-- name: f() -> many id\nSELECT person FROM answer;"),
                           "without ORDER BY"),
    "missing body": (query("-- name: f() -> one int\n-- sqlite:\nSELECT 1;"),
                     "no body for postgresql"),
    "body for all and for one": (
        query("-- name: f() -> one int\nSELECT 1\n-- sqlite:\nSELECT 1;\n"
              "-- postgresql:\nSELECT 1;"),
        "a body for both engines and one"),
    "body twice": (query("-- name: f() -> one int\n-- sqlite:\nSELECT 1;\n-- sqlite:\nSELECT 1;"),
                   "two bodies for sqlite"),
    "body outside": (query("-- sqlite:\nSELECT 1;"), "outside a statement"),
    "unknown table": (query("-- name: f() -> one int\nSELECT 1 FROM missing;"),
                      "no such table: missing"),
    "unknown column": (query("-- name: f() -> one int\nSELECT missing FROM answer;"),
                       "no such column: missing"),
    "parameter of the wrong type": (
        query("-- name: f(n text) -> none\nINSERT INTO answer (person, question, body, n)"
              " VALUES (1, 'q', x'00', :n);"), "cannot store TEXT value in INTEGER column"),
    "text for bytes": (
        query("-- name: f(body text) -> none\nINSERT INTO answer (person, question, body)"
              " VALUES (1, 'q', :body);"), "cannot store TEXT value in BLOB column"),
    "column left out": (
        query("-- name: f() -> none\nINSERT INTO answer (person, question) VALUES (1, 'q');"),
        "NOT NULL constraint failed"),
    "block comment": (query("-- name: f() -> one int\nSELECT /* x */ 1;"), "comments are written"),
    "backslash": (query("-- name: f() -> one int\nSELECT \\ 1;"), "cannot read the SQL"),
    "unclosed string": (query("-- name: f() -> one int\nSELECT 'x;\n"), "cannot read the SQL"),
    "drop in a migration": (table(TABLE + "DROP TABLE answer;"), "goes forward only"),
    "drop of a column": (table(TABLE + "ALTER TABLE answer DROP COLUMN n;"), "goes forward only"),
    "drop of an index": (table(TABLE + "DROP INDEX i;"), "goes forward only"),
    "delete in a migration": (table(TABLE + "DELETE FROM answer;"), "goes forward only"),
    "rename": (
        table(TABLE + "ALTER TABLE answer RENAME TO reply;"), "a migration may CREATE TABLE"),
    "column added without its word": (
        table(TABLE + "ALTER TABLE answer ADD y int;"), "a migration may CREATE TABLE"),
    "select in a migration": (table("SELECT 1;"), "a migration may CREATE TABLE"),
    "trigger": (table("CREATE TRIGGER t AFTER INSERT ON answer BEGIN SELECT 1;"),
                "a migration may CREATE TABLE"),
    "parameter in a migration": (table(TABLE + "UPDATE answer SET n = :n;"), "has no parameters"),
    "unfinished migration": (table("CREATE TABLE t (x id PRIMARY KEY)"), "does not end in ';'"),
    "empty migration": (table("-- nothing\n"), "empty statement or migration"),
    "empty statement": (table(TABLE + ";"), "empty statement or migration"),
    "unknown type in a table": (table("CREATE TABLE t (x id PRIMARY KEY, y BIGINT);"),
                                "unknown type 'BIGINT'"),
    "type in capitals": (
        table("CREATE TABLE t (x id PRIMARY KEY, y TEXT);"), "unknown type 'TEXT'"),
    "half a key": (table("CREATE TABLE t (x id PRIMARY KEY, PRIMARY);"), "SQLite says"),
    "column without type": (table("CREATE TABLE t (x id PRIMARY KEY, y);"), "a column is written"),
    "table without key": (table("CREATE TABLE t (x id NOT NULL);"), "has no primary key"),
    "key on another type": (table("CREATE TABLE t (x text PRIMARY KEY);"), "numbers itself"),
    "STRICT by hand": (table("CREATE TABLE t (x id PRIMARY KEY) STRICT;"), "are added here"),
    "temporary table": (table("CREATE TEMP TABLE t (x id PRIMARY KEY);"), "a migration may"),
    "table twice": (table(TABLE + TABLE), "already exists"),
    "gap": ({"0001_a.sql": TABLE, "0003_b.sql": "CREATE INDEX i ON answer (n);"}, "0002 is next"),
    "number twice": ({"0001_a.sql": TABLE, "0001_b.sql": "CREATE INDEX i ON answer (n);"},
                     "0002 is next"),
    "start at two": ({"0002_a.sql": TABLE}, "0001 is next"),
    "badly named migration": ({"1_a.sql": TABLE}, "a migration is named 0001_what.sql"),
    "capital in a migration's name": ({"0001_A.sql": TABLE}, "a migration is named"),
}
for word in ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT s", "PRAGMA user_version", "ATTACH 'x' AS y",
             "VACUUM", "DROP TABLE answer", "CREATE TABLE t (x)", "ALTER TABLE answer ADD y",
             "INSERT OR ROLLBACK INTO answer (person, question, body) VALUES (1, 'q', x'00')"):
    REFUSED["statement " + word] = (query(f"-- name: f() -> none\n{word};"),
                                    "is not for statements")


class Refusals(unittest.TestCase):
    """One test for each entry of REFUSED, added below."""


def add_refusal(what, files, message):
    def test(self):
        status, said, header, source = generate(files)
        self.assertEqual(status, 1, "was accepted")
        self.assertIn(message, said)
        self.assertEqual(header + source, "", "something was written")
    setattr(Refusals, "test_" + what.replace(" ", "_"), test)


for what, (files, message) in REFUSED.items():
    add_refusal(what, files, message)


class Output(unittest.TestCase):
    def made(self, files, *options):
        status, said, header, source = generate(files, *options)
        self.assertEqual(status, 0, said)
        return header, source

    def test_nothing_yet(self):
        header, source = self.made({})
        self.assertIn("extern const struct db_schema x_schema;", header)
        self.assertIn(".number = 0", source)

    def test_types_of_tables(self):
        _, source = self.made(query(READ))
        source = joined(source)
        self.assertIn("code BLOB CHECK (length(code) = 16)", source)
        self.assertIn("done INTEGER CHECK (done IN (0, 1))", source)
        self.assertIn("title TEXT CHECK (title IS NULL OR json_valid(title) AND "
                      "json_type(title) = 'object')", source)
        self.assertIn("PRIMARY KEY (person, question)) STRICT, WITHOUT ROWID;", source)
        self.assertIn("code uuid, done boolean, title text COLLATE \\\"C\\\"", source)
        self.assertIn("at bigint, born integer, n bigint", source)

    def test_table_that_numbers_itself(self):
        _, source = self.made(table("CREATE TABLE t (x id PRIMARY KEY, y id REFERENCES t);"))
        source = joined(source)
        self.assertIn("(x INTEGER PRIMARY KEY AUTOINCREMENT, y INTEGER REFERENCES t) STRICT;",
                      source)
        self.assertIn("x bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, y bigint", source)

    def test_parameters_are_numbered(self):
        _, source = self.made(query(
            "-- name: f(p1 int, p int[], b text) -> many id\n"
            "SELECT person FROM answer WHERE n = :p1 AND n IN (:p) AND question <> :b AND n < :p1\n"
            "ORDER BY person;"))
        source = joined(source)
        self.assertIn("n = ?1 AND n IN (SELECT value FROM list_items(?2)) AND question <> ?3 "
                      "AND n < ?1", source)
        self.assertIn("n = $1 AND n = ANY ($2) AND question <> $3 AND n < $1", source)

    def test_lists_side_by_side(self):
        _, source = self.made(query("-- name: f(n text[], b bytes[]) -> none\n"
                                    "INSERT INTO answer (person, question, body)\n"
                                    "SELECT 1, l.n, l.b FROM LISTS(:n, :b) AS l;"))
        source = joined(source)
        self.assertIn("FROM (SELECT list0.value AS n, list1.value AS b "
                      "FROM list_items(?1) AS list0 JOIN list_items(?2) AS list1 "
                      "ON list1.rowid = list0.rowid) AS l", source)
        self.assertIn("FROM unnest($1, $2) AS l (n, b)", source)

    def test_not_in_a_list(self):
        _, source = self.made(query("-- name: f(x id[]) -> one int\n"
                                    "SELECT count(*) FROM answer WHERE person NOT IN (:x);"))
        source = joined(source)
        self.assertIn("person NOT IN (SELECT value FROM list_items(?1))", source)
        self.assertIn("person <> ALL ($1)", source)

    def test_cast_is_no_parameter(self):
        _, source = self.made(query("-- name: f(x int) -> one int\n-- sqlite:\nSELECT :x;\n"
                                    "-- postgresql:\nSELECT :x::bigint;\n"))
        self.assertIn("SELECT $1::bigint", source)

    def test_writes_are_known(self):
        _, source = self.made(query(
            READ + "-- name: w() -> count\nDELETE FROM answer;\n"
            "-- name: cte(n int) -> count\nWITH t AS (SELECT 1 AS p) UPDATE answer SET n = :n"
            " WHERE person IN (SELECT p FROM t);\n"
            "-- name: back() -> maybe id\nDELETE FROM answer WHERE n = 1 RETURNING person;\n"))
        writes = [line.strip() for line in source.split("\n") if ".writes" in line]
        self.assertEqual(writes[3:7], [".writes = false,"] + [".writes = true,"] * 3)

    def test_signature_over_lines_and_doc(self):
        header, _ = self.made(query(
            "-- Whose it is.\n-- Two lines.\n-- name: f(x int,\n--   y int?) -> one\n"
            "--   r(a1 int, b time?)\nSELECT :x AS a1, :y AS b;\n"))
        self.assertIn("/* Whose it is.\n * Two lines. */\nerr_t f(struct tx *tx, struct arena *a, "
                      "int64_t x, const int64_t *y,", header)
        self.assertIn("struct r {\n\tint64_t a1;\n\tconst usec *b; /* none: NULL */\n};", header)

    def test_comments_do_not_reach_the_program(self):
        _, source = self.made(query("-- name: f() -> one int\nSELECT 1 -- secret remark\n;"))
        self.assertNotIn("secret", source)

    def test_strings_are_escaped(self):
        _, source = self.made(query("-- name: f() -> one text\nSELECT 'a\"b\\c';"))
        self.assertIn("SELECT 'a\\\"b\\\\c'", source)

    def test_wipe(self):
        self.assertIn(".wipes = false", self.made({})[1])
        self.assertIn(".wipes = true", self.made({}, "--wipe")[1])

    def test_hash_sees_meaning_not_layout(self):
        def digest(text):
            source = self.made(table(text))[1]
            return [line for line in source.split("\n") if ".hash" in line][1]
        self.assertEqual(digest(TABLE), digest(TABLE.replace("\n", "  -- remark\n\n")))
        self.assertNotEqual(digest(TABLE), digest(TABLE.replace("n int", "n time")))

    def test_unchanged_output_is_left_alone(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "x")
            gen_sql.write_if_changed(path, "a")
            os.utime(path, (1, 1))
            gen_sql.write_if_changed(path, "a")
            self.assertEqual(os.stat(path).st_mtime, 1)
            gen_sql.write_if_changed(path, "b")
            self.assertNotEqual(os.stat(path).st_mtime, 1)


class Fuzz(unittest.TestCase):
    def test_damaged_input_is_refused_or_compiled_but_never_crashes(self):
        files = {name: read(os.path.join(ROOT, "src/db/testdata", name))
                 for name in ("0001_fixture.sql", "0002_more.sql", "fixture.sql")}
        pieces = [" ", "(", ")", ",", ";", "'", '"', ":", "--", "\n", "-- name: ", "->", "?", "[]",
                  "id", "many", "one", "x", "\\", "\0", "é", "-- sqlite:\n", "PRIMARY KEY"]
        for seed in range(150):
            dice = random.Random(seed)
            name = dice.choice(list(files))
            text = files[name]
            for _ in range(dice.randint(1, 4)):
                at = dice.randrange(len(text))
                cut = dice.choice((0, 0, 1, 5, 40))
                text = text[:at] + dice.choice(pieces) + text[at + cut:]
            status, said, _, _ = generate({**files, name: text})
            self.assertIn(status, (0, 1), f"seed {seed}")
            self.assertEqual(bool(said), status == 1, f"seed {seed}: {said}")


if __name__ == "__main__":
    unittest.main()
