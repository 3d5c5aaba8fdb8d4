// Places to attack: the demo world, and a real installation with a mail server that keeps all.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, PROGRAM, rows, Site } from '../e2e/site.mjs';
import { Visitor } from './visitor.mjs';

const TRIES = 1200; // of 50 ms
const CODE = /\b(\d{3}) (\d{3})\b/;

export { PROGRAM, rows };

async function untilFound(find) {
	for (let i = 0; i < TRIES; i++) {
		const found = await find();
		if (found) return found;
		await pause(50);
	}
	throw new Error('the mail does not come');
}

async function demoLetters(site, mail) {
	const reader = new Visitor(site);
	const list = (await reader.get('/demo/mail')).text;
	const keys = [...list.matchAll(/href="(\/demo\/mail\/[^"]+)"[\s\S]*?<\/li>/g)];
	const mine = keys.filter(([item]) => item.includes(mail)).map(([, path]) => path);
	return Promise.all(mine.map(async (path) => (await reader.get(path)).text));
}

function addMail(site, letters) {
	site.letters = letters;
	site.mailedCode = (mail) =>
		untilFound(async () => {
			const [, a, b] =
				(await letters(mail))
					.map((text) => text.match(CODE))
					.find(Boolean) ?? [];
			return a && a + b;
		});
	site.untilMailed = (mail, n = 1) =>
		untilFound(async () => {
			const found = await letters(mail);
			return found.length >= n && found;
		});
	return site;
}

export async function demo() {
	const site = await Site.demo();
	site.port = Number(new URL(site.url).port);
	site.origin = site.url;
	return addMail(site, (mail) => demoLetters(site, mail));
}

// Enough of RFC 5321 to be given mail.
function converse(socket, mails) {
	let rest = '';
	let mail = null;
	const say = (line) => socket.write(`${line}\r\n`);
	function hear(line) {
		if (mail?.reading && line !== '.') {
			mail.lines.push(line);
			return;
		}
		if (mail?.reading) mails.push({ to: mail.to, raw: mail.lines.join('\r\n') });
		if (/^MAIL/i.test(line)) mail = { to: [], lines: [] };
		if (/^RCPT/i.test(line)) mail.to.push(line.match(/<([^>]*)>/)[1]);
		const isData = /^DATA/i.test(line);
		mail = mail?.reading ? null : mail;
		if (isData) mail.reading = true;
		say(isData ? '354 go on' : /^QUIT/i.test(line) ? '221 bye' : '250 fine');
	}
	say('220 post.example');
	socket.on('error', () => {});
	socket.on('data', (bytes) => {
		const lines = (rest + bytes.toString('latin1')).split('\r\n');
		rest = lines.pop();
		lines.forEach(hear);
	});
}

function decodePart(part) {
	const [, head, body] = part.match(/^([\s\S]*?)\r\n\r\n([\s\S]*)$/) ?? [null, '', part];
	if (/base64/i.test(head)) return Buffer.from(body.replace(/\s/g, ''), 'base64').toString();
	const plain = body.replace(/=\r\n/g, '');
	const bytes = plain.replace(/=([0-9A-F]{2})/g, (_, hex) =>
		String.fromCharCode(parseInt(hex, 16)),
	);
	return Buffer.from(bytes, 'latin1').toString();
}

// { to, raw, text }: all parts decoded, one after the other.
export function opened(mail) {
	const boundary = mail.raw.match(/boundary="?([^";\r\n]+)/)?.[1];
	const parts = boundary ? mail.raw.split(`--${boundary}`).slice(1) : [mail.raw];
	return {
		...mail,
		text: parts.map((part) => decodePart(part.replace(/^\r\n/, ''))).join('\n'),
	};
}

async function postOffice() {
	const mails = [];
	const server = createServer((socket) => converse(socket, mails));
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { mails, port: server.address().port, close: () => server.close() };
}

function settingsText(site, post, more) {
	return `[server]
public_url = https://leerpas.test
listen_port = ${site.port}
trusted_proxies = ${more.proxies ?? '127.0.0.1'}
[data]
folder = ${site.data}
master_key_file = ${join(site.folder, 'master.key')}
${more.database ? `database = ${more.database}\nkeys_database = ${more.keysDatabase}` : ''}
[mail]
smtp_url = smtp://127.0.0.1:${post.port}
smtp_tls = off
from = huis@leerpas.test
[log]
level = debug
`;
}

// leerpas serve, in a folder that everybody may look into, logging all it can.
export async function real(more = {}) {
	const folder = mkdtempSync(join(tmpdir(), 'leerpas-'));
	const post = await postOffice();
	const file = join(folder, 'leerpas.conf');
	const site = new Site(folder, await freePort(), ['serve', '--settings', file]);
	site.port = Number(new URL(site.url).port);
	site.origin = 'https://leerpas.test';
	site.settings = file;
	site.post = post;
	site.database = more.database;
	mkdirSync(site.data, { mode: 0o755 });
	writeFileSync(file, settingsText(site, post, more));
	execFileSync(PROGRAM, ['key', 'make', join(folder, 'master.key')]);
	await site.start();
	return addMail(site, (mail) =>
		post.mails.filter(({ to }) => to.includes(mail)).map((m) => opened(m).text),
	);
}

// A tree of parse5, and all in it.
export function* nodes(tree) {
	yield tree;
	for (const child of [...(tree.childNodes ?? []), ...(tree.content ? [tree.content] : [])])
		yield* nodes(child);
}
