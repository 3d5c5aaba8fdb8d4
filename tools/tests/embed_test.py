#!/usr/bin/env python3
"""What tools/embed puts in comes out of the compiled program."""
import os
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MAIN = '''
#include "base/embed.h"
#include <stdio.h>
extern const struct embed files[];
int main(void)
{
	for (const struct embed *e = files; e->name; e++) {
		printf("%s %zu ", e->name, e->bytes.len);
		fwrite(e->bytes.p, 1, e->bytes.len + 1, stdout);
	}
	return 0;
}
'''


class Embed(unittest.TestCase):
    def test_bytes_come_out(self):
        with tempfile.TemporaryDirectory() as folder:
            path = lambda name: os.path.join(folder, name)
            contents = {'a "b".mo': b'\x00\xff"\\\n', 'empty': b'', 'main.c': MAIN.encode()}
            for name, content in contents.items():
                with open(path(name), 'wb') as file:
                    file.write(content)
            subprocess.run([sys.executable, ROOT + '/tools/embed', 'files', path('out.c'),
                            path('a "b".mo'), 'other=' + path('empty')], check=True)
            subprocess.run(['cc', '-I' + ROOT + '/src', '-o', path('main'), path('main.c'),
                            path('out.c')], check=True)
            out = subprocess.run([path('main')], capture_output=True, check=True).stdout
        self.assertEqual(b'a "b".mo 5 \x00\xff"\\\n\x00other 0 \x00', out)

    def test_refuses_a_wrong_call(self):
        for arguments in ([], ['files'], ['1files', 'out.c']):
            result = subprocess.run([sys.executable, ROOT + '/tools/embed', *arguments],
                                    capture_output=True, check=False)
            self.assertEqual(1, result.returncode)


if __name__ == '__main__':
    unittest.main()
