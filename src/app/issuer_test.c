#include "app/issuer.h"

#include "app/access.h"
#include "codec/input.h"
#include "credential/status_list.h"
#include "unit/place.h"
#include "unit/unit.h"

#define DEALT 4

struct dealing {
	struct place *p;
	struct issuer_seat seats[DEALT];
};

static err_t deal(struct tx *tx, void *ctx)
{
	struct dealing *d = ctx;
	TRY(access_keep_house(tx));
	return issuer_deal(tx, d->p->arena, &random_system, DEALT, d->seats);
}

/* Two more, and the first list is half full. */
static err_t fill(struct tx *tx, void *ctx)
{
	struct dealing *d = ctx;
	struct status_list taken;
	TRY(access_keep_house(tx));
	TRY(status_list_new(d->p->arena, STATUS_LIST_LEAST, &taken));
	for (size_t i = 0; i < taken.bits / 2 - 2; i++)
		status_list_set(&taken, i);
	return credential_list_put(tx, 1, (struct str){(const char *)taken.bytes, taken.bits / 8});
}

TEST(issuer_deals_positions_and_begins_another_list)
{
	struct place p;
	struct str text;
	REQUIRE(place_open(&p));
	struct dealing d = {.p = &p};
	CHECK_ERR(issuer_list(&p.app, p.arena, 1, &text), ERR_NOT_FOUND);
	CHECK_OK(db_tx(p.app.db, deal, &d));
	for (size_t i = 0; i < DEALT; i++) {
		CHECK(d.seats[i].list == 1 && d.seats[i].at >= 0);
		for (size_t k = 0; k < i; k++)
			CHECK(d.seats[i].at != d.seats[k].at);
	}
	CHECK_OK(db_tx(p.app.db, fill, &d));
	CHECK_OK(db_tx(p.app.db, deal, &d));
	CHECK(d.seats[0].list == 1 && d.seats[1].list == 1);
	CHECK(d.seats[2].list == 2 && d.seats[3].list == 2);
	CHECK_OK(issuer_list(&p.app, p.arena, 2, &text));
	CHECK_ERR(issuer_list(&p.app, p.arena, 3, &text), ERR_NOT_FOUND);
	place_close(&p);
}

/* It lives in the vault: the same each time, and of nobody who has no key to it. */
TEST(issuer_is_the_installation)
{
	struct place p;
	struct str one, other;
	struct issuer *i;
	REQUIRE(place_open(&p));
	CHECK_OK(issuer_document(&p.app, p.arena, &one));
	CHECK_OK(issuer_document(&p.app, p.arena, &other));
	CHECK(str_eq(one, other));
	REQUIRE_OK(issuer_new(&p.app, p.arena, &i));
	CHECK_STR(issuer_did(i), "did:web:leerpas.example.test");
	CHECK_STR(issuer_list_url(i, 7), "https://leerpas.example.test/credentials/status/7");
	p.app.public_url = STR("http://localhost:8080");
	REQUIRE_OK(issuer_new(&p.app, p.arena, &i));
	CHECK_STR(issuer_did(i), "did:web:localhost%3A8080");
	CHECK_STR(issuer_list_url(i, 1), "https://localhost:8080/credentials/status/1");
	struct json nothing = json_object();
	CHECK_ERR(issuer_sign(i, &nothing, PLACE_START, &one), ERR_INTERNAL);
	place_close(&p);
}
