#include "app/retention.h"

#include "app/account.h"
#include "app/export.h"
#include "app/factor.h"
#include "app/import.h"
#include "app/invitation.h"
#include "app/operator.h"
#include "app/known.h"
#include "app/mailed_code.h"
#include "app/participant_import.h"
#include "app/project_keep.h"
#include "app/leave.h"
#include "app/share_change.h"
#include "app/share_door.h"
#include "app/unused.h"
#include "db/content.h"
#include "jobs/jobs.h"
#include "mail/outbox.h"

#include <string.h>

#define YEAR (365 * USEC_DAY)

static const struct retention_rule rules[RETENTIONS] = {
	[RETENTION_ACCOUNT] = {"account",
		"person birth_date notice_choice notice_waiting address password pick answer "
		"answer_past file file_chunk "
		"last_use "
		"passport_version brought_in "
		"membership passport_grant grant_scope share share_scope share_handled "
		"passport_reading care_consent comment talk_point "
		"contact_code factor project_kept project_kept_paper project_kept_file "
		"recovery_code address_role address_end card",
		N_("Your account and your passport: name, photo, mail addresses, everything you "
		   "wrote"),
		N_("You made it yourself. It is yours as long as you use it."),
		N_("from the day on which you last signed in, or left your school if that is "
		   "later"),
		2 * YEAR, "unused_account_days", RETENTION_DESTROY_KEY},
	[RETENTION_LEAVING] = {"leaving", "leaving", N_("An account that you deleted"),
		N_("You can still change your mind."), N_("from the moment you delete it"),
		LEAVE_GRACE, NULL, RETENTION_DESTROY_KEY, true},
	[RETENTION_EXPORT] = {"export", "export export_chunk",
		N_("A copy of everything that you asked for"), N_("You must be able to fetch it."),
		N_("from the moment you ask for it"), EXPORT_LIFE, NULL, RETENTION_DELETE, false},
	[RETENTION_IMPORT] = {"import", "import import_chunk",
		N_("A copy that you bring along, until you choose what comes in"),
		N_("You must be able to choose."), N_("from the moment you send it"), IMPORT_LIFE,
		NULL, RETENTION_DELETE},
	[RETENTION_LIST] = {"list", "participant_import participant_import_chunk official_waiting",
		N_("A list of participants that you sent, until all of them are in"),
		N_("You must be able to mend what is wrong in it."),
		N_("from the moment you send it"), PARTICIPANT_LIST_LIFE, NULL, RETENTION_DELETE},
	[RETENTION_REGISTRATION] = {"registration", "registration",
		N_("A name and mail address that somebody registered with and did not confirm"),
		N_("Without it we cannot make the account that was asked for."),
		N_("from the moment of registering"), ACCOUNT_REGISTRATION_LIFE, NULL,
		RETENTION_DELETE},
	[RETENTION_CODE] = {"code", "mailed_code arrival",
		N_("A code that we mailed, and that somebody is halfway in"),
		N_("Without it the code would not work."), N_("from the moment of sending"),
		MAILED_CODE_LIFE, NULL, RETENTION_DELETE},
	[RETENTION_INVITATION] = {"invitation", "invitation",
		N_("That somebody was invited to work here: name, mail address and role"),
		N_("Without it the invitation would not work."), N_("from the moment of sending"),
		INVITATION_LIFE, NULL, RETENTION_DELETE},
	[RETENTION_ANSWER] = {"answer", "share_answer",
		N_("The link in a mail to you, to say yes or no to who opened your passport"),
		N_("Without it the link would not work."), N_("from the moment of sending"),
		SHARE_ANSWER_LIFE, NULL, RETENTION_DELETE},
	[RETENTION_OFFER] = {"lock", "factor_offer",
		N_("The key of a second lock that you began and did not close"),
		N_("Without it you could not go on."), N_("from the moment you begin"),
		FACTOR_OFFER_LIFE, NULL, RETENTION_DELETE},
	[RETENTION_OPERATOR] = {"operator", "operator_request",
		N_("What one operator asked and a second one has to confirm"),
		N_("Two people decide about a second lock."), N_("from the moment of asking"),
		OPERATOR_CONFIRM_LIFE, NULL, RETENTION_DELETE},
	[RETENTION_SESSION] = {"session", "session participant_session",
		N_("On which devices you are signed in"),
		N_("Without it you would have to sign in on every page."),
		N_("from the moment you sign in; sooner when you sign out"), SESSION_MOST, NULL,
		RETENTION_DELETE},
	[RETENTION_KNOWN] = {"browser", "known_browser", N_("Which browsers you were in before"),
		N_("We tell you when somebody comes in with another one."),
		N_("from the last time you came in with it"), KNOWN_LIFE, NULL, RETENTION_DELETE},
	[RETENTION_RATE] = {"tries", "rate", N_("How often somebody tried a password or a code"),
		N_("It stops people who guess. There is no name in it."), N_("from the last try"),
		USEC_HOUR, NULL, RETENTION_DELETE},
	[RETENTION_MAIL] = {"mail", "mail",
		N_("That a mail was sent. Its text and the address are wiped when it is gone."),
		N_("We must see whether our mail arrives."), N_("from the day of sending"),
		OUTBOX_REMEMBER, NULL, RETENTION_DELETE, true},
	[RETENTION_JOB] = {"job", "job", N_("Work of the program that failed, without your data"),
		N_("We must be able to find out what went wrong."), N_("from the last try"),
		JOBS_REMEMBER, NULL, RETENTION_DELETE},
	[RETENTION_PROJECT] = {"project",
		"project project_text project_activity project_party project_logo project_change "
		"project_editor project_warning participant_code_past "
		"participant participant_batch participant_code participant_event "
		"participant_official "
		"learning learning_text learning_past learning_comment "
		"learning_evidence learning_evidence_chunk learning_referee "
		"certificate_round certificate_waiting "
		"certificate_file certificate_translation",
		N_("A youth project: what it was, who organised it, who took part, and who "
		   "changed that here"),
		N_("The organisation must be able to show later what it confirmed."),
		N_("from the last day of the project"), 6 * YEAR, "project_days", RETENTION_DELETE,
		true},
	[RETENTION_CERTIFICATE] = {"certificate", "certificate credential_list",
		N_("That a certificate of a youth project was issued: its code, so that nobody "
		   "can "
		   "read it back, its days and whether it is valid. What it says goes with the "
		   "project."),
		N_("Who has the paper must be able to check it later."),
		N_("as long as this place exists"), 0, NULL, RETENTION_STAY, true},
	[RETENTION_AUDIT] = {"audit", "audit audit_waiting audit_chain audit_point",
		N_("What happened with accounts and passports: a number, what and when. No name "
		   "and "
		   "nothing that you wrote."),
		N_("You and others must be able to see afterwards who did what."),
		N_("as long as this place exists"), 0, NULL, RETENTION_STAY, true},
	[RETENTION_ERASED] = {"erased", "erased",
		N_("That an account was erased: a number, without a name"),
		N_("An old copy of the data must not bring it back."),
		N_("as long as this place exists"), 0, NULL, RETENTION_STAY, true},
	[RETENTION_HOUSE] = {"house",
		"setting organisation role_label participant_heading receiver",
		N_("Names of schools and other organisations, and their settings"),
		N_("Without them nobody can work here."), N_("as long as this place exists"), 0,
		NULL, RETENTION_STAY},
};

