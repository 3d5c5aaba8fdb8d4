// Nothing half, and nothing to read, when the program is killed while it makes a copy of
// everything, brings one in, or erases an account: afterwards it goes on where it was.
//
//	node --test-reporter=tap tests/crash/leave_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { unzip } from '../interop/zip.mjs';

// All that the program writes, temporary files too, lies in this folder.
const folder = mkdtempSync(join(tmpdir(), 'leerpas-kill-'));
process.env.TMPDIR = folder;
process.env.SQLITE_TMPDIR = folder;
const { real, rows } = await import('../attack/place.mjs');
const { QUESTION, settle, somebody, writer } = await import('../attack/visitor.mjs');

const EXPORT = '/account/export';
const IMPORT = '/account/import';
const DELAYS = [0, 80, 300]; // milliseconds until the kill
const TRIES = 600;
const SENTENCE = 'Onder de brug woont een reiger die Knorrepot heet.';
const ANSWERS = ['who.self', 'who.free', 'who.others'];

let site;
before(async () => {
	site = await real();
});
after(async () => {
	site?.post.close();
	await site?.end();
	rmSync(folder, { recursive: true, force: true });
});

async function until(find) {
	for (let i = 0; i < TRIES; i++) {
		const found = await find();
		if (found)
			return found;
		await pause(100);
	}
	throw new Error('it does not happen');
}

const query = (statement, ...values) => rows(site, 'leerpas.db', statement, ...values);
const count = (what, ...values) => query(`SELECT count(*) FROM ${what}`, ...values)[0][0];
const personOf = ({ mail }) => query('SELECT person FROM address WHERE mail = ?', mail)[0][0];

function files(at) {
	return readdirSync(at, { withFileTypes: true }).flatMap((entry) =>
		entry.isDirectory() ? files(join(at, entry.name)) : join(at, entry.name));
}

function assertNowhere(...texts) {
	for (const file of files(folder)) {
		const bytes = readFileSync(file);
		for (const text of texts)
			assert.ok(!bytes.includes(text), `${text} stands in ${file}`);
	}
}

// Kills the program that long after; what its jobs held is theirs again, as when time has passed.
async function killAfter(delay) {
	await pause(delay);
	await site.kill();
	assertNowhere(SENTENCE);
}
async function goOn(who) {
	query('UPDATE job SET run_at = 0 WHERE lease <> 0 AND gave_up IS NULL');
	await site.start();
	who.visitor = who.visitor.twin();
}

async function learner() {
	const who = await writer(site);
	for (const question of ANSWERS)
		await who.visitor.post(`/passport/questions/${question}`, {
			answer: `${question}: ${SENTENCE}`, version: 0, go: 'stay',
		});
	return who;
}

async function fetched({ visitor }) {
	const { body } = await until(async () => {
		const reply = await visitor.get(`${EXPORT}/file`);
		return reply.status === 200 && reply;
	});
	return body;
}

let archive;

test('a copy is whole or not there, and made in the end', async () => {
	let hits = 0;
	for (const delay of DELAYS) {
		const anna = await learner();
		const person = personOf(anna);
		await anna.visitor.post(EXPORT, {});
		await killAfter(delay);
		const ready = count('export WHERE person = ? AND ready IS NOT NULL', person);
		const chunks = count('export_chunk WHERE person = ?', person);
		assert.equal(ready, Number(chunks > 0));
		hits += 1 - ready;
		await goOn(anna);
		archive = await fetched(anna);
		const whole = JSON.parse(unzip(archive)['export.json']);
		assert.equal(whole.answers.length, ANSWERS.length);
		assert.ok(whole.answers[0].stored.includes(SENTENCE));
	}
	assert.ok(hits > 0, 'some were killed in the middle');
});

test('a copy that is brought along comes in whole, once', async () => {
	let hits = 0;
	for (const delay of DELAYS) {
		const ben = await settle(site);
		const person = personOf(ben);
		await ben.visitor.sendFile(IMPORT, 'copy', 'leerpas.zip', archive);
		await ben.visitor.post(`${IMPORT}/choose`, 'parts=choices&parts=answers');
		await killAfter(delay);
		const came = count('brought_in WHERE person = ?', person);
		assert.equal(count('answer WHERE person = ?', person), came ? ANSWERS.length : 0);
		assert.equal(count('import_chunk WHERE person = ?', person) > 0, !came);
		assert.ok(came || count('pick WHERE person = ?', person) === 0);
		hits += 1 - came;
		await goOn(ben);
		await until(() => count('brought_in WHERE person = ?', person));
		assert.equal(count('answer WHERE person = ?', person), ANSWERS.length);
		const { text } = await ben.visitor.get('/passport/read');
		assert.ok(text.includes(SENTENCE));
		const log = 'audit a JOIN person p ON p.public = a.subject ' +
			'WHERE p.id = ? AND action = ?';
		assert.equal(count(log, person, 'account.import'), 1);
	}
	assert.ok(hits > 0, 'some were killed in the middle');
});

test('an account that is deleted at once is closed at once, and erased in the end', async () => {
	for (const delay of DELAYS) {
		const carl = await settle(site, { ...somebody(), name: `Verdwijnpunt${delay}` });
		const person = personOf(carl);
		await carl.visitor.post(QUESTION, { answer: SENTENCE, version: 0, go: 'stay' });
		await carl.visitor.post('/account/delete', { when: 'now' });
		await killAfter(delay);
		assert.equal(count('session WHERE person = ?', person), 0);
		const isErased = count('erased') > 0 &&
			count("person WHERE id = ? AND name = ''", person) === 1;
		assert.ok(!isErased || count('answer WHERE person = ?', person) === 0);
		await goOn(carl);
		assert.equal((await carl.visitor.get('/account')).status, 303);
		await until(() => count("person WHERE id = ? AND name = ''", person));
		assert.equal(count('answer WHERE person = ?', person), 0);
		const isLeft = (text) =>
			files(site.data).some((file) => readFileSync(file).includes(text));
		await until(() => !isLeft(carl.name) && !isLeft(carl.mail));
	}
});
