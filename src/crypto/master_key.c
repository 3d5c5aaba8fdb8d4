#include "crypto/master_key.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MASTER_KEY_BYTES 32

static err_t sync_folder(const char *path)
{
	struct arena *a = arena_new();
	struct str folder = str_of(path);
	while (folder.len && folder.p[folder.len - 1] != '/')
		folder.len--;
	int fd = open(folder.len ? str_z(a, folder) : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	arena_free(a);
	bool ok = fd >= 0 && fsync(fd) == 0;
	int why = errno;
	if (fd >= 0)
		close(fd);
	return ok ? NULL : err_log(ERR_INTERNAL, "master key folder: %s", strerror(why));
}

static bool write_key(int fd, const struct secret *key)
{
	return write(fd, key->bytes, key->len) == (ssize_t)key->len && fsync(fd) == 0;
}

err_t master_key_create(const char *path, const struct random *r)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_log(errno == EEXIST ? ERR_CONFLICT : ERR_INTERNAL, "master key %s: %s",
			path, strerror(errno));
	SECRET key;
	secret_random(r, MASTER_KEY_BYTES, &key);
	bool ok = write_key(fd, &key);
	int why = errno;
	close(fd);
	if (ok)
		return sync_folder(path);
	unlink(path);
	return err_log(ERR_INTERNAL, "master key %s: %s", path, strerror(why));
}

static err_t read_key(int fd, const char *path, struct secret *ret_key)
{
	struct stat st;
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return err_log(ERR_INTERNAL, "master key %s is not a file", path);
	if (st.st_mode & 077)
		return err_log(ERR_INTERNAL, "others may read the master key %s: chmod 600", path);
	SECRET key = {.len = MASTER_KEY_BYTES};
	if (st.st_size != MASTER_KEY_BYTES ||
		read(fd, key.bytes, MASTER_KEY_BYTES) != MASTER_KEY_BYTES)
		return err_log(ERR_INTERNAL, "master key %s does not hold %d bytes", path,
			MASTER_KEY_BYTES);
	*ret_key = key;
	return NULL;
}

err_t master_key_read(const char *path, struct secret *ret_key)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_log(errno == ENOENT ? ERR_NOT_FOUND : ERR_INTERNAL, "master key %s: %s",
			path, strerror(errno));
	err_t e = read_key(fd, path, ret_key);
	close(fd);
	return e;
}
