// What somebody types or makes a link of, and where that turns up: in pages, addresses and mails.
//
//	node --test-reporter=tap tests/attack/markup_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parse } from 'parse5';
import { demo, nodes, opened, real } from './place.mjs';
import {
	encode,
	FORM,
	invented,
	QUESTION,
	raw,
	register,
	settle,
	signIn,
	somebody,
	Visitor,
	writer,
} from './visitor.mjs';

const EVIL = [
	'"><script>x()</script>',
	"'-x()-'",
	'</textarea><img src=x onerror=x()>',
	'--></title><svg onload=x()>',
	'{{name}}${7*7}<%=1%>',
	'javascript:x()',
	'&quot;&gt;&lt;script&gt;',
	'\u2028x()//',
	']]><!--',
	'%22%3E%3Cscript%3E',
	"a' autofocus onfocus=x() a='",
];

let site;
before(async () => {
	site = await demo();
});
after(() => site.end());

/* --- markup --- */

// A page of ours: no script but the one of ours, no handlers, no address that runs something.
function assertTame({ text, headers }, what) {
	if (!/^text\/html/.test(headers['content-type'] ?? '')) return;
	const errors = [];
	const tree = parse(text, { onParseError: ({ code }) => errors.push(code) });
	assert.deepEqual(errors, [], what);
	for (const { nodeName, attrs = [] } of nodes(tree)) {
		assert.ok(
			!['iframe', 'object', 'embed', 'base', 'style', 'svg:script'].includes(
				nodeName,
			),
			`${what}: ${nodeName}`,
		);
		const of = Object.fromEntries(attrs.map(({ name, value }) => [name, value]));
		assert.ok(
			!Object.keys(of).some(
				(name) =>
					name.startsWith('on') ||
					name === 'style' ||
					name === 'srcdoc',
			),
			`${what}: ${nodeName}`,
		);
		if (nodeName === 'script')
			assert.match(of.src, /^\/static\/(leerpas|question)\.\w+\.js$/, what);
		if (nodeName === 'img') assert.match(of.src, /^\//, what);
		for (const name of ['href', 'action', 'formaction', 'src'])
			assert.match(
				of[name] ?? '/',
				/^(\/(?!\/)|#|http:\/\/localhost)/,
				`${what}: ${name}`,
			);
	}
}

test('markup in any field stays text on every page that shows it again', async () => {
	const visitor = new Visitor(site);
	for (const evil of EVIL) {
		const fields = {
			name: evil,
			mail: evil,
			password: evil.slice(0, 3),
			code: evil.slice(0, 40),
			back: evil,
			kept: evil,
			language: evil,
			person: evil,
		};
		for (const path of [
			'/register',
			'/register/confirm',
			'/sign-in',
			'/language',
			'/demo/be',
		]) {
			const reply = await visitor.post(path, fields);
			assert.ok(reply.status < 500, `${path} ${evil}: ${reply.status}`);
			assertTame(reply, `${path} ${evil}`);
		}
	}
});

test('a name, an answer and a mail address made of markup stay text', async () => {
	const who = await settle(site, { ...somebody(), name: '"><script>x()</script>' });
	const { visitor } = who;
	await visitor.post('/passport/route/at-school', { choice: 'yes' });
	await visitor.post('/passport/route/going-to', { choice: 'mbo' });
	for (const evil of EVIL) {
		await visitor.post(QUESTION, {
			answer: evil,
			go: 'stay',
			version: (await visitor.get(QUESTION)).text.match(
				/data-version="(\d+)"/,
			)[1],
		});
		for (const path of [
			QUESTION,
			'/passport',
			'/passport/read',
			'/passport/chapters/who',
			'/account',
			'/demo/mail',
			'/help',
		])
			assertTame(await visitor.get(path), `${path} ${evil}`);
		const conflict = await visitor.post(QUESTION, { answer: `${evil} `, version: '0' });
		assert.equal(conflict.status, 409);
		assertTame(conflict, `conflict ${evil}`);
	}
	for (const letter of await site.letters(who.mail))
		assertTame({ text: letter, headers: { 'content-type': 'text/html' } }, 'mail');
});

test('markup in paths, queries, cookies and headers is not shown as such', async () => {
	const visitor = await invented(site, 'noor');
	for (const evil of EVIL) {
		const part = encodeURIComponent(evil);
		for (const path of [
			`/${part}`,
			`/passport?${part}`,
			`/sign-in?back=/${part}&mail=${part}&x=${part}`,
			`/passport/questions/${part}`,
			`/passport/chapters/${part}`,
			`/passport/route/${part}`,
			`/demo/mail/${part}`,
			`/register/confirm?again${part}`,
			`/static/${part}`,
			`/help?'"<x>`,
		])
			for (const browser of [visitor, new Visitor(site)])
				assertTame(
					await browser.get(
						path.replace(/[<>"]/g, encodeURIComponent),
					),
					path,
				);
		assertTame(
			await visitor.get('/help', {
				Cookie: `language=${encodeURI(evil).replace(/[;,"]/g, '')}`,
				'Accept-Language': encodeURI(evil),
				'User-Agent': encodeURI(evil),
				Referer: encodeURI(evil),
			}),
			evil,
		);
	}
});

test('a password is never shown again', async () => {
	for (const [path, fields] of [
		['/register', { name: '', mail: 'x' }],
		['/sign-in', { mail: 'x@y.example' }],
		['/register', { name: 'A', mail: 'x@y' }],
	]) {
		const reply = await new Visitor(site).post(path, {
			...fields,
			password: 'geheime kwartelmoes 77',
		});
		assert.ok(reply.status < 500 && !reply.text.includes('kwartelmoes'), path);
	}
});

/* --- where it leads --- */

const AWAY = [
	'https://evil.example',
	'//evil.example',
	'/\\evil.example',
	'\\\\evil.example',
	'/\t/evil.example',
	'/\n/evil.example',
	'http:evil.example',
	'javascript:x()',
	'////evil.example',
	'/%0d%0aX-Evil:1',
	'/\r\nX-Evil: 1',
	' //evil.example',
	'/\u0000/evil.example',
	'evil.example',
	'?',
	'#',
	'.',
	'/.//evil.example',
	'/..//evil.example',
	'/é',
	`/${'x'.repeat(3000)}`,
	`/${'x'.repeat(6000)}`,
	'/@evil.example',
	'/;@evil.example',
	'/?//evil.example',
	'data:text/html,x',
];

test('a way back never leads away, nor breaks anything', async () => {
	const who = await settle(site);
	for (const back of AWAY) {
		for (const [path, fields] of [
			['/language', { language: 'nl' }],
			['/language', { language: 'xx' }],
			['/sign-in', { mail: who.mail, password: who.password }],
		]) {
			const browser = new Visitor(site);
			const { status, headers } = await browser.post(path, { ...fields, back });
			if (back.includes('\0') || back.length > 4000) {
				assert.ok(
					[303, 413, 422].includes(status),
					`${path} ${back.slice(0, 40)}: ${status}`,
				);
				continue;
			}
			assert.equal(status, 303, `${path} ${back.slice(0, 40)}`);
			const lead = new URL(headers.location, site.url);
			assert.equal(lead.origin, site.url, headers.location);
			assert.ok(
				!headers.location.startsWith('//') &&
					!/[\\\s]/.test(headers.location),
				headers.location,
			);
			assert.equal(headers['x-evil'], undefined);
		}
		assertTame(
			await new Visitor(site).get(
				`/sign-in?back=${encodeURIComponent(back.slice(0, 2000))}`,
			),
			back,
		);
	}
});

test('a slash at the end leads to our own page', async () => {
	for (const path of [
		'//evil.example/',
		'//evil.example/%2f..',
		'/\\evil.example/',
		'//evil.example/help/',
		'/help/?//evil.example',
		'///',
	]) {
		const said = await raw(
			site,
			`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
		);
		assert.doesNotMatch(said, /^location: *(\/\/|\/\\|http)/im, path);
	}
});

test('a link to sign-in plants no text, no address and no form', async () => {
	const evil = encode({
		back: '/language',
		kept: 'answer=geplant&language=de&go=stay',
		mail: 'evil@evil.example',
		password: 'x',
	});
	const { text } = await new Visitor(site).get(`/sign-in?${evil}`);
	const [form] = text.match(/<form[^>]*action="\/sign-in"[\s\S]*?<\/form>/);
	assert.match(form, /name="back" value="\/language"/);
	assert.ok(!form.includes('geplant') && !form.includes('kept') && !form.includes('evil'));
	assert.ok(!text.includes('name="kept"'));
});

// What the sign-in page carries along for somebody who was writing.
async function keptBy(browser, path, fields) {
	const body = encode({ form_token: 'x', ...fields });
	const reply = await browser.send(
		'POST',
		path,
		{ 'Content-Type': FORM, Origin: site.origin },
		body,
	);
	const kept = reply.text.match(/name="kept" value="([^"]*)"/)?.[1];
	return { ...reply, kept: kept?.replaceAll('&amp;', '&') };
}

test('only text that somebody was writing is kept, not another press', async () => {
	for (const [path, fields] of [
		['/sign-out', {}],
		['/passport/route/at-school', { choice: 'no' }],
		[QUESTION, { version: '3' }],
	]) {
		const { status, kept, headers } = await keptBy(new Visitor(site), path, fields);
		assert.deepEqual(
			[status, kept, headers.location],
			[303, undefined, '/sign-in?back=%2F'],
			path,
		);
	}
	const own = await keptBy(new Visitor(site), QUESTION, { answer: 'Mijn eigen zin.' });
	assert.deepEqual([own.status, /Mijn\+eigen\+zin/.test(own.kept)], [401, true]);
});

test('text kept at an ended session comes back to its writer, and to nobody else', async () => {
	const anna = await writer(site);
	const ben = await writer(site);
	const { kept } = await keptBy(new Visitor(site), QUESTION, {
		answer: 'Alleen van Anna.',
		version: '0',
		owner: anna.owner,
	});
	const mine = await signIn(new Visitor(site), anna, { back: QUESTION, kept });
	assert.equal(mine.status, 200);
	assert.ok(
		mine.text.includes('Alleen van Anna.') &&
			mine.text.includes(`action="${QUESTION}"`),
	);
	for (const text of [
		kept,
		kept.replace(anna.owner, 'x'),
		kept.replace(/&owner=[^&]*/, ''),
	]) {
		const other = await signIn(new Visitor(site), ben, { back: QUESTION, kept: text });
		assert.deepEqual([other.status, other.text], [303, '']);
	}
});

test('kept text that is no form breaks nothing', async () => {
	const who = await writer(site);
	for (const kept of [
		'%',
		'%00',
		'&&&=',
		'=',
		'a'.repeat(200000),
		'&'.repeat(5000),
		'a=b&'.repeat(2000),
		`owner=${who.owner}&answer=%ff`,
		`owner=${who.owner}&form_token=x&"><script>=1`,
	]) {
		const reply = await signIn(new Visitor(site), who, { back: QUESTION, kept });
		assert.ok(reply.status < 500, `${kept.slice(0, 20)}: ${reply.status}`);
		assertTame(reply, kept.slice(0, 20));
	}
});

/* --- mail --- */

test("a registration mails one address, with no header of the writer's", async () => {
	const place = await real();
	try {
		const names = [
			'Jan\r\nBcc: evil@evil.example',
			'Jan\nX-Evil: 1',
			'=?UTF-8?Q?evil?=',
			'Jan\u2028Bcc: x',
			'Jan" <evil@evil.example>',
			'A'.repeat(80),
			'Piet <b>x</b>',
		];
		const mails = [
			'a@x.example, evil@evil.example',
			'a@x.example\r\nBcc: evil@evil.example',
			'a@x.example%0aBcc:evil@evil.example',
			'"a b"@x.example',
			'<a@x.example>',
			'a@x.example>',
			'a@@x.example',
			'a@x',
			'@x.example',
			'a@x.example evil@evil.example',
			'a@[127.0.0.1]',
			'a;b@x.example',
			'a(x)@x.example',
			'é@x.example',
			'a@é.example',
			`${'a'.repeat(65)}@x.example`,
			'a@x.example\u0000b',
			'a@-x.example',
			'a@x..example',
		];
		for (const name of names)
			await register(new Visitor(place), { ...somebody(), name });
		for (const mail of mails)
			assert.ok(
				[400, 422].includes(
					(
						await register(new Visitor(place), {
							...somebody(),
							mail,
						})
					).status,
				),
				mail,
			);
		await settle(place);
		for (const mail of place.post.mails) {
			assert.equal(mail.to.length, 1);
			assert.match(mail.to[0], /^q\w+@post\.example$/);
			const head = mail.raw.split('\r\n\r\n')[0];
			const drawn = /boundary=\S+|^(Message-ID|Date): .*$/gm;
			const fixed = head.replace(drawn, '');
			assert.doesNotMatch(fixed, /evil|bcc|^x-|Jan|Piet|AAAA/im);
			const html = opened(mail).text.match(/<!doctype[\s\S]*<\/html>/)[0];
			const names = new Set(
				[...nodes(parse(html))].map(({ nodeName }) => nodeName),
			);
			assert.ok(
				['b', 'script', 'img'].every((name) => !names.has(name)),
				html,
			);
		}
	} finally {
		place.post.close();
		await place.end();
	}
});

test('a name holds no address, so that our mail advertises nothing', async () => {
	for (const name of [
		'Win op https://evil.example',
		'www.evil.example',
		'evil.example',
		'bel me: a@evil.example',
		'HTTP://EVIL.EXAMPLE/x',
	]) {
		const who = { ...somebody(), name };
		assert.equal((await register(new Visitor(site), who)).status, 422, name);
	}
});
