// Requests that no page of ours sent, and sessions that nobody began.
//
//	node --test-reporter=tap tests/attack/forge_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { demo, rows } from './place.mjs';
import { encode, FORM, invented, raw, settle, signIn, Visitor } from './visitor.mjs';

const QUESTION = '/passport/questions/who.self';
const POSTS = [
	['/language', { language: 'de' }],
	[
		'/register',
		{
			name: 'Wie Dan',
			mail: 'wie.dan@post.example',
			password: 'groene fiets in de sloot',
		},
	],
	['/register/confirm', { code: '123456' }],
	['/register/again', {}],
	['/sign-in', { mail: 'noor@demo.example', password: 'groene fiets in de sloot' }],
	['/sign-out', {}],
	['/passport/route/at-school', { choice: 'no' }],
	[QUESTION, { answer: 'Dit is vervalst.', version: '0' }],
	['/demo/be', { person: 'ivo' }],
];

let site;
before(async () => {
	site = await demo();
});
after(() => site.end());

// Every unsafe route, with fields that would do something, refused under these headers.
async function refusedEverywhere(headers, statuses = [403]) {
	const noor = await invented(site, 'noor');
	const token = await noor.token();
	for (const [path, fields] of POSTS) {
		const body = encode({ form_token: token, ...fields });
		const reply = await noor.send(
			'POST',
			path,
			{ 'Content-Type': FORM, ...headers },
			body,
		);
		assert.ok(
			statuses.includes(reply.status),
			`${path} ${JSON.stringify(headers)}: ${reply.status}`,
		);
		assert.equal(reply.headers['set-cookie'], undefined, path);
	}
	const page = await noor.get(QUESTION);
	assert.equal(page.status, 200);
	assert.ok(!page.text.includes('vervalst'));
	assert.match(page.text, /<html lang="nl"/);
}

test('the same requests, sent by our own page, are not refused', async () => {
	for (const [path, fields] of POSTS) {
		const noor = await invented(site, 'noor');
		const { status } = await noor.post(
			path,
			path === QUESTION ? { ...fields, version: 'x' } : fields,
		);
		assert.notEqual(status, 403, path);
		assert.ok(status < 500, `${path}: ${status}`);
		await noor.post('/language', { language: 'nl' });
	}
});

test('a change says where it comes from', () => refusedEverywhere({}));

test('a change comes from our own origin, to the letter', async () => {
	const { host, port } = new URL(site.url);
	const origins = [
		'null',
		'',
		'https://evil.example',
		`https://${host}`,
		`http://localhost:${port}0`,
		'http://localhost',
		`http://localhost:${port}/`,
		`http://LOCALHOST:${port}`,
		`http://localhost:${port}.evil.example`,
		`http://evil@${host}`,
		`http://a.localhost:${port}`,
		`http://127.0.0.1:${port}`,
		`${site.url}, ${site.url}`,
		`${site.url} https://evil.example`,
	];
	for (const Origin of origins)
		await refusedEverywhere({ Origin, 'Sec-Fetch-Site': 'same-origin' });
});

test('a browser that says it was another site is believed', async () => {
	for (const site_ of [
		'cross-site',
		'same-site',
		'',
		'Same-Origin',
		'same-origin, cross-site',
		'nonsense',
	])
		await refusedEverywhere({ Origin: site.origin, 'Sec-Fetch-Site': site_ });
});

