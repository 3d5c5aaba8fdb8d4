#include "unit/power.h"

#include "base/mem.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SECTOR = 512, NODES = 16 };

/* A write (bytes), or a change of length (bytes is NULL). */
struct change {
	struct change *next;
	long at, len;
	char *bytes;
};

/* What the disk knows of one path. */
struct node {
	char path[256];
	bool kept; /* its directory entry is on the disk */
	char *bytes;
	long len, room;
	struct change *first, **last; /* not synced yet */
};

struct file {
	sqlite3_file base;
	struct node *node; /* NULL: a temporary or shared-memory file */
	sqlite3_file *real;
};

static struct {
	pthread_mutex_t lock;
	struct node nodes[NODES];
	int node_count;
	unsigned dice;
	long operations, cut_at;
	int failing_syncs;
	bool cut;
	sqlite3_vfs *under;
	sqlite3_vfs vfs;
} disk = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* --- nodes --- */

static void forget_changes(struct node *n)
{
	while (n->first) {
		struct change *c = n->first;
		n->first = c->next;
		mem_free(c->bytes);
		mem_free(c);
	}
	n->last = &n->first;
}

static struct node *node_of(const char *path)
{
	for (int i = 0; i < disk.node_count; i++)
		if (!strcmp(disk.nodes[i].path, path))
			return &disk.nodes[i];
	if (disk.node_count == NODES)
		abort();
	struct node *n = &disk.nodes[disk.node_count++];
	*n = (struct node){.last = &n->first};
	snprintf(n->path, sizeof(n->path), "%s", path);
	return n;
}

static void note(struct node *n, long at, long len, const void *bytes)
{
	struct change *c = mem_new(struct change);
	*c = (struct change){.at = at, .len = len};
	if (bytes)
		c->bytes = memcpy(mem_alloc((size_t)len), bytes, (size_t)len);
	*n->last = c;
	n->last = &c->next;
}

static void set_length(struct node *n, long len)
{
	if (len > n->room || !n->bytes) {
		n->room = 2 * len + 1;
		n->bytes = mem_grow(n->bytes, (size_t)n->room);
	}
	if (len > n->len)
		memset(n->bytes + n->len, 0, (size_t)(len - n->len));
	n->len = len;
}

static void apply_bytes(struct node *n, const struct change *c, long from, long len)
{
	if (n->len < c->at + from + len)
		set_length(n, c->at + from + len);
	memcpy(n->bytes + c->at + from, c->bytes + from, (size_t)len);
}

static void apply(struct node *n, const struct change *c)
{
	if (c->bytes)
		apply_bytes(n, c, 0, c->len);
	else
		set_length(n, c->at);
}

static void apply_some_sectors(struct node *n, const struct change *c)
{
	if (!c->bytes) {
		if (rand_r(&disk.dice) % 2)
			apply(n, c);
		return;
	}
	for (long from = 0; from < c->len; from += SECTOR)
		if (rand_r(&disk.dice) % 2)
			apply_bytes(n, c, from, c->len - from < SECTOR ? c->len - from : SECTOR);
}

static void sync_node(struct node *n)
{
	for (const struct change *c = n->first; c; c = c->next)
		apply(n, c);
	forget_changes(n);
	n->kept = true;
}

/* --- the power --- */

/* Counts; false when there is no power for it. */
static bool operate(void)
{
	if (!disk.cut && disk.cut_at && ++disk.operations >= disk.cut_at)
		disk.cut = true;
	return !disk.cut;
}

/* What was not synced: nothing of it, its beginning, or any sectors. */
static void keep_some(struct node *n)
{
	int kind = rand_r(&disk.dice) % 3;
	int first = rand_r(&disk.dice) % 20;
	for (const struct change *c = n->first; c; c = c->next) {
		if (kind == 1 && first-- > 0)
			apply(n, c);
		if (kind == 2)
			apply_some_sectors(n, c);
	}
	forget_changes(n);
}

static void lay_down(const struct node *n)
{
	unlink(n->path);
	if (!n->kept)
		return;
	int fd = open(n->path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, n->bytes, (size_t)n->len) != n->len)
		abort();
	close(fd);
}

static void forget_nodes(void)
{
	for (int i = 0; i < disk.node_count; i++) {
		forget_changes(&disk.nodes[i]);
		mem_free(disk.nodes[i].bytes);
	}
	disk.node_count = 0;
}

void power_off(void)
{
	pthread_mutex_lock(&disk.lock);
	forget_nodes();
	pthread_mutex_unlock(&disk.lock);
}

void power_restore(void)
{
	pthread_mutex_lock(&disk.lock);
	disk.cut = true;
	for (int i = 0; i < disk.node_count; i++) {
		struct node *n = &disk.nodes[i];
		keep_some(n);
		lay_down(n);
		char shared[300];
		snprintf(shared, sizeof(shared), "%s-shm", n->path);
		unlink(shared);
	}
	forget_nodes();
	pthread_mutex_unlock(&disk.lock);
}

bool power_is_cut(void)
{
	pthread_mutex_lock(&disk.lock);
	bool cut = disk.cut;
	pthread_mutex_unlock(&disk.lock);
	return cut;
}

long power_operations(void)
{
	pthread_mutex_lock(&disk.lock);
	long n = disk.operations;
	pthread_mutex_unlock(&disk.lock);
	return n;
}

void power_fail_syncs(int count)
{
	pthread_mutex_lock(&disk.lock);
	disk.failing_syncs = count;
	pthread_mutex_unlock(&disk.lock);
}

/* --- files --- */

static sqlite3_file *under(sqlite3_file *f)
{
	return ((struct file *)f)->real;
}

