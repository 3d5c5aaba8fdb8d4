// What a curious pupil sends: answers, versions, paths and headers, odd, too many or at once.
//
//	node --test-reporter=tap tests/attack/write_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { parse } from 'parse5';
import { demo, nodes } from './place.mjs';
import { FORM, invented, QUESTION, raw, Visitor, writer } from './visitor.mjs';

const MOST = 20000; // characters of an answer
const CSP = new RegExp(
	"^(default-src 'none'; script-src 'self';.* object-src 'none'; base-uri 'none'; " +
		"form-action 'self'; frame-ancestors 'none'|default-src 'none'; sandbox)$",
);

let site;
before(async () => {
	site = await demo();
});
after(() => site.end());

/* --- answers --- */

async function pupil() {
	const { visitor } = await writer(site);
	return visitor;
}

async function version(visitor) {
	return (await visitor.get(QUESTION)).text.match(/data-version="(\d+)"/)[1];
}

test('bytes that are no text are refused, and nothing is lost', async () => {
	const noor = await pupil();
	await noor.save('who.self', { answer: 'Dit blijft staan.', version: '0' });
	for (const bad of [
		'%00',
		'a%00b',
		'%ff',
		'%c0%80',
		'%ed%a0%80',
		'%ed%bf%bf',
		'%f4%90%80%80',
		'%f8%88%80%80%80',
		'%e2%82',
		'%',
		'%zz',
		'%u0041',
		'\u0001'.repeat(0) + '%80',
	]) {
		const { status } = await noor.post(QUESTION, `answer=${bad}&version=1`);
		assert.ok([400, 422].includes(status), `${bad}: ${status}`);
	}
	assert.ok((await noor.get(QUESTION)).text.includes('Dit blijft staan.'));
});

test('odd but valid text comes back as it was', async () => {
	const noor = await pupil();
	for (const [i, text] of [
		'\u202egnp.exe',
		'👩‍👩‍👧‍👦'.repeat(50),
		'\ufeffx',
		'\ud83d\ude00',
		'a\u0301',
		'\u0007\u001b[31m',
		'\ufffe\uffff',
		'  \t x ',
	].entries()) {
		const { status, json } = await noor.save('who.self', {
			answer: text,
			version: String(i),
		});
		assert.deepEqual([status, json.version], [200, i + 1], JSON.stringify(text));
		const tree = parse((await noor.get(QUESTION)).text);
		const area = [...nodes(tree)].find(({ nodeName }) => nodeName === 'textarea');
		assert.equal(area.childNodes.map(({ value }) => value).join(''), text);
	}
});

test('too long is refused with words, too large is refused unread', async () => {
	const noor = await pupil();
	assert.equal(
		(await noor.save('who.self', { answer: '🐴'.repeat(MOST), version: '0' })).status,
		200,
	);
	const { status, json } = await noor.save('who.self', {
		answer: 'x'.repeat(MOST + 1),
		version: '1',
	});
	assert.ok(status === 422 && json.error);
	for (const size of [1 << 20, 4 << 20]) {
		const sent = { answer: 'x'.repeat(size), version: '1' };
		const { status: refused, text } = await noor.post(QUESTION, sent);
		assert.equal(refused, 413);
		assert.match(text, /te groot|too large/);
	}
	assert.equal(await version(noor), '1');
});

test('a thousand fields, fields twice and fields nobody asked for change nothing', async () => {
	const noor = await pupil();
	const many = Array.from({ length: 5000 }, (_, i) => `f${i}=${i}`).join('&');
	assert.equal((await noor.post(QUESTION, `${many}&answer=x&version=0`)).status, 413);
	assert.equal((await noor.post(QUESTION, 'answer=een&answer=twee&version=0')).status, 422);
	assert.equal((await noor.post(QUESTION, 'answer=een&version=0&version=1')).status, 422);
	const { status } = await noor.save('who.self', {
		answer: 'Gewoon een zin.',
		version: '0',
		person: '1',
		answered: '0',
		owner: 'x',
		changed: '0',
		saved: '9',
	});
	assert.equal(status, 200);
	assert.equal(await version(noor), '1');
});

