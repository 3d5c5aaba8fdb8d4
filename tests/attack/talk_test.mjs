// Getting at what somebody talks about with others: their threads, chapters that were not shared,
// invitations and codes of others, access that ended, and reading without being seen.
//
//	node --test-reporter=tap tests/attack/talk_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { demo } from './place.mjs';
import { FORM, invented, QUESTION, settle, Visitor, writer } from './visitor.mjs';

const SECRET = 'Ik bouw in het geheim een zeepkist met mijn nicht.';
const OTHER = 'Ik kan waterpolo spelen met mijn ogen dicht.';
const CARE = 'Ik heb een paprika-allergie en slaap slecht.';
const SAID = 'Van die zeepkist weet ik alles.';
const UNKNOWN = '00000-00000';
const NOBODY = '00000000000000000000000000';
const LAST_DAY = '2030-01-01';
const PIXEL = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAA' +
	'AElFTkSuQmCC',
	'base64',
);

let site;
let anna; // writes; papa reads who, coach reads who, can and need
let papa;
let coach;
let eve; // whom nobody invited

/* --- what they do --- */

async function write({ visitor, owner }, question, answer) {
	const path = `/passport/questions/${question}`;
	const [, version] = (await visitor.get(path)).text.match(/name="version" value="(\d+)"/);
	const { status } = await visitor.post(path, { answer, version, owner, go: 'stay' });
	assert.equal(status, 303, question);
}

