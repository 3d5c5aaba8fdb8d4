// What is handed in and handed out around youth projects, attacked: evidence, papers of the
// official site, numbers, mails to thank, cards, and what an account keeps.
//
//	node --test-reporter=tap tests/attack/handed_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { real } from './place.mjs';
import {
	addPerson, cards, codeOf, comeIn, issue, keysOf, newOrganiser, newProject, sendList,
} from './projects.mjs';
import { settle, Visitor } from './visitor.mjs';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
const SECRET = 'Ik leerde zwijgen over de wolkenfabriek.';
const NOBODY = '0'.repeat(26);
const MAILS_MOST = 10; // to one address
const EVIDENCE_MOST = 10;
const LEAST = 5; // people who are alike in an extract
const PDF = Buffer.from('%PDF-1.7\n<script>alert(1)</script>\n%%EOF\n');

let site;
let mine; // a coordinator with a project
let other; // of another organisation
let aino; // { key, visitor, path }
let bram;
before(async () => {
	site = await real();
	mine = await newOrganiser(site, 'Huis Zes');
	other = await newOrganiser(site, 'Huis Zeven');
	[aino, bram] = [await takesPart('Aino'), await takesPart('Bram')];
});
after(async () => {
	site.post.close();
	await site.end();
});

async function takesPart(given_name) {
	const mail = `${given_name.toLowerCase()}.handed@post.example`;
	const key = await addPerson(mine, { given_name, mail, born: '2008-03-12', place: 'Oulu' });
	return { key, mail, ...await comeIn(site, (await cards(mine, key))[0]) };
}

/* --- evidence --- */

const sendProof = ({ visitor, path }, name, bytes, fields = { title: 'Bewijs' }) =>
	visitor.sendFile(`${path}/learning/evidence`, 'file', name, Buffer.from(bytes), fields);

async function itemsOf({ visitor, path }) {
	const { text } = await visitor.get(`${path}/learning/evidence`);
	return [...new Set([...text.matchAll(/evidence\/(\w{26})/g)].map(([, key]) => key))];
}

test('no file becomes evidence that a browser would run', async () => {
	const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
	const huge = Buffer.alloc(33);
	huge.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
	huge.writeUInt32BE(60000, 16);
	huge.writeUInt32BE(60000, 20);
	for (const [name, bytes] of [['a.png', SVG], ['a.svg', SVG], ['a.pdf', '<html>'],
		['a.pdf', '%PDF-1.7\nno end'], ['a.pdf', ` ${PDF}`], ['a.gif', 'GIF89a'],
		['a.jpg', Buffer.concat([jpeg, Buffer.from(SVG)])], ['a.png', huge]]) {
		const { status } = await sendProof(aino, name, bytes);
		assert.ok([413, 422].includes(status), `${name}: ${status}`);
	}
	assert.deepEqual(await itemsOf(aino), []);
	assert.equal((await sendProof(aino, '../../x.html', PDF)).status, 303);
	const [item] = await itemsOf(aino);
	const { headers } = await aino.visitor.get(`${aino.path}/learning/evidence/${item}`);
	assert.equal(headers['content-type'], 'application/pdf');
	assert.match(headers['content-disposition'], /^attachment; filename="Bewijs\.pdf"/);
	assert.match(headers['content-security-policy'], /sandbox/);
	assert.deepEqual([headers['x-content-type-options'], headers['cache-control']],
		['nosniff', 'no-store']);
});

test('no link is evidence that leads elsewhere than it says', async () => {
	const { length } = await itemsOf(aino);
	for (const link of ['javascript:alert(1)//a.b', 'data:text/html,x', 'https://a@b.example',
		'https://bank.example:80@b.example/', 'http://a.example\\@b.example', '//a.example',
		'https://a.example/\u202emoc.knab', 'https://a.example\u200b.b.example'])
		assert.equal((await sendProof(aino, '', '', { title: 'L', link })).status, 422,
			link);
	assert.equal((await itemsOf(aino)).length, length);
});

