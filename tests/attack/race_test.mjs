// Pressing a button of a youth project in twenty windows at the same moment: it counts once.
//
//	node --test-reporter=tap tests/attack/race_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { demo } from './place.mjs';
import {
	addPerson, AINO, cards, codeOf, comeIn, keysOf, newProject, ORDER, sendList, untilMade,
} from './projects.mjs';
import { invented, Visitor } from './visitor.mjs';

const WINDOWS = 20;
const REVISION = /Versie (\d+), /g;
const LATEST = /\/projects[^"]*\/certificates\/\w{26}(?=")/;

let site;
let desk;
before(async () => {
	site = await demo();
	const visitor = await invented(site, 'sanne');
	const [path] = (await visitor.get('/account')).text.match(/\/projects\/\w+/);
	desk = { visitor, path, page: await newProject({ visitor, path }) };
	await visitor.hurry();
	for (const given_name of ['Aino', 'Bram', 'Chiara'])
		await addPerson(desk, { given_name });
});
after(() => site.end());

// What each of them answers, sent by the same person; more: of one window alone.
async function atOnce(visitor, path, fields, more = () => ({})) {
	await visitor.hurry();
	const sent = Array.from({ length: WINDOWS }, (_, i) =>
		visitor.post(path, { ...fields, ...more(i) }));
	const replies = await Promise.all(sent);
	assert.ok(replies.every(({ status }) => status < 500), `${path}: no fault`);
	return replies;
}

const taken = (replies) => replies.filter(({ status }) => status === 303).length;

const revisions = (text) => [...text.matchAll(REVISION)].map(([, n]) => Number(n));

async function verdict(code) {
	const { text } = await new Visitor(site).post('/verify', { code });
	return text.match(/utrecht-alert--(ok|warning|error)/)?.[1];
}

test('issuing at once: everybody has one certificate', async () => {
	const replies = await atOnce(desk.visitor, `${desk.page}/certificates`, ORDER);
	assert.equal(taken(replies), 1);
	assert.deepEqual(revisions(await untilMade(desk)), [1, 1, 1]);
});

test('revising at once: each order that was taken is one revision, and one is valid', async () => {
	const [path] = (await untilMade(desk)).match(LATEST);
	const first = await codeOf(desk, path);
	assert.equal(await verdict(first), 'ok');
	const order = { ...ORDER, whom: 'all' };
	const orders = taken(await atOnce(desk.visitor, `${desk.page}/certificates`, order));
	assert.ok(orders >= 1);
	const last = 1 + orders;
	assert.deepEqual(revisions(await untilMade(desk)), [last, last, last]);
	assert.equal(await verdict(first), 'warning');
});

test('withdrawing at once: it is withdrawn once', async () => {
	const [path] = (await untilMade(desk)).match(LATEST);
	const code = await codeOf(desk, path);
	const replies = await atOnce(desk.visitor, `${path}/withdraw`, { reason: 'Verkeerd' });
	assert.equal(taken(replies), 1);
	assert.equal(await verdict(code), 'error');
	const { text } = await desk.visitor.get(`${desk.page}/history`);
	assert.equal(text.match(/trok een certificaat in/g).length, 1);
});

test('bringing in a list at once: everybody on it is there once', async () => {
	const before = (await keysOf(desk)).length;
	const list = 'Voornaam;Familienaam;Land\nDorota;Nowak;Polska\nGül;Demir;Türkiye\n';
	assert.equal((await sendList(desk, 'x.csv', list)).status, 303);
	const replies = await atOnce(desk.visitor, `${desk.page}/list/bring`, {});
	assert.equal(taken(replies), 1);
	assert.equal((await keysOf(desk)).length, before + 2);
});

test('adding at once, from one page: they are there once, and each window says so', async () => {
	const { text } = await desk.visitor.get(`${desk.page}/people/new`);
	const [, form] = text.match(/name="form" value="(\w+)"/);
	const before = (await keysOf(desk)).length;
	const fields = { ...AINO, given_name: 'Ilse', form };
	const replies = await atOnce(desk.visitor, `${desk.page}/people/new`, fields);
	assert.equal(taken(replies), WINDOWS);
	assert.equal((await keysOf(desk)).length, before + 1);
});

test('new cards at once: one code works', async () => {
	const [key] = await keysOf(desk);
	await desk.visitor.hurry();
	const made = await Promise.all(
		Array.from({ length: WINDOWS }, () => cards(desk, key).catch(() => [])));
	const codes = made.flat();
	assert.ok(codes.length >= 1);
	const replies = [];
	for (const code of codes)
		replies.push((await new Visitor(site).post('/part', { code })).status);
	assert.equal(replies.filter((status) => status === 303).length, 1);
});

test('handing in at once: it is handed in once, and taken back once', async () => {
	const key = await addPerson(desk, { given_name: 'Efe' });
	const { visitor, path } = await comeIn(site, (await cards(desk, key))[0]);
	const own = `${path}/learning`;
	const written = await atOnce(visitor, `${own}/areas/stem/end`, { version: 0 },
		(i) => ({ answer: `Ik leerde koken voor ${i + 4} mensen.` }));
	assert.equal(taken(written), 1, 'the others are told that something else stands there');
	const [, revision] = (await visitor.get(`${own}/submit`)).text
		.match(/name="revision" value="(\d+)"/);
	assert.ok(taken(await atOnce(visitor, `${own}/submit`, { revision })) >= 1);
	const read = `${desk.page}/people/${key}/learning`;
	assert.equal((await desk.visitor.get(read)).status, 200);
	assert.ok(taken(await atOnce(visitor, `${own}/back`, {})) >= 1);
	assert.equal((await desk.visitor.get(read)).status, 404);
});
