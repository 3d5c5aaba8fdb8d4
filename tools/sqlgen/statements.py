"""Named statements: signature, bodies, parameters."""
import re

from .language import (COLUMNS_MAX, C_WORDS, ENGINES, LISTS, TYPES, Item, Statement, plain, refuse,
                       tokens)


NAME_LINE = re.compile(r"^-- name:\s*(.*)$")
ENGINE_LINE = re.compile(r"^-- (sqlite|postgresql):\s*$")
SIGNATURE = re.compile(r"^([a-z][a-z0-9_]*)\s*\(([^()]*)\)\s*->\s*"
                       r"(none|count|one|maybe|many)\b(.*)$")
ITEM = re.compile(r"^([a-z][a-z0-9_]*) ([a-z_]+)(\?|\[\])?$")
ROW = re.compile(r"^([a-z][a-z0-9_]*)(?:\s*\(([^()]*)\))?$")


def read_items(text, place, what):
    items = []
    for part in filter(None, (p.strip() for p in text.split(","))):
        m = ITEM.match(part)
        if not m:
            refuse(place, f"a {what} is written 'name type', not {part!r}")
        name, kind, suffix = m.groups()
        check_name(name, place)
        if kind not in TYPES:
            refuse(place, f"unknown type {kind!r} of {what} {name!r}; known: {', '.join(TYPES)}")
        if suffix == "[]" and (what != "parameter" or kind not in LISTS):
            refuse(place, f"{kind}[] is no type of a {what}")
        if any(i.name == name for i in items):
            refuse(place, f"{what} {name!r} is named twice")
        items.append(Item(name, kind, suffix == "?", suffix == "[]"))
    return items


def check_name(name, place):
    if name in C_WORDS:
        refuse(place, f"{name!r} has a meaning in C or in the generated code")


def read_signature(text, place, rows):
    m = SIGNATURE.match(text.strip())
    if not m:
        refuse(place, "a statement is named 'name(param type, ...) -> none | count | "
                      f"one|maybe|many RESULT', not {text.strip()!r}")
    name, params, shape, result = m.groups()
    check_name(name, place)
    s = Statement(place, name, read_items(params, place, "parameter"), shape)
    result = result.strip()
    if shape in ("none", "count"):
        if result:
            refuse(place, f"-> {shape} has no result, but {result!r} follows")
        return s
    read_result(s, result, rows)
    return s


def read_result(s, text, rows):
    kind = text.rstrip("?")
    if kind in TYPES:
        s.columns = [Item("", kind, text.endswith("?"))]
        if s.columns[0].nullable and s.shape != "one":
            refuse(s.place, f"-> {s.shape} {text}: no row and NULL could not be told apart")
        if s.shape == "many" and kind not in LISTS:
            refuse(s.place, f"-> many {kind}: there is no list of {kind}; name a row")
        return
    m = ROW.match(text)
    if not m:
        refuse(s.place, f"a result is a type or 'row_name(column type, ...)', not {text!r}")
    s.row, columns = m.groups()
    check_name(s.row, s.place)
    if columns is None:
        if s.row not in rows:
            refuse(s.place, f"unknown type or row {s.row!r}")
        s.columns = rows[s.row]
        return
    if s.row in rows:
        refuse(s.place, f"row {s.row!r} is described twice; name it without columns here")
    s.columns = rows[s.row] = read_items(columns, s.place, "column")
    if not 0 < len(s.columns) <= COLUMNS_MAX:
        refuse(s.place, f"a row has 1 to {COLUMNS_MAX} columns")


def read_signature_lines(lines, at):
    """The text of a signature that runs over lines '--   more'; and the line after it."""
    text = NAME_LINE.match(lines[at]).group(1)
    at += 1
    while at < len(lines) and re.match(r"^--(\t| {2,})\S", lines[at]):
        text += " " + lines[at][2:].strip()
        at += 1
    return text, at


def read_statements(path, rows):
    with open(path, encoding="utf-8") as f:
        lines = f.read().split("\n")
    found, doc, at, engine = [], [], 0, None
    while at < len(lines):
        line, place = lines[at], f"{path}:{at + 1}"
        if NAME_LINE.match(line):
            text, at = read_signature_lines(lines, at)
            found.append(read_signature(text, place, rows))
            found[-1].doc, doc, engine = doc, [], "both"
            continue
        if ENGINE_LINE.match(line):
            if not found or engine is None:
                refuse(place, "an engine's body outside a statement")
            engine = ENGINE_LINE.match(line).group(1)
            if engine in found[-1].bodies:
                refuse(place, f"two bodies for {engine}")
        elif line.startswith("--"):
            doc.append(line[2:].strip())
        elif line.strip():
            if engine is None:
                refuse(place, "SQL without a '-- name:' line before it")
            old = found[-1].bodies.get(engine, (place, ""))
            found[-1].bodies[engine] = (old[0], old[1] + line + "\n")
            doc = []
            if ";" in plain(tokens(line, place)) and engine == "both":
                engine = None
        else:
            doc = []
        at += 1
    return found


