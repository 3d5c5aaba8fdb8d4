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
		const [name, kind, lang, variant, text, length] = bytes.toString('utf8', at, end).split(' ');
		const from = end + 1;
		at = from + Number(length) + 1;
		out.push({ name, page: kind === 'page', lang, variant, text, html: bytes.toString('utf8', from, at - 1) });
	}
	return out;
}

function parsed(rendering) {
	const errors = [];
	const options = { onParseError: (e) => errors.push(`${e.code} at line ${e.startLine}`) };
	const tree = rendering.page ? parse(rendering.html, options) : parseFragment(rendering.html, options);
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
			assert.ok(!/^on|^style$|^srcdoc$/.test(attribute), `${attribute} on <${name}>`);
			if (ADDRESSES.has(attribute))
				assert.match(value, SAFE_ADDRESS, `address "${value}"`);
		}
		if (name === 'script')
			assert.ok(attributes.some((attribute) => attribute.name === 'src'), '<script> without src');
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
			assert.ok(same(value, harmless[i][1], hostile), `text "${value}" for "${harmless[i][1]}"`);
		for (const [at, { name, value: got }] of (attributes ?? []).entries())
			if (!ADDRESSES.has(name))
				assert.ok(same(got, harmless[i][2][at].value, hostile), `${name}="${got}"`);
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
			checkSame(list, harmless.get(key(rendering)), texts[Number(rendering.text)]);
	} catch (e) {
		names.push(`${rendering.lang}, variant ${rendering.variant}, text ${rendering.text}: ${e.message}`);
	}
}

[...failures].forEach(([name, found], i) => {
	for (const line of found.slice(0, 3).join('\n').split('\n').filter(Boolean))
		console.log(`# ${line}`);
	console.log(`${found.length ? 'not ok' : 'ok'} ${i + 1} - ${name} stays itself with hostile text`);
});
console.log(`1..${failures.size}`);
process.exitCode = [...failures.values()].some((found) => found.length) ? 1 : 0;
