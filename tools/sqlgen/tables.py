"""The tables that migrations make, and the statements to copy each from engine to engine."""
from dataclasses import dataclass, field

from .language import Item, Statement, plain, solid, split, words
from .statements import compile_statement


@dataclass
class Table:
    name: str
    columns: list = field(default_factory=list)
    key: list = field(default_factory=list)
    numbered: bool = False                       # its id numbers itself
    statements: dict = field(default_factory=dict)  # what for -> Statement

    def key_columns(self):
        return [i for k in self.key for i, c in enumerate(self.columns) if c.name == k]


def add_column(table, toks):
    solids = solid(toks)
    upper = " ".join(words(toks)[2:])
    own = upper == "PRIMARY KEY"
    table.columns.append(Item(solids[0][1], solids[1][1], not own and "NOT NULL" not in upper))
    if own:
        table.key, table.numbered = [solids[0][1]], True


def create(toks):
    opening = toks.index(("mark", "("))
    table = Table(solid(toks[:opening])[-1][1])
    for part in split(toks[opening + 1:-1], ","):
        first = words(part)[:2]
        if first == ["PRIMARY", "KEY"]:
            table.key = [t for kind, t in solid(part)[2:] if kind == "word"]
        elif first[0] not in ("UNIQUE", "CHECK", "FOREIGN", "CONSTRAINT"):
            add_column(table, part)
    keyed = [c for c in table.columns if c.name in table.key]
    for column in keyed:
        column.nullable = False
    return table


def tables_of(parts):
    """In the order in which they were made: what is referred to comes before who refers."""
    found = {}
    for toks in parts:
        first = words(toks)
        if first[:2] == ["CREATE", "TABLE"]:
            table = create(toks)
            found[table.name] = table
        elif first[:2] == ["ALTER", "TABLE"]:
            at = [i for i, t in enumerate(toks) if t[1].upper() == "COLUMN"][0]
            table = found.get(solid(toks)[2][1])
            if table:  # else SQLite refuses it
                add_column(table, toks[at + 1:])
    return list(found.values())


def statement(name, params, shape, columns, **bodies):
    s = Statement(f"copying {name}", name, params, shape, columns=columns)
    s.bodies = {engine: (s.place, text + ";") for engine, text in bodies.items()}
    compile_statement(s)
    return s


def add_copying(table):
    """Sets the table's statements: pages in the order of its key, a row, how many, the number."""
    name, key = table.name, ", ".join(table.key)
    most, number = Item("most", "int"), [Item("", "int")]
    keys = [Item(f"key_{c.name}", c.type) for k in table.key for c in table.columns
            if c.name == k]
    columns = ", ".join(c.name for c in table.columns)
    values = ", ".join(f":{c.name}" for c in table.columns)
    after = ", ".join(f":{k.name}" for k in keys)
    backwards = ", ".join(f"{k} DESC" for k in table.key)
    made = {
        "first": ([most], "many", table.columns,
                  f"SELECT {columns} FROM {name} ORDER BY {key} LIMIT :most"),
        "after": (keys + [most], "many", table.columns,
                  f"SELECT {columns} FROM {name} WHERE ({key}) > ({after}) ORDER BY {key} "
                  "LIMIT :most"),
        "last": ([], "many", [c for k in table.key for c in table.columns if c.name == k],
                 f"SELECT {key} FROM {name} ORDER BY {backwards} LIMIT 1"),
        "add": (table.columns, "none", [], f"INSERT INTO {name} ({columns}) VALUES ({values})"),
    }
    for what, (params, shape, result, text) in made.items():
        table.statements[what] = statement(f"copy_{what}_{name}", params, shape, result, both=text)
    if table.numbered:
        sequence = f"pg_get_serial_sequence('{name}', '{table.key[0]}')"
        table.statements["number"] = statement(
            f"copy_number_{name}", [], "one", number,
            sqlite=f"SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = '{name}'",
            postgresql=f"SELECT coalesce(pg_sequence_last_value({sequence}::regclass), 0)")
        table.statements["set_number"] = statement(
            f"copy_set_number_{name}", [Item("number", "int")], "one", number,
            sqlite=f"INSERT INTO sqlite_sequence (name, seq) VALUES ('{name}', :number) "
                   "RETURNING seq",
            postgresql=f"SELECT setval({sequence}::regclass, :number)")
    return table


def copying(tables):
    return [s for t in tables for s in add_copying(t).statements.values()]
