import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';
import { bundle, overBudget, sentSize, staticFile } from './bundle.mjs';
import { faint, ratio } from './contrast.mjs';
import { resolveTokens, trim, wordsIn } from './css.mjs';
import { table } from './emit.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const views = path.join(root, 'views');
const theme = fs.readFileSync(path.join(root, 'assets/theme.css'), 'utf8');

const total = (files) => files.reduce((sum, file) => sum + sentSize(file), 0);

function trimmed(css, ...texts) {
	return trim(Buffer.from(css), wordsIn(texts)).toString();
}

function resolved(css, tokens) {
	return resolveTokens(Buffer.from(css), Buffer.from(tokens)).toString();
}

test('a rule stays when a page uses its class', () => {
	const css = '.a{color:red}.b-c{color:blue}h1{color:green}';
	assert.equal(trimmed(css, '<p class="b-c">'), '.b-c{color:#00f}h1{color:green}');
});

test('one selector of a list goes without the others', () => {
	assert.equal(trimmed('.a,.b>p{color:red}', '<p class="b">'), '.b>p{color:red}');
});

test('what :not and :is say about unused classes goes', () => {
	assert.equal(trimmed('.a:not(.x){color:red}', 'a'), '.a{color:red}');
	assert.equal(trimmed('.a:is(.x,.y){color:red}', 'a'), '');
});

test('rules inside a media query are trimmed too', () => {
	assert.doesNotMatch(trimmed('@media print{.a{color:red}}', 'b'), /color/);
});

test('a token is filled in, through other tokens and fallbacks', () => {
	const tokens = ':root{--nl-a:var(--nl-b);--nl-b:2px}';
	assert.equal(resolved('p{gap:var(--nl-a)}', tokens), 'p{gap:2px}');
	assert.equal(resolved('p{gap:var(--x,calc(var(--y,1px)*2))}', tokens), 'p{gap:2px}');
});

test('a declaration whose token nobody sets goes', () => {
	assert.equal(resolved('p{gap:var(--x);color:red}', ':root{}'), 'p{color:red}');
});

test('a variable that a rule sets stays, with its token behind it', () => {
	const css = '.a{--nl-a:1px}p{gap:var(--nl-a)}';
	assert.equal(resolved(css, ':root{--nl-a:2px}'), '.a{--nl-a:1px}p{gap:var(--nl-a,2px)}');
});

test('what was set only by a dropped declaration falls back', () => {
	const css = '.a{--_s:var(--x)}p{gap:var(--_s,3px)}';
	assert.equal(resolved(css, ':root{}'), 'p{gap:3px}');
});

test('the theme stays changeable', () => {
	const css = ':root{--leerpas-text:red}p{color:var(--nl-c)}';
	const made = resolved(css, ':root{--nl-c:var(--leerpas-text)}');
	assert.match(made, /p\{color:var\(--leerpas-text\)\}/);
});

test('a token that refers to itself is refused', () => {
	assert.throws(() => resolved('p{gap:var(--nl-a)}', ':root{--nl-a:var(--nl-a)}'), /itself/);
});

test('a static file is named after its content and compressed ahead', () => {
	const bytes = Buffer.from('p{color:red}'.repeat(50));
	const file = staticFile('a.css', bytes);
	assert.match(file.path, /^\/static\/a\.[0-9a-f]{12}\.css$/);
	assert.notEqual(file.path, staticFile('a.css', Buffer.from('p{}')).path);
	assert.deepEqual(zlib.gunzipSync(file.gzip), bytes);
	assert.deepEqual(zlib.brotliDecompressSync(file.br), bytes);
	assert.equal(sentSize(file), file.br.length);
});

test('a file that would not shrink is sent as it is', () => {
	const file = staticFile('a.woff2', Buffer.from('font'));
	assert.equal(file.gzip, null);
	assert.equal(file.br, null);
	assert.equal(staticFile('a.js', Buffer.from('1')).br, null);
});

test('an unknown kind of file is refused', () => {
	assert.throws(() => staticFile('a.exe', Buffer.from('')), /content type/);
});

test('too large a file is named', () => {
	const file = { name: 'a.js', bytes: Buffer.alloc(9000), br: null };
	assert.deepEqual(overBudget([file]), ['a.js: 9000 bytes, at most 8192']);
});

test('the C table holds every byte', () => {
	const text = table([staticFile('a.js', Buffer.from('hi'))]);
	assert.match(text, /bytes_0\[\] = \{\n\t104,105,\n\};/);
	assert.ok(text.includes('{(const char *)bytes_0, sizeof(bytes_0)}, {NULL, 0}, {NULL, 0}'));
});

test('the whole bundle keeps its budget and names no other host', async () => {
	const { files, inputs } = await bundle(views);
	assert.deepEqual(overBudget(files), []);
	const first = files.filter((file) => !file.name.includes('latin-ext'));
	assert.ok(total(first) < 50 << 10);
	assert.ok(total(files.filter(({ name }) => name.endsWith('.js'))) < 8000);
	for (const file of files.filter(({ name }) => /\.(css|js)$/.test(name)))
		assert.doesNotMatch(file.bytes.toString(), /https?:|\/\/[a-z]/);
	assert.ok(inputs.includes(path.join(views, 'layout.html')));
});

test('contrast is measured as WCAG does', () => {
	assert.equal(ratio('#000000', '#ffffff'), 21);
	assert.equal(ratio('#ffffff', '#767676').toFixed(2), '4.54');
});

test('our theme can be read, by light and by dark', () => {
	assert.deepEqual(faint(theme), []);
});

test('a theme with pale text is refused, in its own light only', () => {
	const pale = faint(theme.replace(/--leerpas-text: #f3eee3/, '--leerpas-text: #7f8f8a'));
	assert.ok(pale.includes('dark: text on surface 4.49, at least 4.5'), pale.join());
	assert.ok(pale.every((line) => line.startsWith('dark')));
});

test('a theme without one of the colours is refused', () => {
	const without = theme.replaceAll('--leerpas-quiet', '--quiet');
	assert.throws(() => faint(without), /lacks --leerpas-quiet/);
});