test("another's evidence opens to nobody, and not before it was handed in", async () => {
	const [item] = await itemsOf(aino);
	assert.ok(item);
	const stranger = (await settle(site)).visitor;
	const theirs = (desk, key) => `${desk.page}/people/${key}/learning/evidence/${item}`;
	for (const [visitor, path, ...statuses] of [
		[bram.visitor, `${bram.path}/learning/evidence/${item}`, 404],
		[bram.visitor, `${aino.path}/learning/evidence/${item}`, 303],
		[stranger, `${aino.path}/learning/evidence/${item}`, 404],
		[mine.visitor, theirs(mine, aino.key), 404],
		[mine.visitor, theirs(mine, bram.key), 404],
		[other.visitor, theirs(mine, aino.key), 403],
		[other.visitor, theirs(other, aino.key), 404]]) {
		const { status } = await visitor.get(path);
		assert.ok(statuses.includes(status), `${path}: ${status}`);
	}
	for (const act of ['remove', 'restore', 'choose']) {
		const at = `${bram.path}/learning/evidence/${item}/${act}`;
		assert.equal((await bram.visitor.post(at, {})).status, 404, act);
	}
	assert.equal((await itemsOf(aino)).length, 1);
});

test('many at once bring no more evidence, and no more referees, than there can be', async () => {
	const visitor = await bram.visitor.twin().hurry();
	const own = `${bram.path}/learning`;
	await Promise.all(Array.from({ length: 2 * EVIDENCE_MOST }, (_, i) =>
		visitor.post(`${own}/evidence`,
			{ title: `L${i}`, link: `https://a.example/${i}` })));
	assert.equal((await itemsOf(bram)).length, EVIDENCE_MOST);
	await visitor.post(`${own}/areas/stem/end`, { version: 0, answer: SECRET });
	const asked = await Promise.all(Array.from({ length: 5 }, (_, i) =>
		visitor.post(`${own}/referees`, { name: `Juf ${i}`, function: 'Juf', areas: 'stem',
			mail: `juf@post.example`, language: 'nl' })));
	assert.equal(asked.filter(({ status }) => status === 303).length, 2);
	const letters = await site.untilMailed('juf@post.example', 2);
	assert.ok(letters.every((text) => !text.includes('wolkenfabriek')));
	const [, code] = letters[0].match(/referee#([0-9A-Z-]+)/);
	const referee = await new Visitor(site).hurry();
	const seen = await referee.post('/referee', { code });
	assert.ok(seen.text.includes('wolkenfabriek'));
	assert.equal(seen.headers['cache-control'], 'no-store');
	const answers = await Promise.all(['yes', 'no', 'yes', 'no'].map((answer) =>
		referee.post('/referee/answer', { code, answer })));
	assert.equal(answers.filter(({ status }) => status === 303).length, 1);
	assert.equal((await referee.post('/referee', { code })).status, 422);
});

/* --- papers of the official site --- */

const sendPaper = (desk, name, bytes) =>
	desk.visitor.sendFile(`${desk.page}/official`, 'files', name, Buffer.from(bytes));

async function waitingAt({ visitor, page }) {
	const { text } = await visitor.get(`${page}/official`);
	return [...text.matchAll(/name="chosen"[^>]*value="(\w+)"/g)].map(([, key]) => key);
}

test('an official paper goes to whose it is, once, and to nobody else', async () => {
	for (const [name, bytes] of [['Aino Virtanen.pdf', SVG], ['a.pdf', '%PDF-1.7']])
		assert.equal((await sendPaper(mine, name, bytes)).status, 422);
	assert.equal((await sendPaper(mine, '../Aino <b> Virtanen.pdf', PDF)).status, 303);
	assert.ok(!(await mine.visitor.get(`${mine.page}/official`)).text.includes('<b>'));
	const [chosen] = await waitingAt(mine);
	assert.ok(chosen);
	const elsewhere = await other.visitor.post(`${other.page}/official/keep`, { chosen });
	assert.match(elsewhere.headers.location, /\/official$/);
	const desk = await mine.visitor.twin().hurry();
	const kept = await Promise.all([1, 2, 3].map(() =>
		desk.post(`${mine.page}/official/keep`, { chosen })));
	assert.equal(kept.filter(({ headers }) => /kept=1$/.test(headers.location)).length, 1);
	const own = await aino.visitor.get(`${aino.path}/official`);
	assert.deepEqual([own.status, own.headers['cache-control']], [200, 'no-store']);
	assert.match(own.headers['content-disposition'], /^attachment/);
	const part = `/people/${aino.key}/official`;
	for (const [visitor, path, status] of [[bram.visitor, `${bram.path}/official`, 404],
		[bram.visitor, `${aino.path}/official`, 303],
		[other.visitor, mine.page + part, 403], [other.visitor, other.page + part, 404],
		[mine.visitor, `${mine.page}/people/${bram.key}/official`, 404]])
		assert.equal((await visitor.get(path)).status, status, path);
	assert.equal((await other.visitor.post(`${other.page}${part}/remove`, {})).status, 404);
	assert.equal((await mine.visitor.get(mine.page + part)).status, 200);
});

/* --- numbers --- */

test('an extract tells of nobody alone, whoever comes or goes', async () => {
	const few = { ...mine, page: await newProject(mine, 'Getallen') };
	const extract = () => mine.visitor.get(`${few.page}/numbers/extract`);
	const add = (n, land, from) => sendList(few, 'x.csv', ['Voornaam;Naam;Land',
		...Array.from({ length: n }, (_, i) => `V${from + i};Tor;${land}`)].join('\n'))
		.then(() => mine.visitor.post(`${few.page}/list/bring`, {}));
	await add(LEAST - 1, 'FI', 0);
	assert.equal((await extract()).status, 409);
	await add(3, 'FI', 10);
	await add(1, 'GE', 20); // stands out
	for (let i = 0; i < 4; i++) {
		const { status, text, headers } = await extract();
		assert.deepEqual([status, headers['cache-control']], [200, 'no-store']);
		const rows = text.trim().split(/\r?\n/).slice(1);
		for (const row of rows)
			assert.ok(rows.filter((one) => one === row).length >= LEAST, text);
		assert.ok(!text.includes('GE') && !/V\d|Tor/.test(text));
		const [key] = (await keysOf(few)).slice(-1);
		await mine.visitor.post(`${few.page}/people/${key}/remove`, {});
	}
	assert.equal((await extract()).status, 409);
});

/* --- mails to thank --- */

const thank = (page, words) => mine.visitor.post(`${page}/people/thank`,
	{ whom: 'all', text: 0, go: 'send', language: 'nl', words });

test('mails to thank flood nobody, and bring no words to a stranger', async () => {
	const page = await newProject(mine, 'Dank');
	const desk = { ...mine, page };
	const rows = Array.from({ length: 25 }, (_, i) => `V${i};Tor;FI;flood@post.example`);
	await sendList(desk, 'x.csv', ['Voornaam;Naam;Land;E-mail', ...rows].join('\n'));
	await mine.visitor.post(`${page}/list/bring`, {});
	const lured = await addPerson(desk, { mail: 'own@post.example' });
	await comeIn(site, (await cards(desk, lured))[0]); // the organiser opens it
	const mail = 'stranger@post.example';
	await mine.visitor.post(`${page}/people/${lured}`,
		{ given_name: 'Aino', family_name: 'Virtanen', country: 'FI', mail });
	assert.equal((await thank(page, 'Kijk op boef.example/geld')).status, 422);
	for (let i = 0; i < 3; i++) await thank(page, 'Koop pillen bij ons');
	const [letter] = await site.untilMailed(mail);
	assert.ok(!letter.includes('pillen'));
	await addPerson(desk, { mail: 'last@post.example' });
	await thank(page, '');
	await site.untilMailed('last@post.example'); // so all before it is there, too
	assert.equal((await site.letters('flood@post.example')).length, MAILS_MOST);
	assert.equal((await site.letters(mail)).length, 1);
});

/* --- a partner outside of the area --- */

async function makePartner(country) {
	const mail = 'giorgi.partner@post.example';
	await mine.visitor.post(`${mine.page}/editors/new`,
		{ name: 'Giorgi', mail, language: 'nl', role: 'whole', country,
			ends: '2030-01-31' });
	const [letter] = await site.untilMailed(mail);
	const [, code] = letter.match(/invitation#([0-9A-Z-]+)/);
	const desk = await other.visitor.twin().hurry();
	await desk.post('/projects/invitation', { code });
	const taken = await Promise.all([1, 2].map(() =>
		desk.post('/projects/invitation/accept', {})));
	assert.ok(taken.some(({ headers }) => headers.location === mine.page));
	assert.equal((await mine.visitor.post('/projects/invitation', { code })).status, 422);
	return { ...other, page: mine.page };
}

test('a partner outside of the area does not come in by the page of a participant', async () => {
	const partner = await makePartner('GE');
	const page = `${mine.page}/people/${aino.key}`;
	const { text } = await partner.visitor.get(page);
	assert.ok(text.includes('Virtanen') && !text.includes('Oulu'));
	assert.deepEqual(await cards(partner, aino.key), []);
	const fields = { given_name: 'Aino', family_name: 'Virtanen', country: 'FI',
		mail: 'thief@post.example' };
	assert.equal((await partner.visitor.post(page, fields)).status, 422);
	await partner.visitor.post(`${mine.page}/people/invite`,
		{ who: aino.key, whom: 'chosen', go: 'send', language: 'nl' });
	await site.untilMailed(aino.mail);
	assert.equal((await site.letters('thief@post.example')).length, 0);
	for (const part of ['/learning', '/certificates/zip', '/editors', '/table/csv'])
		assert.ok(!(await partner.visitor.get(mine.page + part)).text.includes('Oulu'));
});

test('a partner who was stopped lets nobody in by an invitation on its way', async () => {
	const page = await newProject(mine, 'Gestopt');
	const invite = async (visitor, mail, role) => {
		const { status } = await visitor.post(`${page}/editors/new`, { name: 'Giorgi', mail,
			language: 'nl', role, country: 'BE', ends: '2030-01-31' });
		assert.equal(status, 303);
		const [letter] = await site.untilMailed(mail);
		return letter.match(/invitation#([0-9A-Z-]+)/)[1];
	};
	const take = async (visitor, code) => {
		await visitor.post('/projects/invitation', { code });
		return (await visitor.post('/projects/invitation/accept', {})).headers.location;
	};
	const partner = (await newOrganiser(site, 'Huis Tien')).visitor;
	const second = (await newOrganiser(site, 'Huis Elf')).visitor;
	const taken = await take(partner, await invite(mine.visitor, 'acht@post.example', 'whole'));
	assert.equal(taken, page);
	const code = await invite(partner, 'negen@post.example', 'own');
	const { text } = await mine.visitor.get(`${page}/editors`);
	const [, key] = text.match(/editors\/(\w{26})/);
	await mine.visitor.post(`${page}/editors/${key}/stop`, {});
	assert.equal((await partner.get(page)).status, 403);
	assert.notEqual(await take(second, code), page);
	assert.equal((await second.get(page)).status, 403);
});

/* --- what everybody may fetch, and what an account keeps --- */

test('what verifiers fetch is the same for all, and says nothing of anybody', async () => {
	const [paper] = await issue(mine);
	await codeOf(mine, paper);
	for (const path of ['/.well-known/did.json', '/credentials/status/1']) {
		for (const visitor of [new Visitor(site), aino.visitor, mine.visitor]) {
			const { status, text, headers } = await visitor.get(path);
			assert.equal(status, 200, path);
			assert.match(headers['cache-control'], /^public/);
			assert.equal(headers['set-cookie'], undefined);
			assert.ok(!/Virtanen|"d":/.test(text));
		}
	}
	for (const list of ['0', '-1', '2', '1x', '99999999999999999999', '1/../2']) {
		const { status } = await new Visitor(site).get(`/credentials/status/${list}`);
		assert.equal(status, 404, list);
	}
	const own = await bram.visitor.post(`${bram.path}/certificate/credential`, {});
	assert.deepEqual([own.status, own.headers['cache-control']], [200, 'no-store']);
	assert.match(own.headers['content-disposition'], /^attachment/);
	const theirs = await aino.visitor.post(`${bram.path}/certificate/credential`, {});
	assert.equal(theirs.status, 303);
});

test('what is kept of a project opens by no key of another', async () => {
	const learner = (await settle(site)).visitor;
	for (const key of [aino.key, NOBODY, 'x'])
		for (const part of ['', '/certificate/0', '/certificate/-1', '/certificate/x']) {
			const path = `/kept/${key}${part}`;
			assert.equal((await learner.get(path)).status, 404, path);
			assert.equal((await new Visitor(site).get(path)).status, 303, path);
		}
	assert.equal((await learner.post(`/kept/${NOBODY}/remove`, {})).status, 404);
	assert.equal((await aino.visitor.get(`/kept/${aino.key}`)).status, 303);
});

test('nothing of what was typed stands in the log', async () => {
	const log = site.logBytes().toString();
	for (const word of ['Virtanen', 'wolkenfabriek', 'post.example', 'pillen', 'Bewijs'])
		assert.ok(!log.includes(word), word);
});
