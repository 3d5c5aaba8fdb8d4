// A real mail server of our own: tests/mail/server.py, and the mail that came in.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../mail/server.py', import.meta.url));
const PATIENCE = 20_000;

// As in RFC 2045: the mails we look at are quoted-printable or plain.
function readable(raw) {
	const byte = (_, hex) => String.fromCharCode(parseInt(hex, 16));
	return raw.replaceAll(/=\r?\n/g, '').replaceAll(/=([0-9A-F]{2})/g, byte);
}

export class MailServer {
	// Sets port, user and password.
	async start() {
		this.folder = mkdtempSync(join(tmpdir(), 'leerpas-mail-'));
		const stdio = ['pipe', 'pipe', 'inherit'];
		this.process = spawn('python3', ['-B', PROGRAM, this.folder], { stdio });
		this.ended = new Promise((resolve) => this.process.on('close', resolve));
		const line = await Promise.race([
			new Promise((resolve) => this.process.stdout.once('data', resolve)),
			this.ended.then(() => assert.fail('the mail server does not start')),
		]);
		return Object.assign(this, JSON.parse(line));
	}

	get certificate() {
		return join(this.folder, 'cert.pem');
	}

	log() {
		return readFileSync(join(this.folder, 'log/mainlog'), 'utf8');
	}

	// The mail to an address, once it is there.
	async mailTo(address) {
		const inbox = join(this.folder, 'inbox/new');
		for (const end = Date.now() + PATIENCE; Date.now() < end;) {
			const mails = existsSync(inbox) ? readdirSync(inbox) : [];
			const mail = mails.map((name) => readFileSync(join(inbox, name), 'utf8'))
				.find((text) => text.includes(address));
			if (mail)
				return readable(mail);
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
		return assert.fail(`no mail to ${address}: ${this.log()}`);
	}

	async stop() {
		this.process.stdin.end();
		await this.ended;
		rmSync(this.folder, { recursive: true, force: true });
	}
}
