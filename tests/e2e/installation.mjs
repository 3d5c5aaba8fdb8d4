// A real installation, as an administrator makes it: settings, key, a mail server that wants
// STARTTLS and a login.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, PROGRAM, Site } from './site.mjs';

export const leerpas = (...args) => execFileSync(PROGRAM, args, { encoding: 'utf8' });

// The printed settings file, with these lines instead.
function settingsWith(values) {
	return Object.entries(values).reduce((text, [name, value]) => {
		const line = new RegExp(`^${name} =.*$`, 'm');
		assert.ok(line.test(text), `there is a setting ${name}`);
		return text.replace(line, () => `${name} = ${value}`);
	}, leerpas('settings'));
}

// Not started; site.settings is its file.
export async function install(mail) {
	const folder = mkdtempSync(join(tmpdir(), 'leerpas-'));
	const at = (name) => join(folder, name);
	const port = await freePort();
	leerpas('key', 'make', at('master.key'));
	writeFileSync(at('mail.password'), `${mail.password}\n`);
	writeFileSync(at('leerpas.conf'), settingsWith({
		public_url: `http://localhost:${port}`, listen_port: port,
		folder: at('data'), master_key_file: at('master.key'),
		smtp_url: `smtp://localhost:${mail.port}`, smtp_user: mail.user,
		smtp_password_file: at('mail.password'), smtp_ca_file: mail.certificate,
		from: 'leerpas@school.example', level: 'debug',
	}));
	const site = new Site(folder, port, ['serve', '--settings', at('leerpas.conf')]);
	return Object.assign(site, { settings: at('leerpas.conf') });
}
