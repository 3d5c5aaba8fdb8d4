#include "unit/store.h"

#include "unit/location.h"
#include "unit/unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define ROOM ((uint64_t)1 << 30)

/* Making the tables, and connections to them, takes a server longer than most tests: the next one
 * finds them, and the tables empty. */
struct kept {
	char place[512];
	struct db *db;
};
static struct {
	struct kept content, keys;
} kept[4];
static size_t kept_count;

/* A file as it is when it was migrated; none before the first one was. */
struct pattern {
	struct arena *arena;
	struct str bytes;
};

static struct str read_whole(struct arena *a, const char *path)
{
	struct stat st = {0};
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && fstat(fd, &st) == 0;
	char *p = arena_bytes(a, (size_t)st.st_size);
	ok = ok && read(fd, p, (size_t)st.st_size) == st.st_size;
	if (fd >= 0)
		close(fd);
	return ok ? (struct str){p, (size_t)st.st_size} : STR_NONE;
}

static bool keep_pattern(struct db *db, const char *place, struct pattern *pattern)
{
	char path[400];
	snprintf(path, sizeof(path), "%s.pattern", place);
	if (!CHECK_OK(db_backup(db, path)))
		return false;
	pattern->arena = arena_new();
	pattern->bytes = read_whole(pattern->arena, path);
	unlink(path);
	return CHECK(pattern->bytes.len);
}

