#include "app/arrival.h"

#include "app/account_notice.h"
#include "app/audit.h"
#include "app/factor.h"
#include "app/known.h"
#include "db/content.h"

static const char *const goals[] = {
	[ARRIVAL_SIGN_IN] = "sign_in",
	[ARRIVAL_RESET] = "reset",
};
static const struct actor nobody;

/* --- before the transaction --- */

struct preparing {
	struct arena *arena;
	const struct visitor *visitor;
	struct row_id person;
	struct person_row *row;
	struct str mail;
	bool is_known;
};

static err_t read_person(struct tx *tx, void *ctx)
{
	struct preparing *p = ctx;
	TRY(access_require(tx, &nobody, ACTION_ACCOUNT_OPEN, OWNER_NOBODY));
	TRY(person_get(tx, p->arena, p->person, &p->row));
	if (!p->row)
		return err_log(ERR_NOT_FOUND, "nobody of that number");
	TRY(address_of(tx, p->arena, p->person, &p->mail));
	return known_is(tx, p->arena, p->visitor, p->person, &p->is_known);
}

err_t arrival_prepare(const struct app *app, struct arena *a, const struct visitor *visitor,
	struct row_id person, enum arrival_goal goal, struct arrival *ret_arrival)
{
	struct preparing p = {.arena = a, .visitor = visitor, .person = person};
	struct arrival arrival = {.arena = a, .visitor = visitor, .goal = goal};
	TRY(db_read(app->db, read_person, &p));
	TRY(session_new(app, visitor, &arrival.session));
	arrival.to = (struct notice_to){p.mail, p.row->name, p.row->language};
	if (!p.is_known && p.mail.len)
		TRY(account_notice_new_browser(
			app, a, &arrival.to, visitor->device, &arrival.mail));
	arrival.actor = (struct actor){
		.person = person, .public = p.row->public, .device = visitor->device};
	*ret_arrival = arrival;
	return NULL;
}

/* --- in the transaction --- */

static err_t wait_for(struct tx *tx, struct arrival *io, enum arrival_next next)
{
	struct digest browser = token_digest(&io->visitor->browser);
	io->next = next;
	return arrival_put(tx, hash_str(&browser), io->actor.person, str_of(goals[io->goal]),
		next == ARRIVAL_FACTOR, io->session.now + ARRIVAL_LIFE);
}

static err_t note_sign_in(struct tx *tx, const struct arrival *arrival)
{
	struct audit_entry entry = {
		.actor = &arrival->actor,
		.subject = &arrival->actor.public,
		.action = AUDIT_SIGN_IN,
		.at = arrival->session.now,
	};
	return audit_note(tx, &entry);
}

err_t arrival_enter(struct tx *tx, struct arrival *io)
{
	struct digest browser = token_digest(&io->visitor->browser);
	io->next = ARRIVAL_IN;
	TRY(arrival_end(tx, hash_str(&browser)));
	TRY(session_begin(tx, &io->session, io->actor.person));
	TRY(known_keep(tx, io->visitor, io->actor.person, io->session.now));
	if (io->mail)
		TRY(notice_send(tx, io->mail));
	return note_sign_in(tx, io);
}

err_t arrival_go_on(struct tx *tx, struct arrival *io)
{
	return io->goal == ARRIVAL_RESET ? wait_for(tx, io, ARRIVAL_PASSWORD)
					 : arrival_enter(tx, io);
}

err_t arrival_pass(struct tx *tx, struct arrival *io)
{
	bool has_factor;
	TRY(factor_is_held(tx, io->arena, io->actor.person, &has_factor));
	return has_factor ? wait_for(tx, io, ARRIVAL_FACTOR) : arrival_go_on(tx, io);
}

struct arrived arrival_result(const struct arrival *arrival)
{
	return (struct arrived){arrival->next, arrival->session.token};
}

err_t arrival_find(const struct app *app, struct tx *tx, struct arena *a,
	const struct visitor *visitor, struct arriving *ret)
{
	struct digest browser = token_digest(&visitor->browser);
	struct arrival_row *row;
	TRY(arrival_get(tx, a, hash_str(&browser), &row));
	*ret = (struct arriving){0};
	if (!row || row->ends < clock_now(app->clock) || row->tries >= ARRIVAL_TRIES)
		return NULL;
	*ret = (struct arriving){
		.actor = {.person = row->person, .public = row->public, .device = visitor->device},
		.name = row->name,
		.language = row->language,
		.goal = str_is(row->goal, goals[ARRIVAL_RESET]) ? ARRIVAL_RESET : ARRIVAL_SIGN_IN,
		.next = row->factor_due ? ARRIVAL_FACTOR : ARRIVAL_PASSWORD,
	};
	return NULL;
}
