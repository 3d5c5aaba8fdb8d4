// Copies of everything: getting at somebody else's, and bringing in one that does harm.
//
//	node --test-reporter=tap tests/attack/copy_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { unzip, zip } from '../interop/zip.mjs';
import { demo } from './place.mjs';
import { QUESTION, Visitor, writer } from './visitor.mjs';

const EXPORT = '/account/export';
const IMPORT = '/account/import';
const SECRET = 'Mijn walvis heet Brokkenpiloot en niemand weet het.';
const TRIES = 600;
const DONE = 'primary" href="/passport"';
const WAITS = 'action="/account/import/choose"';

let site;
let anna;
let ben;
let archive; // anna's

async function until(find) {
	for (let i = 0; i < TRIES; i++) {
		const found = await find();
		if (found)
			return found;
		await pause(100);
	}
	throw new Error('it does not happen');
}

before(async () => {
	site = await demo();
	[anna, ben] = [await writer(site), await writer(site)];
	await anna.visitor.post(QUESTION, { answer: SECRET, version: 0, go: 'stay' });
	await anna.visitor.post('/passport/versions', {});
	await anna.visitor.post(EXPORT, {});
	archive = await until(async () => {
		const { status, body } = await anna.visitor.get(`${EXPORT}/file`);
		return status === 200 && body;
	});
});
after(() => site?.end());

/* --- somebody else's --- */

