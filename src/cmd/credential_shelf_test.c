#include "cmd/credential_shelf.h"

#include "unit/folder.h"
#include "unit/unit.h"

static bool has(const struct shelf *s, struct arena *a, const char *url, const char *text)
{
	struct str loaded, fetched, found;
	err_t e = shelf_loader(s)->load(shelf_loader(s), a, str_of(url), &loaded);
	err_t d = shelf_fetcher(s)->get(shelf_fetcher(s), a, str_of(url), &fetched);
	bool ok = shelf_library(s)->find(shelf_library(s), a, str_of(url), &found);
	CHECK(!e == ok && !d == ok);
	CHECK(!e || e->code == ERR_NOT_FOUND);
	CHECK(!d || d->code == ERR_UNAVAILABLE);
	ok = ok && str_is(loaded, text) && str_is(fetched, text) && str_is(found, text);
	err_free(e);
	err_free(d);
	return ok;
}

TEST(shelf_finds_by_id_and_by_address)
{
	struct folder f;
	REQUIRE(folder_make(&f));
	struct shelf *s = shelf_new(f.arena);
	const char *did = folder_write(&f, "did", STR("{\"id\":\"did:web:a.example\"}"));
	folder_write(&f, "context", STR("{\"@context\":{}}"));
	CHECK(!has(s, f.arena, "https://a.example/.well-known/did.json", ""));
	CHECK_OK(shelf_put(s, did));
	CHECK(has(s, f.arena, "https://a.example/.well-known/did.json",
		"{\"id\":\"did:web:a.example\"}"));
	struct str folder = str_fmt(f.arena, "%s/", f.path);
	CHECK_OK(shelf_put_at(s, STR("https://a.example/c?x=1=context"), folder.p));
	CHECK(has(s, f.arena, "https://a.example/c?x=1", "{\"@context\":{}}"));
	struct str absolute = str_fmt(f.arena, "urn:a:1=%s/context", f.path);
	CHECK_OK(shelf_put_at(s, absolute, "/nowhere/"));
	CHECK(has(s, f.arena, "urn:a:1", "{\"@context\":{}}"));
	folder_end(&f);
}

TEST(shelf_refuses_what_it_could_not_find_again)
{
	struct folder f;
	REQUIRE(folder_make(&f));
	struct shelf *s = shelf_new(f.arena);
	struct str folder = str_fmt(f.arena, "%s/", f.path);
	CHECK_ERR(shelf_put(s, folder_write(&f, "none", STR("{}"))), ERR_INVALID);
	CHECK_ERR(shelf_put(s, folder_write(&f, "text", STR("text"))), ERR_INVALID);
	CHECK_ERR(shelf_put(s, folder_write(&f, "http", STR("{\"id\":\"http://a.example\"}"))),
		ERR_INVALID);
	CHECK_ERR(shelf_put_at(s, STR("https://a.example"), folder.p), ERR_INVALID);
	CHECK_ERR(shelf_put_at(s, STR("https://a.example="), folder.p), ERR_INVALID);
	CHECK_ERR(shelf_put_at(s, STR("a.example=text"), folder.p), ERR_INVALID);
	CHECK_ERR(shelf_put_at(s, STR("urn:a:1=absent"), folder.p), ERR_NOT_FOUND);
	CHECK_OK(shelf_put_at(s, STR("urn:a:1=text"), folder.p));
	CHECK_ERR(shelf_put_at(s, STR("urn:a:1=none"), folder.p), ERR_INVALID);
	folder_end(&f);
}
