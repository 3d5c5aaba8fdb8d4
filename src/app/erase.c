#include "app/erase.h"

#include "app/audit.h"
#include "app/consent.h"
#include "app/learning.h"
#include "crypto/vault.h"
#include "db/content.h"
#include "db/keys.h"

#define BATCH 500

static const struct actor house = {.is_house = true};

static err_t erase_grants(struct tx *tx, struct row_id person, int64_t *ret_count)
{
	TRY(erase_grant_scope(tx, person, ret_count));
	TRY(erase_share_answer(tx, person, ret_count));
	TRY(erase_share_handled(tx, person, ret_count));
	return erase_grant(tx, person, ret_count);
}

static err_t erase_kept(struct tx *tx, struct row_id person, int64_t *ret_count)
{
	TRY(erase_project_kept_paper(tx, person, ret_count));
	TRY(erase_project_kept_file(tx, person, ret_count));
	return erase_project_kept(tx, person, ret_count);
}

static err_t erase_shares(struct tx *tx, struct row_id person, int64_t *ret_count)
{
	TRY(erase_share_scope(tx, person, ret_count));
	return erase_share_row(tx, person, ret_count);
}

/* Who was invited by an address of theirs is named in the invitation. */
static err_t erase_addresses(struct tx *tx, struct row_id person, int64_t *ret_count)
{
	TRY(erase_invitation(tx, person, ret_count));
	TRY(erase_editor_invited(tx, person, ret_count));
	return erase_address(tx, person, ret_count);
}

/*
 * What was entered and handed in stays with the organisation, and is closed until it makes another
 * code; what nobody else has seen goes.
 */
static err_t erase_participations(struct tx *tx, struct row_id person, int64_t *ret_count)
{
	TRY(erase_own_referee(tx, person, ret_count));
	TRY(erase_unseen_evidence_chunk(tx, person, ret_count));
	TRY(erase_unseen_evidence(tx, person, ret_count));
	TRY(erase_unseen_past(tx, person, ret_count));
	TRY(erase_unseen_comment(tx, person, ret_count));
	TRY(erase_unseen_text(tx, person, ret_count));
	TRY(erase_unseen(tx, person, ret_count));
	TRY(erase_participation_code(tx, person, ret_count));
	TRY(erase_participation_code_past(tx, person, ret_count));
	return erase_participation(tx, person, ret_count);
}

#define STAYS_TALK                                                                                \
	N_("What you said in somebody's passport stays with them, without your name, as long as " \
	   "they keep it.")
#define STAYS_LOOK                                                                                \
	N_("That you looked in somebody's passport, they see without your name, as long as they " \
	   "keep it.")
#define STAYS_CONSENT                                                                          \
	N_("That you agreed as a parent stays with your child, without your name, as long as " \
	   "they keep their passport.")

#define STAYS_PROJECT                                                                             \
	N_("That you changed a youth project stays with its organisation, without your name, as " \
	   "long as they keep it.")

#define STAYS_LEARNING                                                                           \
	N_("What you suggested to somebody who took part in a project stays with them, without " \
	   "your name.")

