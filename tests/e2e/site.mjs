// A running Leerpas of our own: a free port, a data folder that goes away, its log kept.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const READY = 60_000;
const STOP = 30_000;

export const PROGRAM = process.argv[2];
export const BUILD = process.argv[3]; // where pictures go: BUILD/screens

// Below what the kernel gives to those who connect: nobody takes one between looking and listening.
const FIRST_PORT = 10_000;
const LAST_PORT = 31_999;

const isFree = (port) =>
	new Promise((resolve) => {
		const server = createServer().on('error', () => resolve(false));
		server.listen(port, () => server.close(() => resolve(true)));
	});

export async function freePort() {
	for (;;) {
		const port = randomInt(FIRST_PORT, LAST_PORT + 1);
		if (await isFree(port))
			return port;
	}
}

const ROWS = fileURLToPath(new URL('../postgresql/rows.py', import.meta.url));

// Rows of one of its databases, through Python's own SQLite: blobs come as hexadecimal. Of an
// installation on PostgreSQL through libpq: its content alone.
export function rows(site, name, statement, ...values) {
	if (site.database)
		return JSON.parse(execFileSync('python3',
			[ROWS, site.database, statement, JSON.stringify(values)]));
	const script =
		'import json, sqlite3, sys\n' +
		'db = sqlite3.connect(sys.argv[1], timeout=60)\n' +
		'rows = db.execute(sys.argv[2], json.loads(sys.argv[3])).fetchall()\n' +
		'db.commit()\n' +
		'print(json.dumps(rows, default=bytes.hex))';
	const args = ['-c', script, join(site.data, name), statement, JSON.stringify(values)];
	return JSON.parse(execFileSync('python3', args));
}

export class Site {
	constructor(folder, port, args) {
		this.folder = folder;
		this.data = join(folder, 'data');
		this.url = `http://localhost:${port}`;
		this.args = args;
		this.log = [];
	}

	// The demo world; in PostgreSQL when there is one to test on.
	static async demo() {
		const folder = mkdtempSync(join(tmpdir(), 'leerpas-'));
		const port = await freePort();
		const data = join(folder, 'data');
		const args = ['demo', '--data', data, '--port', String(port)];
		const env = process.env;
		if (env.LEERPAS_TEST_DATABASE)
			args.push('--database', env.LEERPAS_TEST_DATABASE,
				'--keys-database', env.LEERPAS_TEST_KEYS_DATABASE);
		if (env.LEERPAS_TEST_REPLICA)
			args.push('--database-replica', env.LEERPAS_TEST_REPLICA);
		const site = new Site(folder, port, args);
		site.database = env.LEERPAS_TEST_DATABASE;
		return site.start();
	}

	// Returns once it answers.
	start() {
		const stdio = ['ignore', 'pipe', 'pipe'];
		this.process = spawn(PROGRAM, this.args, { stdio });
		this.process.stderr.on('data', (bytes) => this.log.push(bytes));
		this.ended = new Promise((resolve) => this.process.on('close', resolve));
		return new Promise((resolve, reject) => {
			const fail = () => reject(new Error(`no start: ${this.logBytes()}`));
			const late = setTimeout(fail, READY);
			this.process.stdout.once('data', () => {
				clearTimeout(late);
				resolve(this);
			});
			this.ended.then(fail);
		});
	}

	logBytes() {
		return Buffer.concat(this.log);
	}

	async kill() {
		this.process.kill('SIGKILL');
		await this.ended;
	}

	// Ends it as an administrator does; whatever a sanitizer found is a failure.
	async stop() {
		const late = setTimeout(() => this.process.kill('SIGABRT'), STOP);
		this.process.kill('SIGTERM');
		const status = await this.ended;
		clearTimeout(late);
		assert.equal(status, 0, `it ended with ${status}: ${this.logBytes()}`);
	}

	remove() {
		rmSync(this.folder, { recursive: true, force: true });
	}

	async end() {
		await this.stop();
		this.remove();
	}
}
