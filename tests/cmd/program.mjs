// leerpas credential, run from tests, with a folder for its files.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MOST = 64 << 20;

export class Program {
	constructor(path) {
		this.path = path;
		this.folder = mkdtempSync(join(tmpdir(), 'leerpas-'));
		this.env = { ...process.env, LC_ALL: 'C' };
	}

	end() {
		rmSync(this.folder, { recursive: true });
	}

	file(name, content, mode = 0o600) {
		const path = join(this.folder, name);
		const text = typeof content === 'string' ? content : JSON.stringify(content);
		writeFileSync(path, text, { mode });
		return path;
	}

	// { status, stdout, stderr } of leerpas credential; input is standard input.
	run(words, input = '', more = {}) {
		return spawnSync(this.path, ['credential', ...words],
			{ input, encoding: 'utf8', env: this.env, maxBuffer: MOST, ...more });
	}

	// A new key: its file and its did:key.
	key(type, name = type) {
		const file = join(this.folder, `${name}.key`);
		const made = this.run(['key', 'new', '--type', type, file]);
		return { file, did: made.stdout.trim(), status: made.status };
	}

	issue(key, document, words = []) {
		const input = JSON.stringify(document);
		const { status, stdout, stderr } =
			this.run(['issue', '--key', key.file, ...words, '-'], input);
		if (status !== 0)
			throw new Error(`issue: ${status} ${stderr}`);
		return JSON.parse(stdout);
	}

	verify(document, words = []) {
		const input = JSON.stringify(document);
		const { status, stdout } = this.run(['verify', '--json', ...words, '-'], input);
		return { status, ...JSON.parse(stdout) };
	}
}
