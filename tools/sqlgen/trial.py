"""Everything is tried on SQLite while the program is built."""
import re
import sqlite3

from .language import TYPES, refuse, tokens, words


WRITES = {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}


def migrated(migrations):
    con = sqlite3.connect(":memory:", isolation_level=None, cached_statements=0)
    con.execute("PRAGMA ignore_check_constraints = ON")
    for m in migrations:
        try:
            con.executescript(m.texts["sqlite"])
        except sqlite3.Error as e:
            refuse(f"{m.number:04d}_{m.name}.sql", f"SQLite says: {e}")
    # Rows that migrations made would clash with the made-up values.
    for (name,) in con.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        con.execute(f"DELETE FROM {name}")
    return con


def try_statement(con, s):
    """Runs the statement with made-up values: SQLite checks names, counts and strict types."""
    text = re.sub(r"list_items\((\?\d+)\)", r"(SELECT \1 AS value, 0 AS rowid)",
                  s.texts["sqlite"])
    values = [TYPES[p.type].dummy for p in s.params]
    wrote = []

    def authorize(action, table, *_):
        if action in WRITES and not (table or "").startswith("sqlite_"):
            wrote.append(table)
        return sqlite3.SQLITE_OK

    con.set_authorizer(authorize)
    try:
        con.execute("SAVEPOINT trial")
        cursor = con.execute(text, values)
        cursor.fetchall()
        got = [d[0] for d in cursor.description or ()]
        con.execute("ROLLBACK TO trial")
    except sqlite3.Error as e:
        refuse(s.place, f"{s.name}: SQLite says: {e}")
    con.set_authorizer(None)
    s.writes = bool(wrote)
    check_result(s, got)


def check_result(s, got):
    first = words(tokens(s.texts["sqlite"].replace("?", ":p"), s.place))[0]
    if s.shape in ("none", "count"):
        if got:
            refuse(s.place, f"{s.name}: -> {s.shape}, but the SQL returns {', '.join(got)}")
        if not s.writes:
            refuse(s.place, f"{s.name}: -> {s.shape}, but the SQL changes nothing")
        return
    if not got:
        refuse(s.place, f"{s.name}: a change under '-> {s.shape}' needs RETURNING")
    if len(got) != len(s.columns):
        refuse(s.place, f"{s.name}: {len(s.columns)} columns described, the SQL has {len(got)}")
    if s.row and got != [c.name for c in s.columns]:
        refuse(s.place, f"{s.name}: columns described as {', '.join(c.name for c in s.columns)}, "
                        f"the SQL has {', '.join(got)}")
    if s.shape == "many" and first == "SELECT" and "ORDER BY" not in " ".join(
            words(tokens(s.texts["sqlite"].replace("?", ":p"), s.place))):
        refuse(s.place, f"{s.name}: -> many without ORDER BY: the engines would differ")