test('a version is a whole number that the server gave, or nothing is overwritten', async () => {
	const noor = await pupil();
	await noor.save('who.self', { answer: 'De eerste zin.', version: '0' });
	for (const v of ['-1', '0', '2', '9223372036854775807', '-9223372036854775808']) {
		const { status, json } = await noor.save('who.self', {
			answer: `over ${v}`,
			version: v,
		});
		assert.deepEqual([status, json.other, json.version], [409, 'De eerste zin.', 1], v);
	}
	for (const v of [
		'9223372036854775808',
		'-9223372036854775809',
		'1e0',
		'0x1',
		'1.0',
		'+1',
		'NaN',
		'١',
		'1 1',
		'1,',
		'9'.repeat(400),
	])
		assert.equal(
			(await noor.save('who.self', { answer: `over ${v}`, version: v })).status,
			422,
			v,
		);
	assert.equal((await noor.save('who.self', { answer: 'over', version: '' })).status, 422);
	assert.equal(
		(await noor.save('who.self', { answer: 'over', version: '0', go: 'stay' })).status,
		409,
	);
	assert.ok((await noor.get(QUESTION)).text.includes('De eerste zin.'));
});

test('of many saves at the same moment one is kept and every other is told', async () => {
	const noor = await (await pupil()).hurry();
	for (let round = 0; round < 5; round++) {
		const replies = await Promise.all(
			Array.from({ length: 20 }, (_, i) =>
				noor.save('who.self', {
					answer: `ronde ${round} stem ${i}`,
					version: String(round),
				}),
			),
		);
		const kept = replies.filter(({ status }) => status === 200);
		assert.equal(kept.length, 1);
		const others = replies.filter(({ status }) => status === 409);
		assert.equal(others.length, 19);
		assert.equal(new Set(others.map(({ json }) => json.other)).size, 1);
		assert.ok((await noor.get(QUESTION)).text.includes(others[0].json.other));
	}
});

test('an answer in JSON is never taken for a page', async () => {
	const noor = await pupil();
	await noor.save('who.self', { answer: '<script>x()</script>', version: '0' });
	const { headers, json } = await noor.save('who.self', { answer: 'anders', version: '0' });
	assert.equal(json.other, '<script>x()</script>');
	assert.match(headers['content-type'], /^application\/json/);
	assert.equal(headers['x-content-type-options'], 'nosniff');
	assert.equal(headers['cache-control'], 'no-store');
	for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
		const body = JSON.stringify({
			form_token: noor.fixed,
			answer: 'uit json',
			version: 1,
		});
		const reply = await noor.send(
			'POST',
			QUESTION,
			{ 'Content-Type': type, Accept: 'application/json', Origin: site.origin },
			body,
		);
		assert.ok([400, 403, 422].includes(reply.status), type);
	}
});

test("one person's answers, chapters and mails open to no other", async () => {
	const noor = await pupil();
	await noor.save('who.self', { answer: 'Alleen voor mij bestemd.', version: '0' });
	const sem = await pupil();
	for (const path of [
		QUESTION,
		'/passport',
		'/passport/read',
		'/passport/chapters/who',
		'/account',
	])
		assert.ok(!(await sem.get(path)).text.includes('Alleen voor mij'), path);
	const { json } = await sem.save('who.self', { answer: 'Van een ander.', version: '7' });
	assert.equal(json.version, 1, 'and no version of theirs counts');
	assert.ok((await noor.get(QUESTION)).text.includes('Alleen voor mij'));
});

/* --- paths and headers --- */

