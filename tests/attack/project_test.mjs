// Youth projects as an outsider, a participant and another organisation's coordinator attack them:
// walking over keys, text that would be markup or a formula, lists that do harm, forged forms.
//
//	node --test-reporter=tap tests/attack/project_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { unzip, zip } from '../interop/zip.mjs';
import { real } from './place.mjs';
import {
	addPerson, cards, codeOf, comeIn, issue, keysOf, newOrganiser, newProject, sendList,
	wordsOf,
} from './projects.mjs';
import { encode, FORM, settle, Visitor } from './visitor.mjs';

const NOBODY = '0'.repeat(26);
const EVIL = '<img src=x onerror=alert(1)>"\'';
const SECRET = 'Ik leerde zwijgen over de wolkenfabriek.';
const MAILS_MOST = 10; // to one address
const PART = '__Host-part';
const TRIES_MOST = 300; // codes typed at one address

let site;
let mine; // a coordinator with a project, whose people have certificates
let other; // of another organisation
let aino; // { key, visitor, path, certificate, code }
let bram;
before(async () => {
	site = await real();
	mine = await newOrganiser(site, 'Huis Zes');
	other = await newOrganiser(site, 'Huis Zeven');
	[aino, bram] = [await takesPart('Aino'), await takesPart('Bram')];
	await write(aino, SECRET);
	for (const path of await issue(mine)) {
		const words = wordsOf((await mine.visitor.get(path)).body);
		Object.assign(words.includes('Bram') ? bram : aino,
			{ certificate: path, code: await codeOf(mine, path) });
	}
});
after(async () => {
	site.post.close();
	await site.end();
});

async function takesPart(given_name) {
	const mail = `${given_name.toLowerCase()}.part@post.example`;
	const born = '2008-03-12';
	const key = await addPerson(mine, { given_name, mail, born, place: 'Oulu' });
	return { key, mail, ...await comeIn(site, (await cards(mine, key))[0]) };
}

async function write({ visitor, path }, answer) {
	const own = `${path}/learning`;
	await visitor.post(`${own}/areas/stem/end`, { version: 0, answer });
	const [, revision] = (await visitor.get(`${own}/submit`)).text
		.match(/name="revision" value="(\d+)"/);
	assert.equal((await visitor.post(`${own}/submit`, { revision })).status, 303);
}

/* --- walking over keys --- */

const pages = () => ['/list', '/list/columns', '/list/rest/csv', '/table/csv', '/table/xlsx',
	'/template/csv', '/certificates', '/certificates/zip', '/certificates/print',
	`/people/${aino.key}/learning`, ...one('', '/withdraw')];
const one = (...rest) => rest.map((part) => `/certificates/${item(aino.certificate)}${part}`);
const item = (path) => path.split('/').at(-1);
const acts = () => [['/list', { rows: 'a;b' }], ['/list/mend', { 'fix-2-country': 'BE' }],
	['/list/order', { order: 'day' }], ['/list/bring', {}], ['/list/drop', {}],
	['/list/columns', { head: 1 }],
	[`/batches/${NOBODY}/undo`, {}], ['/certificates', { whom: 'all', confirms: 'Eve' }],
	[`${one('/withdraw')}`, { reason: 'Eve' }],
	[`/people/${aino.key}/learning/suggest`, { area: 'stem', moment: 'end', answer: 'Eve' }],
	[`/people/${aino.key}/learning/accept`, {}]];

// What was written comes back after the code is typed again: so it is a page.
const asksWho = [303, 401];

async function refusedAt(visitor, base, ...statuses) {
	for (const part of pages()) {
		const reply = await visitor.get(base + part);
		assert.ok(statuses.includes(reply.status), `${part}: ${reply.status}`);
		assert.ok(!reply.text.includes('Virtanen') && !reply.text.includes(SECRET), part);
	}
	for (const [part, fields] of acts()) {
		const reply = await visitor.post(base + part, fields);
		assert.ok(statuses.includes(reply.status), `${part}: ${reply.status}`);
	}
}

test('what a project holds opens to nobody else, whoever they are', async () => {
	const learner = (await settle(site)).visitor;
	for (const visitor of [new Visitor(site), aino.visitor])
		await refusedAt(visitor, mine.page, ...asksWho);
	for (const visitor of [learner, other.visitor])
		await refusedAt(visitor, mine.page, 403);
	const through = `${other.path}/${item(mine.page)}`;
	await refusedAt(other.visitor, through, 404);
});

