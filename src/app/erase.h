/*
 * The end of an account. Erasing destroys the person's key, so that nothing it sealed opens again,
 * in no copy of the content; then everything of theirs leaves the tables, name and addresses too.
 * A row without a name stays, for what others keep about the same thing.
 *
 * Who was erased stands in both stores, by public id. When an older copy of one of them is
 * restored, the other still knows: erase_again erases anew what came back.
 */
#pragma once

#include "app/app.h"
#include "base/id.h"

struct tx;

/*
 * A table's column that refers to a person, and what becomes of its rows. A new table gets a line
 * here; a test compares with the stores.
 */
struct erase_part {
	const char *column; /* "address.person" */
	err_t (*erase)(struct tx *tx, struct row_id person, int64_t *ret_count);
	const char *stays; /* message id, without a statement: what stays and why */
};
/* Ended by a NULL column. */
extern const struct erase_part erase_parts[];

/*
 * Nobody comes in as this person any more: in the transaction that finds that the account ends, so
 * that nobody comes back between that and erase_person.
 */
err_t erase_ways_in(struct tx *tx, struct row_id person);
/* Nothing of it is left when it returns; who was erased already, is erased again. */
err_t erase_person(const struct app *app, struct public_id person);
/*
 * The same for somebody who takes part in a project and has no account: the key first, then the
 * row. What was deleted may still be in the store's log: db_purge it when all are done.
 */
err_t erase_participant(const struct app *app, struct public_id participant);
/* Erases again what a restored copy brought back; before anybody is let in. */
err_t erase_again(const struct app *app, int64_t *ret_count);
