#include "app/person_key.h"

#include "app/access.h"
#include "crypto/vault.h"
#include "db/content.h"

struct looking {
	struct public_id who;
	struct row_id person;
};

static err_t look(struct tx *tx, void *ctx)
{
	struct looking *l = ctx;
	TRY(access_keep_house(tx));
	return person_by_public(tx, l->who, &l->person);
}

err_t person_keys_give_up(const struct app *app, const struct public_id *who, size_t len, err_t e)
{
	if (e->code == ERR_UNAVAILABLE) {
		struct looking first = {.who = who[0]};
		err_t worse = db_tx(app->db, look, &first);
		if (worse || first.person.n)
			return err_join(e, worse);
	}
	return err_join(e, vault_destroy_owners(app->vault, who, len));
}