const struct retention_rule *retention_rule(enum retention kind)
{
	return &rules[kind];
}

const char *retention_end_text(enum retention_end end)
{
	static const char *const texts[RETENTION_ENDS] = {
		[RETENTION_DELETE] = N_("Then it is deleted."),
		[RETENTION_DESTROY_KEY] = N_(
			"Then name and addresses are deleted, and the key to what was written is "
			"destroyed. Nobody can read it any more, not in old copies either."),
		[RETENTION_STAY] = N_("It does not say who you are, so it stays."),
	};
	return texts[end];
}

void retention_defaults(struct retention_periods *ret)
{
	for (size_t i = 0; i < RETENTIONS; i++)
		ret->of[i] = rules[i].period;
}

/* --- what has come to its end --- */

static err_t session_due(struct tx *tx, usec before, int64_t *ret_count)
{
	usec seen = before + SESSION_MOST - SESSION_STAFF_IDLE;
	int64_t sessions, own;
	TRY(session_ended(tx, seen, before, &sessions));
	TRY(participant_session_ended(tx, seen, before, &own));
	*ret_count = sessions + own;
	return NULL;
}

static err_t session_delete(struct tx *tx, usec before, int64_t *ret_count)
{
	usec seen = before + SESSION_MOST - SESSION_STAFF_IDLE;
	int64_t sessions, own;
	TRY(session_clear(tx, seen, before, &sessions));
	TRY(participant_session_clear(tx, seen, before, &own));
	*ret_count = sessions + own;
	return NULL;
}

/* A code ends by a time of its own. */
static err_t code_due(struct tx *tx, usec before, int64_t *ret_count)
{
	int64_t arrivals, codes;
	TRY(arrival_due(tx, before + MAILED_CODE_LIFE, &arrivals));
	TRY(mailed_code_due(tx, before + MAILED_CODE_LIFE, &codes));
	*ret_count = arrivals + codes;
	return NULL;
}

static err_t code_delete(struct tx *tx, usec before, int64_t *ret_count)
{
	int64_t arrivals, codes;
	TRY(arrival_clear(tx, before + MAILED_CODE_LIFE, &arrivals));
	TRY(mailed_code_clear(tx, before + MAILED_CODE_LIFE, &codes));
	*ret_count = arrivals + codes;
	return NULL;
}

static err_t invited_due(struct tx *tx, usec before, int64_t *ret_count)
{
	return invitation_due(tx, before + INVITATION_LIFE, ret_count);
}

static err_t invited_delete(struct tx *tx, usec before, int64_t *ret_count)
{
	return invitation_clear(tx, before + INVITATION_LIFE, ret_count);
}

static err_t answer_due(struct tx *tx, usec before, int64_t *ret_count)
{
	return share_answer_due(tx, before + SHARE_ANSWER_LIFE, ret_count);
}

