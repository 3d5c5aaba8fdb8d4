// Every template, rendered with hostile text in every string and read by an HTML parser: it has no
// errors, and is made of the same elements and attributes as with harmless text.
//
//	node tests/views/parse_test.mjs RENDER
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { parse, parseFragment } from 'parse5';

const BENIGN = 'benign';
const ADDRESSES = new Set(['href', 'src', 'action', 'formaction', 'poster', 'xlink:href']);

// Relative, or of a scheme that runs nothing; never to another host without a scheme.
const SAFE_ADDRESS = /^(?!\s|[/\\]{2})([^:\\]*$|[^:\\]*[/?#]|https?:\/\/|mailto:|tel:)/;

// { name, page, lang, variant, text, html } of each rendering.
function renderings(bytes) {
	const out = [];
	for (let at = 0; at < bytes.length;) {
		const end = bytes.indexOf(10, at);
		const head = bytes.toString('utf8', at, end).split(' ');
		const [name, kind, lang, variant, text, length] = head;
		at = end + 1 + Number(length) + 1;
		const html = bytes.toString('utf8', end + 1, at - 1);
		out.push({ name, page: kind === 'page', lang, variant, text, html });
	}
	return out;
}

function parsed(rendering) {
	const errors = [];
	const options = { onParseError: (e) => errors.push(`${e.code} at line ${e.startLine}`) };
	const tree = (rendering.page ? parse : parseFragment)(rendering.html, options);
	assert.deepEqual(errors, []);
	return tree;
}

// The tree as a list: elements with the names of their attributes, texts, ends.
function flat(node, out = []) {
	for (const child of node.childNodes ?? []) {
		if (child.nodeName === '#text') {
			out.push(['text', child.value]);
			continue;
		}
		assert.notEqual(child.nodeName, '#comment');
		out.push(['element', child.nodeName, child.attrs ?? []]);
		flat(child, out);
		out.push(['end']);
	}
	return out;
}

function checkSafe(list) {
	for (const [kind, name, attributes] of list.filter((item) => item[0] === 'element')) {
		assert.equal(kind, 'element');
		for (const { name: attribute, value } of attributes) {
			assert.doesNotMatch(attribute, /^on|^style$|^srcdoc$/, `on <${name}>`);
			if (ADDRESSES.has(attribute))
				assert.match(value, SAFE_ADDRESS, `address "${value}"`);
		}
		if (name === 'script')
			assert.ok(attributes.some((a) => a.name === 'src'), '<script> without src');
	}
}

// Is got what the harmless one becomes when its text is the hostile one?
function same(got, harmless, hostile) {
	return got === harmless.replaceAll(BENIGN, hostile.replace(/\r\n?/g, '\n'));
}

function checkSame(list, harmless, hostile) {
	const shape = (items) => items.map(([kind, name, attributes]) =>
		kind === 'element' ? `<${name} ${attributes.map((a) => a.name).join(' ')}>` : kind);
	assert.deepEqual(shape(list), shape(harmless));
	list.forEach(([kind, value, attributes], i) => {
		if (kind === 'text')
			assert.ok(same(value, harmless[i][1], hostile), `text "${value}"`);
		(attributes ?? []).forEach(({ name, value: got }, at) => {
			const wanted = harmless[i][2][at].value;
			if (!ADDRESSES.has(name))
				assert.ok(same(got, wanted, hostile), `${name}="${got}"`);
		});
	});
}

// Texts as tests/views/render.c has them, found in a rendering by their number.
function hostileTexts(render) {
	return execFileSync(render, ['--texts'], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

const [, , render] = process.argv;
const texts = hostileTexts(render);
const all = renderings(execFileSync(render, { maxBuffer: 1 << 30 }));
const key = (r) => `${r.name} ${r.variant}`;
const harmless = new Map();
const failures = new Map();

for (const rendering of all) {
	const names = failures.get(rendering.name) ?? [];
	failures.set(rendering.name, names);
	try {
		const list = flat(parsed(rendering));
		checkSafe(list);
		if (rendering.text === '0' && !harmless.has(key(rendering)))
			harmless.set(key(rendering), list);
		if (rendering.text !== '0')
			checkSame(list, harmless.get(key(rendering)), texts[rendering.text]);
	} catch (e) {
		const { lang, variant, text } = rendering;
		names.push(`${lang}, variant ${variant}, text ${text}: ${e.message}`);
	}
}

[...failures].forEach(([name, found], i) => {
	for (const line of found.slice(0, 3).join('\n').split('\n').filter(Boolean))
		console.log(`# ${line}`);
	const result = found.length ? 'not ok' : 'ok';
	console.log(`${result} ${i + 1} - ${name} stays itself with hostile text`);
});
console.log(`1..${failures.size}`);
process.exitCode = [...failures.values()].some((found) => found.length) ? 1 : 0;