const struct erase_part erase_parts[] = {
	{"address_end.person", erase_address_end, NULL},
	{"address_role.person", erase_address_role, NULL},
	{"address.person", erase_addresses, NULL},
	{"answer.person", erase_answer, NULL},
	{"answer_past.person", erase_answer_past, NULL},
	{"birth_date.person", birth_date_remove, NULL},
	{"certificate_round.person", NULL, STAYS_PROJECT},
	{"card.person", erase_card, NULL},
	{"care_consent.owner", erase_consent, NULL},
	{"care_consent.parent", NULL, STAYS_CONSENT},
	{"file.person", erase_file, NULL},
	{"file_chunk.person", erase_file_chunk, NULL},
	{"arrival.person", erase_arrival, NULL},
	{"export.person", erase_export, NULL},
	{"export_chunk.person", erase_export_chunk, NULL},
	{"import.person", erase_import, NULL},
	{"import_chunk.person", erase_import_chunk, NULL},
	{"brought_in.person", erase_brought_in, NULL},
	{"factor.person", erase_factor, NULL},
	{"factor_offer.person", erase_factor_offer, NULL},
	{"known_browser.person", erase_known_browser, NULL},
	{"comment.owner", erase_comment, NULL},
	{"comment.holder", NULL, STAYS_TALK},
	{"comment.author", NULL, STAYS_TALK},
	{"talk_point.owner", erase_talk_point, NULL},
	{"talk_point.holder", NULL, STAYS_TALK},
	{"contact_code.person", erase_contact_code, NULL},
	{"last_use.person", erase_last_use, NULL},
	{"learning_comment.author", NULL, STAYS_LEARNING},
	{"leaving.person", erase_leaving, NULL},
	{"project_warning.person", erase_project_warning, NULL}, /* refers to membership too */
	{"membership.person", erase_membership, NULL},
	{"notice_choice.person", erase_notice_choice, NULL},
	{"notice_waiting.person", erase_notice_waiting, NULL},
	{"operator_request.person", erase_operator_request, NULL},
	{"passport_reading.owner", erase_reading, NULL}, /* refers to passport_grant too */
	{"passport_reading.reader", NULL, STAYS_LOOK},
	{"passport_grant.owner", erase_grants, NULL},
	{"passport_grant.holder", erase_holding, NULL},
	{"passport_version.person", erase_passport_version, NULL},
	{"password.person", erase_password, NULL},
	{"pick.person", erase_pick, NULL},
	{"participant_import.person", erase_participant_import, NULL},
	{"participant_import_chunk.person", erase_participant_import_chunk, NULL},
	{"official_waiting.person", erase_official_waiting, NULL},
	{"participant.person", erase_participations, NULL},
	{"participant_event.person", NULL, STAYS_PROJECT},
	{"project_change.person", NULL, STAYS_PROJECT},
	{"project_editor.person", erase_editor, NULL},
	{"project_kept.person", erase_kept, NULL},
	{"project_kept_file.person", erase_project_kept_file, NULL},
	{"project_kept_paper.person", erase_project_kept_paper, NULL},
	{"recovery_code.person", erase_recovery_code, NULL},
	{"session.person", erase_session, NULL},
	{"share.owner", erase_shares, NULL},
	{NULL, NULL, NULL},
};

struct erasing {
	struct public_id public;
	usec now;
};

static err_t put_in_key_store(struct tx *tx, void *ctx)
{
	const struct erasing *e = ctx;
	TRY(access_keep_house(tx));
	return key_erased_put(tx, e->public, e->now);
}

static err_t note(struct tx *tx, const struct erasing *e)
{
	struct audit_entry entry = {
		.actor = &house, .subject = &e->public, .action = AUDIT_ERASE, .at = e->now};
	return audit_note(tx, &entry);
}

static err_t clear_person(struct tx *tx, struct row_id person)
{
	int64_t count;
	for (const struct erase_part *part = erase_parts; part->column; part++)
		if (part->erase)
			TRY(part->erase(tx, person, &count));
	return person_strip(tx, person, &count);
}

/* Of a certificate only the stub stays. */
static err_t clear_participant(struct tx *tx, const struct erasing *e)
{
	int64_t count;
	TRY(learning_erase(tx, e->public));
	TRY(erase_certificate_file(tx, e->public, &count));
	TRY(erase_certificate_translation(tx, e->public, &count));
	TRY(erase_certificate_waiting(tx, e->public, &count));
	TRY(erase_certificate(tx, e->public, &count));
	TRY(erase_official(tx, e->public, &count));
	TRY(erase_official_match(tx, e->public, &count));
	TRY(erase_participant_code(tx, e->public, &count));
	TRY(erase_participant_code_past(tx, e->public, &count));
	TRY(erase_participant_session(tx, e->public, &count));
	TRY(erase_participant_warning(tx, e->public, &count));
	TRY(erase_participant_event(tx, e->public, &count));
	TRY(erase_participant_row(tx, e->public, &count));
	return count ? note(tx, e) : NULL;
}

