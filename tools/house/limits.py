"""The house rules as tables. An exception stands here with its reason, or nowhere."""

FUNCTION_LINES = 60
FILE_LINES = 600
COLUMNS = 100
TAB = 8

# Who may include whom, besides itself and base. web and api may also name the plain values that
# the faces of view, app and http hand them (codec, i18n), never the database or the keys.
LAYERS = {
    'base': (),
    'codec': (),
    'crypto': ('codec',),
    'i18n': ('codec',),
    'db': ('codec',),
    'http': ('codec',),
    'paper': ('codec',),
    'credential': ('crypto', 'codec'),
    'jobs': ('db', 'crypto', 'codec'),
    'mail': ('jobs', 'db', 'i18n', 'crypto', 'codec'),
    'view': ('i18n', 'codec'),
    'app': ('credential', 'paper', 'mail', 'jobs', 'db', 'i18n', 'crypto', 'codec'),
    'web': ('view', 'app', 'http', 'i18n', 'codec'),
    'api': ('view', 'app', 'http', 'i18n', 'codec'),
    'cmd': ('web', 'api', 'view', 'app', 'http', 'credential', 'paper', 'mail', 'jobs', 'db',
            'i18n', 'crypto', 'codec'),
}

# Headers of the C library, POSIX, Linux and the compilers. Any other <header> is a third party's.
SYSTEM_HEADERS = set('''
    assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign
    stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string tgmath threads time
    uchar wchar wctype
    aio cpio dirent dlfcn fcntl fmtmsg fnmatch ftw glob grp iconv langinfo libgen monetary mqueue
    ndbm netdb nl_types poll pthread pwd regex sched search semaphore spawn strings stropts syslog
    tar termios trace ulimit unistd utime utmpx wordexp
    alloca byteswap endian err error execinfo fstab getopt ifaddrs libintl malloc memory mntent
    paths printf pty resolv shadow sysexits link elf features link
    '''.split())
SYSTEM_FOLDERS = ('sys', 'arpa', 'net', 'netinet', 'linux', 'bits', 'asm', 'sanitizer')

# Functions nobody calls: (names, why). The second list is let in where its test says so.
BANNED = {
    **dict.fromkeys(('strcpy', 'stpcpy', 'strcat', 'sprintf', 'vsprintf', 'gets'),
                    'writes without a bound; use struct buf or str_fmt'),
    **dict.fromkeys(('strtok', 'strtok_r'), 'writes into its input; use str_cut'),
    **dict.fromkeys(('atoi', 'atol', 'atoll', 'atof'), 'hides errors; use str_to_int'),
    'alloca': 'has no bound; use an arena',
}
ALLOCATORS = ('malloc', 'calloc', 'realloc', 'reallocarray', 'free', 'strdup', 'strndup',
              'asprintf', 'vasprintf', 'aligned_alloc', 'posix_memalign')
CLOCKS = ('time', 'gettimeofday', 'clock_gettime', 'timespec_get', 'clock')
ENVIRONMENT = ('getenv', 'secure_getenv')
PRINTERS = ('printf', 'vprintf', 'fprintf', 'vfprintf', 'dprintf', 'vdprintf', 'puts', 'fputs',
            'putchar', 'putc', 'fputc', 'perror')
MAILERS = ('outbox_seal',)

REFUSED_SOMEWHERE = {*BANNED, *ALLOCATORS, *CLOCKS, *ENVIRONMENT, *PRINTERS, *MAILERS}

# Mutable state outside functions' frames: (path, name) -> why it must be.
MUTABLE = {
    ('src/db/sqlite/engine.c', 'once'): 'settings of the SQLite library are the whole process\'s',
}

# SQL text in C: path -> why it cannot be a named statement.
SQL_IN_C = {
    'src/db/sqlite/list.c': 'a virtual table declares its columns to SQLite in SQL',
}

# Style attributes in C: path -> why no class will do.
INLINE_STYLE = {
    'src/codec/xlsx_write.c': 'a style of a spreadsheet is the number of one',
    'src/mail/letter.c': 'programs that read mail know no style sheets',
}

# Rooms where each x.c has its x_test.c beside it (x_y.c may be tested in x_test.c).
TESTED_ROOMS = ('base', 'codec', 'crypto', 'db', 'i18n', 'credential', 'paper')
UNTESTED = {
    'src/base/utf8.c': 'second half of str.h, tested in str_test.c',
    'src/paper/ink.c': 'what it draws is looked at in document_test.c',
    'src/paper/ink_emoji.c': 'what it draws is looked at in document_test.c',
    'src/paper/look.c': 'sizes and colours',
}

# Readers of bytes from outside, by file stem: each has its x_fuzz.c (or, for x_y.c, x_fuzz.c), or
# a fuzz target of its room includes its header.
# In codec everything reads such bytes.
FUZZED = ('json', 'jcs', 'csv', 'xlsx', 'form', 'multipart', 'base64', 'input', 'cookie',
          'route', 'mo', 'jsonld', 'rdfc', 'cbor', 'asn1', 'image')
FUZZED_ROOMS = ('codec',)
UNFUZZED = {'src/codec/zip.c': 'only writes'}
