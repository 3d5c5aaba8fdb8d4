// Who opens a live link and the letter that tells its owner: both are there or neither, at whatever
// moment the program is killed, and every letter arrives in the end.
//
//	node --test-reporter=tap tests/crash/share_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { real, rows } from '../attack/place.mjs';
import { settle, writer } from '../attack/visitor.mjs';

const DELAYS = [0, 40, 120]; // milliseconds until the kill
const CROWD = 6;
const TRIES = 600;

let site;
before(async () => {
	const env = process.env;
	site = await real({
		database: env.LEERPAS_TEST_DATABASE,
		keysDatabase: env.LEERPAS_TEST_KEYS_DATABASE,
	});
});
after(async () => {
	site?.post.close();
	await site?.end();
});

const query = (statement, ...values) => rows(site, 'leerpas.db', statement, ...values);
const count = (what) => query(`SELECT count(*) FROM ${what}`)[0][0];

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

async function link(visitor) {
	const { headers } = await visitor.post('/passport/share', {});
	const path = headers.location.replace(/\/what$/, '');
	await visitor.post(`${path}/begin`, {});
	const { text } = await visitor.get(path);
	return text.match(/class="shown-code"[^>]*>([^<]*)</)[1];
}

// Keys of the letters that arrived; a letter that arrives twice has the same.
async function keys({ mail }) {
	const letters = await site.untilMailed(mail);
	const found = letters.map((text) => text.match(/\/s\/answer#([\w-]{43})/)?.[1]);
	return new Set(found.filter(Boolean)).size;
}

test('an opening and its letter are both there, or neither', async () => {
	const anna = await writer(site);
	const crowd = [];
	while (crowd.length < CROWD)
		crowd.push((await settle(site)).visitor);
	let missed = 0;
	let opened = 0;
	for (const delay of DELAYS) {
		const code = await link(anna.visitor);
		for (const one of crowd)
			await one.hurry();
		const replies = crowd.map((one) => one.post('/s', { code }).catch(() => null));
		await pause(delay);
		await site.kill();
		await until(isLeft);
		const said = (await Promise.all(replies)).filter((reply) => reply?.status === 303);
		const grants = count("passport_grant WHERE kind = 'receiver'");
		assert.equal(count('share_answer'), grants);
		assert.ok(grants - opened >= said.length, 'what was confirmed is there');
		missed += opened + CROWD - grants;
		opened = grants;
		query('UPDATE job SET run_at = 0 WHERE lease <> 0 AND gave_up IS NULL');
		await site.start();
		anna.visitor = anna.visitor.twin();
		crowd.forEach((one, i) => { crowd[i] = one.twin(); });
		await until(async () => await keys(anna) === opened);
	}
	assert.ok(missed > 0 && opened > 0, 'some were killed in the middle');
});