static bool put_pattern(const struct pattern *pattern, const char *place)
{
	if (!pattern->bytes.len || access(place, F_OK) == 0)
		return true;
	int fd = open(place, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
	ssize_t n = fd < 0 ? -1 : write(fd, pattern->bytes.p, pattern->bytes.len);
	if (fd >= 0)
		close(fd);
	return CHECK(n == (ssize_t)pattern->bytes.len);
}

/* Migrating takes longer than most tests: files after the first begin as it ended. */
static bool open_one(const char *place, const struct db_schema *schema, struct pattern *pattern,
	struct db **ret_db)
{
	struct db_config config = {.place = place, .schema = schema};
	bool is_file = !location_is_remote();
	if (*ret_db)
		return true;
	if (is_file && !put_pattern(pattern, place))
		return false;
	if (!CHECK_OK(db_open(&config, ret_db)) || !CHECK_OK(db_migrate(*ret_db, 1)))
		return false;
	return !is_file || pattern->bytes.len || keep_pattern(*ret_db, place, pattern);
}

struct key_call {
	struct arena *arena;
	struct public_id owner;
	struct str wrapped;
	/* of several: */
	struct public_id_list owners;
	struct bytes_list wrapped_all;
};

static err_t get_key(struct tx *tx, void *ctx)
{
	struct key_call *c = ctx;
	return data_key_get(tx, c->arena, c->owner, &c->wrapped);
}

static err_t load_key(void *ctx, struct arena *a, struct public_id owner, struct str *ret_wrapped)
{
	struct store *s = ctx;
	struct key_call c = {.arena = a, .owner = owner};
	TRY(db_read(s->keys, get_key, &c));
	if (!c.wrapped.p)
		return err_log(ERR_NOT_FOUND, "no key");
	*ret_wrapped = c.wrapped;
	return NULL;
}

static err_t put_key(struct tx *tx, void *ctx)
{
	struct key_call *c = ctx;
	tx_allow(tx);
	return data_key_add(tx, c->owners, c->wrapped_all, 1);
}

static err_t add_key(
	void *ctx, const struct public_id *owners, const struct str *wrapped, size_t len)
{
	struct store *s = ctx;
	return db_tx(s->keys, put_key,
		&(struct key_call){.owners = {owners, len}, .wrapped_all = {wrapped, len}});
}

static err_t drop_key(struct tx *tx, void *ctx)
{
	struct key_call *c = ctx;
	int64_t count;
	tx_allow(tx);
	return data_key_destroy(tx, c->owners, &count);
}

static err_t destroy_key(void *ctx, const struct public_id *owners, size_t len)
{
	struct store *s = ctx;
	TRY(db_tx(s->keys, drop_key, &(struct key_call){.owners = {owners, len}}));
	return db_purge(s->keys);
}

static bool open_all(struct store *s)
{
	struct vault_settings settings = {.store = {load_key, add_key, destroy_key, s},
		.master = &s->master,
		.clock = &clock_system,
		.random = &random_system};
	static struct pattern content, keys;
	return open_one(s->content_place, &content_schema, &content, &s->content) &&
	       open_one(s->keys_place, &keys_schema, &keys, &s->keys) &&
	       CHECK_OK(vault_new(&settings, &s->vault));
}

static void close_all(struct store *s)
{
	vault_free(s->vault);
	db_close(s->content);
	db_close(s->keys);
	s->content = s->keys = NULL;
}

/* Memory, where there is enough of it: what outlives a fall is seen elsewhere (tests/crash). */
static const char *roomy_folder(void)
{
	struct statvfs shm;
	return !statvfs("/dev/shm", &shm) && shm.f_bavail * shm.f_frsize >= ROOM &&
			       access("/dev/shm", W_OK) == 0
		       ? "/dev/shm"
		       : "/tmp";
}

static const char *find_kept(struct store *s, const struct kept *kept_one, struct db **ret_db)
{
	*ret_db = kept_one->db;
	return str_z(s->arena, str_of(kept_one->place));
}

static void find_places(struct store *s)
{
	if (kept_count) {
		kept_count--;
		s->content_place = find_kept(s, &kept[kept_count].content, &s->content);
		s->keys_place = find_kept(s, &kept[kept_count].keys, &s->keys);
		return;
	}
	s->content_place = location_new(s->arena, s->folder, "content.db");
	s->keys_place = location_new(s->arena, s->folder, "keys.db");
}

static void leave(struct kept *ret, const char *place, struct db *db)
{
	location_empty(place);
	snprintf(ret->place, sizeof(ret->place), "%s", place);
	ret->db = db;
}

static void leave_places(struct store *s)
{
	if (!location_is_remote() || kept_count == sizeof(kept) / sizeof(*kept)) {
		close_all(s);
		return;
	}
	vault_free(s->vault);
	leave(&kept[kept_count].content, s->content_place, s->content);
	leave(&kept[kept_count].keys, s->keys_place, s->keys);
	kept_count++;
}

bool store_open(struct store *s)
{
	*s = (struct store){.arena = arena_new()};
	snprintf(s->folder, sizeof(s->folder), "%s/leerpas-store-XXXXXX", roomy_folder());
	secret_random(&random_system, 32, &s->master);
	if (!CHECK(mkdtemp(s->folder) != NULL))
		return false;
	find_places(s);
	return open_all(s) && CHECK_OK(vault_add_owner(s->vault, VAULT_HOUSE));
}

bool store_reopen(struct store *s)
{
	close_all(s);
	return open_all(s);
}

/* Calls fn with the path of each file of the stores until it says true. */
static bool any_file(
	const struct store *s, bool (*fn)(const char *path, struct str needle), struct str needle)
{
	DIR *folder = opendir(s->folder);
	bool found = false;
	for (struct dirent *d; folder && !found && (d = readdir(folder));) {
		char path[400];
		snprintf(path, sizeof(path), "%s/%s", s->folder, d->d_name);
		found = d->d_name[0] != '.' && fn(path, needle);
	}
	if (folder)
		closedir(folder);
	return found;
}

static bool file_holds(const char *path, struct str needle)
{
	struct arena *a = arena_new();
	struct str all = read_whole(a, path);
	bool found = all.len && memmem(all.p, all.len, needle.p, needle.len) != NULL;
	arena_free(a);
	return found;
}

bool store_holds(const struct store *s, struct str needle)
{
	return any_file(s, file_holds, needle) ||
	       (location_is_remote() && (location_holds(s->content_place, needle) ||
						location_holds(s->keys_place, needle)));
}

static bool file_gone(const char *path, struct str needle)
{
	(void)needle;
	unlink(path);
	return false;
}

void store_close(struct store *s)
{
	leave_places(s);
	any_file(s, file_gone, STR_NONE);
	rmdir(s->folder);
	arena_free(s->arena);
}
