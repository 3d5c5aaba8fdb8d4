#include "app/pick.h"

#include "unit/place.h"
#include "unit/unit.h"

#include "crypto/vault.h"

TEST(picks_come_back_and_all_have_one_length)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct public_id owner = public_id_new(&random_system);
	struct str yes, no, work;
	struct content_picks picks;
	REQUIRE_OK(vault_add_owner(p.app.vault, owner));
	CHECK_OK(pick_seal(&p.app, p.arena, owner, STR("at-school"), STR("yes"), &yes));
	CHECK_OK(pick_seal(&p.app, p.arena, owner, STR("at-school"), STR("no"), &no));
	CHECK_OK(pick_seal(&p.app, p.arena, owner, STR("going-to"), STR("work"), &work));
	CHECK_INT((int64_t)yes.len, (int64_t)no.len);
	CHECK_INT((int64_t)yes.len, (int64_t)work.len);
	struct pick_row rows[] = {
		{STR("at-school"), no}, {STR("gone"), yes}, {STR("going-to"), work}};
	CHECK_OK(pick_open(&p.app, p.arena, owner, &(struct pick_row_list){rows, 3}, &picks));
	CHECK_STR(picks.option[0], "no");
	CHECK_STR(picks.option[1], "work");
	place_close(&p);
}

TEST(pick_of_one_choice_does_not_open_as_another)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct public_id owner = public_id_new(&random_system);
	struct str sealed;
	struct content_picks picks;
	REQUIRE_OK(vault_add_owner(p.app.vault, owner));
	CHECK_OK(pick_seal(&p.app, p.arena, owner, STR("at-school"), STR("yes"), &sealed));
	struct pick_row row = {STR("going-to"), sealed};
	CHECK_OK(pick_open(&p.app, p.arena, owner, &(struct pick_row_list){&row, 1}, &picks));
	CHECK(picks.is_damaged && !picks.option[0].len && !picks.option[1].len);
	char longest[PICK_LENGTH + 1] = {0};
	CHECK_ERR(pick_seal(&p.app, p.arena, owner, STR("at-school"),
			  (struct str){longest, sizeof(longest)}, &sealed),
		ERR_TOO_LARGE);
	place_close(&p);
}
