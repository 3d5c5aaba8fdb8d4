"""The files under check, read once, and the findings about them."""

import os
import subprocess

SKIPPED_DIRS = {'.git', 'build', 'node_modules', '__pycache__'}


class File:
    """One file: path as written in findings, bytes, and text (None when it is binary)."""

    def __init__(self, root, path):
        self.path = path
        self.full = os.path.join(root, path)
        self.name = os.path.basename(path)
        self.ext = os.path.splitext(path)[1]
        with open(self.full, 'rb') as f:
            self.raw = f.read()
        self._text = None

    @property
    def binary(self):
        return b'\0' in self.raw

    @property
    def text(self):
        if self._text is None:
            self._text = self.raw.decode('utf-8', 'replace')
        return self._text

    def line_of(self, offset):
        return self.text.count('\n', 0, offset) + 1


class Tree:
    """All files of a working copy that are tracked, or new and not ignored."""

    def __init__(self, root):
        self.root = root
        self.findings = []
        self.files = [File(root, path) for path in self._paths()]
        self.by_path = {f.path: f for f in self.files}

    def _paths(self):
        if os.path.exists(os.path.join(self.root, '.git')):
            listed = subprocess.run(
                ['git', '-C', self.root, 'ls-files', '-z', '-co', '--exclude-standard'],
                check=True, capture_output=True).stdout.decode()
            names = set(filter(None, listed.split('\0')))
        else:
            names = set(self._walk())
        full = {name: os.path.join(self.root, name) for name in names}
        return sorted(n for n, p in full.items() if os.path.isfile(p) and not os.path.islink(p))

    def _walk(self):
        for folder, dirs, names in os.walk(self.root):
            dirs[:] = [d for d in dirs if d not in SKIPPED_DIRS]
            for name in names:
                yield os.path.relpath(os.path.join(folder, name), self.root)

    def report(self, path, line, rule, message):
        self.findings.append((path, line, rule, message))

    def with_ext(self, *exts):
        return [f for f in self.files if f.ext in exts]
