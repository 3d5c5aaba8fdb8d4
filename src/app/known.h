/*
 * Browsers that a person has been in before, told by a token that stays in the browser when
 * sessions end. In one of these a person is not slowed down by what strangers try, and a sign-in
 * anywhere else is told by mail. What is stored differs for each person, so that nobody can see
 * from it who shares a browser.
 */
#pragma once

#include "app/app.h"
#include "app/limit.h"
#include "app/visitor.h"
#include "base/id.h"

#define KNOWN_LIFE (365 * USEC_DAY)
#define KNOWN_MOST 30 /* browsers of one person */

struct tx;

/* False for who is nobody, at the same cost. */
err_t known_is(struct tx *tx, struct arena *a, const struct visitor *visitor, struct row_id person,
	bool *ret_known);
/* A mark for a browser that has none: nobody else can make one. */
err_t known_new(const struct app *app, struct token *ret_mark);
/* Is it one of ours? One that was made up must not become a person's: who made it knows it. */
err_t known_is_ours(const struct app *app, const struct token *mark, bool *ret_ours);
/* From now on it is. */
err_t known_keep(struct tx *tx, const struct visitor *visitor, struct row_id person, usec now);

/*
 * Takes a try of limit on an account: counted for this browser when its person knows it, else for
 * everybody in the address block. person may be nobody.
 */
err_t known_take(struct tx *tx, struct arena *a, enum limit limit, const struct visitor *visitor,
	struct row_id person, struct str account, usec now);
/* The same, but says whether there was none left. */
err_t known_try(struct tx *tx, struct arena *a, enum limit limit, const struct visitor *visitor,
	struct row_id person, struct str account, usec now, bool *ret_over);
/*
 * Takes a try of limit, in a transaction of its own, for everybody in the address block; but a
 * browser with a mark of ours, in which somebody has signed in before, has tries of its own there.
 * So whoever uses up what a whole school may try, behind its one address, keeps out none of those
 * who were here before. mark: that the browser brought; NULL: none.
 */
err_t known_request(const struct app *app, struct arena *a, enum limit limit, struct str block,
	const struct token *mark);

/* known_take where all whom the person does not know count together, wherever they are. */
err_t known_take_together(struct tx *tx, struct arena *a, enum limit limit,
	const struct visitor *visitor, struct row_id person, struct str account, usec now);
