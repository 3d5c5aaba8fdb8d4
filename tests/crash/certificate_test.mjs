// Certificates of a project that are made one by one: the program is killed in the middle and goes
// on; nobody gets two, nobody is left out, and how far it is said to be is true.
//
//	node --test-reporter=tap tests/crash/certificate_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { demo, PROGRAM, rows } from '../attack/place.mjs';
import { Visitor } from '../attack/visitor.mjs';

const PEOPLE = 100;
const TRIES = 600;

let site;
let desk; // the coordinator
let project;
before(async () => {
	site = await demo();
	site.database = process.env.LEERPAS_TEST_DATABASE;
	desk = new Visitor(site);
	await desk.post('/demo/be', { person: 'sanne' });
	const [list] = (await desk.get('/account')).text.match(/\/projects\/\w+/);
	const fields = { title: 'Kill', type: 'own' };
	project = (await desk.post(`${list}/new`, fields)).headers.location.replace(/\?.*/, '');
	const names = Array.from({ length: PEOPLE }, (_, i) => `Aino;Virtanen ${i};Finland`);
	const text = ['Given name;Family name;Country', ...names].join('\n');
	await desk.post(`${project}/list`, { rows: text });
	await desk.post(`${project}/list/bring`, {});
});
after(() => site.end());

const query = (statement, ...values) => rows(site, 'leerpas.db', statement, ...values);
const count = (what) => query(`SELECT count(*) FROM ${what}`)[0][0];
const issued = () => count('certificate');

async function until(holds) {
	for (let i = 0; i < TRIES && !await holds(); i++)
		await pause(100);
	assert.ok(await holds());
}

// PostgreSQL may still be busy with what a program that is gone had asked.
function isLeft() {
	return !site.database ||
		count("pg_stat_activity WHERE application_name = 'leerpas'") === 0;
}

// Of a hundred, as the page shows it; null when nothing is being made.
async function progress() {
	const { text } = await desk.get(`${project}/certificates`);
	return text.match(/<progress[^>]* value="(\d+)"/)?.[1] ?? null;
}

const percent = (made) => String(Math.floor((made * 100) / PEOPLE));

async function killInTheMiddle() {
	await until(() => issued() > 0);
	await site.kill();
	await until(isLeft);
	const made = issued();
	assert.ok(made < PEOPLE, `killed in the middle: ${made}`);
	assert.equal(count('certificate_waiting'), PEOPLE - made);
	return made;
}

test('certificates that are killed in the middle are made once each', async () => {
	assert.equal(count(`participant p JOIN project j ON j.id = p.project AND j.title = 'Kill'`),
		PEOPLE);
	const order = { whom: 'all', layout: 'band', signed_how: 'hand', confirms: 'Sanne' };
	const reply = await desk.post(`${project}/certificates`, order);
	assert.equal(reply.status, 303);
	const made = await killInTheMiddle();
	await site.start();
	desk = desk.twin();
	// At rest: a job that was taken waits until its lease ends.
	assert.equal(await progress(), percent(made), 'what is shown is what is there');
	await site.kill();
	await until(isLeft);
	query('UPDATE job SET run_at = 0 WHERE lease <> 0 AND gave_up IS NULL');
	await site.start();
	desk = desk.twin();
	await until(async () => await progress() === null);
	assert.equal(issued(), PEOPLE);
	assert.equal(count('(SELECT DISTINCT participant FROM certificate) AS people'), PEOPLE);
	assert.equal(count('certificate_file'), PEOPLE);
	assert.equal(count('certificate WHERE revision <> 1'), 0);
	assert.equal(count('certificate_waiting'), 0);
	const seats = '(SELECT DISTINCT status_list, status_at FROM certificate) AS seats';
	assert.equal(count(seats), PEOPLE, 'each has a position of its own');
});

// What a participant fetches, checked by the command with what everybody can fetch.
test('a certificate is verified as a credential, until it is withdrawn', async () => {
	const page = (await desk.get(`${project}/people`)).text;
	const [, who] = page.match(/name="who" value="(\w+)"/);
	const cards = (await desk.post(`${project}/people/cards`, { who })).text;
	const [, code] = cards.match(/sheet__code"[^>]*>([^<]*)</);
	const holder = new Visitor(site);
	const own = (await holder.post('/part', { code })).headers.location;
	const kept = (name, { status, body }) => {
		assert.equal(status, 200, name);
		writeFileSync(join(site.folder, name), body);
		return join(site.folder, name);
	};
	const path = `${own}/certificate/credential`;
	const credential = kept('credential.json', await holder.post(path, {}));
	const number = query('SELECT MAX(status_list) FROM certificate')[0][0];
	const nobody = new Visitor(site);
	const verify = async () => {
		const did = kept('did.json', await nobody.get('/.well-known/did.json'));
		const list = kept('list.json', await nobody.get(`/credentials/status/${number}`));
		const files = ['--did', did, '--status', list, credential];
		try {
			const args = ['credential', 'verify', '--json', ...files];
			return execFileSync(PROGRAM, args).toString();
		} catch (e) {
			return e.stdout.toString();
		}
	};
	assert.match(await verify(), /"result":\s*"verified"/);
	const certificates = (await desk.get(`${project}/certificates`)).text;
	const [, withdraw] = certificates.match(/href="([^"]+\/withdraw)"/);
	assert.equal((await desk.post(withdraw, { reason: 'Wrong name' })).status, 303);
	assert.match(await verify(), /"status\.revoked"|revoked/);
});