static int file_close(sqlite3_file *f)
{
	return under(f)->pMethods ? under(f)->pMethods->xClose(under(f)) : SQLITE_OK;
}

static int file_read(sqlite3_file *f, void *bytes, int len, sqlite3_int64 at)
{
	return under(f)->pMethods->xRead(under(f), bytes, len, at);
}

static int file_write(sqlite3_file *f, const void *bytes, int len, sqlite3_int64 at)
{
	struct node *n = ((struct file *)f)->node;
	pthread_mutex_lock(&disk.lock);
	bool had_power = !disk.cut;
	bool power = !n || operate();
	if (n && had_power) /* the last one may be torn */
		note(n, at, len, bytes);
	pthread_mutex_unlock(&disk.lock);
	return power ? under(f)->pMethods->xWrite(under(f), bytes, len, at) : SQLITE_IOERR_WRITE;
}

static int file_truncate(sqlite3_file *f, sqlite3_int64 len)
{
	struct node *n = ((struct file *)f)->node;
	pthread_mutex_lock(&disk.lock);
	bool power = !n || operate();
	if (n && power)
		note(n, len, 0, NULL);
	pthread_mutex_unlock(&disk.lock);
	return power ? under(f)->pMethods->xTruncate(under(f), len) : SQLITE_IOERR_TRUNCATE;
}

static int file_sync(sqlite3_file *f, int flags)
{
	(void)flags;
	struct node *n = ((struct file *)f)->node;
	pthread_mutex_lock(&disk.lock);
	bool fails = n && (!operate() || disk.failing_syncs > 0);
	if (fails && disk.failing_syncs > 0)
		disk.failing_syncs--;
	if (n && !fails)
		sync_node(n);
	pthread_mutex_unlock(&disk.lock);
	return fails ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int file_size(sqlite3_file *f, sqlite3_int64 *ret_size)
{
	return under(f)->pMethods->xFileSize(under(f), ret_size);
}

static int file_lock(sqlite3_file *f, int lock)
{
	return under(f)->pMethods->xLock(under(f), lock);
}

static int file_unlock(sqlite3_file *f, int lock)
{
	return under(f)->pMethods->xUnlock(under(f), lock);
}

static int file_check_lock(sqlite3_file *f, int *ret_locked)
{
	return under(f)->pMethods->xCheckReservedLock(under(f), ret_locked);
}

/* Nothing of the real file's own: hints would write past us. */
static int file_control(sqlite3_file *f, int what, void *arg)
{
	(void)f, (void)what, (void)arg;
	return SQLITE_NOTFOUND;
}

static int file_sector(sqlite3_file *f)
{
	(void)f;
	return SECTOR;
}

/* None: a sector may be torn, and writes may reach the disk in any order. */
static int file_traits(sqlite3_file *f)
{
	(void)f;
	return 0;
}

static int file_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **ret_page)
{
	return under(f)->pMethods->xShmMap(under(f), page, size, extend, ret_page);
}

static int file_shm_lock(sqlite3_file *f, int from, int count, int flags)
{
	return under(f)->pMethods->xShmLock(under(f), from, count, flags);
}

static void file_shm_barrier(sqlite3_file *f)
{
	under(f)->pMethods->xShmBarrier(under(f));
}

static int file_shm_unmap(sqlite3_file *f, int delete)
{
	return under(f)->pMethods->xShmUnmap(under(f), delete);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2, /* no memory mapping: it would be read around us */
	.xClose = file_close,
	.xRead = file_read,
	.xWrite = file_write,
	.xTruncate = file_truncate,
	.xSync = file_sync,
	.xFileSize = file_size,
	.xLock = file_lock,
	.xUnlock = file_unlock,
	.xCheckReservedLock = file_check_lock,
	.xFileControl = file_control,
	.xSectorSize = file_sector,
	.xDeviceCharacteristics = file_traits,
	.xShmMap = file_shm_map,
	.xShmLock = file_shm_lock,
	.xShmBarrier = file_shm_barrier,
	.xShmUnmap = file_shm_unmap,
};

/* --- the file system --- */

static int vfs_open(
	sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *ret_flags)
{
	(void)vfs;
	struct file *f = (struct file *)base;
	f->real = (sqlite3_file *)(f + 1);
	int failed = disk.under->xOpen(disk.under, path, f->real, flags, ret_flags);
	base->pMethods = failed ? NULL : &methods;
	pthread_mutex_lock(&disk.lock);
	f->node = failed || !path ? NULL : node_of(path);
	pthread_mutex_unlock(&disk.lock);
	return failed;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
	(void)vfs;
	pthread_mutex_lock(&disk.lock);
	bool power = operate();
	if (power) {
		struct node *n = node_of(path);
		forget_changes(n);
		set_length(n, 0);
		n->kept &= !sync_folder; /* else it may come back, empty */
	}
	pthread_mutex_unlock(&disk.lock);
	return power ? disk.under->xDelete(disk.under, path, 0) : SQLITE_IOERR_DELETE;
}

static void register_once(void)
{
	disk.under = sqlite3_vfs_find(NULL);
	disk.vfs = *disk.under;
	disk.vfs.zName = POWER_VFS;
	disk.vfs.szOsFile = (int)sizeof(struct file) + disk.under->szOsFile;
	disk.vfs.xOpen = vfs_open;
	disk.vfs.xDelete = vfs_delete;
	if (sqlite3_vfs_register(&disk.vfs, 0))
		abort();
}

void power_on(unsigned seed, long cut_at)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, register_once);
	pthread_mutex_lock(&disk.lock);
	disk.node_count = 0;
	disk.dice = seed;
	disk.operations = 0;
	disk.cut_at = cut_at;
	disk.failing_syncs = 0;
	disk.cut = false;
	pthread_mutex_unlock(&disk.lock);
}
