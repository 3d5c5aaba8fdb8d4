// Getting at the settings of others: photos with what a camera noted, pictures that are none,
// passwords by a stolen session, addresses and roles of somebody else, notices of safety.
//
//	node --test-reporter=tap tests/attack/account_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { crc32 } from 'node:zlib';
import { demo } from './place.mjs';
import { invented, settle, signIn, Visitor, writer } from './visitor.mjs';

const BORN = '2011-03-09';
const NOBODY = '00000000000000000000000000';
const NEW = 'zeven paarse vlaggen op het dak';
const PIXEL = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAA' +
	'AElFTkSuQmCC',
	'base64',
);
const SIGNATURE = 8;

let site;
let anna;
let eve;
before(async () => {
	site = await demo();
	anna = await writer(site);
	eve = await settle(site);
});
after(() => site.end());

async function sendPhoto({ visitor }, name, bytes) {
	const token = await visitor.token();
	const head =
		`--x\r\nContent-Disposition: form-data; name="form_token"\r\n\r\n${token}\r\n` +
		`--x\r\nContent-Disposition: form-data; name="photo"; filename="${name}"\r\n` +
		'Content-Type: image/png\r\n\r\n';
	const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--x--\r\n')]);
	return visitor.send('POST', '/account/photo', {
		'Content-Type': 'multipart/form-data; boundary=x', Origin: site.origin,
	}, body);
}

// A PNG with a text that a camera or a program put in it, after its header.
function withNote(note) {
	const type = Buffer.from('tEXt');
	const data = Buffer.from(`Comment\0${note}`);
	const chunk = Buffer.alloc(12 + data.length);
	chunk.writeUInt32BE(data.length, 0);
	type.copy(chunk, 4);
	data.copy(chunk, 8);
	chunk.writeUInt32BE(crc32(Buffer.concat([type, data])), 8 + data.length);
	const header = SIGNATURE + 25;
	return Buffer.concat([PIXEL.subarray(0, header), chunk, PIXEL.subarray(header)]);
}

test('what a camera noted, and a second file behind the picture, are gone', async () => {
	const place = 'GPS 52.5168N 6.0830E Zwolle';
	const behind = Buffer.from('PK\x03\x04<script>alert(1)</script>');
	for (const bytes of [withNote(place), Buffer.concat([PIXEL, behind])]) {
		const { status } = await sendPhoto(anna, 'ik.png', bytes);
		assert.ok([303, 422].includes(status), String(status));
		if (status === 422)
			continue;
		const { body, headers } = await anna.visitor.get('/account/photo/file');
		assert.equal(headers['content-type'], 'image/jpeg');
		for (const left of ['GPS', 'Exif', 'script'])
			assert.ok(!body.includes(left), left);
	}
	assert.equal((await sendPhoto(anna, 'ik.png', withNote(place))).status, 303);
});

test('a photo is served as a file that no browser runs, and is kept nowhere', async () => {
	await sendPhoto(anna, 'ik.png', PIXEL);
	const { headers } = await anna.visitor.get('/account/photo/file');
	assert.match(headers['content-disposition'], /^attachment/);
	assert.equal(headers['x-content-type-options'], 'nosniff');
	assert.match(headers['content-security-policy'], /sandbox/);
	assert.match(headers['cache-control'], /no-store/);
});

test('what is no picture is refused, whatever its name says', async () => {
	const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
	const page = Buffer.from('<!doctype html><script>alert(1)</script>');
	const bomb = Buffer.from(PIXEL);
	bomb.writeUInt32BE(60000, 16);
	bomb.writeUInt32BE(60000, 20);
	for (const [name, bytes] of [
		['ik.svg', svg], ['ik.png', svg], ['ik.jpg', page], ['ik.png.html', PIXEL],
		['ik.gif', PIXEL], ['ik.png', bomb], ['ik.png', PIXEL.subarray(0, 40)],
		['ik.png', Buffer.alloc(0)],
	]) {
		const { status } = await sendPhoto(eve, name, bytes);
		assert.ok([413, 422].includes(status), `${name}: ${status}`);
	}
	assert.equal((await eve.visitor.get('/account/photo/file')).status, 404);
});

test('a photo is not had by the number of its owner, nor told from none', async () => {
	const [, owner] = (await anna.visitor.get('/account')).text.match(/data-owner="(\w+)"/);
	const theirs = await eve.visitor.get(`/with/${owner}/photo`);
	const nobodys = await eve.visitor.get(`/with/${NOBODY}/photo`);
	assert.equal(theirs.status, 404);
	assert.equal(nobodys.status, 404);
	const signedOut = await new Visitor(site).get(`/with/${owner}/photo`);
	assert.equal(signedOut.status, 303);
	assert.match(signedOut.headers.location, /^\/sign-in/);
});