test('two origins are none', async () => {
	const noor = await invented(site, 'noor');
	const body = encode({ form_token: await noor.token(), language: 'de' });
	const cookie = [...noor.cookies].map(([n, v]) => `${n}=${v}`).join('; ');
	const said = await raw(
		site,
		`POST /language HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\n` +
			`Origin: ${site.origin}\r\nOrigin: https://evil.example\r\n` +
			`Content-Type: ${FORM}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
	);
	assert.match(said, /^HTTP\/1.1 400 /);
});

test('a body that a simple cross-site request can have is no form', async () => {
	for (const type of [
		'text/plain',
		'text/plain; application/x-www-form-urlencoded',
		'multipart/form-data; boundary=x',
		'application/json',
		'',
		`${FORM}x`,
		`x/${FORM}`,
	])
		await refusedEverywhere({ 'Content-Type': type, Origin: site.origin }, [400, 422]);
});

test('a form token is needed, exact, and of this session', async () => {
	const noor = await invented(site, 'noor');
	const stranger = await new Visitor(site).token();
	const sem = await (await invented(site, 'sem')).token();
	const own = await noor.token();
	const flipped = own[5] === 'A' ? 'B' : 'A';
	const wrong = [
		undefined,
		'',
		'x',
		stranger,
		sem,
		own.slice(1),
		own.slice(0, -1),
		`${own}=`,
		`${own}A`,
		` ${own}`,
		`${own}\n`,
		`${own.slice(0, 5)}${flipped}${own.slice(6)}`,
		own.toUpperCase(),
		own.slice(43) + own.slice(0, 43),
		'A'.repeat(86),
		own.replace(/-/g, '+').replace(/_/g, '/').padEnd(88, '='),
		noor.cookies.get('session'),
	];
	for (const form_token of wrong) {
		for (const [path, fields] of POSTS) {
			const body = encode(
				form_token === undefined ? fields : { form_token, ...fields },
			);
			const { status } = await noor.send(
				'POST',
				path,
				{ 'Content-Type': FORM, Origin: site.origin },
				body,
			);
			assert.equal(status, 403, `${path} ${form_token}`);
		}
	}
});

test('the first of two form tokens counts, and another name is none', async () => {
	const noor = await invented(site, 'noor');
	const own = await noor.token();
	for (const body of [
		`form_token=x&form_token=${own}`,
		`form_token[]=${own}`,
		`FORM_TOKEN=${own}`,
		`form_token%00=${own}`,
	]) {
		const reply = await noor.send(
			'POST',
			'/language',
			{ 'Content-Type': FORM, Origin: site.origin },
			`${body}&language=de`,
		);
		assert.ok(
			reply.status === 403 || reply.status === 422 || reply.status === 400,
			`${body}: ${reply.status}`,
		);
		assert.equal(reply.headers['set-cookie'], undefined);
	}
});

test('a form token in the query or in a header does not count', async () => {
	const noor = await invented(site, 'noor');
	const own = await noor.token();
	const headers = { 'Content-Type': FORM, Origin: site.origin, 'X-CSRF-Token': own };
	assert.equal(
		(await noor.send('POST', `/language?form_token=${own}`, headers, 'language=de'))
			.status,
		403,
	);
});

test('form tokens end with sign-in and with sign-out', async () => {
	const who = await settle(site);
	const browser = new Visitor(site);
	const before = await browser.token();
	await signIn(browser, who);
	const during = await browser.token();
	const attempt = (token) =>
		browser.send(
			'POST',
			'/language',
			{ 'Content-Type': FORM, Origin: site.origin },
			encode({ form_token: token, language: 'nl' }),
		);
	assert.equal((await attempt(before)).status, 403);
	assert.equal((await attempt(during)).status, 303);
	await browser.post('/sign-out', {});
	assert.equal((await attempt(during)).status, 403);
	await signIn(browser, who);
	assert.equal((await attempt(during)).status, 403);
});

test('form tokens never look the same, so that a packed page gives none away', async () => {
	const noor = await invented(site, 'noor');
	const page = (await noor.get('/passport')).text;
	const tokens = [...page.matchAll(/name="form_token" value="([^"]+)"/g)].map(
		([, token]) => token,
	);
	const others = await Promise.all(Array.from({ length: 50 }, () => noor.token('/passport')));
	assert.equal(new Set([tokens[0], ...others]).size, 51);
	const bytes = others.map((token) => Buffer.from(token, 'base64url'));
	for (let at = 0; at < 64; at++)
		assert.ok(new Set(bytes.map((b) => b[at])).size > 20, `byte ${at} hardly changes`);
});

test('a GET, a HEAD or a method in disguise changes nothing', async () => {
	const noor = await invented(site, 'noor');
	const token = await noor.token();
	for (const [path, fields] of POSTS) {
		const query = encode({ form_token: token, _method: 'POST', ...fields });
		for (const method of [
			'GET',
			'HEAD',
			'PUT',
			'DELETE',
			'PATCH',
			'OPTIONS',
			'TRACE',
		]) {
			const { headers, status } = await noor.send(method, `${path}?${query}`, {
				'X-HTTP-Method-Override': 'POST',
			});
			assert.doesNotMatch(
				`${headers['set-cookie']}`,
				/session=|language=/,
				`${method} ${path}`,
			);
			if (method !== 'GET' && method !== 'HEAD')
				assert.ok(
					status === 405 || status === 501,
					`${method} ${path}: ${status}`,
				);
		}
	}
	const page = await noor.get(QUESTION);
	assert.ok(page.status === 200 && !page.text.includes('vervalst'));
});

test('no other origin may read an answer', async () => {
	const noor = await invented(site, 'noor');
	const asked = { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' };
	for (const [method, path] of [
		['GET', '/passport/read'],
		['OPTIONS', QUESTION],
		['GET', '/nowhere'],
		['GET', '/health'],
	]) {
		const { headers } = await noor.send(method, path, asked);
		assert.deepEqual(
			Object.keys(headers).filter((name) => name.startsWith('access-control')),
			[],
			path,
		);
		assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
		assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
	}
});

/* --- sessions --- */

async function isNobody(browser) {
	const { status, headers } = await browser.get('/passport');
	return status === 303 && headers.location === '/sign-in?back=%2Fpassport';
}

test('a session that was planted before sign-in is not the one after it', async () => {
	const who = await settle(site);
	const victim = new Visitor(site);
	const planted = 'A'.repeat(43);
	victim.cookies.set('session', planted);
	victim.cookies.set('visit', 'B'.repeat(42) + 'A');
	await signIn(victim, who);
	assert.notEqual(victim.cookies.get('session'), planted);
	assert.ok(!victim.cookies.has('visit'), "the browser's earlier token has ended");
	for (const token of [planted, 'B'.repeat(42) + 'A']) {
		const thief = new Visitor(site);
		thief.cookies.set('session', token);
		assert.ok(await isNobody(thief));
	}
});

test('each sign-in is a new token, and the one before it has ended', async () => {
	const who = await settle(site);
	const first = who.visitor.twin();
	await signIn(who.visitor, who);
	assert.notEqual(who.visitor.cookies.get('session'), first.cookies.get('session'));
	assert.ok(await isNobody(first));
	assert.equal((await who.visitor.get('/account')).status, 200);
});

test('becoming somebody else ends who one was', async () => {
	const noor = await invented(site, 'noor');
	const copy = noor.twin();
	await noor.post('/demo/be', { person: 'sem' });
	assert.ok(await isNobody(copy));
});

test('of two session cookies none counts, whichever comes first', async () => {
	const noor = (await invented(site, 'noor')).cookies.get('session');
	const sem = (await invented(site, 'sem')).cookies.get('session');
	for (const Cookie of [
		`session=${noor}; session=${sem}`,
		`session=${sem}; session=${noor}`,
		`session=${noor}; session=${noor}`,
		`session=x; session=${noor}`,
		`session=${noor};session=`,
	])
		assert.equal(
			(await new Visitor(site).get('/passport', { Cookie })).status,
			303,
			Cookie,
		);
});

test('a session token has one spelling', async () => {
	const token = (await invented(site, 'noor')).cookies.get('session');
	const last = token.at(-1);
	const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
	const sameBits = alphabet[alphabet.indexOf(last) ^ 1];
	const hex = Buffer.from(token, 'base64url').toString('hex');
	const wrong = [
		`${token}=`,
		`"${token}"`,
		`%${token.charCodeAt(0).toString(16)}${token.slice(1)}`,
		token.slice(0, -1) + sameBits,
		token.slice(0, -1),
		`${token}A`,
		hex,
		`${token}.x`,
		'',
		'0',
		'null',
		token.toLowerCase(),
		token.toUpperCase(),
		`${token}%00`,
		'A'.repeat(43),
		'A'.repeat(4000),
	];
	for (const value of wrong)
		assert.ok(
			[303, 400].includes(
				(
					await new Visitor(site).get('/passport', {
						Cookie: `session=${value}`,
					})
				).status,
			),
			value,
		);
	for (const name of [
		'Session',
		'__Host-session',
		'session ',
		'xsession',
		'session\t',
		'$session',
	])
		assert.equal(
			(await new Visitor(site).get('/passport', { Cookie: `${name}=${token}` }))
				.status,
			303,
			name,
		);
	assert.equal(
		(await new Visitor(site).get('/passport', { Cookie: `session=${token}` })).status,
		200,
	);
});

test('a token in the query, a header or the body is no session', async () => {
	const token = (await invented(site, 'noor')).cookies.get('session');
	const other = new Visitor(site);
	assert.equal((await other.get(`/passport?session=${token}`)).status, 303);
	assert.equal(
		(await other.get('/passport', { Authorization: `Bearer ${token}` })).status,
		303,
	);
	assert.equal((await other.get('/passport', { 'X-Session': token })).status, 303);
});

test('what the database holds of a session opens nothing', async () => {
	const noor = await invented(site, 'noor');
	const token = noor.cookies.get('session');
	const digest = createHash('sha256').update(Buffer.from(token, 'base64url')).digest();
	const stored = rows(site, 'leerpas.db', 'SELECT token FROM session').flat();
	assert.ok(stored.includes(digest.toString('hex')), 'the digest is what is stored');
	assert.ok(!stored.includes(Buffer.from(token, 'base64url').toString('hex')));
	for (const hex of stored) {
		const thief = new Visitor(site);
		thief.cookies.set('session', Buffer.from(hex, 'hex').toString('base64url'));
		assert.ok(await isNobody(thief));
	}
});

test('the cookie of a visit opens nothing, nor does the one of a language', async () => {
	const noor = await invented(site, 'noor');
	const browser = new Visitor(site);
	browser.cookies.set('visit', noor.cookies.get('session'));
	browser.cookies.set('language', noor.cookies.get('session'));
	assert.ok(await isNobody(browser));
});

test('after signing out the token is dead and the browser is told to forget', async () => {
	const noor = await invented(site, 'noor');
	const copy = noor.twin();
	const pages = [
		'/passport',
		'/passport/read',
		'/passport/chapters/who',
		QUESTION,
		'/account',
		'/passport/route',
	];
	for (const path of pages) {
		const { status, headers } = await noor.get(path);
		assert.deepEqual(
			[path, status, headers['cache-control'], headers.etag],
			[path, 200, 'no-store', undefined],
		);
	}
	const { headers } = await noor.post('/sign-out', {});
	assert.equal(headers['clear-site-data'], '"cache", "storage"');
	assert.match(
		headers['set-cookie'].join(),
		/session=; Path=\/; HttpOnly; SameSite=Lax; Max-Age=0/,
	);
	for (const path of pages) {
		const reply = await copy.get(path, {
			'If-None-Match': '*',
			'If-Modified-Since': 'Sun, 22 Nov 2026 00:00:00 GMT',
		});
		assert.equal(reply.status, 303, path);
		assert.equal(reply.text, '', path);
	}
	const { status } = await copy.send(
		'POST',
		QUESTION,
		{ Accept: 'application/json', Origin: site.origin, 'Content-Type': FORM },
		'answer=x',
	);
	assert.equal(status, 401);
});

test('signing out ends one session of a person, not another', async () => {
	const desk = await invented(site, 'noor');
	const phone = await invented(site, 'noor');
	await desk.post('/sign-out', {});
	assert.equal((await phone.get('/passport')).status, 200);
});

test('the token of a session stands in no other cookie and on no page', async () => {
	const noor = await invented(site, 'noor');
	const token = noor.cookies.get('session');
	for (const path of ['/help', '/passport', '/account', QUESTION, '/nowhere']) {
		const { headers, text } = await noor.get(path);
		assert.ok(!`${headers['set-cookie']} ${text}`.includes(token), path);
	}
});

/* --- the host --- */

test('another host name is refused, however it is said', async () => {
	const hosts = [
		'evil.example',
		`evil.example:${site.port}`,
		'localhost.evil.example',
		'evil.example@localhost',
		'localhost:x.evil.example',
		'',
		'127.0.0.1.evil.example',
		'[::1].evil.example',
		'localhost/',
		'localhost#',
		'192.0.2.1',
		'2130706433',
		'0x7f.1',
	];
	for (const host of hosts) {
		const said = await raw(
			site,
			`GET /help HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
		);
		assert.match(said, /^HTTP\/1.1 4(00|21) /, host);
	}
	const absolute = await raw(
		site,
		'GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
	);
	assert.match(absolute, /^HTTP\/1.1 400 /);
});