REFUSED_WORDS = {"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA", "ATTACH",
                 "DETACH", "VACUUM", "CREATE", "DROP", "ALTER", "REINDEX", "TRUNCATE"}


def check_tokens(s, toks, place):
    if not toks or toks[-1] != ("mark", ";"):
        refuse(place, f"{s.name}: the statement does not end in ';'")
    if ("mark", ";") in toks[:-1]:
        refuse(place, f"{s.name}: more than one statement")
    names = {p.name for p in s.params}
    for kind, text in toks:
        if kind == "word" and text.upper() in REFUSED_WORDS:
            refuse(place, f"{s.name}: {text.upper()} is not for statements")
        if kind in ("string", "quoted") and any(f":{n}" in text for n in names):
            refuse(place, f"{s.name}: a parameter inside quotes {text}")
        if kind == "param" and text[1:] not in names:
            refuse(place, f"{s.name}: unknown parameter {text}")
    for p in s.params:
        if ("param", f":{p.name}") not in toks:
            refuse(place, f"{s.name}: parameter :{p.name} is not used")


TOGETHER = re.compile(r"\bLISTS\s*\(\s*((?::\w+\s*,\s*)*:\w+)\s*\)\s+AS\s+(\w+)", re.I)


def side_by_side(s, found, engine, place):
    """LISTS(:a, :b) AS t: lists of one length as the columns t.a and t.b."""
    names, alias = re.findall(r"\w+", found.group(1)), found.group(2)
    places = {p.name: i for i, p in enumerate(s.params, 1) if p.list}
    for name in names:
        if name not in places:
            refuse(place, f"{s.name}: LISTS(:{name}): that is no list")
    if engine == "postgresql":
        given = ", ".join(f"${places[name]}" for name in names)
        return f"unnest({given}) AS {alias} ({', '.join(names)})"
    columns = ", ".join(f"list{i}.value AS {name}" for i, name in enumerate(names))
    tables = " JOIN ".join(
        f"list_items(?{places[name]}) AS list{i}" +
        (f" ON list{i}.rowid = list0.rowid" if i else "") for i, name in enumerate(names))
    return f"(SELECT {columns} FROM {tables}) AS {alias}"


def number(s, toks, engine, place):
    """The statement as the engine wants it: numbered parameters, lists spelled out."""
    mark = {"sqlite": "?", "postgresql": "$"}[engine]
    text = TOGETHER.sub(lambda found: side_by_side(s, found, engine, place), plain(toks[:-1]))
    for i, p in enumerate(s.params, 1):
        if p.list:
            within = re.compile(rf"\b(NOT\s+)?IN\s*\(\s*:{p.name}\s*\)", re.I)
            new = (r"\1IN (SELECT value FROM list_items(?%d))" % i if engine == "sqlite" else
                   lambda m, i=i: f"<> ALL (${i})" if m.group(1) else f"= ANY (${i})")
            text = within.sub(new, text)
            if re.search(rf":{p.name}\b", text):
                refuse(place, f"{s.name}: the list :{p.name} may only stand in 'IN (:{p.name})' "
                              "or 'LISTS(:{p.name}) AS name'")
        else:
            text = re.sub(rf"(?<!:):{p.name}\b", f"{mark}{i}", text)
    return text


def compile_statement(s):
    if not s.bodies:
        refuse(s.place, f"{s.name} has no SQL")
    if "both" in s.bodies and len(s.bodies) > 1:
        refuse(s.place, f"{s.name} has a body for both engines and one for an engine")
    for engine in ENGINES:
        place, text = s.bodies.get("both") or s.bodies.get(engine) or \
            refuse(s.place, f"{s.name} has no body for {engine}")
        toks = tokens(text, place)
        check_tokens(s, toks, place)
        s.texts[engine] = number(s, toks, engine, place)


def unique(statements):
    seen = {}
    for s in statements:
        if s.name in seen:
            refuse(s.place, f"{s.name} is already the name of {seen[s.name]}")
        seen[s.name] = s.place


def compile_files(files, rows):
    statements = [s for f in sorted(files) for s in read_statements(f, rows)]
    unique(statements)
    for s in statements:
        compile_statement(s)
    return statements