async function addPicture({ visitor }) {
	const token = await visitor.token();
	const field = (name, value) =>
		`--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
	const head = field('form_token', token) + field('version', 0) + field('answer', 'Kist') +
		'--x\r\nContent-Disposition: form-data; name="picture"; filename="kist.png"\r\n' +
		'Content-Type: image/png\r\n\r\n';
	const body = Buffer.concat([Buffer.from(head), PIXEL, Buffer.from('\r\n--x--\r\n')]);
	const reply = await visitor.send('POST', '/passport/questions/can.made/picture', {
		'Content-Type': 'multipart/form-data; boundary=x', Origin: site.origin,
	}, body);
	assert.equal(reply.status, 303);
}

const list = (name, values) => values.map((value) => `&${name}=${value}`).join('');

// The code that came by mail.
async function invite(who, mail, scopes) {
	const { status } = await who.visitor.post('/passport/talk/invite',
		`mail=${encodeURIComponent(mail)}&called=Iemand&role=parent&ends=${LAST_DAY}` +
		list('scopes', scopes));
	assert.equal(status, 303);
	return mailedCode(mail);
}

// The newest of that many codes.
async function mailedCode(mail, count = 1) {
	for (let letters = 1; ; letters++) {
		const codes = (await site.untilMailed(mail, letters))
			.map((text) => text.match(/\/invited#([\w-]+)/)?.[1]).filter(Boolean);
		if (codes.length >= count)
			return codes[0];
	}
}

const bring = (visitor, code) => visitor.post('/invited', { code });

async function accept(visitor, code) {
	await bring(visitor, code);
	return visitor.post('/invited/accept', {});
}

async function companion(...scopes) {
	const who = await settle(site);
	const code = await invite(anna, who.mail, scopes);
	const { headers } = await accept(who.visitor, code);
	assert.equal(headers.location, `/with/${anna.owner}`);
	return { ...who, code };
}

// Of all that the learner let in, the newest first: what their page posts to.
async function grants({ visitor }) {
	const { text } = await visitor.get('/passport/access');
	const found = text.matchAll(/action="\/passport\/access\/(\w+)\/stop"/g);
	return [...found].map(([, key]) => key);
}

const turn = (visitor, grant, what) => visitor.post(`/passport/access/${grant}/${what}`, {});
const page = ({ visitor }, part) => visitor.get(`/with/${anna.owner}/${part}`);
const say = ({ visitor }, part, question, more = {}) => visitor.post(
	`/with/${anna.owner}/${part}/comment`, { question, answer: SAID, ...more });
const picture = ({ visitor }, part, question = 'can.made') =>
	visitor.get(`/with/${anna.owner}/${part}/pictures/${question}`);

async function times() {
	const { text } = await anna.visitor.get('/passport/access');
	return (text.match(/class="log-lines"[\s\S]*?<\/ul>/g) ?? []).join('');
}

before(async () => {
	site = await demo();
	anna = await writer(site);
	await write(anna, 'who.self', SECRET);
	await write(anna, 'can.good', OTHER);
	await write(anna, 'need.health', CARE);
	await addPicture(anna);
	papa = await companion('who');
	coach = await companion('who', 'can', 'need');
	eve = await settle(site);
});
after(() => site.end());

/* --- threads and chapters --- */

test('what two say to one another is nobody else\'s, whoever asks for it', async () => {
	assert.equal((await say(papa, 'who', 'who.self')).status, 303);
	assert.ok((await page(papa, 'who')).text.includes(SAID));
	assert.ok(!(await page(coach, 'who')).text.includes(SAID));
	const [, holder] = (await anna.visitor.get(QUESTION)).text
		.match(/name="holder" value="(\w+)"/);
	const theirs = { answer: 'Ik doe alsof.', holder, owner: anna.owner };
	await coach.visitor.post(`/with/${anna.owner}/who/comment`,
		{ ...theirs, question: 'who.self' });
	assert.ok(!(await page(papa, 'who')).text.includes('Ik doe alsof.'));
	for (const post of ['comment', 'talked', 'ask'])
		assert.equal((await eve.visitor.post(`${QUESTION}/${post}`, theirs)).status, 404);
});

test('a chapter that was not shared takes no comment and no mark', async () => {
	for (const part of ['who', 'can', 'care', 'other'])
		for (const question of ['can.good', 'need.health', 'can.made', 'who.other', '']) {
			assert.equal((await say(papa, part, question)).status, 404);
			const { status } = await papa.visitor.post(
				`/with/${anna.owner}/${part}/talked`, { question, talked: 1 });
			assert.equal(status, 404, `${part} ${question}`);
		}
	const { text } = await anna.visitor.get('/passport/questions/can.good');
	assert.ok(!text.includes(SAID));
});

test('health and care comes by no way around', async () => {
	const { text } = await page(coach, 'need');
	assert.ok(!text.includes('paprika') && !text.includes('need.health'));
	assert.equal((await page(coach, 'care')).status, 404);
	assert.equal((await say(coach, 'need', 'need.health')).status, 404);
	assert.equal((await picture(coach, 'need', 'need.health')).status, 404);
	assert.equal((await picture(coach, 'care', 'need.health')).status, 404);
	const [, holder] = (await anna.visitor.get(QUESTION)).text
		.match(/name="holder" value="(\w+)"/);
	for (const post of ['ask', 'comment']) { // the owner's own hand does not open it either
		const { status } = await anna.visitor.post(
			`/passport/questions/need.health/${post}`, { holder, answer: 'Kijk' });
		assert.equal(status, 404);
	}
	for (const path of ['', '/care'])
		for (const { visitor } of [anna, coach]) {
			const card = await visitor.get(`/passport/talk/card${path}`);
			assert.ok(!card.text.includes('paprika'));
		}
	assert.ok(!(await coach.visitor.get(`/with/${anna.owner}`)).text.includes('/care'));
	const mails = await site.letters(coach.mail);
	assert.ok(!mails.some((mail) => mail.includes('paprika')));
});

test('health and care goes nowhere without a parent\'s yes', async () => {
	const nicht = await companion('who');
	const [grant] = await grants(anna);
	const open = (scopes) => anna.visitor.post(`/passport/access/${grant}`,
		`ends=${LAST_DAY}${list('scopes', scopes)}`);
	const say = ({ visitor }, yes) =>
		visitor.post(`/with/${anna.owner}/consent`, { say: yes });
	const invited = await anna.visitor.post('/passport/talk/invite',
		`mail=tante%40thuis.example&called=Tante&role=parent&ends=${LAST_DAY}&scopes=care`);
	assert.equal(invited.status, 422);
	assert.equal((await open(['who', 'care'])).status, 422);
	for (const who of [eve, anna])
		for (const yes of ['yes', 'no'])
			assert.equal((await say(who, yes)).status, 404);
	assert.equal((await say(papa, 'yes')).status, 303);
	assert.equal((await open(['who', 'care'])).status, 303);
	assert.ok((await page(nicht, 'care')).text.includes('paprika'));
	assert.equal((await say(coach, 'no')).status, 303); // their own word, not papa's
	assert.ok((await page(nicht, 'care')).text.includes('paprika'));
	assert.equal((await say(coach, '')).status, 422);
	assert.equal((await say(papa, 'no')).status, 303);
	assert.equal((await page(nicht, 'care')).status, 404);
	assert.ok((await page(nicht, 'who')).text.includes(SECRET));
	await turn(anna.visitor, grant, 'stop');
});

test('a picture opens with its chapter, for who may read that, as a download', async () => {
	const reply = await picture(coach, 'can');
	assert.deepEqual([reply.status, reply.headers['content-type']], [200, 'image/jpeg']);
	assert.match(reply.headers['content-disposition'], /^attachment/);
	assert.match(reply.headers['content-security-policy'], /sandbox/);
	assert.equal(reply.headers['cache-control'], 'no-store');
	for (const [who, part] of [[papa, 'who'], [papa, 'can'], [eve, 'can'], [anna, 'can'],
		[coach, 'who'], [coach, 'care']])
		assert.equal((await picture(who, part)).status, 404, part);
	for (const question of ['can.good', 'can.nothing', '..%2Fcan.made', 'can.made%00'])
		assert.ok([400, 404].includes((await picture(coach, 'can', question)).status));
	assert.equal((await picture({ visitor: new Visitor(site) }, 'can')).status, 303);
});

/* --- access that ended --- */

test('a stop holds for every page that was open', async () => {
	const oma = await companion('who', 'can');
	assert.equal((await page(oma, 'who')).headers['cache-control'], 'no-store');
	const [grant] = await grants(anna);
	await turn(anna.visitor, grant, 'stop');
	assert.equal((await oma.visitor.get(`/with/${anna.owner}`)).status, 404);
	assert.equal((await page(oma, 'who')).status, 404);
	assert.equal((await picture(oma, 'can')).status, 404);
	assert.equal((await say(oma, 'who', 'who.self')).status, 404);
	for (const path of [`/with/${anna.owner}/who/talked`, `/with/${anna.owner}`])
		assert.equal((await oma.visitor.post(path, { question: 'who.self' })).status, 404);
	assert.ok(!(await oma.visitor.get('/with')).text.includes(anna.owner));
	assert.equal((await accept(oma.visitor, oma.code)).headers.location, '/invited');
	assert.equal((await page(oma, 'who')).status, 404);
});

test('a stop, or its undoing, is the learner\'s alone', async () => {
	const oom = await companion('who');
	const [grant] = await grants(anna);
	for (const what of ['stop', 'undo', 'again', 'send'])
		for (const { visitor } of [oom, papa, eve])
			assert.equal((await turn(visitor, grant, what)).status, 404, what);
	assert.equal((await page(oom, 'who')).status, 200);
	await turn(anna.visitor, grant, 'stop');
	for (const what of ['undo', 'again'])
		for (const { visitor } of [oom, papa, eve])
			assert.equal((await turn(visitor, grant, what)).status, 404, what);
	const more = `scopes=can&scopes=care&ends=${LAST_DAY}`;
	assert.equal((await oom.visitor.post(`/passport/access/${grant}`, more)).status, 404);
	assert.equal((await page(oom, 'who')).status, 404);
	await turn(anna.visitor, grant, 'undo');
	assert.equal((await page(oom, 'who')).status, 200);
});

test('who left is not brought back by the learner\'s undo', async () => {
	const tante = await companion('who');
	const [grant] = await grants(anna);
	await tante.visitor.post(`/with/${anna.owner}`, {});
	for (const what of ['undo', 'again'])
		await turn(anna.visitor, grant, what);
	assert.equal((await page(tante, 'who')).status, 404);
});

test('a chapter that is taken back closes, the others stay', async () => {
	const neef = await companion('who', 'can');
	const [grant] = await grants(anna);
	await anna.visitor.post(`/passport/access/${grant}`, `scopes=can&ends=${LAST_DAY}`);
	assert.equal((await page(neef, 'who')).status, 404);
	assert.equal((await say(neef, 'who', 'who.self')).status, 404);
	assert.equal((await say(neef, 'can', 'who.self')).status, 404);
	assert.ok((await page(neef, 'can')).text.includes(OTHER));
});

/* --- a mentor --- */

async function desk() {
	const joost = { visitor: await invented(site, 'joost') };
	const [, path] = (await joost.visitor.get('/account')).text.match(/"(\/mentor\/\w+)"/);
	await joost.visitor.post(`${path}/code`, {});
	const { text } = await joost.visitor.get(`${path}/code`);
	return { ...joost, path, code: text.match(/class="shown-code"[^>]*>([^<]*)</)[1] };
}

test('a mentor reads what was ticked, and nothing after the end', async () => {
	const joost = await desk();
	await anna.visitor.post('/passport/talk/add', `code=${joost.code}&ends=${LAST_DAY}`);
	assert.equal((await joost.visitor.get(`/with/${anna.owner}`)).status, 200);
	assert.equal((await page(joost, 'who')).status, 404);
	assert.equal((await picture(joost, 'can')).status, 404);
	assert.equal((await say(joost, 'who', 'who.self')).status, 404);
	const remind = (learner) => joost.visitor.post(`${joost.path}/remind`, { learner });
	assert.match((await remind(NOBODY)).headers.location, /sent=0$/);
	assert.match((await remind(coach.code)).headers.location, /sent=0$/);
	assert.equal((await eve.visitor.post(`${joost.path}/remind`, {
		learner: anna.owner,
	})).status, 403);
	const [grant] = await grants(anna);
	await anna.visitor.post(`/passport/access/${grant}`, `scopes=who&ends=${LAST_DAY}`);
	assert.ok((await page(joost, 'who')).text.includes(SECRET));

	const farida = await invented(site, 'farida');
	const [, school] = (await farida.get('/account')).text.match(/"(\/organisation\/\w+)"/);
	const { text } = await farida.get(school);
	const end = text.match(/Joost[\s\S]*?action="([^"]*\/end)"/)[1];
	await farida.post(end, {});
	assert.equal((await page(joost, 'who')).status, 404);
	assert.equal((await say(joost, 'who', 'who.self')).status, 404);
	assert.equal((await joost.visitor.get(joost.path)).status, 403);
	assert.equal((await remind(anna.owner)).status, 403);
	const used = await eve.visitor.post('/passport/talk/code', { code: joost.code });
	assert.equal(used.status, 422);
	await farida.post(end.replace(/end$/, 'resume'), {});
	assert.equal((await page(joost, 'who')).status, 200);
});

/* --- invitations and codes --- */

const names = ({ text }, { name }) => new RegExp(`${name}\\b`).test(text);
const plain = ({ status, text }) => [status, text.replace(/value="[^"]*"/g, '')];

test('a code lets one person in, once', async () => {
	const first = await settle(site);
	const code = await invite(anna, first.mail, ['who']);
	const crowd = [first, eve, await settle(site), await settle(site)];
	for (const { visitor } of crowd)
		await bring(visitor, code);
	await Promise.all(crowd.map(({ visitor }) => visitor.hurry()));
	const replies = await Promise.all(crowd.map(({ visitor }) =>
		visitor.post('/invited/accept', {})));
	const inside = replies.filter(({ headers }) => headers.location.startsWith('/with/'));
	assert.equal(inside.length, 1);
	const reading = await Promise.all(crowd.map((who) => page(who, 'who')));
	assert.equal(reading.filter(({ status }) => status === 200).length, 1);
	const stranger = new Visitor(site);
	assert.deepEqual(plain(await bring(stranger, code)), plain(await bring(stranger, UNKNOWN)));
	const [grant] = await grants(anna);
	await turn(anna.visitor, grant, 'stop');
});

test('a withdrawn invitation is worth nothing, also where it was open already', async () => {
	const late = await settle(site);
	const code = await invite(anna, late.mail, ['who']);
	await bring(late.visitor, code);
	const [grant] = await grants(anna);
	await turn(anna.visitor, grant, 'stop');
	assert.equal((await late.visitor.post('/invited/accept', {})).headers.location, '/invited');
	assert.ok(!names(await late.visitor.get('/invited'), anna));
	const stranger = new Visitor(site);
	assert.deepEqual(plain(await bring(stranger, code)), plain(await bring(stranger, UNKNOWN)));
	assert.equal((await page(late, 'who')).status, 404);
});

test('a code that was mailed again ends the one before', async () => {
	const twice = await settle(site);
	const old = await invite(anna, twice.mail, ['who']);
	const [grant] = await grants(anna);
	assert.equal((await turn(anna.visitor, grant, 'send')).status, 303);
	const fresh = await mailedCode(twice.mail, 2);
	assert.equal((await bring(twice.visitor, old)).status, 422);
	assert.equal((await bring(twice.visitor, fresh)).status, 303);
	await turn(anna.visitor, grant, 'stop');
});

test('an invitation tells a stranger neither who is here nor what stands inside', async () => {
	const code = await invite(anna, 'niemand@post.example', ['who']);
	const stranger = new Visitor(site);
	await bring(stranger, code);
	const { text } = await stranger.get('/invited');
	assert.ok(names({ text }, anna));
	assert.ok(!text.includes(SECRET) && !text.includes(anna.mail) &&
		!text.includes(anna.owner));
	const known = await anna.visitor.post('/passport/talk/invite',
		`mail=${encodeURIComponent(eve.mail)}&called=Eve&role=other&scopes=who` +
		`&ends=${LAST_DAY}`);
	assert.deepEqual([known.status, known.headers.location],
		[303, '/passport/access?sent=1']);
	for (const grant of (await grants(anna)).slice(0, 2))
		await turn(anna.visitor, grant, 'stop');
});

test('a code that somebody shows lets them in, never the one who types it', async () => {
	await papa.visitor.post('/me/code', {});
	const code = (await papa.visitor.get('/me/code')).text
		.match(/class="shown-code"[^>]*>([^<]*)</)[1];
	const fields = `code=${code}&role=other&scopes=who&ends=${LAST_DAY}`;
	assert.equal((await eve.visitor.post('/passport/talk/add', fields)).status, 303);
	assert.ok(!names(await eve.visitor.get('/with'), papa));
	assert.ok(names(await papa.visitor.get('/with'), eve));
	assert.equal((await papa.visitor.post('/passport/talk/add', fields)).status, 422);
	await papa.visitor.post('/me/code', {});
	const used = await coach.visitor.post('/passport/talk/code', { code });
	const made = await coach.visitor.post('/passport/talk/code', { code: UNKNOWN });
	assert.deepEqual(plain(used), plain(made));
});

/* --- being seen --- */

test('no way of reading goes unseen', async () => {
	const spy = await companion('who', 'can', 'need');
	const who = `/with/${anna.owner}`;
	const seen = async () => (await times()).split('Iemand').length;
	let lines = await seen();
	for (const look of [
		() => spy.visitor.send('HEAD', `${who}/who`),
		() => picture(spy, 'can'),
		() => spy.visitor.post(`${who}/need/comment`,
			{ question: 'need.help', answer: ' ' }),
	]) {
		await look();
		const now = await seen();
		assert.equal(now, lines + 1);
		lines = now;
	}
	for (const more of [{ Accept: 'application/json' }, { 'If-None-Match': '*' },
		{ Range: 'bytes=0-10' }, { Purpose: 'prefetch' }])
		assert.equal((await spy.visitor.get(`${who}/who`, more)).status, 200);
	assert.match(await times(), /5 keer/);
	assert.ok(!names(await spy.visitor.get('/passport/access'), anna));
});

test('another site makes nobody say, stop or accept anything', async () => {
	const victim = await settle(site);
	const code = await invite(anna, victim.mail, ['who']);
	await bring(victim.visitor, code);
	const [grant] = await grants(anna);
	const headers = { 'Content-Type': FORM, Origin: 'https://evil.example',
		'Sec-Fetch-Site': 'cross-site' };
	const token = await papa.visitor.token();
	for (const [{ visitor }, path, fields] of [
		[victim, '/invited/accept', ''],
		[victim, '/invited/decline', ''],
		[papa, `/with/${anna.owner}/who/comment`,
			`question=who.self&answer=Vals&form_token=${token}`],
		[papa, `/with/${anna.owner}/who/talked`, 'question=who.self&talked=1'],
		[papa, `/with/${anna.owner}`, ''],
		[papa, '/me/code', ''],
		[anna, `/passport/access/${grant}/stop`, ''],
		[anna, '/passport/talk/add', `code=${UNKNOWN}`],
	])
		assert.equal((await visitor.send('POST', path, headers, fields)).status, 403, path);
	assert.ok(!(await page(papa, 'who')).text.includes('Vals'));
	assert.equal((await page(victim, 'who')).status, 404);
	const { headers: went } = await victim.visitor.post('/invited/accept', {});
	assert.equal(went.location, `/with/${anna.owner}`);
});

test('a passport that is there and one that is not look the same', async () => {
	const told = async (path) => {
		const { status, text, headers } = await eve.visitor.get(path);
		return [status, headers['cache-control'], text
			.replace(/name="form_token" value="[^"]*"/g, '')
			.replace(/request-id[\s\S]*?<\/p>/, '').replaceAll(path, 'PATH')];
	};
	for (const rest of ['', '/who', '/can/pictures/can.made']) {
		const real = await told(`/with/${anna.owner}${rest}`);
		assert.equal(real[0], 404);
		assert.deepEqual(real, await told(`/with/${NOBODY}${rest}`), rest);
	}
	for (const key of ['1', '0', '-1', anna.owner.toUpperCase(), `${anna.owner}0`,
		anna.owner.slice(1), '%00', '..'])
		assert.match(String((await coach.visitor.get(`/with/${key}/who`)).status),
			/^40[04]$/, key);
});

test('no code and no word stands in the log or in a mail', async () => {
	const log = site.logBytes().toString();
	for (const text of [papa.code, coach.code, SECRET, SAID, CARE])
		assert.ok(!log.includes(text), text);
	const mails = [...await site.letters(anna.mail), ...await site.letters(papa.mail)];
	for (const text of [SECRET, SAID, CARE, 'Iemand'])
		assert.ok(!mails.some((mail) => mail.includes(text)), text);
});
