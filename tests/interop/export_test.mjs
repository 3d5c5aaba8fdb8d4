// The export of a running program, against its published schema, by ajv.
//
//	node --test-reporter=tap tests/interop/export_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import Ajv from 'ajv/dist/2020.js';
import { demo } from '../attack/place.mjs';
import { invented } from '../attack/visitor.mjs';
import { unzip } from './zip.mjs';

const SCHEMA = new URL('../../docs/export.schema.json', import.meta.url);
const EXPORT = '/account/export';
const TRIES = 600;
const SOON = 100 * 24 * 60 * 60 * 1000;

let site;
let files;
let whole; // export.json

// Every object as strict as it can be: what the schema does not name is a fault of ours.
function closed(schema) {
	if (schema === null || typeof schema !== 'object')
		return schema;
	if (Array.isArray(schema))
		return schema.map(closed);
	const all = Object.fromEntries(Object.entries(schema).map(([k, v]) => [k, closed(v)]));
	return schema.properties ? { ...all, additionalProperties: false } : all;
}

const schema = JSON.parse(readFileSync(SCHEMA, 'utf8'));
const checker = (of) => new Ajv({ allErrors: true }).compile(of);

async function fetched(visitor) {
	for (let i = 0; i < TRIES; i++) {
		const reply = await visitor.get(`${EXPORT}/file`);
		if (reply.status === 200)
			return unzip(reply.body);
		await pause(100);
	}
	throw new Error('the export does not come');
}

before(async () => {
	site = await demo();
	const noor = await invented(site, 'noor');
	await noor.post('/passport/versions', {});
	const { headers } = await noor.post('/passport/share', {});
	const link = headers.location.replace(/\/what$/, '');
	await noor.post(`${link}/what`, { scopes: 'who' });
	await noor.post(`${link}/whom`, { purpose: 'mbo', receiver: 'Het mbo in Assen' });
	await noor.post(`${link}/begin`, {});
	await noor.post('/passport/talk/invite', {
		called: 'mijn oma', mail: 'oma@post.example', role: 'parent', scopes: 'who',
		message: 'Kijk je mee?',
		ends: new Date(Date.now() + SOON).toISOString().slice(0, 10),
	});
	await noor.post(EXPORT, {});
	files = await fetched(noor);
	whole = JSON.parse(files['export.json']);
});
after(() => site?.end());

test('it is as the schema says, and holds nothing that the schema does not name', () => {
	for (const of of [schema, closed(schema)]) {
		const check = checker(of);
		assert.ok(check(whole), JSON.stringify(check.errors, null, 1));
	}
});

test('the schema comes along', () => {
	assert.deepEqual(JSON.parse(files['export.schema.json']), schema);
});

test('the schema sees what is missing or of another kind', () => {
	const check = checker(schema);
	for (const change of [
		(it) => delete it.answers,
		(it) => delete it.answers[0].question,
		(it) => { it.version = 2; },
		(it) => { it.answers[0].version = 'one'; },
		(it) => { it.links[0].last_day = '22 november'; },
		(it) => { it.made = 'today'; },
	]) {
		const changed = structuredClone(whole);
		change(changed);
		assert.equal(check(changed), false, String(change));
	}
});

test('what was done just now stands in it', () => {
	assert.equal(whole.links[0].receiver, 'Het mbo in Assen');
	assert.equal(whole.dated_versions.length, 1);
	assert.ok(whole.dated_answers.length > 0);
	assert.ok(whole.looking_along.some(({ called }) => called === 'mijn oma'));
});

test('each part has a page, which the index leads to', () => {
	const index = files['html/index.html'].toString();
	for (const part of Object.keys(whole).filter((name) => Array.isArray(whole[name]))) {
		assert.ok(index.includes(`href="${part}.html"`), part);
		assert.ok(files[`html/${part}.html`], part);
	}
	assert.ok(index.includes('href="../passport.pdf"'));
	assert.ok(files['passport.pdf'].subarray(0, 5).equals(Buffer.from('%PDF-')));
});
