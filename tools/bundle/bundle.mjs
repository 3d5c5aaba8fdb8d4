// Makes the files below /static/ and the C table that serves them.
//
//	node tools/bundle/bundle.mjs [--out FILE.c] [--names FILE.txt] [--depfile FILE] [--dir DIR]
//
// FILE.c serves them; FILE.txt has a line "name path" for each, for gen_view; DIR gets the files
// themselves. Without --out it prints the name, size and size as sent of each.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { minify } from 'terser';
import { faint } from './contrast.mjs';
import { gather, resolveTokens, trim, wordsIn } from './css.mjs';
import { table } from './emit.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const theme = path.join(root, 'assets/theme.css');
const PREFIX = '/static/';
const types = {
	'.css': 'text/css; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.png': 'image/png',
	'.svg': 'image/svg+xml',
	'.woff2': 'font/woff2',
};
// The licences of what is inside ask to be named.
const notice = Buffer.from('/* NL Design System: EUPL-1.2. Figtree: SIL OFL 1.1. */\n');
const packed = new Set(['.png', '.woff2']);
// Bytes as sent. A first visit may cost 60 kB: these, one page and the headers.
const budgets = { '.css': 12 << 10, '.js': 8 << 10, '.woff2': 24 << 10 };

function smaller(bytes, compressed) {
	return compressed.length < bytes.length ? compressed : null;
}

// One file: name as templates know it, path as browsers ask for it.
export function staticFile(name, bytes) {
	const ext = path.extname(name);
	const hash = crypto.createHash('sha256').update(bytes).digest('hex').slice(0, 12);
	const hashed = `${path.basename(name, ext)}.${hash}${ext}`;
	const file = { name, path: PREFIX + hashed, type: types[ext], bytes };
	if (!file.type)
		throw new Error(`${name}: no content type known for ${ext}`);
	if (packed.has(ext))
		return { ...file, gzip: null, br: null };
	return {
		...file,
		gzip: smaller(bytes, zlib.gzipSync(bytes, { level: 9 })),
		br: smaller(bytes, zlib.brotliCompressSync(bytes, {
			params: {
				[zlib.constants.BROTLI_PARAM_MODE]: zlib.constants.BROTLI_MODE_TEXT,
				[zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
			},
		})),
	};
}

export function sentSize(file) {
	return (file.br ?? file.bytes).length;
}

// What went over its budget, in words.
export function overBudget(files) {
	return files
		.map((file) => ({ ...file, most: budgets[path.extname(file.name)] ?? Infinity }))
		.filter((file) => sentSize(file) > file.most)
		.map((file) => `${file.name}: ${sentSize(file)} bytes, at most ${file.most}`);
}

// A folder is an input too: it changes when a file comes or goes.
function filesIn(dir, inputs) {
	const names = fs.readdirSync(dir).sort();
	const files = names.map((name) => path.join(dir, name));
	inputs.push(dir, ...files);
	return files;
}

function textsIn(dir, inputs) {
	return filesIn(dir, inputs).map((file) => fs.readFileSync(file, 'utf8'));
}

async function script(file) {
	const text = fs.readFileSync(file, 'utf8');
	const { code } = await minify(text, { toplevel: true, ecma: 2020 });
	return Buffer.from(code);
}

// Every static file, and everything that was read to make them.
export async function bundle(viewsDir) {
	const inputs = [path.join(root, 'package-lock.json')];
	filesIn(path.join(root, 'tools/bundle'), inputs);
	const made = new Map();
	const add = (name, bytes) => {
		if (!made.has(name))
			made.set(name, staticFile(name, bytes));
		return made.get(name).path;
	};
	const asset = (url) => {
		const file = path.join(root, url.startsWith('@') ? 'node_modules' : 'assets', url);
		inputs.push(file);
		return add(path.basename(file), fs.readFileSync(file));
	};
	const scripts = path.join(root, 'assets/js');
	const used = wordsIn([...textsIn(viewsDir, inputs), ...textsIn(scripts, inputs)]);

	for (const icon of filesIn(path.join(root, 'assets/icons'), inputs))
		asset(path.relative(path.join(root, 'assets'), icon));
	const entry = path.join(root, 'assets/css/leerpas.css');
	const { code, files } = await gather(root, entry, asset);
	const tokens = path.join(root, 'assets/css/tokens.css');
	inputs.push(...files, tokens);
	const sheet = trim(resolveTokens(trim(code, used), fs.readFileSync(tokens)), used);
	add('leerpas.css', Buffer.concat([notice, sheet]));
	for (const file of filesIn(scripts, []))
		add(path.basename(file), await script(file));
	return { files: [...made.values()], inputs };
}

function writeFiles(dir, files) {
	fs.mkdirSync(dir, { recursive: true });
	for (const file of files)
		fs.writeFileSync(path.join(dir, path.basename(file.path)), file.bytes);
}

function writeNames(out, files) {
	fs.writeFileSync(out, files.map((file) => `${file.name} ${file.path}\n`).join(''));
}

function writeDepfile(file, target, inputs) {
	const escaped = inputs.map((input) => input.replace(/[ #]/g, '\\$&'));
	fs.writeFileSync(file, `${target}: ${escaped.join(' ')}\n`);
}

async function main() {
	const options = ['out', 'names', 'depfile', 'dir', 'views'];
	const { values } = parseArgs({
		options: Object.fromEntries(options.map((name) => [name, { type: 'string' }])),
	});
	const { files, inputs } = await bundle(values.views ?? path.join(root, 'views'));
	const wrong = [...overBudget(files), ...faint(fs.readFileSync(theme, 'utf8'))];
	if (wrong.length)
		throw new Error(wrong.join('\n  '));
	if (values.out)
		fs.writeFileSync(values.out, table(files));
	if (values.names)
		writeNames(values.names, files);
	if (values.dir)
		writeFiles(values.dir, files);
	if (values.depfile)
		writeDepfile(values.depfile, values.out, inputs);
	if (!values.out)
		for (const file of files)
			console.log(`${file.name}\t${file.bytes.length}\t${sentSize(file)}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
	await main().catch((e) => {
		console.error(`bundle: ${e.message}`);
		process.exitCode = 1;
	});
