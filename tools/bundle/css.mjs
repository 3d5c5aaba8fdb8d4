// One style sheet out of many: the components of the NL Design System, ours, and the theme.
//
// The components ask for thousands of design tokens. Those named in assets/css/tokens.css are
// filled in here, a declaration whose token nobody sets is left out, and so is every rule for a
// class that no page uses. Only the theme's own tokens (--leerpas-*) stay variables, so that a
// theme can change after the build.
import fs from 'node:fs';
import path from 'node:path';
import { bundleAsync, transform } from 'lightningcss';

const targets = { chrome: 100 << 16, firefox: 100 << 16, safari: 15 << 16 };
const THEME = '--leerpas-';

// Every word of the pages and scripts that could be a class name.
export function wordsIn(texts) {
	return new Set(texts.flatMap((text) => text.match(/[A-Za-z_][\w-]*/g) ?? []));
}

// The printer refuses the nulls that its own parser writes at every variable.
const nullable = new Set(['from', 'fallback']);
function printable(node) {
	if (Array.isArray(node))
		return node.map(printable);
	if (node === null || typeof node !== 'object')
		return node;
	const entries = Object.entries(node).filter(([k, v]) => v !== null || !nullable.has(k));
	return Object.fromEntries(entries.map(([k, v]) => [k, printable(v)]));
}

function usedSelectors(selectors, used) {
	return selectors.map((selector) => usedSelector(selector, used)).filter(Boolean);
}

// The selector without what can never match, or null when it matches nothing.
function usedSelector(selector, used) {
	const kept = [];
	for (const part of selector) {
		if (part.type === 'class' && !used.has(part.name))
			return null;
		if (part.type !== 'pseudo-class' || !part.selectors) {
			kept.push(part);
			continue;
		}
		const selectors = usedSelectors(part.selectors, used);
		if (selectors.length)
			kept.push({ ...part, selectors });
		else if (part.kind !== 'not')
			return null;
	}
	return kept;
}

// Without the rules for classes that are not among the used words.
export function trim(code, used) {
	const style = (rule) => {
		const selectors = usedSelectors(rule.value.selectors, used);
		if (!selectors.length)
			return [];
		return printable({ ...rule, value: { ...rule.value, selectors } });
	};
	const visitor = { Rule: { style } };
	return transform({ filename: 'trim.css', code, minify: true, targets, visitor }).code;
}

function customProperties(code) {
	const values = new Map();
	const visitor = {
		Declaration(d) {
			if (d.property === 'custom')
				values.set(d.value.name, d.value.value);
		},
	};
	transform({ filename: 'tokens.css', code, visitor });
	return values;
}

class Unset extends Error {}

function orWhenUnset(make, instead) {
	try {
		return make();
	} catch (e) {
		if (e instanceof Unset)
			return instead;
		throw e;
	}
}

// Fills in tokens; throws Unset when one has neither a value nor a fallback.
class Resolver {
	constructor(tokens, dynamic) {
		this.tokens = tokens;
		this.dynamic = dynamic;
		this.within = [];
	}

	list(parts) {
		return parts.flatMap((part) => this.part(part));
	}

	part(part) {
		if (part.type === 'var')
			return this.variable(part);
		if (part.type !== 'function')
			return [part];
		const value = { ...part.value, arguments: this.list(part.value.arguments) };
		return [{ ...part, value }];
	}

	variable(part) {
		const name = part.value.name.ident;
		if (name.startsWith(THEME))
			return [part];
		if (this.dynamic.has(name)) {
			const value = { ...part.value, fallback: this.fallback(part) };
			return [{ ...part, value }];
		}
		if (this.tokens.has(name))
			return this.token(name);
		if (!part.value.fallback)
			throw new Unset(name);
		return this.list(part.value.fallback);
	}

	// Of a variable that some rule sets: the token's own value stands in where no rule did.
	fallback(part) {
		const name = part.value.name.ident;
		const written = part.value.fallback;
		if (this.tokens.has(name))
			return orWhenUnset(() => this.token(name), null);
		return written && orWhenUnset(() => this.list(written), null);
	}

	token(name) {
		if (this.within.includes(name))
			throw new Error(`token ${name} refers to itself`);
		this.within.push(name);
		try {
			return this.list(this.tokens.get(name));
		} finally {
			this.within.pop();
		}
	}
}

function resolveOnce(code, tokens, dynamic) {
	const resolver = new Resolver(tokens, dynamic);
	const visitor = {
		Declaration(d) {
			const isOurs = d.property === 'custom' && !d.value.name.startsWith(THEME);
			if (!isOurs && d.property !== 'unparsed')
				return undefined;
			const resolved = () => {
				const value = { ...d.value, value: resolver.list(d.value.value) };
				return printable({ ...d, value });
			};
			return orWhenUnset(resolved, []);
		},
	};
	return transform({ filename: 'tokens.css', code, minify: true, targets, visitor }).code;
}

// Until nothing changes: a dropped declaration can leave others without a value.
export function resolveTokens(code, tokensCode) {
	const tokens = customProperties(tokensCode);
	let before;
	do {
		before = code;
		const names = [...customProperties(code).keys()];
		const dynamic = new Set(names.filter((name) => !name.startsWith(THEME)));
		code = resolveOnce(code, tokens, dynamic);
	} while (Buffer.compare(before, code) !== 0);
	return code;
}

// Reads entry and all that it imports; asset(url) answers the public address of each url().
export async function gather(root, entry, asset) {
	const files = [];
	const packages = path.join(root, 'node_modules');
	const resolver = {
		resolve(name, from) {
			const dir = name.startsWith('@') ? packages : path.dirname(from);
			return path.resolve(dir, name);
		},
		read(file) {
			files.push(file);
			return fs.readFileSync(file, 'utf8');
		},
	};
	const visitor = { Url: (url) => ({ ...url, url: asset(url.url) }) };
	const { code } = await bundleAsync({ filename: entry, targets, resolver, visitor });
	return { code, files };
}