static err_t answer_delete(struct tx *tx, usec before, int64_t *ret_count)
{
	return share_answer_clear(tx, before + SHARE_ANSWER_LIFE, ret_count);
}

static err_t asked_due(struct tx *tx, usec before, int64_t *ret_count)
{
	return operator_request_due(tx, before + OPERATOR_CONFIRM_LIFE, ret_count);
}

static err_t asked_delete(struct tx *tx, usec before, int64_t *ret_count)
{
	return operator_request_clear(tx, before + OPERATOR_CONFIRM_LIFE, ret_count);
}

static err_t export_delete(struct tx *tx, usec before, int64_t *ret_count)
{
	int64_t chunks;
	TRY(export_chunk_clear(tx, before, &chunks));
	return export_clear(tx, before, ret_count);
}

static err_t import_delete(struct tx *tx, usec before, int64_t *ret_count)
{
	int64_t chunks;
	TRY(import_chunk_clear(tx, before, &chunks));
	return import_clear(tx, before, ret_count);
}

static err_t list_due(struct tx *tx, usec before, int64_t *ret_count)
{
	int64_t lists, papers;
	TRY(participant_import_due(tx, before, &lists));
	TRY(official_waiting_due(tx, before, &papers));
	*ret_count = lists + papers;
	return NULL;
}

static err_t list_delete(struct tx *tx, usec before, int64_t *ret_count)
{
	int64_t chunks, lists, papers;
	TRY(participant_import_chunk_clear(tx, before, &chunks));
	TRY(participant_import_clear(tx, before, &lists));
	TRY(official_waiting_clear(tx, before, &papers));
	*ret_count = lists + papers;
	return NULL;
}

/* before: the time of the rows that have come to their end. */
typedef err_t retention_fn(struct tx *tx, usec before, int64_t *ret_count);

static const struct {
	retention_fn *due, *clear;
} works[RETENTIONS] = {
	[RETENTION_ACCOUNT] = {unused_due, NULL},
	[RETENTION_LEAVING] = {leaving_due, NULL},
	[RETENTION_EXPORT] = {export_due, export_delete},
	[RETENTION_IMPORT] = {import_due, import_delete},
	[RETENTION_LIST] = {list_due, list_delete},
	[RETENTION_REGISTRATION] = {registration_due, registration_clear},
	[RETENTION_CODE] = {code_due, code_delete},
	[RETENTION_INVITATION] = {invited_due, invited_delete},
	[RETENTION_ANSWER] = {answer_due, answer_delete},
	[RETENTION_OFFER] = {factor_offer_due, factor_offer_clear},
	[RETENTION_OPERATOR] = {asked_due, asked_delete},
	[RETENTION_SESSION] = {session_due, session_delete},
	[RETENTION_KNOWN] = {known_browser_due, known_browser_clear},
	[RETENTION_RATE] = {rate_due, rate_clear},
	[RETENTION_MAIL] = {mail_due, NULL}, /* the outbox and the jobs clear their own */
	[RETENTION_JOB] = {job_forget_due, NULL},
	[RETENTION_PROJECT] = {project_keep_due, NULL}, /* a job clears it */
};

struct looking {
	const struct retention_periods *periods;
	usec at;
	struct retention_counts counts;
};

static err_t count_due(struct tx *tx, void *ctx)
{
	struct looking *l = ctx;
	memset(&l->counts, 0, sizeof(l->counts));
	for (size_t i = 0; i < RETENTIONS; i++)
		if (works[i].due)
			TRY(works[i].due(tx, l->at - l->periods->of[i], &l->counts.of[i]));
	return NULL;
}

err_t retention_preview(struct db *db, const struct retention_periods *periods, usec at,
	struct retention_counts *ret)
{
	struct looking l = {periods, at, {{0}}};
	TRY(db_read(db, count_due, &l));
	*ret = l.counts;
	return NULL;
}

struct clearing {
	retention_fn *clear;
	usec before;
};

static err_t clear_kind(struct tx *tx, void *ctx)
{
	const struct clearing *c = ctx;
	int64_t count;
	TRY(access_keep_house(tx));
	return c->clear(tx, c->before, &count);
}

err_t retention_clear(const struct app *app)
{
	usec now = clock_now(app->clock);
	err_t e = NULL;
	for (size_t i = 0; i < RETENTIONS; i++) {
		struct clearing c = {works[i].clear, now - app->periods->of[i]};
		if (c.clear)
			e = err_join(e, db_tx(app->db, clear_kind, &c));
	}
	e = err_join(e, share_change_forget(app));
	e = err_join(e, outbox_clear(app->outbox));
	return err_join(e, jobs_clear(app->jobs));
}

int64_t retention_in(usec period, enum retention_unit *ret_unit)
{
	static const usec units[RETENTION_UNITS] = {USEC_MINUTE, USEC_HOUR, USEC_DAY, YEAR};
	enum retention_unit unit = RETENTION_YEARS;
	while (unit > RETENTION_MINUTES && period % units[unit])
		unit--;
	*ret_unit = unit;
	return period / units[unit];
}
