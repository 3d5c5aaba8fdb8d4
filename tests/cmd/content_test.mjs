// leerpas content, as who writes content types it: folders that are sound, and broken ones.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';

const [PROGRAM, ROOT] = process.argv.slice(-2);
const CONTENT = join(ROOT, 'content');
const WHO = 'passport/1-who.json';

let home;
let folder;
before(() => { home = mkdtempSync(join(tmpdir(), 'leerpas-')); });
after(() => rmSync(home, { recursive: true }));
beforeEach(() => {
	folder = mkdtempSync(join(home, 'content-'));
	cpSync(CONTENT, folder, { recursive: true });
});

const run = (...words) => spawnSync(PROGRAM, ['content', ...words], { encoding: 'utf8' });
const read = (name) => readFileSync(join(folder, name), 'utf8');
const write = (name, text) => writeFileSync(join(folder, name), text);
const change = (name, alter) => {
	const value = JSON.parse(read(name));
	alter(value);
	write(name, JSON.stringify(value, null, '\t'));
};
const wrong = (...words) => {
	const { status, stdout, stderr } = run(...words);
	assert.deepEqual([status, stderr], [1, '']);
	return stdout;
};

test('what the program asks, and what this tree asks, is sound', () => {
	for (const words of [['check'], ['check', CONTENT], ['check', folder]])
		assert.deepEqual([run(...words).status, run(...words).stdout], [0, '']);
});

test('no id that was committed is gone from the list', (t) => {
	if (!existsSync(join(ROOT, '.git')))
		return t.skip('not a working tree');
	const committed = join(home, 'committed.txt');
	writeFileSync(committed, execFileSync('git', ['-C', ROOT, 'show', 'HEAD:content/ids.txt']));
	const { status, stdout } = run('check', CONTENT, '--published', committed);
	assert.deepEqual([status, stdout], [0, '']);
});

test('a question that vanished, and one that is used again', () => {
	change(WHO, (chapter) => chapter.questions.shift());
	assert.match(wrong('check', folder),
		/^ids\.txt:\d+: "question who\.self text" is gone: put it back, with "retired"/m);
	change(WHO, (chapter) => { chapter.questions[0].kind = 'photo'; });
	assert.match(wrong('check', folder),
		/^ids\.txt:\d+: "question who\.free text" is used again, as photo: /m);
});

test('a line taken out of the list', () => {
	write('old.txt', read('ids.txt'));
	write('ids.txt', read('ids.txt').replace('question who.self text\n', ''));
	assert.match(wrong('check', folder), /is new: add the line "question who\.self text"/);
	assert.match(wrong('check', folder, '--published', join(folder, 'old.txt')),
		/^ids\.txt:1: "question who\.self text" was published: put the line back$/m);
});

test('a new question: its id is printed, and then known', () => {
	change(WHO, ({ questions }) => questions.push({ ...questions[0], id: 'who.new' }));
	const { status, stdout } = run('ids', folder);
	assert.deepEqual([status, stdout], [0, 'question who.new text\n']);
	write('ids.txt', read('ids.txt') + stdout);
	assert.equal(run('check', folder).status, 0);
});

test('a language that is missing names its line', () => {
	const lines = read(WHO).split('\n');
	const at = lines.findIndex((line) => line.includes('"help"'));
	lines.splice(lines.findIndex((line, i) => i > at && line.includes('"en"')), 1);
	write(WHO, lines.join('\n'));
	const told = wrong('check', folder);
	assert.match(told, /^1-who\.json:\d+: questions\[who\.self\]\.help: "en" is missing/);
	assert.equal(Number(told.split(':')[1]), at + 2);
});

test('a text that no JSON is, and a file that is not there', () => {
	write(WHO, '{');
	assert.match(wrong('check', folder), /^1-who\.json:1: is no JSON: /);
	rmSync(join(folder, WHO));
	assert.match(wrong('check', folder), /there is no file 1-who\.json/);
});

test('what cannot be checked at all', () => {
	for (const [status, ...words] of [[65], [65, 'look'], [65, 'check', folder, folder],
		[66, 'check', join(folder, 'nowhere')], [66, 'check', join(folder, 'passport')]]) {
		const done = run(...words);
		assert.deepEqual([done.status, done.stdout], [status, '']);
		assert.match(done.stderr, /^leerpas content: /);
	}
});
