#include "cmd/key_file.h"

#include "base/arena.h"
#include "crypto/multikey.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY_TEXT_MOST 128

static err_t check_file(int fd, const char *path)
{
	struct stat st;
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return err_log(ERR_INVALID, "%s is not a file", path);
	if (st.st_mode & 077)
		return err_log(ERR_FORBIDDEN, "others may read the key %s: chmod 600", path);
	return NULL;
}

err_t key_file_open(const char *path, int *ret_fd)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return err_log(ERR_NOT_FOUND, "cannot read the key %s: %s", path, strerror(errno));
	err_t e = check_file(fd, path);
	if (e)
		close(fd);
	else
		*ret_fd = fd;
	return e;
}

static err_t read_text(struct arena *a, int fd, const char *path, struct key **ret_key)
{
	struct str text = {arena_alloc(a, KEY_TEXT_MOST), KEY_TEXT_MOST};
	secret_wipe_later(a, text);
	ssize_t n = read(fd, (char *)text.p, KEY_TEXT_MOST);
	text.len = n > 0 ? (size_t)n : 0;
	err_t e = multikey_parse_secret(a, str_trim(text), ret_key);
	return e ? err_detail(e, "%s holds no private key", path) : NULL;
}

err_t key_file_read(struct arena *a, const char *path, struct key **ret_key)
{
	int fd;
	TRY(key_file_open(path, &fd));
	err_t e = read_text(a, fd, path, ret_key);
	close(fd);
	return e;
}

static bool write_text(int fd, struct str text)
{
	return write(fd, text.p, text.len) == (ssize_t)text.len && write(fd, "\n", 1) == 1 &&
	       fsync(fd) == 0;
}

err_t key_file_create(struct arena *a, const char *path, enum key_type type, const struct random *r,
	struct key **ret_key)
{
	struct key *k;
	TRY(key_generate(a, type, r, &k));
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_log(errno == EEXIST ? ERR_CONFLICT : ERR_UNAVAILABLE,
			"cannot make %s: %s", path, strerror(errno));
	bool ok = write_text(fd, multikey_print_secret(a, k));
	int why = errno;
	close(fd);
	if (!ok) {
		unlink(path);
		return err_log(ERR_UNAVAILABLE, "cannot write %s: %s", path, strerror(why));
	}
	*ret_key = k;
	return NULL;
}