async function change(visitor, old) {
	return (await visitor.post('/account/password', { old, password: NEW })).status;
}

test('a stolen session does not change the password, and guessing the old one ends', async () => {
	const mila = await settle(site);
	const thief = mila.visitor.twin();
	const statuses = [];
	for (let i = 0; i < 14; i++)
		statuses.push(await change(thief, `geraden wachtwoord ${i}`));
	assert.ok(statuses.includes(429), statuses.join(' '));
	assert.ok(!statuses.includes(303), statuses.join(' '));
	assert.equal((await signIn(new Visitor(site), mila)).status, 303);
});

test('without the old password there is no other way to say none was set', async () => {
	for (const fields of [
		{ password: NEW },
		{ old: '', password: NEW },
		{ 'old[]': anna.password, password: NEW },
	])
		assert.notEqual((await anna.visitor.post('/account/password', fields)).status, 303);
	assert.equal((await signIn(new Visitor(site), anna)).status, 303);
});

test('a new password ends the session of a thief at once', async () => {
	const mila = await settle(site);
	const thief = mila.visitor.twin();
	assert.equal((await thief.get('/account')).status, 200);
	const { status } = await mila.visitor.post('/account/password', {
		old: mila.password, password: NEW,
	});
	assert.equal(status, 303);
	assert.equal((await thief.get('/account')).status, 303);
	assert.equal((await mila.visitor.get('/account')).status, 200);
});

test('no password that was typed comes back in a page', async () => {
	const typed = 'dit typte ik in een veld';
	const { text } = await anna.visitor.post('/account/password', {
		old: typed, password: `${typed} ook`,
	});
	assert.ok(!text.includes(typed));
});

test('mail about a role goes neither to an address nor for a role of somebody else', async () => {
	const joost = await invented(site, 'joost');
	const home = { name: 'Joost', mail: 'joost.thuis@post.example' };
	await joost.post('/account/addresses/add', { mail: home.mail });
	await joost.post('/account/addresses/confirm', { code: await site.mailedCode(home.mail) });
	const { text } = await joost.get('/account/roles');
	const [, role] = text.match(/action="\/account\/roles\/(\w+)\/mail"/);
	for (const [visitor, key, mail] of [
		[eve.visitor, role, eve.mail], [joost, role, anna.mail], [joost, NOBODY, home.mail],
		[joost, '../x', home.mail],
	]) {
		const path = `/account/roles/${encodeURIComponent(key)}/mail`;
		assert.equal((await visitor.post(path, { mail })).status, 404);
	}
	const own = await joost.post(`/account/roles/${role}/mail`, { mail: home.mail });
	assert.equal(own.status, 303);
});

test('mails of safety cannot be switched off, by whatever is sent', async () => {
	for (const fields of [
		'safety=never', 'safety=daily', 'account=never', 'visit=never', 'invitation=daily',
		'talk=now&safety=never', 'talk=%00', 'talk=nooit',
	]) {
		const { status } = await eve.visitor.post('/account/notices', fields);
		assert.ok([400, 422].includes(status), `${fields}: ${status}`);
	}
	const before = (await site.untilMailed(eve.mail)).length;
	await eve.visitor.post('/account/password', { old: eve.password, password: NEW });
	assert.ok((await site.untilMailed(eve.mail, before + 1)).length > before);
});

test('a birth date stands on no page but its own, and only its owner sees that', async () => {
	const said = await anna.visitor.post('/account/birth-date', { born: BORN });
	assert.equal(said.status, 303);
	for (const path of ['/account', '/account/log', '/passport', '/passport/read', '/me/code'])
		assert.ok(!(await anna.visitor.get(path)).text.includes(BORN), path);
	assert.ok((await anna.visitor.get('/account/birth-date')).text.includes(BORN));
	assert.ok(!(await eve.visitor.get('/account/birth-date')).text.includes(BORN));
	for (const born of ['2999-01-01', '1800-01-01', '2011-02-30', `${BORN}'--`, ''])
		assert.equal((await eve.visitor.post('/account/birth-date', { born })).status, 422);
});

test('a way back from a page leads nowhere else', async () => {
	for (const back of ['https://evil.example/', '//evil.example', '/\\evil.example',
		'javascript:alert(1)']) {
		const { text } = await anna.visitor.get(
			`/account/birth-date?back=${encodeURIComponent(back)}`);
		assert.match(text, /name="back" value="\/account"/, back);
		const sent = await anna.visitor.post('/account/birth-date', { born: BORN, back });
		assert.match(sent.headers.location, /^\/account\/birth-date/, back);
	}
});
