#include "app/person_key.h"

#include "crypto/vault.h"
#include "unit/place.h"
#include "unit/unit.h"

/* Gives up two people whose keys were just made. */
static void give_up_fresh(struct place *p, enum err_code code)
{
	const struct public_id who[] = {
		public_id_new(&random_system), public_id_new(&random_system)};
	REQUIRE_OK(vault_add_owners(p->app.vault, p->arena, who, 2));
	CHECK_ERR(person_keys_give_up(&p->app, who, 2, err_log(code, "not made")), code);
}

TEST(person_keys_go_with_people_who_were_not_made)
{
	struct place p;
	REQUIRE(place_open(&p));
	int64_t before = place_keys(&p);
	give_up_fresh(&p, ERR_CONFLICT);
	give_up_fresh(&p, ERR_UNAVAILABLE);
	CHECK_INT(place_keys(&p), before);
	place_close(&p);
}

/* The answer to the commit got lost. */
TEST(person_keys_stay_with_people_who_may_be_there)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	int64_t before = place_keys(&p);
	err_t lost = err_log(ERR_UNAVAILABLE, "lost");
	CHECK_ERR(person_keys_give_up(&p.app, &anna.public, 1, lost), ERR_UNAVAILABLE);
	CHECK_INT(place_keys(&p), before);
	place_lose_store(&p);
	give_up_fresh(&p, ERR_UNAVAILABLE);
	CHECK_INT(place_keys(&p), before + 2);
	place_close(&p);
}