test('a copy has no address that could be guessed: it is one for each who asks', async () => {
	const { text } = await anna.visitor.get(EXPORT);
	assert.deepEqual([...new Set(text.match(/\/account\/export\/[^"]*/g))], [`${EXPORT}/file`]);
	for (const more of ['?person=1', `?owner=${anna.owner}`, `/${anna.owner}`, '/1', '/..']) {
		const { status, body } = await ben.visitor.get(`${EXPORT}/file${more}`);
		assert.equal(status, 404, more);
		assert.ok(!body.includes(SECRET));
	}
	assert.equal((await new Visitor(site).get(`${EXPORT}/file`)).status, 303);
});

test('it is kept in no cache, opened by no browser, and shown in no page', async () => {
	const { headers } = await anna.visitor.get(`${EXPORT}/file`);
	assert.equal(headers['cache-control'], 'no-store');
	assert.equal(headers['x-content-type-options'], 'nosniff');
	assert.match(headers['content-disposition'], /^attachment/);
	assert.match(headers['content-security-policy'], /sandbox/);
	assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
});

test('who signed out, and who stole what the browser sent before, gets none', async () => {
	const thief = anna.visitor.twin();
	assert.equal((await thief.get(`${EXPORT}/file`)).status, 200);
	const token = await thief.token();
	await anna.visitor.post('/sign-out', {});
	for (const visitor of [thief, anna.visitor]) {
		const { status, body } = await visitor.get(`${EXPORT}/file`);
		assert.equal(status, 303);
		assert.ok(!body.includes(SECRET));
	}
	thief.fixed = token;
	assert.equal((await thief.post(EXPORT, {})).status, 303);
	assert.equal((await thief.sendFile(IMPORT, 'copy', 'x.zip', archive)).status, 303);
});

/* --- what does harm --- */

const format = { format: 'leerpas-export', version: 1, made: '2026-01-01T00:00:00Z' };
const answer = (more) => ({ question: 'who.self', version: 1, stored: 'Dag', ...more });
const copyOf = (members, files = []) =>
	zip([['export.json', JSON.stringify({ ...format, ...members })], ...files]);
const good = JSON.stringify({ ...format, answers: [answer()] });

const sendTo = ({ visitor }, bytes) => visitor.sendFile(IMPORT, 'copy', 'leerpas.zip', bytes);

const REFUSED = {
	'a bomb': zip([['export.json', good], ['files/x.jpg', Buffer.alloc(90 << 20)]]),
	'a bomb in the text itself': zip([['export.json', ' '.repeat(20 << 20) + good]]),
	'a length that is a lie': zip([['export.json', good, { size: 10 }]]),
	'a length beyond bounds': zip([['export.json', good], ['a', 'a', { size: 0xfffffffe }]]),
	'a way out of the folder': zip([['export.json', good], ['../../etc/cron.d/x', 'x']]),
	'a way out on Windows': zip([['export.json', good], ['..\\x', 'x']]),
	'the root': zip([['export.json', good], ['/etc/passwd', 'x']]),
	'one name twice': zip([['export.json', good], ['export.json', good]]),
	'a lock': zip([['export.json', good, { flags: 1 }]]),
	'too many files': zip([['export.json', good],
		...Array.from({ length: 2000 }, (_, i) => [`f${i}`, ''])]),
	'a giant': zip([['export.json', `{"a":[${'0,'.repeat(500_000)}0]}`]]),
	'a tower': zip([['export.json', '['.repeat(10_000)]]),
	'no ZIP': Buffer.from('<html><script>alert(1)</script>'),
	'another version': copyOf({ version: 2 }),
	'nothing': Buffer.alloc(0),
};

for (const [name, bytes] of Object.entries(REFUSED))
	test(`refused, with a word about it: ${name}`, async () => {
		const { status, text } = await sendTo(ben, bytes);
		assert.ok([413, 422].includes(status), String(status));
		assert.match(text, /id="error"[^>]*>[^<]+</);
		assert.ok(!(await ben.visitor.get(IMPORT)).text.includes(WAITS));
	});

test('a body that is larger than any copy is refused', async () => {
	const { visitor } = ben;
	const reply = await visitor.send('POST', IMPORT, {
		'Content-Type': 'multipart/form-data; boundary=x',
		'Content-Length': 200 << 20,
		Origin: site.origin,
	}, Buffer.alloc(0)).catch(() => null);
	assert.ok(reply === null || reply.status === 413);
	assert.equal((await visitor.twin().get(IMPORT)).status, 200);
});

test("another's picture is not fetched by its number, and other questions are none", async () => {
	const id = '0123456789abcdefghijklmno0';
	await sendTo(ben, copyOf({
		answers: [
			answer({ question: 'can.made', stored: `${id}\nEen foto van Anna` }),
			answer({ question: 'x\'); DROP TABLE answer; --' }),
			answer({ question: '<script>alert(1)</script>' }),
			answer({ question: 'want.sure', stored: '1e9' }),
		],
	}));
	const { text } = await ben.visitor.get(IMPORT);
	assert.ok(!text.includes('<script>alert'));
	assert.ok(!text.includes('value="answers"'), 'nothing of it can come in');
	await ben.visitor.post(`${IMPORT}/choose`, { parts: 'answers' });
	await until(async () => !(await ben.visitor.get(IMPORT)).text.includes('<progress'));
	assert.ok(!(await ben.visitor.get('/passport/read')).text.includes('Een foto van Anna'));
	await ben.visitor.post(`${IMPORT}/drop`, {});
});

test("somebody else's copy comes in as one's own words, and nothing else of it", async () => {
	const carl = await writer(site);
	assert.equal((await sendTo(carl, archive)).status, 303);
	assert.ok(!(await ben.visitor.get(IMPORT)).text.includes(WAITS), 'it waits for carl alone');
	const all = ['account', 'choices', 'answers', 'earlier_answers', 'dated_versions',
		'looking_along', 'log', 'links', 'memberships', 'addresses'];
	await carl.visitor.post(`${IMPORT}/choose`, all.map((part) => `parts=${part}`).join('&'));
	await until(async () => (await carl.visitor.get(IMPORT)).text.includes(DONE));
	assert.ok((await carl.visitor.get('/passport/read')).text.includes(SECRET));
	const account = (await carl.visitor.get('/account')).text;
	assert.ok(account.includes(carl.mail) && !account.includes(anna.mail));
	assert.match((await carl.visitor.get('/passport/versions')).text, /class="quiet"/);
	await carl.visitor.post(EXPORT, {});
	const { body } = await until(async () => {
		const reply = await carl.visitor.get(`${EXPORT}/file`);
		return reply.status === 200 && reply;
	});
	const whole = JSON.parse(unzip(body)['export.json']);
	assert.equal(whole.brought_in.length, 1);
	assert.ok(whole.dated_versions.every(({ imported }) => imported));
	assert.ok(!JSON.stringify(whole).includes(anna.mail));
});

test('a copy comes into no passport in which something stands', async () => {
	await ben.visitor.post(QUESTION, { answer: 'Dit schreef Ben.', version: 0, go: 'stay' });
	await sendTo(ben, copyOf({ answers: [answer()] }));
	const reply = await ben.visitor.post(`${IMPORT}/choose`, { parts: 'answers' });
	assert.equal(reply.status, 422);
	assert.match((await ben.visitor.get(QUESTION)).text, /Dit schreef Ben/);
});