static err_t clear_content(struct tx *tx, void *ctx)
{
	const struct erasing *e = ctx;
	struct row_id person;
	TRY(access_keep_house(tx));
	TRY(person_by_public(tx, e->public, &person));
	TRY(erased_put(tx, e->public, e->now));
	if (!person.n)
		return clear_participant(tx, e);
	TRY(clear_person(tx, person));
	return note(tx, e);
}

/* What was deleted is still in the store's log until that is cleared. */
static err_t erase_key_and_rows(const struct app *app, struct public_id public)
{
	struct erasing e = {public, clock_now(app->clock)};
	TRY(db_tx(app->keys, put_in_key_store, &e));
	TRY(vault_destroy_owner(app->vault, public));
	return db_tx(app->db, clear_content, &e);
}

static err_t erase_one(const struct app *app, struct public_id public)
{
	TRY(consent_leave(app, public));
	return erase_key_and_rows(app, public);
}

err_t erase_participant(const struct app *app, struct public_id participant)
{
	return erase_key_and_rows(app, participant);
}

err_t erase_ways_in(struct tx *tx, struct row_id person)
{
	int64_t count;
	TRY(erase_session(tx, person, &count));
	TRY(erase_arrival(tx, person, &count));
	TRY(erase_card(tx, person, &count));
	TRY(erase_address_end(tx, person, &count));
	TRY(erase_address_role(tx, person, &count));
	return erase_addresses(tx, person, &count);
}

err_t erase_person(const struct app *app, struct public_id person)
{
	TRY(erase_one(app, person));
	return db_purge(app->db);
}

/* --- after a copy was restored --- */

/* One list of the erased, read in parts, and the other one to compare with. */
struct list {
	struct db *db, *other;
	err_t (*first)(
		struct tx *tx, struct arena *a, int64_t most, struct public_id_list *ret_rows);
	err_t (*after)(struct tx *tx, struct arena *a, struct public_id last, int64_t most,
		struct public_id_list *ret_rows);
	err_t (*among)(struct tx *tx, struct arena *a, struct public_id_list publics,
		struct public_id_list *ret_rows);
	struct arena *arena;
	struct public_id last; /* of the part before */
	bool goes_on;
	struct public_id_list part, known;
};

static err_t read_part(struct tx *tx, void *ctx)
{
	struct list *l = ctx;
	return l->goes_on ? l->after(tx, l->arena, l->last, BATCH, &l->part)
			  : l->first(tx, l->arena, BATCH, &l->part);
}

static err_t read_known(struct tx *tx, void *ctx)
{
	struct list *l = ctx;
	return l->among(tx, l->arena, l->part, &l->known);
}

/* Both lists are in the same order. */
static err_t erase_unknown(const struct app *app, struct list *l, int64_t *io_count)
{
	size_t at = 0;
	TRY(db_read(l->other, read_known, l));
	for (size_t i = 0; i < l->part.len; i++) {
		if (at < l->known.len && public_id_eq(l->part.at[i], l->known.at[at])) {
			at++;
			continue;
		}
		TRY(erase_one(app, l->part.at[i]));
		++*io_count;
	}
	return NULL;
}

static err_t compare(const struct app *app, struct list *l, int64_t *io_count)
{
	TRY(db_read(l->db, read_part, l));
	while (l->part.len) {
		TRY(erase_unknown(app, l, io_count));
		l->last = l->part.at[l->part.len - 1];
		l->goes_on = true;
		TRY(db_read(l->db, read_part, l));
	}
	return NULL;
}

err_t erase_again(const struct app *app, int64_t *ret_count)
{
	struct arena *a = arena_new();
	int64_t count = 0;
	struct list in_keys = {.db = app->keys,
		.other = app->db,
		.first = key_erased_first,
		.after = key_erased_after,
		.among = erased_among,
		.arena = a};
	struct list in_content = {.db = app->db,
		.other = app->keys,
		.first = erased_first,
		.after = erased_after,
		.among = key_erased_among,
		.arena = a};
	err_t e = compare(app, &in_keys, &count);
	if (!e)
		e = compare(app, &in_content, &count);
	arena_free(a);
	TRY(e);
	if (count)
		TRY(db_purge(app->db));
	*ret_count = count;
	return NULL;
}