test('no header changes where redirects, pages and mails lead', async () => {
	const lies = {
		'X-Forwarded-Host': 'evil.example',
		'X-Forwarded-Proto': 'gopher',
		'X-Forwarded-Port': '666',
		'X-Forwarded-Prefix': '/evil',
		Forwarded: 'for=1.1.1.1;host=evil.example;proto=gopher',
		'X-Original-URL': '/evil',
		'X-Rewrite-URL': '/evil',
		'X-Host': 'evil.example',
		'X-Original-Host': 'evil.example',
		Referer: 'https://evil.example/',
	};
	const who = await settle(site);
	const again = new Visitor(site);
	await again.post(
		'/register',
		{ name: who.name, mail: who.mail, password: who.password },
		lies,
	);
	const letters = await site.untilMailed(who.mail, 2);
	assert.ok(letters.some((text) => text.includes(`${site.origin}/sign-in`)));
	for (const text of letters) assert.ok(!text.includes('evil'));
	for (const path of ['/passport', '/', '/help', '/sign-in', '/register/', '/nowhere']) {
		const { headers, text } = await again.get(path, lies);
		assert.ok(!`${JSON.stringify(headers)} ${text}`.includes('evil'), path);
		assert.match(headers.location ?? '/', /^\/(?!\/)/);
	}
});
