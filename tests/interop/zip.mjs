// ZIP archives as others write and read them: to look into ours, and to make some to bring along.
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;

function crcOf(bytes) {
	if (crc32)
		return crc32(bytes);
	let crc = ~0;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++)
			crc = crc >>> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc >>> 0;
}

// { name: bytes } of all files in it.
export function unzip(archive) {
	const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
	const count = archive.readUInt16LE(end + 10);
	const files = {};
	for (let i = 0, at = archive.readUInt32LE(end + 16); i < count; i++) {
		const lengths = [28, 30, 32].map((n) => archive.readUInt16LE(at + n));
		const [names, extra, comment] = lengths;
		const name = archive.subarray(at + 46, at + 46 + names).toString();
		const local = archive.readUInt32LE(at + 42);
		const start = local + 30 + archive.readUInt16LE(local + 26) +
			archive.readUInt16LE(local + 28);
		const packed = archive.subarray(start, start + archive.readUInt32LE(at + 20));
		files[name] = archive.readUInt16LE(at + 10) ? inflateRawSync(packed) : packed;
		at += 46 + names + extra + comment;
	}
	return files;
}

// An archive of [name, bytes, change] with deflate; change.size and change.flags lie about a file.
export function zip(files) {
	const locals = [];
	const central = [];
	let at = 0;
	for (const [name, content, change = {}] of files) {
		const bytes = Buffer.from(content);
		const packed = deflateRawSync(bytes);
		const common = Buffer.alloc(26);
		common.writeUInt16LE(20, 0);
		common.writeUInt16LE(0x800 | (change.flags ?? 0), 2);
		common.writeUInt16LE(8, 4);
		common.writeUInt32LE(crcOf(bytes), 10);
		common.writeUInt32LE(packed.length, 14);
		common.writeUInt32LE(change.size ?? bytes.length, 18);
		common.writeUInt16LE(Buffer.byteLength(name), 22);
		const head = Buffer.alloc(4);
		head.writeUInt32LE(LOCAL);
		const local = Buffer.concat([head, common, Buffer.from(name), packed]);
		const entry = Buffer.alloc(46);
		entry.writeUInt32LE(CENTRAL);
		entry.writeUInt16LE(20, 4);
		common.copy(entry, 6);
		entry.writeUInt32LE(at, 42);
		central.push(entry, Buffer.from(name));
		locals.push(local);
		at += local.length;
	}
	const directory = Buffer.concat(central);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(END);
	end.writeUInt16LE(files.length, 8);
	end.writeUInt16LE(files.length, 10);
	end.writeUInt32LE(directory.length, 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...locals, directory, end]);
}
