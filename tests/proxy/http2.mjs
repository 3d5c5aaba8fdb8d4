// Saves an answer and reads it back over HTTP/2: http2.mjs URL CA-FILE FORM COOKIE...
import { readFileSync } from 'node:fs';
import { connect } from 'node:http2';

const [url, ca, form, ...cookies] = process.argv.slice(2);
const session = connect(url, { ca: readFileSync(ca) });

function ask(headers, body) {
	return new Promise((resolve, reject) => {
		const stream = session.request({ origin: url, cookie: cookies, ...headers });
		let status;
		const chunks = [];
		stream.on('response', (got) => { status = got[':status']; });
		stream.on('data', (chunk) => chunks.push(chunk));
		stream.on('end', () => resolve({ status, text: Buffer.concat(chunks).toString() }));
		stream.on('error', reject);
		stream.end(body);
	});
}

const saved = await ask({
	':method': 'POST', ':path': '/passport/questions/who.proud',
	'content-type': 'application/x-www-form-urlencoded',
	'content-length': Buffer.byteLength(form),
}, form);
const read = await ask({ ':path': '/passport/read' });
console.log(session.alpnProtocol, saved.status, read.status,
	read.text.includes('Over HTTP/2 bewaard') ? 'kept' : 'lost');
session.close();
