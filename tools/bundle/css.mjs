// One style sheet out of many: the components of the NL Design System, ours, and the theme.
//
// The components ask for thousands of design tokens. Those named in assets/tokens.css are filled in here, a
// declaration whose token nobody sets is left out, and so is every rule for a class that no page uses. Only the
// theme's own tokens (--leerpas-*) stay variables, so that a theme can change after the build.
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
	return Object.fromEntries(
		Object.entries(node).filter(([key, value]) => value !== null || !nullable.has(key)).map(([k, v]) => [k, printable(v)]));
}

// The selector without what can never match, or null when it matches nothing.
export function usedSelector(selector, used) {
	const kept = [];
	for (const part of selector) {
		if (part.type === 'class' && !used.has(part.name))
			return null;
		if (part.type !== 'pseudo-class' || !part.selectors) {
			kept.push(part);
			continue;
		}
		const selectors = part.selectors.map((s) => usedSelector(s, used)).filter(Boolean);
		if (selectors.length)
			kept.push({ ...part, selectors });
		else if (part.kind !== 'not')
			return null;
	}
	return kept;
}

export function trim(code, used) {
	return transform({
		filename: 'trim.css', code, minify: true, targets,
		visitor: {
			Rule: {
				style(rule) {
					const selectors = rule.value.selectors.map((s) => usedSelector(s, used)).filter(Boolean);
					return selectors.length ? printable({ ...rule, value: { ...rule.value, selectors } }) : [];
				},
			},
		},
	}).code;
}

function customProperties(code) {
	const values = new Map();
	transform({
		filename: 'tokens.css', code,
		visitor: {
			Declaration(d) {
				if (d.property === 'custom')
					values.set(d.value.name, d.value.value);
			},
		},
	});
	return values;
}

class Unset extends Error {}

// Fills in tokens; throws Unset when one has neither a value nor a fallback.
class Resolver {
	constructor(tokens, dynamic) {
		this.tokens = tokens;
		this.dynamic = dynamic;
		this.path = [];
	}

	list(parts) {
		return parts.flatMap((part) => this.part(part));
	}

	part(part) {
		if (part.type === 'var')
			return this.variable(part);
		if (part.type === 'function')
			return [{ ...part, value: { ...part.value, arguments: this.list(part.value.arguments) } }];
		return [part];
	}

	variable(part) {
		const name = part.value.name.ident;
		if (name.startsWith(THEME))
			return [part];
		if (this.dynamic.has(name))
			return [{ ...part, value: { ...part.value, fallback: this.fallback(part) } }];
		if (this.tokens.has(name))
			return this.token(name);
		if (!part.value.fallback)
			throw new Unset(name);
		return this.list(part.value.fallback);
	}

	// For a variable that some rule sets: the token's own value stands in where no rule did.
	fallback(part) {
		const name = part.value.name.ident;
		try {
			return this.tokens.has(name) ? this.token(name) : part.value.fallback && this.list(part.value.fallback);
		} catch (e) {
			if (e instanceof Unset)
				return null;
			throw e;
		}
	}

	token(name) {
		if (this.path.includes(name))
			throw new Error(`token ${name} refers to itself`);
		this.path.push(name);
		const value = this.list(this.tokens.get(name));
		this.path.pop();
		return value;
	}
}

function resolveOnce(code, tokens, dynamic) {
	const resolver = new Resolver(tokens, dynamic);
	const orUnset = (make) => {
		resolver.path = [];
		try {
			return printable(make());
		} catch (e) {
			if (e instanceof Unset)
				return [];
			throw e;
		}
	};
	return transform({
		filename: 'resolve.css', code, minify: true, targets,
		visitor: {
			Declaration(d) {
				if (d.property === 'custom' && !d.value.name.startsWith(THEME))
					return orUnset(() => ({ ...d, value: { ...d.value, value: resolver.list(d.value.value) } }));
				if (d.property === 'unparsed')
					return orUnset(() => ({ ...d, value: { ...d.value, value: resolver.list(d.value.value) } }));
			},
		},
	}).code;
}

// Until nothing changes: a dropped declaration can leave others without a value.
export function resolveTokens(code, tokensCode) {
	const tokens = customProperties(tokensCode);
	for (let before = null; before === null || !before.equals(Buffer.from(code));) {
		before = Buffer.from(code);
		const dynamic = new Set([...customProperties(code).keys()].filter((name) => !name.startsWith(THEME)));
		code = resolveOnce(code, tokens, dynamic);
	}
	return Buffer.from(code);
}

// Reads entry with all it imports; url() values pass through asset(file), which answers their public address.
export async function gather(root, entry, asset) {
	const files = [];
	const { code } = await bundleAsync({
		filename: entry, targets,
		resolver: {
			resolve: (specifier, from) => specifier.startsWith('@')
				? path.join(root, 'node_modules', specifier) : path.resolve(path.dirname(from), specifier),
			read(file) {
				files.push(file);
				return fs.readFileSync(file, 'utf8');
			},
		},
		visitor: {
			Url: (url) => ({ ...url, url: asset(url.url) }),
		},
	});
	return { code, files };
}
