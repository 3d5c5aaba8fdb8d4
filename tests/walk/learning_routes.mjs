// What participants learn: their own pages of it, and what the organiser reads; as walk_test.mjs
// has those of others.
import { NOBODYS, NO_PROJECT } from './part_routes.mjs';

const path = [NOBODYS, 'other'];
const OWN = { participant: 404, path };
const TEXT = '/part/{key}/learning/areas/{area}/{moment}';
const READ = '/projects/{organisation}/{key}/people/{item}/learning';

export const LEARNING_ROUTES = {
	'GET /part/{key}/learning': OWN,
	[`GET ${TEXT}`]: OWN,
	[`POST ${TEXT}`]: OWN,
	[`POST ${TEXT}/say`]: OWN,
	'GET /part/{key}/learning/about': OWN,
	'POST /part/{key}/learning/about': OWN,
	'GET /part/{key}/learning/evidence': OWN,
	'POST /part/{key}/learning/evidence': {
		...OWN, fields: { title: 'Film', link: 'https://a.nl/' },
	},
	'GET /part/{key}/learning/evidence/{item}': OWN,
	'POST /part/{key}/learning/evidence/{item}/remove': OWN,
	'POST /part/{key}/learning/evidence/{item}/restore': OWN,
	'POST /part/{key}/learning/evidence/{item}/choose': OWN,
	'GET /part/{key}/learning/referees': OWN,
	'POST /part/{key}/learning/referees': OWN,
	'POST /part/{key}/learning/referees/{item}/remove': OWN,
	'POST /part/{key}/learning/referees/{item}/restore': OWN,
	'POST /part/{key}/learning/referees/{item}/choose': OWN,
	'GET /referee': { anyone: [200, 200] },
	'POST /referee': { anyone: [422, 422], limit: 'guess', fields: { code: 'x' } },
	'POST /referee/answer': {
		anyone: [422, 422], limit: 'guess', fields: { code: 'x', answer: 'yes' },
	},
	'GET /part/{key}/learning/submit': OWN,
	'POST /part/{key}/learning/submit': OWN,
	'POST /part/{key}/learning/back': OWN,
	'POST /part/{key}/learning/anew': OWN,
	'GET /part/{key}/learning/former/{area}/{moment}': OWN,
	'POST /part/{key}/learning/former/{area}/{moment}': OWN,
	[`GET ${READ}`]: NO_PROJECT,
	[`GET ${READ}/evidence/{evidence}`]: NO_PROJECT,
	[`POST ${READ}/suggest`]: NO_PROJECT,
	[`POST ${READ}/accept`]: NO_PROJECT,
	'GET /part/{key}/learning/prove': OWN,
	'POST /part/{key}/learning/prove': { ...OWN, limit: 'guess', fields: { code: 'x' } },
	'POST /part/{key}/learning/prove/ask': OWN,
	'GET /part/{key}/learning/prove/mail': OWN,
	'POST /part/{key}/learning/prove/mail': { ...OWN, limit: 'guess', fields: { code: 'x' } },
};
