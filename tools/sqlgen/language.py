"""What the SQL files are made of: types, statements, tokens; and the refusal of all else."""
import re
from dataclasses import dataclass, field


class Refused(Exception):
    """The input breaks a rule; the text says where and which."""


def refuse(place, reason):
    raise Refused(f"{place}: {reason}")


@dataclass(frozen=True)
class Type:
    c: str           # C type of one value
    kind: str        # enum db_type
    sqlite: str
    postgresql: str
    value: str       # initializer of a struct db_value from the C expression {x}
    none: str        # C condition for "no value" when the type has one of its own, else ""
    dummy: object    # a value to try statements with
    check: str = ""  # what SQLite must be told apart, {x} being the column


TEXT_PG = 'text COLLATE "C"'
NUMBER, STRING = ".n = {x}", ".s = {x}"
TYPES = {
    "id": Type("struct row_id", "DB_ID", "INTEGER", "bigint", ".n = {x}.n", "!{x}.n", 1),
    "public_id": Type("struct public_id", "DB_PUBLIC_ID", "BLOB", "uuid",
                      ".s = {{(const char *){x}.bytes, sizeof({x}.bytes)}}", "",
                      b"0123456789abcdef", "length({x}) = 16"),
    "time": Type("usec", "DB_TIME", "INTEGER", "bigint", NUMBER, "", 1),
    "day": Type("day", "DB_DAY", "INTEGER", "integer", NUMBER, "", 1),
    "text": Type("struct str", "DB_TEXT", "TEXT", TEXT_PG, STRING, "!{x}.p", "x"),
    "bytes": Type("struct str", "DB_BYTES", "BLOB", "bytea", STRING, "!{x}.p", b"x"),
    "int": Type("int64_t", "DB_INT", "INTEGER", "bigint", NUMBER, "", 1),
    "bool": Type("bool", "DB_BOOL", "INTEGER", "boolean", NUMBER, "", 1, "{x} IN (0, 1)"),
    "langmap": Type("struct str", "DB_LANGMAP", "TEXT", TEXT_PG, STRING, "!{x}.p", "{}",
                    "{x} IS NULL OR json_valid({x}) AND json_type({x}) = 'object'"),
}
ENGINES = ("sqlite", "postgresql")
LISTS = {"id": "id_list", "int": "int_list", "text": "text_list", "bytes": "bytes_list",
         "public_id": "public_id_list"}
COLUMNS_MAX = 32  # DB_COLUMNS_MAX in db/statement.h
# Words that a C programmer cannot have as a name of a field, a parameter or a function.
C_WORDS = set("""auto break case char const continue default do double else enum extern float for
    goto if inline int long register restrict return short signed sizeof static struct switch
    typedef union unsigned void volatile while tx a usec day bool ret_row ret_rows ret_value
    ret_count""".split())


@dataclass
class Item:
    """A parameter or a result column."""
    name: str
    type: str
    nullable: bool = False
    list: bool = False


@dataclass
class Statement:
    place: str
    name: str
    params: list
    shape: str                 # none, count, one, maybe, many
    row: str = ""              # name of the row struct, or "" for a single value
    columns: list = field(default_factory=list)
    doc: list = field(default_factory=list)
    bodies: dict = field(default_factory=dict)    # engine or "both" -> (place, text)
    texts: dict = field(default_factory=dict)     # engine -> numbered SQL
    writes: bool = False


@dataclass
class Migration:
    number: int
    name: str
    hash: str
    texts: dict
    parts: list    # its statements, as tokens


# --- SQL as tokens ---

TOKEN = re.compile(r"""
      (?P<space>\s+)
    | (?P<comment>--[^\n]*)
    | (?P<string>'(?:[^']|'')*')
    | (?P<quoted>"(?:[^"]|"")*")
    | (?P<cast>::)
    | (?P<param>:[A-Za-z_]\w*)
    | (?P<word>[A-Za-z_]\w*)
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<mark>[(),;.=<>!|+\-*/%&~])
    """, re.X)


def tokens(text, place):
    """Pairs (kind, text); runs of white space and comments become one blank."""
    at, found = 0, []
    while at < len(text):
        m = TOKEN.match(text, at)
        if not m:
            refuse(place, f"cannot read the SQL at {text[at:at + 12]!r} "
                          "(parameters are :name; /* */, ?, $1, @x and [x] are not used)")
        at = m.end()
        if text.startswith("/*", m.start()):
            refuse(place, "comments are written with --")
        if m.lastgroup in ("space", "comment"):
            if found and found[-1][0] != "space":
                found.append(("space", " "))
            continue
        found.append((m.lastgroup, m.group()))
    while found and found[-1][0] == "space":
        found.pop()
    return found


def words(toks):
    return [text.upper() for kind, text in toks if kind == "word"]


def plain(toks):
    return "".join(text for _, text in toks).strip()


def solid(toks):
    return [t for t in toks if t[0] != "space"]


def split(toks, mark):
    """Splits at a mark outside parentheses."""
    parts, depth = [[]], 0
    for tok in toks:
        depth += {"(": 1, ")": -1}.get(tok[1], 0) if tok[0] == "mark" else 0
        if tok == ("mark", mark) and not depth:
            parts.append([])
        else:
            parts[-1].append(tok)
    return parts
