// leerpas retention, as an operator types it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Site, PROGRAM } from '../e2e/site.mjs';

let site;
let settings;
before(async () => {
	site = await Site.demo();
	settings = join(site.folder, 'leerpas.conf');
	const period = 'unused_account_days = 365';
	writeFileSync(settings, `[data]\nfolder = ${site.data}\n[keeping]\n${period}\n`);
});
after(() => site?.end());

const run = (...words) => spawnSync(PROGRAM, ['retention', ...words], { encoding: 'utf8' });
const counts = (text) => Object.fromEntries(text.trim().split('\n').slice(1)
	.map((line) => line.split(/\s+/)).map((words) => [words[0], Number(words.at(-1))]));

test('what will come to its end, by a day', () => {
	const now = run('preview', '--settings', settings);
	assert.equal(now.status, 0, now.stderr);
	assert.match(now.stdout, /^account +1 years +0$/m);
	const later = run('preview', '--settings', settings, '--at', '2090-01-01');
	assert.ok(counts(later.stdout).account > 3);
	assert.equal(counts(later.stdout).erased, 0);
});

test('what is wrong is said', () => {
	for (const words of [[], ['preview'], ['look', '--settings', settings],
		['preview', '--settings', settings, '--at', 'tomorrow'],
		['preview', '--settings', `${settings}.not`]]) {
		const { status, stdout, stderr } = run(...words);
		assert.notEqual(status, 0);
		assert.equal(stdout, '');
		assert.match(stderr, /^leerpas retention: /);
	}
});
