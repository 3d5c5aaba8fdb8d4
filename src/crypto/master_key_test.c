#include "crypto/master_key.h"

#include "unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct place {
	char folder[32], path[64];
};

static bool set_up(struct place *p)
{
	snprintf(p->folder, sizeof(p->folder), "/tmp/leerpas-key-XXXXXX");
	bool ok = mkdtemp(p->folder) != NULL;
	snprintf(p->path, sizeof(p->path), "%s/master.key", p->folder);
	return ok;
}

static void tear_down(const struct place *p)
{
	unlink(p->path);
	rmdir(p->folder);
}

TEST(master_key_is_made_once_and_read_back)
{
	struct secret a, b;
	struct place p;
	struct stat st;
	REQUIRE(set_up(&p));
	CHECK_ERR(master_key_read(p.path, &a), ERR_NOT_FOUND);
	REQUIRE_OK(master_key_create(p.path, &random_system));
	CHECK_ERR(master_key_create(p.path, &random_system), ERR_CONFLICT);
	CHECK_OK(master_key_read(p.path, &a));
	CHECK_OK(master_key_read(p.path, &b));
	CHECK_INT((int64_t)a.len, 32);
	CHECK(secret_eq(&a, &b));
	CHECK(stat(p.path, &st) == 0 && (st.st_mode & 0777) == 0600);
	tear_down(&p);
}

TEST(master_key_refuses_what_others_may_read_or_what_is_none)
{
	struct secret key;
	struct place p;
	REQUIRE(set_up(&p));
	REQUIRE_OK(master_key_create(p.path, &random_system));
	CHECK(chmod(p.path, 0640) == 0);
	CHECK_ERR(master_key_read(p.path, &key), ERR_INTERNAL);
	CHECK(chmod(p.path, 0600) == 0 && truncate(p.path, 31) == 0);
	CHECK_ERR(master_key_read(p.path, &key), ERR_INTERNAL);
	CHECK(truncate(p.path, 33) == 0);
	CHECK_ERR(master_key_read(p.path, &key), ERR_INTERNAL);
	CHECK_ERR(master_key_read(p.folder, &key), ERR_INTERNAL);
	CHECK_ERR(master_key_create("/nonexistent/master.key", &random_system), ERR_INTERNAL);
	tear_down(&p);
}