test("another's people and certificates do not open below an own project", async () => {
	for (const part of [...one(''), `/people/${aino.key}`, `/people/${aino.key}/learning`])
		assert.equal((await other.visitor.get(other.page + part)).status, 404, part);
	const [withdraw] = one('/withdraw');
	for (const [part, fields] of [[withdraw, { reason: 'Eve' }],
		[`/people/${aino.key}`, { given_name: 'Eve', family_name: 'E', country: 'BE' }],
		[`/people/${aino.key}/remove`, {}], [`/people/${aino.key}/learning/accept`, {}]]) {
		const { status } = await other.visitor.post(other.page + part, fields);
		assert.equal(status, 404, part);
	}
	const order = { whom: 'chosen', people: aino.key, confirms: 'Eve', layout: 'band',
		signed_how: 'hand' };
	assert.equal((await other.visitor.post(`${other.page}/certificates`, order)).status, 422);
	assert.deepEqual(await cards(other, aino.key), []);
	for (const part of [`/certificates/${NOBODY}`, '/certificates/zip?part=2',
		'/certificates/zip?part=-1', '/certificates/print?part=x',
		'/certificates?page=9999'])
		assert.equal((await mine.visitor.get(mine.page + part)).status, 404, part);
});

// Into a project of ours, with own participants only: { ..., page }.
async function makePartner(page) {
	const mail = 'otto.partner@post.example';
	const fields = { name: 'Otto', mail, language: 'nl', role: 'own', country: 'SK',
		ends: '2030-01-31' };
	assert.equal((await mine.visitor.post(`${page}/editors/new`, fields)).status, 303);
	const [letter] = await site.untilMailed(mail);
	const [, code] = letter.match(/invitation#([0-9A-Z-]+)/);
	await other.visitor.post('/projects/invitation', { code });
	const { headers } = await other.visitor.post('/projects/invitation/accept', {});
	assert.equal(headers.location, page);
	return { ...other, page };
}

test('a partner with own participants reaches nobody else', async () => {
	const page = await newProject(mine, 'Samen');
	const whole = { ...mine, page };
	const ilse = await addPerson(whole, { given_name: 'Ilse', mail: 'ilse@post.example' });
	const owner = await comeIn(site, (await cards(whole, ilse))[0]);
	await write(owner, SECRET);
	const [paper] = await issue(whole);
	const code = await codeOf(whole, paper);
	const partner = await makePartner(page);
	const own = await addPerson(partner, { given_name: 'Pavol' });
	assert.deepEqual(await keysOf(partner), [own]);
	for (const path of [`${page}/people/${ilse}`, `${page}/people/${ilse}/learning`, paper,
		`${page}/certificates/zip`, `${page}/editors`, owner.path]) {
		const { status, text } = await partner.visitor.get(path);
		assert.ok([403, 404].includes(status), `${path}: ${status}`);
		assert.ok(!text.includes('Ilse') && !text.includes(SECRET), path);
	}
	const eve = { given_name: 'Eve', family_name: 'E', country: 'BE' };
	for (const [path, fields] of [[`${page}/people/${ilse}`, eve],
		[`${page}/people/${ilse}/remove`, {}], [`${paper}/withdraw`, { reason: 'Eve' }],
		[`${page}/people/${ilse}/learning/accept`, {}], [`${page}/editors/new`, eve],
		[`${page}/basics`, { title: 'Eve', type: 'own' }]]) {
		const { status } = await partner.visitor.post(path, fields);
		assert.ok([403, 404].includes(status), `${path}: ${status}`);
	}
	assert.deepEqual(await cards(partner, ilse), []);
	const { text } = await partner.visitor.get(`${page}/table/csv`);
	assert.ok(text.includes('Pavol') && !text.includes('Ilse'));
	await issue(partner, { whom: 'all' });
	const seen = await new Visitor(site).post('/verify', { code });
	assert.ok(seen.text.includes('utrecht-alert--ok'), 'that of another was not made anew');
});

test('a certificate is fetched by its holder alone, and kept by no browser', async () => {
	const own = `${aino.path}/certificate`;
	const { status, headers, body } = await aino.visitor.post(`${own}/file`, {});
	assert.equal(status, 200);
	assert.ok(body.subarray(0, 4).equals(Buffer.from('%PDF')));
	assert.match(headers['content-disposition'], /^attachment/);
	assert.match(headers['content-security-policy'], /sandbox/);
	assert.equal(headers['x-content-type-options'], 'nosniff');
	const learner = (await settle(site)).visitor;
	for (const [visitor, refusal] of [[new Visitor(site), 303], [bram.visitor, 303],
		[learner, 404], [mine.visitor, 404]]) {
		for (const path of [own, `${own}/preview`])
			assert.equal((await visitor.get(path)).status, refusal, path);
		for (const path of [own, `${own}/file`, `${own}/credential`])
			assert.equal((await visitor.post(path, { project: 1 })).status, refusal);
	}
	const { text } = await new Visitor(site).post('/verify', { code: aino.code });
	assert.ok(!text.includes(SECRET));
});

/* --- codes --- */

test('codes of certificates and of own pages are guessed slowly, and together', async () => {
	const thieves = await Promise.all(Array.from({ length: 8 }, () =>
		new Visitor(site, '198.51.100.77').hurry()));
	let tried = 0;
	for (let isOver = false; !isOver && tried < 4 * TRIES_MOST; tried += thieves.length) {
		const replies = await Promise.all(thieves.map((thief, i) =>
			thief.post(i % 2 ? '/verify' : '/part', { code: '7K3QW-M2DXA-4F' })));
		assert.ok(replies.every(({ status }) => [422, 429].includes(status)));
		isOver = replies.some(({ status }) => status === 429);
	}
	assert.ok(tried < 4 * TRIES_MOST, 'it comes to an end');
	const elsewhere = await new Visitor(site).post('/verify', { code: aino.code });
	assert.equal(elsewhere.status, 200, 'nobody else waits');
});

test('a code counts when it is typed, not in an address', async () => {
	const visitor = new Visitor(site);
	for (const path of [`/verify?code=${aino.code}`, `/verify?${aino.code}`,
		`/verify/${aino.code}`]) {
		const { text } = await visitor.get(path);
		assert.ok(!text.includes('Virtanen'), path);
	}
	for (const code of ['', '%', "' OR 1=1 --", `${aino.code}\u0000`, 'x'.repeat(99),
		aino.code.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A'))]) {
		const { status, text } = await visitor.post('/verify', { code });
		assert.ok([400, 422].includes(status) && !text.includes('Virtanen'), code);
	}
	const spoken = aino.code.toLowerCase().replaceAll('-', ' ');
	assert.equal((await visitor.post('/verify', { code: spoken })).status, 200);
});

test('who checks a certificate sees what was opened, and nothing besides', async () => {
	const check = async (code) => (await new Visitor(site).post('/verify', { code })).text;
	const closed = [SECRET, aino.key, item(mine.page), item(aino.certificate), aino.mail,
		'Oulu', '2008', 'Finland', 'Sanne de Groot'];
	const text = await check(aino.code);
	for (const seen of ['Aino', 'Virtanen', 'Rivier', 'Huis Zes'])
		assert.ok(text.includes(seen), seen);
	for (const hidden of closed) assert.ok(!text.includes(hidden), hidden);
	await aino.visitor.post(`${aino.path}/certificate`, { learning: 1 });
	assert.ok((await check(aino.code)).includes(SECRET));
	assert.ok(!(await check(bram.code)).includes(SECRET));
	await aino.visitor.post(`${aino.path}/certificate`, {});
	assert.ok(!(await check(aino.code)).includes(SECRET));
	const reason = 'Ze was er geen dag bij.';
	await mine.visitor.post(`${bram.certificate}/withdraw`, { reason });
	const gone = await check(bram.code);
	assert.ok(gone.includes('utrecht-alert--error') && !gone.includes(reason));
	assert.ok((await bram.visitor.get(`${bram.path}/certificate`)).text.includes(reason));
});

/* --- forged and stolen --- */

test('no form of another site, and no token of another, changes an own page', async () => {
	const { visitor, path } = aino;
	const before = (await visitor.get(path)).text.replace(/form_token[^>]+/g, '');
	const token = await visitor.token(path);
	const foreign = [{ Origin: 'https://evil.example' }, { Origin: 'null' },
		{ Origin: site.origin, 'Sec-Fetch-Site': 'cross-site' }];
	const posts = [['data', { given_name: 'Eve', family_name: 'E', country: 'BE' }],
		['certificate', { learning: 1 }], ['close', {}], ['learning/back', {}],
		['learning/areas/stem/end', { version: 1, answer: 'Eve' }]];
	const tokens = [await new Visitor(site).token(), await bram.visitor.token(), 'x', ''];
	for (const [act, fields] of posts) {
		const send = (form_token, headers) => visitor.send('POST', `${path}/${act}`,
			{ 'Content-Type': FORM, ...headers }, encode({ form_token, ...fields }));
		for (const headers of foreign)
			assert.equal((await send(token, headers)).status, 403, act);
		for (const wrong of tokens)
			assert.equal((await send(wrong, { Origin: site.origin })).status, 403, act);
	}
	const after = (await visitor.get(path)).text.replace(/form_token[^>]+/g, '');
	assert.equal(after, before);
});

test('a session that was planted before the code is not the one after it', async () => {
	const planted = 'A'.repeat(43);
	const victim = new Visitor(site);
	victim.cookies.set(PART, planted);
	const [code] = await cards(mine, bram.key);
	assert.equal((await victim.post('/part', { code })).status, 303);
	assert.notEqual(victim.cookies.get(PART), planted);
	const thief = new Visitor(site);
	for (const token of [planted, victim.cookies.get(PART).toUpperCase(), code, bram.key]) {
		thief.cookies.set(PART, token);
		assert.equal((await thief.get(bram.path)).status, 303);
	}
	thief.cookies.set('__Host-session', victim.cookies.get(PART));
	thief.cookies.delete(PART);
	assert.equal((await thief.get(bram.path)).status, 303);
	assert.equal((await thief.get('/account')).status, 303);
	victim.cookies.set(PART, aino.visitor.cookies.get(PART)); // as a thief may plant their own
	const fields = { given_name: 'Eve', family_name: 'Else', country: 'BE' };
	assert.equal((await victim.post(`${bram.path}/data`, fields)).status, 303);
	const { text } = await mine.visitor.get(`${mine.page}/people/${bram.key}`);
	assert.ok(!text.includes('Eve'));
	Object.assign(bram, await comeIn(site, code));
});

test('no browser keeps a page that was closed', async () => {
	const own = ['', '/data', '/learning', '/learning/areas/stem/end', '/learning/about',
		'/learning/submit', '/certificate']
		.map((part) => bram.path + part);
	for (const path of own) {
		const { status, headers } = await bram.visitor.get(path);
		assert.deepEqual([path, status, headers['cache-control'], headers.etag],
			[path, 200, 'no-store', undefined]);
	}
	const copy = bram.visitor.twin();
	await bram.visitor.post(`${bram.path}/close`, {});
	for (const path of own) {
		const reply = await copy.get(path, { 'If-None-Match': '*' });
		assert.deepEqual([path, reply.status, reply.text], [path, 303, '']);
	}
});

test('no header changes where an invitation leads', async () => {
	const mail = 'eero@post.example';
	const key = await addPerson(mine, { given_name: 'Eero', mail });
	const lies = { 'X-Forwarded-Host': 'evil.example', 'X-Host': 'evil.example',
		Forwarded: 'for=1.1.1.1;host=evil.example;proto=http',
		'X-Forwarded-Proto': 'gopher', Referer: 'https://evil.example/' };
	const fields = { who: key, whom: 'chosen', go: 'send', language: 'nl' };
	const lured = await mine.visitor.post(`${mine.page}/people/invite`, fields,
		{ Host: 'evil.example' });
	assert.equal(lured.status, 421);
	const sent = await mine.visitor.post(`${mine.page}/people/invite`, fields, lies);
	assert.equal(sent.status, 303);
	const [letter] = await site.untilMailed(mail);
	assert.match(letter, /https:\/\/leerpas\.test\/part#[0-9A-Z-]+/);
	assert.ok(!letter.includes('evil.example') && !letter.includes('gopher'));
	const made = await mine.visitor.post(`${mine.page}/people/cards`, { who: key }, lies);
	assert.ok(made.text.includes('leerpas.test/part') && !made.text.includes('evil.example'));
});

test('a list of one address over and over floods nobody', async () => {
	const page = await newProject(mine, 'Vloed');
	const flood = { ...mine, page };
	const mail = 'victim@post.example';
	const rows = Array.from({ length: 40 }, (_, i) => `Vik${i};Tor;FI;${mail}`);
	await sendList(flood, 'x.csv', ['Voornaam;Naam;Land;E-mail', ...rows].join('\n'));
	assert.equal((await mine.visitor.post(`${page}/list/bring`, {})).status, 303);
	for (let i = 0; i < 3; i++)
		await mine.visitor.post(`${page}/people/invite`,
			{ whom: 'new', go: 'send', language: 'nl' });
	await site.untilMailed(mail, MAILS_MOST);
	for (const key of await keysOf(flood)) await cards(flood, key);
	// what is mailed after it is there: so all before it is, too
	const last = await addPerson(flood, { mail: 'last@post.example' });
	await mine.visitor.post(`${page}/people/invite`,
		{ who: last, whom: 'chosen', go: 'send', language: 'nl' });
	await site.untilMailed('last@post.example');
	assert.equal((await site.letters(mail)).length, MAILS_MOST);
});

/* --- what people type --- */

test('names, files and messages are text, on every page and in every mail', async () => {
	const mail = 'evil.name@post.example';
	const page = await newProject(mine, `Rivier ${EVIL}`);
	const evil = { ...mine, page };
	await mine.visitor.post(`${page}/parties/new`, { name: EVIL, place: EVIL, role: 'host' });
	await mine.visitor.post(`${page}/activities/new`,
		{ title: EVIL, place: EVIL, starts: '2024-05-01', ends: '2024-05-01' });
	const key = await addPerson(evil,
		{ given_name: EVIL, family_name: EVIL, place: EVIL, mail });
	await mine.visitor.post(`${page}/people/invite`,
		{ who: key, whom: 'chosen', go: 'send', language: 'nl', message: EVIL });
	const [letter] = await site.untilMailed(mail);
	const [code] = await cards(evil, key);
	const owner = await comeIn(site, code);
	await write(owner, EVIL);
	const read = `${page}/people/${key}/learning`;
	await mine.visitor.post(`${read}/suggest`, { area: 'stem', moment: 'end', answer: EVIL });
	const [paper] = await issue(evil, { confirms: EVIL });
	const sent = await codeOf(evil, paper);
	const rows = `Voornaam;Naam;Land\n${EVIL};${EVIL};${EVIL}\nBo;Ek;SE\n`;
	await sendList(evil, `${EVIL}.csv`, rows);
	await mine.visitor.post(`${paper}/withdraw`, { reason: EVIL });
	const html = letter.slice(letter.search(/<html/i));
	const shown = [html, (await new Visitor(site).post('/verify', { code: sent })).text];
	for (const part of ['', '/people', `/people/${key}`, '/list', '/list/columns', '/history',
		'/certificates', `/people/${key}/learning`, '/people/invite', '/text', '/basics'])
		shown.push((await mine.visitor.get(page + part)).text);
	shown.push((await mine.visitor.get(mine.path)).text);
	for (const part of ['', '/data', '/learning', '/certificate'])
		shown.push((await owner.visitor.get(owner.path + part)).text);
	for (const [i, text] of shown.entries())
		assert.ok(text.length > 200 && !/<img src=x/i.test(text), `text ${i}`);
});

test('a picture that is none does not become a logo', async () => {
	const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
	const fields = { name: 'Plek', place: 'Gent', role: 'host' };
	const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
	for (const [name, bytes] of [['a.svg', svg], ['a.png', svg], ['a.png', '<html>'],
		['a.jpg', Buffer.concat([jpeg, Buffer.from(svg)])], ['a.png\u0000.svg', svg],
		['../../a.html', svg]]) {
		const { status } = await mine.visitor.sendFile(
			`${mine.page}/parties/new`, 'logo', name, Buffer.from(bytes), fields);
		assert.ok([400, 413, 422].includes(status), `${name}: ${status}`);
	}
	assert.ok(!(await mine.visitor.get(mine.page)).text.includes('Plek'));
});

const FORMULAS = ['=HYPERLINK("x","y")', '@SUM(1)', "+cmd|' /C calc'!A0", '-2+3',
	'\t=1+1', "'=1+1"];

test('cells of a table that is fetched are no formulas', async () => {
	const page = await newProject(mine, 'Sommen');
	const sums = { ...mine, page };
	for (const place of FORMULAS.filter((text) => !text.includes('\t')))
		await addPerson(sums, { family_name: FORMULAS[0], place, host: place });
	const csv = (await mine.visitor.get(`${page}/table/csv`)).text;
	const cells = FORMULAS.map((text) => `"${text.replaceAll('"', '""')}"`);
	const rows = cells.map((cell) => `${cell};${cell};Nergens\n`);
	await sendList(sums, 'x.csv', `Voornaam;Naam;Land\n${rows.join('')}`);
	const rest = (await mine.visitor.get(`${page}/list/rest/csv`)).text;
	for (const text of [csv, rest]) {
		assert.ok(text.includes("'=HYPERLINK"), 'it is there, with its apostrophe');
		for (const cell of text.split(/[;\r\n]/))
			assert.doesNotMatch(cell, /^"?\s*[=@+\-\t]/, cell);
	}
	for (const path of [`${page}/table/xlsx`, `${page}/list/rest/xlsx`]) {
		const book = unzip((await mine.visitor.get(path)).body);
		const sheet = book['xl/worksheets/sheet1.xml'].toString();
		assert.ok(sheet.includes('HYPERLINK') && !sheet.includes('<f'), path);
	}
});

/* --- lists that do harm --- */

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = (type, target) => '<Relationships xmlns="http://schemas.openxmlformats.org/' +
	`package/2006/relationships"><Relationship Id="r1" Type="${OFFICE}/${type}" ` +
	`Target="${target}"/></Relationships>`;

function book(sheet, change) {
	return zip([['_rels/.rels', relations('officeDocument', 'xl/workbook.xml')],
		['xl/workbook.xml', `<workbook xmlns:r="${OFFICE}"><sheets>` +
			'<sheet name="A" r:id="r1"/></sheets></workbook>'],
		['xl/_rels/workbook.xml.rels', relations('worksheet', 'worksheets/sheet1.xml')],
		['xl/worksheets/sheet1.xml', sheet, change]]);
}

const data = (rows) => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
const entities = Array.from({ length: 9 }, (_, i) =>
	`<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('');

test('a list that would blow up is refused with words, and the next one is read', async () => {
	const blank = ' '.repeat(64 << 20);
	const cell = '<row><c t="inlineStr"><is><t>&a9;</t></is></c></row>';
	const secret = `<!ENTITY a9 SYSTEM "file://${site.settings}">`;
	const bombs = {
		bomb: book(data(blank)),
		'bomb that lies': book(data(blank), { size: 100 }),
		entities: book(`<!DOCTYPE a [<!ENTITY a0 "ha">${entities}]>${data(cell)}`),
		fetched: book(`<!DOCTYPE a [${secret}]>${data(cell)}`),
		deep: book('<row>'.repeat(1e6)),
		wide: book(data(`<row>${'<c><v>1</v></c>'.repeat(17000)}</row>`)),
		names: zip([['../../x', 'x'], ['_rels/.rels', 'x']]),
		columns: Buffer.from(`${'a;'.repeat(5e5)}\n`),
		quotes: Buffer.from(`Naam;Land\n"${'x\n'.repeat(1e6)}`),
	};
	for (const [name, bytes] of Object.entries(bombs)) {
		const { status, text } = await sendList(mine, 'x.xlsx', bytes);
		assert.ok([413, 422].includes(status), `${name}: ${status}`);
		assert.ok(text.includes('utrecht-alert--error'), name);
		assert.ok(!text.includes('master_key') && !text.includes('hahaha'), name);
	}
	const fine = book(data('<row><c t="inlineStr"><is><t>Voornaam</t></is></c></row>'));
	assert.equal((await sendList(mine, 'x.xlsx', fine)).status, 303);
	await mine.visitor.post(`${mine.page}/list/drop`, {});
});

test('a list of a hundred thousand rows is refused, and says how many there can be', async () => {
	const rows = Array.from({ length: 1e5 }, (_, i) => `Aino ${i};Virtanen;FI`);
	const { status, text } = await sendList(mine, 'x.csv',
		['Voornaam;Naam;Land', ...rows].join('\n'));
	assert.equal(status, 413);
	assert.match(text, /10[.,]?000/);
	assert.ok(!(await mine.visitor.get(`${mine.page}/list`)).text.includes('list-counts'));
});