test('odd paths lead nowhere', async () => {
	const noor = await invented(site, 'noor');
	const asset = (await noor.get('/help')).text.match(/src="(\/static\/[^"]+\.js)"/)[1];
	const odd = [
		'/static/../etc/passwd',
		'/static/%2e%2e/%2e%2e/etc/passwd',
		'/static/..%2fleerpas.db',
		'/static/',
		'/static',
		`${asset}%00.css`,
		`${asset}/`,
		`${asset}.map`,
		`/static/.${asset}`,
		asset.toUpperCase(),
		asset.replace('/static/', '/static//'),
		asset.replace('/static/', '/static/./'),
		asset.replace('/static/', '/%61/'),
		'/leerpas.db',
		'/keys.db',
		'/master.key',
		'/demo.db',
		'/.git/config',
		'/.env',
		'/passport/questions/',
		'/passport/questions/who.self/x',
		'/passport/questions/%2e%2e',
		'/passport/questions/who%2Eself%00',
		'/passport/questions/who.self%20',
		'/passport/questions/WHO.SELF',
		`/passport/questions/${'x'.repeat(2000)}`,
		'/passport/questions/%ff',
		'/passport/questions/nope',
		'/passport/chapters/..%2f',
		'/passport//read',
		'/./passport',
		'/passport;x=1',
		'/passport%3f',
		'/%70assport',
		'/demo/mail/..%2f..%2fkeys',
		'/demo/mail/%',
		'/PASSPORT',
	];
	for (const path of odd) {
		const said = await raw(
			site,
			`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n` +
				`Cookie: session=${noor.cookies.get('session')}\r\n\r\n`,
		);
		assert.match(said, /^HTTP\/1.1 4(00|04|14) /, path);
		assert.ok(!/root:|SQLite/.test(said), path);
	}
});

test('every answer carries the headers that keep a browser honest', async () => {
	const noor = await invented(site, 'noor');
	const asset = (await noor.get('/help')).text.match(/src="(\/static\/[^"]+\.js)"/)[1];
	const replies = [
		['POST', '/sign-in'],
		['POST', '/language'],
		['PUT', '/passport'],
		['BREW', '/'],
		['GET', `/x${'y'.repeat(5000)}`],
		...[
			'/',
			'/help',
			'/sign-in',
			'/register',
			'/passport',
			'/passport/read',
			'/account',
			'/nowhere',
			'/passport/',
			'/health',
			asset,
			'/demo',
			'/demo/mail',
		].map((path) => ['GET', path]),
	];
	for (const [method, path] of replies)
		for (const browser of [noor, new Visitor(site)]) {
			const { headers, status } = await browser.send(method, path, {
				Accept: method === 'PUT' ? 'application/json' : '*/*',
			});
			const what = `${method} ${path.slice(0, 30)} ${status}`;
			assert.match(headers['content-security-policy'], CSP, what);
			assert.doesNotMatch(
				headers['content-security-policy'],
				/unsafe|\*|http|data:/,
				what,
			);
			assert.equal(headers['x-content-type-options'], 'nosniff', what);
			assert.equal(headers['referrer-policy'], 'same-origin', what);
			assert.equal(
				headers['cache-control'],
				path === asset ? 'public, max-age=31536000, immutable' : 'no-store',
				what,
			);
			assert.equal(headers.server, undefined, what);
			assert.equal(headers['x-powered-by'], undefined, what);
		}
});

test('a page that another site asked for is not packed: its length tells nothing', async () => {
	const noor = await invented(site, 'noor');
	const ask = (site_) =>
		noor.get('/passport/read?guess=tuin', {
			'Accept-Encoding': 'gzip, br',
			...(site_ && { 'Sec-Fetch-Site': site_ }),
		});
	for (const lured of ['cross-site', 'same-site'])
		assert.equal((await ask(lured)).headers['content-encoding'], undefined, lured);
	for (const own of ['same-origin', 'none', undefined])
		assert.equal((await ask(own)).headers['content-encoding'], 'gzip', `${own}`);
});

test('many slow visitors do not keep others out', async () => {
	const half = 'GET /help HTTP/1.1\r\nHost: loc';
	const begun =
		`POST /sign-in HTTP/1.1\r\nHost: localhost\r\nOrigin: ${site.origin}\r\n` +
		`Content-Type: ${FORM}\r\nContent-Length: 8000\r\n\r\nmail=`;
	const slow = Array.from({ length: 150 }, (_, i) => {
		const socket = connect(site.port, '127.0.0.1');
		socket.on('error', () => {});
		socket.resume().write(i % 2 ? half : begun);
		return socket;
	});
	await Promise.all(slow.map((socket) => once(socket, 'connect')));
	const replies = await Promise.all(
		Array.from({ length: 20 }, () => new Visitor(site).get('/help')),
	);
	assert.ok(replies.every(({ status }) => status === 200));
	assert.ok(slow.every((socket) => !socket.readableEnded), 'before their time was over');
	slow.forEach((socket) => socket.destroy());
});
