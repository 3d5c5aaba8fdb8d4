// Badges of ours: against 1EdTech's schema and those of the Dutch profile, and checked by
// @digitalbazaar/vc. tests/interop/badges_test.mjs BADGES [FOLDER_OF_SCHEMAS]
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import Ajv from 'ajv/dist/2019.js';
import { verify } from './verifier.mjs';

const [program, folder] = process.argv.slice(2);
const lines = execFileSync(program, { encoding: 'utf8' }).trim().split('\n')
	.map((line) => JSON.parse(line));
const skip = !folder && 'no schemas here';

// RFC 3339; the schemas know no other formats that matter here.
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function validator(name) {
	const schema = JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`), 'utf8'));
	const ajv = new Ajv({ strict: false, allErrors: true });
	ajv.addFormat('date-time', dateTime);
	ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/);
	return ajv.compile(schema);
}

const schemas = {
	generic: ['ob_v3p0_achievementcredential_schema'],
	ects: ['ob_v3p0_achievementcredential_schema', 'microcredential', 'microcredential_ects',
		'extracurricular', 'regular', 'regular_ects'],
	sbu: ['ob_v3p0_achievementcredential_schema', 'microcredential', 'microcredential_sbu',
		'extracurricular', 'regular', 'regular_sbu'],
};

for (const [i, { kind, badge }] of lines.entries()) {
	test(`badge ${i + 1}, ${kind}: as the schemas have it`, { skip }, () => {
		for (const name of schemas[kind]) {
			const validate = validator(name);
			const fits = validate(badge);
			assert.ok(fits, `${name}: ${JSON.stringify(validate.errors, null, 1)}`);
		}
	});
	if (badge.proof[0].cryptosuite !== 'eddsa-rdfc-2022')
		continue;
	test(`badge ${i + 1}, ${kind}: @digitalbazaar/vc finds it whole`, async () => {
		const result = await verify(badge);
		assert.ok(result.verified, JSON.stringify(result.error ?? result, null, 1));
	});
	test(`badge ${i + 1}, ${kind}: @digitalbazaar/vc sees a change`, async () => {
		const result = await verify({ ...badge, name: 'Something else' });
		assert.equal(result.verified, false);
	});
}

test('the schemas see what is missing', { skip }, () => {
	const { badge } = lines.find((line) => line.kind === 'ects');
	const changed = structuredClone(badge);
	delete changed.credentialSubject.achievement.participationType;
	assert.equal(validator('microcredential')(changed), false);
	delete changed.credentialSubject.achievement.criteria;
	assert.equal(validator('ob_v3p0_achievementcredential_schema')(changed), false);
});
